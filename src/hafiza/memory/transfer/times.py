"""Times as foreign files write them."""

from __future__ import annotations

import math
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer.locomo import parse_date

# A number of seconds under 1e11 is before the year 5139; as milliseconds it would be before 1974.
_UNITS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))


def zone_of(name: str) -> tzinfo:
    """Return the zone of an IANA name such as Europe/Istanbul.

    Raises:
        InputError: there is none of this name.
    """
    try:
        return UTC if name.upper() == "UTC" else ZoneInfo(name)
    except (KeyError, OSError, ValueError) as err:
        raise InputError(
            f"There is no time zone {name!r}.\nExpected a name such as UTC or Europe/Istanbul."
        ) from err


def moment(value: object, zone: tzinfo | None, where: str) -> datetime | None:
    """Return a foreign time in UTC; None if there is none.

    Numbers, also as text, are seconds, milliseconds, microseconds or nanoseconds since 1970, told
    apart by their size. Text is ISO 8601; without a zone in it, it is local time in `zone` (None:
    the machine's own).

    >>> moment("2024-05-01T10:00:00+02:00", None, "").isoformat()
    '2024-05-01T08:00:00+00:00'
    >>> moment(1714550400000, None, "") == moment("1714550400", None, "")
    True

    Raises:
        FormatError: something stands there that is no time.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value), value, where)
    if not isinstance(value, str):
        raise _unreadable(value, where)
    text = value.strip()
    if not text:
        return None
    if (number := _number(text)) is not None:
        return _from_number(number, value, where)
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            found = found.replace(tzinfo=zone) if zone else found.astimezone()
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as err:
        if said := parse_date(text):
            local = said.replace(tzinfo=zone) if zone else said.replace(tzinfo=None).astimezone()
            return local.astimezone(UTC)
        raise _unreadable(value, where) from err


def _number(text: str) -> float | None:
    try:
        # Eight digits are a date, 20260131, and no second of 1970.
        return None if len(text) == 8 and text.isdigit() else float(text)
    except ValueError:
        return None


def _from_number(number: float, value: object, where: str) -> datetime:
    for bound, unit in _UNITS:
        if math.isfinite(number) and 0 <= number < bound:
            return datetime.fromtimestamp(number / unit, UTC)
    raise _unreadable(value, where)


def _unreadable(value: object, where: str) -> FormatError:
    return FormatError(
        f"{where}: the time {value!r:.80} cannot be read.\n"
        "Expected ISO 8601, such as 2026-01-31 12:00:00, or seconds since 1970."
    )
