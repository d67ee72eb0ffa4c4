"""`hafiza import` and `hafiza export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import Json, User, open_settings, print_json, progress_bar, say

if TYPE_CHECKING:
    from hafiza.core.settings import Settings


class Format(StrEnum):
    """What a file holds."""

    jsonl = "jsonl"
    locomo = "locomo"


def import_(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl or locomo.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; '-' is stdin (jsonl).")],
    as_json: Json = False,
) -> None:
    """Bring turns into memory; a file brought in twice changes nothing.

    jsonl is what `hafiza export` writes. Of a LoCoMo file, each conversation becomes the memory of
    a user named by its sample_id.
    """
    settings = open_settings()
    n_new, users = (_jsonl if format is Format.jsonl else _locomo)(settings, file)
    if as_json:
        print_json({"imported": n_new, "users": users})
    else:
        print(f"Imported {n_new} new turn(s).")
        if users:
            print(f"Users: {', '.join(users)}")


def export(
    user: User = None,
    all_users: Annotated[bool, typer.Option("--all-users", help="Export everybody.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here; default: stdout.")
    ] = None,
) -> None:
    """Write a user's turns as JSON lines, which `hafiza import jsonl` reads."""
    from hafiza.assistant.build import open_store
    from hafiza.core.errors import InputError
    from hafiza.memory.transfer.jsonl import export_jsonl

    settings = open_settings(user=user)
    with open_store(settings) as memory:
        users = memory.users() if all_users else [settings.user]
        for name in users:
            memory.require_user(name)
        if out is None:
            export_jsonl(memory, sys.stdout, users=users)
            return
        try:
            with out.open("w", encoding="utf-8", newline="\n") as stream:
                n_turns = export_jsonl(memory, stream, users=users)
        except OSError as err:
            raise InputError(f"The file {str(out)!r} cannot be written: {err.strerror}.") from err
    say(f"Exported {n_turns} turn(s) to {out}.")


def _jsonl(settings: Settings, file: Path) -> tuple[int, list[str]]:
    from hafiza.assistant import open_memory
    from hafiza.memory.transfer.jsonl import import_jsonl

    lines = _lines(file)
    with open_memory(settings) as memory, progress_bar("turns") as progress:
        known = set(memory.users())
        n_new = import_jsonl(memory, lines, progress=progress)
        return n_new, sorted(set(memory.users()) - known)


def _lines(file: Path) -> Iterator[str]:
    """Open a file at once and return its lines; a byte that is no UTF-8 is named by its line."""
    from hafiza.core.errors import InputError

    try:
        stream: Any = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    except OSError as err:
        raise InputError(f"The file {str(file)!r} cannot be read: {err.strerror}.") from err

    def decoded() -> Iterator[str]:
        from hafiza.core.errors import FormatError

        with stream:
            for number, line in enumerate(stream, start=1):
                try:
                    yield line.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as err:
                    raise FormatError(
                        f"Line {number} is not valid UTF-8 at byte {err.start + 1}."
                    ) from err

    return decoded()


def _locomo(settings: Settings, file: Path) -> tuple[int, list[str]]:
    from hafiza.assistant import open_memory
    from hafiza.core.records import Scope
    from hafiza.memory.transfer.locomo import load_locomo

    conversations = load_locomo(file)
    n_turns = sum(len(session.turns) for c in conversations for session in c.sessions)
    n_new = 0
    with open_memory(settings) as memory, progress_bar("turns", n_turns) as progress:
        for conversation in conversations:
            scope = Scope(conversation.sample_id, settings.assistant)
            turns = [turn for session in conversation.sessions for turn in session.turns]
            n_new += memory.add_many(turns, scope=scope, progress=progress)
    return n_new, [conversation.sample_id for conversation in conversations]
