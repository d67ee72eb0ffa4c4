"""An import that is cut off, by an error or by a kill, and run again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from hafiza.core import Scope
from hafiza.core.errors import FormatError
from hafiza.embedders import load_embedder
from hafiza.memory import Memory
from hafiza.memory.transfer.chatgpt import read_chatgpt
from hafiza.memory.transfer.importing import bring_in
from hafiza.memory.transfer.items import Tally

IMPORTER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from hafiza.embedders import load_embedder
from hafiza.memory import Memory
from hafiza.memory.transfer.chatgpt import read_chatgpt
from hafiza.memory.transfer.importing import bring_in
from hafiza.memory.transfer.items import Reading, Tally

path, source = sys.argv[1:]
tally = Tally()
with Memory.open(path, embedder=load_embedder("hashing:32")) as memory:
    items = read_chatgpt(Path(source), Reading(now=datetime.now(UTC)), tally)
    bring_in(memory, items, tally, progress=lambda n: print(n, flush=True))
"""


class Stopped(Exception):
    pass


@pytest.fixture
def source(tmp_path, build):
    """Write conversations with so many turns in all."""

    def write(n_turns, in_each=100):
        conversations = []
        for first in range(0, n_turns, in_each):
            nodes = []
            for n in range(first, min(first + in_each, n_turns)):
                parent = f"n{n - 1}" if n > first else None
                role = "assistant" if n % 2 else "user"
                nodes.append(
                    build.chatgpt_node(f"n{n}", parent, role, f"message {n}", time=1714550400 + n)
                )
            conversations.append(build.chatgpt_conversation(f"c{first}", nodes, nodes[-1]["id"]))
        path = tmp_path / "conversations.json"
        path.write_text(json.dumps(conversations))
        return path

    return write


def run(memory, path, reading, progress=None, **options):
    tally = Tally()
    bring_in(memory, read_chatgpt(path, reading, tally), tally, progress=progress, **options)
    return tally


def texts(memory):
    return [turn.text for turn in memory.turns(scope=Scope())]


@pytest.mark.parametrize("stop_after", [1, 2, 5, 9])
def test_import_stopped_half_way_and_run_again_is_whole_and_has_no_doubles(
    memory, source, reading, stop_after
):
    path = source(700)
    told = []

    def stop(n):
        told.append(n)
        if len(told) == stop_after:
            raise Stopped

    with pytest.raises(Stopped):
        run(memory, path, reading, stop)
    n_kept = len(texts(memory))
    again = run(memory, path, reading)

    assert 0 < n_kept < 700
    assert (again.new, again.already_there, again.read) == (700 - n_kept, n_kept, 700)
    assert texts(memory) == [f"message {n}" for n in range(700)]


def test_what_stands_before_a_broken_place_is_kept_and_counted(memory, source, reading):
    path = source(300)
    whole = path.read_text()
    path.write_text(whole[: whole.index("message 250")])
    tally = Tally()

    with pytest.raises(FormatError, match=r"conversations.json\[2\] is cut off"):
        bring_in(memory, read_chatgpt(path, reading, tally), tally)

    assert (tally.new, len(texts(memory))) == (200, 200)
    path.write_text(whole)
    assert run(memory, path, reading).new == 100
    assert len(texts(memory)) == 300


def test_dry_run_counts_what_an_import_would_do_and_writes_nothing(memory, source, reading):
    path = source(30)

    first = run(memory, path, reading, dry_run=True)
    assert (first.read, first.new, first.already_there) == (30, 30, 0)
    assert texts(memory) == []
    run(memory, path, reading)
    second = run(memory, source(40), reading, dry_run=True)
    assert (second.read, second.new, second.already_there) == (40, 10, 30)
    assert len(texts(memory)) == 30


def test_turn_that_stands_twice_in_a_source_is_new_once(memory, source, reading):
    path = source(10)
    conversations = json.loads(path.read_text())
    path.write_text(json.dumps(conversations * 2))

    dry = run(memory, path, reading, dry_run=True)
    real = run(memory, path, reading)

    assert (dry.new, dry.already_there) == (real.new, real.already_there) == (10, 10)


@pytest.mark.outer
def test_import_killed_again_and_again_ends_whole_and_has_no_doubles(tmp_path, source, reading):
    n_turns = 4000
    path = source(n_turns)
    database = tmp_path / "memory.db"
    n_killed = 0
    for wait in (0, 3, 9, 20):
        child = subprocess.Popen(
            [sys.executable, "-c", IMPORTER, str(database), str(path)], stdout=subprocess.PIPE
        )
        for _ in range(wait + 1):
            assert child.stdout.readline()
        time.sleep(0.003 * wait)
        child.send_signal(signal.SIGKILL)
        child.stdout.close()
        n_killed += child.wait() == -signal.SIGKILL

    with Memory.open(database, embedder=load_embedder("hashing:32")) as memory:
        n_kept = len(texts(memory))
        again = run(memory, path, reading)

        assert n_killed == 4
        assert 0 < n_kept < n_turns
        assert (again.new, again.already_there) == (n_turns - n_kept, n_kept)
        assert texts(memory) == [f"message {n}" for n in range(n_turns)]
        assert memory.check() == []
        assert memory.stats().with_vector == n_turns
