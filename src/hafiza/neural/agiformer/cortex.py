"""Reasoning by recurrent depth: one core, run as often as the effort asks for.

s ← s + core([s, h]) from s = 0, with norms before. The core reads the Hebbian memory as of its
position with a query of its own, and owns no keys or values: depth never touches what streams on.
A position whose state moves by less than the tolerance rests, so each stops where it is done,
however many are computed side by side. After Geiping et al. 2025, "Scaling up test-time compute
with latent reasoning", section 3; that the core reads an associative memory is our own.
"""

from __future__ import annotations

from typing import Protocol

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int, PRNGKeyArray

from hafiza.neural.layers import Linear, RMSNorm, SwiGLU, normalised, unit

N_BACKPROP = 4  # steps of depth that gradients go through


class Readable(Protocol):
    """A memory as of n positions; a pytree."""

    def read(self, query: Float[Array, "n heads dim_k"]) -> Float[Array, "n heads dim_v"]:
        """Return what each position's query reads."""
        ...


class ReasoningCortex(eqx.Module):
    """A recurrent core that refines a latent state at each position on its own."""

    norm: RMSNorm
    join: Linear
    norm_query: RMSNorm
    to_query: Linear
    from_memory: Linear
    norm_mlp: RMSNorm
    mlp: SwiGLU
    n_heads: int = eqx.field(static=True)
    max_steps: int = eqx.field(static=True)

    def __init__(
        self, dim: int, hidden: int, *, n_heads: int, max_steps: int, key: PRNGKeyArray
    ) -> None:
        keys = jax.random.split(key, 4)
        self.norm = RMSNorm(2 * dim)
        self.join = Linear(2 * dim, dim, key=keys[0])
        self.norm_query = RMSNorm(dim)
        self.to_query = Linear(dim, dim, key=keys[1])
        self.from_memory = Linear(dim, dim, key=keys[2], gain=0.5)
        self.norm_mlp = RMSNorm(dim)
        self.mlp = SwiGLU(dim, hidden, key=keys[3], gain=0.5)
        self.n_heads = n_heads
        self.max_steps = max_steps

    def steps_for(self, effort: Float[Array, ""]) -> Int[Array, ""]:
        """Return the most steps that an effort from 0 to 1 allows: 1 to `max_steps`."""
        return 1 + jnp.round(effort * (self.max_steps - 1)).astype(jnp.int32)

    def think(
        self,
        h: Float[Array, "n dim"],
        memory: Readable | None,
        n_steps: Int[Array, ""],
        tolerance: Float[Array, ""],
    ) -> tuple[Float[Array, "n dim"], Int[Array, " n"]]:
        """Return the states after at most `n_steps`, and how many steps each position took.

        A step that no position needs is not computed.
        """

        def unfinished(carry: tuple[Int[Array, ""], Array, Array, Bool[Array, " n"]]) -> Array:
            taken, _, _, awake = carry
            return (taken < n_steps) & jnp.any(awake)

        def over(carry: tuple[Array, Array, Array, Array]) -> tuple[Array, Array, Array, Array]:
            taken, s, used, awake = carry
            moved = jnp.where(awake[:, None], self._step(s, h, memory), s)
            change, size = _length(moved - s), _length(moved)
            return taken + 1, moved, used + awake, awake & (change >= tolerance * size)

        n = len(h)
        start = (jnp.int32(0), jnp.zeros_like(h), jnp.zeros(n, jnp.int32), jnp.ones(n, bool))
        _, s, used, _ = jax.lax.while_loop(unfinished, over, start)
        return s, used

    def learn(
        self, h: Float[Array, "n dim"], memory: Readable | None, n_steps: Int[Array, ""]
    ) -> Float[Array, "n dim"]:
        """Return the states after `n_steps`, all of them, with gradients.

        They go through the last `N_BACKPROP` steps alone: memory does not grow with depth.
        """
        n_free = jnp.maximum(n_steps - N_BACKPROP, 0)
        fixed, h_fixed, memory_fixed = jax.lax.stop_gradient((self, h, memory))
        s = jax.lax.fori_loop(
            0, n_free, lambda _, s: fixed._step(s, h_fixed, memory_fixed), jnp.zeros_like(h)
        )

        @jax.checkpoint
        def over(s: Array, n: Array) -> tuple[Array, None]:
            return jnp.where(n < n_steps - n_free, self._step(s, h, memory), s), None

        last: Array = jax.lax.scan(over, jax.lax.stop_gradient(s), jnp.arange(N_BACKPROP))[0]
        return last

    def _step(self, s: Array, h: Array, memory: Readable | None) -> Array:
        inner = self.join(self.norm(jnp.concatenate([s, h], axis=-1)))
        if memory is not None:
            asked = self.to_query(self.norm_query(inner)).astype(jnp.float32)
            read = memory.read(unit(asked.reshape(len(s), self.n_heads, -1)))
            inner = inner + self.from_memory(normalised(read).astype(s.dtype).reshape(len(s), -1))
        return s + inner + self.mlp(self.norm_mlp(inner))


def _length(x: Float[Array, "n dim"]) -> Float[Array, " n"]:
    length: Array = jnp.linalg.norm(x.astype(jnp.float32), axis=-1)
    return length
