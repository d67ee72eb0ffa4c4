"""From the items of a reader to turns in memory, counted. May be stopped and run again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hafiza.core.errors import FormatError, HafizaError, InputError, UnknownTurn
from hafiza.core.records import Scope
from hafiza.memory.memory import Memory
from hafiza.memory.preparation import check_scope, check_turn
from hafiza.memory.transfer.items import Item, Tally

Progress = Callable[[int], None]

_BATCH = 256


def bring_in(
    memory: Memory,
    items: Iterable[Item],
    tally: Tally,
    *,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> None:
    """Add the turns of the items, in order, and count them in `tally`.

    Turns whose id the scope has stay as they are. When reading fails, what was read before is
    kept; after any interruption the same import can be run again, and adds what is missing. With
    `dry_run` everything is read and counted and nothing is written.

    Raises:
        FormatError: the source is broken, or holds a turn that cannot be stored; the message says
            where.
        StoreError: a batch could not be written; the batches before it are kept.
    """
    write = _counter(memory, tally) if dry_run else _writer(memory, tally)
    batch: list[Item] = []
    scope: Scope | None = None
    try:
        for item in items:
            _check(item)
            if batch and (item.scope != scope or len(batch) >= _BATCH):
                write(scope or item.scope, batch, progress)
                batch = []
            scope = item.scope
            batch.append(item)
    except HafizaError:
        if batch and scope is not None:
            write(scope, batch, progress)
        raise
    if batch and scope is not None:
        write(scope, batch, progress)


_Write = Callable[[Scope, list[Item], Progress | None], None]


def _writer(memory: Memory, tally: Tally) -> _Write:
    def write(scope: Scope, batch: list[Item], progress: Progress | None) -> None:
        turns = [item.turn for item in batch]
        told = {item.turn.id: item.told for item in batch if item.told}
        n_new = memory.add_many(turns, scope=scope, told=told, progress=progress)
        _count(tally, scope, len(turns), n_new)

    return write


def _counter(memory: Memory, tally: Tally) -> _Write:
    seen: set[tuple[str, str, str]] = set()

    def write(scope: Scope, batch: list[Item], progress: Progress | None) -> None:
        n_new = 0
        for item in batch:
            key = (scope.user, scope.assistant, item.turn.id)
            if key not in seen and not _is_there(memory, scope, item.turn.id):
                n_new += 1
            seen.add(key)
        _count(tally, scope, len(batch), n_new)
        if progress is not None:
            progress(len(batch))

    return write


def _count(tally: Tally, scope: Scope, n_read: int, n_new: int) -> None:
    tally.read += n_read
    tally.new += n_new
    tally.already_there += n_read - n_new
    tally.users[scope.user] = None


def _is_there(memory: Memory, scope: Scope, id: str) -> bool:
    try:
        memory.turn(id, scope=scope)
    except UnknownTurn:
        return False
    return True


def _check(item: Item) -> None:
    try:
        check_scope(item.scope)
        check_turn(item.turn)
    except InputError as err:
        raise FormatError(f"{item.where}: {err}") from err
