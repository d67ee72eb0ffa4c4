"""Facts, folded from claims: what held when, and since when it is known.

A pure function of the claims in the order of telling. Nothing is stored twice, so forgetting a
turn takes what rested on it alone, and reopens what it had closed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hafiza.core.language import fold
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.extraction.slots import is_single
from hafiza.memory.records import Fact

# In these, "cat" and "cat Pamuk" are one; in others "tea" and "green tea" are two.
_NAMED = frozenset({"family", "pet"})
_OPPOSITES = {"likes": "dislikes", "dislikes": "likes"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim, where it stands, when it was told and when the store learnt it."""

    claim: Claim
    turn_id: str
    session_id: str
    told_at: datetime
    recorded_at: datetime
    origin: str = "rules"


@dataclass(slots=True)
class _Draft:
    slot: str
    value: str
    statement: str
    valid_from: datetime
    recorded_at: datetime
    confidence: float
    sources: list[str]
    valid_to: datetime | None = None
    retired_at: datetime | None = None
    words: tuple[str, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.valid_to is None and self.retired_at is None

    def finished(self) -> Fact:
        key = "\n".join((self.slot, *self.words, self.sources[0]))
        return Fact(
            id=hashlib.blake2b(key.encode(), digest_size=6).hexdigest(),
            slot=self.slot,
            value=self.value,
            statement=self.statement,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            recorded_at=self.recorded_at,
            retired_at=self.retired_at,
            sources=tuple(self.sources),
            confidence=self.confidence,
        )


def fold_facts(stated: Iterable[Stated], *, known_at: datetime | None = None) -> list[Fact]:
    """Return all facts, closed and retired ones too, in the order in which they were first told.

    `stated` is in the order of writing. With `known_at`, only what the store knew then counts.
    """
    facts: list[_Draft] = []
    for one, told_at in in_order_of_telling(
        s for s in stated if s.claim.kind == "fact" and (not known_at or s.recorded_at <= known_at)
    ):
        words = _words(one.claim.value)
        if one.claim.holding == "holds":
            if words:
                _state(facts, one, told_at, words)
        elif one.claim.holding == "ended":
            _end(facts, one, told_at, words)
        else:
            _retire(facts, one, words)
    return [draft.finished() for draft in facts]


def facts_at(facts: Sequence[Fact], at: datetime) -> list[Fact]:
    """Return the facts that held at a time; of a single-valued slot the latest to begin."""
    held = [
        fact
        for fact in facts
        if fact.retired_at is None
        and fact.valid_from <= at
        and (fact.valid_to is None or at < fact.valid_to)
    ]
    latest = {fact.slot: fact for fact in sorted(held, key=lambda f: f.valid_from)}
    return [fact for fact in held if not is_single(fact.slot) or latest[fact.slot] is fact]


def in_order_of_telling(stated: Iterable[Stated]) -> list[tuple[Stated, datetime]]:
    """Return claims by their time of telling, which within a session never goes backwards.

    A clock that was set back does not turn a correction into what it corrects.
    """
    latest: dict[str, datetime] = {}
    timed = []
    for one in stated:
        told_at = max(one.told_at, latest.get(one.session_id, one.told_at))
        latest[one.session_id] = told_at
        timed.append((one, told_at))
    return sorted(timed, key=lambda pair: pair[1])


def _state(facts: list[_Draft], one: Stated, told_at: datetime, words: tuple[str, ...]) -> None:
    claim = one.claim
    since = claim.since or told_at
    is_past = claim.until is not None and claim.until <= told_at
    if not is_past:
        for fact in facts:
            if fact.is_open and fact.slot == claim.slot and _is_same(claim.slot, fact.words, words):
                _confirm(fact, one, words)
                return
        for fact in facts:
            if fact.is_open and _gives_way(fact, claim.slot, words):
                fact.valid_to = max(since, fact.valid_from)
    if is_past and claim.until is not None:
        facts.append(_draft(one, min(since, claim.until), words, valid_to=claim.until))
    else:
        facts.append(_draft(one, since, words, valid_to=None))


def _confirm(fact: _Draft, one: Stated, words: tuple[str, ...]) -> None:
    if one.turn_id not in fact.sources:
        fact.sources.append(one.turn_id)
    if len(words) > len(fact.words):
        # "cat", then "cat Pamuk": the same, better known.
        fact.value, fact.words = one.claim.value, words
        fact.statement = one.claim.statement
    if one.claim.since is not None:
        fact.valid_from = min(fact.valid_from, one.claim.since)
    fact.confidence = max(fact.confidence, one.claim.confidence)


def _gives_way(fact: _Draft, slot: str, words: tuple[str, ...]) -> bool:
    if fact.slot == slot:
        return is_single(slot)
    return fact.slot == _OPPOSITES.get(slot) and fact.words == words


def _end(facts: list[_Draft], one: Stated, told_at: datetime, words: tuple[str, ...]) -> None:
    claim = one.claim
    ended_at = claim.until or told_at
    matching = [f for f in facts if f.is_open and f.slot == claim.slot and _meets(f.words, words)]
    for fact in matching:
        fact.valid_to = max(ended_at, fact.valid_from)
        if one.turn_id not in fact.sources:
            fact.sources.append(one.turn_id)
    if words and not matching:
        # What the store never knew as current is known as past from now on.
        facts.append(_draft(one, min(claim.since or ended_at, ended_at), words, valid_to=ended_at))


def _retire(facts: list[_Draft], one: Stated, words: tuple[str, ...]) -> None:
    for fact in facts:
        if fact.is_open and fact.slot == one.claim.slot and _meets(fact.words, words):
            fact.retired_at = one.recorded_at


def _draft(
    one: Stated, since: datetime, words: tuple[str, ...], *, valid_to: datetime | None
) -> _Draft:
    claim = one.claim
    return _Draft(
        slot=claim.slot,
        value=claim.value,
        statement=claim.statement,
        valid_from=since,
        recorded_at=one.recorded_at,
        confidence=claim.confidence,
        sources=[one.turn_id],
        valid_to=valid_to,
        words=words,
    )


def _words(value: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(value)))


def _is_same(slot: str, known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    if known == words:
        return True
    return (is_single(slot) or slot in _NAMED) and _meets(known, words)


def _meets(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Say whether one value contains the other, word by word; no words meet everything."""
    return set(words) <= set(known) or (bool(known) and set(known) <= set(words))
