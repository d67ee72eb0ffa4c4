"""An embedder without a model: signed feature hashing. For tests, and the public fake."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from hafiza.core.errors import ConfigurationError
from hafiza.core.language import fold
from hafiza.embedders._text import clean

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFAULT_DIM = 256
LONGEST_TEXT = 20_000
"""Characters of a text that are hashed, from its start; bounds the time of one call."""

_WORD = re.compile(r"[^\W_]+")
_TRIGRAM_WEIGHT = 0.3


class HashingEmbedder:
    """Hash words and character 3-grams into a unit vector; the same on every machine.

    Texts that share words or parts of words are near; it knows nothing of meaning.
    Source: Weinberger 2009, "Feature Hashing for Large Scale Multitask Learning", section 2.

    >>> embedder = HashingEmbedder(dim=64)
    >>> a, b, c = embedder.embed_passages(["red apples", "a red apple", "night train"])
    >>> bool(a @ b > a @ c)
    True
    """

    def __init__(self, dim: int = DEFAULT_DIM) -> None:
        """Raise ConfigurationError unless `dim` is at least 1."""
        if dim < 1:
            raise ConfigurationError(
                f"The hashing embedder cannot have {dim!r} dimensions; at least 1 is needed."
            )
        self._dim = dim

    @property
    def name(self) -> str:
        """Identity of the vector space."""
        return f"hashing:{self._dim}"

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        return self._dim

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors; a text without words gets a fixed one."""
        vectors = np.zeros((len(texts), self._dim), dtype=np.float64)
        for row, text in zip(vectors, texts, strict=True):
            for feature, weight in _features(text).items():
                code = _code(feature)
                row[(code >> 1) % self._dim] += weight if code & 1 else -weight
            if not row.any():
                row[0] = 1.0
            row /= np.linalg.norm(row)
        return vectors.astype(np.float32)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the same vectors as for passages."""
        return self.embed_passages(texts)


def _features(text: str) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for word, count in Counter(_WORD.findall(fold(clean(text, LONGEST_TEXT)))).items():
        weights[f"w {word}"] += count
        framed = f"^{word}$"
        for start in range(len(framed) - 2):
            weights[f"t {framed[start : start + 3]}"] += count * _TRIGRAM_WEIGHT
    return weights


@lru_cache(maxsize=65_536)
def _code(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "big")
