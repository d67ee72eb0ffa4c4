"""Embed each text once: in memory for the product, in a file for measurements."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import apsw
import numpy as np

from hafiza.core.errors import InputError
from hafiza.embedders._text import chunks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hafiza.core.protocols import Embedder

Kind = Literal["passage", "query"]

DEFAULT_CAPACITY = 4_096
"""Vectors kept in memory; of 384 components they take about 8 MB."""

_BUSY_TIMEOUT_MS = 30_000
_FILE_BATCH = 64


class CachedEmbedder:
    """Keep the last `capacity` vectors of another embedder in memory.

    Only texts not seen lately reach the inner embedder, all of one call in one batch. Passages
    and queries are kept apart. Keys are hashes, so the cache holds no text; it ends with the
    process, or with `clear`.

    >>> from hafiza.embedders import HashingEmbedder
    >>> embedder = CachedEmbedder(HashingEmbedder(dim=8), capacity=2)
    >>> embedder.embed_queries(["hello", "hello"]).shape
    (2, 8)
    """

    def __init__(self, inner: Embedder, capacity: int = DEFAULT_CAPACITY) -> None:
        self._inner = inner
        self._capacity = capacity
        self._kept: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Identity of the vector space: the inner embedder's."""
        return self._inner.name

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        return self._inner.dim

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts that will be searched."""
        return _fill(texts, "passage", self.name, self._get, self._put, self._inner)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts to search with."""
        return _fill(texts, "query", self.name, self._get, self._put, self._inner)

    def clear(self) -> None:
        """Forget every vector."""
        with self._lock:
            self._kept.clear()

    def close(self) -> None:
        """Forget every vector, and close the inner embedder if it holds connections."""
        self.clear()
        close = getattr(self._inner, "close", None)
        if close is not None:
            close()

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found = {}
        with self._lock:
            for key in keys:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key] = self._kept[key]
        return found

    def _put(self, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        with self._lock:
            # A copy, so that a kept row does not hold the whole batch it came from.
            self._kept.update((key, vector.copy()) for key, vector in vectors.items())
            while len(self._kept) > self._capacity:
                self._kept.popitem(last=False)


class FileCachedEmbedder:
    """Keep the vectors of another embedder in an SQLite file, so that a run can be repeated.

    NOTE: for measurements on public data only. The product never uses it: `forget` removes a
    text's vector from the store, and a second file would still hold it.
    """

    def __init__(self, inner: Embedder, path: Path) -> None:
        """Open or make the file at `path`; close it with `close`.

        Raises:
            InputError: the file cannot be opened, or is no SQLite database.
        """
        self._inner = inner
        self._lock = threading.Lock()
        try:
            self._db = apsw.Connection(str(path))
            self._db.set_busy_timeout(_BUSY_TIMEOUT_MS)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
            )
        except apsw.Error as err:
            raise InputError(
                f"The cache file {str(path)!r} cannot be used: {err}\n"
                "Give the path of a new file, or of one that an earlier --cache made."
            ) from err

    @property
    def name(self) -> str:
        """Identity of the vector space: the inner embedder's."""
        return self._inner.name

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        return self._inner.dim

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts that will be searched."""
        return self._embed(texts, "passage")

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts to search with."""
        return self._embed(texts, "query")

    def close(self) -> None:
        """Close the file; calling it twice is allowed."""
        with self._lock:
            self._db.close()

    def _embed(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        # In small batches, each kept at once: a run that is stopped goes on where it was.
        parts = [np.empty((0, self.dim), dtype=np.float32)]
        for chunk in chunks(texts, _FILE_BATCH):
            parts.append(_fill(chunk, kind, self.name, self._get, self._put, self._inner))
        return np.concatenate(parts)

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found = {}
        with self._lock:
            for key in keys:
                row = self._db.execute(
                    "SELECT vector FROM vectors WHERE key = ?", (key,)
                ).fetchone()
                if row is not None:
                    found[key] = np.frombuffer(row[0], dtype="<f4").astype(np.float32)
        return found

    def _put(self, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        rows = [(key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()]
        with self._lock, self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)


def _fill(
    texts: Sequence[str],
    kind: Kind,
    name: str,
    get: Callable[[Sequence[bytes]], dict[bytes, NDArray[np.float32]]],
    put: Callable[[dict[bytes, NDArray[np.float32]]], None],
    inner: Embedder,
) -> NDArray[np.float32]:
    """Return the vectors of `texts`: those that `get` has, and the rest of `inner`, then `put`."""
    embed = inner.embed_passages if kind == "passage" else inner.embed_queries
    if not texts:
        return embed([])
    keys = [_key(name, kind, text) for text in texts]
    vectors = get(keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
    if missing:
        made = dict(zip(missing, embed(list(missing.values())), strict=True))
        put(made)
        vectors |= made
    return np.stack([vectors[key] for key in keys])


def _key(name: str, kind: Kind, text: str) -> bytes:
    return sha256("\0".join((name, kind, text)).encode("utf-8", "surrogatepass")).digest()
