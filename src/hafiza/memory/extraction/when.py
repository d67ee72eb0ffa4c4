"""The times that a text names, in Turkish and English, counted from when it was said.

A text without a word that times are named with costs microseconds. Else the rules of the language
claim characters in order, the most telling first, and the words around a claim ("since", "the week
before") widen it. Ambiguous words (may, march, ocak) need a cue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from hafiza.core.clock import as_utc
from hafiza.core.language import detect_language
from hafiza.memory.extraction.when_calendar import Grain
from hafiza.memory.extraction.when_en import ENGLISH
from hafiza.memory.extraction.when_rules import (
    FIGURES_CUE,
    Found,
    Grammar,
    Reading,
    Relation,
    Rule,
    joined,
)
from hafiza.memory.extraction.when_tr import TURKISH

MAX_CHARACTERS = 20_000
MAX_SPANS = 64
_GRAMMARS = {"en": ENGLISH, "tr": TURKISH}
_WORD = re.compile(r"[a-z]+|\d+")
_FIGURES = re.compile(r"19\d\d|20\d\d|\d/\d\d?/\d")
_BEGINNING = 3
# One letter for one letter, so that places in the folded text are places in the text.
_LETTERS = str.maketrans("çğıöşüâîûÇĞİIÖŞÜÂÎÛ’ʼ‘", "cgiosuaiucgiiosuaiu'''")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of time that a text names: aware times, `end` exclusive.

    `text` is how the text says it, `at` its characters. `relation` says on which side of the span
    the text is: "since 2019" reaches from 2019 to the telling, "before 2019" has 2019 as its span
    and means what lies before. `is_relative`: it depends on when the text was said. `is_yearless`:
    a month, day or season without its year, the likeliest one is given.
    """

    start: datetime
    end: datetime
    text: str
    at: tuple[int, int]
    grain: Grain
    is_relative: bool
    relation: Relation = "in"
    is_yearless: bool = False


def find_times(text: str, language: str, now: datetime) -> list[TimeSpan]:
    """Return the times that `text` names, in their order; `now` is when it was said.

    Reads MAX_CHARACTERS and gives MAX_SPANS at most; about 10 microseconds for a short text that
    names no time. A `now` without a zone is taken to be UTC.

    >>> from datetime import UTC
    >>> [found] = find_times("I saw her last week", "en", datetime(2023, 5, 10, tzinfo=UTC))
    >>> found.text, str(found.start.date()), str(found.end.date())
    ('last week', '2023-05-01', '2023-05-08')
    """
    folded = _fold(text)
    return _find(text, folded, _words(folded), language, now)


def find_times_in_any(text: str, now: datetime) -> list[TimeSpan]:
    """Return what `find_times` does, without being told the language.

    The language is asked for only where both find different times: the words for times hardly
    ever mean one in the other language.
    """
    folded = _fold(text)
    words = _words(folded)
    english = _find(text, folded, words, "en", now)
    turkish = _find(text, folded, words, "tr", now)
    if english and turkish and english != turkish:
        return turkish if detect_language(text) == "tr" else english
    return english or turkish


def _find(text: str, folded: str, words: set[str], language: str, now: datetime) -> list[TimeSpan]:
    grammar = _GRAMMARS.get(language, ENGLISH)
    cues = _cues(words, language if language in _GRAMMARS else "en")
    if not cues:
        return []
    now = now if now.tzinfo is not None else as_utc(now)
    reading = Reading(text, folded, now, grammar.future)
    found = sorted(_claims(grammar, cues, reading), key=lambda one: one.start)[:MAX_SPANS]
    return [_span(text, one) for one in _with_ranges(grammar, found, reading)]


def _words(folded: str) -> set[str]:
    """Return the words and numbers of a text, and FIGURES_CUE if there may be a date in it."""
    words = set(_WORD.findall(folded))
    if _FIGURES.search(folded):
        words.add(FIGURES_CUE)
    return words


def _cues(words: set[str], language: str) -> frozenset[str]:
    if not _GRAMMARS[language].inflected:
        return _GRAMMARS[language].cues & words
    by_beginning = _BY_BEGINNING[language]
    return frozenset(
        cue
        for word in words
        for cue in by_beginning.get(word[:_BEGINNING], ())
        if word.startswith(cue)
    )


def _by_beginning(cues: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for cue in cues:
        found.setdefault(cue[:_BEGINNING], []).append(cue)
    return found


def _fold(text: str) -> str:
    text = text[:MAX_CHARACTERS]
    return text.lower() if text.isascii() else text.translate(_LETTERS).lower()


def _claims(grammar: Grammar, cues: frozenset[str], reading: Reading) -> Iterator[Found]:
    taken = bytearray(len(reading.folded))
    for rule in grammar.rules:
        if rule.cues.isdisjoint(cues):
            continue
        for found in _matches(rule, reading, taken):
            widened = _widened(grammar, found, reading, taken)
            if widened is not None:
                size = widened.end - widened.start
                taken[widened.start : widened.end] = b"\1" * size
                yield widened


def _matches(rule: Rule, reading: Reading, taken: bytearray) -> Iterator[Found]:
    name = "span" if "span" in rule.pattern.groupindex else 0
    for match in rule.pattern.finditer(reading.folded):
        start, end = match.span(name)
        if any(taken[start:end]):
            continue
        try:
            stretch = rule.read(match, reading)
        except (ValueError, OverflowError, IndexError):
            continue  # 31 April, or outside the years that the calendar knows.
        if stretch is not None and stretch.start < stretch.end:
            yield Found(stretch, start, end)


def _widened(grammar: Grammar, found: Found, reading: Reading, taken: bytearray) -> Found | None:
    try:
        widened = grammar.widen(found, reading)
    except (ValueError, OverflowError, IndexError):
        return found
    if widened is None or not any(taken[widened.start : widened.end]):
        return widened
    return found


def _with_ranges(grammar: Grammar, found: list[Found], reading: Reading) -> list[Found]:
    ranged: list[Found] = []
    for one in found:
        if ranged and grammar.joins(ranged[-1], one, reading):
            try:
                ranged[-1] = joined(ranged[-1], one)
            except ValueError:  # 29 February of another year.
                ranged.append(one)
        else:
            ranged.append(one)
    return ranged


def _span(text: str, found: Found) -> TimeSpan:
    stretch = found.stretch
    return TimeSpan(
        start=stretch.start,
        end=stretch.end,
        text=text[found.start : found.end],
        at=(found.start, found.end),
        grain=stretch.grain,
        is_relative=stretch.is_relative,
        relation=found.relation,
        is_yearless=stretch.is_yearless,
    )


_BY_BEGINNING = {
    language: _by_beginning(grammar.cues)
    for language, grammar in _GRAMMARS.items()
    if grammar.inflected
}
