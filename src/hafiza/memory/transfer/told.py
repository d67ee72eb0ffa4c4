"""Claims that were told with a turn, as JSON: an episode's date and importance, for example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

from hafiza.core.clock import as_utc
from hafiza.core.errors import FormatError
from hafiza.memory.extraction.claims import Claim, ClaimKind, Holding

_PLAIN = Claim("fact", "", "", "")
_TEXTS = ("kind", "slot", "value", "statement", "holding")
_TIMES = ("since", "until")


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return a claim as JSON, without what is as it is by default."""
    record: dict[str, Any] = {"kind": claim.kind}
    for field in fields(Claim):
        value = getattr(claim, field.name)
        if field.name != "kind" and value != getattr(_PLAIN, field.name):
            record[field.name] = value.isoformat() if isinstance(value, datetime) else value
    return record


def read_claims(found: object, where: str) -> tuple[Claim, ...]:
    """Return the claims of a JSON list.

    Raises:
        FormatError: one is no claim; the message says which and why.
    """
    if not isinstance(found, list):
        raise FormatError(f"{where}: 'told' is {found!r:.60}.\nExpected a list of claims.")
    return tuple(_claim(record, f"{where}: told[{n}]") for n, record in enumerate(found))


def _claim(record: object, where: str) -> Claim:
    if not isinstance(record, dict):
        raise FormatError(f"{where} is {record!r:.60}.\nExpected an object.")
    for name in _TEXTS:
        if not isinstance(record.get(name, ""), str):
            raise _wrong(record, name, where, "a text")
    _require_one_of(record, "kind", get_args(ClaimKind), where)
    _require_one_of(record, "holding", get_args(Holding), where, _PLAIN.holding)
    times = {name: _time(record, name, where) for name in _TIMES}
    importance = record.get("importance", _PLAIN.importance)
    if type(importance) is not int or not 1 <= importance <= 10:
        raise _wrong(record, "importance", where, "a number from 1 to 10")
    confidence = record.get("confidence", _PLAIN.confidence)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float):
        raise _wrong(record, "confidence", where, "a number from 0 to 1")
    if not 0 <= confidence <= 1:
        raise _wrong(record, "confidence", where, "a number from 0 to 1")
    texts = {name: record[name] for name in _TEXTS if name in record}
    given = {"slot": "", "value": "", "statement": ""} | texts | times
    return Claim(**given, importance=importance, confidence=float(confidence))


def _require_one_of(
    record: Mapping[str, Any], name: str, allowed: Sequence[str], where: str, default: str = ""
) -> None:
    if record.get(name, default) not in allowed:
        raise _wrong(record, name, where, "one of " + ", ".join(allowed))


def _time(record: Mapping[str, Any], name: str, where: str) -> datetime | None:
    value = record.get(name)
    if value is None:
        return None
    try:
        return as_utc(datetime.fromisoformat(value))
    except (TypeError, ValueError, OverflowError) as err:
        raise _wrong(record, name, where, "a time in ISO 8601") from err


def _wrong(record: Mapping[str, Any], name: str, where: str, expected: str) -> FormatError:
    return FormatError(f"{where}: {name!r} is {record.get(name)!r:.60}.\nExpected {expected}.")
