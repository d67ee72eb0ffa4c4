"""Processes that are really killed while they write."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hafiza.core import Scope
from hafiza.memory import Memory

WRITER = """
import sys
from hafiza.core import Scope
from hafiza.embedders import load_embedder
from hafiza.memory import Memory

path, name = sys.argv[1:]
with Memory.open(path, embedder=load_embedder("hashing:32")) as memory:
    for n in range(100_000):
        turn = memory.add(f"{name} says number {n}", scope=Scope(session=name))
        sys.stdout.write(turn.id + "\\n")
        sys.stdout.flush()
"""


@pytest.mark.outer
def test_no_acknowledged_turn_is_lost_by_kills_of_three_writers(path: Path, n_kills: int):
    acknowledged = kill_writers(path, n_kills=n_kills, seed=0)

    with Memory.open(path, embedder=None) as memory:
        stored = {turn.id for turn in memory.turns(scope=Scope())}
        assert memory.check() == []
        assert memory.stats().with_vector == len(stored)
    assert len(acknowledged) > n_kills
    assert acknowledged <= stored


def kill_writers(path: Path, *, n_kills: int, seed: int) -> set[str]:
    """Keep three writers running and kill one after another; return the ids that add returned."""
    rng = random.Random(seed)
    acknowledged: set[str] = set()
    writers = [start(path, f"writer-{n}") for n in range(3)]
    for n in range(n_kills):
        victim = writers.pop(0)
        for _ in range(rng.randint(1, 40)):
            acknowledged.add(read_id(victim))
        victim.send_signal(signal.SIGKILL)
        acknowledged.update(rest(victim))
        writers.append(start(path, f"writer-{n + 3}"))
    for writer in writers:
        acknowledged.add(read_id(writer))
        writer.kill()
        acknowledged.update(rest(writer))
    return acknowledged


def start(path: Path, name: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stdout=subprocess.PIPE)


def read_id(writer: subprocess.Popen[bytes]) -> str:
    assert writer.stdout is not None
    line = writer.stdout.readline()
    assert line.endswith(b"\n"), "a writer stopped by itself"
    return line.decode().strip()


def rest(writer: subprocess.Popen[bytes]) -> set[str]:
    """Return the whole ids still in the pipe of a dead writer."""
    assert writer.stdout is not None
    left = writer.stdout.read()
    writer.stdout.close()
    writer.wait()
    return {
        line.decode().strip() for line in left.splitlines(keepends=True) if line.endswith(b"\n")
    }
