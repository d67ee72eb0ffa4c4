"""Text to index terms: language-aware stems, Turkish-safe and the same for ASCII Turkish.

A document is analysed in its own language, a query in both, so that a Turkish question finds an
English name and a wrong guess of the language costs nothing. Terms are 32-bit hashes: the store
holds no dictionary of words, so a forgotten word is gone with its turn.

Source for the Turkish prefixes: Can et al. 2008, "Information retrieval on Turkish texts", JASIST
59(3): the first five letters retrieve as well as a morphological stemmer. Differs: the Snowball
stem is a second term, because it joins short inflected nouns ("işim", "işin") that a prefix parts.
"""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain

import numpy as np
import Stemmer
from numpy.typing import NDArray

from hafiza.core.language import detect_language, fold, lower

PREFIX_LETTERS = 5
MAX_INDEXED_CHARACTERS = 200_000
PACKED_TERM = np.dtype([("term", "<u4"), ("count", "u1")])
_MAX_COUNT = 255
_MAX_KNOWN_WORDS = 65_536

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)?")
_APOSTROPHE = re.compile(r"['’ʼ]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP_WORDS = {
    "en": frozenset(
        "a an the and or of to in on at for with by from is are was were be been do does did has"
        " have had what when where who which how why that this it its as i you he she they we his"
        " her their my your me am not so if but there about would could can will just".split()
    ),
    "tr": frozenset(
        "ve veya ile bir bu su o da de ki mi mu icin gibi ama fakat cok daha en ben sen biz siz"
        " bana sana beni seni benim senin onun ne nasil neden nicin kim hangi kac nerede hakkinda"
        " var yok degil olan olarak her sey ise ya".split()
    ),
}
_MONTHS = {
    name: month
    for names in (
        "january february march april may june july august september october november december",
        "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
    )
    for month, name in enumerate(names.split(), start=1)
}
_stemmers = threading.local()


def document_terms(text: str, language: str | None = None) -> Counter[int]:
    """Return the index terms of a text with their counts; cost grows with the text, to a bound."""
    text = text[:MAX_INDEXED_CHARACTERS]
    language = language or detect_language(text)
    return Counter(_terms(text, language))


def index_terms(text: str, said: datetime) -> bytes:
    """Return the packed index terms of a text, with those by which its date finds it."""
    text = text[:MAX_INDEXED_CHARACTERS]
    counts = {**_date_terms(said.year, said.month, said.day)}
    counts.update(Counter(_terms(text, detect_language(text))))
    return pack_terms(counts)


def query_terms(text: str) -> Counter[int]:
    """Return the terms to look for: in both languages, and the dates that the text names."""
    text = text[:MAX_INDEXED_CHARACTERS]
    terms = Counter(term for language in _STOP_WORDS for term in _terms(text, language))
    return terms + Counter(_hash(term) for term in _named_dates(text))


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, possessive and case endings after apostrophes cut off."""
    return [fold(_APOSTROPHE.split(word)[0]) for word in _WORD.findall(text)]


def has_words(text: str, wanted: Sequence[str]) -> bool:
    """Say whether each wanted word, as `words_of` gives them, begins a word of the text."""
    words = words_of(text)
    return all(any(word.startswith(one) for word in words) for one in wanted)


def pack_terms(terms: Mapping[int, int]) -> bytes:
    """Return terms as bytes: five for each, the hash and how often it occurs (255 at most)."""
    if max(terms.values(), default=0) > _MAX_COUNT:
        terms = {term: min(count, _MAX_COUNT) for term, count in terms.items()}
    return struct.pack(f"<{'IB' * len(terms)}", *chain.from_iterable(terms.items()))


def unpack_terms(packed: bytes) -> NDArray[np.void]:
    """Return (n,) records of `PACKED_TERM`; of one text or of several joined."""
    return np.frombuffer(packed, dtype=PACKED_TERM)


def _terms(text: str, language: str) -> Iterator[int]:
    return chain.from_iterable(map(_KNOWN_WORDS[language].__getitem__, _WORD.findall(text)))


class _KnownWords(dict[str, tuple[int, ...]]):
    """The terms of the words met so far: a lookup is all that most words of an add cost."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, token: str) -> tuple[int, ...]:
        if len(self) >= _MAX_KNOWN_WORDS:
            self.clear()
        terms = self[token] = _word_terms(token, self._language)
        return terms


_KNOWN_WORDS = {language: _KnownWords(language) for language in _STOP_WORDS}


def _word_terms(token: str, language: str) -> tuple[int, ...]:
    word = _APOSTROPHE.split(token)[0]
    folded = fold(word)
    if not folded or folded in _STOP_WORDS[language]:
        return ()
    if language == "tr":
        # NOTE: the Turkish stemmer needs the real letters; folding comes after it.
        stem = fold(_stemmer("turkish").stemWord(lower(word, "tr")))
        forms = dict.fromkeys((stem, folded[:PREFIX_LETTERS]))
    else:
        forms = dict.fromkeys((_stemmer("english").stemWord(folded),))
    return tuple(_hash(f"{language}:{form}") for form in forms)


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    # A PyStemmer object must not be used by two threads at once.
    stemmers = _stemmers.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm)
    return stemmers[algorithm]


def _named_dates(text: str) -> Iterator[str]:
    words = words_of(text)
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if _YEAR.fullmatch(word):
            yield f"@y{word}"
        elif word in _MONTHS:
            near = [n for n in (before, after) if n.isdigit() and 1 <= int(n) <= 31]
            # "may" is also a verb: it counts as a month only beside a number or after "in".
            if (
                word != "may"
                or near
                or before in ("in", "during", "of", "since")
                or (_YEAR.fullmatch(after))
            ):
                yield f"@m{_MONTHS[word]}"
                yield from (f"@d{int(n)}" for n in near)


@lru_cache(maxsize=4096)
def _date_terms(year: int, month: int, day: int) -> dict[int, int]:
    return dict.fromkeys((_hash(f"@y{year}"), _hash(f"@m{month}"), _hash(f"@d{day}")), 1)


def _hash(term: str) -> int:
    return zlib.crc32(term.encode())
