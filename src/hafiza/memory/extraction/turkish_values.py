"""The cleaners of Turkish rules, by the kind of value they clean."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.lexicon import LANGUAGES, NAMES, NATIONALITIES, NOT_NAMES, PLACES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_jobs import (
    beside_job,
    field_of_study,
    job_denied,
    job_named,
    job_past,
    job_stem,
)
from hafiza.memory.extraction.turkish_places import (
    EDGES,
    bare,
    is_capital,
    known_place_before,
    known_stem,
    named_organisation,
    native,
    native_short,
    organisation_after,
    organisation_before,
    organisation_to,
    place_after,
    place_before,
    place_plain,
)
from hafiza.memory.extraction.turkish_things import (
    favourite,
    goal_tr,
    habit_tr,
    life_goal,
    preferred,
    things_tr,
)
from hafiza.memory.extraction.values import KINDS


def name_tr(text: str) -> list[str]:
    """Return the name that a text begins with: capitalised words, or one known."""
    found: list[str] = []
    for token in text.strip().split()[:4]:
        word = bare(token.strip(EDGES))
        low = flat(word)
        if not word.isalpha() or low in LANGUAGES:
            break
        if low in NOT_NAMES and not (is_capital(word) and low in NAMES):
            break
        if found and (known_stem(token) or job_stem(low)[0]):
            break
        if not (is_capital(word) or (not found and low in NAMES)):
            break
        if not found and low in PLACES and low not in NAMES:
            break
        found.append(word)
        if word != token or len(found) == 3:
            break
    return [" ".join(found)] if found else []


def kin_name(text: str) -> list[str]:
    """Return the first name after a relation or an animal of one's own."""
    token = text.strip()
    if re.search(r"'(?:[dt][ae]n?)$", flat(token)) and flat(bare(token)) not in NAMES:
        return []
    found = name_tr(text)
    if found and "'" not in token and flat(found[0]) not in NAMES:
        low = flat(found[0])
        if low in NATIONALITIES or known_stem(found[0]):
            return []
    return [found[0].split()[0]] if found else []


def _said_kin_name(text: str) -> list[str]:
    """Return a name that was announced as one, in lower case too."""
    found = kin_name(text)
    word = bare(text.strip())
    if not found and word.isalpha() and len(word) > 2 and flat(word) not in NOT_NAMES:
        return (
            [word]
            if not re.match(r"(?:ne|nedir|neydi|yok|olsun|olacak|henuz)$", flat(word))
            else []
        )
    return found


def names_tr(text: str) -> list[str]:
    """Return several names: "Oscar, Ada ve Can"."""
    found: list[str] = []
    for part in re.split(r", ?(?:ve )?| ve | ile ", text):
        one = name_tr(part)
        if not one:
            break
        found += one[:1]
    return found


def kin_count(text: str) -> list[str]:
    """Return "iki çocuk" for "iki çocuğum"."""
    low = flat(text)
    stem = re.sub(r"(?:[iu]m[iu]z|m[iu]z|[iu]m|m)$", "", low)
    said = text[: len(stem)]
    if said[-1:] in "ğ":
        said = said[:-1] + "k"
    return [said]


def name_only(text: str) -> list[str]:
    """Return a name if a text is nothing else: "ben Kerem", but not "ben Kerem'i severim"."""
    found = name_tr(text)
    is_more = bool(found) and len(found[0].split()) != len(text.split())
    if not found or is_more or "'" in text or re.search(r"y[iu]m$|[dt][iu]m$", flat(text)):
        return []
    return found


def last_name(text: str) -> list[str]:
    """Return the name that a text ends with."""
    tokens = text.split()
    return kin_name(tokens[-1]) if tokens else []


def _partner(text: str) -> list[str]:
    word = re.sub(r"'?l[ae]$", "", text)
    return kin_name(word)


def _condition(text: str) -> list[str]:
    return [text[:-1] + "k" if text[-1:] in "ğ" else text]


def _not_eaten(text: str) -> list[str]:
    return [re.sub(r"(?:um|üm|im|ım)$", "", text)]


def _wed(text: str) -> list[str]:
    return [{"evlendi": "evli", "nisanlandi": "nişanlı", "bosandi": "boşanmış"}[flat(text)]]


def _counted(text: str) -> list[str]:
    """Return "iki kedi" or "köpek" for what stood before the ending of "bir köpeğim"."""
    text = re.sub(r"^bir ", "", text, flags=re.IGNORECASE)
    return [text[:-1] + "k" if text[-1:] in "ğ" else text]


def _pet_kind(text: str) -> list[str]:
    return [
        "köpek"
        if flat(text) == "kopeg" and text[-1] == "ğ"
        else "kopek"
        if flat(text) == "kopeg"
        else text
    ]


def _names_same(text: str) -> list[str]:
    found = names_tr(text)
    return found if len(found) > 1 else []


TURKISH_KINDS: dict[str, Callable[[str], list[str]]] = {
    **KINDS,
    "place_before": place_before,
    "known_place_before": known_place_before,
    "place_after": place_after,
    "organisation_before": organisation_before,
    "job_named": job_named,
    "job_past": job_past,
    "name_tr": name_tr,
    "kin_name": kin_name,
    "said_kin_name": _said_kin_name,
    "names_tr": names_tr,
    "languages_tr": KINDS["languages"],
    "things_object": lambda text: things_tr(text, "object"),
    "things_to": lambda text: things_tr(text, "to"),
    "things_from": lambda text: things_tr(text, "from"),
    "things": lambda text: things_tr(text, "none"),
    "allergy": lambda text: [f"{one} alerjisi" for one in things_tr(text, "to")],
    "goal_tr": goal_tr,
    "habit_tr": habit_tr,
    "kin_count": kin_count,
    "name_only": name_only,
    "last_name": last_name,
    "native": native,
    "native_short": native_short,
    "place_plain": place_plain,
    "stay": known_place_before,
    "organisation_to": organisation_to,
    "organisation_after": organisation_after,
    "organisation_job": lambda text: beside_job(text, named_organisation),
    "place_job": lambda text: beside_job(text, known_place_before),
    "field": field_of_study,
    "job_named_wrong": job_denied,
    "preferred": preferred,
    "favourite": favourite,
    "partner": _partner,
    "condition": _condition,
    "not_eaten": _not_eaten,
    "life_goal": life_goal,
    "wed": _wed,
    "counted": _counted,
    "pet_kind": _pet_kind,
    "names_same": _names_same,
    "age_mine": KINDS["age"],
    "name_or_kind": lambda text: kin_name(text) or [""],
    "empty": lambda _: [""],
}
