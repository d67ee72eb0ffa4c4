"""T3: the chunked form of the memory is the recurrent one, forward and backward."""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from hafiza.neural.agiformer.hebbian import Writing, read_one, write_all, write_one
from hafiza.neural.layers import unit
from neural.small import furthest

pytestmark = pytest.mark.outer

HEADS, DIM = 2, 8


def steps(n, decay, seed=0):
    rng = np.random.default_rng(seed)
    key, value, query = (
        jnp.asarray(rng.standard_normal((n, HEADS, DIM)), jnp.float32) for _ in range(3)
    )
    spread = rng.uniform(0.9, 1.0, (n, HEADS))  # decays differ from step to step
    log_decay = jnp.asarray(np.log(decay) * spread, jnp.float32)
    strength = jnp.asarray(rng.uniform(0.1, 1.0, (n, HEADS)), jnp.float32)
    memory = jnp.asarray(rng.standard_normal((HEADS, DIM, DIM)), jnp.float32)
    return memory, Writing(unit(key), value, log_decay, strength), unit(query)


@partial(jax.jit, static_argnames="rule")
def one_by_one(memory, writing, query, rule):
    def over(memory, at):
        one, asked = at
        memory = write_one(memory, one, rule)
        return memory, read_one(memory, asked)

    return jax.lax.scan(over, memory, (writing, query))


@partial(jax.jit, static_argnames=("rule", "chunk"))
def in_chunks(memory, writing, query, rule, chunk):
    memory, trace = write_all(memory, writing, rule, chunk)
    return memory, trace.read(query)


def slopes(memory, writing, query, form):
    def of(memory, writing, query):
        after, read = form(memory, writing, query)
        return jnp.sum(jnp.sin(read)) + jnp.sum(after * after)

    return jax.grad(of, argnums=(0, 1, 2))(memory, writing, query)


@pytest.mark.parametrize("rule", ["hebb", "delta"])
@pytest.mark.parametrize("decay", [1.0, 0.999, 0.5, 0.01])
@pytest.mark.parametrize(("n", "chunk"), [(48, 16), (100, 16), (100, 64), (1, 64), (63, 64)])
def test_chunks_give_what_the_recurrence_gives(rule, decay, n, chunk):
    memory, writing, query = steps(n, decay)

    slow = one_by_one(memory, writing, query, rule=rule)
    fast = in_chunks(memory, writing, query, rule=rule, chunk=chunk)

    assert furthest(fast, slow) < 1e-4


@pytest.mark.parametrize("rule", ["hebb", "delta"])
@pytest.mark.parametrize("decay", [1.0, 0.999, 0.5, 0.01])
def test_slopes_of_chunks_are_finite_and_those_of_the_recurrence(rule, decay):
    memory, writing, query = steps(100, decay)

    all_fast = slopes(memory, writing, query, partial(in_chunks, rule=rule, chunk=16))
    all_slow = slopes(memory, writing, query, partial(one_by_one, rule=rule))

    for fast, slow in zip(jax.tree.leaves(all_fast), jax.tree.leaves(all_slow), strict=True):
        assert np.isfinite(fast).all()
        assert np.abs(fast - slow).max() <= 1e-3 * max(1e-3, np.abs(slow).max())


def test_the_exponential_of_the_known_sketch_overflows_where_this_does_not():
    memory, writing, query = steps(1024, 0.5)

    sketch = writing.key * jnp.exp(-jnp.cumsum(writing.log_decay, axis=0))[..., None]
    _, read = in_chunks(memory, writing, query, rule="hebb", chunk=64)

    assert not np.isfinite(sketch).all()
    assert np.isfinite(read).all()


def test_plain_rule_is_attention_with_decay():
    # S_t = Σ_j λ_{j+1..t} β_j k_j v_jᵀ: written out as the definition has it.
    memory, writing, query = steps(20, 0.9)
    _, read = in_chunks(jnp.zeros_like(memory), writing, query, rule="hebb", chunk=16)

    total = np.cumsum(np.asarray(writing.log_decay, float), axis=0)
    for t in (0, 7, 19):
        expected = np.zeros((HEADS, DIM))
        for j in range(t + 1):
            weight = np.exp(total[t] - total[j]) * np.asarray(writing.strength[j], float)
            match = np.einsum("hk,hk->h", query[t], writing.key[j])
            expected += (weight * match)[:, None] * np.asarray(writing.value[j])
        assert np.abs(expected - read[t]).max() < 1e-5


def test_delta_rule_replaces_what_a_key_held():
    key = jnp.zeros((2, 1, 4)).at[:, 0, 0].set(1.0)
    value = jnp.asarray([[[1.0, 2.0, 3.0, 4.0]], [[9.0, 8.0, 7.0, 6.0]]])
    writing = Writing(key, value, jnp.zeros((2, 1)), jnp.ones((2, 1)))

    replaced, _ = write_all(jnp.zeros((1, 4, 4)), writing, "delta", 16)
    added, _ = write_all(jnp.zeros((1, 4, 4)), writing, "hebb", 16)

    assert np.allclose(read_one(replaced, key[0]), value[1])
    assert np.allclose(read_one(added, key[0]), value[0] + value[1])
