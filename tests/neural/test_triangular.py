from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from hafiza.neural.triangular import unit_lower_inverse

pytestmark = pytest.mark.outer


@pytest.mark.parametrize("n", [1, 2, 16, 64])
def test_inverse_and_its_slope(n):
    below = np.tril(np.random.default_rng(n).uniform(-1, 1, (3, n, n)), -1).astype(np.float32)

    def by_numpy(lower):
        return jnp.linalg.inv(jnp.eye(n) + jnp.tril(lower, -1))

    ours, slope = jax.value_and_grad(lambda x: jnp.sum(jnp.sin(unit_lower_inverse(x))))(below / n)
    theirs, their_slope = jax.value_and_grad(lambda x: jnp.sum(jnp.sin(by_numpy(x))))(below / n)

    assert np.allclose(ours, theirs, atol=1e-3)
    assert np.allclose(slope, their_slope, atol=1e-3)


def test_equal_keys_do_not_spoil_it():
    # All ones below the diagonal: powers of it grow to 1e18, the inverse has ones and zeros.
    below = np.tril(np.ones((64, 64), np.float32), -1)

    assert np.abs(unit_lower_inverse(below) @ (np.eye(64) + below) - np.eye(64)).max() < 1e-4
