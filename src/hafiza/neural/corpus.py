"""Text as bytes, mapped into memory: files of any size, and windows drawn from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hafiza.core.errors import InputError

Bytes = NDArray[np.uint8]


class Corpus:
    """The beginning of each file to learn from, its end to be judged by.

    Which windows a step draws depends on the seed and the step alone, so training that stops
    and goes on sees what it would have seen.
    """

    def __init__(self, paths: Sequence[Path], *, validation: float) -> None:
        """Map the files; `validation` is the share of each that is held out, its last bytes.

        Raises:
            InputError: a file is missing or empty, or the share is not between 0 and 1.
        """
        if not 0.0 < validation < 1.0:
            raise InputError(
                f"The validation share is {validation}.\nExpected a number between 0 and 1."
            )
        if not paths:
            raise InputError("There is no text to learn from.\nExpected at least one file.")
        self.training: list[Bytes] = []
        self.validation: list[Bytes] = []
        for path in paths:
            mapped = read_mapped(path)
            cut = len(mapped) - max(1, round(len(mapped) * validation))
            self.training.append(mapped[:cut])
            self.validation.append(mapped[cut:])

    @property
    def n_training(self) -> int:
        """The number of bytes to learn from."""
        return sum(len(part) for part in self.training)

    def batch(self, seed: int, step: int, n: int, length: int) -> NDArray[np.int32]:
        """Return (n, length) bytes: windows from anywhere, files by their size.

        Raises:
            InputError: no file has so many bytes.
        """
        sizes = np.array([max(0, len(part) - length + 1) for part in self.training])
        if not sizes.any():
            raise InputError(
                f"No text has {length} bytes to learn from.\n"
                "Expected longer text or shorter windows."
            )
        rng = np.random.default_rng((seed, step))
        places = rng.integers(0, sizes.sum(), n)
        files = np.searchsorted(np.cumsum(sizes), places, side="right")
        starts = places - (np.cumsum(sizes) - sizes)[files]
        rows = [
            self.training[file][start : start + length]
            for file, start in zip(files, starts, strict=True)
        ]
        return np.stack(rows).astype(np.int32)

    def held_out(self, length: int, n_bytes: int) -> NDArray[np.int32]:
        """Return (n, length) windows side by side from the start of what is held out.

        About `n_bytes` in all, from each file by its size.
        """
        total = sum(len(part) for part in self.validation)
        rows = []
        for part in self.validation:
            n = min(len(part) // length, max(1, round(n_bytes * len(part) / total) // length))
            rows.append(np.asarray(part[: n * length]).reshape(n, length))
        return np.concatenate(rows).astype(np.int32)


def read_mapped(path: Path) -> Bytes:
    """Return the bytes of a file, mapped into memory.

    Raises:
        InputError: it is missing or empty.
    """
    try:
        return np.memmap(path, np.uint8, mode="r")
    except (OSError, ValueError) as err:
        reason = getattr(err, "strerror", None) or err
        raise InputError(
            f"The text {str(path)!r} cannot be read: {reason}.\nExpected a file with bytes in it."
        ) from err
