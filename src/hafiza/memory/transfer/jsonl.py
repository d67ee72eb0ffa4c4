"""A memory as JSON lines: one header line, then one line a turn.

The same memory exports to the same bytes, and what was exported imports to the same turns with
the same ids, so that importing a file twice changes nothing. What a person told with a turn (the
date and importance of an episode) stands in its `told`. What is derived from turns (terms,
vectors, segments, facts) is not in the file and is made anew. A line may name its `kind`; without
one it is a turn. The kind `claim` is reserved for what a model has extracted. Files may be joined:
a header line may come again.

Version 1 had no `told`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from hafiza.core.clock import as_utc
from hafiza.core.errors import FormatError, InputError
from hafiza.core.records import Scope, Turn
from hafiza.memory.memory import Memory
from hafiza.memory.stores.claims import TOLD
from hafiza.memory.transfer.files import unreadable
from hafiza.memory.transfer.importing import Progress, bring_in
from hafiza.memory.transfer.items import Item, Reading, Tally
from hafiza.memory.transfer.told import claim_record, read_claims

FORMAT = "hafiza-memory"
VERSION = 2
_READABLE = (1, 2)
MAX_LINE_BYTES = 2**27
_REQUIRED = ("user", "assistant", "session_id", "id", "time", "role", "text")
_OPTIONAL = ("speaker", "caption")
_TURN, _CLAIM = "turn", "claim"


def export_jsonl(
    memory: Memory, stream: IO[str], *, users: Iterable[str], progress: Progress | None = None
) -> int:
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
            scope = Scope(user, assistant)
            told = _told(memory, scope)
            for turn in memory.turns(scope=scope):
                stream.write(_line(_record(user, assistant, turn, told.get(turn.id, []))))
                n_turns += 1
                if progress is not None:
                    progress(1)
    return n_turns


def import_jsonl(
    memory: Memory,
    lines: Iterable[str],
    *,
    progress: Progress | None = None,
) -> int:
    """Add the turns of an export; return how many were new. Turns already there stay as they are.

    Written in batches, each whole; after an interruption the same import can be run again.

    Raises:
        FormatError: a line is not what an export holds; the message names it. What stood before
            that line has been imported.
    """
    tally = Tally()
    bring_in(memory, read_jsonl(lines, tally), tally, progress=progress)
    return tally.new


def read_jsonl_file(path: Path, reading: Reading, tally: Tally) -> Iterator[Item]:
    """Yield the turns of an export file, which names its users itself.

    Raises:
        InputError: it cannot be read, or `reading` names a user.
        FormatError: a line is not what an export holds; the message names it.
    """
    if reading.user is not None:
        raise InputError("A hafiza export names its users itself.\nLeave --user out.")
    try:
        stream = path.open("rb")
    except OSError as err:
        raise unreadable(path, err) from err
    with stream:
        yield from read_jsonl(decoded_lines(stream), tally)


def decoded_lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a binary stream as text.

    Raises:
        FormatError: a line is not UTF-8, or over MAX_LINE_BYTES; the message names it.
    """
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            raise FormatError(
                f"Line {number} has over {MAX_LINE_BYTES:,} bytes.\n"
                "Expected a file that `hafiza export` wrote."
            )
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as err:
            raise FormatError(
                f"Line {number} is not valid UTF-8 at byte {err.start + 1}.\n"
                "Expected a file that `hafiza export` wrote."
            ) from err


def read_jsonl(lines: Iterable[str], tally: Tally) -> Iterator[Item]:
    """Yield the turns of an export's lines.

    Raises:
        FormatError: a line is not what an export holds; the message names it.
    """
    numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    number, first = next(numbered, (1, ""))
    _check_header(_json(number, first))
    for number, line in numbered:
        record = _json(number, line)
        kind = record.get("kind", _TURN)
        if "format" in record and "kind" not in record and "text" not in record:
            _check_header(record)
        elif kind == _TURN:
            yield _item(number, record)
        elif kind == _CLAIM:
            tally.left_out["claims, which this version does not read"] += 1
        else:
            raise FormatError(
                f"Line {number} is of the kind {kind!r:.60}.\nExpected {_TURN!r} or {_CLAIM!r}; "
                "a newer hafiza may write more: pip install --upgrade hafiza"
            )


def _check_header(header: dict[str, Any]) -> None:
    if header.get("format") != FORMAT:
        raise FormatError(
            f"This is not a hafiza export: its first line has format {header.get('format')!r:.60}."
            f"\nExpected {FORMAT!r}, as `hafiza export` writes it."
        )
    if header.get("version") not in _READABLE:
        raise FormatError(
            f"This export has version {header.get('version')!r:.60}; this hafiza reads 1 to "
            f"{VERSION}.\n"
            "Update with: pip install --upgrade hafiza"
        )


def _item(number: int, record: dict[str, Any]) -> Item:
    for name in _REQUIRED:
        if not isinstance(record.get(name), str):
            raise FormatError(
                f"Line {number}: {name!r} is {record.get(name)!r:.60}.\nExpected a text there."
            )
    for name in _OPTIONAL:
        if not isinstance(record.get(name, ""), str):
            raise FormatError(
                f"Line {number}: {name!r} is {record[name]!r:.60}.\nExpected a text, or nothing."
            )
    if not isinstance(record.get("recalled", False), bool):
        raise FormatError(
            f"Line {number}: 'recalled' is {record['recalled']!r:.60}.\nExpected true or false."
        )
    if record["role"] not in ("user", "assistant"):
        raise FormatError(
            f"Line {number}: the role is {record['role']!r:.60}.\nExpected 'user' or 'assistant'."
        )
    try:
        time = as_utc(datetime.fromisoformat(record["time"]))
    except (ValueError, OverflowError) as err:
        raise FormatError(
            f"Line {number}: the time {record['time']!r:.60} cannot be read.\n"
            "Expected ISO 8601, such as 2026-01-31T12:00:00+00:00."
        ) from err
    turn = Turn(
        id=record["id"],
        text=record["text"],
        time=time,
        session_id=record["session_id"],
        role=record["role"],
        speaker=record.get("speaker", ""),
        caption=record.get("caption", ""),
        recalled=record.get("recalled", False),
    )
    where = f"Line {number}"
    told = read_claims(record.get("told", []), where)
    return Item(Scope(record["user"], record["assistant"]), turn, where, told)


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


def _told(memory: Memory, scope: Scope) -> dict[str, list[dict[str, Any]]]:
    """Return what was told with the turns of a scope, by turn id."""
    told: dict[str, list[dict[str, Any]]] = {}
    for stated in memory.claims(scope=scope):
        if stated.origin == TOLD:
            told.setdefault(stated.turn_id, []).append(claim_record(stated.claim))
    return told


def _record(user: str, assistant: str, turn: Turn, told: list[dict[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "user": user,
        "assistant": assistant,
        "session_id": turn.session_id,
        "id": turn.id,
        "time": turn.time.isoformat(),
        "role": turn.role,
        "text": turn.text,
    }
    optional = {
        "speaker": turn.speaker,
        "caption": turn.caption,
        "recalled": turn.recalled,
        "told": told,
    }
    return record | {name: value for name, value in optional.items() if value}


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
