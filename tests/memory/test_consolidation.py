"""The worker: what it makes of turns, and that it makes the same however it is interrupted."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from hafiza.core import Scope, SetClock, Turn
from hafiza.embedders import load_embedder
from hafiza.memory import BackgroundWorker, Memory, TierOptions
from hafiza.memory import consolidation as consolidation_module
from hafiza.memory.extraction.claims import Claim

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TALK = (
    ("I moved to Ankara last year and I love the parks there.", "Lovely parks in Ankara!"),
    ("My dog Biscuit chases pigeons in the park.", "Biscuit sounds like a lively dog."),
    ("Benim adım Ayşe, hemşire olarak çalışıyorum.", "Memnun oldum Ayşe."),
    ("The engine of my old car makes a strange noise.", "An engine noise may be the belt."),
    ("The mechanic changed the belt of the engine.", "Good that the mechanic found it."),
    ("Akşamları keman çalıyorum.", "Keman çalmak güzel."),
)


def conversation(n_sessions: int, *, n_pages: int = 6, begin: int = 0) -> list[Turn]:
    turns = []
    for session in range(begin, begin + n_sessions):
        for page in range(n_pages):
            said, reply = TALK[(page + session) % len(TALK)]
            at = START + timedelta(days=session, minutes=page * 20)
            for role, text in (("user", said), ("assistant", reply)):
                name = f"s{session:03}-p{page}-{role}"
                turns.append(Turn(name, text, at, f"session {session}", role))  # type: ignore[arg-type]
    return turns


def opened(path: Path, *, at: datetime = START + timedelta(days=400), **given: Any) -> Memory:
    return Memory.open(path, embedder=load_embedder("hashing:64"), clock=SetClock(at), **given)


def state(path: Path) -> list[tuple[object, ...]]:
    """Return all that the worker has derived, byte for byte; not when it was derived."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    tables = {
        "claim": "turn, origin, n",
        "segment": "id",
        "segment_turn": "turn",
        "turn": "seq",
        "outbox": "turn",
        "lease": "scope",
    }
    rows = [
        (table, *(row[:-1] if table == "claim" else row))
        for table, order in tables.items()
        for row in db.execute(f"SELECT * FROM {table} ORDER BY {order}")
    ]
    db.close()
    return rows


def add_one_by_one(memory: Memory, turns: list[Turn]) -> None:
    for turn in turns:
        scope = Scope(session=turn.session_id)
        memory.add(turn.text, scope=scope, role=turn.role, time=turn.time, id=turn.id)


@pytest.fixture
def undisturbed(tmp_path: Path) -> list[tuple[object, ...]]:
    path = tmp_path / "undisturbed.db"
    with opened(path) as memory:
        memory.add_many(conversation(6))
        memory.consolidate()
    return state(path)


def test_every_turn_leaves_the_outbox_and_is_in_one_segment(path):
    turns = conversation(3)
    with opened(path) as memory:
        memory.add_many(turns)
        done = memory.consolidate()
        placed = [id_ for segment in memory.segments() for id_ in segment.sources]

        assert done.n_turns == len(turns)
        assert sorted(placed) == sorted(turn.id for turn in turns)
        assert memory.stats().outbox == {}


def test_a_segment_never_mixes_sessions_in_one_chain(path):
    with opened(path) as memory:
        memory.add_many(conversation(4))
        memory.consolidate()

        for segment in memory.segments():
            for chain in segment.chains:
                assert len({id_.split("-")[0] for id_ in chain}) == 1


def test_talk_of_the_same_is_joined_across_sessions(path):
    at = START
    turns = []
    for session in ("monday", "friday"):
        for n in range(4):
            text = "the engine of the car and the belt of the engine make noise"
            turns.append(Turn(f"{session}{n}", text, at, session))
            at += timedelta(minutes=1)
        at += timedelta(days=3)
    turns.append(Turn("last", "Lale bahçesinde güneşli bir gün geçirdik.", at, "garden"))
    with opened(path) as memory:
        memory.add_many(turns)
        memory.consolidate()
        first = max(memory.segments(), key=lambda s: len(s.sources))

        assert len(first.sources) == 8
        assert len(first.chains) == 2


def test_size_of_the_batches_changes_nothing(path, undisturbed, monkeypatch):
    monkeypatch.setattr(consolidation_module, "_BATCH", 7)
    with opened(path) as memory:
        memory.add_many(conversation(6))
        memory.consolidate()

    assert state(path) == undisturbed


def test_turns_that_were_added_one_by_one_come_to_the_same(path, undisturbed):
    with opened(path) as memory:
        add_one_by_one(memory, conversation(6))
        before = [hit.score for hit in memory.search("Who likes Biscuit?", k=20)]
        memory.consolidate()
        assert [hit.score for hit in memory.search("Who likes Biscuit?", k=20)] == before
    with opened(path) as memory:
        assert [hit.score for hit in memory.search("Who likes Biscuit?", k=20)] == before

    assert state(path) == undisturbed


def test_turns_that_come_while_it_works_change_nothing(path, undisturbed):
    with opened(path) as memory:
        for begin in range(6):
            memory.add_many(conversation(1, begin=begin))
            memory.consolidate(max_turns=5)
        memory.consolidate()

    assert state(path) == undisturbed


def test_rebuilding_comes_to_the_same(path, undisturbed):
    with opened(path) as memory:
        memory.add_many(conversation(6))
        memory.consolidate()
        memory.rebuild()
        assert state(path) == undisturbed
        memory.rebuild()

    assert state(path) == undisturbed


class Died(BaseException):
    """Stands for the death of the process."""


def die_at(memory: Memory, statement: int) -> None:
    """Have the n-th statement from now on, and all after it, never happen."""
    seen = 0

    def trace(_cursor: object, _sql: str, _bindings: object) -> bool:
        nonlocal seen
        seen += 1
        if seen > statement:
            raise Died
        return True

    memory._store._connection.db.exec_trace = trace  # type: ignore[attr-defined]


@pytest.mark.parametrize("statement", range(60))
def test_death_before_any_statement_changes_nothing(path, tmp_path, statement, monkeypatch):
    monkeypatch.setattr(consolidation_module, "_BATCH", 9)
    turns = conversation(2, n_pages=3)
    calm = tmp_path / "calm.db"
    for place in (path, calm):
        with opened(place) as memory:
            memory.add_many(turns)
    with opened(calm) as memory:
        memory.consolidate()
    dying = opened(path)
    die_at(dying, statement * 3)
    try:
        dying.consolidate()
    except Died:
        # A process that dies takes its connection with it, and rolls nothing back by itself.
        dying._store._connection.db.exec_trace = None  # type: ignore[attr-defined]
    dying.close()

    with opened(path, at=START + timedelta(days=401)) as memory:
        memory.consolidate()
        memory.rebuild()
    with opened(calm, at=START + timedelta(days=401)) as memory:
        memory.rebuild()

    assert state(path) == state(calm)


WORKER = """
import sys
from datetime import UTC, datetime, timedelta
from hafiza.core import SetClock
from hafiza.embedders import load_embedder
from hafiza.memory import Memory, consolidation

consolidation._BATCH = 5
consolidation._LEASE = timedelta(0)  # the next worker need not wait for the dead one's lease
clock = SetClock(datetime(2027, 4, 5, 9, 0, tzinfo=UTC))
with Memory.open(sys.argv[1], embedder=load_embedder("hashing:64"), clock=clock) as memory:
    print("ready", flush=True)
    memory.consolidate(progress=lambda n: print(n, flush=True))
"""


@pytest.mark.outer
def test_a_worker_killed_a_hundred_times_comes_to_the_undisturbed_state(path, tmp_path):
    at = datetime(2027, 4, 5, 9, 0, tzinfo=UTC)
    turns = conversation(60)
    calm = tmp_path / "calm.db"
    for place in (path, calm):
        with opened(place, at=at) as memory:
            add_one_by_one(memory, turns)
    with opened(calm, at=at) as memory:
        memory.consolidate()
    rng = random.Random(0)
    n_kills = 0
    while n_kills < 100:
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(path)], stdout=subprocess.PIPE)
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
        # A random share of a batch's time: kills fall between, before and inside transactions.
        threading.Event().wait(rng.uniform(0, 0.03))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        n_kills += 1
        with opened(path, at=at) as memory:
            if not memory.stats().outbox:
                memory._store.jobs.requeue(None)
    with opened(path, at=at) as memory:
        memory.consolidate()
        assert memory.check() == []

    assert state(path) == state(calm)


def test_two_workers_share_the_work_and_double_nothing(path, undisturbed):
    with opened(path) as memory:
        memory.add_many(conversation(6))
    workers = [opened(path) for _ in range(3)]
    threads = [threading.Thread(target=worker.consolidate) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for worker in workers:
        worker.consolidate()
        worker.close()

    assert state(path) == undisturbed


def test_a_lease_of_the_living_is_respected_and_one_of_the_dead_runs_out(path):
    scope = Scope()
    with opened(path) as memory:
        memory.add_many(conversation(1))
        jobs, now = memory._store.jobs, START
        assert jobs.take_lease(scope, "one", now, now + timedelta(seconds=60))
        assert not jobs.take_lease(scope, "two", now, now + timedelta(seconds=60))
        assert jobs.waiting_scopes(now) == []
        later = now + timedelta(seconds=61)
        assert jobs.waiting_scopes(later) == [scope]
        assert jobs.take_lease(scope, "two", later, later + timedelta(seconds=60))


def test_a_worker_that_lost_its_lease_writes_nothing(path, monkeypatch):
    with opened(path) as memory, opened(path) as other:
        memory.add_many(conversation(2))
        derive = consolidation_module.Consolidation._derive

        def slowly(self, *given):
            batch = derive(self, *given)
            late = START + timedelta(days=500)
            assert other._store.jobs.take_lease(Scope(), "other", late, late)
            return batch

        monkeypatch.setattr(consolidation_module.Consolidation, "_derive", slowly)
        assert memory.consolidate().n_turns == 0
        assert memory.stats().claims == memory.stats().segments == 0
        assert memory.stats().outbox == {"waiting": 24}


def test_a_user_who_leaves_while_the_worker_reads_is_gone(path, monkeypatch):
    with opened(path) as memory, opened(path) as other:
        memory.add_many(conversation(2))
        derive = consolidation_module.Consolidation._derive

        def slowly(self, *given):
            batch = derive(self, *given)
            other.forget(everything=True)
            return batch

        monkeypatch.setattr(consolidation_module.Consolidation, "_derive", slowly)
        memory.consolidate()
    left = [row for row in state(path) if row[0] != "outbox"]

    assert left == []
    assert b"Biscuit" not in path.read_bytes()


def test_a_turn_that_goes_while_the_worker_reads_leaves_no_word_behind(path, monkeypatch):
    turns = conversation(1)
    turns.insert(1, Turn("secret", "My password is xylophonist.", turns[0].time, "session 0"))
    with opened(path) as memory, opened(path) as other:
        memory.add_many(turns)
        derive = consolidation_module.Consolidation._derive

        def slowly(self, *given):
            batch = derive(self, *given)
            if other.stats().tombstones == 0:
                other.forget(turn_ids=["secret"])
            return batch

        monkeypatch.setattr(consolidation_module.Consolidation, "_derive", slowly)
        memory.consolidate()
        texts = [segment.summary + " ".join(segment.keywords) for segment in memory.segments()]
        assert texts
        assert all(texts)
        assert not any("xylophonist" in text for text in texts)
        placed = {id_ for segment in memory.segments() for id_ in segment.sources}
        assert placed == {turn.id for turn in turns} - {"secret"}


def test_a_text_that_breaks_extraction_stays_visible_and_stops_nobody(path, monkeypatch):
    real = consolidation_module.extract

    def fragile(turn, before=None):
        if "engine of my old car" in turn.text:
            raise RuntimeError("no wheels")
        return real(turn, before)

    monkeypatch.setattr(consolidation_module, "extract", fragile)
    with opened(path) as memory:
        turns = conversation(1)
        memory.add_many(turns)
        done = memory.consolidate()
        stats = memory.stats()

        assert done.n_failed == 1
        assert stats.outbox == {"failed": 1}
        assert stats.failures == {"RuntimeError: no wheels": 1}
        assert memory.search("engine of my old car")[0].turn.text.startswith("The engine")
        placed = [id_ for segment in memory.segments() for id_ in segment.sources]
        assert len(placed) == len(set(placed)) == len(turns) - 1

        monkeypatch.setattr(consolidation_module, "extract", real)
        memory.rebuild()
        assert memory.stats().outbox == {}


def test_an_echo_of_memory_gives_no_claims_and_no_segment(path):
    with opened(path) as memory:
        memory.add("You told me that your name is Tom.", role="assistant", recalled=True)
        memory.add("My name is Tom, you said?", recalled=True)
        memory.consolidate()

        assert memory.claims() == []
        assert memory.segments() == []
        assert memory.stats().outbox == {}


def test_heat_is_as_of_the_reading(path):
    clock = SetClock(START)
    with Memory.open(path, embedder=None, clock=clock) as memory:
        memory.add("The engine makes noise.")
        memory.consolidate()
        [fresh] = memory.segments()
        clock.advance(days=30)
        [cold] = memory.segments()
        [found] = memory.search_segments("engine")
        [visited] = memory.segments()

    assert fresh.heat == pytest.approx(2.0)
    assert cold.heat == pytest.approx(1.0, abs=1e-6)
    assert found.id == visited.id
    assert visited.n_visits == 1
    assert visited.heat == pytest.approx(3.0)


@pytest.mark.parametrize("eviction", ["heat", "lfu", "lru", "fifo"])
def test_a_segment_that_leaves_keeps_its_turns_in_the_archive(path, eviction):
    tiers = TierOptions(capacity=2, eviction=eviction)
    turns = [
        Turn(f"t{n}", text, START + timedelta(days=n), f"s{n}")
        for n, text in enumerate(["violin lesson", "engine noise", "tulip garden", "tax papers"])
    ]
    with opened(path, tiers=tiers) as memory:
        memory.add_many(turns)
        memory.consolidate()

        assert len(memory.segments()) == 2
        assert [turn.id for turn in memory.turns()] == ["t0", "t1", "t2", "t3"]
        assert memory.search("violin lesson")[0].turn.id == "t0"


def test_visits_outlive_a_rebuild(path):
    with opened(path) as memory:
        memory.add_many(conversation(2))
        memory.consolidate()
        memory.search_segments("engine belt")
        before = sum(segment.n_visits for segment in memory.segments())
        memory.rebuild()

        assert before > 0
        assert sum(segment.n_visits for segment in memory.segments()) == before


def test_what_leaves_the_short_term_is_already_in_the_outbox(path):
    with opened(path, tiers=TierOptions(short_term_pages=2)) as memory:
        memory.add_many(conversation(1))
        pages = memory.short_term(scope=Scope(session="session 0"))

        assert [page.user.id for page in pages] == ["s000-p4-user", "s000-p5-user"]
        assert memory.stats().outbox == {"waiting": 12}


def test_told_claims_come_with_their_turn_and_go_with_it(path):
    with opened(path) as memory:
        turn = memory.remember("Ran a marathon.", happened=START, importance=9)
        memory.consolidate()
        memory.rebuild()
        [episode] = memory.episodes()
        memory.forget(turn_ids=[turn.id])

        assert (episode.text, episode.start, episode.importance) == ("Ran a marathon.", START, 9)
        assert memory.episodes() == []


def test_background_worker_works_when_woken_and_stops(path):
    with opened(path) as memory:
        with BackgroundWorker(memory, every_s=600) as worker:
            memory.add_many(conversation(1))
            worker.wake()
            deadline = time.monotonic() + 20
            while memory.stats().outbox and time.monotonic() < deadline:
                threading.Event().wait(0.01)

        assert memory.stats().outbox == {}


def test_retention_erases_what_is_older(path):
    tiers = TierOptions(keep_days=10)
    with opened(path, at=START + timedelta(days=12), tiers=tiers) as memory:
        memory.add_many(conversation(4))
        memory.consolidate()

        assert memory.expire() == 24
        assert {turn.session_id for turn in memory.turns()} == {"session 2", "session 3"}
        assert {s.split("-")[0] for x in memory.segments() for s in x.sources} == {"s002", "s003"}


def test_forgotten_text_is_nowhere_in_the_file(path):
    secret = "xylophonist"
    turns = conversation(2)
    at = turns[3].time
    turns.insert(4, Turn("secret", f"I work as a {secret} and I like {secret}s.", at, "session 0"))
    with opened(path) as memory:
        memory.add_many(turns)
        told = Claim("user_knowledge", "", secret, f"{secret} indeed", importance=7)
        memory.add_many([Turn("note", f"About a {secret}.", at, "note")], told={"note": [told]})
        memory.consolidate()
        memory.search_segments(secret)
        memory.forget(query=secret)
        memory._store._connection.db.execute("VACUUM")
        memory._store._connection.db.pragma("wal_checkpoint(TRUNCATE)")
    for file in path.parent.iterdir():
        assert secret.encode() not in file.read_bytes(), file.name
