"""How far back a model of `neural` remembers, and how much more it answers when it thinks longer.

`mqar` and `needle` put more and more text between what is told and what is asked; `hops` asks for
more and more steps at several efforts. An answer is right if all its bytes are the likeliest ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hafiza.core.errors import InputError
from hafiza.evals.machine import describe_run
from hafiza.neural.agiformer.learning import read_windows
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.stream import load_agiformer
from hafiza.neural.corpus import Bytes, read_mapped
from hafiza.neural.tasks import (
    Drawn,
    draw_hops,
    draw_mqar,
    draw_needle,
    mqar_length,
    needle_length,
    share_right,
)

DISTANCES = (64, 256, 1024, 4096, 16384)
EFFORTS = (0.0, 0.25, 0.5, 1.0)
_ROWS_AT_ONCE_BYTES = 32_768


def measure_recall(
    checkpoint: Path,
    task: str,
    *,
    distances: Sequence[int] = DISTANCES,
    rows: int = 64,
    pairs: int = 8,
    hops: int = 4,
    efforts: Sequence[float] = EFFORTS,
    hay: Sequence[Path] = (),
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Measure the share of right answers: by distance in bytes, or by effort and hops.

    `hay` are the texts that a needle is hidden in; for other tasks there are none.

    Raises:
        InputError: the task is unknown, or there is no hay for a needle.
    """
    model = load_agiformer(checkpoint)
    found: dict[str, Any] = {"task": task, "checkpoint": checkpoint.name, "rows": rows}
    if task == "hops":
        found |= _by_hops(model, hops, efforts, rows, seed, progress)
    elif task in ("mqar", "needle"):
        straws = [read_mapped(path) for path in hay]
        if task == "needle" and not straws:
            raise InputError("A needle needs hay.\nName a text to hide it in with --hay.")
        found |= _by_distance(model, task, distances, rows, pairs, straws, seed, progress)
    else:
        raise InputError(f"The task {task!r} is unknown.\nExpected mqar, needle or hops.")
    return {**found, "seed": seed, **describe_run()}


def right_at(model: Agiformer, drawn: Drawn, effort: float = 1.0) -> tuple[float, float]:
    """Return the share of right answers of rows and the mean depth of their last patch."""
    at_once = max(1, _ROWS_AT_ONCE_BYTES // drawn.text.shape[1])
    read = list(read_windows(model, drawn.text, effort, at_once))
    likeliest = np.concatenate([part.likeliest for part in read])
    depth = np.concatenate([part.depth for part in read])
    return share_right(likeliest, drawn), float(depth[:, -1].mean())


def _by_distance(
    model: Agiformer,
    task: str,
    distances: Sequence[int],
    rows: int,
    pairs: int,
    hay: Sequence[Bytes],
    seed: int,
    progress: Callable[[int], None] | None,
) -> dict[str, Any]:
    right: dict[str, float] = {}
    for distance in distances:
        rng = np.random.default_rng((seed, distance))
        if task == "mqar":
            n = mqar_length(pairs, distance)
            drawn = draw_mqar(rng, rows, n, pairs=pairs, distance=distance)
        else:
            n = needle_length(distance)
            drawn = draw_needle(rng, rows, n, hay=hay, distance=distance)
        right[str(distance)] = round(right_at(model, drawn)[0], 4)
        if progress is not None:
            progress(rows)
    chance = 0.01 if task == "mqar" else 1e-8
    return {"right_by_distance": right, "chance": chance} | (
        {"pairs": pairs} if task == "mqar" else {}
    )


def _by_hops(
    model: Agiformer,
    most: int,
    efforts: Sequence[float],
    rows: int,
    seed: int,
    progress: Callable[[int], None] | None,
) -> dict[str, Any]:
    by_effort: dict[str, Any] = {}
    for effort in efforts:
        right: dict[str, float] = {}
        for hops in range(1, most + 1):
            rng = np.random.default_rng((seed, hops))
            right[str(hops)], depth = right_at(model, draw_hops(rng, rows, 96, hops=hops), effort)
            if progress is not None:
                progress(rows)
        by_effort[str(effort)] = {
            "right_by_hops": {hops: round(share, 4) for hops, share in right.items()},
            "depth": round(depth, 2),
        }
    return {"by_effort": by_effort, "chance": 1 / 8}
