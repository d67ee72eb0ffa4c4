"""The statements that write turns and vectors, inside a transaction that the store holds."""

from __future__ import annotations

from collections.abc import Mapping

import apsw

from hafiza.memory.records import Entry
from hafiza.memory.stores.claims import TOLD, put_claims
from hafiza.memory.stores.known import KnownSession
from hafiza.memory.stores.protocol import Vector
from hafiza.memory.stores.rows import batches, marks, turn_values


def insert_turn(db: apsw.Connection, session: KnownSession, entry: Entry) -> int | None:
    """Write a turn and its place in the outbox; return its number, None if the id is there."""
    db.execute(
        "INSERT INTO turn (scope, session, id, time_us, role, flags, speaker, text, caption, terms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, id) DO NOTHING",
        (session.scope_id, session.id, *turn_values(entry.turn), entry.terms),
    )
    if not db.changes():
        return None
    seq = db.last_insert_rowid()
    db.execute("INSERT INTO outbox (turn) VALUES (?)", (seq,))
    if entry.told:
        put_claims(db, seq, TOLD, entry.told, entry.written or entry.turn.time)
    return seq


def insert_vector(
    db: apsw.Connection, session: KnownSession, seq: int, embedder: int, entry: Entry
) -> None:
    """Write a new turn's vector; `session` knows the turn before it."""
    if entry.vector is None:
        return
    context = None
    if entry.context_id is not None:
        if session.last_turn is not None and session.last_turn.id == entry.context_id:
            context = session.last_seq
        else:
            context = db.execute(
                "SELECT seq FROM turn WHERE scope = ? AND id = ?",
                (session.scope_id, entry.context_id),
            ).get
        if context is None:
            # It was erased since this vector was computed: reembed makes a clean one.
            return
    db.execute(
        "INSERT INTO vector (turn, embedder, context, data) VALUES (?, ?, ?, ?)",
        (seq, embedder, context, entry.vector),
    )


def put_vectors(db: apsw.Connection, embedder_id: int, vectors: Mapping[int, Vector]) -> None:
    """Write or replace vectors of turns that still exist."""
    for seq, (data, context) in vectors.items():
        db.execute(
            "INSERT OR REPLACE INTO vector (embedder, turn, context, data)"
            " SELECT ?, seq, ?, ? FROM turn WHERE seq = ?",
            (embedder_id, context, data, seq),
        )


def bump_generations(db: apsw.Connection, condition: str, seqs: Mapping[int, Vector]) -> None:
    """Have the indexes of the scopes that a condition on turn numbers names read anew."""
    for batch in batches(list(seqs)):
        db.execute(
            f"UPDATE scope SET generation = generation + 1 WHERE {condition % marks(batch)}",
            tuple(batch),
        )
