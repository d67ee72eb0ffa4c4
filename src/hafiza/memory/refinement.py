"""Hot segments read by a language model: what it adds is kept beside what rules found."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hafiza.core.clock import Clock
from hafiza.core.errors import ExtractionFailed
from hafiza.core.protocols import ChatModel
from hafiza.core.records import Scope
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.extraction.with_model import Sourced, expected_tokens, refine
from hafiza.memory.records import Segment
from hafiza.memory.stores.protocol import MemoryStore

_log = logging.getLogger(__name__)

_TURNS_A_CALL = 16


@dataclass(frozen=True, slots=True)
class Refinement:
    """A model's reading of one scope, for the worker that holds it."""

    store: MemoryStore
    model: ChatModel
    clock: Clock
    scope: Scope
    worker: str
    daily_tokens: int
    prolong: Callable[[], bool]

    def read(self, segments: list[Segment], is_stopped: Callable[[], bool]) -> tuple[int, int]:
        """Have the model read segments, as far as today's tokens go; return claims and failures.

        Each call's result is one transaction with what it cost. A call that fails leaves the
        claims of the rules as they are, and its turns in the outbox with the reason.
        """
        n_claims = n_failed = 0
        for segment in segments:
            while not is_stopped():
                step = self._step(segment)
                if step is None:
                    break
                n_claims += step[0]
                n_failed += step[1]
        return n_claims, n_failed

    def _step(self, segment: Segment) -> tuple[int, int] | None:
        """Read the next turns of a segment; None when there is nothing to read or to spend."""
        unread = self.store.mid_term.unrefined(segment.id, _TURNS_A_CALL)
        if not unread or not self.prolong():
            return None
        turns = [turn for _, turn in unread]
        known = self._known({turn.id for turn in turns})
        day = self.clock.now()
        spent = self.store.jobs.token_use(_name(day))
        if spent + expected_tokens(self.model, turns, known) > self.daily_tokens:
            _log.info("The model has read as much as it may today (%d tokens).", spent)
            return None
        try:
            refined = refine(self.model, turns, known)
        except ExtractionFailed as err:
            _log.warning("%s", err)
            reason = str(err).splitlines()[0]
            n_failed = sum(1 for turn in turns if turn.role == "user")
            kept = self._keep([seq for seq, _ in unread], {}, day, err.n_tokens, reason)
            return (0, n_failed) if kept else None
        seqs = {turn.id: seq for seq, turn in unread}
        claims: dict[int, list[Claim]] = {}
        for turn_id, claim in refined.claims:
            claims.setdefault(seqs[turn_id], []).append(claim)
        kept = self._keep([seq for seq, _ in unread], claims, day, refined.n_tokens, None)
        return (len(refined.claims), 0) if kept else None

    def _known(self, turn_ids: set[str]) -> list[Sourced]:
        return [
            (stated.turn_id, stated.claim)
            for stated in self.store.claims.claims(self.scope)
            if stated.turn_id in turn_ids
        ]

    def _keep(
        self,
        read: list[int],
        claims: dict[int, list[Claim]],
        day: datetime,
        n_tokens: int,
        reason: str | None,
    ) -> bool:
        return self.store.jobs.commit_refined(
            self.scope,
            self.worker,
            self.model.card.name,
            read,
            claims,
            day=_name(day),
            n_tokens=n_tokens,
            now=self.clock.now(),
            reason=reason,
        )


def _name(day: datetime) -> str:
    return f"{day:%Y-%m-%d}"
