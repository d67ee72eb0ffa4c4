"""What AGIFORMER is timed against computes the same, or is as large."""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from hafiza.neural.agiformer.learning import nats
from hafiza.neural.baselines import as_sketch, transformer_of_size
from neural.small import some_bytes

pytestmark = pytest.mark.outer


@pytest.mark.parametrize("full", [False, True])
def test_sketch_computes_the_same_loss_and_slopes(model, full):
    text, depth = some_bytes(80)[None], jnp.array([2])
    both = eqx.filter_jit(eqx.filter_value_and_grad(lambda m: nats(m, text, depth)))

    loss, slopes = both(model)
    sketched, its_slopes = both(as_sketch(model, full=full))

    assert float(sketched) == pytest.approx(float(loss), abs=1e-5)
    for ours, theirs in zip(jax.tree.leaves(slopes), jax.tree.leaves(its_slopes), strict=True):
        np.testing.assert_allclose(np.asarray(theirs), np.asarray(ours), atol=2e-4)


def test_transformer_is_causal_and_of_the_size_asked_for():
    made = transformer_of_size(200_000, layers=2, key=jax.random.key(0))
    n = sum(leaf.size for leaf in jax.tree.leaves(eqx.filter(made, eqx.is_array)))
    text = some_bytes(24)

    odds = made(text)
    changed = made(text.at[10].set((text[10] + 1) % 256))

    assert 0.7 < n / 200_000 < 1.6
    assert float(jnp.abs(changed[:11] - odds[:11]).max()) == 0.0
    assert float(jnp.abs(changed[11:] - odds[11:]).max()) > 0.0
