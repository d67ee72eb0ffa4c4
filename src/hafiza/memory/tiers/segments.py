"""Where one topic ends and the next begins, and which segments are about the same.

Source: Kang et al. 2025 (MemoryOS), section 3.2: F = cos + Jaccard of keywords, merged when F is
at least theta. Differs: boundaries are found by embedding drift, gaps in time and sessions rather
than by a model, a turn belongs to one segment only, and cosines are stretched, because those of
multilingual-e5-small lie between .75 and 1.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

# The mean cosine of unrelated turns: measured for e5 (LAB.md), about zero for others.
COSINE_FLOORS = {"e5": 0.78}


@dataclass(frozen=True, slots=True)
class Cutting:
    """When a run of turns ends and when two segments are one.

    Cosines are stretched: 0 is unrelated, 1 the same. `theta` bounds F, which is 0..2.
    """

    gap: timedelta = timedelta(minutes=45)
    drift: float = 0.22
    theta: float = 0.9
    window: int = 6
    min_turns: int = 3


def cosine_floor(embedder: str | None) -> float:
    """Return the cosine at which turns have nothing in common, for an embedder by name."""
    for name, floor in COSINE_FLOORS.items():
        if embedder is not None and name in embedder:
            return floor
    return 0.0


def stretched(cosine: float, floor: float) -> float:
    """Return a cosine on the scale where the floor is 0 and the same is 1; never below 0."""
    return max(0.0, (cosine - floor) / (1.0 - floor))


def cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Return the cosine of two vectors of shape (dim,), of any length; 0 if one is zero."""
    norm = float(np.linalg.norm(a)) * float(np.linalg.norm(b))
    return float(a @ b) / norm if norm else 0.0


def affinity(cosine: float, ours: Collection[str], theirs: Collection[str]) -> float:
    """Return F of two segments, 0..2: stretched cosine plus Jaccard of their keywords."""
    return cosine + jaccard(ours, theirs)


def jaccard(ours: Collection[str], theirs: Collection[str]) -> float:
    """Return the shared part of two sets of keywords, 0..1."""
    union = set(ours) | set(theirs)
    return len(set(ours) & set(theirs)) / len(union) if union else 0.0


def continues(
    recent: NDArray[np.float32] | None,
    n_turns: int,
    last_time: datetime,
    vector: NDArray[np.float32] | None,
    time: datetime,
    floor: float,
    cutting: Cutting,
) -> bool:
    """Say whether a turn continues the run before it in its session.

    recent: (n, dim) vectors of the run's last turns. A run of fewer than `min_turns` is not cut
    for its meaning alone; without vectors only time cuts.
    """
    if time - last_time > cutting.gap:
        return False
    if recent is None or vector is None or n_turns < cutting.min_turns:
        return True
    return stretched(cosine(recent.mean(axis=0), vector), floor) >= cutting.drift
