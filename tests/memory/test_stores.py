"""The contract of a MemoryStore, run on every store, and what only the SQLite file can suffer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import apsw
import numpy as np
import pytest

from hafiza.core import Scope, Turn
from hafiza.core.errors import (
    EmbedderChanged,
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
)
from hafiza.memory import Memory, vectors
from hafiza.memory.records import Entry
from hafiza.memory.stores import connection
from hafiza.memory.stores.migrations import APPLICATION_ID, MIGRATIONS
from hafiza.memory.stores.protocol import MemoryStore
from hafiza.memory.stores.sqlite import SqliteStore

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STORES = {"sqlite": SqliteStore}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[MemoryStore]:
    opened = STORES[request.param](path)
    yield opened
    opened.close()
    opened.close()


def entry(id_: str, session: str = "s", vector: float | None = None, context=None) -> Entry:
    packed = None if vector is None else vectors.pack(np.array([vector, 1.0], np.float32))
    turn = Turn(id=id_, text=f"text of {id_}", time=NOW, session_id=session)
    return Entry(turn, b"", packed, context)


def test_appended_turns_are_read_in_order(store):
    assert store.append(Scope(), [entry("a"), entry("b"), entry("a")]) == 2

    assert [turn.id for _, turn in store.scan(Scope())] == ["a", "b"]
    assert [turn.id for _, turn in store.scan(Scope(), after=1)] == ["b"]
    assert [turn.id for _, turn in store.recent(Scope(session="s"), 1)] == ["b"]
    assert store.last_turn(Scope(session="s")).id == "b"
    assert store.previous([2]) == {2: 1}


def test_unknown_scope_is_empty(store):
    nobody = Scope(user="nobody", session="none")

    assert store.scan(nobody) == []
    assert store.recent(nobody, 5) == []
    assert store.find(nobody, ["a"]) == {}
    assert store.generation(nobody) == -1
    assert store.session_number(nobody) is None
    assert store.index_rows(nobody, 0, 10) == []


def test_index_rows_follow_the_writes(store):
    store.activate_embedder("e", 2)
    store.append(Scope(), [entry("a", vector=0.5)], "e")
    store.append(Scope(), [entry("b")])

    rows = store.index_rows(Scope(), 0, 10)

    assert [row.seq for row in rows] == [1, 2]
    assert [row.vector is None for row in rows] == [False, True]
    assert store.index_rows(Scope(), 1, 10) == rows[1:]


def test_first_embedder_is_the_active_one(store):
    assert store.active_embedder() is None
    assert store.activate_embedder("e", 2) == "e"
    assert store.activate_embedder("f", 3) == "e"


def test_vectors_of_an_embedder_that_is_not_active_are_refused(store):
    store.activate_embedder("e", 2)

    with pytest.raises(EmbedderChanged):
        store.append(Scope(), [entry("a", vector=1.0)], "f")

    assert store.scan(Scope()) == []


def test_switch_waits_for_every_vector(store):
    store.activate_embedder("e", 2)
    store.append(Scope(), [entry("a", vector=1.0)], "e")
    before = store.generation(Scope())
    assert store.missing_vectors("f", 2, 10) == [1]
    assert not store.switch_embedder("f")

    store.put_vectors("f", {1: (vectors.pack(np.ones(2, np.float32)), None), 99: (b"", None)})

    assert store.switch_embedder("f")
    assert store.active_embedder() == "f"
    assert store.generation(Scope()) > before


def test_erasing_reaches_vectors_made_with_the_text(store):
    store.activate_embedder("e", 2)
    store.append(Scope(), [entry("a", vector=1.0), entry("b", vector=1.0, context="a")], "e")
    assert store.embedded_with([1]) == [2]
    before = store.generation(Scope())

    assert store.erase(Scope(), [1], NOW, {}) == 1

    assert store.generation(Scope()) > before
    assert store.stats(None).with_vector == 0
    assert store.missing_vectors("e", 2, 10) == [2]
    assert store.check() == []


def test_vector_made_with_a_text_erased_meanwhile_is_not_kept(store):
    store.activate_embedder("e", 2)

    store.append(Scope(), [entry("b", vector=1.0, context="gone")], "e")

    assert store.stats(None).turns == 1
    assert store.stats(None).with_vector == 0


def test_vector_that_lags_behind_another_process_is_not_written_unless_it_may(store, path):
    scope = Scope()
    store.activate_embedder("e", 2)
    store.append(scope, [entry("a", vector=1.0)], "e")
    with closing(SqliteStore(path)) as other:
        other.append(scope, [entry("b", vector=1.0, context="a")], "e")
    lagging = [entry("c", vector=1.0, context="a")]

    assert store.append(scope, lagging, "e", may_lag=False) is None
    assert [turn.id for _, turn in store.scan(scope)] == ["a", "b"]
    assert store.last_turn(Scope(session="s")).id == "b"
    assert store.append(scope, [entry("c", vector=1.0, context="b")], "e", may_lag=False) == 1
    with closing(SqliteStore(path)) as other:
        other.append(scope, [entry("d", vector=1.0, context="c")], "e")
    assert store.append(scope, [entry("e", vector=1.0, context="c")], "e") == 1


def test_erased_session_leaves_no_name(store):
    store.append(Scope(), [entry("a", session="diary"), entry("b", session="work")])

    store.erase(Scope(), [1], NOW, {})

    assert store.sessions(Scope()) == ["work"]


def test_check_sees_a_vector_of_the_wrong_size(store):
    store.activate_embedder("e", 3)
    store.append(Scope(), [entry("a", vector=1.0)], "e")

    assert store.check() == ["the vector of turn 1 has 6 bytes, 7 expected"]


# --- the file ---


def test_database_of_a_newer_version_is_refused_and_unchanged(path):
    SqliteStore(path).close()
    with_db(path, f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()

    with pytest.raises(StoreTooNew, match="pip install --upgrade hafiza"):
        SqliteStore(path)

    assert path.read_bytes() == before


def version_1(path: Path) -> None:
    db = apsw.Connection(str(path))
    db.execute(MIGRATIONS[0])
    db.execute(
        "INSERT INTO scope (user, assistant) VALUES ('default', 'default');"
        "INSERT INTO session (scope, name) VALUES (1, 's');"
        "INSERT INTO turn (scope, session, id, time_us, role, flags, speaker, text, caption, terms)"
        " VALUES (1, 1, 't', 0, 0, 0, '', 'My name is Deniz.', '', x'');"
        "INSERT INTO outbox (turn) VALUES (1)"
    )
    db.pragma("user_version", 1)
    db.pragma("application_id", APPLICATION_ID)
    db.close()


def test_database_of_version_1_is_migrated_and_a_copy_is_kept(path):
    version_1(path)

    with Memory.open(path, embedder=None, scope=Scope("default", "default")) as memory:
        memory.consolidate()
        assert [(f.slot, f.value) for f in memory.facts()] == [("name", "Deniz")]
        assert memory.check() == []
    [copy] = path.parent.glob("*.schema-1.*.backup")
    db = apsw.Connection(str(copy))
    assert db.pragma("user_version") == 1
    db.close()


def test_forgetting_reaches_the_copy_from_before_a_migration(path):
    version_1(path)

    with Memory.open(path, embedder=None, scope=Scope("default", "default")) as memory:
        memory.forget(turn_ids=["t"])

    for file in path.parent.iterdir():
        assert b"Deniz" not in file.read_bytes(), file.name


def test_database_of_another_program_is_refused_and_unchanged(path):
    with_db(path, "CREATE TABLE recipes (name)")
    before = path.read_bytes()

    with pytest.raises(StoreCorrupt, match="another program"):
        SqliteStore(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to look at" * 50, b"\x00" * 4096]
)
def test_file_that_is_no_database_is_refused_and_unchanged(path, content):
    path.write_bytes(content)

    with pytest.raises(StoreCorrupt):
        SqliteStore(path)

    assert path.read_bytes() == content


def test_damaged_database_says_so(path):
    store = SqliteStore(path)
    store.append(Scope(), [entry(f"t{n}") for n in range(500)])
    store.close()
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half:] = b"\xff" * (len(data) - half)
    path.write_bytes(bytes(data))

    damaged = SqliteStore(path)
    with pytest.raises(StoreCorrupt, match="Put a backup in its place"):
        damaged.turns(range(1, 501))
    assert damaged.check()
    damaged.close()


def test_folder_in_place_of_the_file_is_an_error_with_its_name(tmp_path):
    with pytest.raises(StoreError, match=tmp_path.name):
        SqliteStore(tmp_path)


def test_home_below_a_file_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError):
        SqliteStore(tmp_path / "file" / "memory.db")


def test_read_only_memory_can_be_searched_and_not_written(path):
    with Memory.open(path, embedder=None) as memory:
        memory.add("the fox sleeps")

    with Memory.open(path, embedder=None, read_only=True) as memory:
        assert memory.search("fox")[0].turn.text == "the fox sleeps"
        with pytest.raises(StoreReadOnly, match="writable"):
            memory.add("no")


def test_full_disk_keeps_what_was_stored_and_nothing_of_the_failed_write(path):
    with Memory.open(path, embedder=None) as memory:
        memory.add("the first turn")
        memory._store._connection.db.pragma("max_page_count", 40)
        with pytest.raises(StoreFull, match="free space"):
            memory.add("x" * 2_000_000)
        memory._store._connection.db.pragma("max_page_count", 1_000_000)

        assert memory.stats().turns == 1
        assert memory.check() == []
        memory.add("the second turn")


def test_file_size_limit_of_the_system_loses_nothing(path):
    script = (
        "import resource, signal, sys\n"
        "from hafiza.memory import Memory\n"
        "from hafiza.core.errors import StoreError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "memory = Memory.open(sys.argv[1], embedder=None)\n"
        "memory.add('merhaba dunya, bu ilk kayit')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "n = 1\n"
        "try:\n"
        "    while n < 1000:\n"
        "        memory.add(f'turn {n} ' + 'x' * 3000)\n"
        "        n += 1\n"
        "except StoreError as err:\n"
        "    print(n, type(err).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    n_acknowledged, error = done.stdout.split()

    assert error in ("StoreFull", "StoreError")
    assert 1 < int(n_acknowledged) < 1000
    with Memory.open(path, embedder=None) as memory:
        assert memory.stats().turns == int(n_acknowledged)
        assert memory.check() == []


def test_writer_that_holds_on_too_long_is_told_of(path, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.05)
    with Memory.open(path, embedder=None) as memory:
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreBusy, match="try again"):
            memory.add("waiting")

        other.execute("ROLLBACK")
        other.close()
        memory.add("now")
        assert memory.stats().turns == 1


def test_many_can_open_a_new_database_at_once(path):
    with ThreadPoolExecutor(8) as pool:
        for store in pool.map(lambda _: SqliteStore(path), range(8)):
            store.close()

    assert SqliteStore(path).check() == []


def test_every_error_of_sqlite_has_a_home():
    kinds = [kind for kind in vars(apsw).values() if is_sqlite_error(kind)]
    assert len(kinds) > 25

    for kind in kinds:
        translated = connection.translate(kind("message"), Path("memory.db"))
        assert isinstance(translated, StoreError)
        assert "memory.db" in str(translated)


def is_sqlite_error(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, apsw.Error)


def with_db(path: Path, sql: str) -> None:
    db = apsw.Connection(str(path))
    db.execute(sql)
    db.close()


def test_processes_that_open_a_new_memory_together_agree_on_its_embedder(path, monkeypatch):
    one, other = SqliteStore(path), SqliteStore(path)
    none_yet = iter([None])
    ask = other.active_embedder
    monkeypatch.setattr(other, "active_embedder", lambda: next(none_yet, ...) and ask())

    one.activate_embedder("hashing:32", 32)
    assert other.activate_embedder("hashing:32", 32) == "hashing:32"

    assert one.active_embedder() == "hashing:32"
    one.close()
    other.close()
