"""Read the documents of any Chroma collection as turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from hafiza.core.errors import FormatError, InputError
from hafiza.core.records import Speaking, Turn
from hafiza.memory.transfer.chroma_file import ChromaFile, Record, Value, open_chroma
from hafiza.memory.transfer.items import (
    Item,
    Reading,
    Tally,
    clean,
    content_id,
    is_storable,
    name_of,
)
from hafiza.memory.transfer.times import moment

# The first of these that an entry has is taken; letters and underscores count, not their case.
TIME_KEYS = ("timestamp", "time", "createdat", "created", "datetime", "date", "ts", "updatedat")
_ROLE_KEYS = ("role", "sender", "author", "type")
_SPEAKER_KEYS = ("speaker", "name", "username", "author")
_SESSION_KEYS = ("sessionid", "conversationid", "threadid", "chatid", "session")
_ROLES: Mapping[str, Speaking] = {
    "user": "user",
    "human": "user",
    "assistant": "assistant",
    "ai": "assistant",
    "bot": "assistant",
    "model": "assistant",
}


def read_chroma(path: Path, reading: Reading, tally: Tally) -> Iterator[Item]:
    """Yield the documents of a collection, those with earlier numbers in the database first.

    The time is a metadata field of TIME_KEYS, or else when the entry was added. The role, the
    speaker and the session are taken from metadata with such names. Other fields are left out
    and counted by name.

    Raises:
        InputError: there is no database, no such collection, or several and none was chosen.
        FormatError: the database cannot be understood, or a time of it.
    """
    with open_chroma(path) as database:
        name = _chosen(database, reading.collection)
        for record in database.records(name):
            where = f"{name}[{record.id!r:.60}]"
            if record.document is None:
                tally.left_out["entries without a document"] += 1
                continue
            text = clean(record.document)
            if not is_storable(text, tally, "documents"):
                continue
            yield Item(reading.scope(), _turn(record, name, text, where, reading, tally), where)


def _chosen(database: ChromaFile, wanted: str | None) -> str:
    names = database.collections()
    if wanted is None and len(names) == 1:
        return names[0]
    if wanted in names:
        return str(wanted)
    shown = ", ".join(names[:20]) or "none"
    if wanted is not None:
        raise InputError(f"There is no collection {wanted!r}.\nThe database has: {shown}.")
    raise InputError(
        f"The database has {len(names)} collections: {shown}.\nChoose one with --collection NAME."
    )


def _turn(
    record: Record, collection: str, text: str, where: str, reading: Reading, tally: Tally
) -> Turn:
    fields = {key.lower().replace("_", ""): key for key in sorted(record.metadata)}
    used: set[str] = set()

    def field(*names: str) -> Value | None:
        for name in names:
            if (key := fields.get(name)) is not None and record.metadata[key] != "":
                used.add(key)
                return record.metadata[key]
        return None

    time = _time(field(*TIME_KEYS), where, reading, tally)
    if time is None:
        tally.changed["documents without a time, dated when they were added"] += 1
        time = record.created or reading.now
    role: Speaking = "user"
    for name in _ROLE_KEYS:
        said = _ROLES.get(str(record.metadata.get(fields.get(name, ""), "")).lower())
        if said is not None:
            role = said
            used.add(fields[name])
            break
    speaker = field(*(name for name in _SPEAKER_KEYS if fields.get(name) not in used))
    session = field(*_SESSION_KEYS)
    for key in record.metadata:
        if key not in used:
            tally.left_out[f"metadata fields {key!r:.40}"] += 1
    return Turn(
        id=content_id("chroma", collection, record.id, text),
        text=text,
        time=time,
        session_id=name_of(str(session)) if session is not None else f"chroma:{collection}",
        role=role,
        speaker=name_of(str(speaker)) if speaker is not None else "",
    )


def _time(value: Value | None, where: str, reading: Reading, tally: Tally) -> datetime | None:
    try:
        return moment(value, reading.zone, where)
    except FormatError:
        # Metadata is free: a field called 'date' may hold anything. The text is kept all the same.
        tally.changed["documents with a time that cannot be read"] += 1
        return None
