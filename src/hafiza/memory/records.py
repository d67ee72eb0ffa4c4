"""Records of the memory room that other rooms may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hafiza.core.records import Hit, Turn


@dataclass(frozen=True, slots=True)
class Context:
    """What memory adds to a prompt.

    `text` is fenced, one numbered item a hit; item [n] is `hits[n - 1]`. `n_tokens` is the size
    of `text` by the counter that was given. An empty context has empty text.
    """

    text: str
    hits: tuple[Hit, ...]
    n_tokens: int


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """What a store, or one scope of it, holds.

    `outbox` counts the written turns by what the worker has done with them. `with_vector`
    counts the turns that dense search sees. `disk_bytes` is of the whole store, write-ahead
    log included.
    """

    turns: int
    sessions: int
    users: int
    with_vector: int
    outbox: Mapping[str, int]
    tombstones: int
    disk_bytes: int
    embedder: str | None
    schema_version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn on its way into the store, with all that was computed for it beforehand.

    `terms` are packed index terms. `vector` is a packed vector or None; `context_id` names the
    turn whose text was embedded together with this one's, so that forgetting can reach it.
    """

    turn: Turn
    terms: bytes
    vector: bytes | None = None
    context_id: str | None = None


class IndexRow(NamedTuple):
    """What the resident index keeps of a stored turn; a tuple, because they are many."""

    seq: int
    session: int
    recalled: int
    question: int
    speaker: str
    terms: bytes
    vector: bytes | None
