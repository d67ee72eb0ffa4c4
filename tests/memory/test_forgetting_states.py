"""Whoever forgets drops what models have read of the user: text could be had out of it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hafiza.core import Scope
from hafiza.core.errors import StoreReadOnly, UnknownTurn
from hafiza.core.states import n_states, state_file, states_folder
from hafiza.memory import Memory, TierOptions

TOM, ADA = Scope("tom"), Scope("ada")


@pytest.fixture
def kept(memory, path):
    """Each of two users has a turn and two states; return how many states are left of each."""
    for scope in (TOM, ADA):
        memory.add(f"I am {scope.user}.", scope=scope, id=scope.user)
        for assistant in ("hafiza", "other"):
            file = state_file(path.parent, Scope(scope.user, assistant), "model")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"read")
    return lambda: [n_states(path.parent, scope.user) for scope in (TOM, ADA)]


@pytest.mark.parametrize("what", [{"turn_ids": ["tom"]}, {"query": "tom"}, {"everything": True}])
def test_forgetting_of_a_user_drops_all_states_of_that_user(memory, kept, what):
    assert memory.forget(scope=TOM, **what) == 1

    assert kept() == [0, 2]


def test_what_expires_drops_them_too(memory, kept, path, clock):
    clock.advance(days=3)
    memory.add("I am here.", scope=ADA)
    with Memory.open(path, embedder=None, clock=clock, tiers=TierOptions(keep_days=2)) as aged:
        assert aged.expire() == 2
        assert kept() == [0, 0]


def test_forgetting_nothing_drops_nothing(memory, kept, clock):
    with pytest.raises(UnknownTurn):
        memory.forget(scope=TOM, turn_ids=["no such"])
    assert memory.forget(scope=TOM, query="zebra") == 0
    assert memory.forget(scope=TOM, before=clock.now() - timedelta(days=1)) == 0
    memory.forget_preview(scope=TOM, query="tom")

    assert kept() == [2, 2]


def test_states_that_cannot_be_dropped_leave_the_turns(memory, path):
    memory.add("I am tom.", scope=TOM, id="tom")
    folder = states_folder(path.parent, "tom")
    folder.parent.mkdir()
    folder.write_text("a file in the way")

    for what in ({"turn_ids": ["tom"]}, {"everything": True}):
        with pytest.raises(StoreReadOnly, match="Nothing was forgotten"):
            memory.forget(scope=TOM, **what)

    assert [turn.id for turn in memory.turns(scope=TOM)] == ["tom"]
