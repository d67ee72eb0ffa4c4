"""Turns as rows of SQLite, and the small change of SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from hafiza.core.records import Turn

RECALLED, QUESTION = 1, 2  # bits of turn.flags
TURN_COLUMNS = "t.seq, t.id, t.text, t.time_us, s.name, t.role, t.speaker, t.caption, t.flags"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROLES = ("user", "assistant")
_BATCH = 500
_T = TypeVar("_T")


def read_turn(row: tuple[Any, ...]) -> tuple[int, Turn]:
    """Return the sequence number and the turn of a row of `TURN_COLUMNS`."""
    seq, turn_id, text, time_us, session, role, speaker, caption, flags = row
    turn = Turn(
        id=turn_id,
        text=text,
        time=read_time(time_us),
        session_id=session,
        role="assistant" if role else "user",
        speaker=speaker,
        caption=caption,
        recalled=bool(flags & RECALLED),
    )
    return seq, turn


def turn_values(turn: Turn) -> tuple[Any, ...]:
    """Return id, time_us, role, flags, speaker, text and caption of a turn."""
    question = turn.text.rstrip().endswith(("?", "？"))
    flags = (RECALLED if turn.recalled else 0) | (QUESTION if question else 0)
    role = _ROLES.index(turn.role)
    time_us = microseconds(turn.time)
    return turn.id, time_us, role, flags, turn.speaker, turn.text, turn.caption


def read_time(us: int) -> datetime:
    """Return the aware time of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=us)


def microseconds(time: datetime) -> int:
    """Return the microseconds since 1970 of an aware time."""
    since = time - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def marks(batch: Sequence[object]) -> str:
    """Return the question marks of an SQL list for a batch of values."""
    return ",".join("?" * len(batch))


def batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield the items in lists short enough for one statement."""
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
