"""Occupations in English: where one ends, and which words name one."""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import JOBS_EN, NOT_NAMES
from hafiza.memory.extraction.reading import flat

# What no value begins or ends with.
EDGES = " \t,;:.!?'\"_-–—()*"
_JOB_SUFFIX = re.compile(
    r"\w{3,}(?:ologist|ician|ographer|iatrist|onomist|smith|keeper|maker|monger|wright|therapist"
    r"|developer|engineer|manager|worker|scientist|teacher|analyst|herder|hygienist|ographer)$"
)
_JOB_END = re.compile(
    r"\s(?:at|for|in|from|and|but|who|with|living|working|by|based|on|to|of (?:the|my|our)|here|so"
    r"|because|since|that|when|while|these|right|now|currently|as|near|out|i|i'd|which|where|or"
    r"|specialising|specializing|turned|during|this|until|btw|lol|too|myself|can|how|what|if"
    r"|per|after|before|about|not|over|doing|looking|trying|then|again"
    r"|(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|several) (?:years?|months?"
    r"|weeks?|days?))\b"
)
_ARTICLES = re.compile(
    r"^(?:a|an|the|some|my|our|retired|former|ex|bir|self[- ]employed|freelance(?= \w)|trained"
    r"|qualified|full[- ]?time|part[- ]?time|proud|busy|new"
    r"|newly qualified|licensed|certified|professional|freshly minted|humble|simple|just) "
)
_OF_ANYTHING = ("owner", "driver", "member", "model", "judge", "guide", "guard", "captain")
# Trades that are named by what they are over or of.
_HEADS = re.compile(
    r"(?:\w+ )?(?:head|director|manager|chief|vp|vice president|student|teacher|professor|lecturer"
    r"|minister|chair|president|coordinator|doctor|officer|secretary) of (?!the\b|my\b|this\b)\w"
)
# "Queen of procrastination", "doctor of nothing": a jest.
_OF_NO_TRADE = re.compile(
    r".* of (?:nothing|everything|none|all|chaos|fun|vibes|love|snacks?|naps?|sarcasm|excuses"
    r"|procrastination|disasters?|mine|it|sleep|nonsense|both worlds|habit|leisure|mystery)\b"
)
# An owner or driver by trade: not of a Tesla, a dog or a home.
_TRADE = re.compile(
    r"^(?:driver|model)$|\b(?:business|shop|store|restaurant|cafe|café|salon|company|bakery"
    r"|studio|gym"
    r"|hotel|farm|bar|pub|agency|gallery|\w*shop|truck|bus|taxi|cab|uber|delivery|lorry|van|train"
    r"|tram"
    r"|forklift|ambulance|crane|tractor|racing|crew|cabin|faculty|staff|council|team|fashion|hand"
    r"|fitness|catwalk|haul|tow|minicab|courier|bolt|lyft|hgv)\b"
)
# "Piano tuner", "dog groomer": who does something to things, unless it is a habit or a taste.
_MAKER = re.compile(
    r"(?!(?:slow|fast|big|good|light|heavy|late|early|picky|fussy|quick|keen|avid|regular|long"
    r"|lifelong|first|new|total|complete|absolute|visual|proud|strong|firm|true|great|hard|single"
    r"|frequent"
    r"|night|morning|team|family|fellow|former|best|native|rule|people|bean|home|house|car|dog|cat"
    r"|pet|tea|coffee|wine|meat|cancer|book|time|window|social|chain|non|fellow|serial|weekend"
    r"|hobby|amateur|casual|rubbish|terrible|lousy|decent|average|natural|weak|side|repeat|only"
    r"|second|middle|\w+y|\w+ed|\w+ing|\w+ful|\w+ous)\b)"
    r"[a-z-]{3,} (?!(?:swimmer|skier|climber|jogger|hugger|procrastinator|thinker|dreamer"
    r"|beginner|lover|reader|eater|drinker|sleeper"
    r"|runner|walker|follower|believer"
    r"|user|owner|holder|member|customer|hater|fighter|sufferer|survivor|player|gamer|tester|number"
    r"|teenager|brother|sister|mother|father|daughter|killer|hoarder|shopper|voter|speaker|poster"
    r"|supporter|jumper|disaster|monster|corner|order|letter|paper|matter|other|water|summer"
    r"|winter|dinner|computer|printer|over|under|after|never|error|color|colour|mirror|buyer"
    r"|renter|starter|learner|visitor|person|warrior|junior|senior)\b)[a-z]{3,}(?:er|or)"
)


def job(text: str, *, strict: bool = True) -> list[str]:
    """Return the occupation that an English text begins with.

    >>> job("a primary school teacher in Leeds"), job("a mess"), job("software engineer at X")
    (['primary school teacher'], [], ['software engineer'])
    """
    text = text.strip(EDGES)
    ended = _JOB_END.search(f" {flat(text)}", 2)
    if ended:
        text = text[: max(ended.start() - 1, 0)]
    text = text.split(",")[0].strip(EDGES)
    is_styled = flat(text).startswith("professional ")
    was_retired = ""
    while found := _ARTICLES.match(flat(text)):
        if found[0] == "retired ":
            was_retired = text[:7] + " "
        text = text[found.end() :]
    words = flat(text).split()
    if not words or len(words) > 5:
        return []
    return [was_retired + text] if _is_trade_of(words, is_styled=is_styled, strict=strict) else []


def _is_trade_of(words: list[str], *, is_styled: bool, strict: bool) -> bool:
    """Say whether words, without an article, name a trade; unless `strict`, an unknown one too."""
    said = " ".join(words)
    if _OF_NO_TRADE.match(said):
        return False
    leads = bool(_HEADS.match(said)) or (
        words[1:2] == ["of"] and words[0] in JOBS_EN and words[0] not in _OF_ANYTHING
    )
    # "A professional chair warmer" jokes.
    leads = leads or (not is_styled and bool(_MAKER.fullmatch(said)))
    if not leads and not any(is_trade(w) for w in (words[-1], words[-1].rstrip("s"), words[0])):
        if strict or len(words) > 4 or words[0] in NOT_NAMES:
            return False
    elif not is_trade(words[-1]) and strict and not leads:
        # "head of sales" leads with its head noun; "nurse joke" does not end with one.
        return False
    if words[-1].rstrip("s") in ("owner", "driver", "member", "model") and not _TRADE.search(
        " ".join(words)
    ):
        return False
    return words[0] not in _PRAISE


_PRAISE = ("of", "bad", "terrible", "great", "good", "big", "total", "such", "lousy")


def any_job(text: str) -> list[str]:
    """Return what somebody works as, known or not."""
    return job(text, strict=False)


def is_trade(word: str) -> bool:
    """Say whether a word of flat text names an occupation."""
    return word in JOBS_EN or word.split("-")[-1] in JOBS_EN or bool(_JOB_SUFFIX.match(word))
