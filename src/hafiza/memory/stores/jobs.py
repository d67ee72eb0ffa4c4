"""The outbox and the worker's jobs in SQLite.

A batch is one transaction that also takes its turns out of the outbox, and that writes nothing
unless the worker still holds its lease: whatever dies when, nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import apsw

from hafiza.core.records import Scope, Turn
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.stores.claims import RULES, TOLD, put_claims
from hafiza.memory.stores.connection import Connection
from hafiza.memory.stores.known import find_scope
from hafiza.memory.stores.mid_term import put_segments
from hafiza.memory.stores.protocol import Batch, Job
from hafiza.memory.stores.rows import TURN_COLUMNS, batches, marks, microseconds, read_turn


class JobStore:
    """A `JobLog` in the file of the turns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting_scopes(self, now: datetime) -> list[Scope]:
        """Return the scopes that have waiting turns and that no worker holds, longest first."""
        with self._connection.reading() as db:
            rows = db.execute(
                "SELECT c.user, c.assistant FROM outbox o JOIN turn t ON t.seq = o.turn"
                " JOIN scope c ON c.id = t.scope LEFT JOIN lease l ON l.scope = c.id"
                " WHERE o.state = 'waiting' AND coalesce(l.until_us, 0) <= ?"
                " GROUP BY c.id ORDER BY min(o.turn)",
                (microseconds(now),),
            )
            return [Scope(user, assistant) for user, assistant in rows]

    def take_lease(self, scope: Scope, worker: str, now: datetime, until: datetime) -> bool:
        """Take or prolong the lease of a scope; False if another worker holds it."""
        with self._connection.writing() as db:
            scope_id = find_scope(db, scope)
            if scope_id < 0:
                return False
            db.execute(
                "INSERT INTO lease (scope, worker, until_us) VALUES (?, ?, ?)"
                " ON CONFLICT (scope) DO UPDATE SET worker = excluded.worker,"
                " until_us = excluded.until_us"
                " WHERE lease.worker = excluded.worker OR lease.until_us <= ?",
                (scope_id, worker, microseconds(until), microseconds(now)),
            )
            return bool(db.changes())

    def drop_lease(self, scope: Scope, worker: str) -> None:
        """Give a lease back."""
        with self._connection.writing() as db:
            db.execute(
                "DELETE FROM lease WHERE scope = ? AND worker = ?", (find_scope(db, scope), worker)
            )

    def waiting(self, scope: Scope, limit: int) -> list[Job]:
        """Return the next waiting turns of a scope with all that the worker needs of them."""
        with self._connection.reading() as db:
            rows = db.execute(
                f"SELECT o.attempts, length(t.terms), t.session, v.data, {TURN_COLUMNS}"
                " FROM outbox o JOIN turn t ON t.seq = o.turn JOIN session s ON s.id = t.session"
                " LEFT JOIN vector v ON v.turn = t.seq"
                " AND v.embedder = (SELECT id FROM embedder WHERE active)"
                " WHERE o.state = 'waiting' AND t.scope = ? ORDER BY o.turn LIMIT ?",
                (find_scope(db, scope), limit),
            )
            return [
                Job(*read_turn(tuple(row)), session, vector, attempts, bool(n_bytes))
                for attempts, n_bytes, session, vector, *row in rows
            ]

    def preceding(self, seqs: Sequence[int], n: int) -> dict[int, list[Turn]]:
        """Return for each turn the last `n` before it in its session, oldest first."""
        found: dict[int, list[Turn]] = {seq: [] for seq in seqs}
        with self._connection.reading() as db:
            for batch in batches(seqs):
                rows = db.execute(
                    f"SELECT later.seq, {TURN_COLUMNS} FROM turn later"
                    " JOIN turn t ON t.seq IN (SELECT p.seq FROM turn p"
                    " WHERE p.session = later.session AND p.seq < later.seq"
                    " ORDER BY p.seq DESC LIMIT ?)"
                    " JOIN session s ON s.id = t.session"
                    f" WHERE later.seq IN ({marks(batch)}) ORDER BY later.seq, t.seq",
                    (n, *batch),
                )
                for seq, *row in rows:
                    found[seq].append(read_turn(tuple(row))[1])
        return found

    def commit(self, scope: Scope, worker: str, batch: Batch, now: datetime) -> bool:
        """Write what a batch derived and take its turns out of the outbox.

        False, and nothing is written, if the lease has gone to another worker or the scope is no
        more. Turns that were erased meanwhile are passed over.
        """
        with self._connection.writing() as db:
            scope_id = find_scope(db, scope)
            if not _holds_lease(db, scope_id, worker):
                return False
            for origin, seq, claims in batch.claims:
                put_claims(db, seq, origin, claims, now)
            put_segments(db, scope_id, batch)
            db.executemany(
                "UPDATE turn SET terms = ? WHERE seq = ?",
                [(terms, seq) for seq, terms in batch.terms.items()],
            )
            db.executemany("DELETE FROM outbox WHERE turn = ?", [(seq,) for seq in batch.done])
            if batch.lease_until is not None:
                db.execute(
                    "UPDATE lease SET until_us = ? WHERE scope = ?",
                    (microseconds(batch.lease_until), scope_id),
                )
            return True

    def put_off(self, seqs: Sequence[int], reason: str, max_attempts: int) -> int:
        """Count a failed attempt; return how many turns have failed for good."""
        with self._connection.writing() as db:
            for batch in batches(seqs):
                db.execute(
                    "UPDATE outbox SET attempts = attempts + 1, reason = ?,"
                    " state = iif(attempts + 1 >= ?, 'failed', 'waiting')"
                    f" WHERE turn IN ({marks(batch)})",
                    (reason, max_attempts, *batch),
                )
            return sum(
                db.execute(
                    f"SELECT count(*) FROM outbox WHERE state = 'failed' AND turn IN ({marks(b)})",
                    tuple(b),
                ).get
                for b in batches(seqs)
            )

    def requeue(self, scope: Scope | None) -> int:
        """Drop the segments of a scope, or of all, and have its turns looked at anew.

        Claims stay until the worker replaces them, turn by turn, so that facts never go missing.
        """
        with self._connection.writing() as db:
            where, bound = "", tuple[int, ...]()
            if scope is not None:
                where, bound = "WHERE scope = ?", (find_scope(db, scope),)
            db.execute(f"DELETE FROM segment {where}", bound)
            db.execute(f"INSERT OR REPLACE INTO outbox (turn) SELECT seq FROM turn {where}", bound)
            return int(db.execute(f"SELECT count(*) FROM turn {where}", bound).get)

    def token_use(self, day: str) -> int:
        """Return the tokens that models have read and written for consolidation on a day."""
        with self._connection.reading() as db:
            return int(db.execute("SELECT tokens FROM token_use WHERE day = ?", (day,)).get or 0)

    def commit_refined(
        self,
        scope: Scope,
        worker: str,
        origin: str,
        read: Sequence[int],
        claims: Mapping[int, Sequence[Claim]],
        *,
        day: str,
        n_tokens: int,
        now: datetime,
        reason: str | None = None,
    ) -> bool:
        """Write what a model made of turns, and what it cost; False if the lease is lost.

        With a `reason` it failed on them: they count as read, and stay visible as failed.
        """
        with self._connection.writing() as db:
            db.execute(
                "INSERT INTO token_use VALUES (?, ?) ON CONFLICT (day)"
                " DO UPDATE SET tokens = tokens + excluded.tokens",
                (day, n_tokens),
            )
            if not _holds_lease(db, find_scope(db, scope), worker):
                return False
            for seq in read:
                db.execute(
                    "DELETE FROM claim WHERE turn = ? AND origin NOT IN (?, ?)", (seq, RULES, TOLD)
                )
                put_claims(db, seq, origin, claims.get(seq, ()), now)
                db.execute("UPDATE segment_turn SET refined = 1 WHERE turn = ?", (seq,))
                if reason is not None:
                    db.execute(
                        "INSERT INTO outbox (turn, state, attempts, reason)"
                        " SELECT seq, 'failed', 1, ? FROM turn WHERE seq = ?"
                        " ON CONFLICT (turn) DO NOTHING",
                        (reason, seq),
                    )
            return True


def _holds_lease(db: apsw.Connection, scope_id: int, worker: str) -> bool:
    held = db.execute("SELECT 1 FROM lease WHERE scope = ? AND worker = ?", (scope_id, worker)).get
    return held is not None
