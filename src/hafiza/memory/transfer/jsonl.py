"""A user's memory as JSON lines: one header line, then one line a turn.

The same memory exports to the same bytes, and what was exported imports to the same turns with
the same ids, so that importing a file twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import IO, Any

from hafiza.core.clock import as_utc
from hafiza.core.errors import FormatError
from hafiza.core.records import Scope, Turn
from hafiza.memory.memory import Memory

FORMAT = "hafiza-memory"
VERSION = 1
_REQUIRED = ("user", "assistant", "session_id", "id", "time", "role", "text")


def export_jsonl(memory: Memory, stream: IO[str], *, users: Iterable[str]) -> int:
    """Write all turns of the users, with every assistant of theirs; return how many.

    Raises:
        UnknownUser: the memory has nothing of one of them; nothing was written.
    """
    named = list(users)
    known = set(memory.users())
    for user in named:
        if user not in known:
            memory.require_user(user)
    stream.write(_line({"format": FORMAT, "version": VERSION}))
    n_turns = 0
    for user in named:
        for assistant in memory.assistants(user):
            for turn in memory.turns(scope=Scope(user, assistant)):
                stream.write(_line(_record(user, assistant, turn)))
                n_turns += 1
    return n_turns


def import_jsonl(
    memory: Memory,
    lines: Iterable[str],
    *,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Add the turns of an export; return how many were new. Turns already there stay as they are.

    Written in batches, each whole; after an interruption the same import can be run again.

    Raises:
        FormatError: a line is not what an export holds; the message names it. What stood before
            that line has been imported.
    """
    n_new = 0
    for (user, assistant), turns in groupby(_parse(lines), key=lambda item: item[0]):
        scope = Scope(user, assistant)
        n_new += memory.add_many((turn for _, turn in turns), scope=scope, progress=progress)
    return n_new


def _parse(lines: Iterable[str]) -> Iterator[tuple[tuple[str, str], Turn]]:
    numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    number, first = next(numbered, (1, ""))
    header = _json(number, first)
    if header.get("format") != FORMAT:
        raise FormatError(
            f"This is not a hafiza export: its first line has format {header.get('format')!r}.\n"
            f"Expected {FORMAT!r}, as `hafiza export` writes it."
        )
    if header.get("version") != VERSION:
        raise FormatError(
            f"This export has version {header.get('version')!r}; this hafiza reads {VERSION}.\n"
            "Update with: pip install --upgrade hafiza"
        )
    for number, line in numbered:
        yield _turn(number, _json(number, line))


def _turn(number: int, record: dict[str, Any]) -> tuple[tuple[str, str], Turn]:
    for name in _REQUIRED:
        if not isinstance(record.get(name), str):
            raise FormatError(
                f"Line {number}: {name!r} is {record.get(name)!r}.\nExpected a text there."
            )
    if record["role"] not in ("user", "assistant"):
        raise FormatError(
            f"Line {number}: the role is {record['role']!r}.\nExpected 'user' or 'assistant'."
        )
    try:
        time = as_utc(datetime.fromisoformat(record["time"]))
    except ValueError as err:
        raise FormatError(
            f"Line {number}: the time {record['time']!r} cannot be read.\n"
            "Expected ISO 8601, such as 2026-01-31T12:00:00+00:00."
        ) from err
    turn = Turn(
        id=record["id"],
        text=record["text"],
        time=time,
        session_id=record["session_id"],
        role=record["role"],
        speaker=str(record.get("speaker", "")),
        caption=str(record.get("caption", "")),
        recalled=bool(record.get("recalled", False)),
    )
    return (record["user"], record["assistant"]), turn


def _json(number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as err:
        raise FormatError(
            f"Line {number} is not JSON ({err}).\nExpected a file that `hafiza export` wrote."
        ) from err
    if not isinstance(record, dict):
        raise FormatError(f"Line {number} is no JSON object.\nExpected one object a line.")
    return record


def _record(user: str, assistant: str, turn: Turn) -> dict[str, Any]:
    record: dict[str, Any] = {
        "user": user,
        "assistant": assistant,
        "session_id": turn.session_id,
        "id": turn.id,
        "time": turn.time.isoformat(),
        "role": turn.role,
        "text": turn.text,
    }
    optional = {"speaker": turn.speaker, "caption": turn.caption, "recalled": turn.recalled}
    return record | {name: value for name, value in optional.items() if value}


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
