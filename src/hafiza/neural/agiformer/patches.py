"""Bytes to vectors: embeddings of bytes and of hashed n-grams, and patches made of them."""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int, PRNGKeyArray

from hafiza.neural.layers import Linear, embedding

_MULTIPLIER = 0x9E3779B1  # Knuth's multiplicative hashing: the odd number next to 2^32 / φ


class ByteEmbedder(eqx.Module):
    """A byte's embedding plus those of the hashed n-grams that end with it.

    Pagnoni et al. 2024, "Byte Latent Transformer", section 3.2.1.
    """

    byte: Float[Array, "256 dim"]
    ngram: tuple[Float[Array, "rows dim"], ...]
    lengths: tuple[int, ...] = eqx.field(static=True)

    def __init__(self, dim: int, lengths: tuple[int, ...], rows: int, *, key: PRNGKeyArray) -> None:
        keys = jax.random.split(key, 1 + len(lengths))
        self.byte = embedding(256, dim, key=keys[0], deviation=1.0)
        self.ngram = tuple(embedding(rows, dim, key=one, deviation=0.1) for one in keys[1:])
        self.lengths = lengths

    @property
    def n_before(self) -> int:
        """The number of bytes before a byte that its embedding depends on."""
        return max(self.lengths, default=1) - 1

    def __call__(self, text: Int[Array, " before_and_n"]) -> Float[Array, "n dim"]:
        """Return embeddings of all bytes but the first `n_before`, which only give context.

        -1 stands for a byte before the beginning.
        """
        n = len(text) - self.n_before
        embedded = self.byte[text[self.n_before :]]
        for length, table in zip(self.lengths, self.ngram, strict=True):
            hashed = jnp.full(n, length, jnp.uint32)
            for back in range(length - 1, -1, -1):
                start = self.n_before - back
                one = (text[start : start + n] + 1).astype(jnp.uint32)
                hashed = (hashed ^ one) * jnp.uint32(_MULTIPLIER)
            embedded = embedded + table[(hashed >> 7) % jnp.uint32(len(table))]
        return embedded


class PatchEncoder(eqx.Module):
    """e_i = W [x_{Pi} … x_{Pi+P-1}] of byte embeddings x: their order in a patch is kept.

    With `mean_pool` their mean takes the place of the row, as the known sketch has it.
    """

    join: Linear
    patch: int = eqx.field(static=True)
    mean_pool: bool = eqx.field(static=True)

    def __init__(
        self, n_in: int, dim: int, *, patch: int, mean_pool: bool, key: PRNGKeyArray
    ) -> None:
        self.join = Linear(n_in * (1 if mean_pool else patch), dim, key=key)
        self.patch = patch
        self.mean_pool = mean_pool

    def __call__(self, embedded: Float[Array, "n dim_byte"]) -> Float[Array, "patches dim"]:
        """Return one vector for each patch."""
        n, dim = embedded.shape
        grouped = embedded.reshape(n // self.patch, self.patch, dim)
        if self.mean_pool:
            return self.join(grouped.mean(axis=1))
        return self.join(grouped.reshape(n // self.patch, self.patch * dim))
