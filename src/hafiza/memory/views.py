"""What the tiers hold, as views on the store: facts, profile, knowledge, episodes, segments."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from hafiza.core.clock import Clock, as_utc
from hafiza.core.errors import StoreError
from hafiza.core.language import fold
from hafiza.core.protocols import ChatModel, Embedder
from hafiza.core.records import Hit, Scope, Turn
from hafiza.memory.consolidation import Consolidation, TierOptions
from hafiza.memory.extraction.slots import SLOTS, is_single
from hafiza.memory.records import Consolidated, Episode, Fact, Knowledge, Page, Profile, Segment
from hafiza.memory.stores.protocol import MemoryStore
from hafiza.memory.tiers.facts import Stated, facts_at, fold_facts

if TYPE_CHECKING:
    from hafiza.memory.extraction.when import TimeSpan

_log = logging.getLogger(__name__)

About = Literal["user", "assistant"]
Progress = Callable[[int], None]

_SEARCHED = 60
_NEAREST = 10
_EPISODES = 10
_SHORT_TERM_TURNS = 60


class TierViews:
    """The part of `Memory` that reads what the worker has derived, and that runs the worker."""

    _store: MemoryStore
    _clock: Clock
    _scope: Scope
    _tiers: TierOptions
    _model: ChatModel | None
    _embedder: Embedder | None

    def search(self, query: str, *, k: int = 10, scope: Scope | None = None) -> list[Hit]:
        """Return the k best turns for a query, best first."""
        raise NotImplementedError

    # --- the worker ---

    def consolidate(
        self,
        *,
        scope: Scope | None = None,
        max_turns: int | None = None,
        progress: Progress | None = None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Consolidated:
        """Work off the outbox: claims and segments of turns that wait; return what was done.

        Of all scopes unless one is given; scopes that another worker holds are left to it. May be
        stopped or killed at any point and run again. With a model, hot segments are read by it
        too, within the daily number of tokens.

        Raises:
            StoreError: the store cannot be written; batches before are kept.
        """
        return self._consolidation().run(
            scope and Scope(scope.user, scope.assistant),
            max_turns=max_turns,
            progress=progress,
            is_stopped=is_stopped,
        )

    def rebuild(
        self, *, scope: Scope | None = None, progress: Progress | None = None
    ) -> Consolidated:
        """Derive everything anew from the turns, of one scope or of all.

        May be stopped and run again, or left to the worker to end. Claims stay until they are
        replaced; what a person told explicitly stays for good.
        """
        self._store.jobs.requeue(scope)
        return self.consolidate(scope=scope, progress=progress)

    def _consolidation(self) -> Consolidation:
        return Consolidation(
            self._store, self._clock, self._tiers, model=self._model, embedder=self._embedder
        )

    # --- long term ---

    def claims(self, *, scope: Scope | None = None) -> list[Stated]:
        """Return what the turns of a scope say, in the order of writing."""
        return self._store.claims.claims(scope or self._scope)

    def facts(
        self,
        *,
        scope: Scope | None = None,
        slot: str | None = None,
        at: datetime | None = None,
        known_at: datetime | None = None,
        history: bool = False,
    ) -> list[Fact]:
        """Return the current facts about the user, in the order in which they were first told.

        `at` asks what held at a time, `known_at` what the store knew then. With `history`, closed
        and retired facts come too. Cost grows with the number of claims, about 1 ms for a hundred.
        """
        known_at = None if known_at is None else as_utc(known_at)
        stated = self._store.claims.claims(scope or self._scope, ("fact",))
        found = fold_facts(stated, known_at=known_at)
        if at is not None:
            found = facts_at(found, as_utc(at))
        elif not history:
            found = [fact for fact in found if fact.is_current]
        return [fact for fact in found if slot is None or fact.slot == slot]

    def profile(self, *, scope: Scope | None = None, at: datetime | None = None) -> Profile:
        """Return the facts about the user by slot, now or at a time.

        Of a slot with many values the most valuable come: told most often, then surest, then
        youngest.
        """
        scope = scope or self._scope
        order = {name: place for place, name in enumerate(SLOTS)}
        found = sorted(
            self.facts(scope=scope, at=at),
            key=lambda fact: (
                order.get(fact.slot, len(order)),
                fact.slot,
                -len(fact.sources),
                -fact.confidence,
                -fact.valid_from.timestamp(),
            ),
        )
        most = self._tiers.values_per_slot
        by_slot = {
            slot: tuple(facts)[:most] for slot, facts in groupby(found, key=lambda f: f.slot)
        }
        return Profile(scope.user, MappingProxyType(by_slot))

    def knowledge(
        self, about: About, *, scope: Scope | None = None, limit: int | None = None
    ) -> list[Knowledge]:
        """Return what is known beside the profile, the most valuable first.

        Value is importance, raised by repetition; of two alike the younger stays. The same
        statement told twice is one, with both sources. `limit` is the knowledge capacity of the
        tiers unless it is given.
        """
        limit = self._tiers.knowledge_capacity if limit is None else limit
        stated = self._store.claims.claims(scope or self._scope, (f"{about}_knowledge",))
        merged: dict[str, list[Stated]] = {}
        for one in stated:
            merged.setdefault(fold(one.claim.statement).strip(" .!"), []).append(one)
        ranked = sorted(
            merged.values(),
            key=lambda same: (
                -max(s.claim.importance for s in same) - len(_ids(same)),
                -max(s.told_at for s in same).timestamp(),
            ),
        )
        return [
            Knowledge(
                about=about,
                text=same[0].claim.statement,
                time=max(s.told_at for s in same),
                importance=max(s.claim.importance for s in same),
                sources=_ids(same),
            )
            for same in ranked[:limit]
        ]

    def search_knowledge(
        self, query: str, about: About, *, scope: Scope | None = None, k: int = 20
    ) -> list[Knowledge]:
        """Return the k pieces of knowledge whose source turns answer a query best."""
        known = self.knowledge(about, scope=scope, limit=10_000)
        if not known:
            return []
        hits = self.search(query, k=_SEARCHED, scope=_without_session(scope or self._scope))
        place = {hit.turn.id: n for n, hit in enumerate(hits)}
        last = len(hits)
        return sorted(known, key=lambda one: min(place.get(id_, last) for id_ in one.sources))[:k]

    def episodes(
        self,
        *,
        scope: Scope | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> list[Episode]:
        """Return dated events that touch a span of time, the latest first; past and planned ones.

        Of more than `limit` the most important stay.
        """
        start = None if since is None else as_utc(since)
        end = None if until is None else as_utc(until)
        merged: dict[tuple[str, datetime], Episode] = {}
        for one in self._store.claims.claims(scope or self._scope, ("episode",)):
            begun = one.claim.since or one.told_at
            ended = max(one.claim.until or begun, begun)
            if (start is not None and ended < start) or (end is not None and begun >= end):
                continue
            key = fold(one.claim.statement), begun
            known = merged.get(key)
            merged[key] = Episode(
                text=one.claim.statement,
                start=begun,
                end=ended,
                told_at=one.told_at,
                importance=max(one.claim.importance, known.importance if known else 0),
                sources=(*(known.sources if known else ()), one.turn_id),
            )
        kept = sorted(merged.values(), key=lambda e: (-e.importance, -e.start.timestamp()))[:limit]
        return sorted(kept, key=lambda e: e.start, reverse=True)

    # --- mid term ---

    def segments(self, *, scope: Scope | None = None, limit: int | None = None) -> list[Segment]:
        """Return the segments of the mid-term, hottest first; heat is as of now."""
        return self._consolidation().segments(_without_session(scope or self._scope))[:limit]

    def search_segments(
        self, query: str, *, scope: Scope | None = None, k: int = 5
    ) -> list[Segment]:
        """Return the k segments whose turns answer a query best; counts as a visit of them."""
        scope = _without_session(scope or self._scope)
        return self._segments_of(self.search(query, k=_SEARCHED, scope=scope), scope, k)

    def _segments_of(self, hits: Sequence[Hit], scope: Scope, k: int) -> list[Segment]:
        """Return the first k segments that hits lie in, and count a visit of each."""
        seqs = self._store.find(scope, [hit.turn.id for hit in hits])
        places = self._store.mid_term.segments_of(list(seqs.values()))
        best: dict[int, int] = {}
        for hit in hits:
            seq = seqs.get(hit.turn.id)
            if seq is not None and seq in places and len(best) < k:
                best.setdefault(places[seq], seq)
        if best:
            try:
                self._store.mid_term.visit(list(best.values()), self._clock.now())
            except StoreError as err:
                # A read must not fail because the store is read-only, full or held for long.
                _log.warning("A visit was not counted: %s", err)
        found = self._consolidation().segments(scope, list(best))
        return sorted(found, key=lambda segment: list(best).index(segment.id))

    # --- for a prompt ---

    def _facts_for(self, hits: Sequence[Hit], scope: Scope) -> list[Fact]:
        """Return the current facts, those that hits rest on first; then closed ones of hits."""
        place = {hit.turn.id: n for n, hit in enumerate(hits)}
        last = len(hits)

        def nearest(fact: Fact) -> int:
            return min(place.get(source, last) for source in fact.sources)

        facts = [f for f in self.facts(scope=scope, history=True) if f.retired_at is None]
        current = sorted(
            (f for f in facts if f.is_current), key=lambda f: (nearest(f), not is_single(f.slot))
        )
        closed = [f for f in facts if not f.is_current and nearest(f) < _NEAREST]
        return [*current, *sorted(closed, key=nearest)]

    def _episodes_for(self, query: str, scope: Scope) -> list[Episode]:
        from hafiza.memory.extraction.when import find_times_in_any

        found: dict[Episode, None] = {}
        for span in find_times_in_any(query, self._clock.now()):
            since, until = _bounds(span)
            found |= dict.fromkeys(
                self.episodes(scope=scope, since=since, until=until, limit=_EPISODES)
            )
        return list(found)

    def _knowledge_for(self, hits: Sequence[Hit], scope: Scope) -> list[Knowledge]:
        wanted = {hit.turn.id for hit in hits}
        return [
            known
            for about in ("user", "assistant")
            for known in self.knowledge(about, scope=scope)
            if wanted.intersection(known.sources)
        ]

    # --- short term ---

    def short_term(self, *, scope: Scope | None = None) -> list[Page]:
        """Return the last pages of the session, oldest first; of the scope if it has no session.

        The short-term buffer is a window on the archive: what leaves it has been in the outbox
        of the mid-term since the moment it was written, so nothing can be lost between the two.
        """
        recent = self._store.recent(scope or self._scope, _SHORT_TERM_TURNS)
        return list(pages_of(turn for _, turn in recent))[-self._tiers.short_term_pages :]

    def pages(self, *, scope: Scope | None = None) -> Iterator[Page]:
        """Yield all pages of a scope, oldest first."""
        scope = scope or self._scope
        last = 0

        def turns() -> Iterator[Turn]:
            nonlocal last
            while batch := self._store.scan(scope, after=last):
                last = batch[-1][0]
                yield from (turn for _, turn in batch)

        yield from pages_of(turns())


def pages_of(turns: Iterable[Turn]) -> Iterator[Page]:
    """Yield pages from turns in order: each turn of the user with the reply that follows it."""
    asked: dict[str, Turn] = {}
    for turn in turns:
        if turn.role == "user":
            if turn.session_id in asked:
                yield Page(asked.pop(turn.session_id), None)
            asked[turn.session_id] = turn
        else:
            yield Page(asked.pop(turn.session_id, None), turn)
    yield from (Page(turn, None) for turn in asked.values())


def _bounds(span: TimeSpan) -> tuple[datetime | None, datetime | None]:
    """Return since when and until when a named time is meant."""
    if span.relation == "before":
        return None, span.start
    if span.relation == "after":
        return span.end, None
    return span.start, None if span.relation == "since" else span.end


def _ids(same: Sequence[Stated]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.turn_id for one in same))


def _without_session(scope: Scope) -> Scope:
    return Scope(scope.user, scope.assistant)
