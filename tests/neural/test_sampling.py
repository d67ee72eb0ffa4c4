from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from hafiza.core.errors import InputError
from hafiza.neural.sampling import Sampling, choose, penalties_of_ngrams

SHARES = np.array([0.5, 0.25, 0.15, 0.07, 0.03])
LOGITS = np.log(SHARES).astype(np.float32)


def chosen(n=4000, seen=(), **how):
    rng = np.random.default_rng(0)
    return Counter(choose(LOGITS, Sampling(**how), rng, seen) for _ in range(n))


def test_plain_sampling_follows_the_odds():
    counts = chosen()

    assert [counts[n] / 4000 for n in range(5)] == pytest.approx(SHARES, abs=0.03)


def test_no_temperature_takes_the_likeliest():
    assert chosen(n=20, temperature=0.0) == {0: 20}


def test_temperature_flattens_and_sharpens():
    assert chosen(temperature=2.0)[0] < chosen()[0] < chosen(temperature=0.5)[0]


@pytest.mark.parametrize(
    ("how", "left"),
    [
        ({"top_k": 2}, {0, 1}),
        ({"top_k": 9}, {0, 1, 2, 3, 4}),
        ({"top_p": 0.5}, {0}),
        ({"top_p": 0.76}, {0, 1, 2}),
        ({"top_p": 1e-9}, {0}),
        ({"min_p": 0.2}, {0, 1, 2}),
        ({"min_p": 1.0}, {0}),
        ({"top_k": 3, "min_p": 0.4}, {0, 1}),
    ],
)
def test_what_is_cut_never_comes(how, left):
    assert set(chosen(**how)) == left


def test_what_was_seen_becomes_less_likely():
    assert chosen(n=20, temperature=0.0, seen=[0, 0, 1], repeat_penalty=10.0) == {2: 20}
    assert chosen(n=20, temperature=0.0, seen=[], repeat_penalty=10.0) == {0: 20}


@pytest.mark.parametrize(
    "how",
    [
        {"temperature": -1},
        {"temperature": float("nan")},
        {"top_k": -1},
        {"top_p": 0.0},
        {"top_p": 1.1},
        {"min_p": -0.1},
        {"repeat_penalty": 0.0},
        {"ngram_penalty": -1.0},
        {"ngram": 1},
    ],
)
def test_value_out_of_its_bounds_is_named(how):
    with pytest.raises(InputError, match=next(iter(how))):
        Sampling(**how)


def repeats(seen, n=4):
    """Return what would be penalised after `seen`, and how much, as characters."""
    found = penalties_of_ngrams(seen, n, 256)
    return {chr(byte): found[byte] for byte in np.flatnonzero(found)}


def test_only_the_byte_that_would_complete_an_ngram_is_penalised():
    # "abcd" stands there already, " abce" too, and "bcx" is no 4-gram.
    assert repeats(b"abcd abce zbcx abc") == {"d": 1.0, "e": 1.25}
    assert repeats(b"abcd xabce zbcx-abc") == {"d": 1.0, "e": 1.0}
    assert repeats(b"a b c d e f g h") == {}


def test_penalty_grows_with_the_run_and_stops_growing():
    lengths = [repeats(b"0123456789" + b"-" + b"0123456789"[:n]) for n in range(3, 10)]
    assert [list(found.values()) for found in lengths] == [
        pytest.approx([1.25**n]) for n in range(7)
    ]
    assert repeats(b"ab" * 500)["a"] == pytest.approx(1.25 ** (64 - 4))


def test_nothing_was_said_and_nothing_is_penalised():
    assert repeats(b"") == repeats(b"a") == {}
    assert choose(LOGITS, Sampling(temperature=0, ngram_penalty=5.0), np.random.default_rng()) == 0


def test_a_circle_is_left_and_a_space_may_come_as_often_as_it_likes():
    """Greedily, a model that is sure of its circle leaves it; without the penalty it does not."""
    circle, rng = b"round and round it goes, ", np.random.default_rng(0)

    def written(**how):
        said = list(circle)
        for place in range(100):
            logits = np.zeros(256, np.float32)
            logits[circle[place % len(circle)]] = 12.0
            logits[ord("!")] = 3.0
            said.append(choose(logits, Sampling(temperature=0.0, **how), rng, said[-1000:]))
        return bytes(said)

    assert written() == circle * 5
    left = written(ngram_penalty=1.0)
    assert left[:40] == (circle * 5)[:40]
    assert b"!" in left
    assert left.count(b" ") > 8
