"""What an AGIFORMER learns from, and how well it does: bits per byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float, Int
from numpy.typing import NDArray

from hafiza.neural.agiformer.model import Agiformer, Effort


def nats(
    model: Agiformer,
    text: Int[Array, "rows n"],
    depths: Int[Array, " rows"],
    counted: Bool[Array, "rows n"] | None = None,
    *,
    seeds: Int[Array, " rows"] | None = None,
) -> Float[Array, ""]:
    """Return the mean -log p of a byte of rows read from their beginning, with gradients.

    Each row is thought about to a depth of its own. Bytes that are not `counted` are read, and
    their odds left alone; so are, by spaces, those beyond the patches that a usual text has.
    `seeds` say which n-grams drop out of each row; without them none does.
    """

    def of_row(
        row: Int[Array, " n"], depth: Int[Array, ""], seed: Int[Array, ""] | None
    ) -> tuple[Array, Array]:
        value = (depth - 1) / max(1, model.config.max_steps - 1)
        effort = Effort(value, depth, jnp.float32(0.0), is_learning=True)
        n_patches = model.config.usual_patches(len(row))
        key = None if seed is None else jax.random.key(seed)
        read = model.score(row, effort, n_patches, key=key)
        return surprise(read.logits, row), read.patch < n_patches

    found, known = jax.vmap(of_row)(text, depths, seeds)
    return jnp.average(found, weights=known if counted is None else known & counted)


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


def draw_seeds(seed: int, step: int, n_rows: int) -> NDArray[np.int32]:
    """Return what is to be drawn from in each row of a step; by seed and step alone."""
    return np.random.default_rng((seed, step, 4)).integers(0, 2**31, n_rows, np.int32)


def bits_of_windows(
    model: Agiformer,
    text: NDArray[np.int32],
    effort: float,
    *,
    counted: NDArray[np.bool_] | None = None,
    rows_at_once: int = 8,
) -> float:
    """Return the bits per byte of (n, length) windows, each read from its own beginning.

    Only `counted` bytes count, if they are given.
    """
    surprises = [found.surprise for found in read_windows(model, text, effort, rows_at_once)]
    mean = np.average(np.concatenate(surprises), weights=counted)
    return float(mean) / float(np.log(2.0))


class WindowsRead(NamedTuple):
    """What reading windows gave."""

    surprise: NDArray[Any]  # (rows, n) float32, -log p of each byte in nats
    likeliest: NDArray[Any]  # (rows, n) int32, the likeliest byte in the place of each
    depth: NDArray[Any]  # (rows, n) int32, steps of the cortex for the patch of each byte


def read_windows(
    model: Agiformer, text: NDArray[np.int32], effort: float, rows_at_once: int = 8
) -> Iterator[WindowsRead]:
    """Yield what reading (n, length) windows gives, some rows at a time."""
    chosen = model.effort(effort)
    for at in range(0, len(text), rows_at_once):
        rows = text[at : at + rows_at_once]
        # As many rows each time, so that one size is compiled.
        padded = np.resize(rows, (min(rows_at_once, len(text)), text.shape[1]))
        nats, likeliest, depth = _read_rows(model, jnp.asarray(padded), chosen)
        yield WindowsRead(*(np.asarray(part)[: len(rows)] for part in (nats, likeliest, depth)))


@eqx.filter_jit
def _read_rows(
    model: Agiformer, text: Int[Array, "rows n"], effort: Effort
) -> tuple[Array, Array, Array]:
    def of_row(row: Int[Array, " n"]) -> tuple[Array, Array, Array]:
        read = model.score(row, effort)
        likeliest = jnp.argmax(read.logits, axis=-1).astype(jnp.int32)
        return surprise(read.logits, row), likeliest, read.depth[read.patch]

    return jax.vmap(of_row)(text)


def surprise(logits: Float[Array, "n 256"], text: Int[Array, " n"]) -> Float[Array, " n"]:
    """Return -log p of each byte in nats."""
    return -jnp.take_along_axis(jax.nn.log_softmax(logits), text[:, None], axis=-1)[:, 0]
