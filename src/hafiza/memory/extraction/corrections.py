"""Corrections that name no slot: "sorry, I meant Belfast", "Adana değil Mersin"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hafiza.memory.extraction.lexicon import (
    DIETS_TR,
    LANGUAGES,
    PETS_EN,
    PETS_TR,
)
from hafiza.memory.extraction.lexicon_health import (
    DIETS_EN,
)
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.rules import Found
from hafiza.memory.extraction.trades import job
from hafiza.memory.extraction.turkish_places import known_stem
from hafiza.memory.extraction.values import known_place

_ONE = r"[^\s,;.!?:]+(?: [^\s,;.!?:]+){0,2}?"
_LEAD = (
    r"(?:(?:oops|sorry|actually|no|nope|wait|correction|my bad|i meant|i mean|it'?s|its"
    r"|make that|that'?s|that should be"
    r"|it should be|should be|i'?m|scratch that|typo|to be precise|pardon|yok|hayir|aslinda"
    r"|yanlis (?:yaz|soyle)(?:dim|mis|misim)|duzeltiyorum"
    r"|duzeltme|ozur dilerim|yani|kusura bakma|bir dakika|dur|ah|ay|tuh|eh|ya|adim|ismim|i said"
    r"|fat fingers|autocorrect)\b[,:;.!-]* ?)*"
)
_NEW_NOT_OLD = re.compile(
    rf"^{_LEAD}(?P<new>(?!not ){_ONE}),? (?:and )?not (?P<old>{_ONE})(?=$|[,;.!?])"
)
_NOT_OLD_NEW = re.compile(
    rf"^{_LEAD}not (?P<old>{_ONE})(?:, ?|;? but | -+ )(?:but |it'?s |i meant |rather "
    rf"|i'?m )*(?P<new>{_ONE})(?=$|[,;.!?])"
)
_MEANT = re.compile(
    rf"^(?:(?:oops|sorry|no|wait|ah|actually|my bad|typo|ugh|whoops)[,.!]* )*(?:i meant"
    rf"(?: to (?:say|write|type))?|i mean|make that|correction[:,]?|scratch that,?"
    rf"|it should (?:be|say)|should be|that should (?:be|say)) (?P<new>{_ONE})(?=$|[,;.!?]"
    rf"| instead| since| now| as of| not)"
)
# "We're vegan. Ok no, vegetarian": only of what the same turn told.
_TAKEN_BACK = re.compile(
    rf"^(?:(?:ok|okay|oh|ah|well|hmm|sorry|er|um)[, ]+)*(?:no|nope|wait|sorry)[, ]+(?P<new>{_ONE})"
    rf"(?=$|[,;.!?])"
)
# "Sorry, 76": only of an age that was told.
_AGE_AGAIN = re.compile(
    r"^(?:(?:no|nope|yok|hayir|sorry|pardon|oops|ah|wait|actually|typo)[, ]+)+(?P<new>[1-9]\d)"
    r"(?=$|[,;.!])"
)
_DEGIL = re.compile(
    rf"^{_LEAD}(?P<old>{_ONE}) degil,? (?:aslinda |yani )?(?P<new>{_ONE})(?:y?d[iu]"
    rf"| olacak(?:ti)?| demek istedim| diyecektim)?(?=$|[,;.!?]| (?:olacak|demek|otomatik|yaz))"
)
_YAZMISIM = re.compile(
    rf"^{_LEAD}(?P<old>{_ONE}) (?:yazmisim|demisim|yazdim|dedim|yazmistim|demistim)(?: ama)?,? "
    rf"(?:aslinda |dogrusu )?(?P<new>{_ONE}) (?:olacakti|olmaliydi|demek istedim)(?=$|[,;.!?])"
)
_OLACAKTI = re.compile(
    rf"^{_LEAD}(?P<new>{_ONE}) (?:olacakti|olacak (?:adim|ismim|soyadim)|demek istedim"
    rf"|demek istemistim|diyecektim|yazacaktim)(?=$|[,;.!?])"
)
_CUES = (
    "not ",
    "degil",
    "meant",
    "i mean",
    "make that",
    "correction",
    "scratch",
    "should",
    "olaca",
    "istedim",
    "istemistim",
    "caktim",
    "cektim",
)
_TITLE = re.compile(
    r"(?:nice to meet you|hi|hello|hey|thanks|welcome|merhaba|memnun oldum|selam),? "
)


# "Bir kedim var. Adı Pamuk": the name of who was told of before.
_CALLED_TR = re.compile(
    r"^(?:onun |bu arada )*(?:adi|ismi)(?: da| de| ise)?,? (?P<new>[^\W\d]{2,20})(?:'?dir)?"
    r"(?=$|[,;.!])"
)


def may_correct(read: str, told: Sequence[Found] = ()) -> bool:
    """Say whether a sentence has a word of correction; most have none, and need no more."""
    low = flat(read)
    if told and _TAKEN_BACK.match(low):
        return True
    if _AGE_AGAIN.match(low):
        return True
    return any(cue in low for cue in _CUES) or bool(_CALLED_TR.match(low))


def correct(read: str, told: Sequence[Found], before_text: str) -> list[Found]:
    """Return what a correction sets right; `told` is what was told just before it.

    The slot is that of what it corrects, or else the one that such a value fills.
    """
    low = flat(read)
    if called := _CALLED_TR.match(low):
        return _called(read[called.start("new") : called.end("new")], told)
    if again := _AGE_AGAIN.match(low):
        ages = [one.value for one in told if one.slot == "age" and one.holding == "holds"]
        return [Found("age", ages[-1], "wrong"), Found("age", again["new"])] if ages else []
    for pattern in (_NEW_NOT_OLD, _NOT_OLD_NEW, _DEGIL, _YAZMISIM, _OLACAKTI, _MEANT):
        found = pattern.match(low)
        if not found:
            continue
        new = read[found.start("new") : found.end("new")].strip(" '\"")
        old = ""
        if "old" in pattern.groupindex:
            old = read[found.start("old") : found.end("old")].strip(" '\"")
        made = _replace(new, old, told, before_text)
        if made:
            return made
    taken_back = _TAKEN_BACK.match(low)
    if taken_back and told and told[-1].holding == "holds":
        new, last = read[taken_back.start("new") : taken_back.end("new")], told[-1]
        if last.slot in ("age", "diet", "location", "hometown") and _kind(new) in (
            last.slot,
            _kind(last.value),
        ):
            return [Found(last.slot, last.value, "wrong"), Found(last.slot, new)]
        if last.slot == "employer" and _kind(new) == "name":
            return [Found(last.slot, last.value, "wrong"), Found(last.slot, new)]
    return []


def _called(name: str, told: Sequence[Found]) -> list[Found]:
    for one in reversed(told):
        if one.slot in ("pet", "family") and one.holding == "holds" and name[:1].isupper():
            kind = re.sub(r"^(?:bir|tek|yavru) ", "", one.value, flags=re.IGNORECASE).split()
            if len(kind) == 1 and kind[0].islower():
                return [Found(one.slot, f"{kind[0]} {name}")]
            return []
    return []


def contrasted(read: str, found: Sequence[Found]) -> list[Found]:
    """Return what a sentence denies beside what it tells: "I live in Bonn, not Berlin"."""
    low = flat(read)
    if " not " not in low and " degil" not in low:
        return []
    denied = []
    for one in found:
        value = re.escape(flat(one.value))
        for pattern in (
            rf"\b{value},? (?:and )?not (?:in |at |from |an? )?{_OLD}$",
            _BEFORE + value,
        ):
            match = re.search(pattern, low) if one.holding == "holds" and one.value else None
            if match:
                old = read[match.start("old") : match.end("old")]
                denied.append(Found(one.slot, re.sub(r"'\w+$", "", old), "wrong"))
    return denied


_OLD = r"(?P<old>[^\s,;.!?]+(?: [^\s,;.!?]+)?)"
_BEFORE = r"(?P<old>[^\s,;.!?]+) degil,? "


def _replace(new: str, old: str, told: Sequence[Found], before_text: str) -> list[Found]:
    # "İzmir'de değil Muğla'da yaşıyorum": a case ending closes what is corrected.
    new, old = (re.sub(r"'\w+(?: .*)?$", "", value) for value in (new, old))
    old = re.sub(r"^(?:artık|ben|biz|hala|hâlâ) ", "", old, flags=re.IGNORECASE)
    if not new or _NO_VALUE.match(flat(new)):
        return []
    for one in reversed(told):
        if old and flat(old) in flat(one.value):
            prefix = one.value[: flat(one.value).index(flat(old))]
            said = f"{prefix}{_cut(new, one.slot)}".strip()
            return [Found(one.slot, old, "wrong"), Found(one.slot, said)]
    last = told[-1] if told and not old else None
    if last and (_kind(new) in (last.slot, _kind(last.value)) or _may_be_named(new, last.slot)):
        return [Found(last.slot, last.value, "wrong"), Found(last.slot, _cut(new, last.slot))]
    return _by_kind(new, old, before_text)


def _may_be_named(new: str, slot: str) -> bool:
    return _kind(new) == "name" and slot in ("name", "location", "hometown", "employer")


def _by_kind(new: str, old: str, before_text: str) -> list[Found]:
    """Return a correction of what was told before the last turn: the value tells its slot."""
    slot = _kind(new)
    if not slot and old and new.isalpha() and _is_greeted(old, before_text):
        slot = "name"
    if not slot or (old and _kind(old) not in (slot, "", "name")):
        return []
    if slot == "name":
        slot = _whose_name(old, before_text) if old else ""
        wrong = [Found(each, old, "wrong") for each in ("name", "family", "pet")]
        return [*wrong, Found(slot, new)] if slot else []
    if slot == "location" and _OF_ORIGIN.search(flat(before_text)):
        slot = "hometown"
    both = ("location", "hometown") if slot in ("location", "hometown") else (slot,)
    wrong = [Found(each, old, "wrong") for each in both if old]
    return [*wrong, Found(slot, _cut(new, slot))]


_NO_VALUE = re.compile(r"(?:i|my|we|he|she|it|the|a|an|you|they|ben|bu|o)\b")
_OF_ORIGIN = re.compile(r"\b(?:from|hometown|born|grew up|memleket|nereli|dogdu|\w+l[iu]s[iu]n)")


def _is_greeted(old: str, before_text: str) -> bool:
    return bool(re.search(rf"{_TITLE.pattern}{re.escape(flat(old))}\b", flat(before_text)))


def _whose_name(old: str, before_text: str) -> str:
    low = flat(before_text)
    name = re.escape(flat(old))
    if not re.search(rf"\b{name}\b", low):
        return ""
    if re.search(_TITLE.pattern + name, low):
        return "name"
    if re.search(rf"\b(?:{PETS_EN}|vet|pets?|{PETS_TR}|mama|veteriner)\b", low):
        return "pet"
    if re.search(r"\b(?:company|work|job|employer|sirket|calis|is yeri|isyeri)", low):
        return "employer"
    return "family"


def _kind(value: str) -> str:
    """Return the slot that a value fills by itself, `name` for a word that could be any name."""
    low = flat(value)
    if low.isdigit() and 4 <= int(low) <= 115:
        return "age"
    if re.fullmatch(rf"(?:{DIETS_EN}|{DIETS_TR})", low):
        return "diet"
    if low in LANGUAGES:
        return "language"
    if known_place(value) or known_stem(value):
        return "location"
    if job(value):
        return "occupation"
    if value[:1].isupper() and len(value.split()) <= 3 and value.replace(" ", "").isalpha():
        return "name"
    return ""


def _cut(value: str, slot: str) -> str:
    if slot in ("location", "hometown"):
        return known_stem(value) if len(value.split()) == 1 and known_stem(value) else value
    return value
