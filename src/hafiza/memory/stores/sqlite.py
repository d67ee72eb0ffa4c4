"""The embedded store: one SQLite file in write-ahead mode, an fsync for every commit."""

from __future__ import annotations

import glob
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from hafiza.core.errors import StoreCorrupt
from hafiza.core.records import Scope, Turn
from hafiza.memory.records import Entry, IndexRow, MemoryStats
from hafiza.memory.stores.claims import ClaimStore
from hafiza.memory.stores.connection import Connection
from hafiza.memory.stores.jobs import JobStore
from hafiza.memory.stores.known import Known, KnownSession, find_scope, find_session
from hafiza.memory.stores.mid_term import SegmentStore, mark_stale
from hafiza.memory.stores.protocol import Vector
from hafiza.memory.stores.rows import (
    QUESTION,
    RECALLED,
    TURN_COLUMNS,
    batches,
    marks,
    microseconds,
    read_turn,
)
from hafiza.memory.stores.writes import (
    bump_generations,
    insert_turn,
    insert_vector,
    put_vectors,
)
from hafiza.memory.vectors import packed_size

# Only a later turn of the same session can have been embedded with a turn.
_EMBEDDED_WITH = (
    "SELECT v.turn FROM turn erased JOIN turn later ON later.session = erased.session"
    " AND later.seq > erased.seq JOIN vector v ON v.turn = later.seq"
    " AND v.context = erased.seq WHERE erased.seq IN (%s)"
)


class _Lagging(Exception):
    """The first turn of a write was embedded with a turn that is not the last any more."""


def _lags(entry: Entry, session: KnownSession) -> bool:
    if entry.vector is None or entry.turn.recalled:
        return False
    last = session.last_turn
    return entry.context_id != (None if last is None else last.id)


class SqliteStore:
    """A `MemoryStore` in one file. Threads share it; processes open it side by side.

    Raises:
        StoreError: the file cannot be used; the branches of it say why.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._connection = Connection(path, read_only=read_only)
        self._known = Known()
        self.jobs = JobStore(self._connection)
        self.claims = ClaimStore(self._connection)
        self.mid_term = SegmentStore(self._connection)

    # --- turns ---

    def append(
        self,
        scope: Scope,
        entries: Sequence[Entry],
        embedder: str | None = None,
        *,
        may_lag: bool = True,
    ) -> int | None:
        """Write turns in order; return how many were new, None if an embedding lags."""
        n_new = 0
        known = self._known
        try:
            with self._connection.writing() as db:
                checks = known.refresh(db) and not may_lag
                embedder_id = known.active_embedder_id(db, embedder) if embedder else None
                for entry in entries:
                    turn = entry.turn
                    session = known.created_session(
                        db, Scope(scope.user, scope.assistant, turn.session_id)
                    )
                    if checks and _lags(entry, session):
                        raise _Lagging
                    checks = False
                    seq = insert_turn(db, session, entry)
                    if seq is None:
                        continue
                    n_new += 1
                    if embedder_id is not None:
                        insert_vector(db, session, seq, embedder_id, entry)
                    if not turn.recalled:
                        session.last_seq, session.last_turn = seq, turn
        except BaseException as err:
            # What was learned in a transaction that was rolled back is not so.
            known.forget()
            if isinstance(err, _Lagging):
                return None
            raise
        return n_new

    def turns(self, seqs: Sequence[int]) -> dict[int, Turn]:
        """Return the turns of these sequence numbers that exist."""
        found: dict[int, Turn] = {}
        with self._connection.reading() as db:
            for batch in batches(seqs):
                rows = db.execute(
                    f"SELECT {TURN_COLUMNS} FROM turn t JOIN session s ON s.id = t.session"
                    f" WHERE t.seq IN ({marks(batch)})",
                    tuple(batch),
                )
                found.update(read_turn(row) for row in rows)
        return found

    def find(self, scope: Scope, ids: Sequence[str]) -> dict[str, int]:
        """Return the sequence numbers of the turn ids that exist in the scope."""
        found: dict[str, int] = {}
        with self._connection.reading() as db:
            scope_id = find_scope(db, scope)
            for batch in batches(ids):
                rows = db.execute(
                    f"SELECT id, seq FROM turn WHERE scope = ? AND id IN ({marks(batch)})",
                    (scope_id, *batch),
                )
                found.update(rows)
        return found

    def scan(self, scope: Scope, *, after: int = 0, limit: int = 1000) -> list[tuple[int, Turn]]:
        """Return turns of a scope (or of its session) in the order of writing."""
        return self._select(scope, f"t.seq > {int(after)}", "ASC", limit)

    def recent(self, scope: Scope, limit: int) -> list[tuple[int, Turn]]:
        """Return the last turns of a session (or of the scope), oldest first."""
        return self._select(scope, "TRUE", "DESC", limit)[::-1]

    def last_turn(self, scope: Scope) -> Turn | None:
        """Return the last turn of a session that is no echo, as this process last saw it.

        Looking whether another process has written costs as much as writing a row, and `append`
        looks once more in any case.
        """
        session = self._known.seen(scope)
        if session is None:
            with self._connection.reading() as db:
                self._known.refresh(db)
                session = self._known.session(db, scope)
        return None if session is None else session.last_turn

    def previous(self, seqs: Sequence[int]) -> dict[int, int]:
        """Return for each turn the one before it in its session that is no echo."""
        found: dict[int, int] = {}
        with self._connection.reading() as db:
            for batch in batches(seqs):
                rows = db.execute(
                    "SELECT t.seq, (SELECT max(p.seq) FROM turn p WHERE p.session = t.session"
                    f" AND p.seq < t.seq AND NOT p.flags & {RECALLED})"
                    f" FROM turn t WHERE t.seq IN ({marks(batch)})",
                    tuple(batch),
                )
                found.update((seq, before) for seq, before in rows if before is not None)
        return found

    def _select(
        self, scope: Scope, condition: str, order: str, limit: int
    ) -> list[tuple[int, Turn]]:
        with self._connection.reading() as db:
            if scope.session is None:
                column, value = "scope", find_scope(db, scope)
            else:
                column, value = "session", find_session(db, scope) or -1
            rows = db.execute(
                f"SELECT {TURN_COLUMNS} FROM turn t JOIN session s ON s.id = t.session"
                f" WHERE t.{column} = ? AND {condition} ORDER BY t.seq {order} LIMIT ?",
                (value, limit),
            )
            return [read_turn(row) for row in rows]

    # --- vectors ---

    def active_embedder(self) -> str | None:
        """Return the name of the embedder whose vectors are searched."""
        with self._connection.reading() as db:
            name = db.execute("SELECT name FROM embedder WHERE active").get
            return None if name is None else str(name)

    def activate_embedder(self, name: str, dim: int) -> str:
        """Make `name` the active embedder if there is none; return the active one's name."""
        active = self.active_embedder()
        if active is not None:
            return active
        with self._connection.writing() as db:
            db.execute(
                "INSERT INTO embedder (name, dim, active)"
                " SELECT ?, ?, NOT EXISTS (SELECT 1 FROM embedder WHERE active)"
                " WHERE TRUE ON CONFLICT (name) DO UPDATE"
                " SET active = active OR NOT EXISTS (SELECT 1 FROM embedder WHERE active)",
                (name, dim),
            )
        return self.active_embedder() or name

    def missing_vectors(self, name: str, dim: int, limit: int) -> list[int]:
        """Return turns, oldest first, that have no vector of this embedder yet."""
        with self._connection.writing() as db:
            db.execute(
                "INSERT INTO embedder (name, dim) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                (name, dim),
            )
            rows = db.execute(
                "SELECT t.seq FROM turn t JOIN embedder e ON e.name = ?"
                " LEFT JOIN vector v ON v.turn = t.seq AND v.embedder = e.id"
                " WHERE v.turn IS NULL ORDER BY t.seq LIMIT ?",
                (name, limit),
            )
            return [seq for (seq,) in rows]

    def put_vectors(self, name: str, vectors: Mapping[int, Vector]) -> None:
        """Write vectors of turns that still exist."""
        with self._connection.writing() as db:
            embedder_id = db.execute("SELECT id FROM embedder WHERE name = ?", (name,)).get
            put_vectors(db, embedder_id, vectors)
            bump_generations(db, "id IN (SELECT scope FROM turn WHERE seq IN (%s))", vectors)

    def switch_embedder(self, name: str) -> bool:
        """Make `name` the active embedder, unless a turn still lacks its vector."""
        self._known.forget()
        with self._connection.writing() as db:
            missing = db.execute(
                "SELECT EXISTS (SELECT 1 FROM turn t WHERE NOT EXISTS (SELECT 1 FROM vector v"
                " JOIN embedder e ON e.id = v.embedder WHERE e.name = ? AND v.turn = t.seq))",
                (name,),
            ).get
            if missing:
                return False
            db.execute("UPDATE embedder SET active = (name = ?)", (name,))
            db.execute(
                "DELETE FROM vector WHERE embedder IN (SELECT id FROM embedder WHERE NOT active)"
            )
            db.execute("DELETE FROM embedder WHERE NOT active")
            db.execute("UPDATE scope SET generation = generation + 1")
        return True

    def embedded_with(self, seqs: Sequence[int]) -> list[int]:
        """Return the turns in whose vectors the text of these turns stands."""
        found: set[int] = set()
        with self._connection.reading() as db:
            for batch in batches(seqs):
                rows = db.execute(_EMBEDDED_WITH % marks(batch), tuple(batch))
                found.update(seq for (seq,) in rows)
        return sorted(found - set(seqs))

    # --- the resident index ---

    def generation(self, scope: Scope) -> int:
        """Return a number that grows when stored turns of the scope change or go; -1 if unknown."""
        with self._connection.reading() as db:
            row = db.execute(
                "SELECT (id << 32) + generation FROM scope WHERE user = ? AND assistant = ?",
                (scope.user, scope.assistant),
            ).get
            return -1 if row is None else int(row)

    def index_rows(self, scope: Scope, after: int, limit: int) -> list[IndexRow]:
        """Return the rows written after sequence number `after`, in order."""
        with self._connection.reading() as db:
            rows = db.execute(
                f"SELECT t.seq, t.session, t.flags & {RECALLED}, t.flags & {QUESTION},"
                " t.speaker, t.terms, v.data, t.time_us / 1e6 FROM turn t"
                " LEFT JOIN vector v ON v.turn = t.seq"
                " AND v.embedder = (SELECT id FROM embedder WHERE active)"
                " WHERE t.scope = ? AND t.seq > ? ORDER BY t.seq LIMIT ?",
                (find_scope(db, scope), after, limit),
            )
            return [IndexRow._make(row) for row in rows]

    def session_number(self, scope: Scope) -> int | None:
        """Return the number of the scope's session, None if it does not exist."""
        with self._connection.reading() as db:
            return find_session(db, scope)

    # --- forgetting ---

    def erase(
        self, scope: Scope, seqs: Sequence[int], at: datetime, vectors: Mapping[int, Vector]
    ) -> int:
        """Erase turns and all that was derived from them; replace the vectors given."""
        n_erased = 0
        self._known.forget()
        with self._connection.writing() as db:
            scope_id = find_scope(db, scope)
            for batch in batches(seqs):
                listed = marks(batch)
                db.execute(
                    "INSERT INTO tombstone (kind, turn_id, erased_us)"
                    f" SELECT 'turn', id, ? FROM turn WHERE scope = ? AND seq IN ({listed})",
                    (microseconds(at), scope_id, *batch),
                )
                # A vector computed since with this text in it is dropped; reembed makes it anew.
                db.execute(
                    f"DELETE FROM vector WHERE turn IN ({_EMBEDDED_WITH % listed})", tuple(batch)
                )
                mark_stale(
                    db,
                    f"SELECT seq FROM turn WHERE scope = ? AND seq IN ({listed})",
                    (scope_id, *batch),
                )
                db.execute(
                    f"DELETE FROM turn WHERE scope = ? AND seq IN ({listed})", (scope_id, *batch)
                )
                n_erased += db.changes()
            active = db.execute("SELECT id FROM embedder WHERE active").get
            if active is not None:
                put_vectors(db, active, vectors)
            db.execute(
                "DELETE FROM session WHERE scope = ? AND NOT EXISTS"
                " (SELECT 1 FROM turn WHERE turn.session = session.id)",
                (scope_id,),
            )
            db.execute("UPDATE scope SET generation = generation + 1 WHERE id = ?", (scope_id,))
        self._leave_no_copy()
        return n_erased

    def erase_user(self, user: str, at: datetime) -> int:
        """Erase everything of a user; return the number of turns."""
        self._known.forget()
        with self._connection.writing() as db:
            n_turns = db.execute(
                "SELECT count(*) FROM turn WHERE scope IN (SELECT id FROM scope WHERE user = ?)",
                (user,),
            ).get
            db.execute("DELETE FROM scope WHERE user = ?", (user,))
            db.execute(
                "INSERT INTO tombstone (kind, erased_us) VALUES ('user', ?)", (microseconds(at),)
            )
        self._leave_no_copy()
        return int(n_turns)

    def _leave_no_copy(self) -> None:
        path = self._connection.path
        for copy in path.parent.glob(f"{glob.escape(path.name)}.schema-*.backup"):
            copy.unlink(missing_ok=True)  # made before a migration: it has the erased text too
        # The log still holds pages with the erased text. While another process reads, SQLite
        # may not empty it; the next checkpoint does.
        with self._connection.reading() as db:
            db.pragma("wal_checkpoint(TRUNCATE)")

    # --- the whole store ---

    def users(self) -> list[str]:
        """Return the names of all users, in order."""
        with self._connection.reading() as db:
            return [name for (name,) in db.execute("SELECT DISTINCT user FROM scope ORDER BY user")]

    def assistants(self, user: str) -> list[str]:
        """Return the names of the assistants that remember a user, in order."""
        with self._connection.reading() as db:
            rows = db.execute("SELECT assistant FROM scope WHERE user = ? ORDER BY 1", (user,))
            return [name for (name,) in rows]

    def sessions(self, scope: Scope) -> list[str]:
        """Return the names of the scope's sessions, oldest first."""
        with self._connection.reading() as db:
            rows = db.execute(
                "SELECT name FROM session WHERE scope = ? ORDER BY id", (find_scope(db, scope),)
            )
            return [name for (name,) in rows]

    def stats(self, scope: Scope | None = None) -> MemoryStats:
        """Return the counts of the store, or of one scope."""
        with self._connection.reading() as db:
            scope_id = find_scope(db, scope) if scope else None
            where, bound = ("WHERE scope = ?", (scope_id,)) if scope else ("", ())
            outbox = db.execute(
                "SELECT o.state, count(*) FROM outbox o JOIN turn ON turn.seq = o.turn"
                f" {where} GROUP BY o.state",
                bound,
            )
            return MemoryStats(
                turns=db.execute(f"SELECT count(*) FROM turn {where}", bound).get,
                sessions=db.execute(f"SELECT count(*) FROM session {where}", bound).get,
                users=db.execute("SELECT count(DISTINCT user) FROM scope").get,
                with_vector=db.execute(
                    "SELECT count(*) FROM vector v"
                    " JOIN embedder e ON e.id = v.embedder AND e.active"
                    f" JOIN turn ON turn.seq = v.turn {where}",
                    bound,
                ).get,
                outbox={str(state): int(count) for state, count in outbox},
                tombstones=db.execute("SELECT count(*) FROM tombstone").get,
                disk_bytes=_disk_bytes(self._connection.path),
                embedder=db.execute("SELECT name FROM embedder WHERE active").get,
                schema_version=db.pragma("user_version"),
                segments=db.execute(
                    f"SELECT count(*) FROM segment {where} {'AND' if scope else 'WHERE'}"
                    " evicted_us IS NULL",
                    bound,
                ).get,
                claims=db.execute(f"SELECT count(*) FROM claim {where}", bound).get,
                failures=dict(
                    db.execute(
                        "SELECT coalesce(o.reason, ''), count(*) FROM outbox o"
                        f" JOIN turn ON turn.seq = o.turn {where} {'AND' if scope else 'WHERE'}"
                        " o.state = 'failed' GROUP BY 1",
                        bound,
                    )
                ),
            )

    def check(self) -> list[str]:
        """Return what is damaged; nothing when the store is sound. Reads the whole store."""
        problems: list[str] = []
        try:
            with self._connection.reading() as db:
                problems += [text for (text,) in db.execute("PRAGMA integrity_check")]
                problems = [text for text in problems if text != "ok"]
                problems += [
                    f"{row[0]} {row[1]} refers to a missing {row[2]}"
                    for row in db.execute("PRAGMA foreign_key_check")
                ]
                problems += [
                    f"the vector of turn {seq} has {size} bytes, {packed_size(dim)} expected"
                    for seq, size, dim in db.execute(
                        "SELECT v.turn, length(v.data), e.dim FROM vector v"
                        " JOIN embedder e ON e.id = v.embedder"
                    )
                    if size != packed_size(dim)
                ]
        except StoreCorrupt as err:
            problems.append(str(err).splitlines()[0])
        return problems

    def backup(self, target: Path) -> None:
        """Write a consistent copy while others may read and write; appears only when whole."""
        part = target.with_name(f"{target.name}.part")
        with self._connection.reading() as db:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            db.execute("VACUUM INTO ?", (str(part),))
            os.replace(part, target)

    def close(self) -> None:
        """Close the store; calling it twice is allowed."""
        self._connection.close()


def _disk_bytes(path: Path) -> int:
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
