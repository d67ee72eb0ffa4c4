"""What AGIFORMER is measured against: the known sketch's way to compute it, and a transformer."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int, PRNGKeyArray

from hafiza.neural.agiformer.attention import WindowAttention
from hafiza.neural.agiformer.block import BlockState, HybridBlock, Stack
from hafiza.neural.agiformer.hebbian import Memory, Rule, Writing, write_one
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.layers import Linear, RMSNorm, SwiGLU, embedding
from hafiza.neural.rope import rotate

# --- the sketch's form ---


class KeptMemories(eqx.Module):
    """The memory after each of n steps, all of them kept."""

    memories: Float[Array, "n heads dim_k dim_v"]

    def read(self, query: Float[Array, "n heads dim_k"]) -> Float[Array, "n heads dim_v"]:
        """Return S_tᵀ q_t for each step t."""
        return jnp.einsum("nhkv,nhk->nhv", self.memories, query)


def scan_memory(memory: Memory, steps: Writing, rule: Rule) -> tuple[Memory, KeptMemories]:
    """Return the memory after n steps, taken one by one, and after each of them."""

    def over(memory: Memory, step: Writing) -> tuple[Memory, Memory]:
        memory = write_one(memory, step, rule)
        return memory, memory

    after, memories = jax.lax.scan(over, memory, steps)
    return after, KeptMemories(memories)


class ScannedBlock(HybridBlock):
    """A block that learns with its memory step by step; `full` scores all steps against all."""

    full: bool = eqx.field(static=True, default=False)

    def many(
        self,
        x: Float[Array, "n dim"],
        state: BlockState,
        position: Int[Array, ""],
        effort: Float[Array, ""],
        n_real: Int[Array, ""] | None = None,
    ) -> tuple[Float[Array, "n dim"], BlockState, Any]:
        """Return what `HybridBlock.many` does, for a text that begins here and ends here."""
        y = self.norm(x)
        near = far = kept = None
        ring, memory, recent = state
        if self.window is not None and ring is not None:
            near = (
                full_scores(self.window, y) if self.full else self.window.many(y, ring, position)[0]
            )
        if self.hebbian is not None and memory is not None and recent is not None:
            query, writing, recent = self.hebbian.attend(y, recent, effort)
            memory, kept = scan_memory(memory, writing, self.hebbian.rule)
            far = kept.read(query)
        return self._joined(x, y, near, far), BlockState(ring, memory, recent), kept


def as_sketch(model: Agiformer, *, full: bool) -> Agiformer:
    """Return the same model, of the same weights and odds, computed as the sketch does."""

    def scanned(stack: Stack) -> Stack:
        block = stack.blocks
        parts = {one.name: getattr(block, one.name) for one in fields(HybridBlock)}
        made = object.__new__(ScannedBlock)
        for name, part in {**parts, "full": full}.items():
            object.__setattr__(made, name, part)
            changed: Stack = eqx.tree_at(
                lambda s: s.blocks, stack, made, is_leaf=lambda x: x is block
            )
        return changed

    model = eqx.tree_at(lambda m: m.blocks, model, scanned(model.blocks))
    return eqx.tree_at(lambda m: m.decoder, model, scanned(model.decoder)) if full else model


def full_scores(
    window: WindowAttention, x: Float[Array, "n dim"]
) -> Float[Array, "n heads dim_head"]:
    """Return what a window attends to, by scores of all steps against all."""
    n = len(x)
    query, key, value = (
        to(x).reshape(n, window.n_heads, -1)
        for to in (window.to_query, window.to_key, window.to_value)
    )
    distance = jnp.arange(n)[:, None] - jnp.arange(n)
    return attend(query, key, value, (distance >= 0) & (distance < window.window))


def attend(query: Array, key: Array, value: Array, seen: Array) -> Array:
    """Return values (n, heads, dim) by softmax of all scores, rotary positions from 0."""
    places = jnp.arange(len(query), dtype=jnp.float32)
    scores = jnp.einsum("ihd,jhd->hij", rotate(query, places), rotate(key, places))
    scores = jnp.where(seen, scores * query.shape[-1] ** -0.5, -jnp.inf)
    return jnp.einsum("hij,jhd->ihd", jax.nn.softmax(scores), value)


# --- a transformer ---


class ByteTransformer(eqx.Module):
    """A decoder with full attention over bytes, rotary positions, RMSNorm and SwiGLU."""

    table: Float[Array, "257 dim"]
    layers: list[tuple[RMSNorm, Linear, Linear, RMSNorm, SwiGLU]]
    norm: RMSNorm
    head: Linear
    heads: int = eqx.field(static=True)

    def __init__(self, dim: int, layers: int, heads: int, *, key: PRNGKeyArray) -> None:
        """Draw the weights; token 256 stands before the first byte."""
        keys = iter(jax.random.split(key, 3 * layers + 2))
        hidden = 8 * dim // 3 // 8 * 8
        gain = float((2 * layers) ** -0.5)
        self.table = embedding(257, dim, key=next(keys), deviation=1.0)
        self.layers = [
            (
                RMSNorm(dim),
                Linear(dim, 3 * dim, key=next(keys)),
                Linear(dim, dim, key=next(keys), gain=gain),
                RMSNorm(dim),
                SwiGLU(dim, hidden, key=next(keys), gain=gain),
            )
            for _ in range(layers)
        ]
        self.norm = RMSNorm(dim)
        self.head = Linear(dim, 256, key=next(keys))
        self.heads = heads

    def __call__(self, text: Int[Array, " n"]) -> Float[Array, "n 256"]:
        """Return the log odds of each byte, given those before it."""
        x = self.table[jnp.concatenate([jnp.array([256]), text[:-1]])]
        n = len(x)
        past = jnp.tril(jnp.ones((n, n), bool))
        for norm, to_qkv, out, norm_mlp, mlp in self.layers:
            parts = to_qkv(norm(x)).reshape(n, 3 * self.heads, -1)
            query, key, value = jnp.split(parts, 3, axis=1)
            x = x + out(attend(query, key, value, past).reshape(n, -1))
            x = x + mlp(norm_mlp(x))
        return self.head(self.norm(x))


def transformer_of_size(parameters: int, *, layers: int, key: PRNGKeyArray) -> ByteTransformer:
    """Return the transformer of about so many parameters: twelve squares of its width a layer."""
    heads = 4
    dim = round((parameters / (12 * layers)) ** 0.5 / (2 * heads)) * 2 * heads
    return ByteTransformer(dim, layers, heads, key=key)
