"""Sources in the formats of other programs, built here."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from hafiza.core.records import Turn
from hafiza.memory.transfer.items import Item, Reading, Tally
from hafiza.memory.transfer.recognise import READERS

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CHROMA_TABLES = """
CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL, dimension INTEGER,
    database_id TEXT NOT NULL, config_json_str TEXT);
CREATE TABLE segments (id TEXT PRIMARY KEY, type TEXT NOT NULL, scope TEXT NOT NULL,
    collection TEXT NOT NULL);
CREATE TABLE embeddings (id INTEGER PRIMARY KEY, segment_id TEXT NOT NULL,
    embedding_id TEXT NOT NULL, seq_id BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE (segment_id, embedding_id));
CREATE TABLE embedding_metadata (id INTEGER, key TEXT NOT NULL, string_value TEXT,
    int_value INTEGER, float_value REAL, bool_value INTEGER, PRIMARY KEY (id, key));
CREATE TABLE max_seq_id (segment_id TEXT PRIMARY KEY, seq_id INTEGER);
CREATE TABLE embeddings_queue (seq_id INTEGER PRIMARY KEY, created_at TIMESTAMP,
    operation INTEGER NOT NULL, topic TEXT NOT NULL, id TEXT NOT NULL, vector BLOB,
    encoding TEXT, metadata TEXT);
"""


@pytest.fixture
def reading() -> Reading:
    return Reading(now=NOW, zone=UTC)


@pytest.fixture
def read(reading: Reading) -> Callable[..., tuple[list[Item], Tally]]:
    """Read all of a source."""

    def call(kind: str, path: Path, how: Reading | None = None) -> tuple[list[Item], Tally]:
        tally = Tally()
        return list(READERS[kind](path, how or reading, tally)), tally

    return call


@pytest.fixture
def turns(read: Callable[..., tuple[list[Item], Tally]]) -> Callable[..., list[Turn]]:
    def call(kind: str, path: Path, how: Reading | None = None) -> list[Turn]:
        return [item.turn for item in read(kind, path, how)[0]]

    return call


def page(said: str, reply: str, timestamp: str, **fields: Any) -> dict[str, Any]:
    return {"user_input": said, "agent_response": reply, "timestamp": timestamp, **fields}


def linked(page_id: str, said: str, timestamp: str, pre: str | None, next_: str | None) -> Any:
    return page(
        said,
        f"reply to {said}",
        timestamp,
        page_id=page_id,
        pre_page=pre,
        next_page=next_,
        meta_info="they talk",
        page_embedding=[0.5, 0.5],
        page_keywords=[],
        preloaded=False,
        analyzed=True,
    )


def segment(summary: str, details: list[Any]) -> dict[str, Any]:
    return {
        "id": "session_1",
        "summary": summary,
        "summary_keywords": ["müzik", "jazz"],
        "summary_embedding": [0.1, 0.2],
        "details": details,
        "L_interaction": len(details),
        "R_recency": 1.0,
        "N_visit": 2,
        "H_segment": 5.0,
        "timestamp": "2025-07-02 08:00:00",
        "last_visit_time": "2025-07-02 08:00:00",
        "access_count_lfu": 2,
    }


def write_json(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


@pytest.fixture
def memoryos_folder(tmp_path: Path) -> Path:
    """A MemoryOS folder of one user: a chain of three pages over two segments, and the rest."""
    root = tmp_path / "memoryos"
    first = linked("page_1", "I play the saz", "2025-07-01 10:00:00", None, "page_2")
    second = linked("page_2", "and the ney", "2025-07-01 10:00:00", "page_1", "page_3")
    third = linked("page_3", "every Friday", "2025-07-01 10:00:05", "page_2", None)
    alone = linked("page_4", "Ayşe moved to Ankara", "2025-06-30 09:00:00", None, None)
    user = root / "users" / "ada"
    write_json(
        user / "mid_term.json",
        {
            "sessions": {
                "session_1": segment("Music.", [third, second, first]),
                "session_2": segment("Friday.", [first, second, third]),
                "session_3": segment("A sister.", [alone]),
            },
            "access_frequency": {"session_1": 2},
        },
    )
    write_json(
        user / "short_term.json",
        [
            page("What about İzmir?", "A fine city.", "2025-07-03 10:00:00"),
            page("", "Are you there?", "2025-07-03 10:05:00"),
        ],
    )
    write_json(
        user / "long_term_user.json",
        {
            "user_profiles": {
                "ada": {"data": "Musical, Turkish.", "last_updated": "2025-07-02 12:00:00"}
            },
            "knowledge_base": [
                {
                    "knowledge": "Ada plays the saz.",
                    "timestamp": "2025-07-02 12:00:01",
                    "knowledge_embedding": [0.3],
                }
            ],
            "assistant_knowledge": [],
        },
    )
    write_json(
        root / "assistants" / "helper" / "long_term_assistant.json",
        {
            "user_profiles": {},
            "knowledge_base": [],
            "assistant_knowledge": [
                {"knowledge": "I recommended a teacher.", "timestamp": "2025-07-02 12:00:02"}
            ],
        },
    )
    return root


@pytest.fixture
def chroma(tmp_path: Path) -> Callable[..., Path]:
    """Write a database as Chroma does, as far as it is read: collections of (id, metadata)."""

    def build(collections: dict[str, list[tuple[str, dict[str, Any]]]], name: str = "db") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        with apsw.Connection(str(folder / "chroma.sqlite3")) as db:
            db.execute(CHROMA_TABLES)
            number = 0
            for collection, entries in collections.items():
                db.execute(
                    "INSERT INTO collections VALUES (?, ?, 3, 'd', '{}')",
                    (f"c-{collection}", collection),
                )
                for scope in ("VECTOR", "METADATA"):
                    db.execute(
                        "INSERT INTO segments VALUES (?, 'urn', ?, ?)",
                        (f"{scope}-{collection}", scope, f"c-{collection}"),
                    )
                for id_, metadata in entries:
                    number += 1
                    add_entry(db, f"METADATA-{collection}", number, id_, metadata)
                db.execute(
                    "INSERT INTO max_seq_id VALUES (?, ?)", (f"METADATA-{collection}", number)
                )
        db.close()
        return folder

    return build


def add_entry(
    db: apsw.Connection, segment_id: str, number: int, id_: str, metadata: dict[str, Any]
) -> None:
    db.execute(
        "INSERT INTO embeddings VALUES (?, ?, ?, ?, '2024-05-01 10:00:00')",
        (number, segment_id, id_, number),
    )
    for key, value in metadata.items():
        row: list[Any] = [None, None, None, None]
        kind = (str, int, float, bool).index(type(value))
        row[kind] = int(value) if kind == 3 else value
        db.execute("INSERT INTO embedding_metadata VALUES (?, ?, ?, ?, ?, ?)", (number, key, *row))


def chatgpt_node(
    id_: str, parent: str | None, role: str, *parts: Any, time: float | None = None, **fields: Any
) -> dict[str, Any]:
    content = {"content_type": "text", "parts": list(parts)}
    return {
        "id": id_,
        "parent": parent,
        "children": [],
        "message": {
            "id": f"m-{id_}",
            "author": {"role": role, "name": None, "metadata": {}},
            "create_time": time,
            "content": content,
            "status": "finished_successfully",
            "recipient": "all",
            "metadata": {},
            **fields,
        },
    }


def chatgpt_conversation(id_: str, nodes: list[dict[str, Any]], current: str | None) -> Any:
    mapping = {node["id"]: node for node in nodes}
    for node in nodes:
        if node["parent"] in mapping:
            mapping[node["parent"]]["children"].append(node["id"])
    return {
        "id": id_,
        "conversation_id": id_,
        "title": "A title",
        "create_time": 1714550400.25,
        "update_time": 1714550500.0,
        "current_node": current,
        "mapping": mapping,
    }


def claude_conversation(uuid: str, messages: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "name": "A name",
        "created_at": "2025-01-02T03:04:05.678901Z",
        "updated_at": "2025-01-02T03:05:05.678901Z",
        "account": {"uuid": "account"},
        "chat_messages": messages,
    }


def claude_message(uuid: str, sender: str, *blocks: Any, **fields: Any) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "sender": sender,
        "text": "",
        "content": list(blocks),
        "created_at": "2025-01-02T03:04:06.000001Z",
        "attachments": [],
        "files": [],
        **fields,
    }


@pytest.fixture
def build() -> Any:
    """The builders of this file, for tests that write their own sources."""

    class Builders:
        pass

    builders = Builders()
    for function in (
        page,
        linked,
        segment,
        write_json,
        chatgpt_node,
        chatgpt_conversation,
        claude_conversation,
        claude_message,
    ):
        setattr(builders, function.__name__, function)
    return builders
