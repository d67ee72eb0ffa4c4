"""Hebbian associative memory: a matrix for each head that is written and read as text goes by.

S_t = λ_t S_{t-1} + k_t u_tᵀ is the memory after step t, S_tᵀ q what a query q reads from it.
`u_t` is what is written: β_t v_t by the plain rule (gated linear attention, Yang et al. 2024,
eq. 3, with one decay a head), or by the delta rule β_t (v_t - λ_t S_{t-1}ᵀ k_t), which replaces
what a key held (Yang et al. 2025, "Gated Delta Networks", eq. 10).

Queries, keys and values are mixed with those of the steps just before, channel by channel (a
short causal convolution, as in both papers' models): so a value can be kept under the key that
came before it.

Two forms that agree: `write_one` for a stream, `write_all` for many steps at once, chunk by
chunk. Within a chunk b_t = Σ log λ up to t, so the weight of step j in the reading at i is
exp(b_i - b_j) for j <= i: never above one. The mask comes before the exponential, so nothing
overflows, forward or backward. All is in float32.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, PRNGKeyArray

from hafiza.neural.layers import Linear, unit
from hafiza.neural.triangular import unit_lower_inverse

Rule = Literal["hebb", "delta"]
Memory = Float[Array, "heads dim_k dim_v"]
Recent = Float[Array, "taps_less_one three_dim"]  # what the short convolution still needs

CHUNK = 64


class Writing(NamedTuple):
    """What n steps write. key: (n, heads, dim_k), length 1 or 0. value: (n, heads, dim_v)."""

    key: Float[Array, "n heads dim_k"]
    value: Float[Array, "n heads dim_v"]
    log_decay: Float[Array, "n heads"]  # log λ, at most 0
    strength: Float[Array, "n heads"]  # β, from 0 to 1


class Trace(NamedTuple):
    """What was written over n steps, to be read as of each of them; in chunks, heads first."""

    key: Float[Array, "chunks heads chunk dim_k"]
    written: Float[Array, "chunks heads chunk dim_v"]
    log_weight: Float[Array, "chunks heads chunk"]  # b
    before: Float[Array, "chunks heads dim_k dim_v"]  # the memory before each chunk

    def read(self, query: Float[Array, "n heads dim_k"]) -> Float[Array, "n heads dim_v"]:
        """Return S_tᵀ q_t for each step t."""
        chunk = self.key.shape[2]
        asked = _in_chunks(query.astype(jnp.float32), chunk)
        near = jnp.einsum("chik,chjk->chij", asked, self.key) * _weights(self.log_weight)
        far = jnp.einsum("chik,chkv->chiv", asked, self.before)
        read = near @ self.written + far * jnp.exp(self.log_weight)[..., None]
        return jnp.moveaxis(read, 1, 2).reshape(-1, *read.shape[1::2])[: len(query)]


class Held(NamedTuple):
    """A memory as of one step, to be read as a trace of one is."""

    memory: Memory

    def read(self, query: Float[Array, "1 heads dim_k"]) -> Float[Array, "1 heads dim_v"]:
        """Return Sᵀ q."""
        return read_one(self.memory, query[0])[None]


class HebbianMemory(eqx.Module):
    """What of a sequence is written, how it fades, and what is asked for."""

    to_qkv: Linear
    taps: Float[Array, "taps three_dim"]  # the last is of the step itself
    to_decay: Linear
    to_strength: Linear
    log_rate: Float[Array, " heads"]
    decay_bias: Float[Array, " heads"]
    effort_weight: Float[Array, " heads"] | None
    n_heads: int = eqx.field(static=True)
    rule: Rule = eqx.field(static=True)

    def __init__(
        self,
        dim: int,
        n_heads: int,
        *,
        rule: Rule,
        taps: int,
        half_lives: tuple[float, float],
        follows_effort: bool,
        key: PRNGKeyArray,
    ) -> None:
        """Set half-lives, in steps, evenly spaced in the logarithm over the heads.

        With `follows_effort` a trained weight a head lets effort slow or speed up forgetting.
        """
        keys = jax.random.split(key, 3)
        self.to_qkv = Linear(dim, 3 * dim, key=keys[0])
        self.taps = jnp.zeros((taps, 3 * dim)).at[-1].set(1.0)
        self.to_decay = Linear(dim, n_heads, key=keys[1], gain=0.1)
        self.to_strength = Linear(dim, n_heads, key=keys[2], gain=0.1)
        lives = jnp.geomspace(half_lives[0], half_lives[1], n_heads)
        self.log_rate = jnp.log(jnp.log(2.0) / lives)
        self.decay_bias = jnp.full(n_heads, jnp.log(jnp.e - 1.0))  # softplus of it is 1
        self.effort_weight = jnp.zeros(n_heads) if follows_effort else None
        self.n_heads = n_heads
        self.rule = rule

    def empty(self) -> tuple[Memory, Recent]:
        """Return a memory that holds nothing, and nothing before the first step."""
        n_taps, width = self.taps.shape[-2:]
        dim = width // 3 // self.n_heads
        return jnp.zeros((self.n_heads, dim, dim)), jnp.zeros((n_taps - 1, width))

    def attend(
        self, x: Float[Array, "n dim"], recent: Recent, effort: Float[Array, ""]
    ) -> tuple[Float[Array, "n heads dim_k"], Writing, Recent]:
        """Return what each step of x asks for, length 1, what it writes, and what comes after.

        log λ = -exp(A) · softplus(W x + b), with + w · effort inside when retention follows it.
        """
        wide = x.astype(jnp.float32)
        told = jnp.concatenate([recent, self.to_qkv(x).astype(jnp.float32)])
        n_before = len(recent)
        mixed = sum(tap * told[at : at + len(x)] for at, tap in enumerate(self.taps))
        query, key, value = (
            part.reshape(len(x), self.n_heads, -1) for part in jnp.split(mixed, 3, axis=-1)
        )
        pull = self.to_decay(wide) + self.decay_bias
        if self.effort_weight is not None:
            pull = pull + self.effort_weight * effort
        writing = Writing(
            key=unit(key),
            value=value,
            log_decay=-jnp.exp(self.log_rate) * jax.nn.softplus(pull),
            strength=jax.nn.sigmoid(self.to_strength(wide)),
        )
        return unit(query), writing, told[len(told) - n_before :]


def read_one(memory: Memory, query: Float[Array, "heads dim_k"]) -> Float[Array, "heads dim_v"]:
    """Return Sᵀ q for each head."""
    return jnp.einsum("hkv,hk->hv", memory, query.astype(jnp.float32))


def write_one(memory: Memory, step: Writing, rule: Rule) -> Memory:
    """Return the memory after one step; `step` has no axis of steps."""
    faded = memory * jnp.exp(step.log_decay)[:, None, None]
    value = step.value
    if rule == "delta":
        value = value - read_one(faded, step.key)
    return faded + jnp.einsum("hk,hv->hkv", step.key, step.strength[:, None] * value)


def write_all(
    memory: Memory, steps: Writing, rule: Rule, chunk: int = CHUNK
) -> tuple[Memory, Trace]:
    """Return the memory after all steps, and the trace by which it is read as of each.

    `chunk` is a power of two.
    """
    # Padding fades nothing and writes nothing.
    key, value = _in_chunks(steps.key, chunk), _in_chunks(steps.value, chunk)
    strength = _in_chunks(steps.strength[..., None], chunk)
    log_weight = jnp.cumsum(_in_chunks(steps.log_decay[..., None], chunk)[..., 0], axis=-1)
    weight, left = jnp.exp(log_weight), jnp.exp(log_weight[..., -1:] - log_weight)
    written, owed = strength * value, jnp.zeros_like(key)
    if rule == "delta":
        written, owed = _solved(key, value, strength, log_weight)

    def over(memory: Memory, one: tuple[Array, ...]) -> tuple[Memory, tuple[Memory, Array]]:
        key, written, owed, left, kept = one
        if rule == "delta":
            written = written - owed @ memory
        after = kept[:, None, None] * memory + jnp.einsum(
            "hjk,hjv->hkv", key * left[..., None], written
        )
        return after, (memory, written)

    after, (before, written) = jax.lax.scan(
        over, memory, (key, written, owed, left, weight[..., -1])
    )
    return after, Trace(key, written, log_weight, before)


def _solved(key: Array, value: Array, strength: Array, log_weight: Array) -> tuple[Array, Array]:
    """Return U and R with u = U - R S for the memory S before a chunk.

    u_i = β_i (v_i - Σ_{j<i} exp(b_i - b_j) (k_i·k_j) u_j - exp(b_i) Sᵀ k_i): triangular in u.
    """
    overlap = jnp.einsum("chik,chjk->chij", key, key) * _weights(log_weight)
    below = jnp.tril(strength * overlap, k=-1)
    held = strength * jnp.exp(log_weight)[..., None] * key
    asked = jnp.concatenate([strength * value, held], axis=-1)
    solved = unit_lower_inverse(below) @ asked
    return solved[..., : value.shape[-1]], solved[..., value.shape[-1] :]


def _weights(log_weight: Float[Array, "c h n"]) -> Float[Array, "c h n n"]:
    """Return exp(b_i - b_j) where j <= i, and 0 elsewhere."""
    n = log_weight.shape[-1]
    past = jnp.tril(jnp.ones((n, n), bool))
    return jnp.exp(jnp.where(past, log_weight[..., :, None] - log_weight[..., None, :], -jnp.inf))


def _in_chunks(x: Float[Array, "n heads dim"], chunk: int) -> Float[Array, "c heads chunk dim"]:
    padded = jnp.pad(x, ((0, -len(x) % chunk), (0, 0), (0, 0)))
    return jnp.moveaxis(padded.reshape(-1, chunk, *x.shape[1:]), 1, 2)
