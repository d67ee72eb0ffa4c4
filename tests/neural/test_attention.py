"""T4: attention in bands is attention under a full mask; a ring gives the same for a stream."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from hafiza.neural.agiformer.attention import WindowAttention
from hafiza.neural.rope import rotate
from neural.small import furthest

pytestmark = pytest.mark.outer

WINDOW, DIM, HEADS = 8, 16, 2
ATTENTION = WindowAttention(DIM, HEADS, WINDOW, key=jax.random.key(0))


def inputs(n, seed=0):
    return jax.random.normal(jax.random.key(seed), (n, DIM))


@jax.jit
def in_bands(x, position=0):
    return ATTENTION.many(x, ATTENTION.empty(jnp.float32), jnp.int32(position))


one = jax.jit(lambda x, ring, position: ATTENTION.one(x, ring, position))
many = jax.jit(lambda x, ring, position: ATTENTION.many(x, ring, position))


@jax.jit
def under_full_mask(x):
    n = len(x)
    query, key, value = (
        to(x).reshape(n, HEADS, -1)
        for to in (ATTENTION.to_query, ATTENTION.to_key, ATTENTION.to_value)
    )
    places = jnp.arange(n, dtype=jnp.float32)
    scores = jnp.einsum("ihd,jhd->hij", rotate(query, places), rotate(key, places))
    distance = np.arange(n)[:, None] - np.arange(n)
    seen = (distance >= 0) & (distance < WINDOW)
    weights = jax.nn.softmax(jnp.where(seen, scores / (DIM // HEADS) ** 0.5, -jnp.inf))
    return jnp.einsum("hij,jhd->ihd", weights, value)


@pytest.mark.parametrize("n", [1, 7, 8, 9, 40, 61])
def test_bands_give_what_the_full_mask_gives(n):
    x = inputs(n)

    banded, _ = in_bands(x)

    assert furthest(banded, under_full_mask(x)) < 1e-5


@pytest.mark.parametrize("cut", [0, 1, 5, 8, 20, 39])
def test_ring_gives_what_bands_give_from_any_cut_on(cut):
    x = inputs(40)
    whole, after_all = in_bands(x)
    attended, ring = in_bands(x[:cut]) if cut else (whole[:0], ATTENTION.empty(jnp.float32))

    rows = [attended]
    for t in range(cut, 40):
        row, ring = one(x[t], ring, jnp.int32(t))
        rows.append(row[None])

    assert furthest(jnp.concatenate(rows), whole) < 1e-5
    assert furthest(ring, after_all) < 1e-6


@pytest.mark.parametrize("cut", [1, 7, 8, 9, 23])
def test_bands_go_on_from_a_ring(cut):
    x = inputs(40)
    whole, after_all = in_bands(x)
    first, ring = in_bands(x[:cut])

    second, ring = many(x[cut:], ring, jnp.int32(cut))

    assert furthest(jnp.concatenate([first, second]), whole) < 1e-5
    assert furthest(ring, after_all) < 1e-6


def test_window_ends_where_it_says():
    x = inputs(30)
    attended, _ = in_bands(x)

    changed, _ = in_bands(x.at[10].add(1.0))
    differs = np.abs(changed - attended).max(axis=(1, 2)) > 1e-6

    assert differs[10:18].all()
    assert not differs[:10].any()
    assert not differs[18:].any()


def test_what_is_attended_to_does_not_depend_on_where_the_text_begins():
    x = inputs(WINDOW)

    at_the_beginning, _ = in_bands(x)
    far_on, _ = in_bands(x, position=100_000)

    assert furthest(at_the_beginning, far_on) < 1e-6
