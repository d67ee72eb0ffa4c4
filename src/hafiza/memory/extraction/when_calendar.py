"""Stretches of the calendar, counted from a moment: what words such as "last week" stand for.

Weeks begin on Monday, seasons are those of the north (summer is June to August, and a winter
bears the year it begins in). All results have the zone of the moment they are counted from.
A result outside the years 1 to 9999 raises ValueError or OverflowError.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

Grain = Literal["hour", "day", "week", "month", "season", "year"]
Unit = Literal["hour", "day", "week", "weekend", "month", "year"]
PartOfDay = Literal["morning", "noon", "afternoon", "evening", "night"]
Side = Literal["start", "middle", "end"]

DAYS_OF = {"day": 1, "week": 7, "weekend": 7}
SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS_OF_SEASON = 3
_HOURS: dict[PartOfDay, tuple[int, int]] = {
    "morning": (5, 12),
    "noon": (11, 14),
    "afternoon": (12, 18),
    "evening": (17, 24),
    "night": (20, 30),
}
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, end exclusive.

    `is_relative`: counted from the moment of telling. `is_yearless`: a month, a day or a season
    named without its year; the stretch is the likeliest one.
    """

    start: datetime
    end: datetime
    grain: Grain
    is_relative: bool = True
    is_yearless: bool = False


def midnight(moment: datetime) -> datetime:
    """Return the beginning of the day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def month_start(moment: datetime, offset: int = 0) -> datetime:
    """Return the beginning of the month that is `offset` months away."""
    months = moment.year * 12 + moment.month - 1 + offset
    return midnight(moment).replace(year=months // 12, month=months % 12 + 1, day=1)


def unit(now: datetime, kind: Unit, offset: int) -> Stretch:
    """Return the hour, day, week, weekend, month or year that is `offset` of them away."""
    today = midnight(now)
    if kind == "hour":
        hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=offset)
        return Stretch(hour, hour + timedelta(hours=1), "hour")
    if kind == "day":
        day = today + timedelta(days=offset)
        return Stretch(day, day + timedelta(days=1), "day")
    if kind == "month":
        return Stretch(month_start(now, offset), month_start(now, offset + 1), "month")
    if kind == "year":
        first = today.replace(month=1, day=1)
        return Stretch(
            first.replace(year=now.year + offset), first.replace(year=now.year + offset + 1), "year"
        )
    monday = today + timedelta(days=7 * offset - today.weekday())
    first_day, n_days = (monday, 7) if kind == "week" else (monday + timedelta(_SATURDAY), 2)
    return Stretch(first_day, first_day + timedelta(days=n_days), "week" if n_days > 2 else "day")


def near_weekend(now: datetime, ahead: bool) -> Stretch:
    """Return the weekend that has begun last, or the one that is now or comes next."""
    has_begun = now.weekday() >= _SATURDAY
    return unit(now, "weekend", 0 if has_begun or ahead else -1)


def rolling(now: datetime, kind: Unit, n: int) -> Stretch:
    """Return the last n hours, days, weeks, months or years up to now."""
    grain: Grain = "week" if kind == "weekend" else kind
    return Stretch(back(now, kind, n), now, grain)


def back(moment: datetime, kind: Unit, n: int) -> datetime:
    """Return the moment n units earlier; a day that its month lacks becomes the last one."""
    if kind == "hour":
        return moment - timedelta(hours=n)
    if kind in DAYS_OF:
        return moment - timedelta(days=n * DAYS_OF[kind])
    first = month_start(moment, -n if kind == "month" else -12 * n)
    last_day = (month_start(first, 1) - timedelta(days=1)).day
    return moment.replace(year=first.year, month=first.month, day=min(moment.day, last_day))


def weekday(now: datetime, number: int, n: int) -> Stretch:
    """Return a day of the week (Monday is 0): the n-th before today, or with n < 0 after it."""
    ago = (now.weekday() - number - 1) % 7 + 1 + 7 * (n - 1) if n > 0 else 0
    ahead = (number - now.weekday() - 1) % 7 + 1 + 7 * (-n - 1) if n < 0 else 0
    return unit(now, "day", ahead - ago)


def weekday_of_week(now: datetime, number: int, week: int) -> Stretch:
    """Return a day of the week that is `week` weeks away."""
    return unit(now, "day", number - now.weekday() + 7 * week)


def near_weekday(now: datetime, number: int, ahead: bool) -> Stretch:
    """Return the latest such day up to today, or the first from today on."""
    if now.weekday() == number:
        return unit(now, "day", 0)
    return weekday(now, number, -1 if ahead else 1)


def year(now: datetime, number: int) -> Stretch:
    """Return a year by its number."""
    return replace(unit(now.replace(year=number, month=1, day=1), "year", 0), is_relative=False)


def month(now: datetime, number: int, in_year: int) -> Stretch:
    """Return a month of a year."""
    first = midnight(now).replace(year=in_year, month=number, day=1)
    return Stretch(first, month_start(first, 1), "month", is_relative=False)


def season(now: datetime, name: str, in_year: int) -> Stretch:
    """Return a season of a year."""
    first = midnight(now).replace(year=in_year, month=SEASON_STARTS[name], day=1)
    return Stretch(first, month_start(first, _MONTHS_OF_SEASON), "season", is_relative=False)


def days(now: datetime, first: int, last: int, of_month: int, in_year: int) -> Stretch:
    """Return the days from `first` to `last` of a month."""
    start = midnight(now).replace(year=in_year, month=of_month, day=first)
    end = start.replace(day=max(first, last)) + timedelta(days=1)
    return Stretch(start, end, "day", is_relative=False)


def passed(now: datetime, candidates: list[Stretch]) -> Stretch:
    """Return the last of the stretches (oldest first) that is over."""
    return [one for one in candidates if one.end <= now][-1]


def begun(now: datetime, candidates: list[Stretch]) -> Stretch:
    """Return the last of the stretches (oldest first) that has begun."""
    return [one for one in candidates if one.start <= now][-1]


def coming(now: datetime, candidates: list[Stretch]) -> Stretch:
    """Return the first of the stretches (oldest first) that has not begun."""
    return [one for one in candidates if one.start > now][0]  # noqa: RUF015 (IndexError is meant)


def unfinished(now: datetime, candidates: list[Stretch]) -> Stretch:
    """Return the first of the stretches (oldest first) that is not over."""
    return [one for one in candidates if one.end > now][0]  # noqa: RUF015 (IndexError is meant)


def near(now: datetime, candidates: list[Stretch], ahead: bool) -> Stretch:
    """Return the last stretch that has begun, or the first that is not over; no year was named."""
    chosen = unfinished(now, candidates) if ahead else begun(now, candidates)
    return replace(chosen, is_relative=True, is_yearless=True)


def counted(stretch: Stretch) -> Stretch:
    """Return the stretch as one that was counted from the moment."""
    return replace(stretch, is_relative=True)


def months_around(now: datetime, number: int) -> list[Stretch]:
    """Return a month of last year, this year and next year."""
    return [month(now, number, now.year + offset) for offset in (-1, 0, 1)]


def seasons_around(now: datetime, name: str) -> list[Stretch]:
    """Return a season of the two last years, this year and next year."""
    return [season(now, name, now.year + offset) for offset in (-2, -1, 0, 1)]


def days_around(now: datetime, first: int, last: int, of_month: int) -> list[Stretch]:
    """Return days of a month in the years around; only leap years have 29 February."""
    reach = range(-8, 9) if (of_month, max(first, last)) == (2, 29) else range(-1, 2)
    found = []
    for offset in reach:
        try:
            found.append(days(now, first, last, of_month, now.year + offset))
        except ValueError:
            if len(reach) == 3:
                raise
    return found


def part_of_day(day: Stretch, part: PartOfDay) -> Stretch:
    """Return the morning, ... of a day; the night goes on until six."""
    first, last = _HOURS[part]
    start = day.start
    return replace(
        day, start=start + timedelta(hours=first), end=start + timedelta(hours=last), grain="hour"
    )


def third(stretch: Stretch, side: Side) -> Stretch:
    """Return the first, middle or last third of a stretch, in whole days if it has some."""
    length = (stretch.end - stretch.start) / 3
    if length >= timedelta(days=1):
        length = timedelta(days=length.days)
    finer: Grain = "month" if stretch.grain in ("season", "year") else "day"
    if side == "start":
        return replace(stretch, end=stretch.start + length, grain=finer)
    if side == "end":
        return replace(stretch, start=stretch.end - length, grain=finer)
    return replace(stretch, start=stretch.start + length, end=stretch.end - length, grain=finer)


def before(mark: Stretch, kind: Unit, n: int = 1) -> Stretch:
    """Return the days before a date: its eve, the week up to it, the weekend before it."""
    return _beside(mark, kind, -n)


def after(mark: Stretch, kind: Unit, n: int = 1) -> Stretch:
    """Return the days after a date: the next, the week that follows, the weekend after it."""
    return _beside(mark, kind, n)


def weekday_beside(mark: Stretch, number: int, n: int) -> Stretch:
    """Return the n-th such day before a date, or with n < 0 after it."""
    return replace(
        weekday(mark.start, number, n), is_relative=mark.is_relative, is_yearless=mark.is_yearless
    )


def _beside(mark: Stretch, kind: Unit, n: int) -> Stretch:
    if kind == "weekend":
        week = unit(mark.start, "weekend", 0)
        # On a Sunday "the weekend before" is not the one it belongs to.
        nearest = -1 if n < 0 else (1 if mark.start >= week.start else 0)
        found = unit(mark.start, "weekend", nearest + (n + 1 if n < 0 else n - 1))
    elif n < 0:
        found = Stretch(back(mark.start, kind, -n), back(mark.start, kind, -n - 1), _grain(kind))
    else:
        found = Stretch(back(mark.end, kind, 1 - n), back(mark.end, kind, -n), _grain(kind))
    return replace(found, is_relative=mark.is_relative, is_yearless=mark.is_yearless)


def _grain(kind: Unit) -> Grain:
    return "day" if kind == "weekend" else kind
