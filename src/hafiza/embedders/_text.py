"""What every embedder does to text before, and to vectors after, the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from hafiza.core.errors import BackendRefused

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SMALLEST_NORM = 1e-12


def clean(text: str, longest: int) -> str:
    """Return the first `longest` characters of `text` in a form that every model accepts.

    Control characters become spaces (a NUL would end a C string) and lone surrogates, which
    have no UTF-8 form, become the replacement character.
    """
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text[:longest]))


def unit(vectors: NDArray[np.floating], where: str) -> NDArray[np.float32]:
    """Return (N, D) `vectors` as float32 of unit norm.

    Raises:
        BackendRefused: a vector is zero or not finite; `where` names the embedder.
    """
    exact = np.asarray(vectors, dtype=np.float64)
    norms = np.linalg.norm(exact, axis=1, keepdims=True)
    # A NaN or infinity anywhere in a row shows in its norm.
    bad = np.flatnonzero(~np.isfinite(norms) | (norms < _SMALLEST_NORM))
    if bad.size:
        raise BackendRefused(
            f"{where} gave a vector of norm {float(norms[bad[0], 0])!r} for text {int(bad[0])} "
            f"of {len(exact)}.\nA finite vector that is not zero was expected."
        )
    return np.ascontiguousarray(exact / norms, dtype=np.float32)


def chunks(texts: Sequence[str], size: int) -> list[Sequence[str]]:
    """Return `texts` cut into runs of at most `size`."""
    return [texts[start : start + size] for start in range(0, len(texts), size)]
