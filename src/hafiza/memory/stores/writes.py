"""The statements that write turns and vectors, inside a transaction that the store holds."""

from __future__ import annotations

from collections.abc import Mapping

import apsw

from hafiza.core.records import Turn
from hafiza.memory.records import Entry
from hafiza.memory.stores.protocol import Vector
from hafiza.memory.stores.rows import batches, marks, turn_values


def insert_turn(db: apsw.Connection, scope: int, session: int, entry: Entry) -> int | None:
    """Write a turn and its place in the outbox; return its number, None if the id is there."""
    seq = db.execute(
        "INSERT INTO turn (scope, session, id, time_us, role, flags, speaker, text, caption, terms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, id) DO NOTHING RETURNING seq",
        (scope, session, *turn_values(entry.turn), entry.terms),
    ).get
    if seq is None:
        return None
    db.execute("INSERT INTO outbox (turn) VALUES (?)", (seq,))
    return int(seq)


def insert_vector(
    db: apsw.Connection,
    scope: int,
    seq: int,
    embedder: int,
    entry: Entry,
    last: tuple[int, Turn] | None,
) -> None:
    """Write a new turn's vector; `last` is what is known of the turn before it in its session."""
    if entry.vector is None:
        return
    context = None
    if entry.context_id is not None:
        if last is not None and last[1].id == entry.context_id:
            context = last[0]
        else:
            context = db.execute(
                "SELECT seq FROM turn WHERE scope = ? AND id = ?", (scope, entry.context_id)
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
