import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.metrics import bits_per_byte


def test_uniform_guess_over_bytes_costs_8_bits():
    assert bits_per_byte(logp=100 * math.log(1 / 256), n_bytes=100) == pytest.approx(8.0)


@given(st.floats(-1e9, 0), st.integers(1, 10**9))
def test_bits_are_never_negative(logp, n_bytes):
    assert bits_per_byte(logp, n_bytes) >= 0


@pytest.mark.parametrize(("logp", "n_bytes"), [(0.1, 1), (float("nan"), 1), (-1.0, 0)])
def test_impossible_values_are_refused(logp, n_bytes):
    with pytest.raises(ValueError, match="Expected"):
        bits_per_byte(logp, n_bytes)
