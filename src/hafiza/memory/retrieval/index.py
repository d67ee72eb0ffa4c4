"""The resident index: what search needs of one scope, in memory, fed from the store.

The store's file is the truth and holds terms and vectors beside each turn. A turn that was written
alone gets its terms from the worker; until then they are made of its text here. This index follows
the file: before each search it reads the rows that any process has written since, so that a turn
is found as soon as its `add` has returned. A change of stored rows (forgetting, a new embedder)
raises the scope's generation, and the index is read anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from hafiza.core.records import Scope
from hafiza.memory import vectors
from hafiza.memory.analysis import words_of
from hafiza.memory.extraction.when import TimeSpan
from hafiza.memory.preparation import turn_terms
from hafiza.memory.records import IndexRow
from hafiza.memory.retrieval.columns import Column
from hafiza.memory.retrieval.fusion import Candidates
from hafiza.memory.retrieval.postings import Postings
from hafiza.memory.retrieval.timing import is_inside
from hafiza.memory.stores.protocol import IndexFeed

MAX_RESIDENT_TURNS = 500_000
_LOAD_BATCH = 4096
_NONE = -1


class ResidentIndex:
    """The indexes of the scopes searched lately; the least recent leave when there are too many."""

    def __init__(self, feed: IndexFeed) -> None:
        self._feed = feed
        self._scopes: OrderedDict[tuple[str, str], _ScopeIndex] = OrderedDict()
        self._lock = threading.Lock()

    def candidates(
        self,
        scope: Scope,
        terms: Collection[int],
        vector: NDArray[np.float32] | None,
        words: Collection[str],
        n: int,
        spans: Sequence[TimeSpan] = (),
    ) -> Candidates:
        """Return the best n turns of each search with their neighbours.

        `terms` are those of the query, `vector` is its (dim,) unit vector, `words` its folded
        words, in which speakers are looked for. With `spans`, the best n that were told in one of
        them are there as well.
        """
        with self._lock:
            index = self._synced(scope)
            session = self._feed.session_number(scope) if scope.session is not None else None
            unknown_session = scope.session is not None and session is None
            n = 0 if unknown_session else n
            return index.candidates(terms, vector, words, n, session, spans)

    def _synced(self, scope: Scope) -> _ScopeIndex:
        key = (scope.user, scope.assistant)
        generation = self._feed.generation(scope)
        index = self._scopes.pop(key, None)
        if index is None or index.generation != generation:
            index = _ScopeIndex(generation)
        self._scopes[key] = index
        index.follow(self._feed, scope)
        while len(self._scopes) > 1 and self._resident_turns() > MAX_RESIDENT_TURNS:
            self._scopes.popitem(last=False)
        return index

    def _resident_turns(self) -> int:
        return sum(index.n_turns for index in self._scopes.values())


class _ScopeIndex:
    def __init__(self, generation: int) -> None:
        self.generation = generation
        self._seq = Column(np.int64)
        self._session = Column(np.int64)
        self._previous = Column(np.int64)
        self._following = Column(np.int64)
        self._recalled = Column(np.bool_)
        self._question = Column(np.bool_)
        self._speaker = Column(np.int64)
        self._scale = Column(np.float32)
        self._told = Column(np.float64)
        self._components: Column[np.int8] | None = None
        self._vector_sum: NDArray[np.float64] | None = None
        self._n_vectors = 0
        self._postings = Postings()
        self._speakers: dict[str, int] = {}
        self._last_of_session: dict[int, int] = {}

    @property
    def n_turns(self) -> int:
        return len(self._seq.values)

    def follow(self, feed: IndexFeed, scope: Scope) -> None:
        """Read what was written since the last time."""
        last = int(self._seq.values[-1]) if self.n_turns else 0
        while rows := feed.index_rows(scope, last, _LOAD_BATCH):
            self._append(_analysed(feed, rows))
            last = rows[-1].seq

    def candidates(
        self,
        terms: Collection[int],
        vector: NDArray[np.float32] | None,
        words: Collection[str],
        n: int,
        session: int | None,
        spans: Sequence[TimeSpan] = (),
    ) -> Candidates:
        """Return the best n of each search with two rings of neighbours."""
        bm25 = self._postings.bm25(terms)
        cosine, mean_cosine = self._cosine(vector)
        allowed = ~self._recalled.values
        if session is not None:
            allowed = allowed & (self._session.values == session)
        with_words, with_vector = allowed & (bm25 > 0), allowed & ~np.isnan(cosine)
        best = [
            _best(bm25, np.flatnonzero(with_words), n),
            _best(cosine, np.flatnonzero(with_vector), n),
        ]
        if spans:
            inside = is_inside(self._told.values, spans)
            best.append(_best(bm25, np.flatnonzero(with_words & inside), n))
            best.append(_best(cosine, np.flatnonzero(with_vector & inside), n))
        found = np.unique(np.concatenate(best))
        wanted = self._with_neighbours(found)
        wanted = wanted[allowed[wanted]]
        places = self._with_neighbours(wanted)
        named = self._named(words)
        return Candidates(
            seq=self._seq.values[places],
            session=self._session.values[places],
            previous=_positions(self._previous.values[places], places),
            following=_positions(self._following.values[places], places),
            bm25=bm25[places],
            cosine=cosine[places],
            named=np.isin(self._speaker.values[places], named),
            question=self._question.values[places],
            wanted=np.isin(places, wanted),
            mean_cosine=mean_cosine,
            told=self._told.values[places],
        )

    def _append(self, rows: Sequence[IndexRow]) -> None:
        first = self.n_turns
        seq, session, recalled, question, speaker, terms, packed, told = zip(*rows, strict=True)
        self._seq.append(np.array(seq, np.int64))
        self._session.append(np.array(session, np.int64))
        self._recalled.append(np.array(recalled, np.bool_))
        self._question.append(np.array(question, np.bool_))
        self._told.append(np.array(told, np.float64))
        numbers = [self._speakers.setdefault(name, len(self._speakers)) for name in speaker]
        self._speaker.append(np.array(numbers, np.int64))
        self._append_links(rows, first)
        self._append_vectors(packed)
        self._postings.extend(terms)

    def _append_links(self, rows: Sequence[IndexRow], first: int) -> None:
        previous = np.full(len(rows), _NONE, np.int64)
        self._following.append(np.full(len(rows), _NONE, np.int64))
        following = self._following.values
        for place, row in enumerate(rows, start=first):
            if row.recalled:
                # An echo repeats a query's words; its neighbours must not gain from it.
                continue
            before = self._last_of_session.get(row.session, _NONE)
            if before != _NONE:
                previous[place - first] = before
                following[before] = place
            self._last_of_session[row.session] = place
        self._previous.append(previous)

    def _append_vectors(self, packed: Sequence[bytes | None]) -> None:
        known = np.array([vector is not None for vector in packed])
        scales = np.full(len(packed), np.nan, np.float32)
        if known.any():
            scales[known], components = vectors.unpack([v for v in packed if v is not None])
            if self._components is None or self._vector_sum is None:
                dim = components.shape[1]
                self._components = Column(np.int8, dim)
                self._components.append(np.zeros((len(self._scale.values), dim), np.int8))
                self._vector_sum = np.zeros(dim, np.float64)
            rows = np.zeros((len(packed), components.shape[1]), np.int8)
            rows[known] = components
            self._components.append(rows)
            self._n_vectors += int(known.sum())
            self._vector_sum += scales[known] @ components.astype(np.float32)
        elif self._components is not None and self._vector_sum is not None:
            self._components.append(np.zeros((len(packed), len(self._vector_sum)), np.int8))
        self._scale.append(scales)

    def _cosine(self, vector: NDArray[np.float32] | None) -> tuple[NDArray[np.float32], float]:
        """Return the cosine to each turn, NaN for none, and the mean of them."""
        if vector is None or self._components is None or self._vector_sum is None:
            return np.full(self.n_turns, np.nan, np.float32), 0.0
        cosine = vectors.cosines(vector, self._scale.values, self._components.values)
        return cosine, float(self._vector_sum @ vector / max(self._n_vectors, 1))

    def _named(self, words: Collection[str]) -> list[int]:
        """Return the number of the one speaker that the query names; none if it names several."""
        numbers = [
            number
            for speaker, number in self._speakers.items()
            if (name := words_of(speaker)) and name[0] in words
        ]
        return numbers if len(numbers) == 1 else []

    def _with_neighbours(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        beside = np.concatenate(
            [places, self._previous.values[places], self._following.values[places]]
        )
        return np.unique(beside[beside != _NONE])


def _analysed(feed: IndexFeed, rows: list[IndexRow]) -> list[IndexRow]:
    """Return the rows with the terms of those turns that the worker has not come to yet."""
    bare = [row.seq for row in rows if not row.terms]
    if not bare:
        return rows
    turns = feed.turns(bare)
    # A turn that is gone since the rows were read raises the generation: all is read anew.
    return [
        row._replace(terms=turn_terms(turns[row.seq])) if row.seq in turns else row for row in rows
    ]


def _best(scores: NDArray[np.float32], places: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return the n of the places with the highest scores, in no order."""
    if len(places) <= n:
        return places
    return places[np.argpartition(-scores[places], n - 1)[:n]] if n else places[:0]


def _positions(targets: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each target stands in the sorted places, -1 where it does not."""
    if not len(places):
        return np.empty(0, np.int64)
    position = np.minimum(np.searchsorted(places, targets), len(places) - 1)
    return np.where(places[position] == targets, position, _NONE)
