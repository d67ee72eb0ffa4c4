"""How well a model predicts text."""

from __future__ import annotations

import math


def bits_per_byte(logp: float, n_bytes: int) -> float:
    """Return the bits a model needs for each byte of text; lower is better.

    `logp` is the natural log-probability of the whole text (at most 0), `n_bytes` its UTF-8
    length. Unlike perplexity it compares models with different tokenizers.

    Raises:
        ValueError: `logp` is positive or not finite, or there are no bytes.

    >>> bits_per_byte(logp=-8 * math.log(2), n_bytes=4)
    2.0
    """
    if n_bytes < 1 or not math.isfinite(logp) or logp > 0:
        raise ValueError(
            f"Expected a finite logp <= 0 and n_bytes >= 1, got {logp!r} and {n_bytes!r}."
        )
    return -logp / math.log(2) / n_bytes
