"""Rotary position embedding: a dot product of two rotated vectors sees their distance alone.

Su et al. 2021, "RoFormer", eq. 34, with the halves of a head as the pairs.
"""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

_BASE = 10_000.0


def rotate(
    x: Float[Array, "n heads dim"], positions: Float[Array, " n"]
) -> Float[Array, "n heads dim"]:
    """Return x with each vector turned by its position; `dim` is even."""
    half = x.shape[-1] // 2
    speeds = _BASE ** (-jnp.arange(half) / half)
    angles = positions[:, None, None] * speeds
    cos, sin = jnp.cos(angles).astype(x.dtype), jnp.sin(angles).astype(x.dtype)
    one, other = x[..., :half], x[..., half:]
    return jnp.concatenate([one * cos - other * sin, other * cos + one * sin], axis=-1)
