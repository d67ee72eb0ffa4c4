"""What a store of turns must do. One contract suite runs on every implementation.

Every method that writes is one short transaction: when it returns, the write survives the
death of the process; when it raises, nothing of it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from hafiza.core.records import Scope, Turn
from hafiza.memory.records import Entry, IndexRow, MemoryStats

Vector = tuple[bytes, int | None]  # packed vector, seq of the turn embedded with it


class TurnLog(Protocol):
    """The turns themselves."""

    def append(self, scope: Scope, entries: Sequence[Entry], embedder: str | None = None) -> int:
        """Write turns in order; return how many were new (an id already there is left as it is)."""
        ...

    def turns(self, seqs: Sequence[int]) -> dict[int, Turn]:
        """Return the turns of these sequence numbers that exist."""
        ...

    def find(self, scope: Scope, ids: Sequence[str]) -> dict[str, int]:
        """Return the sequence numbers of the turn ids that exist in the scope."""
        ...

    def scan(self, scope: Scope, *, after: int = 0, limit: int = 1000) -> list[tuple[int, Turn]]:
        """Return turns of a scope in the order of writing."""
        ...

    def last_turn(self, scope: Scope) -> Turn | None:
        """Return the last turn of a session that is no echo."""
        ...

    def previous(self, seqs: Sequence[int]) -> dict[int, int]:
        """Return for each turn the one before it in its session that is no echo."""
        ...

    def recent(self, scope: Scope, limit: int) -> list[tuple[int, Turn]]:
        """Return the last turns of a session (or of the scope), oldest first."""
        ...


class VectorLog(Protocol):
    """The vectors of the turns, one set for each embedder."""

    def active_embedder(self) -> str | None:
        """Return the name of the embedder whose vectors are searched."""
        ...

    def activate_embedder(self, name: str, dim: int) -> str:
        """Make `name` the store's embedder if it has none; return the name of the active one."""
        ...

    def missing_vectors(self, name: str, dim: int, limit: int) -> list[int]:
        """Return turns that have no vector of this embedder yet."""
        ...

    def put_vectors(self, name: str, vectors: Mapping[int, Vector]) -> None:
        """Write vectors of turns that still exist."""
        ...

    def switch_embedder(self, name: str) -> bool:
        """Make `name` active and drop the other vectors, unless some are missing."""
        ...

    def embedded_with(self, seqs: Sequence[int]) -> list[int]:
        """Return the turns in whose vectors the text of these turns stands."""
        ...


class IndexFeed(Protocol):
    """What the resident index reads."""

    def generation(self, scope: Scope) -> int:
        """Return a number that grows when stored turns of the scope change or go; -1 if unknown."""
        ...

    def index_rows(self, scope: Scope, after: int, limit: int) -> list[IndexRow]:
        """Return the rows written after sequence number `after`, in order."""
        ...

    def session_number(self, scope: Scope) -> int | None:
        """Return the number of the scope's session, None if it does not exist."""
        ...


class MemoryStore(TurnLog, VectorLog, IndexFeed, Protocol):
    """A durable store of turns, vectors and the outbox."""

    def erase(
        self, scope: Scope, seqs: Sequence[int], at: datetime, vectors: Mapping[int, Vector]
    ) -> int:
        """Erase turns and all that was derived from them; replace the vectors given."""
        ...

    def erase_user(self, user: str, at: datetime) -> int:
        """Erase everything of a user; return the number of turns."""
        ...

    def users(self) -> list[str]:
        """Return the names of all users, in order."""
        ...

    def assistants(self, user: str) -> list[str]:
        """Return the names of the assistants that remember a user, in order."""
        ...

    def sessions(self, scope: Scope) -> list[str]:
        """Return the names of the scope's sessions, oldest first."""
        ...

    def stats(self, scope: Scope | None) -> MemoryStats:
        """Return the counts of the store, or of one scope."""
        ...

    def check(self) -> list[str]:
        """Return what is damaged; nothing when the store is sound. Reads the whole store."""
        ...

    def backup(self, target: Path) -> None:
        """Write a consistent copy while others may read and write."""
        ...

    def close(self) -> None:
        """Close the store; calling it twice is allowed."""
        ...
