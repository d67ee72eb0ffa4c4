"""What fills a slot, cut to what was said: one cleaner for each kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hafiza.memory.extraction.lexicon import (
    LANGUAGES,
    NAMES,
    NOT_NAMES,
    PLACES,
    PLACES_LONG,
)
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.trades import EDGES, any_job, job

_WORD = re.compile(r"[^\s,;:()]+")
_PLACE_LONG = re.compile(rf"(?:{PLACES_LONG})\b")
_PLACE_OPENERS = re.compile(
    r"(?:(?:a|an|the) (?:\w+ ){0,2}(?:town|village|city|suburbs?|countryside|island|farm|outskirts)"
    r"|(?:the )?(?:suburbs|countryside|outskirts)|(?:downtown|central|upstate|rural|north(?:ern)?"
    r"|south(?:ern)?|east(?:ern)?|west(?:ern)?|greater))"
)
_PLACE_JOINERS = frozenset("of de la le del da do dos das di al el the upon and-".split())
_CLAUSE_END = re.compile(
    r"\s(?:but|because|so|since|although|though|while|when|which|who|whom|where|if|unless|until|as"
    r"|however|then|that|plus|anyway|btw|lol|haha\w*|thanks|please|can you|could you|what|how"
    r"|any (?:tips|ideas|advice|suggestions|recommendations)|after|before|ever since|these days"
    r"|right now|at the moment|nowadays|currently|lately|at all|anymore|any more|though|either"
    r"|too|as well|now|again|myself|very much|a lot|so much|the most|for now|and i|and my|and we"
    r"|with my|with our|instead|for (?:(?:an?|the past|the last|about|over|almost|nearly|\d+|two"
    r"|three|four|five|six|seven|eight|nine|ten|many|several|few) )*(?:years?|months?|ages|now"
    r"|weeks?"
    r"|days?|decades?|while|long time|long)|(?:ages )?ago)\b"
)
_NOT_THINGS = re.compile(
    r"(?:it|punishment$|every (?:single )?(?:minute|second|moment|bit)|that|this|these|those|you"
    r"|your|him|her|them|how|when|what|where|why|if"
    r"|being (?:told|put|on hold|called|stuck|ignored|asked|shouted)|guess|one"
    r"|nobody|no one|none|hands down|sadly|unfortunately|luckily|apparently|obviously|thankfully"
    r"|mostly$|my\b|just|give|tell|show|please|can\b|could|should|would|hate|love\b"
    r"|make|my (?:wife|husband|kids|children|son|daughter|mom|mum|dad|family"
    r"|girlfriend"
    r"|boyfriend|friends|parents|sister|brother|boss|work|new job|cat|dog)|to know|to ask|to see"
    r"|the (?:idea|way|fact|look|sound|first|second|one)|everything|nothing"
    r"|anything|something|some|all|my (?:job|life|new)|here|there|myself|us|me|is|are|was|and|or"
    r"|to|so|not|too|very|more|much|lol|saying|asking|thing|things|stuff|a lot|bunu|sunu|onu|seni"
    r"|sizi|beni|bunlari|onlari|her sey|her seyi|birsey|bir sey|boyle|oyle|ne|kendi\w*|hic|cok)\b"
)
_ORG_GENERIC = re.compile(
    r"(?:a|an|the|our|my|this|one of the) (?:(?!(?:at|in|on|for|to|from|of|and)\b)\w+[- ]){0,3}?"
    r"(?:hospital|school|university|college"
    r"|bank|startup|start-up|company|firm|agency|clinic|restaurant|cafe|café|bakery|library|factory"
    r"|hotel|lab|laboratory|museum|newspaper|ngo|charity|nonprofit|non-profit|supermarket|store"
    r"|shop|bookstore|bookshop|warehouse|studio|law firm|pharmacy|gym|bistro|diner|inn"
    r"|kindergarten|nursery"
    r"|daycare|airline|airport|call center|call centre|consultancy|publisher|government|council"
    r"|ministry|municipality|farm|garage|salon|bar|pub|brewery|practice|office|station|theatre"
    r"|theater|zoo|church|mosque|high school|primary school|secondary school|elementary school"
    r"|middle school|post office|police|army|navy|plant|shipyard|mine|care home|nursing home"
    r"|food bank|telecom|insurer|insurance company|nonprofit|foundation)\b"
)
_ORG_JOINERS = frozenset("of & and the for de + -".split())
_CAPITAL = re.compile(r"[^\W\d_a-zçğıöşü]")
MAX_WORDS = 8


def place(text: str) -> list[str]:
    """Return the place that an English text begins with.

    >>> place("Berlin with my husband"), place("austin, Texas"), place("a hurry")
    (['Berlin'], ['austin, Texas'], [])
    """
    text = text.strip(EDGES)
    low = flat(text)
    end = _opening_place(text, low)
    if not end:
        return []
    while found := re.match(r", ?([^,]+)", text[end:]):
        # "Austin, Texas": what follows is a place and nothing else.
        further = found[1].strip()
        if _opening_place(further, flat(further)) < len(further) or len(further.split()) > 3:
            break
        end += found.end()
    return [text[:end].strip(EDGES)]


def _opening_place(text: str, low: str) -> int:
    """Return where the place ends with which a text begins; 0 if it begins with none."""
    if opened := _PLACE_OPENERS.match(low):
        return _described_place(text, low, opened.end())
    if long := _PLACE_LONG.match(low):
        return long.end()
    end = 0
    for word in _WORD.finditer(text):
        bare = re.sub(r"'s$", "", word[0].rstrip(".'"))
        known = flat(bare)
        is_place = known in PLACES and (end == 0 or flat(text[:end]) not in PLACES)
        if text[end : word.start()].strip() and not _JOINED.fullmatch(text[end : word.start()]):
            break
        if (_is_capital(bare) and known not in _NO_PLACE) or is_place:
            end = word.start() + len(bare)
            if not _is_capital(bare):
                break
        elif not (known in _PLACE_JOINERS and _next_is_capital(text, word.end())):
            break
    return end


def _described_place(text: str, low: str, opened: int) -> int:
    """Return where "a small town near Munich" ends."""
    joined = re.match(r" (?:near|of|outside|in|on|next to|called) ?(?:the )?", low[opened:])
    start = opened + (joined.end() if joined else 0)
    blank = len(text[start:]) - len(text[start:].lstrip())
    inner = _opening_place(text[start + blank :], low[start + blank :])
    if inner:
        return start + blank + inner
    # "A new city" says nothing of where; "a small village" does.
    vague = re.match(r"(?:an?|the) (?:new|different|big|another|nice|great|foreign) ", low)
    return opened if re.match(r"(?:a|an|the) ", low) and not vague else 0


_JOINED = re.compile(r"[\s-]*(?:(?:of|de|la|le|del|da|do|dos|das|di|al|el|the|upon|and|-)\s+)*")


_NO_PLACE = (NOT_NAMES - PLACES) | {
    "earth",
    "mars",
    "i'd",
    "i've",
    "i'll",
    "english",
    "hr",
    "it",
    "pr",
}


def known_place(text: str) -> list[str]:
    """Return the place that a text begins with, if it is one of the known."""
    low = flat(text.strip(EDGES))
    first = low.split(" ")[0].rstrip(".,") if low else ""
    if _PLACE_LONG.match(low) or first in PLACES:
        return place(text)
    return []


def organisation(text: str) -> list[str]:
    """Return the employer that an English text begins with.

    >>> organisation("Balfour Beatty in Leeds"), organisation("a small bakery near here")
    (['Balfour Beatty'], ['small bakery'])
    """
    text = text.strip(EDGES)
    low = flat(text)
    if generic := _ORG_GENERIC.match(low):
        named = re.match(r" (?:called|named) ", low[generic.end() :])
        if named:
            return organisation(text[generic.end() + named.end() :])
        return [re.sub(r"^(?:a|an|the|our|my) ", "", text[: generic.end()], flags=re.I)]
    end = 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        bare = word[0].rstrip(".'")
        known = flat(bare)
        if end and ("," in between or ";" in between):
            break
        if _is_capital(bare) or (end and known[:1].isdigit()):
            if not end and known in NOT_NAMES and known not in ("google", "internet"):
                break
            if known in ("i", "i'm", "i've", "i'd"):
                break
            end = word.start() + len(bare)
        elif (
            known in _ORG_JOINERS and _next_is_capital(text, word.end()) and (end or known == "the")
        ):
            if known == "and" and end and _starts_clause(text[word.end() :]):
                break
            continue
        else:
            break
    found = text[:end].strip(EDGES)
    found = re.sub(r"'s$", "", found)
    return [found] if len(found) > 1 else []


def _starts_clause(text: str) -> bool:
    return bool(re.match(r"\s*(?:I|my|we|My|We)\b", text))


def name(text: str) -> list[str]:
    """Return the name that a text begins with: capitalised words, or a known one."""
    found: list[str] = []
    for word in _WORD.finditer(text.strip()):
        bare = re.sub(r"'.*$", "", word[0].strip(EDGES.replace("-", "")))
        known = flat(bare)
        if (
            (not bare.isalpha() and not re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+|\.)?", bare))
            or known.split("-")[0] in NOT_NAMES
            or not (_is_capital(bare) or (not found and known in NAMES))
        ):
            break
        found.append(bare)
        if word[0] != bare or len(found) == 3:
            break
        if text.strip()[word.end() : word.end() + 1] in (",", ";"):
            break
    return [" ".join(found)] if found else []


def one_name(text: str) -> list[str]:
    """Return the first word of a name."""
    return [found.split()[0] for found in name(text)]


def said_name(text: str) -> list[str]:
    """Return a name that was announced as one, in lower case too."""
    found = name(text)
    if not found:
        first = re.match(r"[^\W\d_]{2,20}(?=$|[\s,.!])", text.strip(EDGES))
        if first and flat(first[0]) not in NOT_NAMES:
            return [first[0]]
    return found


def languages(text: str) -> list[str]:
    """Return the known languages that a text names."""
    found = []
    for word in re.finditer(r"[^\W\d_]+", text):
        low = flat(word[0])
        for known in (low, low[:-1], low[:-2], low[:-3]):
            if known in LANGUAGES:
                found.append(word[0][: len(known)])
                break
    return list(dict.fromkeys(found))


def thing(text: str) -> list[str]:
    """Return what is liked, in pieces: "hiking, jazz and black coffee" is three.

    >>> thing("hiking, jazz and black coffee because it is great")
    ['hiking', 'jazz', 'black coffee']
    """
    if _THIS_ONE.match(flat(text)) and not _is_capital(text.strip()[4:]):
        return []
    pieces = [one for at, one in enumerate(_pieces(text)) if not (at and _goes_on(one))]
    return [piece for piece in map(_trim_thing, pieces) if piece]


# "I love the jacket" is of one that is spoken of; "the sea" is of every sea.
_THIS_ONE = re.compile(
    r"the (?!(?:beach|sea|seaside|ocean|mountains?|outdoors|countryside|gym|rain|cold|heat|snow|sun"
    r"|sunshine|summer|winter|autumn|dark|theatre|theater|opera|cinema|ballet|arts|city|woods"
    r"|forest|desert|water|wild|news|radio|guitar|piano|violin|cello|drums|saxophone|flute|harp"
    r"|colou?r|morning|night|quiet|silence|office|classics|blues)\b|[\w-]+ (?:\w+ )?of\b)"
)


# After "I like hiking, ": what is said of it, or of something else, and no further thing.
_GOES_ON = re.compile(
    r"(?:always|never|still|even|ever|yet|been|done|got|had|has|have|haven't|hasn't|was|were|is"
    r"|are|isn't|aren't|am|at|in|on|for|from|with|by|until|since|than|not|just|only|really|very"
    r"|pretty|especially|mostly|mainly|usually|particularly|same|hence|like|i|i'm|i've|we|he"
    r"|she|it|they|you|though|thanks|cheers|sorry|which|who|where|how|what|why|any|no|please|will"
    r"|would|can|could|should|do|does|did|give|gave|gimme|tell|rush|goes?|go|came|come|need|want"
    r"|looking|trying|helps?|make|makes|budget)\b"
)
_PERSON = re.compile(r"\b(?:i|i'm|i've|we|he|she|it|they|you|me|him|them|us|my|thou|thee|thy)\b")


def _goes_on(piece: str) -> bool:
    """Say whether what follows a thing in a list is no further thing."""
    low = flat(piece.strip(EDGES))
    return bool(_GOES_ON.match(low) or _PERSON.search(low))


def _pieces(text: str) -> Iterator[str]:
    text = cut(text)
    if re.search(
        r"\b(?:mac|rock|salt|r|drum|fish|black|arts|bread|gin|dungeons) (?:and|&|n) ", flat(text)
    ):
        yield from text.split(",")
        return
    yield from re.split(r",(?: and| ve)? | (?:and|ve|or|ile|&|as well as) |, ?", text)


# A piece with a verb of its own is no thing: "small talk and the offsite is long".
_SAYS = re.compile(
    r"\w (?:is|are|was|were|isn't|aren't|wasn't|has|hasn't|will|won't|keeps|makes|wants|needs"
    r"|does|doesn't)\b"
)
# What is liked of this conversation, not in life.
_OF_THE_TALK = re.compile(
    r"(?:(?:first|second|third|last|other|new|latest|previous|short|long|original|your|which) )*"
    r"(?:options?|answers?|suggestions?|explanations?|versions?|drafts?|responses?|repl(?:y|ies)"
    r"|format|wording|phrasing|approach|tone|ones?|ideas?|titles?)(?: (?:better|best|more|you gave"
    r"|you suggested|above))*"
)


def _trim_thing(text: str) -> str:
    text = text.strip(EDGES)
    text = re.sub(
        r"^(?:(?:to|a|an|the|some|really|also|especially|mostly|both|watching me|going to|any"
        r"|good|all (?:kinds of|the)|a (?:nice|good)|like|mainly|bir|de|da|en cok|ozellikle"
        r"|particularly|anything with|big|definitely) )+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    low = flat(text)
    if not low or _NOT_THINGS.match(low) or len(low) < 2 or low.isdigit():
        return ""
    if _SAYS.search(low) or _OF_THE_TALK.fullmatch(low):
        return ""
    words = text.split()
    return " ".join(words[:6]).strip(EDGES)


def phrase(text: str) -> list[str]:
    """Return a short clause, such as a goal or a habit."""
    text = cut(text).split(",")[0].strip(EDGES)
    words = text.split()
    return [" ".join(words[:MAX_WORDS])] if words else []


def habit(text: str) -> list[str]:
    """Return a habit with its time: nothing is cut but what follows a comma."""
    words = text.split(",")[0].strip(EDGES).split()
    return [" ".join(words[:10])] if words else []


def word(text: str) -> list[str]:
    """Return the text as it stands."""
    text = text.strip(EDGES)
    return [text] if text else []


def age(text: str) -> list[str]:
    """Return an age that a person can have."""
    text = text.strip(EDGES)
    if text.isdigit() and not 4 <= int(text) <= 115:
        return []
    return [text]


def cut(text: str) -> str:
    """Return a text up to where another clause begins."""
    ended = _CLAUSE_END.search(flat(text))
    return text[: ended.start()] if ended else text


def _is_capital(word: str) -> bool:
    return bool(_CAPITAL.match(word))


def _next_is_capital(text: str, at: int) -> bool:
    return bool(re.match(r"\s+(?:(?:the|la|le|of) )?[^\W\d_a-zçğıöşü]", text[at:]))


KINDS: dict[str, Callable[[str], list[str]]] = {
    "place": place,
    "known_place": known_place,
    "organisation": organisation,
    "job": job,
    "any_job": any_job,
    "name": name,
    "one_name": one_name,
    "said_name": said_name,
    "languages": languages,
    "thing": thing,
    "phrase": phrase,
    "habit": habit,
    "word": word,
    "age": age,
}
