"""What the worker takes, and what it takes from those who write meanwhile.

Turns a second are those of `Memory.consolidate` over real conversations, embedded beforehand.
Adds are measured in one store twice: alone, and while a worker of another process empties the
outbox of the same file. Embedding is taken out of both.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import apsw
import numpy as np

from hafiza.core.records import Scope, Turn
from hafiza.embedders import load_embedder
from hafiza.evals.machine import describe_run
from hafiza.evals.memory_speed import (
    PoolEmbedder,
    bare_row,
    bare_store,
    percentile,
    timed,
)
from hafiza.memory import Memory
from hafiza.memory.transfer.locomo import load_locomo

_EMBEDDER = "hashing:384"
_MEASURED_S = 5.0
_BLOCK = 50
_WARM_UP = 1000
_WORKER = """
import sys, threading
from hafiza.memory import Memory

with Memory.open(sys.argv[1], embedder=None) as memory:
    print("ready", flush=True)
    while True:
        memory.consolidate()
        threading.Event().wait(0.01)
"""


def measure_worker(
    data: Path, *, n_measured: int = 500, seed: int = 0, folder: Path | None = None
) -> dict[str, Any]:
    """Measure consolidation of the conversations of a LoCoMo file, and adds beside a worker.

    Times are milliseconds; every add is one fsynced commit.
    """
    conversations = {
        c.sample_id: [t for s in c.sessions for t in s.turns] for c in load_locomo(data)
    }
    with TemporaryDirectory(dir=folder) as temporary:
        consolidated = _consolidate(Path(temporary) / "rate.db", conversations)
        added = _add_beside_worker(
            Path(temporary) / "beside.db", conversations, n_measured, np.random.default_rng(seed)
        )
    return {**consolidated, **added, "n_measured": n_measured, "seed": seed, **describe_run()}


def _consolidate(path: Path, conversations: dict[str, list[Turn]]) -> dict[str, Any]:
    with Memory.open(path, embedder=load_embedder(_EMBEDDER)) as memory:
        for user, turns in conversations.items():
            memory.add_many(turns, scope=Scope(user))
        started = time.perf_counter()
        done = memory.consolidate()
        took_s = time.perf_counter() - started
        stats = memory.stats()
    return {
        "turns": done.n_turns,
        "turns_per_s": round(done.n_turns / took_s, 1),
        "claims": stats.claims,
        "segments": stats.segments,
        "failed": done.n_failed,
    }


def _add_beside_worker(
    path: Path,
    conversations: dict[str, list[Turn]],
    n_measured: int,
    rng: np.random.Generator,
) -> dict[str, Any]:
    texts = cycle([turn for turns in conversations.values() for turn in turns])
    with (
        closing(bare_store(path.with_name("bare.db"))) as bare,
        Memory.open(path, embedder=PoolEmbedder(rng)) as memory,
    ):
        # Enough to keep the worker busy to the end: two copies of everybody.
        for copy in range(2):
            for user, turns in conversations.items():
                memory.add_many(turns, scope=Scope(f"{user}-{copy}"))
        # A write-ahead log costs more while its file still grows.
        _blocks(memory, bare, texts, _WARM_UP, 0.0)
        alone = _blocks(memory, bare, texts, n_measured, 0.0)
        waiting = memory.stats().outbox["waiting"]
        worker = subprocess.Popen(
            [sys.executable, "-c", _WORKER, str(path)], stdout=subprocess.PIPE
        )
        try:
            assert worker.stdout is not None
            worker.stdout.readline()
            # Over many batches of the worker, so that its transactions are met, not missed.
            beside = _blocks(memory, bare, texts, n_measured, _MEASURED_S)
            left = memory.stats().outbox.get("waiting", 0)
        finally:
            worker.kill()
            worker.communicate()
    return {
        "add_ms_p50": percentile(alone[0], 50),
        "add_ms_p99": percentile(alone[0], 99),
        "bare_sqlite_ms_p50": percentile(alone[1], 50),
        "add_beside_worker_ms_p50": percentile(beside[0], 50),
        "add_beside_worker_ms_p99": percentile(beside[0], 99),
        "bare_beside_worker_ms_p50": percentile(beside[1], 50),
        "n_beside_worker": len(beside[0]),
        "worker_turns_meanwhile": waiting + len(beside[0]) - left,
        "waiting_at_the_end": left,
    }


def _blocks(
    memory: Memory, bare: apsw.Connection, turns: Iterator[Turn], n: int, at_least_s: float
) -> tuple[list[float], list[float]]:
    """Time adds and bare SQLite commits of the same text, in blocks that take turns."""
    add_ms: list[float] = []
    bare_ms: list[float] = []
    started = time.perf_counter()
    while len(add_ms) < n or time.perf_counter() - started < at_least_s:
        block = list(islice(turns, _BLOCK))
        for turn in block:
            add_ms.append(timed(partial(_add, memory, turn.text)))
        for turn in block:
            row = replace(turn, id=secrets.token_hex(10))
            bare_ms.append(timed(partial(bare.execute, *bare_row(row))))
    return add_ms, bare_ms


def _add(memory: Memory, text: str) -> None:
    memory.add(text, scope=Scope(session="measured"))
