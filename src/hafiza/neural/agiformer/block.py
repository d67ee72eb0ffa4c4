"""The hybrid block: a window that is exact, a memory that is long, and a gate between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int, PRNGKeyArray

from hafiza.neural.agiformer.attention import Ring, WindowAttention
from hafiza.neural.agiformer.hebbian import (
    HebbianMemory,
    Held,
    Memory,
    Recent,
    Trace,
    read_one,
    write_all,
    write_one,
)
from hafiza.neural.layers import Linear, RMSNorm, SwiGLU, normalised


class BlockState(NamedTuple):
    """What a block carries: a window of keys and values, its memory, and what feeds that next."""

    ring: Ring | None
    memory: Memory | None
    recent: Recent | None


class HybridBlock(eqx.Module):
    """x += W_o [g · rms(attention) + (1 - g) · rms(memory)], then x += SwiGLU; norms before.

    The gate g = σ(W_g x) is one number a head. Both branches are normalised by head, because
    their scales differ. A block may have one branch alone: then there is no gate.
    """

    norm: RMSNorm
    window: WindowAttention | None
    hebbian: HebbianMemory | None
    to_gate: Linear | None
    out: Linear
    norm_mlp: RMSNorm
    mlp: SwiGLU

    def __init__(
        self,
        dim: int,
        hidden: int,
        *,
        window: WindowAttention | None,
        hebbian: HebbianMemory | None,
        gain: float,
        key: PRNGKeyArray,
    ) -> None:
        """Join branches; `gain` scales the weights that write to the residual stream."""
        gate_key, out_key, mlp_key = jax.random.split(key, 3)
        branches = [branch for branch in (window, hebbian) if branch is not None]
        self.norm = RMSNorm(dim)
        self.window = window
        self.hebbian = hebbian
        self.to_gate = (
            Linear(dim, branches[0].n_heads, key=gate_key) if len(branches) == 2 else None
        )
        self.out = Linear(dim, dim, key=out_key, gain=gain)
        self.norm_mlp = RMSNorm(dim)
        self.mlp = SwiGLU(dim, hidden, key=mlp_key, gain=gain)

    def empty(self, dtype: jnp.dtype) -> BlockState:
        """Return the state before the first step."""
        ring = None if self.window is None else self.window.empty(dtype)
        return BlockState(ring, *((None, None) if self.hebbian is None else self.hebbian.empty()))

    def one(
        self,
        x: Float[Array, " dim"],
        state: BlockState,
        position: Int[Array, ""],
        effort: Float[Array, ""],
    ) -> tuple[Float[Array, " dim"], BlockState]:
        """Return the output of one step and the state after it."""
        y = self.norm(x)[None]
        near = far = None
        ring, memory, recent = state
        if self.window is not None and ring is not None:
            attended, ring = self.window.one(y[0], ring, position)
            near = attended[None]
        if self.hebbian is not None and memory is not None and recent is not None:
            query, writing, recent = self.hebbian.attend(y, recent, effort)
            step = jax.tree.map(lambda leaf: leaf[0], writing)
            memory = write_one(memory, step, self.hebbian.rule)
            far = read_one(memory, query[0])[None]
        return self._joined(x[None], y, near, far)[0], BlockState(ring, memory, recent)

    def many(
        self,
        x: Float[Array, "n dim"],
        state: BlockState,
        position: Int[Array, ""],
        effort: Float[Array, ""],
        n_real: Int[Array, ""] | None = None,
    ) -> tuple[Float[Array, "n dim"], BlockState, Trace | None]:
        """Return the outputs of n steps, the state after them, and what memory held at each.

        A block of attention alone can be told that only the first `n_real` of them are real.
        """
        assert n_real is None or self.hebbian is None
        y = self.norm(x)
        near = far = trace = None
        ring, memory, recent = state
        if self.window is not None and ring is not None:
            near, ring = self.window.many(y, ring, position, n_real)
        if self.hebbian is not None and memory is not None and recent is not None:
            query, writing, recent = self.hebbian.attend(y, recent, effort)
            memory, trace = write_all(memory, writing, self.hebbian.rule)
            far = trace.read(query)
        return self._joined(x, y, near, far), BlockState(ring, memory, recent), trace

    def _joined(self, x: Array, y: Array, near: Array | None, far: Array | None) -> Array:
        if near is not None and far is not None and self.to_gate is not None:
            gate = jax.nn.sigmoid(self.to_gate(y).astype(jnp.float32))[..., None]
            both = gate * normalised(near) + (1.0 - gate) * normalised(far)
        else:
            only = far if near is None else near
            assert only is not None  # a block has a branch
            both = normalised(only)
        x = x + self.out(both.astype(x.dtype).reshape(len(x), -1))
        return x + self.mlp(self.norm_mlp(x))


class Stack(eqx.Module):
    """Blocks of one shape, one after the other: a scan over them, compiled once for all."""

    blocks: HybridBlock  # each weight with a leading axis of blocks
    n: int = eqx.field(static=True)

    def __init__(
        self, n: int, make: Callable[[PRNGKeyArray], HybridBlock], *, key: PRNGKeyArray
    ) -> None:
        self.blocks = eqx.filter_vmap(make)(jax.random.split(key, n))
        self.n = n

    def empty(self, dtype: jnp.dtype) -> BlockState:
        """Return the states before the first step, with a leading axis of blocks."""
        states: BlockState = jax.tree.map(
            lambda leaf: jnp.repeat(leaf[None], self.n, axis=0), self.blocks.empty(dtype)
        )
        return states

    def one(
        self,
        x: Float[Array, " dim"],
        states: BlockState,
        position: Int[Array, ""],
        effort: Float[Array, ""],
    ) -> tuple[Float[Array, " dim"], BlockState, Held | None]:
        """Return the output of one step, the states after it and the last block's memory."""

        def through(x: Array, each: tuple[HybridBlock, BlockState]) -> tuple[Array, BlockState]:
            block, state = each
            return block.one(x, state, position, effort)

        x, states = jax.lax.scan(through, x, (self.blocks, states))
        memory = None if states.memory is None else Held(states.memory[-1])
        return x, states, memory

    def many(
        self,
        x: Float[Array, "n dim"],
        states: BlockState,
        position: Int[Array, ""],
        effort: Float[Array, ""],
        n_real: Int[Array, ""] | None = None,
    ) -> tuple[Float[Array, "n dim"], BlockState, Trace | None]:
        """Return the outputs of n steps, the states after them, and the last block's trace."""
        block, state = jax.tree.map(lambda leaf: leaf[0], (self.blocks, states))
        shapes = jax.eval_shape(lambda: block.many(x, state, position, effort)[2])
        no_trace = jax.tree.map(lambda leaf: jnp.zeros(leaf.shape, leaf.dtype), shapes)

        def through(
            carry: tuple[Array, Trace | None], each: tuple[HybridBlock, BlockState]
        ) -> tuple[tuple[Array, Trace | None], BlockState]:
            block, state = each
            x, state, trace = block.many(carry[0], state, position, effort, n_real)
            return (x, trace), state

        (x, trace), states = jax.lax.scan(through, (x, no_trace), (self.blocks, states))
        return x, states, trace
