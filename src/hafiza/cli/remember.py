"""`hafiza remember`: store one statement, without a model."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from hafiza.cli.common import Json, User, check_text, open_settings, print_json
from hafiza.cli.dates import beginning


def remember(
    text: Annotated[str, typer.Argument(help="What to remember.")],
    happened: Annotated[
        datetime | None,
        typer.Option(parser=beginning, metavar="DATE", help="When it happened, or will."),
    ] = None,
    importance: Annotated[
        int | None, typer.Option(min=1, max=10, help="How much it matters; keeps it as an event.")
    ] = None,
    as_json: Json = False,
    user: User = None,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Session it belongs to; default: none.")
    ] = None,
) -> None:
    """Store something as said by you; when this returns it is on the disk.

    With --happened or --importance it is an event of its own (`hafiza memory episodes`).
    """
    from hafiza.assistant import open_memory
    from hafiza.assistant.build import settings_scope

    check_text(text)
    settings = open_settings(user=user)
    scope = settings_scope(settings, session)
    with open_memory(settings) as memory:
        if happened is None and importance is None:
            turn = memory.add(text, scope=scope)
        else:
            turn = memory.remember(text, scope=scope, happened=happened, importance=importance)
    if as_json:
        print_json(
            {"turn_id": turn.id, "time": turn.time.isoformat(), "session_id": turn.session_id}
        )
    else:
        print(f"Remembered as {turn.id}.")
