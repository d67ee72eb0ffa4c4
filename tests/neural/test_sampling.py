from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from hafiza.core.errors import InputError
from hafiza.neural.sampling import Sampling, choose

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
    ],
)
def test_value_out_of_its_bounds_is_named(how):
    with pytest.raises(InputError, match=next(iter(how))):
        Sampling(**how)
