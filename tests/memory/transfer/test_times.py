from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer.times import moment, zone_of

ISTANBUL = ZoneInfo("Europe/Istanbul")


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2025-07-01 10:00:00", "2025-07-01T07:00:00+00:00"),
        ("2025-07-01T10:00:00.123456", "2025-07-01T07:00:00.123456+00:00"),
        ("2025-07-01T10:00:00Z", "2025-07-01T10:00:00+00:00"),
        ("2025-07-01T10:00:00-02:00", "2025-07-01T12:00:00+00:00"),
        ("2025-07-01", "2025-06-30T21:00:00+00:00"),
        ("20250701", "2025-06-30T21:00:00+00:00"),
        ("1:56 pm on 8 May, 2023", "2023-05-08T10:56:00+00:00"),
        (1700000000, "2023-11-14T22:13:20+00:00"),
        (1700000000.5, "2023-11-14T22:13:20.500000+00:00"),
        ("1700000000", "2023-11-14T22:13:20+00:00"),
        (1700000000500, "2023-11-14T22:13:20.500000+00:00"),
        (1700000000500000, "2023-11-14T22:13:20.500000+00:00"),
        (1700000000500000000, "2023-11-14T22:13:20.500000+00:00"),
    ],
)
def test_times_are_read_whatever_their_form(value, iso):
    found = moment(value, ISTANBUL, "here")

    assert found is not None
    assert found.isoformat() == iso


def test_without_a_zone_local_times_are_those_of_the_machine():
    local = datetime(2025, 7, 1, 10).astimezone(UTC)

    assert moment("2025-07-01 10:00:00", None, "here") == local


@pytest.mark.parametrize("value", [None, "", "  "])
def test_no_time_is_none(value):
    assert moment(value, UTC, "here") is None


@pytest.mark.parametrize(
    "value",
    ["soon", -5, float("nan"), float("inf"), "nan", 1e25, True, [], "0001-01-01T00:00+05:00"],
)
def test_what_is_no_time_is_told_with_its_place(value):
    with pytest.raises(FormatError, match=r"^here: the time .* cannot be read"):
        moment(value, UTC, "here")


def test_unknown_zone_is_refused():
    assert zone_of("utc") is UTC
    for name in ("Nowhere/City", "", "../etc/passwd"):
        with pytest.raises(InputError, match="no time zone"):
            zone_of(name)
