"""`hafiza ask`: one question, one answer."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import Effort, Json, User, check_text, open_settings, print_json, say, source

if TYPE_CHECKING:
    from hafiza.assistant import Answer


def ask(
    text: Annotated[str, typer.Argument(help="The question, or something to remember.")],
    as_json: Json = False,
    user: User = None,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Continue a session; default: a new one.")
    ] = None,
    no_store: Annotated[
        bool, typer.Option("--no-store", help="Leave question and answer out of memory.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(metavar="BACKEND:MODEL", help="Another model for this once.")
    ] = None,
    effort: Effort = None,
) -> None:
    """Answer one message and exit; what it says is remembered."""
    from hafiza.assistant import Done, Notice, Token, build_assistant
    from hafiza.assistant.build import settings_scope
    from hafiza.assistant.exchange import check_message

    check_text(text)
    check_message(text)
    settings = open_settings(user=user, model=model, effort=effort)
    with build_assistant(settings) as assistant:
        scope = settings_scope(settings, session)
        for event in assistant.reply(text, scope=scope, store=not no_store):
            if isinstance(event, Notice):
                say(event.text)
            elif isinstance(event, Token) and not as_json:
                sys.stdout.write(event.text)
                sys.stdout.flush()
            elif isinstance(event, Done):
                if as_json:
                    print_json(as_document(event.answer))
                else:
                    print()


def as_document(answer: Answer) -> dict[str, Any]:
    """Return an answer as the JSON that `ask --json` prints."""
    return {
        "answer": answer.text,
        "sources": [source(hit) for hit in answer.sources],
        "model": answer.model,
        "usage": asdict(answer.usage),
    }
