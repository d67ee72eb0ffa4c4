"""The inverse of a unit lower triangular matrix, by matrix products alone.

[[A, 0], [C, B]] has the inverse [[A', 0], [-B' C A', B']]: blocks of 1, 2, 4, ... rows are joined
until one is left. As stable as forward substitution, where the series of powers of the part below
the diagonal is not; and a training step with `solve_triangular` over a batch did not return on
a CPU of two cores (jaxlib 0.10.2, LAB.md).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float


@jax.custom_vjp
def unit_lower_inverse(below: Float[Array, "*batch n n"]) -> Float[Array, "*batch n n"]:
    """Return (I + L)⁻¹ for the strictly lower triangular L; n is a power of two."""
    n = below.shape[-1]
    inverse = jnp.ones((*below.shape[:-1], 1, 1), below.dtype)
    size = 1
    while size < n:
        pairs = below.reshape(*below.shape[:-2], n // (2 * size), 2 * size, -1, 2 * size)
        corner = jnp.einsum("...kikj->...kij", pairs)[..., size:, :size]
        upper, lower = inverse[..., 0::2, :, :], inverse[..., 1::2, :, :]
        joined = -lower @ corner @ upper
        above = jnp.concatenate([upper, jnp.zeros_like(joined)], axis=-1)
        inverse = jnp.concatenate([above, jnp.concatenate([joined, lower], axis=-1)], axis=-2)
        size *= 2
    return inverse[..., 0, :, :]


def _forward(below: Array) -> tuple[Array, Array]:
    inverse = unit_lower_inverse(below)
    return inverse, inverse


def _backward(inverse: Array, slope: Array) -> tuple[Array]:
    # d(X⁻¹) = -X⁻¹ dX X⁻¹
    turned = jnp.swapaxes(inverse, -1, -2)
    return (jnp.tril(-turned @ slope @ turned, k=-1),)


unit_lower_inverse.defvjp(_forward, _backward)
