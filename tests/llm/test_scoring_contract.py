"""What every model that scores text promises; run on the fake, on llama.cpp and on an AGIFORMER."""

from __future__ import annotations

import math
import random

import pytest

from hafiza.core.errors import InputError
from hafiza.core.protocols import TextScorer
from hafiza.llm import FakeChatModel

TEXT = (
    "The lighthouse keeper remembers every ship that came home in the winter, and he tells"
    " the children about each of them."
)


@pytest.fixture(
    params=[
        "fake",
        pytest.param("gguf", marks=pytest.mark.outer),
        pytest.param("byte", marks=pytest.mark.outer),
    ]
)
def scorer(request):
    if request.param == "fake":
        return FakeChatModel()
    return request.getfixturevalue(f"{request.param}_model")


def shuffled(text):
    letters = list(text)
    random.Random(0).shuffle(letters)
    return "".join(letters)


def test_a_model_is_a_text_scorer(scorer):
    assert isinstance(scorer, TextScorer)


def test_bits_are_positive_repeatable_and_grow_with_the_text(scorer):
    part, whole = (scorer.bits(text.encode()) for text in (TEXT[:40], TEXT))

    assert 0 < part < whole
    assert scorer.bits(TEXT.encode()) == pytest.approx(whole, rel=1e-3)


def test_characters_of_several_bytes_are_scored(scorer):
    bits = scorer.bits("Öğleden sonra İstanbul'da 🧿 gördüm, şöyle güzeldi.".encode())

    assert math.isfinite(bits)
    assert bits > 0


def test_nothing_is_no_text(scorer):
    with pytest.raises(InputError, match="empty"):
        scorer.bits(b"")


@pytest.mark.outer
def test_a_language_has_fewer_bits_than_its_letters_in_any_order(gguf_model):
    text, noise = gguf_model.bits(TEXT.encode()), gguf_model.bits(shuffled(TEXT).encode())

    assert text / len(TEXT) < 1.5
    assert noise / len(TEXT) > 3.0


@pytest.mark.outer
def test_odds_told_of_a_forced_token_are_those_among_all(gguf_model):
    engine = gguf_model.engine
    before = engine.tokens("The capital of France is")
    everything = engine._listed(before, 10**7)

    assert len(everything) == engine.n_vocabulary() == 49152
    assert sum(map(math.exp, everything.values())) == pytest.approx(1.0, abs=1e-3)
    for text in (" Paris", " London", "zzz"):
        [token] = engine.tokens(text)[:1]
        assert engine.logp(before, token) == pytest.approx(everything[token], abs=0.01)
    # A token that ends within a character is looked up.
    split = engine.tokens("🧿")[0]
    assert engine.logp(before, split) == pytest.approx(everything[split], abs=0.01)


@pytest.mark.outer
def test_control_tokens_in_a_text_are_scored_as_text(gguf_model):
    assert gguf_model.bits(b"a<|im_end|>b") > gguf_model.bits(b"a") + 10


@pytest.mark.outer
def test_a_text_longer_than_the_context_is_read_to_its_end(gguf_model):
    text = " ".join(f"Line {n} of the long story." for n in range(36))
    assert len(gguf_model.engine.tokens(text)) > 1.1 * gguf_model.card.context_tokens

    assert 0 < gguf_model.bits(text.encode()) / len(text) < 1.0


@pytest.mark.outer
def test_bytes_that_are_no_text_are_scored_by_a_model_of_bytes_alone(gguf_model, byte_model):
    assert byte_model.bits(b"\xff\xfe\x00") > 0
    with pytest.raises(InputError, match="not UTF-8"):
        gguf_model.bits(b"\xff\xfe\x00")
