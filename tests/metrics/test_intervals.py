import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.metrics import bootstrap_interval, paired_bootstrap_interval

VALUES = st.lists(st.floats(-100, 100), min_size=1, max_size=20)


def test_interval_of_normal_values_is_the_one_of_the_textbook():
    values = np.random.default_rng(1).normal(5.0, 2.0, size=400)

    interval = bootstrap_interval(values.tolist(), seed=3)

    half = 1.96 * values.std() / np.sqrt(400)
    assert interval.mean == pytest.approx(values.mean())
    assert interval.low == pytest.approx(values.mean() - half, abs=0.04)
    assert interval.high == pytest.approx(values.mean() + half, abs=0.04)


def test_seed_decides_the_interval():
    values = np.random.default_rng(4).normal(size=50).tolist()

    assert bootstrap_interval(values, seed=1) == bootstrap_interval(values, seed=1)
    assert bootstrap_interval(values, seed=1) != bootstrap_interval(values, seed=2)


def test_pairing_sees_a_small_steady_difference():
    hardness = np.random.default_rng(2).uniform(size=200)
    theirs, ours = hardness.tolist(), (hardness + 0.01).tolist()

    paired = paired_bootstrap_interval(ours, theirs)

    assert paired.low == pytest.approx(0.01)
    assert paired.high == pytest.approx(0.01)
    assert bootstrap_interval(ours).low < bootstrap_interval(theirs).high


@given(VALUES)
def test_interval_lies_within_the_values(values):
    interval = bootstrap_interval(values, n_resamples=20)

    slack = 1e-9
    assert min(values) - slack <= interval.low <= interval.high <= max(values) + slack


@pytest.mark.parametrize("values", [[], [float("nan")], [1.0, float("inf")]])
def test_values_without_a_mean_are_refused(values):
    with pytest.raises(ValueError, match="finite"):
        bootstrap_interval(values)


def test_confidence_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="confidence"):
        bootstrap_interval([1.0], confidence=95)


def test_unpaired_lengths_are_refused():
    with pytest.raises(ValueError, match="1 and 2"):
        paired_bootstrap_interval([1.0], [1.0, 2.0])
