"""From what a question asks of the profile to the facts that answer it, and the turns that say so.

Pure functions. A fact answers for its time: what held before is no answer about now, and what
holds now none about before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from hafiza.assistant.recall import Recollection
from hafiza.core.language import detect_language, fold
from hafiza.core.records import Hit, Turn
from hafiza.memory.analysis import words_of
from hafiza.memory.extraction.asked import Asked
from hafiza.memory.extraction.claims import N_PRECEDING
from hafiza.memory.extraction.kinds import mentions
from hafiza.memory.extraction.slots import SLOTS
from hafiza.memory.records import Fact
from hafiza.memory.tiers.facts import Stated, fold_facts

# What "what do you know about me" asks for; tastes and plans come from the turns around.
EVERYTHING = Asked(("name", "occupation", "employer", "location", "relationship", "age", "pet"))
# Slots of which a question may want one kind alone: cats, sisters.
_NARROWED = frozenset({"pet", "family", "health"})
_INSTEAD = {"employer": "occupation", "occupation": "employer"}
# Slots whose values are words, not names, and how soon the same is said in another language.
_TRANSLATED = frozenset({"occupation", "relationship"})
_SAID_ANEW = timedelta(minutes=30)
_INSTANT = timedelta(microseconds=1)
_STEM_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Fitting:
    """The facts that answer, best first, and for each the turn that says it.

    `stale` are turns that tell what fills the same slots at other times: no answer, however near
    their words. Nor are turns that mention none of `kinds`, if there are any.
    """

    facts: tuple[Fact, ...] = ()
    turn_ids: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()

    def passes_over(self, turn: Turn) -> bool:
        """Say whether a turn that tells none of the facts is no answer either."""
        return turn.id in self.stale or not mentions(turn.text, self.kinds)


def facts_told(stated: Sequence[Stated], recent: Sequence[Turn]) -> list[Fact]:
    """Return all facts of the claims and of the last turns, which the worker may not have read.

    `recent` are the last turns of the session, oldest first.
    """
    # Its rules take longer to load than all the rest of a chat that asks nothing.
    from hafiza.memory.extraction.extract import extract

    read = {one.turn_id for one in stated}
    fresh = [
        Stated(claim, turn.id, turn.session_id, turn.time, turn.time)
        for n, turn in enumerate(recent)
        if turn.id not in read
        for claim in extract(turn, recent[max(0, n - N_PRECEDING) : n])
    ]
    return fold_facts([*stated, *fresh])


def fitting(question: str, asked: Asked, facts: Sequence[Fact], now: datetime) -> Fitting:
    """Return which of all facts, closed and retired ones too, answer what a question asks.

    When nothing held, the end of what held last is the answer: "my dog died".
    """
    of_slots = [fact for fact in facts if fact.slot in asked.slots]
    believed = [f for f in of_slots if f.retired_at is None and _is_of(f, asked.kinds)]
    time = _time_of(asked, facts, now)
    chosen = [fact for fact in believed if time.holds(fact)]
    chosen.sort(key=lambda f: (not _is_named(f, question, asked), *time.order(f, asked.slots)))
    if asked.first:
        chosen.sort(key=lambda fact: fact.valid_from)
        chosen = [fact for fact in chosen if fact.sources[0] == chosen[0].sources[0]]
    if asked.tense == "now":
        chosen = [*_said_in_its_language(question, chosen, believed), *chosen]
    turn_ids = [fact.sources[0] for fact in chosen]
    if not chosen and asked.tense in ("now", "at"):
        chosen, turn_ids = _ended(believed, facts, asked, time.start or now)
    of_others = {s for fact in of_slots if fact not in chosen for s in fact.sources}
    answering = {s for fact in chosen for s in fact.sources}
    kinds = asked.kinds if of_slots and _NARROWED.issuperset(asked.slots) else ()
    ids = tuple(dict.fromkeys(turn_ids))
    return Fitting(tuple(chosen), ids, frozenset(of_others - answering), kinds)


def _said_in_its_language(
    question: str, chosen: Sequence[Fact], believed: Sequence[Fact]
) -> list[Fact]:
    """Return what a fact told in another language replaced, if that was the same thing said anew.

    Who says their job in Turkish, and a moment later in English, has not changed it.
    """
    language = detect_language(question)
    return [
        one
        for one in believed
        for fact in chosen
        if one.slot == fact.slot
        and one.slot in _TRANSLATED
        and timedelta() < fact.valid_from - one.valid_from < _SAID_ANEW
        and detect_language(one.statement) == language != detect_language(fact.statement)
    ]


def _ended(
    believed: Sequence[Fact], facts: Sequence[Fact], asked: Asked, at: datetime
) -> tuple[list[Fact], list[str]]:
    """Return what ended last before a time, and the turn that says so, or what came instead."""
    ended = [fact for fact in believed if fact.valid_to is not None and fact.valid_to <= at]
    if not ended:
        return [], []
    last = max(ended, key=lambda fact: (_until(fact, at), fact.valid_from))
    for fact in facts:
        # Who left an employer to freelance has told it as an occupation.
        takes_its_place = fact.is_current and fact.slot == _INSTEAD.get(last.slot)
        if asked.tense == "now" and takes_its_place and fact.valid_from >= _until(last, at):
            return [fact], [fact.sources[0]]
    return [last], [last.sources[-1]]


def prefer(recollection: Recollection, fits: Fitting, turns: Sequence[Turn]) -> Recollection:
    """Return a recollection with the turns of fitting facts first and stale turns last.

    `turns` are those of `fits.turn_ids`, in their order.
    """
    known = {hit.turn.id: hit for hit in recollection.hits}
    first = [replace(known.get(t.id, Hit(t, 1.0)), score=1.0) for t in turns]
    leading = {turn.id for turn in turns}
    rest = [hit for hit in recollection.hits if hit.turn.id not in leading]
    passed_over = [hit for hit in rest if fits.passes_over(hit.turn)]
    fresh = [hit for hit in rest if hit not in passed_over]
    n_relevant = len(first) + sum(hit in recollection.relevant for hit in fresh)
    ordered = [*first, *_falling(fresh), *_falling(passed_over, at_most=0.1)]
    return Recollection(tuple(ordered), n_relevant, n_told=len(first))


def current_first(facts: Iterable[Fact]) -> list[Fact]:
    """Return the current facts in the order of the slots, as a prompt lists them."""
    order = {name: place for place, name in enumerate(SLOTS)}
    current = (fact for fact in facts if fact.is_current)
    return sorted(current, key=lambda fact: (order.get(fact.slot, len(order)), fact.slot))


@dataclass(frozen=True, slots=True)
class _Time:
    """The time that is asked about: a span, with or without bounds, and what may hold in it."""

    now: datetime
    start: datetime | None = None
    end: datetime | None = None
    only: Literal["open", "closed", "any"] = "any"
    apart: Fact | None = None

    def holds(self, fact: Fact) -> bool:
        if fact is self.apart or (self.only == "open" and not fact.is_current):
            return False
        if self.only == "closed" and fact.valid_to is None:
            return False
        # A fact that was told this instant holds already; one that begins at the end does not.
        until = max(_until(fact, self.now), fact.valid_from + _INSTANT)
        begins = self.end is None or fact.valid_from < self.end
        return begins and (self.start is None or until > self.start)

    def order(self, fact: Fact, slots: Sequence[str]) -> tuple[float, ...]:
        """Return the key that puts the best first: what fills a span most, or the latest."""
        begun = fact.valid_from.timestamp()
        until = _until(fact, self.now).timestamp()
        if self.only == "open":
            return slots.index(fact.slot), -begun
        if self.start is not None and self.end is not None:
            inside = min(until, self.end.timestamp()) - max(begun, self.start.timestamp())
            return -inside, -until, begun
        # Of two that ended together, the longer one was known as it held.
        return 0.0, -until, begun


def _time_of(asked: Asked, facts: Sequence[Fact], now: datetime) -> _Time:
    event = _event(asked.event, facts)
    if event is not None and asked.tense == "past":
        return _Time(now, end=event.valid_from, apart=event)
    if event is not None:
        return _Time(now, event.valid_from, _until(event, now), apart=event)
    if asked.at is not None:
        if asked.at.relation == "before":
            return _Time(now, end=asked.at.start)
        is_open = asked.at.relation in ("after", "since")
        return _Time(now, asked.at.start, None if is_open else asked.at.end)
    if asked.tense == "past":
        return _Time(now, only="closed")
    return _Time(now, only="open" if asked.tense == "now" else "any")


def _event(words: Sequence[str], facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that an event is about: "before I moved to Izmir" is about living there."""
    believed = [fact for fact in reversed(facts) if fact.retired_at is None]
    return next((fact for fact in believed if _names(words, fact.value)), None)


def _until(fact: Fact, now: datetime) -> datetime:
    return now if fact.valid_to is None else fact.valid_to


def _is_named(fact: Fact, question: str, asked: Asked) -> bool:
    """Say whether a question about another time names what fills the slot."""
    if asked.tense == "now":
        return False
    words = [fold(word) for word in words_of(question)]
    is_kind = any(fold(fact.value).startswith(kind) for kind in asked.kinds)
    # "When I was a student" bounds no fact, but may stand beside one: "I lived there as a student".
    return is_kind or _names(words, fact.value) or _names(asked.event, fact.statement)


def _names(words: Sequence[str], text: str) -> bool:
    said = [fold(word) for word in words_of(text)]
    return any(_is_alike(one, word) for one in said for word in words)


def _is_alike(value: str, word: str) -> bool:
    """Say whether two folded words are one; Turkish hangs its endings on: "izmire"."""
    return value == word or (len(value) >= _STEM_LETTERS and word.startswith(value))


def _is_of(fact: Fact, kinds: tuple[str, ...]) -> bool:
    return fact.slot not in _NARROWED or mentions(f"{fact.value} {fact.statement}", kinds)


def _falling(hits: Sequence[Hit], at_most: float = 0.99) -> list[Hit]:
    return [replace(hit, score=min(hit.score, at_most)) for hit in hits]
