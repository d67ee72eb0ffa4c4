"""Read a MemoryOS data folder, in the JSON flavour or in the Chroma flavour.

JSON: users/<user>/short_term.json, mid_term.json, long_term_user.json and
assistants/<assistant>/long_term_assistant.json. Chroma: chroma.sqlite3 and
metadata_<user>_<assistant>.json. Pages become turns. The profile and the knowledge become turns
of sessions of their own, with a speaker that says what they are. Summaries of segments are kept
as turns marked `recalled`: they repeat what the pages say. Vectors, heat, keywords of pages and
meta_info are derived from the pages and left out.
Source: MemoryOS, memoryos-pypi/*.py and memoryos-chromadb/storage_provider.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hafiza.core.errors import FormatError, InputError
from hafiza.core.records import Scope, Speaking, Turn
from hafiza.memory.transfer.chroma_file import DATABASE, Record, open_chroma
from hafiza.memory.transfer.files import kind_of, read_json
from hafiza.memory.transfer.items import (
    Item,
    Reading,
    Tally,
    clean,
    content_id,
    is_storable,
    name_of,
)
from hafiza.memory.transfer.memoryos_pages import (
    EXPECTED,
    StoredPage,
    page_items,
    stored_pages,
    text_at,
)
from hafiza.memory.transfer.times import moment

PROFILE = "MemoryOS profile"
USER_KNOWLEDGE = "MemoryOS user knowledge"
ASSISTANT_KNOWLEDGE = "MemoryOS assistant knowledge"
SUMMARY = "MemoryOS summary"
USER_FILES = ("short_term.json", "mid_term.json", "long_term_user.json")
PAGES_COLLECTION = "mid_term_memory_user_"
_USER_COLLECTION = "user_knowledge_"
_ASSISTANT_COLLECTION = "assistant_knowledge_"
_ASSISTANT_FILE = "long_term_assistant.json"
_VECTORS = frozenset({"page_embedding", "summary_embedding", "knowledge_embedding"})


@dataclass(frozen=True, slots=True)
class _Note:
    """A text that is no page: profile, knowledge or summary."""

    speaker: str
    text: str
    time: datetime | None
    session: str
    where: str
    role: Speaking = "user"
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class _Person:
    """All that MemoryOS holds of one user."""

    name: str
    pages: list[StoredPage]
    notes: list[_Note]


def read_memoryos(path: Path, reading: Reading, tally: Tally) -> Iterator[Item]:
    """Yield the turns of a MemoryOS data folder: for each user what is no page, then the pages.

    Raises:
        InputError: `path` is no such folder, or has several users and `reading` names one.
        FormatError: a file of it is broken; the message names file and place.
    """
    has_chroma = (path / DATABASE).is_file()
    persons = _from_chroma(path, reading, tally) if has_chroma else _from_json(path, reading, tally)
    for person in persons:
        scope = reading.scope(person.name)
        latest = max((page.time for page in person.pages), default=reading.now)
        # The pages come last, so that the end of the memory is the end of what was said.
        yield from _note_items(person.notes, scope, latest, tally)
        yield from page_items(person.pages, scope, tally)


def _note_items(
    notes: list[_Note], scope: Scope, undated: datetime, tally: Tally
) -> Iterator[Item]:
    for note in notes:
        if not is_storable(note.text, tally, f"entries of {note.speaker}"):
            continue
        if note.time is None:
            tally.changed["entries without a time, dated like the last page"] += 1
        turn = Turn(
            id=content_id("memoryos", scope.user, note.speaker, note.session, note.text),
            text=note.text,
            time=note.time or undated,
            session_id=name_of(note.session),
            role=note.role,
            speaker=note.speaker,
            recalled=note.recalled,
        )
        yield Item(scope, turn, note.where)


# --- the JSON flavour ---


def _from_json(path: Path, reading: Reading, tally: Tally) -> Iterator[_Person]:
    root, folders = _user_folders(path)
    _refuse_many([folder.name for folder in folders], reading)
    shared = list(_assistant_notes(root, reading)) if root else []
    for folder in folders:
        name = name_of(folder.name)
        pages, notes = _mid_term(folder / "mid_term.json", name, reading, tally)
        short = folder / "short_term.json"
        if short.is_file():
            found = read_json(short, _shown(short), without=_VECTORS)
            pages += stored_pages(_list(found, _shown(short)), _shown(short), reading, tally)
        notes += _long_term(folder / "long_term_user.json", reading)
        yield _Person(name, pages, notes + shared)


def _user_folders(path: Path) -> tuple[Path | None, list[Path]]:
    """Return the data folder and its users; a user's own folder, or `users`, may be named too."""
    if any((path / name).is_file() for name in USER_FILES):
        root = path.parent.parent if path.parent.name == "users" else None
        return root, [path]
    root = path.parent if path.name == "users" and not (path / "users").is_dir() else path
    users = root / "users"
    folders = sorted(users.iterdir()) if users.is_dir() else []
    found = [one for one in folders if any((one / name).is_file() for name in USER_FILES)]
    if not found:
        raise InputError(
            f"There is no MemoryOS data in {str(path)!r}.\n"
            f"Expected a folder with users/<name>/{USER_FILES[0]}, or with {DATABASE}."
        )
    return root, found


def _mid_term(
    path: Path, user: str, reading: Reading, tally: Tally
) -> tuple[list[StoredPage], list[_Note]]:
    if not path.is_file():
        return [], []
    where = _shown(path)
    found = _dict(read_json(path, where, without=_VECTORS), where)
    segments = _dict(found.get("sessions", {}), f"{where}.sessions")
    return _segments(segments, "details", f"{where}.sessions", reading, tally)


def _segments(
    segments: Mapping[str, Any], pages_key: str, where: str, reading: Reading, tally: Tally
) -> tuple[list[StoredPage], list[_Note]]:
    pages: list[StoredPage] = []
    notes: list[_Note] = []
    for id_, segment in segments.items():
        place = f"{where}[{id_!r:.60}]"
        segment = _dict(segment, place)
        found = _list(segment.get(pages_key, []), f"{place}.{pages_key}")
        pages += stored_pages(found, f"{place}.{pages_key}", reading, tally)
        summary = text_at(segment, "summary", place)
        keywords = segment.get("summary_keywords") or segment.get("keywords") or []
        if isinstance(keywords, list) and keywords:
            summary = f"{summary} [{clean(', '.join(map(str, keywords)))}]".strip()
        if summary:
            time = moment(segment.get("timestamp"), reading.zone, f"{place}.timestamp")
            notes.append(_summary(summary, time, place))
    return pages, notes


def _summary(text: str, time: datetime | None, where: str) -> _Note:
    return _Note(SUMMARY, text, time, "memoryos:summaries", where, "assistant", recalled=True)


def _long_term(path: Path, reading: Reading) -> list[_Note]:
    if not path.is_file():
        return []
    where = _shown(path)
    found = _dict(read_json(path, where, without=_VECTORS), where)
    profiles = _dict(found.get("user_profiles") or {}, f"{where}.user_profiles")
    notes = []
    for name, profile in profiles.items():
        notes += _profile(profile, f"{where}.user_profiles[{name!r:.60}]", reading)
    notes += _knowledge(found, "knowledge_base", where, USER_KNOWLEDGE, reading)
    return notes + _knowledge(found, "assistant_knowledge", where, ASSISTANT_KNOWLEDGE, reading)


def _profile(found: object, where: str, reading: Reading) -> list[_Note]:
    """Return a profile, which is a text, an object that holds the text, or any JSON."""
    stamp: object = None
    told = found
    if isinstance(found, dict) and "data" in found:
        stamp, told = found.get("last_updated"), found["data"]
    text = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
    if not told or text.strip().lower() == "none":
        return []
    time = moment(stamp, reading.zone, f"{where}.last_updated")
    return [_Note(PROFILE, clean(text), time, "memoryos:profile", where)]


def _knowledge(
    found: Mapping[str, Any], key: str, where: str, speaker: str, reading: Reading, owner: str = ""
) -> list[_Note]:
    notes = []
    for number, entry in enumerate(_list(found.get(key) or [], f"{where}.{key}")):
        place = f"{where}.{key}[{number}]"
        entry = _dict(entry, place)
        time = moment(entry.get("timestamp"), reading.zone, f"{place}.timestamp")
        text = text_at(entry, "knowledge", place)
        notes.append(_knowledge_note(speaker, text, time, owner, place))
    return notes


def _knowledge_note(
    speaker: str, text: str, time: datetime | None, owner: str, where: str
) -> _Note:
    is_users = speaker == USER_KNOWLEDGE
    session = "memoryos:knowledge" if is_users else f"memoryos:assistant:{owner or 'own'}"
    role: Speaking = "user" if is_users else "assistant"
    return _Note(speaker, text, time, session, where, role)


def _assistant_notes(root: Path, reading: Reading) -> Iterator[_Note]:
    for path in sorted(root.glob(f"assistants/*/{_ASSISTANT_FILE}")):
        where = _shown(path)
        found = _dict(read_json(path, where, without=_VECTORS), where)
        owner = path.parent.name
        for key, speaker in (
            ("assistant_knowledge", ASSISTANT_KNOWLEDGE),
            ("knowledge_base", USER_KNOWLEDGE),
        ):
            yield from _knowledge(found, key, where, speaker, reading, owner)


# --- the Chroma flavour ---


def _from_chroma(path: Path, reading: Reading, tally: Tally) -> Iterator[_Person]:
    with open_chroma(path) as database:
        names = database.collections()
        users = _users_of(names)
        if not users:
            raise InputError(
                f"The Chroma database in {str(path)!r} is not of MemoryOS: it has no collection "
                f"{PAGES_COLLECTION}<user>.\nFor any other collection: hafiza import chroma PATH"
            )
        _refuse_many(users, reading)
        files = sorted(path.glob("metadata_*.json"))
        for user in users:
            pages: list[StoredPage] = []
            notes: list[_Note] = []
            known: set[str] = set()
            for file in _metadata_files(files, user, users):
                more_pages, more_notes, ids = _metadata(file, user, reading, tally)
                pages += more_pages
                notes += more_notes
                known |= ids
            known |= {page.page_id for page in pages}
            records = list(database.records(PAGES_COLLECTION + user))
            pages += _pages_of(records, known, reading, tally)
            notes += _summaries_of(records, known, reading)
            for name in names:
                owner = name.removeprefix(_ASSISTANT_COLLECTION)
                if name == _USER_COLLECTION + user:
                    notes += _knowledge_of(database.records(name), USER_KNOWLEDGE, "", reading)
                elif owner != name:
                    rows = database.records(name)
                    notes += _knowledge_of(rows, ASSISTANT_KNOWLEDGE, owner, reading)
            yield _Person(name_of(user), pages, notes)


def _users_of(collections: list[str]) -> list[str]:
    return sorted(
        name.removeprefix(PAGES_COLLECTION)
        for name in collections
        if name.startswith(PAGES_COLLECTION)
    )


def _metadata_files(files: list[Path], user: str, users: list[str]) -> list[Path]:
    """Return the user's files; the longest name that fits owns a file (user 'a', user 'a_b')."""

    def owner(file: Path) -> str:
        fitting = [one for one in users if file.name.startswith(f"metadata_{one}_")]
        return max(fitting, key=len, default="")

    return [file for file in files if owner(file) == user]


def _metadata(
    file: Path, user: str, reading: Reading, tally: Tally
) -> tuple[list[StoredPage], list[_Note], set[str]]:
    """Return the pages, the notes and the ids of the segments in a metadata file."""
    where = file.name
    found = _dict(read_json(file, where, without=_VECTORS), where)
    segments = _dict(found.get("mid_term_sessions") or {}, f"{where}.mid_term_sessions")
    place = f"{where}.mid_term_sessions"
    pages, notes = _segments(segments, "pages_backup", place, reading, tally)
    place = f"{where}.short_term_memory"
    pages += stored_pages(_list(found.get("short_term_memory") or [], place), place, reading, tally)
    profiles = _dict(found.get("user_profiles") or {}, f"{where}.user_profiles")
    place = f"{where}.user_profiles[{user!r:.60}]"
    return pages, notes + _profile(profiles.get(user), place, reading), set(segments)


def _pages_of(
    records: list[Record], known: set[str], reading: Reading, tally: Tally
) -> list[StoredPage]:
    """Return the pages that only Chroma has: the file is written when MemoryOS ends, not before."""
    found = [
        {**record.metadata, "page_id": str(record.metadata.get("page_id") or record.id)}
        for record in records
        if record.metadata.get("type") == "page"
    ]
    alone = [page for page in found if page["page_id"] not in known]
    return stored_pages(alone, f"{DATABASE} page", reading, tally)


def _summaries_of(records: list[Record], known: set[str], reading: Reading) -> list[_Note]:
    notes = []
    for record in records:
        found = record.metadata
        if found.get("type") == "session_summary" and found.get("session_id") not in known:
            where = f"{DATABASE} {record.id!r:.60}"
            time = moment(found.get("timestamp"), reading.zone, f"{where} timestamp")
            notes.append(_summary(clean(str(found.get("summary") or "")), time, where))
    return notes


def _knowledge_of(
    records: Iterator[Record], speaker: str, owner: str, reading: Reading
) -> list[_Note]:
    notes = []
    for record in records:
        where = f"{DATABASE} {record.id!r:.60}"
        stamp = record.metadata.get("timestamp")
        time = moment(stamp, reading.zone, f"{where} timestamp") or record.created
        text = clean(str(record.metadata.get("text") or record.document or ""))
        notes.append(_knowledge_note(speaker, text, time, owner, where))
    return sorted(notes, key=lambda note: note.time or reading.now)


def _refuse_many(users: list[str], reading: Reading) -> None:
    if reading.user is not None and len(users) > 1:
        raise InputError(
            f"This is the memory of {len(users)} users, and --user names one.\n"
            "Leave --user out to keep their names, or name the folder of one of them."
        )


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _dict(found: object, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise FormatError(f"{where} is {kind_of(found)}, not an object.\n{EXPECTED}")
    return found


def _list(found: object, where: str) -> list[Any]:
    if not isinstance(found, list):
        raise FormatError(f"{where} is {kind_of(found)}, not a list.\n{EXPECTED}")
    return found
