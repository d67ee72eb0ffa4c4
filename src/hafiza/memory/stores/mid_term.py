"""Segments, their turns and visits, in SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import apsw
import numpy as np
from numpy.typing import NDArray

from hafiza.core.records import Scope, Turn
from hafiza.memory.records import Segment
from hafiza.memory.stores.connection import Connection
from hafiza.memory.stores.known import find_scope
from hafiza.memory.stores.protocol import Batch, Described, SegmentState
from hafiza.memory.stores.rows import (
    TURN_COLUMNS,
    batches,
    marks,
    microseconds,
    read_time,
    read_turn,
)

_LIVE = "evicted_us IS NULL"
_EMPTY = "UPDATE segment SET summary = '', keywords = '', total = NULL, stale = 1"


class _Member(NamedTuple):
    chain: int
    turn_id: str
    time_us: int
    role: int
    n_visits: int | None
    last_visit_us: int | None


class SegmentStore:
    """A `SegmentLog` in the file of the turns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def segment_states(self, scope: Scope) -> list[SegmentState]:
        """Return what the worker needs to know of the scope's live segments."""
        with self._connection.reading() as db:
            rows = db.execute(
                "SELECT id, keywords, total, n_chains FROM segment"
                f" WHERE scope = ? AND {_LIVE} ORDER BY id",
                (find_scope(db, scope),),
            )
            return [
                SegmentState(id_, _lines(keywords), _vector(total), n_chains)
                for id_, keywords, total, n_chains in rows
            ]

    def members(self, segment: int) -> list[tuple[int, int]]:
        """Return (turn, chain) of a segment's turns in the order of writing."""
        with self._connection.reading() as db:
            rows = db.execute(
                "SELECT turn, chain FROM segment_turn WHERE segment = ? ORDER BY turn", (segment,)
            )
            return [(turn, chain) for turn, chain in rows]

    def last_placed(self, scope: Scope, session: int | None = None) -> int | None:
        """Return the last turn of a scope, or of a session by number, that is in a segment."""
        column, value = "t.session", session
        with self._connection.reading() as db:
            if session is None:
                column, value = "t.scope", find_scope(db, scope)
            found = db.execute(
                "SELECT t.seq FROM turn t CROSS JOIN segment_turn p ON p.turn = t.seq"
                f" WHERE {column} = ? ORDER BY t.seq DESC LIMIT 1",
                (value,),
            ).get
            return None if found is None else int(found)

    def place(self, turn: int) -> tuple[int, int]:
        """Return segment and chain of a placed turn."""
        with self._connection.reading() as db:
            row = db.execute("SELECT segment, chain FROM segment_turn WHERE turn = ?", (turn,)).get
            segment, chain = row
            return segment, chain

    def vectors(self, seqs: Sequence[int]) -> dict[int, bytes]:
        """Return the packed vectors of turns, of the active embedder."""
        found: dict[int, bytes] = {}
        with self._connection.reading() as db:
            for batch in batches(seqs):
                found.update(
                    db.execute(
                        "SELECT turn, data FROM vector WHERE embedder ="
                        f" (SELECT id FROM embedder WHERE active) AND turn IN ({marks(batch)})",
                        tuple(batch),
                    )
                )
        return found

    def segments(self, scope: Scope, ids: Sequence[int] | None = None) -> list[Segment]:
        """Return the live segments of a scope, or those of some ids, heat left at 0."""
        with self._connection.reading() as db:
            where = f"s.scope = ? AND s.{_LIVE}"
            bound: tuple[int, ...] = (find_scope(db, scope),)
            if ids is not None:
                where, bound = f"{where} AND s.id IN ({marks(ids)})", (*bound, *ids)
            rows = db.execute(
                "SELECT p.segment, p.chain, t.id, t.time_us, t.role, v.n, v.last_us"
                " FROM segment s CROSS JOIN segment_turn p ON p.segment = s.id"
                " CROSS JOIN turn t ON t.seq = p.turn LEFT JOIN visit v ON v.turn = p.turn"
                f" WHERE {where} ORDER BY p.turn",
                bound,
            )
            members: dict[int, list[_Member]] = {}
            for segment, *row in rows:
                members.setdefault(segment, []).append(_Member(*row))
            described = db.execute(
                f"SELECT s.id, s.summary, s.keywords FROM segment s WHERE {where}", bound
            )
            return [
                _segment(id_, summary, _lines(keywords), members[id_])
                for id_, summary, keywords in described
                if id_ in members
            ]

    def stale_segments(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """Return segments that lost a turn since they were described, with their members."""
        with self._connection.reading() as db:
            ids = [id_ for (id_,) in db.execute("SELECT id FROM segment WHERE stale")]
        return [(id_, self.members(id_)) for id_ in ids]

    def describe(self, described: Sequence[Described]) -> None:
        """Write summary, keywords and total of segments whose turns are as they were read."""
        with self._connection.writing() as db:
            for one in described:
                _describe(db, one)
            db.execute(
                "DELETE FROM segment WHERE stale AND NOT EXISTS"
                " (SELECT 1 FROM segment_turn p WHERE p.segment = segment.id)"
            )

    def evict(self, ids: Sequence[int], at: datetime) -> None:
        """Take segments out of the mid-term."""
        with self._connection.writing() as db:
            for batch in batches(ids):
                db.execute(
                    f"UPDATE segment SET evicted_us = ? WHERE id IN ({marks(batch)})",
                    (microseconds(at), *batch),
                )

    def visit(self, seqs: Sequence[int], at: datetime) -> None:
        """Count a visit of each of these turns."""
        with self._connection.writing() as db:
            db.executemany(
                "INSERT INTO visit (turn, n, last_us) SELECT seq, 1, ? FROM turn WHERE seq = ?"
                " ON CONFLICT (turn) DO UPDATE SET n = n + 1,"
                " last_us = max(last_us, excluded.last_us)",
                [(microseconds(at), seq) for seq in seqs],
            )

    def segments_of(self, seqs: Sequence[int]) -> dict[int, int]:
        """Return the live segment of each turn that is in one."""
        found: dict[int, int] = {}
        with self._connection.reading() as db:
            for batch in batches(seqs):
                found.update(
                    db.execute(
                        "SELECT p.turn, p.segment FROM segment_turn p"
                        f" JOIN segment s ON s.id = p.segment AND s.{_LIVE}"
                        f" WHERE p.turn IN ({marks(batch)})",
                        tuple(batch),
                    )
                )
        return found

    def unrefined(self, segment: int, limit: int) -> list[tuple[int, Turn]]:
        """Return turns of a segment that no model has read, oldest first."""
        with self._connection.reading() as db:
            rows = db.execute(
                f"SELECT {TURN_COLUMNS} FROM segment_turn p JOIN turn t ON t.seq = p.turn"
                " JOIN session s ON s.id = t.session"
                " WHERE p.segment = ? AND NOT p.refined ORDER BY p.turn LIMIT ?",
                (segment, limit),
            )
            return [read_turn(row) for row in rows]


def mark_stale(db: apsw.Connection, condition: str, bound: Sequence[object]) -> None:
    """Empty the descriptions of segments that are about to lose turns of a condition."""
    db.execute(
        f"{_EMPTY} WHERE id IN (SELECT segment FROM segment_turn WHERE turn IN ({condition}))",
        tuple(bound),
    )


def put_segments(db: apsw.Connection, scope_id: int, batch: Batch) -> None:
    """Write the new places of turns, and the segments that they changed."""
    for one in batch.described:
        db.execute(
            "INSERT INTO segment (id, scope, summary, keywords, n_chains) VALUES (?, ?, '', '', 1)"
            " ON CONFLICT (id) DO NOTHING",
            (one.id, scope_id),
        )
    db.executemany(
        "INSERT INTO segment_turn (turn, segment, chain) SELECT seq, ?, ? FROM turn WHERE seq = ?"
        " ON CONFLICT (turn) DO UPDATE SET segment = excluded.segment, chain = excluded.chain",
        [(segment, chain, seq) for seq, (segment, chain) in batch.placed.items()],
    )
    for one in batch.described:
        _describe(db, one)
    db.executemany("DELETE FROM segment WHERE id = ?", [(id_,) for id_ in batch.merged])


def _describe(db: apsw.Connection, one: Described) -> None:
    members = db.execute("SELECT turn FROM segment_turn WHERE segment = ? ORDER BY turn", (one.id,))
    if tuple(turn for (turn,) in members) != one.turns:
        # A turn was erased since it was read: nothing of it may be written.
        db.execute(f"{_EMPTY} WHERE id = ?", (one.id,))
        return
    db.execute(
        "UPDATE segment SET summary = ?, keywords = ?, total = ?, n_chains = ?, stale = 0"
        " WHERE id = ?",
        (
            one.summary,
            "\n".join(one.keywords),
            None if one.total is None else one.total.astype("<f4").tobytes(),
            one.n_chains,
            one.id,
        ),
    )


def _segment(
    id_: int,
    summary: str,
    keywords: tuple[str, ...],
    members: Sequence[_Member],
) -> Segment:
    chains: dict[int, list[str]] = {}
    for member in members:
        chains.setdefault(member.chain, []).append(member.turn_id)
    times = [member.time_us for member in members]
    visits = [m.last_visit_us for m in members if m.last_visit_us is not None]
    return Segment(
        id=id_,
        summary=summary,
        keywords=keywords,
        sources=tuple(member.turn_id for member in members),
        chains=tuple(tuple(turn_ids) for turn_ids in chains.values()),
        n_pages=max(1, sum(member.role == 0 for member in members)),
        n_visits=sum(member.n_visits or 0 for member in members),
        first_time=read_time(min(times)),
        last_time=read_time(max(times)),
        last_visit=read_time(max(visits)) if visits else None,
        heat=0.0,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _vector(packed: bytes | None) -> NDArray[np.float32] | None:
    return None if packed is None else np.frombuffer(packed, dtype="<f4").astype(np.float32)
