"""Arrays that grow at the end, at a constant cost for each row."""

from __future__ import annotations

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_FIRST_CAPACITY = 64
_Scalar = TypeVar("_Scalar", bound=np.generic)


class Column(Generic[_Scalar]):
    """A growing array of shape (n,) or (n, width)."""

    def __init__(self, dtype: type[_Scalar], width: int | None = None) -> None:
        self._shape = () if width is None else (width,)
        self._rows = np.empty((_FIRST_CAPACITY, *self._shape), dtype)
        self._size = 0

    @property
    def values(self) -> NDArray[_Scalar]:
        """The rows so far; a view that is good until the next append."""
        return self._rows[: self._size]

    def append(self, rows: NDArray[_Scalar]) -> None:
        """Add rows at the end."""
        needed = self._size + len(rows)
        if needed > len(self._rows):
            capacity = max(needed, len(self._rows) + len(self._rows) // 2)
            grown = np.empty((capacity, *self._shape), self._rows.dtype)
            grown[: self._size] = self._rows[: self._size]
            self._rows = grown
        self._rows[self._size : needed] = rows
        self._size = needed
