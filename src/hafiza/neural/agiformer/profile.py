"""What a trained AGIFORMER is like inside: sizes, costs, reach, half-lives, depths, memory."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from hafiza.neural.agiformer.learning import read_windows
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.patches import Cut, cut_at, lengths
from hafiza.neural.agiformer.stream import Stream


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of parameters, and bytes of the state that a stream carries."""

    parameters: int
    in_tables: int  # of n-grams: looked up, not multiplied
    state_bytes: int


def sizes(model: Agiformer) -> Sizes:
    """Return how large a model and its state are."""
    state = jax.eval_shape(lambda: model.begin(model.effort(0.0)))
    return Sizes(
        parameters=sum(leaf.size for leaf in jax.tree.leaves(eqx.filter(model, eqx.is_array))),
        in_tables=sum(table.size for table in model.bytes.ngram),
        state_bytes=sum(leaf.size * leaf.dtype.itemsize for leaf in jax.tree.leaves(state)),
    )


def half_lives(model: Agiformer, text: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return (blocks, heads) half-lives in bytes, as the decay over a text has them.

    By the mean of log λ over the patches of (n,) bytes: what is written at one of them has
    weighed half so many bytes later. Empty if the model has no memory.
    """

    @eqx.filter_jit
    def decays(model: Agiformer, text: jax.Array, cut: Cut) -> jax.Array:
        effort = model.effort(1.0)
        embedded = model.bytes(jnp.pad(text, (model.bytes.n_before, 0), constant_values=-1))
        x = model.encoder(embedded, cut.start, cut.length)
        blocks = model.blocks

        def through(x: jax.Array, block: Any) -> tuple[jax.Array, jax.Array]:
            begun = block.empty(x.dtype)
            _, writing, _ = block.hebbian.attend(block.norm(x), begun.recent, effort.value)
            x, _, _ = block.many(x, begun, jnp.int32(0), effort.value)
            return x, writing.log_decay.mean(axis=0)

        found: jax.Array = jax.lax.scan(through, x, blocks.blocks)[1]
        return found

    if not model.config.memory:
        return np.zeros((0, 0), np.float32)
    length = lengths(model.config, text)
    mean = np.asarray(decays(model, jnp.asarray(text), cut_at(jnp.asarray(length), len(text))))
    lives: NDArray[np.float32] = (np.log(2.0) / -mean * length.mean()).astype(np.float32)
    return lives


def half_lives_at_start(model: Agiformer) -> NDArray[np.float32]:
    """Return (heads,) half-lives in bytes that training began with, in patches of full length."""
    low, high = model.config.half_lives
    lives = np.geomspace(low, high, model.config.heads) * model.config.patch
    return lives.astype(np.float32)


def reach(
    model: Agiformer, text: NDArray[np.int32], distances: Sequence[int], *, effort: float = 1.0
) -> dict[int, float]:
    """Return how far the log odds of a text's last byte move when a byte before it is another.

    The mean over 256 log odds of the size of the change, for distances from 1 that there are.
    """
    usable = [far for far in distances if far < len(text)]
    rows = np.repeat(text[None], len(usable) + 1, axis=0)
    for row, far in enumerate(usable, start=1):
        rows[row, len(text) - 1 - far] ^= 1

    @eqx.filter_jit
    def last(model: Agiformer, rows: jax.Array) -> jax.Array:
        def of_row(row: jax.Array) -> jax.Array:
            logits = model.score(row, model.effort(effort)).logits
            odds: jax.Array = jax.nn.log_softmax(logits[-1])
            return odds

        found: jax.Array = jax.lax.map(of_row, rows)
        return found

    odds = np.asarray(last(model, jnp.asarray(rows)))
    moved = np.abs(odds[1:] - odds[0]).mean(axis=1)
    return {far: float(change) for far, change in zip(usable, moved, strict=True)}


def bits_and_depths(
    model: Agiformer, text: NDArray[np.int32], effort: float
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return the bits of each of n bytes and the steps of thought of its patch, (n,) each."""
    [read] = read_windows(model, text[None], effort)
    return read.surprise[0] / np.float32(np.log(2.0)), read.depth[0]


def step_seconds(stream: Stream, text: bytes) -> float:
    """Return the median seconds of a patch's bytes, over their number, as the stream reads on.

    They come one at a time, as when a text is written, and are timed patch by patch: one byte in
    `patch` costs more than the others.
    """
    patch = stream.model.config.patch
    stream.read(text[:1])  # compiled now, if ever
    timed = []
    for at in range(1, len(text) - patch + 1, patch):
        began = time.perf_counter()
        for byte in text[at : at + patch]:
            stream.read(bytes([byte]))
        timed.append((time.perf_counter() - began) / patch)
    return float(np.median(timed))


def memory_after(model: Agiformer, text: bytes) -> NDArray[np.float32]:
    """Return what memories hold, (blocks, heads, dim_k, dim_v), after a text's whole patches."""
    stream = Stream(model)
    stream.read(text)
    return np.asarray(stream.state.blocks.memory)
