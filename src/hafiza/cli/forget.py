"""`hafiza forget`: erase turns, a session, or a user."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hafiza.cli.common import Json, User, open_settings, print_json, require_known_user


def forget(
    turn_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[TURN_ID]...", help="Ids from `hafiza recall`.")
    ] = None,
    session: Annotated[str | None, typer.Option(metavar="ID", help="Erase a session.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", "--user-everything", help="Erase all of the user.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before erasing.")] = False,
    as_json: Json = False,
    user: User = None,
) -> None:
    """Erase what was said, for good: text, index entries and vectors."""
    from hafiza.assistant import open_memory
    from hafiza.assistant.build import settings_scope
    from hafiza.core.errors import InputError

    if bool(turn_ids) + (session is not None) + everything != 1:
        raise InputError("Say what to forget: turn ids, or --session ID, or --all.")
    settings = open_settings(user=user)
    if everything and not yes:
        _confirm(f"Erase everything that is remembered of {settings.user!r}?")
    with open_memory(settings) as memory:
        require_known_user(memory, user)
        n_erased = memory.forget(
            scope=settings_scope(settings),
            turn_ids=turn_ids or (),
            session=session,
            everything=everything,
        )
    if as_json:
        print_json({"forgotten": n_erased})
    else:
        print(f"Forgot {n_erased} turn(s).")


def _confirm(question: str) -> None:
    from hafiza.core.errors import InputError

    if not sys.stdin.isatty():
        raise InputError("This erases a whole memory and cannot be undone.\nAdd --yes to do it.")
    typer.confirm(question, abort=True, err=True)
