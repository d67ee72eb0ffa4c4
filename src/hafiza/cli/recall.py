"""`hafiza recall`: search memory, without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import (
    Json,
    User,
    check_text,
    open_settings,
    print_json,
    require_known_user,
    source,
)
from hafiza.cli.dates import shown

if TYPE_CHECKING:
    from hafiza.core.records import Hit


def recall(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many hits.")] = 5,
    as_json: Json = False,
    user: User = None,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Search one session only.")
    ] = None,
) -> None:
    """Show the remembered turns that fit a query best, with their scores."""
    from hafiza.assistant import open_memory
    from hafiza.assistant.build import settings_scope

    check_text(query)
    settings = open_settings(user=user)
    with open_memory(settings) as memory:
        require_known_user(memory, user)
        hits = memory.search(query, k=k, scope=settings_scope(settings, session))
    if as_json:
        print_json({"query": query, "hits": [_document(hit) for hit in hits]})
    elif not hits:
        print("Nothing found.")
    else:
        print("\n".join(line for hit in hits for line in hit_lines(hit)))


def hit_lines(hit: Hit) -> list[str]:
    """Return a hit as two lines: its numbers, then what was said."""
    turn = hit.turn
    parts = "  ".join(f"{name} {value:.3f}" for name, value in hit.parts.items())
    who = turn.speaker or turn.role
    text = " ".join(turn.text.split())
    text = text if len(text) <= 300 else text[:299] + "…"
    return [
        f"{hit.score:.3f}  {turn.id}  {shown(turn.time)}  {turn.session_id}  {parts}",
        f"       {who}: {text}",
    ]


def _document(hit: Hit) -> dict[str, Any]:
    speaking = {"role": hit.turn.role, "speaker": hit.turn.speaker}
    return {**source(hit), **speaking, "parts": dict(hit.parts)}
