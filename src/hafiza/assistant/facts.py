"""From what a question asks of the profile to the facts that answer it, and the turns that say so.

Pure functions. A fact answers for its time: what held before is no answer about now, and what
holds now none about before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hafiza.assistant.recall import Recollection
from hafiza.core.language import fold
from hafiza.core.records import Hit, Turn
from hafiza.memory.analysis import words_of
from hafiza.memory.extraction.asked import Asked
from hafiza.memory.extraction.slots import SLOTS
from hafiza.memory.records import Fact

# What "what do you know about me" asks for; tastes and plans come from the turns around.
EVERYTHING = Asked(("name", "occupation", "employer", "location", "relationship", "age", "pet"))
_INSTANT = timedelta(microseconds=1)
_STEM_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Fitting:
    """The facts that answer, best first, and for each the turn that says it.

    `stale` are turns that tell what fills the same slots at other times: no answer, however near
    their words.
    """

    facts: tuple[Fact, ...] = ()
    turn_ids: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()


def fitting(asked: Asked, facts: Sequence[Fact], now: datetime) -> Fitting:
    """Return which of all facts, closed and retired ones too, answer what is asked.

    About now, when nothing holds, the end of what held last is the answer: "my dog died".
    """
    of_slots = [f for f in facts if f.slot in asked.slots and _is_of(f, asked.kinds)]
    believed = [f for f in of_slots if f.retired_at is None]
    held = _when(asked, facts, now)
    chosen = sorted((f for f in believed if held(f)), key=_order(asked, now))
    turn_ids = [fact.sources[0] for fact in chosen]
    if not chosen and asked.tense == "now" and believed:
        chosen = [max(believed, key=lambda f: _until(f, now))]
        turn_ids = [chosen[0].sources[-1]]
    of_others = {s for fact in of_slots if fact not in chosen for s in fact.sources}
    answering = {s for fact in chosen for s in fact.sources}
    return Fitting(tuple(chosen), tuple(dict.fromkeys(turn_ids)), frozenset(of_others - answering))


def prefer(recollection: Recollection, fits: Fitting, turns: Sequence[Turn]) -> Recollection:
    """Return a recollection with the turns of fitting facts first and stale turns last.

    `turns` are those of `fits.turn_ids`, in their order.
    """
    if not turns and not fits.stale:
        return recollection
    known = {hit.turn.id: hit for hit in recollection.hits}
    first = [replace(known.get(t.id, Hit(t, 1.0)), score=1.0) for t in turns]
    leading = {turn.id for turn in turns}
    rest = [hit for hit in recollection.hits if hit.turn.id not in leading]
    relevant = [hit for hit in recollection.relevant if hit in rest]
    fresh = [hit for hit in rest if hit.turn.id not in fits.stale]
    n_relevant = len(first) + sum(hit.turn.id not in fits.stale for hit in relevant)
    stale = [hit for hit in rest if hit.turn.id in fits.stale]
    ordered = [*first, *_falling(fresh), *_falling(stale, at_most=0.1)]
    return Recollection(tuple(ordered), n_relevant, n_told=len(first))


def current_first(facts: Iterable[Fact]) -> list[Fact]:
    """Return the current facts in the order of the slots, as a prompt lists them."""
    order = {name: place for place, name in enumerate(SLOTS)}
    current = (fact for fact in facts if fact.is_current)
    return sorted(current, key=lambda fact: (order.get(fact.slot, len(order)), fact.slot))


def _when(asked: Asked, facts: Sequence[Fact], now: datetime) -> Callable[[Fact], bool]:
    """Return whether a fact held at the time that is asked for."""
    if asked.event:
        event = _event(asked.event, facts)
        if event is not None:
            before = asked.tense == "past"
            start, end = event.valid_from, _until(event, now)
            return lambda f: (
                f is not event
                and (f.valid_from < start if before else _touches(f, start, end, now))
            )
    if asked.tense == "ever" or (asked.event and asked.tense == "at"):
        return lambda fact: True
    if asked.tense == "past":
        return lambda fact: fact.valid_to is not None
    if asked.at is not None:
        span = asked.at
        if span.relation == "before":
            return lambda fact: fact.valid_from < span.start
        if span.relation in ("after", "since"):
            return lambda fact: _touches(fact, span.start, now, now)
        return lambda fact: _touches(fact, span.start, span.end, now)
    return lambda fact: fact.is_current


def _order(asked: Asked, now: datetime) -> Callable[[Fact], tuple[float, ...]]:
    """Return the key that puts the best answer first: the latest, or what fills a span most."""

    def key(fact: Fact) -> tuple[float, ...]:
        begun = fact.valid_from.timestamp()
        if asked.tense == "now":
            return asked.slots.index(fact.slot), -begun
        overlap = 0.0
        if asked.at is not None and asked.at.relation == "in":
            end = min(_until(fact, now), asked.at.end)
            overlap = (end - max(fact.valid_from, asked.at.start)).total_seconds()
        # Of two that ended together, the longer one was known as it held.
        return -overlap, -_until(fact, now).timestamp(), begun

    return key


def _event(words: Sequence[str], facts: Sequence[Fact]) -> Fact | None:
    """Return the fact that an event is about: "before I moved to Izmir" is about living there."""
    believed = [fact for fact in facts if fact.retired_at is None]
    for fact in reversed(believed):
        values = [fold(word) for word in words_of(fact.value)]
        if any(_is_alike(value, word) for value in values for word in words):
            return fact
    return None


def _is_alike(value: str, word: str) -> bool:
    """Say whether two folded words are one; Turkish hangs its endings on: "izmire"."""
    return value == word or (len(value) >= _STEM_LETTERS and word.startswith(value))


def _is_of(fact: Fact, kinds: Sequence[str]) -> bool:
    if not kinds or fact.slot not in ("pet", "family"):
        return True
    said = f" {fold(fact.value)} {fold(fact.statement)}"
    return any(f" {kind}" in said for kind in kinds)


def _until(fact: Fact, now: datetime) -> datetime:
    return now if fact.valid_to is None else fact.valid_to


def _touches(fact: Fact, start: datetime, end: datetime, now: datetime) -> bool:
    # A fact that begins as the span ends is none of it, and one told this instant holds already.
    return fact.valid_from < end and max(_until(fact, now), fact.valid_from + _INSTANT) > start


def _falling(hits: Sequence[Hit], at_most: float = 0.99) -> list[Hit]:
    return [replace(hit, score=min(hit.score, at_most)) for hit in hits]
