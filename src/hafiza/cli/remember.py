"""`hafiza remember`: store one statement, without a model."""

from __future__ import annotations

from typing import Annotated

import typer

from hafiza.cli.common import Json, User, check_text, open_settings, print_json


def remember(
    text: Annotated[str, typer.Argument(help="What to remember.")],
    as_json: Json = False,
    user: User = None,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Session it belongs to; default: none.")
    ] = None,
) -> None:
    """Store something as said by you; when this returns it is on the disk."""
    from hafiza.assistant import open_memory
    from hafiza.assistant.build import settings_scope

    check_text(text)
    settings = open_settings(user=user)
    with open_memory(settings) as memory:
        turn = memory.add(text, scope=settings_scope(settings, session))
    if as_json:
        print_json(
            {"turn_id": turn.id, "time": turn.time.isoformat(), "session_id": turn.session_id}
        )
    else:
        print(f"Remembered as {turn.id}.")
