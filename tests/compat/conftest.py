from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from hafiza.compat import Memoryos
from hafiza.core.records import Turn
from hafiza.memory.extraction.claims import Claim


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What turns say, read by one plain rule: these tests are about the door."""

    def extract(turn: Turn, preceding: Sequence[Turn] = ()) -> list[Claim]:
        if turn.role == "assistant":
            return [Claim("assistant_knowledge", "", "", turn.text)]
        slot, colon, value = turn.text.partition(": ")
        if colon:
            return [Claim("fact", slot, value, turn.text)]
        return [Claim("user_knowledge", "", "", turn.text)]

    monkeypatch.setattr("hafiza.memory.consolidation.extract", extract)


@pytest.fixture
def memo(tmp_path: Path) -> Iterator[Memoryos]:
    with Memoryos(
        user_id="ada",
        openai_api_key="",
        data_storage_path=tmp_path / "data",
        llm_model="none",
        embedding_model_name="hashing",
    ) as opened:
        yield opened
