"""`hafiza forget`: erase turns, facts, a session, or a user."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from hafiza.cli.common import (
    Json,
    User,
    check_text,
    open_settings,
    print_json,
    require_known_user,
    say,
)
from hafiza.cli.dates import beginning
from hafiza.cli.documents import turn_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hafiza.core.records import Scope, Turn
    from hafiza.memory import Memory

_N_LISTED = 10


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be forgotten; one of the fields is given."""

    turn_ids: Sequence[str] = ()
    fact_ids: Sequence[str] = ()
    session: str | None = None
    query: str | None = None
    before: datetime | None = None
    everything: bool = False

    @property
    def n_given(self) -> int:
        """How many of the fields are given."""
        named = bool(self.turn_ids), bool(self.fact_ids), self.everything
        given = (self.session, self.query, self.before)
        return sum(named) + sum(one is not None for one in given)

    @property
    def is_broad(self) -> bool:
        """Whether its extent is not plain from its words."""
        return self.everything or self.query is not None or self.before is not None


def forget(
    turn_ids: Annotated[
        list[str] | None, typer.Argument(metavar="[TURN_ID]...", help="Ids from `hafiza recall`.")
    ] = None,
    facts: Annotated[
        list[str] | None,
        typer.Option(
            "--fact", metavar="ID", help="Erase the turns a fact rests on; may be repeated."
        ),
    ] = None,
    session: Annotated[str | None, typer.Option(metavar="ID", help="Erase a session.")] = None,
    query: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Erase all turns that have all of these words."),
    ] = None,
    before: Annotated[
        datetime | None,
        typer.Option(parser=beginning, metavar="DATE", help="Erase all turns told before."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", "--user-everything", help="Erase all of the user.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List what would go; erase nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before erasing.")] = False,
    as_json: Json = False,
    user: User = None,
) -> None:
    """Erase what was said, for good: text, index entries, vectors and all that rests on it.

    On a terminal it shows what goes and asks, unless turn ids are given. In a pipe --query,
    --before and --all want --yes.
    """
    from hafiza.assistant.build import open_memory, open_store, settings_scope
    from hafiza.core.errors import InputError
    from hafiza.core.states import n_states

    request = _Request(turn_ids or (), facts or (), session, query, before, everything)
    if request.n_given != 1:
        raise InputError(
            "Say what to forget with one of these: turn ids, --fact ID, --session ID,\n"
            "--query WORDS, --before DATE, --all."
        )
    check_text(query or "")
    asks = not (yes or dry_run or request.turn_ids)
    if asks and request.is_broad and not sys.stdin.isatty():
        raise InputError(
            "This may erase much and cannot be undone.\n"
            "Add --yes to do it, or --dry-run to see what would go."
        )
    settings = open_settings(user=user)
    scope = settings_scope(settings)
    with (open_store if dry_run else open_memory)(settings) as memory:
        require_known_user(memory, user)
        if dry_run:
            _print_doomed(_doomed(memory, scope, request), as_json)
            return
        if asks and sys.stdin.isatty():
            request = _confirmed(request, _doomed(memory, scope, request), settings.user)
        n_kept = n_states(settings.home, scope.user)
        n_erased = _erase(memory, scope, request)
    n_dropped = n_kept - n_states(settings.home, scope.user)
    if as_json:
        print_json({"forgotten": n_erased} | ({"states_dropped": n_dropped} if n_dropped else {}))
    else:
        print(f"Forgot {n_erased} turn(s).")
    if n_dropped:
        say(
            f"What models had read with {scope.user!r} was dropped too ({n_dropped} state(s)):"
            " a state cannot forget a part."
        )


def _doomed(memory: Memory, scope: Scope, request: _Request) -> list[Turn]:
    """Return the turns that a request would erase."""
    if not request.everything:
        return memory.forget_preview(
            scope=scope,
            turn_ids=request.turn_ids,
            fact_ids=request.fact_ids,
            session=request.session,
            query=request.query,
            before=request.before,
        )
    memory.require_user(scope.user)
    return [
        turn
        for assistant in memory.assistants(scope.user)
        for turn in memory.turns(scope=replace(scope, assistant=assistant))
    ]


def _confirmed(request: _Request, doomed: Sequence[Turn], user: str) -> _Request:
    """Ask; return a request for what was shown, whatever is written meanwhile."""
    if not doomed:
        return request
    for turn in doomed[:_N_LISTED]:
        say(turn_line(turn))
    if len(doomed) > _N_LISTED:
        say(f"... and {len(doomed) - _N_LISTED} more (--dry-run lists all)")
    what = f"everything that is remembered of {user!r}" if request.everything else "these"
    typer.confirm(f"Erase {what} ({len(doomed)} turn(s)) for good?", abort=True, err=True)
    return request if request.everything else _Request(turn_ids=[turn.id for turn in doomed])


def _erase(memory: Memory, scope: Scope, request: _Request) -> int:
    return memory.forget(
        scope=scope,
        turn_ids=request.turn_ids,
        fact_ids=request.fact_ids,
        session=request.session,
        query=request.query,
        before=request.before,
        everything=request.everything,
    )


def _print_doomed(doomed: Sequence[Turn], as_json: bool) -> None:
    if as_json:
        turns = [
            {
                "turn_id": turn.id,
                "text": turn.text,
                "time": turn.time.isoformat(),
                "session_id": turn.session_id,
                "role": turn.role,
            }
            for turn in doomed
        ]
        print_json({"would_forget": turns})
        return
    for turn in doomed:
        print(turn_line(turn))
    say(f"{len(doomed)} turn(s) would be forgotten; nothing was erased.")
