"""Records of memory as JSON and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hafiza.cli.common import print_table, say
from hafiza.cli.dates import shown

if TYPE_CHECKING:
    from hafiza.core.records import Scope, Turn
    from hafiza.core.settings import Settings
    from hafiza.memory import Consolidated, Fact, Memory

_CELL_CHARACTERS = 80
_CATCH_UP_TURNS = 256

FACT_HEADINGS = ("slot", "value", "since", "until", "id", "sources")


def as_json(value: object) -> Any:
    """Return a record, or what holds records, in the types of JSON; times as ISO in UTC."""
    if is_dataclass(value):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_json(inner) for inner in value]
    return value


def print_rows(
    headings: Sequence[str], rows: Sequence[Sequence[object]], nothing: str = "Nothing found."
) -> None:
    """Print a table with headings; of no rows say so."""
    if not rows:
        print(nothing)
        return
    print_table([headings, *([one_line(cell) for cell in row] for row in rows)])


def one_line(cell: object, n_characters: int = _CELL_CHARACTERS) -> str:
    """Return a cell on one line, cut to a length."""
    text = " ".join(str(cell).split())
    return text if len(text) <= n_characters else f"{text[: n_characters - 1]}…"


def fact_row(fact: Fact) -> tuple[str, ...]:
    """Return a fact as the cells of `FACT_HEADINGS`."""
    until = f"wrong ({shown(fact.retired_at)})" if fact.retired_at else shown(fact.valid_to)
    return (
        fact.slot,
        fact.value,
        shown(fact.valid_from),
        until,
        fact.id,
        few(fact.sources),
    )


def few(sources: Sequence[str], n_shown: int = 2) -> str:
    """Return the first turn ids, and how many more there are."""
    more = len(sources) - n_shown
    return " ".join(sources[:n_shown]) + (f" and {more} more" if more > 0 else "")


def turn_line(turn: Turn) -> str:
    """Return a turn on one line: id, time, what was said."""
    return f"{turn.id}  {shown(turn.time)}  {one_line(turn.text, 100)}"


def did(done: Consolidated) -> str:
    """Return what the worker did, for people."""
    failed = f", {done.n_failed} failed (`hafiza memory stats` shows why)" if done.n_failed else ""
    return (
        f"{done.n_turns} turn(s) consolidated: {done.n_claims} claim(s), "
        f"{done.n_segments} segment(s) described{failed}."
    )


def counts(done: Consolidated) -> dict[str, int]:
    """Return what the worker did, as JSON."""
    return {f.name.removeprefix("n_"): getattr(done, f.name) for f in fields(done)}


def catch_up(memory: Memory, scope: Scope, settings: Settings) -> None:
    """Have the last turns of a scope consolidated before it is shown; say what still waits.

    So that what was said a moment ago shows without a worker. The embedder, whose vectors have a
    say in what is kept, is loaded only if something waits.
    """
    from hafiza.core.errors import StoreError

    try:
        with _with_embedder(memory, scope, settings) as working:
            working.consolidate(scope=scope, max_turns=_CATCH_UP_TURNS)
    except StoreError as err:
        # Reading may still do, for example from a folder that cannot be written.
        say(str(err))
    n_waiting = waiting(memory, scope)
    if n_waiting:
        say(f"{n_waiting} turn(s) are not in this yet; `hafiza worker --once` takes them in.")


def waiting(memory: Memory, scope: Scope | None) -> int:
    """Return how many turns wait for the worker, of one scope or of all."""
    return memory.stats(scope).outbox.get("waiting", 0)


@contextmanager
def _with_embedder(memory: Memory, scope: Scope, settings: Settings) -> Iterator[Memory]:
    from hafiza.assistant.build import open_memory
    from hafiza.core.errors import HafizaError

    opened = None
    if waiting(memory, scope):
        # An embedder that is not installed, or not the store's own: the rules do without.
        with suppress(HafizaError):
            opened = open_memory(settings)
    with opened or nullcontext(memory) as working:
        yield working
