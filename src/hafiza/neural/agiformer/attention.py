"""Attention to the last W steps: in bands for many steps at once, by a ring buffer for a stream.

Step i sees step j where 0 <= i - j < W. In bands, a block of W queries meets its own keys and
those of the block before it: n · 2W scores, never n². Positions count from the start of the
block before, which is as good as from the start of all: rotary scores see distances alone.
"""

from __future__ import annotations

from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int, PRNGKeyArray

from hafiza.neural.layers import Linear
from hafiza.neural.rope import rotate


class Ring(NamedTuple):
    """The keys and values of the last W steps; step t is in slot t mod W, turned by nothing yet."""

    key: Float[Array, "window heads dim_head"]
    value: Float[Array, "window heads dim_head"]
    position: Int[Array, " window"]  # of the step in each slot; -1 where there is none


class WindowAttention(eqx.Module):
    """Multi-head attention to the last `window` steps. Vaswani et al. 2017, eq. 1, in a band."""

    to_query: Linear
    to_key: Linear
    to_value: Linear
    n_heads: int = eqx.field(static=True)
    window: int = eqx.field(static=True)

    def __init__(self, dim: int, n_heads: int, window: int, *, key: PRNGKeyArray) -> None:
        keys = jax.random.split(key, 3)
        self.to_query = Linear(dim, dim, key=keys[0])
        self.to_key = Linear(dim, dim, key=keys[1])
        self.to_value = Linear(dim, dim, key=keys[2])
        self.n_heads = n_heads
        self.window = window

    def empty(self, dtype: jnp.dtype) -> Ring:
        """Return the ring of a stream that has not begun."""
        dim = self.to_key.weight.shape[-2] // self.n_heads
        nothing = jnp.zeros((self.window, self.n_heads, dim), dtype)
        return Ring(nothing, nothing, jnp.full(self.window, -1, jnp.int32))

    def one(
        self, x: Float[Array, " dim"], ring: Ring, position: Int[Array, ""]
    ) -> tuple[Float[Array, "heads dim_head"], Ring]:
        """Return what one step attends to, and the ring with it."""
        query, key, value = (self._by_head(to(x[None]))[0] for to in self._maps())
        slot = position % self.window
        ring = Ring(
            ring.key.at[slot].set(key),
            ring.value.at[slot].set(value),
            ring.position.at[slot].set(position),
        )
        distance = jnp.asarray(ring.position - position, jnp.float32)
        scores = jnp.einsum("hd,whd->hw", query, rotate(ring.key, distance))
        return _mix(scores, ring.position >= 0, ring.value), ring

    def many(
        self,
        x: Float[Array, "n dim"],
        ring: Ring,
        position: Int[Array, ""],
        n_real: Int[Array, ""] | None = None,
    ) -> tuple[Float[Array, "n heads dim_head"], Ring]:
        """Return what n steps attend to, the first at `position`, and the ring after them.

        Only the first `n_real` of them, if it is given, are in the ring.
        """
        n, window = len(x), self.window
        query, key, value = (self._by_head(to(x)) for to in self._maps())
        # What the ring holds, oldest first, stands before the first block.
        oldest = (position + jnp.arange(window)) % window
        key = jnp.concatenate([ring.key[oldest], key])
        value = jnp.concatenate([ring.value[oldest], value])
        known = jnp.concatenate([ring.position[oldest] >= 0, jnp.ones(n, bool)])

        queries = _blocks(query, window)
        keys, values, valid = (_with_block_before(y, window) for y in (key, value, known))
        places = jnp.arange(2 * window, dtype=jnp.float32)
        turned_queries = jax.vmap(lambda q: rotate(q, places[window:]))(queries)
        turned_keys = jax.vmap(lambda k: rotate(k, places))(keys)
        scores = jnp.einsum("bihd,bjhd->bhij", turned_queries, turned_keys)
        distance = jnp.arange(window)[:, None] + window - jnp.arange(2 * window)
        band = (distance >= 0) & (distance < window)
        mixed = jax.vmap(_mix)(scores, (band & valid[:, None, :])[:, None], values)
        attended = mixed.reshape(-1, *mixed.shape[2:])[:n]
        n_real = jnp.int32(n) if n_real is None else n_real
        return attended, self._after(key, value, ring, oldest, position, n_real)

    def _after(
        self,
        key: Array,
        value: Array,
        ring: Ring,
        oldest: Array,
        position: Int[Array, ""],
        n: Int[Array, ""],
    ) -> Ring:
        # Of the ring's steps and the n that came, the last W.
        places = n + jnp.arange(self.window)
        steps = position - self.window + places
        before = ring.position[oldest].at[places].get(mode="clip")
        slots = steps % self.window
        return Ring(
            ring.key.at[slots].set(key[places]),
            ring.value.at[slots].set(value[places]),
            ring.position.at[slots].set(jnp.where(places >= self.window, steps, before)),
        )

    def _maps(self) -> tuple[Linear, Linear, Linear]:
        return self.to_query, self.to_key, self.to_value

    def _by_head(self, x: Float[Array, "n dim"]) -> Float[Array, "n heads dim_head"]:
        return x.reshape(len(x), self.n_heads, -1)


def _mix(scores: Array, valid: Array, values: Array) -> Array:
    """Return values (keys, heads, dim) weighed by softmax of scores (heads, *queries, keys)."""
    scale = values.shape[-1] ** -0.5
    weights = jax.nn.softmax(
        jnp.where(valid, scores.astype(jnp.float32) * scale, -jnp.inf), axis=-1
    )
    return jnp.einsum("h...k,khd->...hd", weights.astype(values.dtype), values)


def _blocks(x: Float[Array, "n *rest"], window: int) -> Float[Array, "blocks window *rest"]:
    padded = jnp.pad(x, ((0, -len(x) % window), *((0, 0),) * (x.ndim - 1)))
    return padded.reshape(-1, window, *x.shape[1:])


def _with_block_before(x: Float[Array, "n *rest"], window: int) -> Array:
    """Return (blocks, 2 window, *rest): each block but the first, after the one before it."""
    blocks = _blocks(x, window)
    return jnp.concatenate([blocks[:-1], blocks[1:]], axis=1)
