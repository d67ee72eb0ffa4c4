"""`hafiza worker`: a process that consolidates what others write."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import Json, User, open_settings, print_json, progress_bar, say
from hafiza.cli.documents import counts, did, waiting
from hafiza.cli.stopping import rest, stopping

if TYPE_CHECKING:
    from hafiza.core.records import Scope
    from hafiza.memory import Consolidated, Memory


def worker(
    once: Annotated[
        bool, typer.Option("--once", help="Empty the outbox and end, instead of going on.")
    ] = False,
    every: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="How often to look for new turns.")
    ] = 5.0,
    as_json: Json = False,
    user: User = None,
) -> None:
    """Consolidate new turns until Ctrl-C or SIGTERM; it then ends after the batch at hand.

    Several may run at once, also beside chats. With --user, of that user alone, and then nothing
    is erased for its age (setting keep_days). With --json, one line for each round that did
    something.
    """
    from hafiza.assistant.build import open_for_work, settings_scope

    settings = open_settings(user=user)
    scope = settings_scope(settings) if user is not None else None
    with stopping() as is_stopped, open_for_work(settings) as memory:
        if user is not None:
            memory.require_user(user)
        if once:
            _empty(memory, scope, is_stopped, as_json)
        else:
            say(f"Working on {settings.database}; Ctrl-C ends it after the batch at hand.")
            _go_on(memory, scope, is_stopped, every, as_json)


def _empty(
    memory: Memory, scope: Scope | None, is_stopped: Callable[[], bool], as_json: bool
) -> None:
    with progress_bar("turns", waiting(memory, scope)) as progress:
        done = memory.consolidate(scope=scope, progress=progress, is_stopped=is_stopped)
    n_expired = memory.expire() if scope is None and not is_stopped() else 0
    n_waiting = waiting(memory, scope)
    _tell(done, n_expired)
    if n_waiting:
        say(
            f"{n_waiting} turn(s) still wait. "
            + ("Run it again to go on." if is_stopped() else "Another worker has them in hand.")
        )
    if as_json:
        print_json(_document(done, n_expired, n_waiting))


def _go_on(
    memory: Memory,
    scope: Scope | None,
    is_stopped: Callable[[], bool],
    every_s: float,
    as_json: bool,
) -> None:
    from hafiza.core.errors import StoreBusy, StoreFull
    from hafiza.memory import Consolidated

    while not is_stopped():
        try:
            done = memory.consolidate(scope=scope, is_stopped=is_stopped)
            n_expired = memory.expire() if scope is None and not is_stopped() else 0
            if done != Consolidated() or n_expired:
                _tell(done, n_expired)
                if as_json:
                    document = _document(done, n_expired, waiting(memory, scope))
                    print(json.dumps(document), flush=True)
        except (StoreBusy, StoreFull) as err:
            # The turns are safe in the outbox, and this may be over soon.
            say(f"{err}\nThe worker tries again in {every_s:g} s.")
        rest(every_s, is_stopped)


def _tell(done: Consolidated, n_expired: int) -> None:
    expired = f" {n_expired} turn(s) erased for their age." if n_expired else ""
    say(f"{datetime.now():%H:%M:%S}  {did(done)}{expired}")


def _document(done: Consolidated, n_expired: int, n_waiting: int) -> dict[str, Any]:
    return {**counts(done), "expired": n_expired, "waiting": n_waiting}
