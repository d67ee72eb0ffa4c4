"""What hafiza's own tools answer: the output schemas that clients see. Times are ISO 8601, UTC."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from hafiza.core.records import Hit, Turn
from hafiza.memory.records import Fact


class Answer(BaseModel):
    """A part of what a tool answers."""

    model_config = ConfigDict(frozen=True)


class TurnAnswer(Answer):
    """One turn."""

    turn_id: str
    text: str
    role: str
    speaker: str
    time: datetime
    session_id: str

    @classmethod
    def of(cls, turn: Turn) -> TurnAnswer:
        """Return a turn as an answer."""
        return cls(
            turn_id=turn.id,
            text=turn.text,
            role=turn.role,
            speaker=turn.speaker,
            time=turn.time,
            session_id=turn.session_id,
        )


class HitAnswer(Answer):
    """A turn that was found. `score` is 0..1 and orders the hits of one search."""

    turn: TurnAnswer
    score: float

    @classmethod
    def of(cls, hit: Hit) -> HitAnswer:
        """Return a hit as an answer."""
        return cls(turn=TurnAnswer.of(hit.turn), score=hit.score)


class SearchAnswer(Answer):
    """The turns that fit best, best first."""

    hits: list[HitAnswer]


class ForgetAnswer(Answer):
    """What a call did, or would do when `dry_run` is true.

    `total` counts the turns it is about; `turns` shows the first of them in a dry run.
    """

    dry_run: bool
    forgotten: int
    total: int
    turns: list[TurnAnswer]
    message: str


class FactAnswer(Answer):
    """A fact with its source turns; it held in the world from `valid_from` to `valid_to`."""

    fact_id: str
    slot: str
    value: str
    statement: str
    current: bool
    valid_from: datetime
    valid_to: datetime | None
    recorded_at: datetime
    retired_at: datetime | None
    sources: list[str]
    confidence: float

    @classmethod
    def of(cls, fact: Fact) -> FactAnswer:
        """Return a fact as an answer."""
        return cls(
            fact_id=fact.id,
            slot=fact.slot,
            value=fact.value,
            statement=fact.statement,
            current=fact.is_current,
            valid_from=fact.valid_from,
            valid_to=fact.valid_to,
            recorded_at=fact.recorded_at,
            retired_at=fact.retired_at,
            sources=list(fact.sources),
            confidence=fact.confidence,
        )


class FactsAnswer(Answer):
    """Facts about the user. `total` counts them before the limit."""

    facts: list[FactAnswer]
    total: int


class ProfileAnswer(Answer):
    """What is known about the user: a line a slot, and the facts behind each."""

    user_id: str
    text: str
    slots: dict[str, list[FactAnswer]]


class SessionAnswer(Answer):
    """One conversation."""

    session_id: str
    turns: list[TurnAnswer]


class StatsAnswer(Answer):
    """What the memory of this user holds. `disk_bytes` is of the whole store."""

    user_id: str
    assistant_id: str
    turns: int
    sessions: int
    segments: int
    facts: int
    claims: int
    with_vector: int
    outbox: dict[str, int]
    tombstones: int
    disk_bytes: int
    embedder: str | None
