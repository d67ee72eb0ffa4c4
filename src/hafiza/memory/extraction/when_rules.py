"""What the rules of both languages are made of: patterns, readings, and dates in figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from hafiza.memory.extraction import when_calendar as calendar
from hafiza.memory.extraction.when_calendar import Stretch

Relation = Literal["in", "since", "before", "after"]
Way = Literal["last", "this", "next"]

YEAR = r"(?:19|20)\d\d"
NOT_IN_FIGURES = r"(?<![\w.,/:+#$€£-])"
FIGURES_CUE = "1"
"""The cue of a text with a year, or with a date in figures."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text being read: as it was written, folded letter by letter, when, and its future tense."""

    original: str
    folded: str
    now: datetime
    future: re.Pattern[str]

    def is_ahead(self, start: int, end: int) -> bool:
        """Say whether the sentence around these characters speaks of the future."""
        first = max(self.folded.rfind(mark, max(0, start - 200), start) for mark in ".!?\n;") + 1
        found = _SENTENCE_END.search(self.folded, end, end + 200)
        last = found.start() if found else min(len(self.folded), end + 200)
        return self.future.search(self.folded, max(first, start - 200), last) is not None

    def is_capital(self, place: int) -> bool:
        """Say whether a letter is a capital."""
        return self.original[place].isupper()

    def before(self, place: int, n: int = 48) -> str:
        """Return the folded characters before a place."""
        return self.folded[max(0, place - n) : place]


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch with the characters that name it."""

    stretch: Stretch
    start: int
    end: int
    relation: Relation = "in"


Match = re.Match[str]
Read = Callable[[Match, Reading], Stretch | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text, the cues without which it cannot match, and its meaning.

    A rule gives None for what looks like a time and is none. The group `span`, if the pattern
    has it, is what names the time; otherwise the whole match is.
    """

    cues: frozenset[str]
    pattern: re.Pattern[str]
    read: Read


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language names times.

    `cues` are the words without one of which no rule can match; a longer word has a cue too when
    words are `inflected`. `widen` takes in the words around: "since", "the week before". `joins`
    says whether two times that follow each other are a range.
    """

    cues: frozenset[str]
    inflected: bool
    rules: tuple[Rule, ...]
    widen: Callable[[Found, Reading], Found | None]
    joins: Callable[[Found, Found, Reading], bool]
    future: re.Pattern[str]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of the words, longer ones first."""
    return "|".join(sorted(words, key=len, reverse=True))


def rule(cues: Iterable[str], pattern: str, read: Read) -> Rule:
    """Return a rule with its pattern compiled."""
    return Rule(frozenset(cues), re.compile(pattern), read)


def cues_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the cues of all rules."""
    return frozenset(cue for one in rules for cue in one.cues)


def near_month(reading: Reading, number: int, match: Match) -> Stretch:
    """Return a month named without its year."""
    ahead = reading.is_ahead(match.start(), match.end())
    return calendar.near(reading.now, calendar.months_around(reading.now, number), ahead)


def near_season(reading: Reading, name: str, match: Match) -> Stretch:
    """Return a season named without its year."""
    ahead = reading.is_ahead(match.start(), match.end())
    return calendar.near(reading.now, calendar.seasons_around(reading.now, name), ahead)


def date(
    reading: Reading, match: Match, first: int, last: int, month: int, year: int | None
) -> Stretch:
    """Return a day, or a few days of one month, with or without the year."""
    now = reading.now
    if year is not None:
        return calendar.days(now, first, last, month, year)
    ahead = reading.is_ahead(match.start(), match.end())
    return calendar.near(now, calendar.days_around(now, first, last, month), ahead)


def month_by(way: Way, now: datetime, number: int) -> Stretch:
    """Return "last May", "this May" or "next May"."""
    around = calendar.months_around(now, number)
    if way == "this":
        return calendar.counted(around[1])
    return calendar.counted((calendar.passed if way == "last" else calendar.coming)(now, around))


def season_by(way: Way, now: datetime, name: str) -> Stretch:
    """Return "last summer", "this summer" or "next summer"."""
    around = calendar.seasons_around(now, name)
    if way == "this":
        # In January "this winter" is the one that began the year before.
        return calendar.counted(around[1] if now < around[1].end else around[2])
    return calendar.counted((calendar.passed if way == "last" else calendar.coming)(now, around))


def weekday_by(way: Way, now: datetime, number: int) -> Stretch:
    """Return "last Monday", "this Monday" or "next Monday"."""
    if way == "this":
        return calendar.weekday_of_week(now, number, 0)
    return calendar.weekday(now, number, 1 if way == "last" else -1)


def joined(first: Found, last: Found) -> Found:
    """Return the range from one time to another; a year that only one has is that of both."""
    start, end = first.stretch, last.stretch
    if start.is_yearless and start.start.year != end.start.year:
        moved = start.start.replace(year=end.start.year)
        is_later = moved > end.start
        start = replace(start, start=moved.replace(year=moved.year - 1) if is_later else moved)
    whole = replace(end, start=min(start.start, end.start), end=max(start.start, end.end))
    return Found(whole, first.start, last.end)


OFFSET: dict[Way, int] = {"last": -1, "this": 0, "next": 1}


def figures(day_first: bool) -> tuple[Rule, ...]:
    """Return the rules for dates in figures; `day_first` says what 5/8/2023 is."""

    def read(match: Match, reading: Reading) -> Stretch:
        year, month, day = (int(match[name]) for name in ("y", "m", "d"))
        return calendar.days(reading.now, day, day, month, _full_year(year))

    def read_slashes(match: Match, reading: Reading) -> Stretch:
        first, second, year = (int(match[name]) for name in ("a", "b", "y"))
        is_day_first = first > 12 or (day_first and second <= 12)
        day, month = (first, second) if is_day_first else (second, first)
        return calendar.days(reading.now, day, day, month, _full_year(year))

    cues = frozenset({FIGURES_CUE})
    iso = rf"{NOT_IN_FIGURES}(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/-])"
    dots = rf"{NOT_IN_FIGURES}(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>{YEAR})(?!\d|\.\d)"
    slashes = rf"{NOT_IN_FIGURES}(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>{YEAR}|\d\d)(?![\d/])"
    return (
        Rule(cues, re.compile(iso), read),
        Rule(cues, re.compile(dots), read),
        Rule(cues, re.compile(slashes), read_slashes),
    )


def _full_year(number: int) -> int:
    return number if number > 99 else (2000 if number < 70 else 1900) + number


_SENTENCE_END = re.compile(r"[.!?;\n]")
