"""The cleaners of Turkish rules, by the kind of value they clean."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.lexicon import (
    CONDITIONS_TR,
)
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_jobs import (
    beside_job,
    field_of_study,
    job_denied,
    job_named,
    job_past,
)
from hafiza.memory.extraction.turkish_names import (
    announced,
    kin_called,
    kin_count,
    kin_name,
    kin_root,
    kin_word,
    last_name,
    name_only,
    name_tr,
    names_same,
    names_tr,
    partner,
    pet_name,
    pet_names,
    said_kin_name,
    said_pet_name,
)
from hafiza.memory.extraction.turkish_places import (
    EDGES,
    NO_LEFT,
    known_organisation,
    known_place_before,
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
    named_goal,
    preferred,
    things_tr,
    uninflected,
    wish,
)
from hafiza.memory.extraction.turkish_words import DAYS, ORGANISATIONS
from hafiza.memory.extraction.values import KINDS


def _not_eaten_as(text: str) -> list[str]:
    """Return "et yemiyor" for "et yemediğim"."""
    stem = re.sub(r"(?i)m[ea]d[iı]ğ$|m[ea]d[iı]g$", "", text)
    return [f"{stem}miyor"]


def _pupil(text: str) -> list[str]:
    return [f"{text} öğrencisi"]


def _kin_cap(text: str) -> list[str]:
    return kin_name(text) if text[:1].isupper() else []


def _pet_cap(text: str) -> list[str]:
    return pet_name(text) if text[:1].isupper() else []


def _place_named(text: str) -> list[str]:
    """Return the place of "Çekmeköy'de" though nobody knows it, unless it is an employer."""
    if found := known_place_before(text):
        return found
    is_name = text[:1].isupper() and not known_organisation(text)
    return place_before(text) if is_name and _OF_A_PLACE.search(flat(text)) else []


# How names of towns and villages end.
_OF_A_PLACE = re.compile(
    r"(?:koy|kale|sehir|pinar|hisar|ova|tepe|dere|bahce|kent|yaka|agac|burun|evler|istan|abad|kaya"
    r"|burg|berg|stadt|heim|hisari|kavak|baglar|cesme|kisla|yayla|ada|liman|han|koyu|pazar)'"
)


def _no_alcohol(text: str) -> list[str]:
    return [f"{text} almıyor"]


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


# "Yalancılara alerjim var" is no illness.
_NO_ALLERGEN = re.compile(
    r"(?:.* )?(?:insan|kisi|tip|adam|kadin|erkek|yalan|laf|soz|soru|is|patron|politika"
    rf"|siyaset|reklam|toplanti|ses|sessizlik|sabah|aksam|{DAYS}|kural|saygisizlik|haksizlik|ders|okul|tembellik"
    r"|aptallik|aptal|salak|calisma|konusma|uyanma|bekleme|\w+c[iu])(?:l[ae]r)?(?: \w+)?$"
)


def _allergy(text: str) -> list[str]:
    """Return "fıstık alerjisi" for "fıstığa", nothing for what one only cannot stand."""
    found = things_tr(text, "to")
    return [f"{one} alerjisi" for one in found if not _NO_ALLERGEN.match(flat(one))]


_HOW_ONE_SPEAKS = re.compile(
    r"(?:de|da|ve|ile|cok|az|biraz|iyi|gayet|akici|sadece|hic|pek|rahat|duzeyde|seviyede|temel|orta|ileri"
    r"|olarak|gibi|kadar|ana|dili|bile|zor|gayet|fena|degil|idare|eder|[abc][12]|iste|evde|is|yerinde)$"
)


def _languages_at_end(text: str) -> list[str]:
    """Return the languages that a text ends with: "İngilizce klavye" is a keyboard."""
    words = text.split()
    while words and _HOW_ONE_SPEAKS.match(flat(words[-1])):
        words.pop()
    return KINDS["languages"](text) if words and KINDS["languages"](words[-1]) else []


def _allergen(text: str) -> list[str]:
    word = text.strip(EDGES).split()[-1]
    if re.match(r"(?:bu|o|su|bunu|onu|ne|sey|cok|bir|ben)$", flat(word)):
        return []
    return [f"{uninflected(word, 'object')} alerjisi"]


def _pregnant(text: str) -> list[str]:
    return ["hamile"]


def _nisanli(text: str) -> list[str]:
    return ["nişanlı"]


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
    "kin_called": kin_called,
    "said_kin_name": said_kin_name,
    "names_tr": names_tr,
    "languages_tr": KINDS["languages"],
    "things_object": lambda text: things_tr(text, "object"),
    "things_to": lambda text: things_tr(text, "to"),
    "things_from": lambda text: things_tr(text, "from"),
    "things": lambda text: things_tr(text, "none"),
    "allergy": _allergy,
    "languages_at_end": _languages_at_end,
    "named_goal": named_goal,
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
    "partner": partner,
    "condition": _condition,
    "not_eaten": _not_eaten,
    "life_goal": life_goal,
    "wish": wish,
    "announced": announced,
    "pet_names": pet_names,
    "owned_shop": _owned_shop,
    "wed": _wed,
    "counted": _counted,
    "pet_kind": _pet_kind,
    "names_same": names_same,
    "known_employer": _known_employer,
    "employer_of": _employer_of,
    "pet_name": pet_name,
    "said_pet_name": said_pet_name,
    "studies": _studies,
    "department": _department,
    "driver": _driver,
    "illness": _illness,
    "without": _without,
    "infinitive": _infinitive,
    "fan": _fan,
    "favourite_before": _favourite_before,
    "allergen": _allergen,
    "kin_word": kin_word,
    "kin_root": kin_root,
    "not_eaten_as": _not_eaten_as,
    "pupil": _pupil,
    "kin_cap": _kin_cap,
    "pet_cap": _pet_cap,
    "place_named": _place_named,
    "no_alcohol": _no_alcohol,
    "pregnant": _pregnant,
    "nisanli": _nisanli,
    "age_mine": KINDS["age"],
    "name_or_kind": lambda text: kin_name(text) or [""],
    "empty": lambda _: [""],
}
