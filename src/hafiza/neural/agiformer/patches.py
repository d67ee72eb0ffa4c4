"""Bytes to vectors: embeddings of bytes and of hashed n-grams, patches, and where they end."""

from __future__ import annotations

from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int, PRNGKeyArray
from numpy.typing import NDArray

from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.layers import Linear, embedding

_MULTIPLIER = 0x9E3779B1  # Knuth's multiplicative hashing: the odd number next to 2^32 / φ


class ByteEmbedder(eqx.Module):
    """A byte's embedding plus those of the hashed n-grams that end with it.

    Pagnoni et al. 2024, "Byte Latent Transformer", section 3.2.1.
    """

    byte: Float[Array, "256 dim"]
    ngram: tuple[Float[Array, "rows dim"], ...]
    lengths: tuple[int, ...] = eqx.field(static=True)
    dropout: float = eqx.field(static=True)

    def __init__(
        self,
        dim: int,
        lengths: tuple[int, ...],
        rows: int,
        *,
        dropout: float = 0.0,
        key: PRNGKeyArray,
    ) -> None:
        keys = jax.random.split(key, 1 + len(lengths))
        self.byte = embedding(256, dim, key=keys[0], deviation=1.0)
        self.ngram = tuple(embedding(rows, dim, key=one, deviation=0.1) for one in keys[1:])
        self.lengths = lengths
        self.dropout = dropout

    @property
    def n_before(self) -> int:
        """The number of bytes before a byte that its embedding depends on."""
        return max(self.lengths, default=1) - 1

    def __call__(
        self, text: Int[Array, " before_and_n"], *, key: PRNGKeyArray | None = None
    ) -> Float[Array, "n dim"]:
        """Return embeddings of all bytes but the first `n_before`, which only give context.

        -1 stands for a byte before the beginning. With a `key`, n-grams drop out, and those that
        stay weigh more for it (Srivastava et al. 2014, section 10): the tables know a short text by
        heart long before the rest of the model has learned from it.
        """
        n = len(text) - self.n_before
        embedded = self.byte[text[self.n_before :]]
        weight = jnp.ones((len(self.lengths), n, 1))
        if key is not None and self.dropout:
            kept = jax.random.bernoulli(key, 1.0 - self.dropout, weight.shape)
            weight = kept / (1.0 - self.dropout)
        for length, table, share in zip(self.lengths, self.ngram, weight, strict=True):
            hashed = jnp.full(n, length, jnp.uint32)
            for back in range(length - 1, -1, -1):
                start = self.n_before - back
                one = (text[start : start + n] + 1).astype(jnp.uint32)
                hashed = (hashed ^ one) * jnp.uint32(_MULTIPLIER)
            embedded = embedded + share * table[(hashed >> 7) % jnp.uint32(len(table))]
        return embedded


class Cut(NamedTuple):
    """Where a text is cut into patches. `place` counts from the beginning of a patch."""

    start: Int[Array, " patches"]
    length: Int[Array, " patches"]
    patch: Int[Array, " n"]  # of each byte
    place: Int[Array, " n"]


def ends(
    config: AgiformerConfig, text: Any, *, before: Any = -1, filled: Any = 0, xp: Any = np
) -> Any:
    """Say for each of n bytes whether it ends a patch, as an array of numpy or (`xp`) of JAX.

    `before` is the byte before them, -1 for none, and `filled` the number of bytes that the patch
    at hand has already. By spaces, a patch ends with the first byte after a word that belongs to
    none, so that the latent is fresh where the next word begins. Slagle 2024, "SpaceByte",
    section 2. Differs: a word longer than a patch is cut.
    """
    n = len(text)
    places = xp.arange(n)
    if config.patching == "fixed":
        return (filled + places + 1) % config.patch == 0
    in_word = _is_in_word(text)
    was_in_word = xp.concatenate([_is_in_word(xp.asarray(before))[None], in_word[:-1]])
    after_word = was_in_word & ~in_word
    running_max = np.maximum.accumulate if xp is np else jax.lax.cummax
    begun = xp.concatenate(
        [xp.asarray(-filled)[None], running_max(xp.where(after_word, places + 1, -filled))[:-1]]
    )
    return after_word | ((places - begun + 1) % config.patch == 0)


def _is_in_word(byte: Any) -> Any:
    letter = ((byte | 32) >= ord("a")) & ((byte | 32) <= ord("z")) & (byte < 128)
    digit = (byte >= ord("0")) & (byte <= ord("9"))
    return letter | digit | (byte == ord("'")) | (byte >= 128)


def lengths(config: AgiformerConfig, text: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the lengths of the whole patches of a text, from its beginning."""
    border = np.flatnonzero(ends(config, text)) + 1
    return np.diff(border, prepend=0).astype(np.int32)


def cut_by_bytes(config: AgiformerConfig, text: Int[Array, " n"], n_patches: int) -> Cut:
    """Return where a text is cut, from its beginning; only `n_patches` have start and length."""
    ended = ends(config, text, xp=jnp)
    patch = jnp.cumsum(ended) - ended
    end = jnp.nonzero(ended, size=n_patches, fill_value=len(text) - 1)[0] + 1
    start = jnp.concatenate([jnp.zeros(1, end.dtype), end[:-1]])
    return Cut(
        start, end - start, patch, jnp.arange(len(text)) - start[jnp.minimum(patch, n_patches - 1)]
    )


def cut_at(length: Int[Array, " patches"], n: int) -> Cut:
    """Return the cut of n bytes into patches of these lengths; they may be fewer bytes than n."""
    start = jnp.cumsum(length) - length
    patch = jnp.repeat(jnp.arange(len(length)), length, total_repeat_length=n)
    return Cut(start, length, patch, jnp.arange(n) - start[patch])


class PatchEncoder(eqx.Module):
    """e_i = W [x_{s} … x_{s+P-1}] of the embeddings x of patch i: their order is kept.

    A patch that is shorter leaves the last places empty. With `mean_pool` their mean takes the
    place of the row, as the known sketch has it.
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

    def __call__(
        self,
        embedded: Float[Array, "n dim_byte"],
        start: Int[Array, " patches"],
        length: Int[Array, " patches"],
    ) -> Float[Array, "patches dim"]:
        """Return one vector for each patch."""
        places = jnp.arange(self.patch)
        inside = (places < length[:, None])[..., None]
        rows = jnp.where(inside, embedded.at[start[:, None] + places].get(mode="clip"), 0.0)
        if self.mean_pool:
            return self.join(rows.sum(axis=1) / jnp.maximum(length, 1)[:, None])
        return self.join(rows.reshape(len(rows), self.patch * rows.shape[-1]))
