"""The worker: from the outbox to claims and segments, a batch at a time.

One worker holds a scope by a lease that every batch prolongs. A batch is computed first and then
written in one transaction that also empties its part of the outbox, so a worker that dies
anywhere leaves either all of a batch or nothing, and the next one goes on from there.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hafiza.core.clock import Clock
from hafiza.core.errors import StoreError
from hafiza.core.protocols import ChatModel, Embedder
from hafiza.core.records import Scope, Turn
from hafiza.memory.extraction.claims import N_PRECEDING, Claim
from hafiza.memory.extraction.disclosure import Disclosure, Told
from hafiza.memory.mid_term import MidTerm, describe_stale
from hafiza.memory.preparation import turn_terms
from hafiza.memory.records import Consolidated, Segment
from hafiza.memory.stores.claims import RULES
from hafiza.memory.stores.protocol import Batch, Job, MemoryStore
from hafiza.memory.tiers.eviction import leaving, policy_named
from hafiza.memory.tiers.heat import HeatWeights, heat
from hafiza.memory.tiers.segments import Cutting

_log = logging.getLogger(__name__)

_BATCH = 64
# Longer than one call of a model may take (with_model.DEADLINE_S).
_LEASE = timedelta(seconds=180)
_MAX_ATTEMPTS = 3
_REASON_CHARACTERS = 500

Progress = Callable[[int], None]


def extract(turn: Turn, preceding: Sequence[Turn]) -> list[Claim]:
    """Return what a turn says; the rules compile for a quarter of a second at the first call."""
    from hafiza.memory.extraction.extract import extract as by_rules

    return by_rules(turn, preceding)


@dataclass(frozen=True, slots=True)
class TierOptions:
    """How the tiers are kept.

    `short_term_pages` are in the short-term buffer. `capacity` bounds the live segments of a
    scope; `eviction` names the policy by which they leave. A profile shows `values_per_slot` of a
    slot at most, and knowledge `knowledge_capacity` of a side: the most valuable, whatever their
    age. A segment of at least `hot` heat is read by the model, if there is one, within
    `daily_tokens` a day (UTC). `keep_days` erases turns older than that; None keeps all.
    """

    short_term_pages: int = 10
    capacity: int = 2000
    values_per_slot: int = 50
    knowledge_capacity: int = 100
    eviction: str = "heat"
    hot: float = 5.0
    daily_tokens: int = 200_000
    keep_days: int | None = None
    heat: HeatWeights = field(default_factory=HeatWeights)
    cutting: Cutting = field(default_factory=Cutting)


class Consolidation:
    """Works off the outbox of a store. Several may run, in threads, processes or machines."""

    def __init__(
        self,
        store: MemoryStore,
        clock: Clock,
        options: TierOptions,
        *,
        model: ChatModel | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._store = store
        self._disclosure = Disclosure.of(embedder)
        self._clock = clock
        self._options = options
        self._policy = policy_named(options.eviction)
        self._model = model
        self._has_failed = False
        self._worker = f"{os.getpid():x}-{secrets.token_hex(6)}"

    def run(
        self,
        scope: Scope | None = None,
        *,
        max_turns: int | None = None,
        progress: Progress | None = None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Consolidated:
        """Work off what waits, of one scope or of all; return what was done.

        Scopes that another worker holds are left to it.
        """
        done = Consolidated()
        describe_stale(self._store)
        left_alone: set[Scope] = set()
        while not is_stopped() and (max_turns is None or done.n_turns < max_turns):
            waiting = self._store.jobs.waiting_scopes(self._clock.now())
            waiting = [s for s in waiting if s not in left_alone and (scope is None or s == scope)]
            if not waiting:
                break
            limit = None if max_turns is None else max_turns - done.n_turns
            done = _sum(done, self._run_scope(waiting[0], limit, progress, is_stopped))
            left_alone.add(waiting[0])
        if self._model is not None:
            for one in [scope] if scope is not None else self._scopes():
                done = _sum(done, self._refine(one, self._model, is_stopped))
        return done

    def segments(self, scope: Scope, ids: Sequence[int] | None = None) -> list[Segment]:
        """Return live segments of a scope, or some, with their heat as of now, hottest first."""
        now = self._clock.now()
        warmed = [
            replace(
                segment,
                heat=heat(
                    segment.n_visits,
                    segment.n_pages,
                    segment.last_visit or segment.last_time,
                    now,
                    self._options.heat,
                ),
            )
            for segment in self._store.mid_term.segments(scope, ids)
        ]
        return sorted(warmed, key=lambda s: (-s.heat, s.id))

    # --- one scope ---

    def _run_scope(
        self,
        scope: Scope,
        limit: int | None,
        progress: Progress | None,
        is_stopped: Callable[[], bool],
    ) -> Consolidated:
        done = Consolidated()
        now = self._clock.now()
        if not self._store.jobs.take_lease(scope, self._worker, now, now + _LEASE):
            return done
        try:
            mid_term = MidTerm(self._store, scope, self._options.cutting)
            while not is_stopped() and (limit is None or done.n_turns < limit):
                size = _BATCH if limit is None else min(_BATCH, limit - done.n_turns)
                jobs = self._store.jobs.waiting(scope, size)
                if not jobs:
                    break
                try:
                    step = self._step(scope, mid_term, jobs)
                except StoreError:
                    raise
                # Whatever a text does to extraction: its turn is safe and stays visible in the
                # outbox, and the others go on.
                except Exception as err:  # noqa: BLE001 - logged by _one_by_one
                    step = self._one_by_one(scope, jobs, err)
                    mid_term = MidTerm(self._store, scope, self._options.cutting)
                if step is None:
                    return done
                done = _sum(done, step)
                if describe_stale(self._store):
                    # Turns were erased meanwhile: what is known of their segments is not so.
                    mid_term = MidTerm(self._store, scope, self._options.cutting)
                if progress is not None:
                    progress(step.n_turns)
            self._keep_capacity(scope)
        finally:
            self._store.jobs.drop_lease(scope, self._worker)
        return done

    def _step(self, scope: Scope, mid_term: MidTerm, jobs: Sequence[Job]) -> Consolidated | None:
        """Work off one batch; None if the lease is lost."""
        batch = self._derive(mid_term, jobs)
        now = self._clock.now()
        batch = replace(batch, lease_until=now + _LEASE)
        if not self._store.jobs.commit(scope, self._worker, batch, now):
            return None
        return Consolidated(
            n_turns=len(jobs),
            n_claims=sum(len(claims) for _, _, claims in batch.claims),
            n_segments=len(batch.described),
        )

    def _one_by_one(self, scope: Scope, jobs: Sequence[Job], err: Exception) -> Consolidated | None:
        """Find the turn that fails: it is put off, the others are done."""
        if len(jobs) == 1:
            # The first failure with its traceback; a thousand of them say no more.
            _log.warning(
                "Consolidation failed on turn %d: %s",
                jobs[0].seq,
                err,
                exc_info=None if self._has_failed else err,
            )
            self._has_failed = True
            reason = f"{type(err).__name__}: {err}"[:_REASON_CHARACTERS]
            n_failed = self._store.jobs.put_off([jobs[0].seq], reason, _MAX_ATTEMPTS)
            return Consolidated(n_failed=n_failed)
        done = Consolidated()
        for job in jobs:
            step: Consolidated | None
            try:
                alone = MidTerm(self._store, scope, self._options.cutting)
                step = self._step(scope, alone, [job])
            except StoreError:
                raise
            except Exception as its_err:  # noqa: BLE001 - logged above
                step = self._one_by_one(scope, [job], its_err)
            if step is None:
                return None
            done = _sum(done, step)
        return done

    def _derive(self, mid_term: MidTerm, jobs: Sequence[Job]) -> Batch:
        preceding = self._store.jobs.preceding([job.seq for job in jobs], N_PRECEDING)
        said: list[tuple[Turn, list[Claim]]] = []
        for job in jobs:
            # An echo of memory says nothing new: no claims, no place in a segment.
            said.append(
                (job.turn, [] if job.turn.recalled else extract(job.turn, preceding[job.seq]))
            )
            if not job.turn.recalled:
                mid_term.place(job)
        claims = [
            (RULES, job.seq, tuple(kept))
            for job, kept in zip(jobs, self._undoubted(said), strict=True)
        ]
        changes = mid_term.changes()
        return Batch(
            done=tuple(job.seq for job in jobs),
            claims=tuple(claims),
            placed=changes.placed,
            described=tuple(changes.described),
            merged=tuple(changes.merged),
            terms={job.seq: turn_terms(job.turn) for job in jobs if not job.has_terms},
        )

    def _undoubted(self, said: Sequence[tuple[Turn, list[Claim]]]) -> list[list[Claim]]:
        """Return the claims of each turn without the facts that vectors speak against."""
        if self._disclosure is None:
            return [claims for _, claims in said]
        facts = [
            (turn.text, claim)
            for turn, claims in said
            for claim in claims
            if claim.kind == "fact" and claim.holding == "holds"
        ]
        doubts = self._disclosure.doubts(
            [Told(text, one.statement, one.slot, one.value) for text, one in facts]
        )
        doubted = {id(one) for (_, one), doubt in zip(facts, doubts, strict=True) if doubt}
        return [[one for one in claims if id(one) not in doubted] for _, claims in said]

    def _refine(
        self, scope: Scope, model: ChatModel, is_stopped: Callable[[], bool]
    ) -> Consolidated:
        """Have the model read the hot segments, as MemoryOS promotes them to the long term."""
        from hafiza.memory.refinement import Refinement

        hot = [s for s in self.segments(scope) if s.heat >= self._options.hot]

        def prolong() -> bool:
            now = self._clock.now()
            return self._store.jobs.take_lease(scope, self._worker, now, now + _LEASE)

        if not hot or not prolong():
            return Consolidated()
        try:
            daily = self._options.daily_tokens
            reading = Refinement(
                self._store, model, self._clock, scope, self._worker, daily, prolong
            )
            n_claims, n_failed = reading.read(hot, is_stopped)
        finally:
            self._store.jobs.drop_lease(scope, self._worker)
        return Consolidated(n_claims=n_claims, n_failed=n_failed)

    def _scopes(self) -> list[Scope]:
        return [
            Scope(user, assistant)
            for user in self._store.users()
            for assistant in self._store.assistants(user)
        ]

    def _keep_capacity(self, scope: Scope) -> None:
        segments = self.segments(scope)
        gone = leaving(segments, self._options.capacity, self._policy)
        if gone:
            self._store.mid_term.evict(gone, self._clock.now())


def _sum(one: Consolidated, other: Consolidated) -> Consolidated:
    return Consolidated(
        one.n_turns + other.n_turns,
        one.n_claims + other.n_claims,
        one.n_segments + other.n_segments,
        one.n_failed + other.n_failed,
    )
