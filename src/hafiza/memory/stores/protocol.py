"""What a store of turns must do. One contract suite runs on every implementation.

Every method that writes is one short transaction: when it returns, the write survives the
death of the process; when it raises, nothing of it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from hafiza.core.records import Scope, Turn
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.records import Entry, IndexRow, MemoryStats, Segment
from hafiza.memory.tiers.facts import Stated

Vector = tuple[bytes, int | None]  # packed vector, seq of the turn embedded with it


class Job(NamedTuple):
    """A turn that waits for the worker. `session` is the session's number.

    `has_terms` says whether it was analysed when it was written.
    """

    seq: int
    turn: Turn
    session: int
    vector: bytes | None
    attempts: int
    has_terms: bool = True


class SegmentState(NamedTuple):
    """What deciding about a segment takes. total: (dim,) float32 sum of its turns' vectors."""

    id: int
    keywords: tuple[str, ...]
    total: NDArray[np.float32] | None
    n_chains: int


@dataclass(frozen=True, slots=True)
class Described:
    """A segment as described from exactly these turns."""

    id: int
    turns: tuple[int, ...]
    summary: str
    keywords: tuple[str, ...]
    total: NDArray[np.float32] | None
    n_chains: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What the worker made of some turns: written together or not at all.

    `claims` are (origin, turn, claims). `placed` is the segment and chain of each turn that has a
    new place. `merged` are segments that have gone into others. `terms` are packed index terms of
    turns that had none. `done` leave the outbox.
    """

    done: tuple[int, ...]
    claims: tuple[tuple[str, int, tuple[Claim, ...]], ...] = ()
    placed: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    described: tuple[Described, ...] = ()
    merged: tuple[int, ...] = ()
    terms: Mapping[int, bytes] = field(default_factory=dict)
    lease_until: datetime | None = None


class TurnLog(Protocol):
    """The turns themselves."""

    def append(
        self,
        scope: Scope,
        entries: Sequence[Entry],
        embedder: str | None = None,
        *,
        may_lag: bool = True,
    ) -> int | None:
        """Write turns in order; return how many were new (an id already there is left as it is).

        Unless it `may_lag`, nothing is written and None returned if the first turn was embedded
        with one that is not the last of its session any more: another process has written, and
        `last_turn` knows of it now.
        """
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
        """Return the last turn of a session that is no echo, as this process last saw it."""
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

    def turns(self, seqs: Sequence[int]) -> dict[int, Turn]:
        """Return the turns of these sequence numbers that exist."""
        ...

    def session_number(self, scope: Scope) -> int | None:
        """Return the number of the scope's session, None if it does not exist."""
        ...


class JobLog(Protocol):
    """The outbox: one worker at a time holds a scope, by a lease."""

    def waiting_scopes(self, now: datetime) -> list[Scope]:
        """Return the scopes that have waiting turns and that no worker holds."""
        ...

    def take_lease(self, scope: Scope, worker: str, now: datetime, until: datetime) -> bool:
        """Take or prolong the lease of a scope; False if another worker holds it."""
        ...

    def drop_lease(self, scope: Scope, worker: str) -> None:
        """Give a lease back."""
        ...

    def waiting(self, scope: Scope, limit: int) -> list[Job]:
        """Return the next waiting turns of a scope with all that the worker needs of them."""
        ...

    def preceding(self, seqs: Sequence[int], n: int) -> dict[int, list[Turn]]:
        """Return for each turn the last `n` before it in its session, oldest first."""
        ...

    def commit(self, scope: Scope, worker: str, batch: Batch, now: datetime) -> bool:
        """Write a batch; False, and nothing is written, if the lease is lost."""
        ...

    def put_off(self, seqs: Sequence[int], reason: str, max_attempts: int) -> int:
        """Count a failed attempt; return how many turns have failed for good."""
        ...

    def requeue(self, scope: Scope | None) -> int:
        """Drop the segments of a scope, or of all, and have its turns looked at anew."""
        ...

    def token_use(self, day: str) -> int:
        """Return the tokens spent on consolidation on a day."""
        ...

    def commit_refined(
        self,
        scope: Scope,
        worker: str,
        origin: str,
        read: Sequence[int],
        claims: Mapping[int, Sequence[Claim]],
        *,
        day: str,
        n_tokens: int,
        now: datetime,
        reason: str | None = None,
    ) -> bool:
        """Write what a model made of turns, and what it cost; False if the lease is lost."""
        ...


class ClaimLog(Protocol):
    """What turns say."""

    def claims(self, scope: Scope, kinds: Sequence[str] = ()) -> list[Stated]:
        """Return the claims of a scope in the order of writing, of some kinds or of all."""
        ...

    def add_claims(
        self, scope: Scope, turn_id: str, claims: Sequence[Claim], now: datetime
    ) -> None:
        """Keep claims that a person or an import has given for a stored turn."""
        ...

    def claims_mark(self, scope: Scope) -> tuple[int, int, int]:
        """Return numbers that change when the scope's claims do."""
        ...

    def event_times(self, seqs: Sequence[int]) -> dict[int, tuple[datetime, datetime]]:
        """Return when the events of turns happened, as claims say."""
        ...


class SegmentLog(Protocol):
    """The mid-term."""

    def segment_states(self, scope: Scope) -> list[SegmentState]:
        """Return what the worker needs to know of the scope's live segments."""
        ...

    def members(self, segment: int) -> list[tuple[int, int]]:
        """Return (turn, chain) of a segment's turns in the order of writing."""
        ...

    def last_placed(self, scope: Scope, session: int | None = None) -> int | None:
        """Return the last turn of a scope, or of a session by number, that is in a segment."""
        ...

    def place(self, turn: int) -> tuple[int, int]:
        """Return segment and chain of a placed turn."""
        ...

    def vectors(self, seqs: Sequence[int]) -> dict[int, bytes]:
        """Return the packed vectors of turns, of the active embedder."""
        ...

    def segments(self, scope: Scope, ids: Sequence[int] | None = None) -> list[Segment]:
        """Return the live segments of a scope, or those of some ids, heat left at 0."""
        ...

    def stale_segments(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """Return segments that lost a turn since they were described, with their members."""
        ...

    def describe(self, described: Sequence[Described]) -> None:
        """Write descriptions of segments whose turns are as they were read."""
        ...

    def evict(self, ids: Sequence[int], at: datetime) -> None:
        """Take segments out of the mid-term."""
        ...

    def visit(self, seqs: Sequence[int], at: datetime) -> None:
        """Count a visit of each of these turns."""
        ...

    def segments_of(self, seqs: Sequence[int]) -> dict[int, int]:
        """Return the live segment of each turn that is in one."""
        ...

    def unrefined(self, segment: int, limit: int) -> list[tuple[int, Turn]]:
        """Return turns of a segment that no model has read, oldest first."""
        ...


class MemoryStore(TurnLog, VectorLog, IndexFeed, Protocol):
    """A durable store of turns, vectors and what is derived from them."""

    @property
    def jobs(self) -> JobLog:
        """The worker's jobs."""
        ...

    @property
    def claims(self) -> ClaimLog:
        """What turns say."""
        ...

    @property
    def mid_term(self) -> SegmentLog:
        """The segments."""
        ...

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
