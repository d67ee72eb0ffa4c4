from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hafiza.core import SetClock
from hafiza.embedders import load_embedder
from hafiza.memory import Memory


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.db"


@pytest.fixture
def memory(path: Path, clock: SetClock) -> Iterator[Memory]:
    with Memory.open(path, embedder=load_embedder("hashing"), clock=clock) as opened:
        yield opened
