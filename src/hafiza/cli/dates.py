"""Dates of the command line: ISO 8601 in, the machine's own time zone out."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, time

import typer

_DATE_CHARACTERS = 10


def beginning(text: str) -> datetime:
    """Return the moment that a text names, in UTC; a date alone means its first moment.

    >>> beginning("2026-03-01T12:00:00+03:00").isoformat()
    '2026-03-01T09:00:00+00:00'

    Raises:
        typer.BadParameter: it is no ISO date or time.
    """
    return _in_utc(text, _parsed(text))


def ending(text: str) -> datetime:
    """Return the moment that a text names, in UTC; a date alone means its last moment.

    What was told on a day counts as known on that day.

    Raises:
        typer.BadParameter: it is no ISO date or time.
    """
    named = _parsed(text)
    if len(text.strip()) <= _DATE_CHARACTERS:
        named = datetime.combine(named.date(), time.max)
    return _in_utc(text, named)


def shown(moment: datetime | None) -> str:
    """Return a time for people, in this machine's zone; a dash for none."""
    if moment is None:
        return "-"
    # The first and last days of the calendar have no local time everywhere.
    with suppress(OverflowError, ValueError, OSError):
        moment = moment.astimezone()
    return moment.replace(tzinfo=None).isoformat(" ", "minutes")


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise _refused(text) from None


def _in_utc(text: str, named: datetime) -> datetime:
    try:
        return named.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        raise _refused(text) from None


def _refused(text: str) -> typer.BadParameter:
    return typer.BadParameter(
        f"{text!r} is no date that can be used.\n"
        "Expected an ISO date or time, as 2026-03-01 or 2026-03-01T14:30; without a zone it is "
        "local."
    )
