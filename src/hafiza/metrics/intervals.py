"""How sure a mean is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

N_RESAMPLES = 2_000
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the interval that holds it with the confidence that was asked for."""

    mean: float
    low: float
    high: float


def bootstrap_interval(
    values: Sequence[float],
    *,
    n_resamples: int = N_RESAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Interval:
    """Return the mean of `values` with its percentile bootstrap interval.

    The same arguments give the same interval. Values count as independent: questions about one
    conversation are not quite, so the true interval is somewhat wider.
    Source: Efron 1979, "Bootstrap Methods: Another Look at the Jackknife".

    Raises:
        ValueError: there are no values, or one is not finite, or `confidence` is not in (0, 1).

    >>> bootstrap_interval([2.0, 2.0, 2.0])
    Interval(mean=2.0, low=2.0, high=2.0)
    """
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1 or not sample.size or not np.isfinite(sample).all():
        raise ValueError("A bootstrap interval needs one or more finite values.")
    if not 0 < confidence < 1 or n_resamples < 1:
        raise ValueError(
            f"Expected confidence in (0, 1) and n_resamples >= 1, "
            f"got {confidence!r} and {n_resamples!r}."
        )
    generator = np.random.default_rng(seed)
    # One resample at a time: all at once would take n_resamples times the memory.
    means = [
        sample[generator.integers(0, sample.size, sample.size)].mean() for _ in range(n_resamples)
    ]
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(sample.mean()), float(low), float(high))


def paired_bootstrap_interval(
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    n_resamples: int = N_RESAMPLES,
    confidence: float = CONFIDENCE,
    seed: int = 0,
) -> Interval:
    """Return the mean of `ours - theirs`, question by question, with its interval.

    An interval that holds no 0 says that the two differ. Pairing takes out how hard each
    question is, so it sees smaller differences than two separate intervals.

    Raises:
        ValueError: the lengths differ; or as `bootstrap_interval`.
    """
    if len(ours) != len(theirs):
        raise ValueError(f"Pairs were expected, got {len(ours)} and {len(theirs)} values.")
    differences = [mine - other for mine, other in zip(ours, theirs, strict=True)]
    return bootstrap_interval(
        differences, n_resamples=n_resamples, confidence=confidence, seed=seed
    )
