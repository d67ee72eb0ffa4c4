"""Time as an argument, so that tests set it and nothing reads the wall clock in secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present as an aware datetime in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present as an aware datetime in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was set; public, for tests and simulations.

    >>> clock = SetClock(datetime(2026, 1, 1, tzinfo=UTC))
    >>> clock.advance(hours=1)
    >>> clock.now().hour
    1
    """

    def __init__(self, at: datetime) -> None:
        self._at = as_utc(at)

    def now(self) -> datetime:
        """Return the time it was set to."""
        return self._at

    def advance(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> None:
        """Move the clock; negative values move it backwards."""
        self._at += timedelta(days=days, hours=hours, seconds=seconds)


def as_utc(time: datetime) -> datetime:
    """Return `time` in UTC; a time without a zone is taken to be UTC."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
