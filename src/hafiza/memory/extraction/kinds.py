"""Kinds within a slot, of pets, relatives and the like: their words in both languages, folded."""

from __future__ import annotations

import re
from functools import cache

from hafiza.core.language import fold

_KINDS = (
    ("dog", "puppy", "kope"),
    ("cat", "kitten", "kedi"),
    ("bird", "parrot", "budgie", "kus", "papagan", "muhabbet"),
    ("rabbit", "tavsan"),
    ("hamster",),
    ("fish", "balik", "balig"),
    ("turtle", "kaplumbaga"),
    ("horse",),
    ("sister", "abla", "kiz kardes"),
    ("brother", "abi", "agabey", "erkek kardes"),
    ("kardes", "sibling", "sister", "brother", "abla", "abi", "agabey"),
    ("mother", "mum", "mom", "anne"),
    ("father", "dad", "baba"),
    ("wife", "esim", "karim"),
    ("husband", "esim", "kocam"),
    ("partner", "girlfriend", "boyfriend", "fiance", "sevgili", "nisanli"),
    ("allerg", "alerji", "intoleran"),
    ("engaged", "nisanli"),
    ("married", "evli"),
    ("divorced", "bosan"),
    ("single", "bekar"),
    ("son", "ogl", "ogul"),
    ("daughter", "kiz"),
    ("children", "kids", "cocuk", "cocug", "son", "daughter", "ogl", "ogul", "kiz"),
)
# A stem of two rows ("sister") is found in the row that comes first.
_STEMS = sorted(((stem, row) for row in _KINDS for stem in row), key=lambda pair: -len(pair[0]))


def kinds_named(text: str) -> tuple[str, ...]:
    """Return the stems of all kinds that a text names, in both languages.

    >>> kinds_named("Kız kardeşim")  # A sister, and no daughter.
    ('sister', 'abla', 'kiz kardes')
    """
    folded = fold(text)
    found: list[str] = []
    for stem, row in _STEMS:
        if (pattern := _opening(stem)).search(folded):
            found += row
            folded = pattern.sub(" ", folded)
    return tuple(dict.fromkeys(found))


def mentions(text: str, kinds: tuple[str, ...]) -> bool:
    """Say whether a text names one of some kinds; it does if there are none."""
    said = f" {fold(text)}"
    return not kinds or any(f" {kind}" in said for kind in kinds)


@cache
def _opening(stem: str) -> re.Pattern[str]:
    return re.compile(rf"\b{stem}")
