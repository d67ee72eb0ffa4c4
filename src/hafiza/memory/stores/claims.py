"""What turns say, in SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import apsw

from hafiza.core.records import Scope
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.stores.connection import Connection
from hafiza.memory.stores.known import find_scope
from hafiza.memory.stores.rows import batches, marks, microseconds, read_time
from hafiza.memory.tiers.facts import Stated

_CLAIM_COLUMNS = (
    "c.kind, c.slot, c.value, c.statement, c.holding, c.since_us, c.until_us, c.importance,"
    " c.confidence"
)

RULES = "rules"  # the origin of claims extracted without a model
TOLD = "told"  # the origin of claims that came with a turn, not out of it


class ClaimStore:
    """A `ClaimLog` in the file of the turns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claims(self, scope: Scope, kinds: Sequence[str] = ()) -> list[Stated]:
        """Return the claims of a scope in the order of writing, of some kinds or of all."""
        with self._connection.reading() as db:
            rows = db.execute(
                f"SELECT t.id, s.name, t.time_us, c.recorded_us, c.origin, {_CLAIM_COLUMNS}"
                " FROM claim c CROSS JOIN turn t ON t.seq = c.turn"
                " CROSS JOIN session s ON s.id = t.session"
                f" WHERE c.scope = ? {_kinds(kinds)}"
                " ORDER BY c.turn, c.origin = ? DESC, c.n",
                (find_scope(db, scope), *kinds, RULES),
            )
            return [
                Stated(_claim(row), turn_id, session, read_time(told), read_time(recorded), origin)
                for turn_id, session, told, recorded, origin, *row in rows
            ]

    def add_claims(
        self, scope: Scope, turn_id: str, claims: Sequence[Claim], now: datetime
    ) -> None:
        """Keep claims that a person or an import has given for a stored turn (origin `TOLD`)."""
        with self._connection.writing() as db:
            seq = db.execute(
                "SELECT seq FROM turn WHERE scope = ? AND id = ?", (find_scope(db, scope), turn_id)
            ).get
            if seq is not None:
                put_claims(db, seq, TOLD, claims, now)

    def claims_mark(self, scope: Scope) -> tuple[int, int, int]:
        """Return numbers that change when the scope's claims do."""
        with self._connection.reading() as db:
            version = db.execute("PRAGMA data_version").get
            return version, db.total_changes(), find_scope(db, scope)

    def event_times(self, seqs: Sequence[int]) -> dict[int, tuple[datetime, datetime]]:
        """Return when the events of turns happened, as claims say; turns without are left out."""
        found: dict[int, tuple[datetime, datetime]] = {}
        with self._connection.reading() as db:
            for batch in batches(seqs):
                rows = db.execute(
                    "SELECT turn, min(since_us), max(until_us) FROM claim WHERE kind = 'episode'"
                    " AND since_us IS NOT NULL AND until_us IS NOT NULL"
                    f" AND turn IN ({marks(batch)}) GROUP BY turn",
                    tuple(batch),
                )
                found.update((seq, (read_time(start), read_time(end))) for seq, start, end in rows)
        return found


def put_claims(
    db: apsw.Connection, seq: int, origin: str, claims: Iterable[Claim], now: datetime
) -> None:
    """Write what a turn says by one origin, in place of what that origin had said of it.

    What it had said already keeps the time at which the store learnt it.
    """
    known = {
        (kind, slot, value): recorded
        for kind, slot, value, recorded in db.execute(
            "SELECT kind, slot, value, recorded_us FROM claim WHERE turn = ? AND origin = ?",
            (seq, origin),
        )
    }
    db.execute("DELETE FROM claim WHERE turn = ? AND origin = ?", (seq, origin))
    for n, claim in enumerate(claims):
        db.execute(
            "INSERT INTO claim (turn, scope, origin, n, kind, slot, value, statement, holding,"
            " since_us, until_us, importance, confidence, recorded_us)"
            " SELECT seq, scope, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM turn WHERE seq = ?",
            (
                origin,
                n,
                claim.kind,
                claim.slot,
                claim.value,
                claim.statement,
                claim.holding,
                None if claim.since is None else microseconds(claim.since),
                None if claim.until is None else microseconds(claim.until),
                claim.importance,
                claim.confidence,
                known.get((claim.kind, claim.slot, claim.value), microseconds(now)),
                seq,
            ),
        )


def _claim(row: Sequence[object]) -> Claim:
    kind, slot, value, statement, holding, since, until, importance, confidence = row
    return Claim(
        kind=kind,  # type: ignore[arg-type]
        slot=str(slot),
        value=str(value),
        statement=str(statement),
        holding=holding,  # type: ignore[arg-type]
        since=None if since is None else read_time(int(since)),  # type: ignore[call-overload]
        until=None if until is None else read_time(int(until)),  # type: ignore[call-overload]
        importance=int(importance),  # type: ignore[call-overload]
        confidence=float(confidence),  # type: ignore[arg-type]
    )


def _kinds(kinds: Sequence[str]) -> str:
    return f"AND c.kind IN ({marks(kinds)})" if kinds else ""
