"""What the tiers hold, as a reader sees it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hafiza.core import Scope, SetClock, Turn
from hafiza.core.errors import InputError
from hafiza.memory import Memory, TierOptions
from hafiza.memory.extraction.claims import Claim

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def day(n: int) -> datetime:
    return START + timedelta(days=n)


def tell(memory: Memory, n: int, *claims: Claim, scope: Scope | None = None) -> str:
    """Store a turn that says nothing by itself, with claims of its own."""
    turn = Turn(f"t{n}", f"… {n} …", day(n), f"s{n}")
    memory.add_many([turn], scope=scope, told={turn.id: claims})
    return turn.id


def fact(slot: str, value: str, **given) -> Claim:
    return Claim("fact", slot, value, f"{slot} {value}", **given)


@pytest.fixture
def tiers() -> TierOptions:
    return TierOptions(values_per_slot=2, knowledge_capacity=2)


@pytest.fixture
def told(path, tiers):
    clock = SetClock(day(40))
    with Memory.open(path, embedder=None, clock=clock, tiers=tiers) as memory:
        yield memory


def test_facts_of_now_then_and_all(told):
    tell(told, 1, fact("location", "Ankara"))
    tell(told, 9, fact("location", "İzmir"))

    assert [f.value for f in told.facts()] == ["İzmir"]
    assert [f.value for f in told.facts(at=day(5))] == ["Ankara"]
    assert [f.value for f in told.facts(history=True)] == ["Ankara", "İzmir"]
    assert told.facts(slot="name") == []
    assert told.profile(at=day(5)).text == "location: Ankara"


def test_erasing_a_correction_reopens_what_it_closed(told):
    tell(told, 1, fact("location", "Ankara"))
    moved = tell(told, 9, fact("location", "İzmir"))
    told.forget(turn_ids=[moved])

    assert [f.value for f in told.facts(history=True)] == ["Ankara"]


def test_forgetting_a_fact_erases_all_its_sources(told):
    tell(told, 1, fact("pet", "cat"))
    tell(told, 2, fact("pet", "cat Pamuk"), fact("name", "Ayşe"))
    tell(told, 3, fact("age", "33"))
    [pet] = told.facts(slot="pet")

    assert [t.id for t in told.forget_preview(fact_ids=[pet.id])] == ["t1", "t2"]
    assert told.forget(fact_ids=[pet.id]) == 2
    assert [f.value for f in told.facts(history=True)] == ["33"]
    with pytest.raises(InputError, match="no fact"):
        told.forget(fact_ids=[pet.id])


def test_forgetting_by_query_takes_what_the_preview_shows(told):
    told.add("Berlin'deki evimiz satıldı.")
    told.add("I never liked BERLIN.")
    told.add("Paris is nice.")

    previewed = told.forget_preview(query="berlin")
    assert [t.text for t in previewed] == ["Berlin'deki evimiz satıldı.", "I never liked BERLIN."]
    assert told.forget(query="berlin") == 2
    assert told.forget(query="berlin") == 0
    with pytest.raises(InputError, match="no words"):
        told.forget(query="…")


def test_a_full_slot_shows_the_most_valuable_not_the_youngest(told):
    tell(told, 1, fact("likes", "chess"))
    tell(told, 2, fact("likes", "chess"), fact("likes", "rain"))
    tell(told, 3, fact("likes", "tea", confidence=0.5))

    assert [f.value for f in told.profile().facts["likes"]] == ["chess", "rain"]
    assert len(told.facts(slot="likes")) == 3


def test_knowledge_is_capped_by_value_and_repeats_are_one(told):
    for n, (text, importance) in enumerate(
        [("Roof leaks.", 8), ("It rained.", 2), ("ROOF LEAKS", 8)]
    ):
        tell(told, n, Claim("user_knowledge", "", "", text, importance=importance))
    tell(told, 7, Claim("user_knowledge", "", "", "The boiler is from 1990.", importance=5))

    known = told.knowledge("user")
    assert [(k.text, k.sources) for k in known] == [
        ("Roof leaks.", ("t0", "t2")),
        ("The boiler is from 1990.", ("t7",)),
    ]
    assert told.knowledge("assistant") == []


def test_episodes_of_a_span_come_latest_first(told):
    for n in (1, 5, 9):
        happened = Claim("episode", "", "", f"day {n}", since=day(n), until=day(n), importance=n)
        tell(told, n + 20, happened)

    assert [e.text for e in told.episodes()] == ["day 9", "day 5", "day 1"]
    assert [e.text for e in told.episodes(since=day(2), until=day(9))] == ["day 5"]
    assert [e.text for e in told.episodes(limit=1)] == ["day 9"]


def test_tiers_do_not_leak_between_users(told):
    tell(told, 1, fact("name", "Ayşe"), scope=Scope("ayse"))
    told.consolidate()

    assert told.facts(scope=Scope("tom"), history=True) == []
    assert told.segments(scope=Scope("tom")) == []
    assert told.context("name", 300, scope=Scope("tom")).items == ()
    assert [f.value for f in told.facts(scope=Scope("ayse"))] == ["Ayşe"]


def test_importance_out_of_range_is_refused(told):
    with pytest.raises(InputError, match="1 to 10"):
        told.remember("Something.", importance=11)


def test_times_with_and_without_zone_are_understood(told):
    tell(told, 1, fact("location", "Ankara"))

    assert [f.value for f in told.facts(at=day(2).replace(tzinfo=None))] == ["Ankara"]
    assert told.facts(at=day(0)) == []


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What happened on 6 March 2026?", ["day 5"]),
        ("8 Mart 2026'dan sonra ne oldu?", ["day 9"]),
        ("What happened before 4 March 2026?", ["day 1"]),
    ],
)
def test_a_context_has_the_episodes_of_the_time_that_is_asked_for(told, question, kinds):
    for n in (1, 5, 9):
        tell(told, n + 20, Claim("episode", "", "", f"day {n}", since=day(n), until=day(n)))

    items = told.context(question, 500).items
    assert [item.text for item in items if item.kind == "episode"] == kinds


def test_a_rebuild_keeps_what_was_known_when(path):
    clock = SetClock(day(1))
    with Memory.open(path, embedder=None, clock=clock) as memory:
        memory.add("My name is Deniz.")
        memory.consolidate()
        clock.advance(days=30)
        memory.rebuild()

        assert [f.value for f in memory.facts(known_at=day(2))] == ["Deniz"]


def test_a_claim_told_with_an_old_turn_is_known_since_it_was_written(told):
    tell(told, 1, fact("location", "Ankara"))

    assert told.facts(known_at=day(39)) == []
    assert [f.value for f in told.facts(known_at=day(40))] == ["Ankara"]
