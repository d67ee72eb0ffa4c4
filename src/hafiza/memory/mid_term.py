"""Placing turns in segments: the state of one scope while the worker holds it.

Every decision is a function of the turns placed before, in the order of writing. Where a batch
ends changes nothing, so a worker that was killed and one that was not come to the same segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hafiza.core.records import Scope, Turn
from hafiza.memory import vectors
from hafiza.memory.extraction.summary import keywords, summarise
from hafiza.memory.stores.protocol import Described, Job, MemoryStore
from hafiza.memory.tiers.segments import (
    Cutting,
    affinity,
    centred_cosines,
    continues,
    cosine_floor,
)

_N_KEYWORDS = 8
_DESCRIBED_TURNS = 20
_KEPT_TURNS = 5000
_NO_WORDS: tuple[str, ...] = ()


@dataclass(slots=True)
class _Segment:
    id: int
    keywords: tuple[str, ...]
    total: NDArray[np.float32] | None
    n_chains: int
    members: list[tuple[int, int]] | None = None  # (turn, chain); None until needed
    is_dirty: bool = False  # to be written
    is_reworded: bool = False  # its keywords are behind its turns


@dataclass(slots=True)
class Placements:
    """What a batch changed, ready to be written."""

    placed: dict[int, tuple[int, int]] = field(default_factory=dict)
    described: list[Described] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)


class MidTerm:
    """The segments of one scope, for the worker that holds it."""

    def __init__(self, store: MemoryStore, scope: Scope, cutting: Cutting) -> None:
        self._store = store
        self._cutting = cutting
        self._floor = cosine_floor(store.active_embedder())
        self._segments = {
            state.id: _Segment(state.id, state.keywords, state.total, state.n_chains)
            for state in store.mid_term.segment_states(scope)
        }
        self._last_placed = store.mid_term.last_placed(scope)
        self._last_in_session: dict[int, int | None] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._turns: dict[int, Turn] = {}
        self._vectors: dict[int, NDArray[np.float32] | None] = {}
        self._merged: list[int] = []
        self._changed: dict[int, tuple[int, int]] = {}

    def place(self, job: Job) -> None:
        """Put a turn into the run it continues, or begin a new one."""
        seq, session = job.seq, job.session
        self._turns[seq] = job.turn
        self._vectors[seq] = _unpacked(job.vector)
        last = self._last_of(session)
        if last is not None and self._goes_on(last, job):
            segment_id, chain = self._place_of(last)
        else:
            self._close(last if last is not None else self._last_placed)
            segment_id = chain = seq
            self._segments[seq] = _Segment(seq, _NO_WORDS, None, 1, members=[])
        self._put(seq, segment_id, chain)
        self._last_in_session[session] = self._last_placed = seq

    def changes(self) -> Placements:
        """Return what is new since the last call, with the changed segments described."""
        described = [self._described(s) for s in self._segments.values() if s.is_dirty]
        made = Placements(dict(self._changed), described, list(self._merged))
        for segment in self._segments.values():
            segment.is_dirty = False
        self._changed.clear()
        self._merged.clear()
        if len(self._turns) > _KEPT_TURNS:
            self._turns.clear()
            self._vectors.clear()
            self._places.clear()
        return made

    # --- deciding ---

    def _goes_on(self, last: int, job: Job) -> bool:
        segment_id, chain = self._place_of(last)
        if segment_id not in self._segments:
            return False  # it has left the mid-term
        run = [turn for turn, of in self._members(segment_id) if of == chain]
        found = [self._vector_of(turn) for turn in run[-self._cutting.window :]]
        recent = [vector for vector in found if vector is not None]
        return continues(
            np.stack(recent) if recent else None,
            len(run),
            self._turn(last).time,
            self._vectors[job.seq],
            job.turn.time,
            self._floor,
            self._cutting,
        )

    def _close(self, last: int | None) -> None:
        """Join the run that has ended to the segment on the same topic, if there is one."""
        if last is None:
            return
        segment_id, chain = self._place_of(last)
        ended = self._segments.get(segment_id)
        if ended is None or ended.n_chains != 1 or segment_id != chain:
            return
        self._freshen(ended)
        near = self._nearness(ended)
        best, best_score = None, 0.0
        for other in self._segments.values():
            if other.id >= ended.id:
                continue
            self._freshen(other)
            score = affinity(near.get(other.id, 0.0), ended.keywords, other.keywords)
            if score >= self._cutting.theta and score > best_score:
                best, best_score = other, score
        if best is not None:
            self._merge(ended, best)

    def _nearness(self, ended: _Segment) -> dict[int, float]:
        """Return the centred cosine of a segment to each other that has vectors."""
        known = [
            (s.id, s.total)
            for s in self._segments.values()
            if s.total is not None and s.total.any()
        ]
        ids = [id_ for id_, _ in known]
        if ended.id not in ids:
            return {}
        near = centred_cosines(np.stack([total for _, total in known]), ids.index(ended.id))
        return dict(zip(ids, near.tolist(), strict=True))

    def _merge(self, ended: _Segment, into: _Segment) -> None:
        moved = self._members(ended.id)
        into.members = sorted([*self._members(into.id), *moved])
        into.n_chains += 1
        if ended.total is not None:
            into.total = ended.total if into.total is None else into.total + ended.total
        into.is_dirty = into.is_reworded = True
        for turn, chain in moved:
            self._places[turn] = self._changed[turn] = (into.id, chain)
        del self._segments[ended.id]
        self._merged.append(ended.id)

    def _put(self, seq: int, segment_id: int, chain: int) -> None:
        segment = self._segments[segment_id]
        self._members(segment_id).append((seq, chain))
        vector = self._vectors[seq]
        if vector is not None:
            segment.total = vector if segment.total is None else segment.total + vector
        segment.is_dirty = segment.is_reworded = True
        self._places[seq] = self._changed[seq] = (segment_id, chain)

    # --- describing ---

    def _freshen(self, segment: _Segment) -> None:
        """Bring the keywords to what the turns say now; the last turns stand for long ones."""
        if segment.is_reworded:
            segment.keywords = tuple(keywords(self._texts(segment), _N_KEYWORDS))
            segment.is_reworded = False

    def _described(self, segment: _Segment) -> Described:
        self._freshen(segment)
        return Described(
            id=segment.id,
            turns=tuple(turn for turn, _ in self._members(segment.id)),
            summary=summarise(self._texts(segment)),
            keywords=segment.keywords,
            total=segment.total,
            n_chains=segment.n_chains,
        )

    def _texts(self, segment: _Segment) -> list[str]:
        seqs = [turn for turn, _ in self._members(segment.id)[-_DESCRIBED_TURNS:]]
        self._fetch(seqs)
        return [self._turns[seq].text for seq in seqs if seq in self._turns]

    # --- reading ---

    def _members(self, segment_id: int) -> list[tuple[int, int]]:
        segment = self._segments[segment_id]
        if segment.members is None:
            segment.members = self._store.mid_term.members(segment_id)
        return segment.members

    def _last_of(self, session: int) -> int | None:
        if session not in self._last_in_session:
            found = self._store.mid_term.last_placed(Scope(), session)
            self._last_in_session[session] = found
        return self._last_in_session[session]

    def _place_of(self, seq: int) -> tuple[int, int]:
        if seq not in self._places:
            self._places[seq] = self._store.mid_term.place(seq)
        return self._places[seq]

    def _turn(self, seq: int) -> Turn:
        self._fetch([seq])
        return self._turns[seq]

    def _fetch(self, seqs: Sequence[int]) -> None:
        missing = [seq for seq in seqs if seq not in self._turns]
        if missing:
            self._turns.update(self._store.turns(missing))

    def _vector_of(self, seq: int) -> NDArray[np.float32] | None:
        if seq not in self._vectors:
            self._vectors[seq] = _unpacked(self._store.mid_term.vectors([seq]).get(seq))
        return self._vectors[seq]


def describe_stale(store: MemoryStore) -> bool:
    """Describe anew the segments that lost turns; those that lost all of them go.

    Says whether there was any.
    """
    described = []
    stale = store.mid_term.stale_segments()
    for segment_id, members in stale:
        seqs = [turn for turn, _ in members]
        turns = store.turns(seqs)
        texts = [turns[seq].text for seq in seqs[-_DESCRIBED_TURNS:] if seq in turns]
        packed = store.mid_term.vectors(seqs)
        found = [_unpacked(packed[seq]) for seq in seqs if seq in packed]
        known = [vector for vector in found if vector is not None]
        described.append(
            Described(
                id=segment_id,
                turns=tuple(seqs),
                summary=summarise(texts),
                keywords=tuple(keywords(texts, _N_KEYWORDS)),
                total=np.sum(known, axis=0, dtype=np.float32) if known else None,
                n_chains=len({chain for _, chain in members}),
            )
        )
    if stale:
        store.mid_term.describe(described)
    return bool(stale)


def _unpacked(packed: bytes | None) -> NDArray[np.float32] | None:
    if packed is None:
        return None
    scales, components = vectors.unpack([packed])
    found: NDArray[np.float32] = components[0].astype(np.float32) * scales[0]
    return found
