"""The cleaners of Turkish rules, by the kind of value they clean."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.lexicon import (
    CONDITIONS_TR,
    LANGUAGES,
    NAMES,
    NATIONALITIES,
    NOT_NAMES,
    PLACES,
)
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
    NO_LEFT,
    bare,
    is_capital,
    known_organisation,
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
    uninflected,
    wish,
)
from hafiza.memory.extraction.turkish_words import ORGANISATIONS, PET_NAMES
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
    if "'" in token and flat(bare(token)) in (ORGANISATIONS | PLACES) - NAMES:
        return []
    if re.search(r"'(?:[dt][ae]n?)$", flat(token)) and flat(bare(token)) not in NAMES:
        return []
    found = name_tr(text) or _known_name(token)
    if found and "'" not in token and flat(found[0]) not in NAMES:
        low = flat(found[0])
        if low in NATIONALITIES or known_stem(found[0]):
            return []
    return [found[0].split()[0]] if found else []


def _known_name(token: str) -> list[str]:
    """Return the known name that "yigitle" is, written without a capital and an apostrophe."""
    ending = re.search(r"(?:y?l[ae]|n?[iu]n|y?[iu]|y?[ae]|[dt][ae]n?)$", flat(token))
    stem = token[: ending.start()] if ending else ""
    return [stem] if len(stem) > 3 and flat(stem) in NAMES else []


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


def _not_eaten_as(text: str) -> list[str]:
    """Return "et yemiyor" for "et yemediğim"."""
    stem = re.sub(r"(?i)m[ea]d[iı]ğ$|m[ea]d[iı]g$", "", text)
    return [f"{stem}miyor"]


def _pupil(text: str) -> list[str]:
    return [f"{text} öğrencisi"]


def _no_alcohol(text: str) -> list[str]:
    return [f"{text} almıyor"]


def _kin_root(text: str) -> list[str]:
    known = {"bebeg": "bebek", "kiz": "kız", "ogl": "oğul"}
    return [known.get(flat(text), text)]


def _kin_word(text: str) -> list[str]:
    return kin_count(f"{text}m" if text[-1:] not in "ğlz" else text)


def names_tr(text: str) -> list[str]:
    """Return several names: "Oscar, Ada ve Can"."""
    found: list[str] = []
    for part in re.split(r", ?(?:ve )?| ve | ile ", text):
        one = name_tr(part)
        word = part.strip(EDGES).split()[0] if part.strip(EDGES) else ""
        if not one and is_capital(word) and word.isalpha() and len(word) > 1:
            one = [word]
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
    return [re.sub(r"(?i)\bogl$", "ogul", re.sub(r"(?i)\boğl$", "oğul", said))]


def name_only(text: str) -> list[str]:
    """Return a name if a text is nothing else: "ben Kerem", but not "ben Kerem'i severim"."""
    found = name_tr(text)
    is_more = bool(found) and len(found[0].split()) != len(text.split())
    if not found or is_more or "'" in text or re.search(r"y[iu]m$|[dt][iu]m$", flat(text)):
        return []
    last = flat(text.split()[-1])
    if job_stem(last)[0] or (re.search(r"[iu]m$", last) and last not in NAMES):
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
    if re.search(r" \w*(?:fitig|l[iu]g)$", flat(text)):
        # "Bel fıtığım" is "bel fıtığı", unlike "panik atağım".
        vowel = re.findall(r"[aeıioöuü]", text.lower())[-1]
        return [text + {"a": "ı", "e": "i", "o": "u", "ö": "ü"}.get(vowel, vowel)]
    return [text[:-1] + "k" if text[-1:] in "ğ" else text]


def _owned_shop(text: str) -> list[str]:
    """Return the shop of "kendi butiğim var"."""
    return _condition(re.sub(r"(?i)^(?:kendi|bir|küçük|kucuk) ", "", text))


def _not_eaten(text: str) -> list[str]:
    return [re.sub(r"(?<=yor)u[mz]$|(?<=m[ea])(?:m|y[ıi]z)$", "", text)]


def _wed(text: str) -> list[str]:
    return [
        {
            "evlendi": "evli",
            "nisanlandi": "nişanlı",
            "bosandi": "boşanmış",
            "sozlendi": "sözlü",
            "evlen": "evli",
            "bosan": "boşanmış",
        }[flat(text)]
    ]


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


def _known_employer(text: str) -> list[str]:
    """Return a known employer that is written without a capital or an apostrophe."""
    word = text.strip(EDGES).split()[-1]
    found = known_organisation(word)
    return [found] if found and flat(found) not in ("sok", "tat", "eti", "mavi", "ey") else []


def _employer_of(text: str) -> list[str]:
    """Return the employer of "Şişecam çalışanıyım" and "banka çalışanıyım"."""
    found = organisation_after(text)
    last = flat(text).split()[-1]
    if found and not re.search(r"l[iu]$", last):
        return found
    return [text.split()[-1]] if last in ORGANISATIONS else []


def _pet_name(text: str) -> list[str]:
    """Return the name after an animal of one's own: a capital, or what pets are called."""
    word = bare(text.strip())
    if flat(word) in PET_NAMES and word.isalpha():
        return [word]
    return kin_name(text) if word[:1].isupper() or flat(word) in NAMES else []


def _said_pet_name(text: str) -> list[str]:
    word = bare(text.strip())
    if flat(word) in PET_NAMES:
        return [word]
    return _said_kin_name(text)


_NO_NAME = re.compile(
    r"(?:adim|yanlis|onemli|ne|nedir|belli|bu|o|su|lazim|gerek|uzun|kisa|zor|guzel|bende|var|yok"
    r"|.*(?:yor\w*|[dt][iu]|m[iu]s|[ae]c[ae][kg]\w*|s[iu]n|l[iu]|s[iu]z|[dt][ae]n?|m[ae]z))$"
)


def _announced(text: str) -> list[str]:
    """Return the one word after "adım", in lower case too, unless it goes on about the name."""
    is_name = len(text) > 2 and flat(text) not in NOT_NAMES and not _NO_NAME.match(flat(text))
    return [text] if is_name else []


def _pet_names(text: str) -> list[str]:
    """Return the names of several animals, if pets are called so."""
    found = [_pet_name(one) for one in re.split(r" (?:ile|ve) ", text)]
    return [name for one in found for name in one] if all(found) else []


def _studies(text: str) -> list[str]:
    """Return "Tıp öğrencisi" for what stands before "4. sınıftayım"."""
    words = [
        one
        for one in text.strip(EDGES).split()
        if flat(one) not in NO_LEFT and not re.search(r"(?:n[dt][ae]|'[dt][ae])$", flat(one))
    ]
    words = [one for one in words if not re.search(r"(?:im|um|yor|d[iu]|ki)$", flat(one))][-3:]
    if not words or re.search(r"(?:oglum|kizim|kardes|cocug)", flat(text)):
        return []
    return [f"{' '.join(words)} öğrencisi"]


def _department(text: str) -> list[str]:
    return [text]


def _illness(text: str) -> list[str]:
    """Return what "dizlerimde kireçlenme var" complains of."""
    words = [one for one in text.split() if not _NO_ILLNESS.match(flat(one))]
    return [" ".join(words)] if words and words[-1] == text.split()[-1] else []


_NO_ILLNESS = re.compile(
    r"(?:bir|cok|biraz|yine|hala|de|da|sorun|problem|sikinti|bir|sey|dovme|kupe|yuzuk|piercing"
    r"|para|kitap|telefon|lens|gozluk|canta|hep|simdi|artik|surekli|ne|benim|saat|bilezik)$"
)


def _driver(text: str) -> list[str]:
    return [f"{text} şoförü"]


def _without(text: str) -> list[str]:
    """Return the thing of "kahvesiz yapamam"."""
    word = re.sub(r"(?i)s[ıiuü]z$", "", text.strip(EDGES))
    if re.match(
        r"(?:on|sen|ben|biz|siz|onlar|uyku|para|tel|telefon|gozluk|araba|es|ses|son|nef)$",
        flat(word),
    ):
        return []
    return [word] if len(word) > 1 else []


def _infinitive(text: str) -> list[str]:
    """Return an activity that is named by its infinitive."""
    return things_tr(text, "none") if re.search(r"m[ae]k$", flat(text)) else []


def _fan(text: str) -> list[str]:
    """Return what somebody is a fan of, unless it is an illness."""
    found = things_tr(re.sub(r"(?i)\btam b[ıi]r ", "", text), "none")
    ill = re.compile(rf"(?:.* )?(?:{CONDITIONS_TR}|fmf|kanser|ruh|akil|yatak|kontrol|diyaliz)$")
    return [one for one in found if not ill.match(flat(one))]


def _favourite_before(text: str) -> list[str]:
    found = things_tr(text, "none")
    return [one for one in found if len(one.split()) < 4]


def _allergen(text: str) -> list[str]:
    word = text.strip(EDGES).split()[-1]
    if re.match(r"(?:bu|o|su|bunu|onu|ne|sey|cok|bir|ben)$", flat(word)):
        return []
    return [f"{uninflected(word, 'object')} alerjisi"]


def _pregnant(text: str) -> list[str]:
    return ["hamile"]


def _nisanli(text: str) -> list[str]:
    return ["nişanlı"]


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
    "wish": wish,
    "announced": _announced,
    "pet_names": _pet_names,
    "owned_shop": _owned_shop,
    "wed": _wed,
    "counted": _counted,
    "pet_kind": _pet_kind,
    "names_same": _names_same,
    "known_employer": _known_employer,
    "employer_of": _employer_of,
    "pet_name": _pet_name,
    "said_pet_name": _said_pet_name,
    "studies": _studies,
    "department": _department,
    "driver": _driver,
    "illness": _illness,
    "without": _without,
    "infinitive": _infinitive,
    "fan": _fan,
    "favourite_before": _favourite_before,
    "allergen": _allergen,
    "kin_word": _kin_word,
    "kin_root": _kin_root,
    "not_eaten_as": _not_eaten_as,
    "pupil": _pupil,
    "no_alcohol": _no_alcohol,
    "pregnant": _pregnant,
    "nisanli": _nisanli,
    "age_mine": KINDS["age"],
    "name_or_kind": lambda text: kin_name(text) or [""],
    "empty": lambda _: [""],
}
