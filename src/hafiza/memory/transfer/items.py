"""What importers yield, what they are told, and what an import counts."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from hafiza.core.records import DEFAULT_ASSISTANT, DEFAULT_USER, Scope, Turn
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.preparation import MAX_NAME_CHARACTERS, MAX_TURN_BYTES

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Item:
    """A turn that was read, whose it is, where it stood (for messages), what was told with it."""

    scope: Scope
    turn: Turn
    where: str
    told: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a foreign source.

    `user` is whose memory it becomes; None keeps the names of a source that has names, and is
    DEFAULT_USER for one that has none. `zone` is the zone of times that name none; None is the
    machine's own. `now` dates what has no time at all. `collection` chooses one of a Chroma
    database.
    """

    now: datetime
    user: str | None = None
    assistant: str = DEFAULT_ASSISTANT
    zone: tzinfo | None = None
    collection: str | None = None

    def scope(self, user: str = DEFAULT_USER) -> Scope:
        """Return the scope of a turn; `user` is the source's own name for the person."""
        return Scope(self.user or user, self.assistant)


@dataclass(slots=True)
class Tally:
    """What an import has done so far; also right when it was stopped by an error.

    `read` is the sum of `new` and `already_there`. `left_out` and `changed` count, by reason,
    what did not become a turn and what became one otherwise than it stood there.
    """

    read: int = 0
    new: int = 0
    already_there: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    users: dict[str, None] = field(default_factory=dict)


Reader = Callable[[Path, Reading, Tally], Iterator[Item]]


def content_id(kind: str, *parts: object) -> str:
    """Return a turn id that depends on the parts alone, so that a second import adds nothing.

    >>> content_id("chatgpt", "a", 1) == content_id("chatgpt", "a", 1)
    True
    """
    packed = json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()
    return f"{kind}-{hashlib.sha256(packed).hexdigest()[:32]}"


def clean(text: str) -> str:
    """Return text with broken Unicode replaced, which JSON can hold and a store cannot."""
    return _SURROGATE.sub("\ufffd", text)


def name_of(text: str) -> str:
    """Return a foreign name fit to name a session or a speaker; one too long keeps its digest."""
    name = _CONTROL.sub(" ", clean(text)).strip()
    if len(name) <= MAX_NAME_CHARACTERS:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{name[: MAX_NAME_CHARACTERS - 17]}-{digest}"


def is_storable(text: str, tally: Tally, what: str) -> bool:
    """Say whether a foreign text can be a turn; if not, count why."""
    if not text.strip():
        tally.left_out[f"{what} without text"] += 1
    elif len(text.encode()) > MAX_TURN_BYTES:
        tally.left_out[f"{what} over {MAX_TURN_BYTES // 2**20} MiB"] += 1
    else:
        return True
    return False
