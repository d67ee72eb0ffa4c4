"""What is liked or not, in English: the pieces of a list, without what only this talk means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.values import CLAUSE_END, EDGES, whole_phrases

MAX_WORDS = 6
# "Songs that make me cry" are no songs in general: without what narrows it, nothing is told.
_NARROWS = re.compile(r"[^,\s]\s+(?:that|which|who|whom|where|how|what|why)\b")
_PAIRS = re.compile(
    r"\b(?:(?:mac|rock|salt|r|drum|fish|black|arts|bread|gin|dungeons) (?:and|&|n) "
    r"|friends (?:and|or|&) family)\b"
)
_BETWEEN = re.compile(
    r"(,?\s(?:and|ve|or|ile|&|as well as) |,(?:\s(?:and|or|but also))?\s|,)", re.IGNORECASE
)
_COMMA = re.compile(r"(, ?)")
# What follows a comma with one of these goes on with the sentence, not with the list.
_GOES_ON = re.compile(
    r"(?:especially|particularly|mostly|mainly|usually|including|such|like|whether|without|with"
    r"|which|not|even|perhaps|maybe|sometimes|but|yet|nor|in|on|at|of|for|from|by|during|i|i'm"
    r"|i've|we|he|she|they|it|it's|you|my|all|each|whenever|unlike|done|have|has|bring"
    r"|brings|be|then|still|always|ever|never|often|about|really|honestly|to be)\b"
)
_OPENERS = re.compile(
    r"^(?:(?:to|a|an|the|some|really|also|especially|mostly|(?:a )?bit of|both|watching me|going to"
    r"|any|good|all (?:kinds of|the)|a (?:nice|good)|like|mainly|bir|de|da|en cok|ozellikle"
    r"|particularly|anything with|big|definitely) )+",
    re.IGNORECASE,
)
_NOT_THINGS = re.compile(
    r"(?:how|when|what|where|why|if|being told|nobody|no one|none|hands down|sadly|unfortunately"
    r"|luckily|apparently|obviously|thankfully"
    r"|mostly$|my\b|just|give|tell|show|please|can\b|could|should|would|hate|love\b"
    r"|make|to know|to ask|to see|be\b|go by|think|say|know|see|hear|everything|nothing"
    r"|anything|something|some|all|myself|us|me|is|are|was|and|or"
    r"|to|so|not|too|very|more|much|lol|saying|asking|thing|things|stuff|a lot|bunu|sunu|onu|seni"
    r"|sizi|beni|bunlari|onlari|her sey|her seyi|birsey|bir sey|boyle|oyle|ne|kendi\w*|hic|cok)\b"
)
# What is pointed at was named before, in this conversation: "having you here", "their work".
_POINTS = re.compile(
    r"\b(?:i|we|this|that|these|those|it|its|them|they|their|he|him|his|she|you|your|there|here|one"
    r"|ones|me)\b"
)
# "The ocean" is one for all; "the necklace" is the one that is spoken of.
_THE_ONE = re.compile(
    r"the (?!(?:smell|sound|taste|feel|sight|thought|scent) of|(?:great |open )?(?:ocean|sea|beach"
    r"|beaches|outdoors|mountains?|countryside|city|cold|heat|rain|snow|sun|summer|winter|autumn"
    r"|fall|spring|theat(?:re|er)|cinema|opera|gym|dentist|woods|forest|desert|dark|gothic|violin"
    r"|piano|guitar|drums|cello|flute|\d0s|(?:nineties|eighties|seventies|sixties))\b)[a-z0-9]"
)
# A piece with a verb of its own is no thing: "small talk and the offsite is long".
_SAYS = re.compile(
    r"\w (?:is|are|was|were|isn't|aren't|wasn't|has|hasn't|will|won't|keeps|makes|wants|needs"
    r"|does|doesn't|isn't)\b"
)
# What is liked of this conversation, not in life.
_OF_THE_TALK = re.compile(
    r"(?:[\w'-]+ )*?(?:options?|answers?|suggestions?|explanations?|versions?|drafts?|responses?"
    r"|repl(?:y|ies)|format|wording|phrasing|approach|tone|ideas?|titles?|plans?|templates?|theme"
    r"|details|questions?)(?: (?:better|best|more|above))*"
)
# What it takes to fill a verb: "I love seeing", cut short, tells nothing.
_BARE = re.compile(
    r"(?:see|hear|hav|be|go|do|gett|mak|tak|giv|find|discover|shar|explor|learn|try|immers"
    r"|reconnect|escap|creat|build|help|feel|talk|com|bring|us|think)ing"
    r"(?: (?:about|back|to|with))?"
)


def thing(text: str) -> list[str]:
    """Return what is liked, in pieces: "hiking, jazz and black coffee" is three.

    >>> thing("hiking, jazz and black coffee because it is great")
    ['hiking', 'jazz', 'black coffee']
    """
    low = flat(text)
    ended = CLAUSE_END.search(low)
    is_narrowed = bool(ended and _NARROWS.match(low, ended.start() - 1))
    pieces = list(_pieces(text[: ended.start()] if ended else text))
    if is_narrowed:
        pieces = pieces[:-1]
    # After "how it sounds and" comes nothing that is liked either.
    return list(takewhile(bool, (_trim(one) for one in pieces)))


def taste(text: str) -> list[str]:
    """Return what is loved or hated in general: not the one thing that is spoken of."""
    return [] if _is_the_one(text) else thing(text)


def _is_the_one(text: str) -> bool:
    said = re.sub(r"^(?:(?:all|both|also|really) )+", "", text)
    # "The Hobbit" is a name.
    return bool(_THE_ONE.match(flat(said))) and not said[4:5].isupper()


def _pieces(text: str) -> Iterator[str]:
    parts = (_COMMA if _PAIRS.search(flat(text)) else _BETWEEN).split(text)
    joins = [flat(join).strip(" ,") for join in parts[1::2]]
    yield parts[0]
    for at, piece in enumerate(parts[2::2]):
        low = flat(piece)
        # "I love discussing films, turning it into a game": no list without an "and". And a long
        # piece goes on within: "the lives of the kings, queens and dukes of Spain".
        is_aside = re.match(r"\w+ing\b", low) and not any(joins[at:])
        is_within = len(parts[2 * at].split()) > MAX_WORDS
        if _GOES_ON.match(low) or is_aside or is_within:
            return
        yield piece


def _trim(text: str) -> str:
    text = text.strip(EDGES)
    text = re.sub(r" of course$", "", _OPENERS.sub("", text))
    low = flat(text)
    if len(low) < 2 or low.isdigit() or _NOT_THINGS.match(low) or _BARE.fullmatch(low):
        return ""
    if _POINTS.search(low) or _SAYS.search(low) or _OF_THE_TALK.fullmatch(low):
        return ""
    return whole_phrases(text.split(), MAX_WORDS).strip(EDGES)
