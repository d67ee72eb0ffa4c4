"""From a turn to what is stored of it: checked, analysed and embedded before anything is written.

All of this is computed outside a transaction; the store then writes the results in one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from hafiza.core.errors import InputError
from hafiza.core.protocols import Embedder
from hafiza.core.records import Scope, Turn
from hafiza.memory import vectors
from hafiza.memory.analysis import index_terms
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.records import Entry
from hafiza.memory.stores.protocol import MemoryStore, Vector

MAX_TURN_BYTES = 8 * 2**20
MAX_NAME_CHARACTERS = 256
CONTEXT_CHARACTERS = 400

Told = Mapping[str, Sequence[Claim]]  # claims that come with turns, by turn id
NOTHING_TOLD: Told = MappingProxyType({})

_UNNAMEABLE = re.compile("[\x00-\x1f\ud800-\udfff]")


def new_turn_id(now: datetime) -> str:
    """Return a fresh id: milliseconds since 1970 and 40 random bits, in hexadecimal."""
    return f"{int(now.timestamp() * 1000):011x}-{os.urandom(5).hex()}"


def entries(
    store: MemoryStore,
    embedder: Embedder | None,
    scope: Scope,
    turns: Sequence[Turn],
    told: Told = NOTHING_TOLD,
    written: datetime | None = None,
    *,
    analysed: bool = True,
) -> list[Entry]:
    """Return what is stored for new turns, in order. One call of the embedder.

    Unless `analysed`, their index terms are left to the worker, and until it comes to whoever
    searches: a fifth of what an add costs beside its embedding.
    """
    contexts = _preceding(store, scope, turns)
    packed: list[bytes | None] = [None] * len(turns)
    if embedder is not None:
        texts = [embedded_text(t, c) for t, c in zip(turns, contexts, strict=True)]
        packed = [vectors.pack(v) for v in embedder.embed_passages(texts)]
    return [
        Entry(
            turn,
            turn_terms(turn) if analysed else b"",
            vector,
            context.id if context else None,
            tuple(told.get(turn.id, ())),
            written,
        )
        for turn, context, vector in zip(turns, contexts, packed, strict=True)
    ]


def turn_terms(turn: Turn) -> bytes:
    """Return the packed index terms of a turn; never empty, for its date is among them."""
    return index_terms(_said(turn), turn.time)


def vectors_of(store: MemoryStore, embedder: Embedder, seqs: Sequence[int]) -> dict[int, Vector]:
    """Return vectors of stored turns, made as `entries` makes them."""
    before = store.previous(seqs)
    turns = store.turns([*seqs, *before.values()])
    with_context: dict[int, tuple[Turn, int | None]] = {}
    for seq in seqs:
        if seq in turns:
            at = before.get(seq)
            alone = at not in turns or turns[seq].recalled
            with_context[seq] = (turns[seq], None if alone else at)
    texts = [
        embedded_text(turn, None if at is None else turns[at]) for turn, at in with_context.values()
    ]
    return _packed(embedder, texts, {seq: at for seq, (_, at) in with_context.items()})


def vectors_without(
    store: MemoryStore, embedder: Embedder | None, erased: Sequence[int]
) -> dict[int, Vector]:
    """Return vectors, from their own text alone, of the turns embedded with erased ones."""
    beside = store.embedded_with(erased)
    if embedder is None or not beside:
        return {}
    turns = store.turns(beside)
    texts = [embedded_text(turn, None) for turn in turns.values()]
    return _packed(embedder, texts, dict.fromkeys(turns))


def embedded_text(turn: Turn, context: Turn | None) -> str:
    """Return what is embedded for a turn: the end of the turn before it, then itself.

    A turn alone ("Yes, three years ago!") often has no meaning to search for; with the turn
    before it, dense recall grows by a sixth (LAB.md, 2026-11-21).
    """
    own = _said(turn)
    if context is None:
        return own
    return f"{_said(context)[-CONTEXT_CHARACTERS:]}\n{own}"


def check_turn(turn: Turn) -> None:
    """Check that a turn can be stored.

    Raises:
        InputError: it cannot; the message says what is wrong and what was expected.
    """
    if not turn.text.strip():
        raise InputError("The text is empty.\nExpected something to remember.")
    for name, value in (
        ("id", turn.id),
        ("session", turn.session_id),
        ("speaker", turn.speaker),
    ):
        _check_name(name, value, may_be_empty=name == "speaker")
    for part in (turn.text, turn.caption):
        try:
            size = len(part.encode())
        except UnicodeEncodeError as err:
            raise InputError(
                f"The text is not valid Unicode at character {err.start}.\n"
                "Expected UTF-8; convert the text first, for example with iconv."
            ) from err
        if size > MAX_TURN_BYTES:
            raise InputError(
                f"The text has {size:,} bytes; one turn may have {MAX_TURN_BYTES:,}.\n"
                "Split it into parts."
            )
    if turn.time.tzinfo is None:
        raise InputError(f"The time {turn.time} has no zone.\nExpected an aware datetime.")


def check_scope(scope: Scope) -> None:
    """Check that a scope can be written to.

    Raises:
        InputError: a name in it is empty, too long or holds control characters.
    """
    _check_name("user", scope.user)
    _check_name("assistant", scope.assistant)


def _preceding(store: MemoryStore, scope: Scope, turns: Sequence[Turn]) -> list[Turn | None]:
    """Return for each turn the one before it in its session that is no echo."""
    last: dict[str, Turn | None] = {}
    found: list[Turn | None] = []
    for turn in turns:
        session = turn.session_id
        if session not in last:
            last[session] = store.last_turn(Scope(scope.user, scope.assistant, session))
        found.append(None if turn.recalled else last[session])
        if not turn.recalled:
            last[session] = turn
    return found


def _packed(
    embedder: Embedder, texts: Sequence[str], contexts: Mapping[int, int | None]
) -> dict[int, Vector]:
    if not texts:
        return {}
    made = embedder.embed_passages(texts)
    return {
        seq: (vectors.pack(vector), context)
        for (seq, context), vector in zip(contexts.items(), made, strict=True)
    }


def _said(turn: Turn) -> str:
    caption = f" [{turn.caption}]" if turn.caption else ""
    speaker = f"{turn.speaker}: " if turn.speaker else ""
    return f"{speaker}{turn.text}{caption}"


def _check_name(what: str, value: str, *, may_be_empty: bool = False) -> None:
    if not value and not may_be_empty:
        raise InputError(f"The {what} is empty.\nExpected a name.")
    if len(value) > MAX_NAME_CHARACTERS:
        raise InputError(
            f"The {what} has {len(value)} characters; it may have {MAX_NAME_CHARACTERS}."
        )
    if not value.isprintable() and _UNNAMEABLE.search(value):
        raise InputError(f"The {what} {value!r} has control characters or broken Unicode in it.")
