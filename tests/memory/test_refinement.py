"""A model in the worker: it adds, within its budget, and its failures cost nothing but a line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from hafiza.core import ModelCard, SetClock, Turn
from hafiza.core.errors import BackendError
from hafiza.llm import FakeChatModel
from hafiza.memory import Memory, TierOptions
from hafiza.memory.extraction import with_model

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SAID = "So I finally started as a beekeeper up in Rize."
READ = json.dumps(
    {"claims": [{"turn": 1, "kind": "fact", "slot": "occupation", "value": "beekeeper"}]}
)


def opened(path, model, **given):
    tiers = TierOptions(**{"hot": 0.0, **given})
    return Memory.open(path, embedder=None, clock=SetClock(START), model=model, tiers=tiers)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(with_model, "BACK_OFF_S", 0.0)


def test_a_model_adds_a_fact_with_its_source(path):
    with opened(path, FakeChatModel([READ])) as memory:
        turn = memory.add(SAID)
        memory.consolidate()
        occupations = [f for f in memory.facts() if f.slot == "occupation"]

    assert [(f.value, f.sources) for f in occupations] == [("beekeeper", (turn.id,))]


def test_a_turn_is_read_once(path):
    model = FakeChatModel([READ, READ])
    with opened(path, model) as memory:
        memory.add(SAID)
        memory.consolidate()
        memory.consolidate()

    assert len(model.requests) == 1


def test_a_cold_segment_is_not_read(path):
    model = FakeChatModel([READ])
    with opened(path, model, hot=5.0) as memory:
        memory.add(SAID)
        memory.consolidate()

    assert len(model.requests) == 0


def test_the_daily_budget_holds_and_tomorrow_goes_on(path):
    model = FakeChatModel([READ])
    clock = SetClock(START)
    tiers = TierOptions(hot=0.0, daily_tokens=0)
    with Memory.open(path, embedder=None, clock=clock, model=model, tiers=tiers) as memory:
        memory.add(SAID)
        memory.consolidate()
        assert len(model.requests) == 0
    with Memory.open(
        path, embedder=None, clock=clock, model=model, tiers=TierOptions(hot=0.0)
    ) as memory:
        clock.advance(days=1)
        memory.consolidate()
        assert len(model.requests) == 1
        assert memory._store.jobs.token_use("2026-03-02") > 0


@pytest.mark.parametrize("answer", ["what?", '{"claims": [', "", '["no"]'])
def test_garbage_stays_visible_and_the_rules_stand(path, answer):
    with opened(path, FakeChatModel([answer])) as memory:
        memory.add("My name is Deniz.")
        without = [(c.claim.slot, c.claim.value) for c in memory.claims()]
        memory.consolidate()
        stats = memory.stats()

        assert stats.outbox == {"failed": 1}
        assert "gave no claims" in next(iter(stats.failures))
        assert {c.origin for c in memory.claims()} <= {"rules"}
        assert without == []
        assert memory.search("Deniz")[0].turn.text == "My name is Deniz."


class _Broken:
    card = ModelCard("broken:model")

    def stream(self, messages, options=None):
        raise BackendError("the server is on fire")
        yield

    def count_tokens(self, text: str) -> int:
        return len(text) // 4

    def close(self) -> None:
        pass


def test_a_model_that_is_down_loses_nothing_and_a_rebuild_tries_again(path):
    with opened(path, _Broken()) as memory:
        memory.add(SAID)
        memory.consolidate()
        assert memory.stats().outbox == {"failed": 1}
    with opened(path, FakeChatModel([READ])) as memory:
        memory.rebuild()
        assert memory.stats().outbox == {}
        assert "beekeeper" in {f.value for f in memory.facts()}


def test_a_better_model_takes_the_place_of_the_one_before(path):
    first = FakeChatModel([READ])
    other = json.dumps(
        {"claims": [{"turn": 1, "kind": "fact", "slot": "location", "value": "Rize"}]}
    )
    with opened(path, first) as memory:
        memory.add(SAID)
        memory.consolidate()
    with opened(path, FakeChatModel([other])) as memory:
        memory.rebuild()
        values = {c.claim.value for c in memory.claims() if c.origin.startswith("fake")}

    assert values == {"Rize"}


def test_ten_thousand_facts_are_bounded(path):
    many = {"turn": 1, "kind": "fact", "slot": "likes", "value": "beekeeper"}
    claims = [dict(many, slot=f"slot {n}") for n in range(10_000)]
    with opened(path, FakeChatModel([json.dumps({"claims": claims})])) as memory:
        memory.add(SAID)
        memory.consolidate()

        assert memory.stats().claims < 60


def test_context_names_each_item_once_with_its_sources(path):
    clock = SetClock(START)
    with Memory.open(path, embedder=None, clock=clock) as memory:
        for n, text in enumerate(("My dog Biscuit is brown.", "Biscuit ate my shoe.", "Rain.")):
            memory.add_many([Turn(f"t{n}", text, START + timedelta(days=n), f"s{n}")])
        memory.remember("Biscuit won a prize at the dog show.", importance=9)
        memory.consolidate()
        context = memory.context("Biscuit", 400)

        lines = context.text.splitlines()
        assert len(lines) == len(context.items) + 2
        assert all(line.startswith(f"[{n}] ") for n, line in enumerate(lines[1:-1], start=1))
        assert all(item.sources for item in context.items)
        assert sum("won a prize" in line for line in lines) == 1
        assert context.n_tokens <= 400
        assert memory.context("Biscuit", 12).items == ()
