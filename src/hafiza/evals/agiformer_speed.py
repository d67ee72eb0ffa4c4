"""AGIFORMER beside what it replaces, in one run: training steps, decoding, and what effort costs.

The sketch's form is the same model with the memory as a scan over single steps, whose every state
is kept for the way back, and with attention that scores every step against every other and masks
what is outside of the window. The transformer has as many parameters (tables of n-grams apart) in
as many layers as AGIFORMER has blocks, works on bytes, and attends to all of them; at 8,192 bytes
the scores of its layers take some 11 GB. Times are medians of runs that take turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from hafiza.evals.machine import describe_run
from hafiza.neural.agiformer import profile
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.learning import nats, surprise
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.stream import Stream
from hafiza.neural.baselines import ByteTransformer, as_sketch, transformer_of_size

SIZES: Mapping[str, Any] = {"dim": 192, "blocks": 3, "hidden": 512, "max_steps": 4}
CORE_HEAVY: Mapping[str, Any] = {
    "dim": 384,
    "blocks": 1,
    "hidden": 384,
    "max_steps": 24,
    "cortex_hidden": 4096,
    "decoder_blocks": 1,
    "ngrams": (),
}
EFFORTS = (0.0, 0.1, 0.5, 1.0)
FAR = 100_000


def measure_agiformer(
    *, scan_bytes: int = 4096, full_bytes: int = 8192, rounds: int = 3, seed: int = 0
) -> dict[str, Any]:
    """Measure all pairs; some minutes on two cores. Ratios are to AGIFORMER's own seconds."""
    model = Agiformer(AgiformerConfig(**SIZES), key=jax.random.key(seed))
    inside = profile.sizes(model)
    multiplied = inside.parameters - inside.in_tables
    transformer = transformer_of_size(
        multiplied, layers=model.config.blocks, key=jax.random.key(seed)
    )
    rng = np.random.default_rng(seed)
    own = _learning(model)
    return {
        "against_scan": _in_turns(
            scan_bytes,
            rounds,
            rng,
            {
                "agiformer": own,
                "memory_by_scan": _learning(as_sketch(model, full=False)),
                "sketch": _learning(as_sketch(model, full=True)),
            },
        ),
        "against_full_attention": _in_turns(
            full_bytes, rounds, rng, {"agiformer": own, "transformer": _attending(transformer)}
        ),
        "decoding": _decoding(model, rng, 3 * rounds),
        "effort": _effort(rng, seed, 3 * rounds),
        "parameters_multiplied": multiplied,
        "transformer_parameters": sum(
            leaf.size for leaf in jax.tree.leaves(eqx.filter(transformer, eqx.is_array))
        ),
        "sizes": dict(SIZES),
        "core_heavy": {**CORE_HEAVY, "ngrams": []},
        "rounds": rounds,
        "seed": seed,
        **describe_run(),
    }


def _learning(model: Agiformer) -> Callable[[Array], Array]:
    """Return a step of training without its update: loss and slopes of one row of bytes."""
    depth = jnp.array([2])

    @eqx.filter_jit
    def slopes(model: Agiformer, text: Array) -> tuple[Array, Any]:
        return eqx.filter_value_and_grad(lambda m, t: nats(m, t, depth))(model, text)

    return lambda text: slopes(model, text[None])[0]


def _attending(model: ByteTransformer) -> Callable[[Array], Array]:
    @eqx.filter_jit
    def slopes(model: ByteTransformer, text: Array) -> tuple[Array, Any]:
        return eqx.filter_value_and_grad(lambda m, t: surprise(m(t), t).mean())(model, text)

    return lambda text: slopes(model, text)[0]


def _in_turns(
    n_bytes: int, rounds: int, rng: np.random.Generator, steps: Mapping[str, Callable[..., Array]]
) -> dict[str, Any]:
    """Time steps that take turns; the first round compiles and does not count."""
    text = jnp.asarray(rng.integers(0, 256, n_bytes), jnp.int32)
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(rounds + 1):
        for name, step in steps.items():
            began = time.perf_counter()
            step(text).block_until_ready()
            if turn:
                seconds[name].append(time.perf_counter() - began)
    medians = {name: float(np.median(of)) for name, of in seconds.items()}
    own = medians["agiformer"]
    return {
        "bytes": n_bytes,
        "seconds": {name: round(median, 4) for name, median in medians.items()},
        "ratio": {name: round(median / own, 2) for name, median in medians.items()},
    }


def _decoding(model: Agiformer, rng: np.random.Generator, rounds: int) -> dict[str, Any]:
    """Time single bytes near the beginning and far from it, in blocks that take turns."""
    text = rng.bytes(FAR)
    near, far = Stream(model, 0.0), Stream(model, 0.0)
    near.read(text[:8])
    far.read(text)
    timed: dict[str, list[float]] = {"near": [], "far": []}
    for _ in range(rounds):
        for name, stream in (("near", near), ("far", far)):
            timed[name].append(profile.step_seconds(stream.fork(), text[:81]))
    near_s, far_s = (float(np.median(timed[name])) for name in ("near", "far"))
    return {
        "positions": [near.n_bytes, far.n_bytes],
        "ms_per_byte": [round(near_s * 1e3, 4), round(far_s * 1e3, 4)],
        "ratio": round(far_s / near_s, 3),
    }


def _effort(rng: np.random.Generator, seed: int, rounds: int) -> dict[str, Any]:
    """Time single bytes at growing effort, on a model that is nearly all core."""
    model = Agiformer(AgiformerConfig(**CORE_HEAVY), key=jax.random.key(seed))
    text = rng.bytes(401)
    timed: dict[float, list[float]] = {effort: [] for effort in EFFORTS}
    for _ in range(rounds):
        for effort in EFFORTS:
            timed[effort].append(profile.step_seconds(Stream(model, effort), text))
    medians = {effort: float(np.median(of)) for effort, of in timed.items()}
    return {
        "ms_per_byte": {str(effort): round(s * 1e3, 4) for effort, s in medians.items()},
        "share_of_full": {str(e): round(s / medians[1.0], 3) for e, s in medians.items()},
    }
