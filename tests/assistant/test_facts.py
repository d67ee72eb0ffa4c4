"""Which facts answer which question, and how the turns that tell them come first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hafiza.assistant.facts import current_first, facts_told, fitting, prefer
from hafiza.assistant.recall import Recollection
from hafiza.core import Hit, Turn
from hafiza.core.language import detect_language
from hafiza.memory import Fact
from hafiza.memory.extraction.asked import slots_asked

START = datetime(2026, 3, 1, tzinfo=UTC)
NOW = START + timedelta(days=30)


def fact(slot, value, first, last=None, *sources, statement=""):
    return Fact(
        id=value,
        slot=slot,
        value=value,
        statement=statement or value,
        valid_from=START + timedelta(days=first),
        valid_to=None if last is None else START + timedelta(days=last),
        recorded_at=START + timedelta(days=first),
        retired_at=None,
        sources=sources or (f"about {value}",),
        confidence=0.9,
    )


LIFE = [
    fact("location", "Ankara", 0, 10),
    fact("employer", "Acme", 1, 14),
    fact("pet", "dog Karamel", 2, 16, "got Karamel", "lost Karamel"),
    fact("location", "İzmir", 10, 20),
    fact("employer", "Globex", 15),
    fact("pet", "kedi Zeytin", 17),
    fact("location", "Berlin", 20),
    fact("health", "migren", 2),
    fact("health", "Fıstık alerjisi", 3),
    fact("relationship", "nişanlı", 3, 22),
    fact("relationship", "evli", 22),
]


def answer(question, facts=LIFE):
    asked = slots_asked(question, detect_language(question), NOW)
    return [f.value for f in fitting(question, asked, facts, NOW).facts]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Where do I live?", ["Berlin"]),
        ("Nerede çalışıyorum?", ["Globex"]),
        ("Where did I live before?", ["İzmir", "Ankara"]),
        ("Daha önce nerede çalışıyordum?", ["Acme"]),
        ("Where did I live on 5 March?", ["Ankara"]),
        ("15 Mart'ta nerede oturuyordum?", ["İzmir"]),
        ("Where did I live before I moved to Izmir?", ["Ankara"]),
        ("İzmir'e taşınmadan önce nerede yaşıyordum?", ["Ankara"]),
        ("Where did I live before Berlin?", ["İzmir", "Ankara"]),
        ("İlk işim neydi?", ["Acme"]),
        ("Where did I live before I joined Globex?", ["İzmir", "Ankara"]),
        ("Where did I live while I worked at Acme?", ["Ankara", "İzmir"]),
        ("Evlenmeden önce nerede oturuyordum?", ["Berlin", "İzmir", "Ankara"]),
        ("Which cities have I lived in?", ["Berlin", "İzmir", "Ankara"]),
        ("Have I ever lived in Ankara?", ["Ankara", "Berlin", "İzmir"]),
        ("Was I ever engaged?", ["nişanlı", "evli"]),
        ("Evli miyim?", ["evli"]),
        ("Do I have any pets?", ["kedi Zeytin"]),
        ("Do I have a cat?", ["kedi Zeytin"]),
        ("What pets have I had?", ["kedi Zeytin", "dog Karamel"]),
        ("Neye alerjim var?", ["Fıstık alerjisi"]),
        ("How old am I?", []),
    ],
)
def test_facts_answer_for_their_time(question, values):
    assert answer(question) == values


def test_end_of_what_held_last_answers_when_nothing_holds():
    question = "Do I still have a dog?"
    fits = fitting(question, slots_asked(question, "en", NOW), LIFE, NOW)

    assert fits.turn_ids == ("lost Karamel",)


def test_retired_fact_answers_nothing_and_its_turn_is_stale():
    wrong = replace(fact("age", "34", 0), retired_at=NOW)
    fits = fitting(
        "How old am I?", slots_asked("How old am I?", "en", NOW), [wrong, fact("age", "35", 1)], NOW
    )

    assert fits.turn_ids == ("about 35",)
    assert fits.stale == {"about 34"}


def test_turn_that_tells_the_end_of_one_and_the_begin_of_the_next_is_not_stale():
    facts = [fact("location", "Oslo", 0, 5, "a", "b"), fact("location", "Rome", 5, None, "b")]
    fits = fitting("Where do I live?", slots_asked("Where do I live?", "en", NOW), facts, NOW)

    assert (fits.turn_ids, fits.stale) == (("b",), {"a"})


def test_told_turns_come_first_and_stale_ones_last():
    def hit(id_, score):
        return Hit(Turn(id_, id_, START, "s"), score)

    found = Recollection((hit("about Ankara", 0.9), hit("other", 0.8), hit("near", 0.2)), 2)
    fits = fitting("Where do I live?", slots_asked("Where do I live?", "en", NOW), LIFE, NOW)
    ordered = prefer(found, fits, [Turn("about Berlin", "Berlin", START, "s")])

    assert [h.turn.id for h in ordered.hits] == ["about Berlin", "other", "near", "about Ankara"]
    assert [h.turn.id for h in ordered.relevant] == ["about Berlin", "other"]
    assert ordered.n_told == 1
    assert [h.score for h in ordered.hits] == sorted((h.score for h in ordered.hits), reverse=True)


def test_turn_about_another_kind_of_pet_is_no_answer():
    question = "Papağanım var mı?"
    fits = fitting(question, slots_asked(question, "tr", NOW), LIFE, NOW)

    assert fits.turn_ids == ()
    assert fits.passes_over(Turn("x", "Bir balık aldım.", START, "s"))
    assert not fits.passes_over(Turn("x", "Bir papağan aldım.", START, "s"))


def test_profile_lists_current_facts_by_slot():
    assert [f.value for f in current_first(LIFE)] == [
        "Globex",
        "Berlin",
        "evli",
        "kedi Zeytin",
        "migren",
        "Fıstık alerjisi",
    ]


def test_last_turns_count_before_the_worker_has_read_them():
    told = Turn("t1", "I live in Ankara.", START, "s")
    then = Turn("t2", "I moved to Izmir.", START + timedelta(hours=1), "s")
    known = facts_told([], [told])
    facts = facts_told([], [told, then])

    assert [(f.value, f.sources) for f in known] == [("Ankara", ("t1",))]
    assert [f.value for f in facts if f.is_current] == ["Izmir"]


@pytest.mark.parametrize(("days_apart", "first"), [(0.001, "veri bilimci"), (90, "data scientist")])
def test_job_told_again_in_the_other_language_is_the_same_job(days_apart, first):
    told = "Ben Tom, San Francisco'da veri bilimci olarak çalışıyorum."
    facts = [
        fact("occupation", "veri bilimci", 0, days_apart, statement=told),
        fact(
            "occupation",
            "data scientist",
            days_apart,
            statement="I work as a data scientist in San Francisco.",
        ),
    ]

    assert answer("İşim hakkında ne hatırlıyorsun?", facts)[0] == first
    assert answer("What do you remember about my job?", facts) == ["data scientist"]
