"""What an AGIFORMER learns from, and how well it does: bits per byte."""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int
from numpy.typing import NDArray

from hafiza.neural.agiformer.model import Agiformer, Effort


def nats(
    model: Agiformer, text: Int[Array, "rows n"], depths: Int[Array, " rows"]
) -> Float[Array, ""]:
    """Return the mean -log p of a byte of rows read from their beginning, with gradients.

    Each row is thought about to a depth of its own.
    """

    def of_row(row: Int[Array, " n"], depth: Int[Array, ""]) -> Float[Array, ""]:
        value = (depth - 1) / max(1, model.config.max_steps - 1)
        effort = Effort(value, depth, jnp.float32(0.0), is_learning=True)
        return surprise(model.score(row, effort).logits, row).mean()

    return jnp.mean(jax.vmap(of_row)(text, depths))


def draw_depths(
    seed: int, step: int, n_rows: int, max_steps: int, *, mean: float, shallow: float
) -> NDArray[np.int32]:
    """Return how deeply each row of a step is thought about; by seed and step alone.

    One depth for most rows, 1 + Poisson(LogNormal) as in Geiping et al. 2025, section 3.3, and
    depth one for a share of them, so that no effort is a good effort too.
    """
    rng = np.random.default_rng((seed, step, 1))
    spread = 0.5
    rate = np.exp(rng.normal(np.log(max(mean - 1.0, 1e-3)) - spread**2 / 2, spread))
    depth = min(1 + rng.poisson(rate), max(1, max_steps))
    depths = np.full(n_rows, depth, np.int32)
    depths[: round(shallow * n_rows)] = 1
    return depths


@eqx.filter_jit
def _windows_nats(model: Agiformer, text: Int[Array, "rows n"], effort: Effort) -> Array:
    def of_row(row: Int[Array, " n"]) -> Float[Array, ""]:
        return surprise(model.score(row, effort).logits, row).mean()

    return jax.vmap(of_row)(text)


def bits_of_windows(
    model: Agiformer, text: NDArray[np.int32], effort: float, *, rows_at_once: int = 8
) -> float:
    """Return the bits per byte of (n, length) windows, each read from its own beginning."""
    chosen = model.effort(effort)
    whole = len(text) - len(text) % rows_at_once or len(text)
    parts = [
        _windows_nats(model, jnp.asarray(text[at : at + rows_at_once]), chosen)
        for at in range(0, whole, rows_at_once)
    ]
    return float(jnp.concatenate(parts).mean()) / float(np.log(2.0))


def surprise(logits: Float[Array, "n 256"], text: Int[Array, " n"]) -> Float[Array, " n"]:
    """Return -log p of each byte in nats."""
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), text[:, None], axis=-1)[:, 0]
