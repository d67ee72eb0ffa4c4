"""Layers that models share. They act on the last axis of one sequence; callers `jax.vmap`.

Weights are float32; a layer computes in the type of its input, norms always in float32.
"""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, PRNGKeyArray

_EPSILON = 1e-6


class Linear(eqx.Module):
    """y = x Wᵀ, over any leading axes."""

    weight: Float[Array, "n_out n_in"]

    def __init__(self, n_in: int, n_out: int, *, key: PRNGKeyArray, gain: float = 1.0) -> None:
        """Draw weights from a normal of deviation `gain` / √n_in, cut at two deviations."""
        drawn = jax.random.truncated_normal(key, -2.0, 2.0, (n_out, n_in))
        self.weight = drawn * (gain / n_in**0.5)

    def __call__(self, x: Float[Array, "*n n_in"]) -> Float[Array, "*n n_out"]:
        """Return (*n, n_out)."""
        return x @ self.weight.T.astype(x.dtype)


class RMSNorm(eqx.Module):
    """y = x / √(mean x² + ε) · w. Zhang & Sennrich 2019, eq. 4."""

    weight: Float[Array, " dim"]

    def __init__(self, dim: int) -> None:
        self.weight = jnp.ones(dim)

    def __call__(self, x: Float[Array, "*n dim"]) -> Float[Array, "*n dim"]:
        """Return (*n, dim)."""
        return (normalised(x) * self.weight).astype(x.dtype)


class SwiGLU(eqx.Module):
    """y = W_down(silu(W_gate x) · W_up x). Shazeer 2020, eq. 6."""

    gate: Linear
    up: Linear
    down: Linear

    def __init__(self, dim: int, hidden: int, *, key: PRNGKeyArray, gain: float = 1.0) -> None:
        keys = jax.random.split(key, 3)
        self.gate = Linear(dim, hidden, key=keys[0])
        self.up = Linear(dim, hidden, key=keys[1])
        self.down = Linear(hidden, dim, key=keys[2], gain=gain)

    def __call__(self, x: Float[Array, "*n dim"]) -> Float[Array, "*n dim"]:
        """Return (*n, dim)."""
        return self.down(jax.nn.silu(self.gate(x)) * self.up(x))


def normalised(x: Float[Array, "*n dim"]) -> Float[Array, "*n dim"]:
    """Return x over its root mean square along the last axis, in float32."""
    wide = x.astype(jnp.float32)
    return wide * jax.lax.rsqrt(jnp.mean(wide * wide, axis=-1, keepdims=True) + _EPSILON)


def unit(x: Float[Array, "*n dim"]) -> Float[Array, "*n dim"]:
    """Return x over its Euclidean norm along the last axis; zero stays zero, and so its slope."""
    return x * jax.lax.rsqrt(jnp.sum(x * x, axis=-1, keepdims=True) + _EPSILON)


def embedding(n: int, dim: int, *, key: PRNGKeyArray, deviation: float = 0.02) -> Array:
    """Return a table of (n, dim) normal values."""
    return deviation * jax.random.normal(key, (n, dim))
