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
# Closed sets, so that what was told in one language can be ended or repeated in the other.
_IN_ENGLISH = {
    "vejetaryen": "vegetarian", "vejeteryan": "vegetarian", "vejetaryenim": "vegetarian",
    "pesketaryen": "pescatarian", "glutensiz": "gluten-free", "helal": "halal", "koser": "kosher",
    "evli": "married", "bekar": "single", "nisanli": "engaged", "bosanmis": "divorced",
    "dul": "widowed", "kedi": "cat", "kopek": "dog", "kus": "bird", "balik": "fish",
    "tavsan": "rabbit", "kaplumbaga": "turtle", "papagan": "parrot", "at": "horse",
    "abla": "sister", "abi": "brother", "agabey": "brother", "anne": "mother", "baba": "father",
    "oglu": "son", "ogul": "son", "kizi": "daughter", "esi": "spouse", "es": "spouse",
    "turkce": "turkish", "ingilizce": "english", "almanca": "german", "fransizca": "french",
    "ispanyolca": "spanish", "italyanca": "italian", "rusca": "russian", "arapca": "arabic",
    "kurtce": "kurdish", "japonca": "japanese", "cince": "chinese", "kahve": "coffee", "cay": "tea",
}  # fmt: skip


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
    book = _Book()
    for one, told_at in in_order_of_telling(
        s for s in stated if s.claim.kind == "fact" and (not known_at or s.recorded_at <= known_at)
    ):
        words = _words(one.claim.value)
        if one.claim.holding == "holds":
            if words:
                book.state(one, told_at, words)
        elif one.claim.holding == "ended":
            book.end(one, told_at, words)
        else:
            book.retire(one, words)
    return [draft.finished() for draft in book.drafts]


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


class _Book:
    """All drafts in the order of telling, and the open ones by slot and words."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self._open: dict[str, dict[tuple[str, ...], _Draft]] = {}

    def state(self, one: Stated, told_at: datetime, words: tuple[str, ...]) -> None:
        claim = one.claim
        since = claim.since or told_at
        if claim.until is not None and claim.until <= told_at:
            # A past that is told as past closes nothing of now.
            self._add(one, min(since, claim.until), words, valid_to=claim.until)
            return
        known = self._same(claim.slot, words)
        if known is not None:
            self._confirm(known, one, words)
            return
        for giving_way in self._giving_way(claim.slot, words):
            giving_way.valid_to = max(since, giving_way.valid_from)
            self._close(giving_way)
        self._add(one, since, words, valid_to=None)

    def end(self, one: Stated, told_at: datetime, words: tuple[str, ...]) -> None:
        claim = one.claim
        ended_at = claim.until or told_at
        matching = self._matching(claim.slot, words)
        for fact in matching:
            fact.valid_to = max(ended_at, fact.valid_from)
            if one.turn_id not in fact.sources:
                fact.sources.append(one.turn_id)
            self._close(fact)
        if words and not matching:
            # What the store never knew as current is known as past from now on.
            self._add(one, min(claim.since or ended_at, ended_at), words, valid_to=ended_at)

    def retire(self, one: Stated, words: tuple[str, ...]) -> None:
        for fact in self._matching(one.claim.slot, words):
            fact.retired_at = one.recorded_at
            self._close(fact)

    def _same(self, slot: str, words: tuple[str, ...]) -> _Draft | None:
        known = self._open.get(slot, {})
        if words in known or not (is_single(slot) or slot in _NAMED):
            return known.get(words)
        return next((fact for fact in known.values() if _meets(fact.words, words)), None)

    def _giving_way(self, slot: str, words: tuple[str, ...]) -> list[_Draft]:
        if is_single(slot):
            return list(self._open.get(slot, {}).values())
        opposite = self._open.get(_OPPOSITES.get(slot, ""), {}).get(words)
        return [] if opposite is None else [opposite]

    def _matching(self, slot: str, words: tuple[str, ...]) -> list[_Draft]:
        return [f for f in self._open.get(slot, {}).values() if _meets(f.words, words)]

    def _confirm(self, fact: _Draft, one: Stated, words: tuple[str, ...]) -> None:
        if len(words) > len(fact.words):
            # "cat", then "cat Pamuk": the same, better known, and now by this turn's statement.
            self._close(fact)
            fact.value, fact.words, fact.statement = one.claim.value, words, one.claim.statement
            fact.sources = [one.turn_id, *(s for s in fact.sources if s != one.turn_id)]
            self._open.setdefault(fact.slot, {})[words] = fact
        elif one.turn_id not in fact.sources:
            fact.sources.append(one.turn_id)
        if one.claim.since is not None:
            fact.valid_from = min(fact.valid_from, one.claim.since)
        fact.confidence = max(fact.confidence, one.claim.confidence)

    def _add(
        self,
        one: Stated,
        since: datetime,
        words: tuple[str, ...],
        *,
        valid_to: datetime | None,
    ) -> None:
        draft = _draft(one, since, words, valid_to=valid_to)
        self.drafts.append(draft)
        if valid_to is None:
            self._open.setdefault(draft.slot, {})[words] = draft

    def _close(self, fact: _Draft) -> None:
        del self._open[fact.slot][fact.words]


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
    return tuple(_IN_ENGLISH.get(word, word) for word in _WORD.findall(fold(value)))


def _meets(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Say whether one value contains the other, word by word; no words meet everything."""
    return set(words) <= set(known) or (bool(known) and set(known) <= set(words))
