"""`hafiza memory`: what the store holds, and its upkeep."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from hafiza.cli.common import Json, User, open_settings, print_json, print_table, progress_bar

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Look after the memory store.")


@app.command()
def stats(as_json: Json = False, user: User = None) -> None:
    """Show what the store holds; with --user, what it holds of one user."""
    from hafiza.assistant.build import open_store, settings_scope

    settings = open_settings(user=user)
    with open_store(settings) as memory:
        if user is not None:
            memory.require_user(user)
        found = memory.stats(settings_scope(settings) if user is not None else None)
    document = {field.name: getattr(found, field.name) for field in fields(found)}
    document |= {"outbox": dict(found.outbox), "path": str(settings.database)}
    if as_json:
        print_json(document)
    else:
        document["outbox"] = ", ".join(f"{s} {n}" for s, n in found.outbox.items()) or "empty"
        print_table([(name.replace("_", " "), value) for name, value in document.items()])


@app.command()
def check(as_json: Json = False) -> None:
    """Read the whole store and report damage; exit code 1 if there is any."""
    from hafiza.assistant.build import open_store

    with open_store(open_settings()) as memory:
        problems = memory.check()
    if as_json:
        print_json({"ok": not problems, "problems": problems})
    else:
        print("\n".join(problems) or "The store is sound.")
    raise typer.Exit(1 if problems else 0)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the copy.")],
    as_json: Json = False,
) -> None:
    """Write a consistent copy of the store, also while it is in use."""
    from hafiza.assistant.build import open_store

    with open_store(open_settings()) as memory:
        memory.backup(file)
    if as_json:
        print_json({"path": str(file), "bytes": file.stat().st_size})
    else:
        print(f"Wrote {file} ({file.stat().st_size:,} bytes).")


@app.command()
def reembed(as_json: Json = False) -> None:
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
    if as_json:
        print_json({"embedded": n_done, "embedder": embedder.name})
    else:
        print(f"Embedded {n_done} turn(s) with {embedder.name}.")
