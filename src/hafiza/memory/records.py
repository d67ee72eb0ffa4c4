"""Records of the memory room that other rooms may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from hafiza.core.records import Hit, Turn
from hafiza.memory.extraction.claims import Claim

ItemKind = Literal["fact", "knowledge", "episode", "segment", "turn", "recent"]


@dataclass(frozen=True, slots=True)
class ContextItem:
    """One numbered line of a context: what it is, what it says, the turns it rests on."""

    kind: ItemKind
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What memory adds to a prompt.

    `text` is fenced, one numbered line an item; line [n] is `items[n - 1]`. `hits` are the search
    results among them, best first. `n_tokens` is the size of `text` by the counter that was
    given. An empty context has empty text.
    """

    text: str
    hits: tuple[Hit, ...]
    n_tokens: int
    items: tuple[ContextItem, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryStats:
    """What a store, or one scope of it, holds.

    `outbox` counts the written turns by what the worker has done with them. `with_vector`
    counts the turns that dense search sees. `failures` counts turns in the outbox by the reason
    for which the worker could not do them. `disk_bytes` is of the whole store, write-ahead
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
    segments: int = 0
    claims: int = 0
    failures: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Fact:
    """An atomic statement about the user, bi-temporal, with its sources.

    It held in the world from `valid_from` until `valid_to` (None: it holds now). The store has
    believed it since `recorded_at`, until `retired_at` if it was corrected. `sources` are turn
    ids, first the one whose `statement` it is. `confidence` is 0..1. `id` stays the same as long
    as slot, value and first source do.
    """

    id: str
    slot: str
    value: str
    statement: str
    valid_from: datetime
    valid_to: datetime | None
    recorded_at: datetime
    retired_at: datetime | None
    sources: tuple[str, ...]
    confidence: float

    @property
    def is_current(self) -> bool:
        """Whether it holds now, as far as the store knows."""
        return self.valid_to is None and self.retired_at is None


@dataclass(frozen=True, slots=True)
class Profile:
    """The current facts about a user, by slot; slots without a fact are left out."""

    user: str
    facts: Mapping[str, tuple[Fact, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """One line a slot: `occupation: data scientist`."""
        return "\n".join(
            f"{slot}: {', '.join(fact.value for fact in facts)}"
            for slot, facts in self.facts.items()
        )


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A statement that is not about the person's profile. `about` says whose side it is on.

    `user`: what the user has told of things and people. `assistant`: what the assistant has said
    and may have to stand by.
    """

    about: Literal["user", "assistant"]
    text: str
    time: datetime
    importance: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """A dated event. It happened from `start` to `end` and was told at `told_at`.

    `importance` is 1-10.
    """

    text: str
    start: datetime
    end: datetime
    told_at: datetime
    importance: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A topic-coherent run of turns in mid-term memory, or several runs on one topic.

    `heat` is as of the reading. `chains` are the runs of turns that continue each other, as turn
    ids. `n_pages` counts the user's turns, each with its reply.
    """

    id: int
    summary: str
    keywords: tuple[str, ...]
    sources: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    n_pages: int
    n_visits: int
    first_time: datetime
    last_time: datetime
    last_visit: datetime | None
    heat: float


@dataclass(frozen=True, slots=True)
class Page:
    """A turn of the user with the reply; one of the two may be missing."""

    user: Turn | None
    reply: Turn | None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """What one run of the worker did. `n_failed` turns stay in the outbox with their reason."""

    n_turns: int = 0
    n_claims: int = 0
    n_segments: int = 0
    n_failed: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn on its way into the store, with all that was computed for it beforehand.

    `terms` are packed index terms, empty if they are left to the worker. `vector` is a packed
    vector or None; `context_id` names the turn whose text was embedded together with this one's,
    so that forgetting can reach it. `told` are claims that came with the turn, not out of it; the
    store learns them at `written`.
    """

    turn: Turn
    terms: bytes
    vector: bytes | None = None
    context_id: str | None = None
    told: tuple[Claim, ...] = ()
    written: datetime | None = None


class IndexRow(NamedTuple):
    """What the resident index keeps of a stored turn; a tuple, because they are many.

    `terms` are empty until the turn has been analysed.
    """

    seq: int
    session: int
    recalled: int
    question: int
    speaker: str
    terms: bytes
    vector: bytes | None
    told: float = 0.0  # seconds since 1970
