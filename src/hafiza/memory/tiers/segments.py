"""Where one topic ends and the next begins, and which segments are about the same.

Source: Kang et al. 2025 (MemoryOS), section 3.2: F = cos + Jaccard of keywords, merged when F is
at least theta. Differs: boundaries are found by embedding drift, gaps in time and sessions rather
than by a model, a turn belongs to one segment only, and cosines of segments are taken from the
mean of all, because centroids of multilingual-e5-small all lie within .92 and 1 of each other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

# The median cosine of unrelated turns: measured for e5 (LAB.md, segments), about zero for others.
COSINE_FLOORS = {"e5": 0.84}
# Of fewer segments the mean is too much their own.
_MIN_SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class Cutting:
    """When a run of turns ends and when two segments are one.

    `drift` is the stretched cosine to the run's last `window` turns below which a new run begins
    (0 unrelated, 1 the same). `theta` bounds F, which is 0..2; MemoryOS has the same 0.6.
    """

    gap: timedelta = timedelta(minutes=45)
    drift: float = 0.38
    theta: float = 0.6
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


def centred_cosines(totals: NDArray[np.float32], of: int) -> NDArray[np.float32]:
    """Return (N,) cosines of one segment to all, seen from the mean of all; 0..1, never below.

    totals: (N, dim) sums of vectors, none of them zero. Zeros if N is too small for a mean.
    """
    if len(totals) < _MIN_SEGMENTS:
        return np.zeros(len(totals), np.float32)
    directions = totals / np.linalg.norm(totals, axis=1, keepdims=True)
    directions = directions - directions.mean(axis=0)
    lengths = np.linalg.norm(directions, axis=1)
    lengths[lengths == 0] = 1.0
    near: NDArray[np.float32] = np.maximum(
        directions @ directions[of] / (lengths * lengths[of]), 0.0
    )
    return near


def affinity(near: float, ours: Collection[str], theirs: Collection[str]) -> float:
    """Return F of two segments, 0..2: centred cosine plus Jaccard of their keywords."""
    return near + jaccard(ours, theirs)


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
