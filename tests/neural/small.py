"""A small AGIFORMER and how tests read with it."""

from __future__ import annotations

import os

# Tests compile much and compute little. Set before jax is imported.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")

from dataclasses import asdict

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from hafiza.neural import checkpoints
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.stream import KIND

SMALL = {
    "dim": 32,
    "blocks": 2,
    "heads": 2,
    "hidden": 64,
    "window": 8,
    "half_lives": (4.0, 64.0),
    "max_steps": 4,
    "cortex_hidden": 32,
    "ngram_rows": 64,
    "decoder_dim": 16,
    "decoder_blocks": 1,
    "decoder_heads": 2,
    "decoder_hidden": 32,
    "decoder_window": 8,
}

begin = eqx.filter_jit(Agiformer.begin)
step = eqx.filter_jit(Agiformer.step)
extend = eqx.filter_jit(Agiformer.extend)
score = eqx.filter_jit(Agiformer.score)
step_many = eqx.filter_jit(Agiformer.step_many)


def build(seed=0, **changes):
    config = AgiformerConfig(**{**SMALL, **changes})
    return Agiformer(config, key=jax.random.key(seed))


def write_talker(path, seed=0, letters=b" aeiklmn"):
    """Write a checkpoint of random weights that writes these letters alone, and return its path.

    The weights come from numpy: nothing is compiled to draw them.
    """
    config = AgiformerConfig(**{**SMALL, "blocks": 1, "max_steps": 3})
    like = eqx.filter_eval_shape(lambda: Agiformer(config, key=jax.random.key(0)))
    rng = np.random.default_rng(seed)

    def drawn(leaf):
        if leaf.ndim < 2:
            return np.ones(leaf.shape, leaf.dtype)
        return (rng.normal(size=leaf.shape) / leaf.shape[-1] ** 0.5).astype(leaf.dtype)

    model = jax.tree.map(drawn, like)
    others = [byte for byte in range(256) if byte not in letters]
    # Of many odds of zero and some of either sign, the likeliest is one of the letters'.
    model.head.weight[:] *= 8.0
    model.head.weight[others] = 0.0
    checkpoints.save(path, model, kind=KIND, config=asdict(config), more={})
    return path


def some_bytes(n, seed=0):
    return jnp.asarray(np.random.default_rng(seed).integers(0, 256, n), jnp.int32)


def streamed(model, text, effort, state=None):
    """Read byte by byte; return the last state and the logits after each byte."""
    state = begin(model, effort) if state is None else state
    logits = []
    for byte in text:
        state = step(model, state, byte, effort)
        logits.append(state.logits)
    return state, jnp.stack(logits) if logits else jnp.zeros((0, 256))


def furthest(one, other):
    """Return the largest difference of two trees of arrays of one shape."""
    pairs = zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True)
    return max(float(np.abs(np.asarray(a, float) - np.asarray(b, float)).max()) for a, b in pairs)


VERSE = "Hafıza bir denizdir, söz bir gemi; giden gelir, kalan unutulmaz. ".encode()


def write_recipe(folder, *, steps, **changes):
    """Write a recipe that learns a verse, and the verse; return its path."""
    (folder / "verse.txt").write_bytes(VERSE * 15)
    lines = ["[model]"]
    for name, value in {**SMALL, **changes.pop("model", {})}.items():
        lines.append(f"{name} = {list(value) if isinstance(value, tuple) else value!r}".lower())
    lines += ["[data]", 'files = ["verse.txt"]', "validation = 0.2", "[training]"]
    training = {"steps": steps, "batch": 4, "length": 128, "warmup": 10, "learning_rate": 0.01}
    lines += [f"{name} = {value}" for name, value in {**training, **changes}.items()]
    path = folder / "recipe.toml"
    path.write_text("\n".join(lines))
    return path
