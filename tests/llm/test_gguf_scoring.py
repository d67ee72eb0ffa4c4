"""What is counted of a text that is read in windows; the engine here is a table of odds."""

from __future__ import annotations

import math

import pytest

from hafiza.core.errors import InputError
from hafiza.llm.gguf_scoring import text_bits

BOS = 1000


class Letters:
    """A token is a letter; after its like it has half the odds, after another an eighth."""

    def __init__(self, *, opens_with=()):
        self.opening = list(opens_with)
        self.asked = []

    def tokens(self, text):
        return [ord(letter) for letter in text]

    def tokens_before(self):
        return self.opening

    def n_vocabulary(self):
        return 64

    def logp(self, before, token):
        self.asked.append((list(before), token))
        return -math.log(2 if before[-1] == token else 8)


def test_bits_are_those_of_each_token_after_all_before():
    engine = Letters(opens_with=[BOS])

    assert text_bits(engine, b"aab", 100) == pytest.approx(3 + 1 + 3)
    assert engine.asked[-1] == ([BOS, ord("a"), ord("a")], ord("b"))


def test_without_an_opening_the_first_token_is_one_of_all_at_random():
    engine = Letters()

    assert text_bits(engine, b"aab", 100) == pytest.approx(6 + 1 + 3)
    assert [len(before) for before, _ in engine.asked] == [1, 2]


@pytest.mark.parametrize("opening", [[], [BOS]])
@pytest.mark.parametrize("context", [16, 17, 64])
def test_each_token_is_counted_once_and_after_half_a_context_at_least(opening, context):
    engine = Letters(opens_with=opening)
    text = "".join(chr(ord("a") + n % 26) for n in range(200))

    text_bits(engine, text.encode(), context)

    assert [chr(token) for _, token in engine.asked] == list(text[0 if opening else 1 :])
    for place, (before, _) in enumerate(engine.asked, start=0 if opening else 1):
        seen = before[len(opening) :]
        assert before[: len(opening)] == opening
        assert [ord(letter) for letter in text[place - len(seen) : place]] == seen
        assert len(before) < context
        assert len(seen) >= min(place, context // 2 - 1 - len(opening))


@pytest.mark.parametrize(("text", "said"), [(b"", "empty"), (b"ab\xff", "not UTF-8 at byte 3")])
def test_a_text_without_tokens_is_refused(text, said):
    with pytest.raises(InputError, match=said):
        text_bits(Letters(), text, 100)
