"""How well the time of a turn fits the times that a question names: pure functions of arrays.

A turn has the time it was told at and, if it names times itself, those of what it tells of:
"yesterday" told on 8 May is 7 May. Both are intervals, and both may answer: "What happened in
May?" is answered by what was told in May and by what is told of it later.

    fit(interval, span) = sqrt(overlap / length of the interval)     where they overlap
                          exp(-gap / edge of the span)               where they do not

The edge grows with the span, so a near miss of a month weighs more than one of an hour. A question
about what was before (after) a span is fitted by all that ended before (began after) it. A span
without its year fits in every year, less with each year away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from hafiza.core.records import Turn
from hafiza.memory.extraction.when import TimeSpan, find_times_in_any

Seconds = NDArray[np.float64]
Floats = NDArray[np.float32]

MAX_SPANS = 4
N_READ = 12
"""How many of the best candidates are read for the times that they name; 8 find as much as 24."""

_HOUR = 3600.0
_DAY = 24 * _HOUR
_YEAR = 365.2425 * _DAY
_EDGE_OF_SPAN = 0.25
_EDGE = (6 * _HOUR, 45 * _DAY)
_YEAR_AWAY = 0.8
_LEAP = 1.5 * _DAY


def named_times(query: str, now: datetime) -> list[TimeSpan]:
    """Return the times that a question names, MAX_SPANS at most."""
    return find_times_in_any(query, now)[:MAX_SPANS]


def fit(starts: Seconds, ends: Seconds, spans: Sequence[TimeSpan]) -> Floats:
    """Return (n,) float32 in 0..1: how well intervals fit the best fitting span; 1 is inside.

    starts, ends: (n,) seconds since 1970, starts <= ends; equal for a moment.
    """
    best = np.zeros(len(starts), np.float32)
    for span in spans:
        np.maximum(best, _fit_one(starts, ends, span), out=best)
    return best


def is_inside(moments: Seconds, spans: Sequence[TimeSpan]) -> NDArray[np.bool_]:
    """Return (n,) bool: whether moments lie in one of the spans; the fast part of `fit`."""
    inside = np.zeros(len(moments), np.bool_)
    for span in spans:
        first, last = _bounds(span)
        shifted = moments
        if span.is_yearless and span.relation == "in":
            shifted = moments - _years_away(moments, moments, first, last) * _YEAR
            first, last = first - _LEAP, last + _LEAP
        inside |= (shifted >= first) & (shifted < last)
    return inside


def intervals(text: str, told_at: datetime) -> list[tuple[float, float]]:
    """Return when what a text tells of happened, in seconds since 1970."""
    return [
        (span.start.timestamp(), span.end.timestamp())
        for span in find_times_in_any(text, told_at)
        if span.relation in ("in", "since")
    ]


def worth_reading(
    seqs: NDArray[np.int64], told: Seconds, scores: Floats, spans: Sequence[TimeSpan]
) -> list[int]:
    """Return the N_READ best turns that were told outside of the spans: their text may fit."""
    outside = np.flatnonzero(~is_inside(told, spans))
    best = outside[np.argsort(-scores[outside], kind="stable")[:N_READ]]
    return [int(seq) for seq in seqs[best]]


def fit_of_turns(
    seqs: NDArray[np.int64],
    told: Seconds,
    spans: Sequence[TimeSpan],
    read: Mapping[int, Turn],
    claimed: Mapping[int, tuple[datetime, datetime]],
) -> Floats:
    """Return (n,) float32 in 0..1: how well turns fit the spans, by telling or what they tell of.

    seqs: (n,) in order. told: (n,) seconds since 1970. Events come from `claimed`, and from the
    text of the turns in `read`, so that what no worker has seen yet counts.
    """
    fits = fit(told, told, spans)
    events = [
        (seq, start.timestamp(), end.timestamp()) for seq, (start, end) in claimed.items()
    ] + [
        (seq, start, end)
        for seq, turn in read.items()
        for start, end in intervals(turn.text, turn.time)
    ]
    if events:
        owners, starts, ends = (np.array(column) for column in zip(*events, strict=True))
        of_events = fit(starts, ends, spans)
        np.maximum.at(fits, np.searchsorted(seqs, owners), of_events)
    return fits


def _fit_one(starts: Seconds, ends: Seconds, span: TimeSpan) -> Floats:
    first, last = _bounds(span)
    low, high = _EDGE
    edge = (
        min(max(_EDGE_OF_SPAN * (last - first), low), high) if np.isfinite(last - first) else high
    )
    away = np.zeros(len(starts))
    if span.is_yearless and span.relation == "in":
        away = _years_away(starts, ends, first, last)
        starts, ends = starts - away * _YEAR, ends - away * _YEAR
    overlap = np.minimum(ends, last) - np.maximum(starts, first)
    length = np.maximum(ends - starts, 1.0)
    # A moment inside has no length: it overlaps as a whole.
    share = np.clip(np.where(ends > starts, overlap, overlap + 1.0) / length, 0.0, 1.0)
    near = np.exp(-np.maximum(-overlap, 0.0) / edge)
    return np.asarray(
        np.where(overlap >= 0, np.sqrt(share), near) * _YEAR_AWAY ** np.abs(away), np.float32
    )


def _bounds(span: TimeSpan) -> tuple[float, float]:
    start, end = span.start.timestamp(), span.end.timestamp()
    if span.relation == "before":
        return -np.inf, start
    if span.relation == "after":
        return end, np.inf
    return start, end


def _years_away(starts: Seconds, ends: Seconds, first: float, last: float) -> Seconds:
    return np.round(((starts + ends) - (first + last)) / (2 * _YEAR))
