"""English said without sentences: "hospital pharmacist, 34, two boys"; names under a message."""

from __future__ import annotations

import re

from hafiza.memory.extraction.lexicon import (
    KIN_EN,
    KIN_EN_MANY,
    NUMBERS,
    PETS_EN,
)
from hafiza.memory.extraction.lexicon_health import (
    CONDITIONS_EN,
    DIETS_EN,
    STATES_EN,
)
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.rules import Found
from hafiza.memory.extraction.trades import job
from hafiza.memory.extraction.values import known_place, name, organisation

MAX_PIECES = 8
MAX_WORDS = 6
_TENS = "(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|[2-8]0s)"
_BODY = "(?:knees?|back|hips?|shoulders?|ankles?|neck|wrists?|elbows?|feet|foot|heart|lungs)"
_DAMAGED = (
    "(?:bad|dodgy|bum|gammy|trick|wonky|knackered|arthritic|weak|busted|creaky|injured|dislocated"
    "|torn|broken|stupid|ruined)"
)
# What a piece is, the first that fits; `v` is the value, or else the whole piece.
_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(rf"(?:{pattern})"))
    for slot, pattern in (
        ("age", rf"(?:in my )?(?P<v>(?:early|mid|late)[ -]{_TENS})"),
        (
            "age",
            r"(?:aged? )?(?P<v>[1-8]\d)(?: ?(?:m|f|yo|y/o|yrs? old|years? old|years? young|male"
            r"|female))?",
        ),
        (
            "family",
            rf"(?:\w+ )?(?:{KIN_EN}|parent|nan|mam) (?:of|to) (?P<v>(?:{NUMBERS}|twins|triplets)"
            rf"(?: (?:{KIN_EN_MANY}))?)",
        ),
        (
            "family",
            rf"(?P<v>(?:{NUMBERS}) (?:(?:small|young|little|grown|teenage|adult|older|younger)"
            rf" )?(?:{KIN_EN_MANY}))(?: under \w+)?",
        ),
        ("pet", rf"(?P<v>(?:{NUMBERS}) (?:\w+ )?(?:{PETS_EN})s?)"),
        (
            "relationship",
            r"(?:happily |recently |newly |freshly )?(?P<v>single|married|divorced|widow(?:ed"
            r"|er)?|engaged"
            r"|separated|newlyweds?)",
        ),
        ("occupation", r"(?P<v>(?:co-?)?(?:founder|owner)) of an? .*"),
        ("diet", rf"(?:strict |mostly |strictly )?(?P<v>{DIETS_EN})"),
        ("health", rf"(?P<v>{STATES_EN})"),
        ("health", rf"(?:(?:severe|chronic|mild|bad) )?(?P<v>{CONDITIONS_EN})(?: sufferer)?"),
        ("health", rf"{_DAMAGED} (?:left |right |lower )?{_BODY}"),
        (
            "health",
            r"(?P<v>(?:acl|mcl|meniscus|rotator cuff|achilles|hamstring|labrum|ligament)"
            r" (?:tear|injury|rupture|strain|surgery|repair))(?: in \w+| last \w+)?",
        ),
        ("health", r"(?P<v>(?!no |any )[a-z]+ allerg(?:y|ies))"),
        (
            "schedule",
            r"(?:\d+[ -]?(?:hrs?|hours?) shifts|night shifts?|(?:working )?nights|shift work)",
        ),
    )
)
_NO_JOB = re.compile(
    r"(?:my|the|his|her|your|their|our|any|for|no|every|one|which|what|hey|dear|best|as|to|is|are"
    r"|ask|call|find|hire|become|like|that|this|some|other|another|not|why|how|who|famous|and"
    r"|hi|hello|thanks|ok|good|great|nice|from|of|in|on|with|write|make|act|need|help)\b"
)
_MINE = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|my|me|mine|need|trying|struggling|looking for|here)\b"
)
# "software engineer, interview questions please, I need 20" says nothing of its writer.
_JOB_MINE = re.compile(r"\b(?:i'm|im|i've|ive|my|me|been)\b|\d\d? years")
_WANTS = re.compile(r"\b(?:i|i'm|im|my|want to|trying to|looking to|need to)\b(?! said)")
# What begins like a sentence is read by the rules of clauses.
_SENTENCE = re.compile(
    r"(?:i|my|we|our|can|could|what|whats|how|is|are|do|does|did|where|which|why|when|should|would"
    r"|please|he|she|they|it|its|it's|this|that|there|you|the|give|tell|write|make|help|if"
    r"|explain)\b(?!')"
)
_ALONE = re.compile(
    rf"(?:(?:severe|chronic|mild|bad) )?(?P<v>(?!add\b|ms\b|anxiety|depression|cancer"
    rf"|an? ){CONDITIONS_EN})"
)
# The one who is spoken of in the sentence before, to whom a fragment after it belongs.
_OF_ANOTHER = re.compile(
    rf"\b(?:my|our|a|his|her|the) (?:\w+ )?(?:{KIN_EN}|friend|boss|colleague|neighbou?r|client"
    r"|patient|character|coworker|roommate|flatmate|teacher|student|gift|persona|customer|candidate"
    r"|parents|grandparents|mate)\b|\b(?:he|she|him|her|his|they|them)(?:'s)?\b|\bpatient\b"
    r"|\bprofile\b"
    r"|\b(?:story|character|case study|example|template|persona)\b"
)
_SIGNED = re.compile(
    r"(?:^|\n|[.!?,] ?)\s*(?:cheers|thanks|thank you|many thanks|thanks a lot|ta|regards|best"
    r"|best wishes|kind regards|best regards|love|yours|sincerely|xx+|warmly|take care"
    r"|all the best|thx|ty)[,.! ]*\n+\s*[-–—]?\s*(?P<v>[^\n]{2,30})\s*$",
    re.IGNORECASE,
)


_ABOUT_ME = re.compile(
    r"(?:[\w' ]{0,30} )?(?:about me|intro|background|context|about myself|my details)[\w' ]{0,30}: "
)
_PIECE_END = re.compile(rf"[,;/()]| and | with (?=(?:{NUMBERS}) (?:{KIN_EN_MANY})\b)")


def fragments(read: str, spoken_of: str = "", *, is_question: bool = False) -> list[Found]:
    """Return what a sentence of bare pieces says; `spoken_of` is the sentence before it.

    >>> [one.value for one in fragments("hospital pharmacist, 34, two boys")]
    ['hospital pharmacist', '34', 'two boys']
    """
    if introduced := _ABOUT_ME.match(flat(read)):
        read = read[introduced.end() :]
    if _SENTENCE.match(flat(read[:20])):
        return []
    pieces = [piece.strip(" -–—!") for piece in _PIECE_END.split(read)[:MAX_PIECES]]
    named = _named(pieces) if introduced else []
    pieces = pieces[len(named) :]
    if len(pieces) == 1 and not _ALONE.fullmatch(flat(pieces[0])):
        return []
    first = _piece(pieces[0]) if pieces and len(pieces[0].split()) <= MAX_WORDS else None
    if first is None or _OF_ANOTHER.search(flat(spoken_of)):
        return []
    found = [one for piece in pieces if (one := _piece(piece)) is not None]
    found += [one for piece in pieces for one in _employer(piece, _piece(piece))] + named
    if len(pieces) == 1:
        return [] if is_question else [first]
    return found if introduced or _is_own(found, first, flat(read)[len(pieces[0]) :]) else []


def _is_own(found: list[Found], first: Found, rest: str) -> bool:
    """Say whether pieces tell enough to be the speaker's own; `rest` follows the first piece."""
    if first.slot == "location":
        return False
    if len({one.slot for one in found}) > 1 or first.confidence >= _SURE:
        return True
    if first.slot == "age":
        return bool(_WANTS.search(rest))
    if first.slot == "occupation":
        return bool(_JOB_MINE.search(rest)) and len(first.value.split()) > 1
    return bool(_MINE.search(rest))


def _named(pieces: list[str]) -> list[Found]:
    """Return the name that stands first: "Hamza, 41, mechanical engineer"."""
    if len(pieces) < 3 or name(pieces[0]) != [pieces[0]] or known_place(pieces[0]):
        return []
    told = [_piece(piece) for piece in pieces[1:3]]
    return [Found("name", pieces[0], confidence=0.8)] if None not in told else []


def _employer(piece: str, told: Found | None) -> list[Found]:
    """Return the employer of "postdoc at ETH", the place of "welder in Gdansk"."""
    if told is None or told.slot != "occupation":
        return []
    if at := re.search(r" in (?=[A-Z])", piece):
        return [Found("location", one, confidence=0.8) for one in known_place(piece[at.end() :])]
    if not (at := re.search(r" (?:at|for|with) ", piece)):
        return []
    return [Found("employer", one, confidence=0.8) for one in organisation(piece[at.end() :])]


def _piece(piece: str) -> Found | None:
    said = re.sub(
        r"^(?:(?:i'm|im|hi|hey+|hello|ok|so|well|um|oh|also|plus|about me:?|tldr:?|tl:?"
        r"|intro:?) )+",
        "",
        piece,
    )
    said = re.sub(r" (?:here|btw|lol|tho|though|now)$", "", said)
    low = flat(said)
    if not low or len(low.split()) > MAX_WORDS:
        return None
    for slot, pattern in _PIECES:
        if match := pattern.fullmatch(low):
            at = match.span("v") if "v" in pattern.groupindex else match.span()
            # A time after it ("acl tear in september") makes it told, not asked about.
            confidence = 0.9 if slot == "health" and at[1] < len(said) else 0.8
            return Found(slot, said[at[0] : at[1]], confidence=confidence)
    if known_place(said) == [said]:
        return Found("location", said, confidence=0.8)
    is_clause = re.match(r"(?:i'm|im)\b", flat(piece))
    made = [] if is_clause or _n_words_of_trade(low) > 4 or _NO_JOB.match(low) else job(said)
    house = re.search(r" (?:at|for|with) [A-Z]", said)
    if (
        made
        and len(made[0]) >= (house.start() if house else len(said)) - 12
        and flat(made[0]) != "model"
    ):
        return Found("occupation", made[0], confidence=0.8)
    return None


def _n_words_of_trade(low: str) -> int:
    return len(re.split(r" (?:at|for|with|in) ", low)[0].split())


_SURE = 0.9
_NO_SIGNATURE = frozenset(
    "bye goodbye cheers regards ciao xoxo best peace everyone all team guys mate sir madam claude"
    " chatgpt gpt hafiza assistant ps edit".split()
)


def signed(text: str) -> list[Found]:
    """Return the name with which a message of several lines is signed."""
    tail = text[-200:].strip()
    found = _SIGNED.search(tail) if "\n" in tail else None
    if not found:
        return []
    said = found["v"].strip(" .x")
    if flat(said) in _NO_SIGNATURE:
        return []
    return [Found("name", said)] if name(said) == [said] else []
