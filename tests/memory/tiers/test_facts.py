from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hafiza.memory.extraction.claims import Claim
from hafiza.memory.extraction.slots import SLOTS, is_single
from hafiza.memory.tiers.facts import Stated, facts_at, fold_facts

START = datetime(2026, 1, 1, tzinfo=UTC)


def day(n: float) -> datetime:
    return START + timedelta(days=n)


def stated(n: float, slot: str, value: str, holding="holds", **given) -> Stated:
    recorded = given.pop("recorded", day(n))
    turn = given.pop("turn", f"t{n}")
    session = given.pop("session", f"s{n}")
    claim = Claim("fact", slot, value, f"{slot} {value}", holding, **given)
    return Stated(claim, turn, session, day(n), recorded)


def current(facts):
    return [(f.slot, f.value) for f in facts if f.is_current]


def test_a_new_value_of_a_single_slot_closes_the_old_one():
    ankara, izmir = fold_facts([stated(1, "location", "Ankara"), stated(9, "location", "İzmir")])

    assert (ankara.valid_from, ankara.valid_to) == (day(1), day(9))
    assert (izmir.valid_from, izmir.valid_to) == (day(9), None)
    assert ankara.retired_at is None


def test_both_stay_answerable():
    facts = fold_facts([stated(1, "location", "Ankara"), stated(9, "location", "İzmir")])

    assert [f.value for f in facts_at(facts, day(5))] == ["Ankara"]
    assert [f.value for f in facts_at(facts, day(9))] == ["İzmir"]


def test_what_the_store_knew_then_is_answerable():
    told = [
        stated(1, "location", "Ankara"),
        stated(9, "location", "İzmir", since=day(5), recorded=day(20)),
    ]

    assert current(fold_facts(told, known_at=day(19))) == [("location", "Ankara")]
    assert current(fold_facts(told, known_at=day(20))) == [("location", "İzmir")]
    assert fold_facts(told)[0].valid_to == day(5)


def test_a_correction_retires_and_does_not_close():
    wrong, right = fold_facts(
        [
            stated(1, "age", "33"),
            stated(2, "age", "33", "wrong"),
            stated(2, "age", "34"),
        ]
    )

    assert (wrong.valid_to, wrong.retired_at) == (None, day(2))
    assert not wrong.is_current
    assert right.is_current
    assert facts_at([wrong, right], day(1.5)) == []


def test_two_corrections_in_one_turn_leave_the_last():
    told = [
        stated(1, "name", "Tim", turn="t"),
        stated(1, "name", "Tim", "wrong", turn="t"),
        stated(1, "name", "Tom", turn="t"),
        stated(1, "name", "Tom", "wrong", turn="t"),
        stated(1, "name", "Thom", turn="t"),
    ]

    assert current(fold_facts(told)) == [("name", "Thom")]


def test_the_same_told_twice_is_one_fact_with_both_sources():
    [fact] = fold_facts([stated(1, "likes", "ÇAY"), stated(2, "likes", "çay")])

    assert fact.sources == ("t1", "t2")
    assert fact.valid_from == day(1)


def test_a_pet_that_gets_a_name_stays_one_pet():
    facts = fold_facts([stated(1, "pet", "cat"), stated(2, "pet", "cat Pamuk")])

    assert current(facts) == [("pet", "cat Pamuk")]


def test_tea_and_green_tea_are_two():
    facts = fold_facts([stated(1, "likes", "tea"), stated(2, "likes", "green tea")])

    assert len(current(facts)) == 2


def test_disliking_what_was_liked_closes_the_liking():
    facts = fold_facts([stated(1, "likes", "coffee"), stated(5, "dislikes", "coffee")])

    assert current(facts) == [("dislikes", "coffee")]
    assert facts[0].valid_to == day(5)


def test_what_was_told_in_english_can_be_ended_in_turkish():
    facts = fold_facts(
        [
            stated(1, "diet", "vegetarian"),
            stated(2, "pet", "cat Pamuk"),
            stated(5, "diet", "vejetaryen", "ended"),
            stated(6, "pet", "kedi Pamuk"),
        ]
    )

    assert current(facts) == [("pet", "cat Pamuk")]
    assert facts[1].sources == ("t2", "t6")


def test_what_ended_closes_its_fact_and_adds_its_source():
    [fact] = fold_facts([stated(1, "employer", "Acme"), stated(5, "employer", "Acme", "ended")])

    assert (fact.valid_to, fact.sources) == (day(5), ("t1", "t5"))


def test_a_past_never_told_before_is_known_as_past_and_closes_nothing():
    facts = fold_facts([stated(1, "location", "Ankara"), stated(5, "location", "Bursa", "ended")])

    assert current(facts) == [("location", "Ankara")]
    assert [(f.value, f.is_current) for f in facts] == [("Ankara", True), ("Bursa", False)]


def test_moving_back_is_a_fact_of_its_own():
    facts = fold_facts(
        [
            stated(1, "location", "Ankara"),
            stated(2, "location", "İzmir"),
            stated(3, "location", "Ankara"),
        ]
    )

    assert [(f.value, f.valid_to) for f in facts] == [
        ("Ankara", day(2)),
        ("İzmir", day(3)),
        ("Ankara", None),
    ]
    assert len({f.id for f in facts}) == 3


def test_a_clock_set_back_within_a_session_turns_no_correction_round():
    facts = fold_facts(
        [
            stated(5, "location", "Ankara", session="one"),
            stated(2, "location", "İzmir", session="one"),
        ]
    )

    assert current(facts) == [("location", "İzmir")]


def test_an_old_conversation_imported_late_does_not_overrule_the_new():
    facts = fold_facts(
        [stated(9, "location", "İzmir"), stated(1, "location", "Ankara", recorded=day(10))]
    )

    assert current(facts) == [("location", "İzmir")]
    assert [f.value for f in facts_at(facts, day(5))] == ["Ankara"]


told_claims = st.lists(
    st.builds(
        stated,
        st.integers(0, 60),
        st.sampled_from([*SLOTS, "shoe size"]),
        st.sampled_from(["Ankara", "Ankara Keçiören", "İzmir", "izmir", "33", "çay", "cat", "…"]),
        st.sampled_from(["holds", "holds", "ended", "wrong"]),
        since=st.none() | st.integers(-400, 60).map(day),
        until=st.none() | st.integers(-400, 60).map(day),
    ),
    max_size=25,
)


@given(told_claims)
def test_a_single_slot_has_one_current_value_at_most(told):
    slots = [slot for slot, _ in current(fold_facts(told)) if is_single(slot)]

    assert len(slots) == len(set(slots))


@given(told_claims, st.integers(-500, 100))
def test_at_any_time_a_single_slot_has_one_value_at_most(told, n):
    slots = [f.slot for f in facts_at(fold_facts(told), day(n)) if is_single(f.slot)]

    assert len(slots) == len(set(slots))


@given(told_claims)
def test_intervals_never_end_before_they_begin(told):
    for fact in fold_facts(told):
        assert fact.valid_to is None or fact.valid_to >= fact.valid_from


@given(told_claims)
def test_every_fact_names_turns_that_told_it(told):
    turns = {one.turn_id for one in told}

    for fact in fold_facts(told):
        assert fact.sources
        assert set(fact.sources) <= turns
        assert len(set(fact.sources)) == len(fact.sources)


@given(told_claims)
def test_telling_everything_again_adds_no_current_fact(told):
    holding = [one for one in told if one.claim.holding == "holds" and one.claim.until is None]
    once = current(fold_facts(holding[-1:]))

    assert current(fold_facts(holding[-1:] * 2)) == once


@given(told_claims, st.integers(0, 24))
def test_forgetting_a_turn_leaves_the_facts_of_the_others_alone(told, n):
    if not told:
        return
    erased = told[n % len(told)].turn_id
    left = [one for one in told if one.turn_id != erased]

    for fact in fold_facts(left):
        assert erased not in fact.sources
