"""`hafiza import` and `hafiza export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from hafiza.cli.common import Json, User, open_settings, print_json, progress_bar, say

if TYPE_CHECKING:
    from hafiza.core.settings import Settings
    from hafiza.memory.transfer.items import Item, Reading, Tally

_STDIN = "-"


class Kind(StrEnum):
    """What a path holds."""

    auto = "auto"
    jsonl = "jsonl"
    locomo = "locomo"
    memoryos = "memoryos"
    chroma = "chroma"
    chatgpt = "chatgpt"
    claude = "claude"


_KINDS = ", ".join(Kind)


def import_(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="[KIND] PATH",
            help=f"A file or folder; '-' is stdin (jsonl). KIND is {_KINDS}; default: auto.",
        ),
    ],
    user: Annotated[
        str | None,
        typer.Option(
            "--user",
            metavar="NAME",
            help="Whose memory it becomes; default: the names in it, or the setting.",
        ),
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Zone of times that name none; default: this machine's."),
    ] = None,
    collection: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which collection of a Chroma database.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and count everything, write nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring turns into memory; what is brought in twice changes nothing.

    The kind is recognised from PATH, or named: jsonl is what `hafiza export` writes, memoryos a
    MemoryOS data folder (JSON or Chroma), chroma any Chroma folder, chatgpt and claude their data
    exports (zip, folder or conversations.json), locomo the benchmark's file.
    """
    from hafiza.core.errors import HafizaError
    from hafiza.memory.transfer.items import Tally

    kind, path = _kind_and_path(what)
    settings = open_settings()
    reading = _reading(settings, user, timezone, collection)
    if kind is Kind.auto:
        from hafiza.memory.transfer.recognise import recognise

        kind = Kind.jsonl if str(path) == _STDIN else Kind(recognise(path))
    tally = Tally()
    try:
        _bring_in(settings, kind, path, reading, tally, dry_run=dry_run)
    except (HafizaError, KeyboardInterrupt):
        if tally.new and not dry_run:
            say(f"Kept {tally.new} new turn(s). Run the same import again to go on.")
        raise
    _report(kind, tally, dry_run=dry_run, as_json=as_json)


def export(
    user: User = None,
    all_users: Annotated[bool, typer.Option("--all-users", help="Export everybody.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write here; default: stdout.")
    ] = None,
) -> None:
    """Write a user's turns as JSON lines, which `hafiza import` reads."""
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
            with _replaced_whole(out) as stream, progress_bar("turns") as progress:
                n_turns = export_jsonl(memory, stream, users=users, progress=progress)
        except OSError as err:
            raise InputError(f"The file {str(out)!r} cannot be written: {err.strerror}.") from err
    say(f"Exported {n_turns} turn(s) to {out}.")


def _kind_and_path(what: list[str]) -> tuple[Kind, Path]:
    kinds = {str(kind): kind for kind in Kind}
    if len(what) > 2:
        raise typer.BadParameter(f"Expected KIND and PATH, got {len(what)} arguments.")
    if len(what) == 1:
        if what[0] in kinds and not Path(what[0]).exists():
            raise typer.BadParameter(f"PATH is missing: hafiza import {what[0]} PATH")
        return Kind.auto, Path(what[0])
    if what[0] not in kinds:
        raise typer.BadParameter(f"{what[0]!r} is no kind. Expected one of {_KINDS}.")
    return kinds[what[0]], Path(what[1])


def _reading(
    settings: Settings, user: str | None, timezone: str | None, collection: str | None
) -> Reading:
    from datetime import UTC, datetime

    from hafiza.memory.transfer.items import Reading
    from hafiza.memory.transfer.times import zone_of

    return Reading(
        now=datetime.now(UTC),
        user=user,
        assistant=settings.assistant,
        zone=zone_of(timezone) if timezone else None,
        collection=collection,
    )


def _bring_in(
    settings: Settings, kind: Kind, path: Path, reading: Reading, tally: Tally, *, dry_run: bool
) -> None:
    from hafiza.assistant import open_memory
    from hafiza.assistant.build import open_store
    from hafiza.memory.transfer.importing import bring_in

    items = _items(settings, kind, path, reading, tally)
    opened = open_store if dry_run else open_memory
    with opened(settings) as memory, progress_bar("turns") as progress:
        bring_in(memory, items, tally, progress=progress, dry_run=dry_run)


def _items(
    settings: Settings, kind: Kind, path: Path, reading: Reading, tally: Tally
) -> Iterator[Item]:
    """Return the items of a source; a path that is not there is refused at once."""
    from hafiza.core.errors import InputError
    from hafiza.memory.transfer.jsonl import decoded_lines, read_jsonl
    from hafiza.memory.transfer.recognise import READERS

    if str(path) == _STDIN:
        if kind is not Kind.jsonl:
            raise InputError(f"Only jsonl can come from stdin; {kind} is a file or folder.")
        return read_jsonl(decoded_lines(sys.stdin.buffer), tally)
    if not path.exists():
        raise InputError(f"There is no {str(path)!r}.\nExpected the path of a file or folder.")
    if kind in (Kind.chatgpt, Kind.claude, Kind.chroma) and reading.user is None:
        # These name nobody.
        reading = replace(reading, user=settings.user)
    return READERS[kind](path, reading, tally)


def _report(kind: Kind, tally: Tally, *, dry_run: bool, as_json: bool) -> None:
    users = sorted(tally.users)
    left_out, changed = (dict(sorted(one.items())) for one in (tally.left_out, tally.changed))
    if as_json:
        print_json(
            {
                "imported": 0 if dry_run else tally.new,
                "users": users,
                "kind": str(kind),
                "read": tally.read,
                "new": tally.new,
                "already_there": tally.already_there,
                "left_out": left_out,
                "changed": changed,
                "dry_run": dry_run,
            }
        )
        return
    verb = "Would import" if dry_run else "Imported"
    print(f"{verb} {tally.new} new turn(s) ({kind}); {tally.already_there} were there already.")
    if users:
        print(f"Users: {', '.join(users)}")
    for title, counts in (("Left out", left_out), ("Changed", changed)):
        for reason, n in counts.items():
            print(f"{title}: {n} {reason}")
    if tally.new and not dry_run:
        say("They can be searched now. `hafiza worker --once` makes segments and facts of them.")


@contextmanager
def _replaced_whole(file: Path) -> Iterator[IO[str]]:
    """Write beside a file and put the result in its place, so that no half export is left there."""
    if file.exists() and not file.is_file():
        # A device or a pipe, such as /dev/stdout.
        with file.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    part = file.with_name(f"{file.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
