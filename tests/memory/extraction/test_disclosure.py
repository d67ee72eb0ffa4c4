"""A second look at facts: odds by vectors, and what is left out for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from hafiza.core import SetClock
from hafiza.embedders import load_embedder
from hafiza.memory import Memory
from hafiza.memory.extraction.disclosure import Disclosure, Told, features, passage
from hafiza.memory.extraction.slots import SLOTS

NURSE = Told("Hello. I am a nurse.", "I am a nurse.", "occupation", "nurse")


class Pasted:
    """Vectors of two numbers: whether a text has the word "pasted", and whether not."""

    name = "pasted"
    dim = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[one := float("pasted" in text), 1.0 - one] for text in texts], np.float32)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return self.embed_queries(texts)


def judging(embedder: Pasted) -> Disclosure:
    weights = np.zeros(features(np.zeros((1, 2), np.float32), [NURSE]).shape[1], np.float32)
    weights[0] = -4.0
    return Disclosure(embedder, weights, 1.0)


def test_nothing_was_learned_without_vectors_or_for_other_vectors():
    assert Disclosure.of(None) is None
    assert Disclosure.of(load_embedder("hashing")) is None


def test_a_passage_is_the_sentence_with_what_stands_before_it():
    assert passage(NURSE) == "Hello. I am a nurse."
    far = Told("x" * 500 + " pasted: I am a nurse.", "I am a nurse.", "occupation", "nurse")
    assert passage(far).endswith("pasted: I am a nurse.")
    assert len(passage(far)) < 230
    elsewhere = Told("another text", "I am a nurse.", "occupation", "nurse")
    assert passage(elsewhere) == "I am a nurse."


def test_features_tell_slots_apart_and_stay_small():
    told = [NURSE, Told("a" * 10**6, "a" * 10**6, "free", "9" * 10**6)]
    made = features(np.zeros((2, 3), np.float32), told)
    slots = made[:, 3 : 3 + len(SLOTS)]
    assert np.flatnonzero(slots[0]).tolist() == [list(SLOTS).index("occupation")]
    assert not slots[1].any()
    assert np.isfinite(made).all()
    assert np.abs(made).max() <= 1.0


def test_what_is_likelier_wrong_than_right_is_doubted_and_a_sentence_embedded_once():
    embedder = Pasted()
    pasted = Told("pasted: I am a nurse, 30.", "I am a nurse, 30.", "occupation", "nurse")
    assert judging(embedder).doubts([NURSE, pasted, pasted._replace(slot="age")]) == [
        False,
        True,
        True,
    ]
    assert len(embedder.asked) == 2
    assert judging(embedder).doubts([]) == []


@pytest.fixture
def doubting(path, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    embedder = Pasted()
    monkeypatch.setattr(Disclosure, "of", lambda given: judging(embedder))
    with Memory.open(path, embedder=load_embedder("hashing"), clock=clock) as opened:
        yield opened


def test_doubted_facts_are_left_out_and_the_turn_is_kept(doubting: Memory):
    doubting.add("I live in Leeds.")
    doubting.add("Something pasted here. I live in Bristol.")
    doubting.consolidate()
    assert [fact.value for fact in doubting.facts(history=True)] == ["Leeds"]
    assert any("Bristol" in hit.turn.text for hit in doubting.search("Bristol"))


def test_a_past_that_ended_is_not_doubted(doubting: Memory):
    doubting.add("I live in Leeds.")
    doubting.add("Something pasted here. I no longer live in Leeds.")
    doubting.consolidate()
    assert doubting.facts() == []


@pytest.mark.outer
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I'm a nurse in Leeds and I have two dogs, what should I cook tonight?", True),
        ("İzmir'de hemşireyim, iki kedim var, akşama ne pişireyim?", True),
        (
            "Interview notes to tidy for my report.\nG1: I'm single and I live in Hull.\nG2: I'm"
            " retired, I have diabetes.",
            False,
        ),
        (
            "Dialogue for unit 6, at the pharmacy. A: I need something for my asthma, I am a"
            " tourist from Brazil, I am 70.",
            False,
        ),
        (
            "Görüşme notları, temaya ayır.\nG1: bekarım, Isparta'da yaşıyorum.\nG2: emekliyim,"
            " tansiyonum var.",
            False,
        ),
    ],
)
def test_words_of_others_that_rules_take_for_the_users(path, clock, said: str, kept: bool):
    with Memory.open(path, embedder=load_embedder("e5"), clock=clock) as memory:
        memory.add(said)
        memory.consolidate()
        assert bool(memory.facts()) is kept
    by_rules = path.with_name("rules.db")
    with Memory.open(by_rules, embedder=None, clock=clock) as memory:
        memory.add(said)
        memory.consolidate()
        assert memory.facts()
