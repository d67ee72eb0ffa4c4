"""The rows of the retrieval table: hafiza, plain BM25 and plain dense, each behind one door."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from hafiza.core.protocols import Embedder
from hafiza.core.records import Scope
from hafiza.evals.locomo_bm25 import PlainBM25, session_document, turn_document
from hafiza.memory.transfer.locomo import Conversation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hafiza.memory import Memory
    from hafiza.memory.retrieval import Recipe

DEEPEST = 50
"""Turns that a ranking of turns needs: the largest depth reported."""

DEEPEST_FOR_SESSIONS = 200
"""Turns searched to rank sessions by."""

Progress = Callable[[int], None]


class Ranker(Protocol):
    """Ranks the turns and sessions of one conversation after another."""

    def prepare(self, conversation: Conversation, progress: Progress) -> None:
        """Take in a conversation; `progress` is told how many turns were done."""
        ...

    def turns(self, question: str) -> list[str]:
        """Return turn ids, best first."""
        ...

    def sessions(self, question: str) -> list[str]:
        """Return session names, best first."""
        ...


class MemoryRanker:
    """hafiza by its public API: `add_many`, then `search` in the conversation's own scope.

    Sessions are ranked by the first of their turns in a search. `search_s` and `embed_s` hold the
    seconds of each search, without embedding the question, and of embedding it.
    """

    def __init__(self, memory: Memory, embedder: TimedEmbedder | None, recipe: Recipe) -> None:
        self._memory = memory
        self._embedder = embedder
        self._recipe = recipe
        self._scope = Scope()
        self.search_s: list[float] = []
        self.embed_s: list[float] = []

    @property
    def scope(self) -> Scope:
        """The scope of the conversation taken in last."""
        return self._scope

    def prepare(self, conversation: Conversation, progress: Progress) -> None:
        """Add the conversation's turns."""
        self._scope = Scope(user=conversation.sample_id)
        self._memory.add_many(conversation.turns, scope=self._scope, progress=progress)

    def turns(self, question: str) -> list[str]:
        """Return turn ids, best first."""
        return [turn_id for turn_id, _ in self._search(question, DEEPEST)]

    def sessions(self, question: str) -> list[str]:
        """Return session names, best first."""
        found = self._search(question, DEEPEST_FOR_SESSIONS)
        return list(dict.fromkeys(session for _, session in found))

    def _search(self, question: str, k: int) -> list[tuple[str, str]]:
        embedding_before = self._embedder.seconds if self._embedder else 0.0
        start = time.perf_counter()
        hits = self._memory.search(question, k=k, scope=self._scope, recipe=self._recipe)
        elapsed = time.perf_counter() - start
        embedding = self._embedder.seconds - embedding_before if self._embedder else 0.0
        self.search_s.append(elapsed - embedding)
        self.embed_s.append(embedding)
        return [(hit.turn.id, hit.turn.session_id) for hit in hits]


class Bm25Ranker:
    """The plain BM25 row; see `locomo_bm25`."""

    def prepare(self, conversation: Conversation, progress: Progress) -> None:
        """Index the conversation's turns and sessions."""
        pairs = [(turn, session) for session in conversation.sessions for turn in session.turns]
        self._turn_ids = [turn.id for turn, _ in pairs]
        self._session_names = [session.name for session in conversation.sessions]
        self._turns = PlainBM25([turn_document(turn, session) for turn, session in pairs])
        self._sessions = PlainBM25([session_document(one) for one in conversation.sessions])
        progress(len(pairs))

    def turns(self, question: str) -> list[str]:
        """Return turn ids, best first."""
        return [self._turn_ids[place] for place in self._turns.rank(question)]

    def sessions(self, question: str) -> list[str]:
        """Return session names, best first."""
        return [self._session_names[place] for place in self._sessions.rank(question)]


class DenseRanker:
    """Exact cosine between the question and `speaker: text caption` of each turn.

    Sessions are ranked by their best turn: a whole session is longer than embedders read.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)

    def prepare(self, conversation: Conversation, progress: Progress) -> None:
        """Embed the conversation's turns."""
        turns = conversation.turns
        self._turn_ids = [turn.id for turn in turns]
        self._session_of = {turn.id: turn.session_id for turn in turns}
        parts = []
        for start in range(0, len(turns), 64):
            batch = turns[start : start + 64]
            texts = [f"{turn.speaker}: {turn.text} {turn.caption}".strip() for turn in batch]
            parts.append(self._embedder.embed_passages(texts))
            progress(len(batch))
        self._vectors = np.concatenate(parts)

    def turns(self, question: str) -> list[str]:
        """Return turn ids, best first."""
        cosines = self._vectors @ self._embedder.embed_queries([question])[0]
        return [self._turn_ids[place] for place in np.argsort(-cosines, kind="stable")]

    def sessions(self, question: str) -> list[str]:
        """Return session names, best first."""
        return list(dict.fromkeys(self._session_of[turn_id] for turn_id in self.turns(question)))


class TimedEmbedder:
    """Another embedder with a watch on its queries: `seconds` is the time spent in them."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.seconds = 0.0

    @property
    def name(self) -> str:
        """Identity of the vector space: the inner embedder's."""
        return self._inner.name

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        return self._inner.dim

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts that will be searched."""
        return self._inner.embed_passages(texts)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts to search with."""
        start = time.perf_counter()
        vectors = self._inner.embed_queries(texts)
        self.seconds += time.perf_counter() - start
        return vectors
