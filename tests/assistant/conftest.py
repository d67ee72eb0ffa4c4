from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hafiza.assistant import Assistant, AssistantOptions
from hafiza.core import ModelCard, SetClock
from hafiza.embedders import load_embedder
from hafiza.llm import FakeChatModel
from hafiza.memory import Memory

WEAK = ModelCard("fake:weak", languages=frozenset({"en"}), strength="weak")
CAPABLE = ModelCard("fake:capable", languages=frozenset({"en", "tr"}))


@pytest.fixture
def clock():
    return SetClock(datetime(2026, 3, 12, 9, 0, tzinfo=UTC))


@pytest.fixture
def make_assistant(tmp_path, clock):
    """Make assistants on one store, as new processes would: each opens it anew."""
    made = []

    def make(replies=None, *, card=CAPABLE, notices=()) -> Assistant:
        memory = Memory.open(tmp_path / "memory.db", embedder=load_embedder("hashing"), clock=clock)
        model = None if replies is None else FakeChatModel(replies, card=card)
        options = AssistantOptions(notices=notices)
        made.append(Assistant(memory, model, options=options, clock=clock))
        return made[-1]

    yield make
    for assistant in made:
        assistant.close()
