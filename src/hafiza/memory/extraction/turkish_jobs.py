"""Turkish occupations, from "hemşireyim", "garson olarak" and "hukuk okuyorum"."""

from __future__ import annotations

import re
from collections.abc import Callable

from hafiza.memory.extraction.lexicon import JOBS_EN, JOBS_TR, NAMES
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.turkish_places import (
    EDGES,
    NO_LEFT,
    STRONG_CASE,
    is_capital,
    known_stem,
    tokens_of,
)
from hafiza.memory.extraction.turkish_words import MORE_JOBS, OF_JOBS, OWNED_JOBS

_JOBS = JOBS_TR | MORE_JOBS


_AFTERWARDS = frozenset(
    """ben biz de da canim valla abi abla hocam kardesim dostum be ya ki cunku sonucta zaten malum
    aslinda iste haliyle artik""".split()
)
# Nouns that end as verbs of the first person do, before an occupation: "yazılım geliştirici".
_TRADES = frozenset(
    """yazilim tasarim bakim yatirim egitim uretim donanim iletisim yonetim ulasim tarim film resim
    dagitim denetim yapim giyim cizim kurum sunum onarim ogrenim tanitim oto-yikim basim yayim
    dis-ticaret acil-tip kalip kulup ekip tip akademik ozel anadolu""".split()
)
_COPULA = re.compile(r"(?:y[iu][mz]|[iu]m)$")


_FIELDS = (
    r"(?:muhendislig|tip\b|hukuk|isletme|iktisat|psikoloji|mimarlik|ogretmenlig|bilgisayar|felsefe"
    r"|sosyoloji|tarih|edebiyat|biyoloji|kimya|fizik|matematik|hemsirelik|eczacilik|ekonomi"
    r"|gastronomi|ilahiyat|veteriner|dis hekimlig)"
)


def job_stem(low: str) -> tuple[int, bool]:
    """Return how long the occupation at the start of a word is, and if a noun belongs before it."""
    for ending in ("yim", "yum", "yiz", "yuz", "im", "um", ""):
        if not low.endswith(ending):
            continue
        stem = low[: len(low) - len(ending)] if ending else low
        if stem in _JOBS or _hardened(stem) in _JOBS:
            return len(stem), False
        if not ending or ending.startswith("y"):
            for owned in ("si", "su", "i", "u"):
                if stem.endswith(owned):
                    root = stem[: -len(owned)]
                    if root in OWNED_JOBS or root in _JOBS or _hardened(root) in _JOBS:
                        return len(stem), True
        if ending in ("im", "um") and re.fullmatch(r"\w{3,}(?:log|nom|graf|iyatr|olojist)", stem):
            return len(stem), False
    return 0, False


def english_job(word: str) -> str:
    """Return the occupation of "developer'ım"."""
    found = re.match(r"([a-z]{3,}?)'?y?[iu]m$", flat(word))
    return word[: len(found[1])] if found and found[1] in JOBS_EN else ""


def _hardened(stem: str) -> str:
    return stem[:-1] + {"b": "p", "d": "t", "g": "k"}.get(stem[-1:], stem[-1:])


def job_of_copula(clause: str, low: str, followed: str) -> list[str]:
    """Return what "hemşireyim" or "yazılım mühendisiyim" says one works as.

    "Doktorum" is "I am a doctor" and "my doctor": it counts at the end of a clause only, and
    alone before a comma only if the next clause goes on about oneself.
    """
    tokens = clause.strip(EDGES).split()
    while len(tokens) > 1 and flat(tokens[-1].strip(EDGES)) in _AFTERWARDS:
        tokens = tokens[:-1]
    if (told := _after_i(tokens)) and not job_stem(flat(tokens[-1]))[0]:
        tokens = tokens[:told]
    if not tokens or not re.search(r"[mz]$", flat(tokens[-1].strip(EDGES))):
        return []
    if re.match(
        r"(?:bu|su|o|onlar)\b(?! (?:an|anda|sene|yil))|.*\b(?:benim|bizim|senin|onun)\b",
        low,
    ):
        return []
    word = tokens[-1].strip(EDGES)
    length, is_owned = job_stem(flat(word))
    if not length and (english := english_job(word)):
        return [" ".join([*_job_left(tokens[:-1], is_owned=False), english])]
    if not length or length == len(flat(word)) or not _COPULA.search(flat(word)):
        return []
    if is_owned and len(tokens) == 1:
        return []
    if not re.search(r"y[iu][mz]$", flat(word)) and _may_be_owned(tokens, followed):
        return []
    return [" ".join([*_job_left(tokens[:-1], is_owned), _as_named(word[:length])])]


def _as_named(stem: str) -> str:
    """Return an occupation as it is without an ending: "psikoloğ" is "psikolog"."""
    if stem[-1:] == "ğ" and flat(stem) in _JOBS:
        return f"{stem[:-1]}g"
    if stem[-1:] in "bdgğ" and _hardened(flat(stem)) in _JOBS:
        return stem[:-1] + {"b": "p", "d": "t"}.get(stem[-1], "k")
    return stem


# "Öğretmenim, ..." is said to somebody; "mimarım, ..." is not.
_ADDRESSED = re.compile(r"(?:ogretmen|hoca|doktor|mudur|amir|komutan|kaptan|sef|usta|baskan|hakim)")
_OF_ONESELF = re.compile(r"yasinda|l[iu]y[iu]m|yorum|y[iu]m\b")
_OF_ONESELF_TOO = re.compile(
    r"yasinda|y[iu][mz]\b|yoru[mz]|\b\w+[dt][iu][mk]\b|\w+[aeiu]r[iu][mz]\b|\b(?:bana|beni|benim|bende)\b"
    r"|\w+m(?:[iu]z)? (?:var|yok)\b"
)


def _may_be_owned(tokens: list[str], followed: str) -> bool:
    """Say whether "doktorum" and "Ahmet öğretmenim" may be somebody else."""
    if len(tokens) == 1:
        goes_on = _OF_ONESELF if _ADDRESSED.match(flat(tokens[0])) else _OF_ONESELF_TOO
        return bool(followed) and not goes_on.search(followed)
    return (
        len(tokens) == 2
        and is_capital(tokens[0])
        and flat(tokens[0]) not in OF_JOBS
        and not job_stem(flat(tokens[0]))[0]
        and "'" not in tokens[0]
        and not re.search(r"^ben$|[dt][ae]$", flat(tokens[0]))
    )


def _after_i(tokens: list[str]) -> int:
    """Return where the occupation of "ben kaptanım uzun yol" ends; 0 if there is none."""
    flats = [flat(one.strip(EDGES)) for one in tokens]
    if "ben" not in flats[:-1]:
        return 0
    start = flats.index("ben") + 1
    for at in range(start, min(start + 3, len(flats) - 1)):
        if _COPULA.search(flats[at]) and job_stem(flats[at])[0] and flats[at + 1] != "de":
            return at + 1
    return 0


_NOT_OF_A_TRADE = re.compile(r"(?:l[iu]|yim|yum|orum|im|um|arak|erek|ip|up)$")


def _job_left(tokens: list[str], is_owned: bool) -> list[str]:
    left: list[str] = []
    for one in reversed(tokens):
        low = flat(one)
        if (
            low in NO_LEFT
            or "'" in one
            or one[-1] in ",;:"
            or low.isdigit()
            or len(left) == (4 if is_owned else 2)
            or (len(low) > 4 and STRONG_CASE.search(low))
            or (low not in _TRADES and _NOT_OF_A_TRADE.search(low))
            or (
                is_capital(one)
                and not (one.isupper() and len(one) < 5)
                and (len(left) + 1 < len(tokens) or low in NAMES)
            )
            or known_stem(one)
        ):
            break
        left.insert(0, one)
    return left


def job_named(text: str) -> list[str]:
    """Return an occupation at the end of a text without an ending: "garson olarak"."""
    tokens = tokens_of(text)
    if not tokens:
        return []
    word = tokens[-1].strip(EDGES)
    low = flat(word)
    low_plain = re.sub(r"(?:l[iu]k|l[iu]g[iu])$", "", low)
    length, is_owned = job_stem(low_plain)
    if not length and not re.fullmatch(r"\w{3,}(?:ci|cu|men|or|ist|log|man|uzmani)", low_plain):
        return []
    return [" ".join([*_job_left(tokens[:-1], is_owned or length == 0), word[: len(low_plain)]])]


def job_past(text: str) -> list[str]:
    """Return the occupation of "öğretmendim"."""
    tokens = tokens_of(text)
    if not tokens:
        return []
    low = re.sub(r"(?:y?[dt][iu]m)$", "", flat(tokens[-1]))
    length, is_owned = job_stem(low)
    return [" ".join([*_job_left(tokens[:-1], is_owned), tokens[-1][:length]])] if length else []


def beside_job(text: str, kind: Callable[[str], list[str]]) -> list[str]:
    """Return the workplace of "Getir'de ürün yöneticisiyim"."""
    tokens = text.strip(EDGES).split()
    if not tokens or not (
        job_stem(flat(tokens[-1]))[0]
        or english_job(tokens[-1])
        or re.search(r"(?:uyesi|gorevlisi)y[iu]m$", flat(tokens[-1]))
    ):
        return []
    for at in range(len(tokens) - 2, -1, -1):
        if STRONG_CASE.search(flat(tokens[at])) and (found := kind(" ".join(tokens[: at + 1]))):
            return found
    return []


def field_of_study(text: str) -> list[str]:
    """Return the studies of "hukuk okuyorum"; books that are read are none."""
    tokens = tokens_of(text)
    low = flat(" ".join(tokens))
    if not tokens or re.search(
        r"\b(?:kitap|kitab|roman|gazete|makale|dergi|siir|haber|bunu|sunu|onu|yorum|mesaj|cok"
        r"|hikaye|blog)\w*",
        low,
    ):
        return []
    field: list[str] = []
    for one in reversed(tokens):
        word = flat(one)
        if (
            word in NO_LEFT
            or "'" in one
            or re.search(r"[dt][ae]$|sinif\w*|bolum\w*|universite\w*$", word)
        ):
            if re.search(r"bolumu$", word):
                continue
            break
        field.insert(0, one)
    if not field or not re.search(
        r"universite|fakulte|bolum|lisans|[dt][ae]\b|sinif|" + _FIELDS, low
    ):
        return []
    return [f"{' '.join(field[-3:])} öğrencisi"]


def job_denied(text: str) -> list[str]:
    """Return the occupation at the end of a text, if it is a known one."""
    tokens = text.split()
    if not tokens or not job_stem(flat(tokens[-1]))[0]:
        return []
    return job_named(text)
