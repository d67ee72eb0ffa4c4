"""What the store itself costs: adds and searches with embedding taken out, at growing sizes.

Synthetic turns follow the word statistics of talk: a Zipf vocabulary with a natural share of
English function words, one scope that holds everything (the worst case), sessions of 50 turns.
Vectors are random unit vectors handed over at no cost. Bare SQLite does the same durable write
in the same run, for comparison: machines differ, ratios less.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import apsw
import numpy as np

from hafiza.core.records import Scope, Turn
from hafiza.evals.machine import describe_run
from hafiza.memory import Memory

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES = (1_000, 10_000, 100_000)
DIM = 384
_FUNCTION_WORDS = (
    "the a and i you to of it is that in was for on my we with have so this be are but do not at"
    " what just like your me about really they had go can our get from all he she there when"
).split()
_N_VOCABULARY = 30_000
_FUNCTION_SHARE = 0.45
_ZIPF = 1.07
_SESSION_TURNS = 50
_BLOCK = 50
_START = datetime(2026, 1, 1, tzinfo=UTC)


class PoolEmbedder:
    """An embedder at no cost: the n-th text gets the n-th of a pool of random unit vectors."""

    name = "random"
    dim = DIM

    def __init__(self, rng: np.random.Generator) -> None:
        """Draw the pool."""
        pool = rng.standard_normal((4096, DIM)).astype(np.float32)
        pool /= np.linalg.norm(pool, axis=1, keepdims=True)
        self._pool = pool
        self._next = 0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the next vectors of the pool, one a text."""
        first = self._next % (len(self._pool) - len(texts))
        self._next += len(texts)
        return self._pool[first : first + len(texts)]

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the next vectors of the pool, one a text."""
        return self.embed_passages(texts)


def measure_memory(
    *,
    turns: int = 100_000,
    n_measured: int = 500,
    seed: int = 0,
    folder: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> dict[str, Any]:
    """Measure single adds and searches at 1,000, 10,000, ... up to `turns` stored turns.

    Times are milliseconds; every add is one fsynced commit. Writes to a temporary folder, on the
    disk that `folder` is on, and removes it. Blocks of adds and of
    bare SQLite commits take turns; `n_measured` is rounded down to whole blocks of them.
    """
    rng = np.random.default_rng(seed)
    sizes = [size for size in SIZES if size < turns] + [turns]
    by_size: dict[str, dict[str, float]] = {}
    with TemporaryDirectory(dir=folder) as temporary:
        path = Path(temporary) / "memory.db"
        with (
            closing(bare_store(Path(temporary) / "bare.db")) as bare,
            Memory.open(path, embedder=PoolEmbedder(rng)) as memory,
        ):
            source = _synthetic_turns(rng)
            n_stored = 0
            for size in sizes:
                missing = max(0, size - n_measured - n_stored)
                n_stored += memory.add_many(_take(source, missing), progress=progress)
                by_size[str(size)] = _measure_size(memory, bare, rng, source, n_measured)
                n_stored += n_measured
            stats = memory.stats()
    last = by_size[str(turns)]
    return {
        **{key: last[key] for key in last if key != "rss_mb"},
        "disk_bytes_per_turn": round(stats.disk_bytes / stats.turns, 1),
        "rss_mb": last["rss_mb"],
        "by_size": by_size,
        "turns": turns,
        "n_measured": n_measured,
        "seed": seed,
        **describe_run(),
    }


def _measure_size(
    memory: Memory,
    bare: apsw.Connection,
    rng: np.random.Generator,
    source: Iterator[Turn],
    n_measured: int,
) -> dict[str, float]:
    words = _vocabulary()
    queries = [" ".join(_sample(rng, words, 8)) for _ in range(n_measured)]
    started = time.perf_counter()
    memory.search(queries[0])
    first_ms = (time.perf_counter() - started) * 1e3
    add_ms, bare_ms = [], []
    for _ in range(n_measured // _BLOCK):
        turns = _take(source, _BLOCK)
        for turn in turns:
            add_ms.append(timed(partial(_add, memory, turn, Scope(session=turn.session_id))))
        for turn in turns:
            bare_ms.append(timed(partial(bare.execute, *bare_row(turn))))
    search_ms = [timed(partial(memory.search, query)) for query in queries]
    return {
        "add_ms_p50": percentile(add_ms, 50),
        "add_ms_p99": percentile(add_ms, 99),
        "bare_sqlite_ms_p50": percentile(bare_ms, 50),
        "add_to_bare_ratio": round(percentile(add_ms, 50) / percentile(bare_ms, 50), 2),
        "search_ms_p50": percentile(search_ms, 50),
        "search_ms_p99": percentile(search_ms, 99),
        "first_search_ms": round(first_ms, 1),
        "rss_mb": round(_resident_mb(), 1),
    }


def _add(memory: Memory, turn: Turn, scope: Scope) -> Turn:
    return memory.add(turn.text, scope=scope, role=turn.role, speaker=turn.speaker, time=turn.time)


def _synthetic_turns(rng: np.random.Generator) -> Iterator[Turn]:
    words = _vocabulary()
    number = 0
    while True:
        lengths = np.clip(rng.lognormal(2.9, 0.6, 1024).astype(int), 3, 120)
        said = _sample(rng, words, int(lengths.sum()))
        start = 0
        for length in lengths:
            yield Turn(
                id=f"t{number}",
                text=" ".join(said[start : start + length]),
                time=_START + timedelta(minutes=number),
                session_id=f"s{number // _SESSION_TURNS}",
                role="user" if number % 2 == 0 else "assistant",
                speaker="Ada" if number % 2 == 0 else "hafiza",
            )
            start += length
            number += 1


def _vocabulary() -> list[str]:
    consonants, vowels = "bcdfghjklmnprstvyz", "aeiou"
    rng = np.random.default_rng(7)
    letters = [
        "".join(
            str(rng.choice(list(consonants if place % 2 == 0 else vowels)))
            for place in range(length)
        )
        for length in rng.integers(4, 9, size=2000)
    ]
    return [
        f"{letters[i % 2000]}{letters[(i * 7 + i // 2000) % 2000][:3]}"
        for i in range(_N_VOCABULARY)
    ]


def _sample(rng: np.random.Generator, words: list[str], n: int) -> list[str]:
    shares = np.arange(1, _N_VOCABULARY + 1, dtype=np.float64) ** -_ZIPF
    ranks = rng.choice(_N_VOCABULARY, size=n, p=shares / shares.sum())
    is_function = rng.random(n) < _FUNCTION_SHARE
    function = rng.integers(0, len(_FUNCTION_WORDS), size=n)
    return [
        _FUNCTION_WORDS[f] if use else words[rank]
        for f, rank, use in zip(function, ranks, is_function, strict=True)
    ]


def bare_store(path: Path) -> apsw.Connection:
    """Open the least that can keep a turn and its vector durably."""
    db = apsw.Connection(str(path))
    db.pragma("journal_mode", "wal")
    db.pragma("synchronous", 2)
    db.execute("CREATE TABLE turn (id TEXT PRIMARY KEY, text TEXT, vector BLOB)")
    return db


def bare_row(turn: Turn) -> tuple[str, tuple[str, str, bytes]]:
    """Return the statement and the values that keep a turn in a bare store."""
    return "INSERT INTO turn VALUES (?, ?, ?)", (turn.id, turn.text, bytes(DIM + 4))


def _take(source: Iterator[Turn], n: int) -> list[Turn]:
    return [next(source) for _ in range(n)]


def timed(action: Callable[[], object]) -> float:
    """Return the milliseconds that an action takes."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1e3


def percentile(values: Sequence[float], q: float) -> float:
    """Return a percentile, rounded to microseconds where the values are milliseconds."""
    return round(float(np.percentile(values, q)), 3)


def _resident_mb() -> float:
    """Return the resident memory now, or its peak where the system tells only that."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
