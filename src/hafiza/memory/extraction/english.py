"""English: the rules that read a sentence, clause by clause.

A rule holds at the beginning of a clause, so that "my sister says I live here", "if I lived
here" and "the man who said I am a doctor" match nothing without a guard of their own.
"""

from __future__ import annotations

import re

from hafiza.memory.extraction import guards
from hafiza.memory.extraction.english_clauses import clauses, has_dropped, is_told, opens_with_own
from hafiza.memory.extraction.english_everyday import EVERYDAY_AT_CLAUSE, EVERYDAY_IN_PASSING
from hafiza.memory.extraction.english_frames import AT_CLAUSE_TOO, IN_PASSING
from hafiza.memory.extraction.english_rules import ANYWHERE, AT_CLAUSE
from hafiza.memory.extraction.english_values import ENGLISH_KINDS
from hafiza.memory.extraction.lexicon import KIN_EN, KIN_EN_MANY, PETS_EN
from hafiza.memory.extraction.reading import Sentence, flat
from hafiza.memory.extraction.rules import Found, RuleBook, found_by

_CUE = re.compile(
    r"\b(?:i|im|ive|my|we|our|me|mine|myself|us)\b|\bname's\b|^(?:just|recently|big|huge|trying"
    r"|allergic|got"
    r"|born|raised|grew|turning|studying|learning|tired|retiring|born|living|originally|single"
    r"|working|based|moved|married|mum|mom|dad|mother|father|also"
    r"|currently|retired|fluent|me|fav\w*|not|nurse|single|starting|grandm\w+|grandf\w+|granny"
    r"|nan|from"
    r"|the (?:plan|goal|idea|dream)|plan|goal|divorced|widowed|engaged|separated|newlywed"
    r"|colou?r ?blind"
    r"|diabetic|asthmatic|coeliac|celiac|left-handed|vegan|vegetarian|pregnant|been|back|on|off"
    r"|happily"
    r"|freshly|live|lived|love|hate|can'?t|cant|speak|always|have|used|used to|lost|gave|teach"
    r"|never|was"
    r"|(?:speaking )?as an?"
    r"|being|home|what|besides|nothing|newly|hoping|planning|training|saving|never"
    r"|finally)\b"
    r"|\bhere\b|^(?:\w+,? ){0,3}this is\b"
)
_WHOLE = RuleBook((*ANYWHERE, *IN_PASSING, *EVERYDAY_IN_PASSING))
_CLAUSE = (*AT_CLAUSE, *AT_CLAUSE_TOO, *EVERYDAY_AT_CLAUSE)
_OF_I = ("^i'm ", "^i ", "^i(?:", "^(?:i|we)", "^(?:i'm|we're", "^(?:i'm|we've")
_OF_MY = ("^my ",)
# A rule that begins with "I" cannot match a clause that does not: most need not be tried.
_BY_SUBJECT = {
    "i": RuleBook(one for one in _CLAUSE if not one.pattern.pattern.startswith(_OF_MY)),
    "my": RuleBook(one for one in _CLAUSE if not one.pattern.pattern.startswith(_OF_I)),
    "": RuleBook(one for one in _CLAUSE if not one.pattern.pattern.startswith((*_OF_I, *_OF_MY))),
}
_FIRST = re.compile(r"(i|we|my)\b")


def read_english(sentence: Sentence, read: str) -> list[Found]:
    """Return what an English sentence says of the user; `read` is the part to be read."""
    read = _set_right(read)
    low = flat(read)
    found = _without_anothers(found_by(_WHOLE, read, low, ENGLISH_KINDS), low)
    if not (_CUE.search(low) or has_dropped(low)):
        return found
    parts = clauses(read)
    for at, clause in enumerate(parts):
        flat_clause = flat(clause)
        if sentence.is_question and at == len(parts) - 1:
            # "I've had asthma for years, is swimming good?" asks in its last part only.
            told, comma, asked = clause.rpartition(",")
            if not comma or not opens_with_own(flat_clause) or guards.is_tag(flat(asked)):
                break
            clause, flat_clause = told, flat(told)
        if guards.asks_en(flat_clause) and not is_told(flat_clause):
            continue
        said = found_by(_rules_for(flat_clause), clause, flat_clause, ENGLISH_KINDS)
        found += _without_theirs(said, flat_clause)
    if sentence.is_question and parts and guards.is_tag(flat(parts[-1])):
        return []
    return _without_nameless(found)


_OF_ONESELF = frozenset(
    ("age", "diet", "dislikes", "health", "language", "likes", "occupation", "schedule")
)
_ANOTHER = re.compile(
    rf"(?:my|our|his|her|their|the|a|an|this|some) (?:[\w-]+ ){{0,2}}?(?:{KIN_EN}|{KIN_EN_MANY}"
    rf"|(?:{PETS_EN})s?|friend|boss|colleague|co-?worker|neighbou?r|client|patient|manager"
    r"|flatmate|roommate|housemate|mate|teacher|student|landlord|customer|guy|woman|man|lady)s?\b"
    r"(?! and i\b)|\b(?:he|she|they|he's|she's|they're|who's|whose)\b"
)
_ONESELF = re.compile(r"\b(?:i|i'm|im|i've|ive|i'd|me|mine|myself|we|we're)\b")


def _without_anothers(found: list[Found], low: str) -> list[Found]:
    """Return the findings without those said of somebody named before them.

    "My dog is 14 with dodgy hips" tells nothing of the speaker's health.
    """
    if not found or not (other := _ANOTHER.search(low)):
        return found
    kept = []
    for one in found:
        between = low[other.end() : low.find(flat(one.value))]
        if one.slot in _OF_ONESELF and between and not _ONESELF.search(between):
            continue
        kept.append(one)
    return kept


# Somebody brought into the clause who is not one's own: what follows is told of them.
_STRANGER = re.compile(
    r"(?<!i'm )(?<!as )\b(?:a|an|this|that|some|another|his|her|their|the|one|two"
    r"|three) (?:[\w-]+ ){0,2}?"
    r"(?:friend|boss|colleague|co-?worker|neighbou?r|client|patient|flatmate|roommate|housemate|mate"
    r"|landlord|customer|guest|guy|woman|man|lady|girl|boy|person|people|couple|kid|student|bloke"
    r"|chap|character|stranger|tenant|candidate|applicant)s?\b"
)
_OF_STRANGERS = _OF_ONESELF | {"pet"}


def _without_theirs(found: list[Found], low: str) -> list[Found]:
    """Return the findings of a clause without those that follow a stranger in it."""
    if not found or not (other := _STRANGER.search(low)):
        return found
    rest = low[other.end() :]
    return [
        one
        for one in found
        if one.slot not in _OF_STRANGERS
        or flat(one.value) not in rest
        or _ONESELF.search(rest[: rest.find(flat(one.value))])
    ]


# "I'm 33, no wait, 34": the second is meant.
_SLIP = re.compile(
    r"\b(?P<old>\d+|[^\W\d_][\w'-]+),? (?:[-–—]+ )?(?:(?:(?:no|oh|er|um|sorry|ah|oops)[, ]+)*"
    r"(?:wait|no wait|i mean|i meant|scratch that|make that|or rather|correction|actually|sorry)"
    r"(?:,? (?:no|sorry|it's|i mean|make that|in))*)[,:]? (?P<new>\d+|[^\W\d_][\w'-]+)(?=$|[,.;]| )"
)


def _set_right(read: str) -> str:
    """Return a sentence without the number or name that it takes back at once."""
    slip = _SLIP.search(read)
    if slip is None:
        return read
    old, new = slip["old"], slip["new"]
    same = (old.isdigit() and new.isdigit()) or (old[0].isupper() and new[0].isupper())
    if not same or flat(new) in _NO_NAMES or flat(old) in _NO_NAMES:
        return read
    return read[: slip.start("old")] + read[slip.start("new") :]


_NO_NAMES = frozenset("i i'm i've i'd i'll my we the a it".split())


def _without_nameless(found: list[Found]) -> list[Found]:
    """Return the findings without "two cats" if the same sentence names the cats."""
    named = [flat(one.value) for one in found if one.slot == "pet" and _is_named(one.value)]
    if not named:
        return found
    return [
        one
        for one in found
        if one.slot != "pet"
        or _is_named(one.value)
        or not any(each.startswith(flat(one.value).split()[-1].rstrip("s")) for each in named)
    ]


def _is_named(value: str) -> bool:
    return any(word[:1].isupper() for word in value.split()[1:])


def _rules_for(clause: str) -> RuleBook:
    first = _FIRST.match(clause)
    return _BY_SUBJECT["" if first is None else "my" if first[1] == "my" else "i"]
