"""`hafiza memory`: what the store holds, and its upkeep."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import (
    Json,
    User,
    open_settings,
    print_json,
    print_table,
    progress_bar,
    require_known_user,
    say,
)
from hafiza.cli.dates import beginning, ending, shown
from hafiza.cli.documents import (
    FACT_HEADINGS,
    as_json,
    catch_up,
    counts,
    did,
    fact_row,
    few,
    print_rows,
    waiting,
)
from hafiza.cli.stopping import rest, stopping

if TYPE_CHECKING:
    from hafiza.core.records import Scope
    from hafiza.memory import Memory

_WATCH_S = 1.0
_GO_ON = "What is done is kept. To go on from there: hafiza worker --once"
_CLEAR = "\x1b[H\x1b[J"

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Look after the memory store.")


@app.command()
def stats(
    watch: Annotated[
        bool, typer.Option("--watch", help="Look again every second, until Ctrl-C.")
    ] = False,
    json_wanted: Json = False,
    user: User = None,
) -> None:
    """Show what the store holds; with --user, what it holds of one user.

    With --watch and --json, one line of JSON for each look.
    """
    from hafiza.assistant.build import open_store, settings_scope

    settings = open_settings(user=user)
    scope = settings_scope(settings) if user is not None else None
    with stopping() as is_stopped, open_store(settings) as memory:
        require_known_user(memory, user)
        if not watch:
            _print_stats(_counted(memory, scope, settings.database), json_wanted)
            return
        while not is_stopped():
            document = _counted(memory, scope, settings.database)
            if json_wanted:
                print(json.dumps(document, ensure_ascii=False), flush=True)
            else:
                print(_CLEAR if sys.stdout.isatty() else "", end="")
                _print_stats(document, json_wanted=False)
                print(flush=True)
            rest(_WATCH_S, is_stopped)


def _counted(memory: Memory, scope: Scope | None, path: Path) -> dict[str, Any]:
    return {**as_json(memory.stats(scope)), "path": str(path)}


def _print_stats(document: dict[str, Any], json_wanted: bool) -> None:
    if json_wanted:
        print_json(document)
        return
    outbox = ", ".join(f"{state} {n}" for state, n in document["outbox"].items())
    failures = "; ".join(f"{n} x {reason}" for reason, n in document["failures"].items())
    cells = {**document, "outbox": outbox or "empty", "failures": failures or "none"}
    print_table([(name.replace("_", " "), value) for name, value in cells.items()])


@app.command()
def segments(
    limit: Annotated[int, typer.Option(min=1, help="How many, hottest first.")] = 20,
    json_wanted: Json = False,
    user: User = None,
) -> None:
    """Show the segments of the mid-term memory: their heat as of now, size and subject."""
    from hafiza.assistant.build import open_store, settings_scope

    settings = open_settings(user=user)
    scope = settings_scope(settings)
    with open_store(settings) as memory:
        require_known_user(memory, user)
        catch_up(memory, scope, settings)
        found = memory.segments(scope=scope, limit=limit)
    if json_wanted:
        print_json({"segments": as_json(found)})
        return
    rows = [
        (
            segment.id,
            f"{segment.heat:.2f}",
            segment.n_pages,
            segment.n_visits,
            shown(segment.first_time),
            shown(segment.last_time),
            ", ".join(segment.keywords),
            segment.summary,
        )
        for segment in found
    ]
    print_rows(
        ("id", "heat", "pages", "visits", "first", "last", "keywords", "summary"),
        rows,
        "No segments.",
    )


@app.command()
def facts(
    slot: Annotated[
        str | None, typer.Option(metavar="SLOT", help="One slot only, as `location`.")
    ] = None,
    at: Annotated[
        datetime | None,
        typer.Option(parser=ending, metavar="DATE", help="What held in the world then."),
    ] = None,
    known_at: Annotated[
        datetime | None,
        typer.Option(parser=ending, metavar="DATE", help="What the store knew then."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Closed and corrected facts as well.")
    ] = False,
    json_wanted: Json = False,
    user: User = None,
) -> None:
    """Show facts with their ids, when they held, and the turns they rest on."""
    from hafiza.assistant.build import open_store, settings_scope
    from hafiza.core.errors import InputError

    if at is not None and history:
        raise InputError("--at and --history exclude each other.\nGive one of the two.")
    settings = open_settings(user=user)
    scope = settings_scope(settings)
    with open_store(settings) as memory:
        require_known_user(memory, user)
        catch_up(memory, scope, settings)
        found = memory.facts(scope=scope, slot=slot, at=at, known_at=known_at, history=history)
    if json_wanted:
        print_json({"facts": as_json(found)})
    else:
        print_rows(FACT_HEADINGS, [fact_row(fact) for fact in found], "No facts.")


@app.command()
def episodes(
    since: Annotated[
        datetime | None,
        typer.Option(parser=beginning, metavar="DATE", help="Not over before then."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(parser=ending, metavar="DATE", help="Begun by then."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many, the most important.")] = 100,
    json_wanted: Json = False,
    user: User = None,
) -> None:
    """Show dated events, past and planned, the latest first."""
    from hafiza.assistant.build import open_store, settings_scope

    settings = open_settings(user=user)
    scope = settings_scope(settings)
    with open_store(settings) as memory:
        require_known_user(memory, user)
        catch_up(memory, scope, settings)
        found = memory.episodes(scope=scope, since=since, until=until, limit=limit)
    if json_wanted:
        print_json({"episodes": as_json(found)})
        return
    rows = [(shown(e.start), shown(e.end), e.importance, few(e.sources, 1), e.text) for e in found]
    print_rows(("start", "end", "importance", "source", "event"), rows, "No episodes.")


@app.command()
def rebuild(json_wanted: Json = False, user: User = None) -> None:
    """Derive claims and segments of all turns anew; with --user, of one user's.

    May be stopped at any point: `hafiza worker --once` goes on from there.
    """
    from hafiza.assistant.build import open_for_work, settings_scope
    from hafiza.core.errors import StoreError

    settings = open_settings(user=user)
    scope = settings_scope(settings) if user is not None else None
    with open_for_work(settings) as memory:
        require_known_user(memory, user)
        try:
            with progress_bar("turns", memory.stats(scope).turns) as progress:
                done = memory.rebuild(scope=scope, progress=progress)
        except (KeyboardInterrupt, StoreError):
            say(_GO_ON)
            raise
        n_waiting = waiting(memory, scope)
    if n_waiting:
        say(f"{n_waiting} turn(s) wait for a worker that has them in hand.\n{_GO_ON}")
    if json_wanted:
        print_json({**counts(done), "waiting": n_waiting})
    else:
        print(did(done))


@app.command()
def check(json_wanted: Json = False) -> None:
    """Read the whole store and report damage; exit code 1 if there is any."""
    from hafiza.assistant.build import open_store

    with open_store(open_settings()) as memory:
        problems = memory.check()
    if json_wanted:
        print_json({"ok": not problems, "problems": problems})
    else:
        print("\n".join(problems) or "The store is sound.")
    raise typer.Exit(1 if problems else 0)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the copy.")],
    json_wanted: Json = False,
) -> None:
    """Write a consistent copy of the store, also while it is in use."""
    from hafiza.assistant.build import open_store

    with open_store(open_settings()) as memory:
        memory.backup(file)
    if json_wanted:
        print_json({"path": str(file), "bytes": file.stat().st_size})
    else:
        print(f"Wrote {file} ({file.stat().st_size:,} bytes).")


@app.command()
def reembed(json_wanted: Json = False) -> None:
    """Embed all turns with the embedder of the settings; may be stopped and run again."""
    from hafiza.assistant.build import build_embedder, open_store
    from hafiza.core.errors import InputError

    settings = open_settings()
    embedder = build_embedder(settings)
    if embedder is None:
        raise InputError("The setting embedder is 'none'.\nSet it to the embedder to change to.")
    with open_store(settings) as memory:
        n_turns = memory.stats().turns
        with progress_bar("turns", n_turns) as progress:
            n_done = memory.reembed(embedder, progress=progress)
    if json_wanted:
        print_json({"embedded": n_done, "embedder": embedder.name})
    else:
        print(f"Embedded {n_done} turn(s) with {embedder.name}.")
