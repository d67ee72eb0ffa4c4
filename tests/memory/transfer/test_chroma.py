from __future__ import annotations

import random
from dataclasses import replace

import apsw
import pytest

from hafiza.core.errors import FormatError, InputError

DOCUMENT = "chroma:document"


def test_documents_become_turns_with_what_their_metadata_say(chroma, turns):
    folder = chroma(
        {
            "notes": [
                (
                    "a",
                    {
                        DOCUMENT: "Ayşe moved to Ankara",
                        "created_at": "2024-01-02T03:04:05+03:00",
                        "role": "AI",
                        "speaker": "Tom",
                        "conversation_id": 7,
                    },
                ),
                ("b", {DOCUMENT: "I like tea", "timestamp": 1700000000}),
                ("c", {DOCUMENT: "in ms", "Timestamp": 1700000000123.0}),
            ]
        }
    )

    first, second, third = turns("chroma", folder)

    assert (first.text, first.role, first.speaker) == ("Ayşe moved to Ankara", "assistant", "Tom")
    assert first.time.isoformat() == "2024-01-02T00:04:05+00:00"
    assert (first.session_id, second.session_id) == ("7", "chroma:notes")
    assert second.time.isoformat() == "2023-11-14T22:13:20+00:00"
    assert third.time.isoformat() == "2023-11-14T22:13:20.123000+00:00"


def test_what_cannot_be_kept_is_counted(chroma, read):
    folder = chroma(
        {
            "notes": [
                ("a", {DOCUMENT: "no time", "flag": True, "date": "next spring"}),
                ("b", {"type": "only a vector"}),
                ("c", {DOCUMENT: " \n"}),
            ]
        }
    )

    items, tally = read("chroma", folder)

    assert [item.turn.time.isoformat() for item in items] == ["2024-05-01T10:00:00+00:00"]
    assert tally.left_out == {
        "metadata fields 'flag'": 1,
        "entries without a document": 1,
        "documents without text": 1,
    }
    assert tally.changed == {
        "documents with a time that cannot be read": 1,
        "documents without a time, dated when they were added": 1,
    }


def test_collection_is_chosen_by_name(chroma, read, reading):
    folder = chroma({"one": [("a", {DOCUMENT: "x"})], "two": [("a", {DOCUMENT: "y"})]})

    items, _ = read("chroma", folder, replace(reading, collection="two"))

    assert [item.turn.text for item in items] == ["y"]
    with pytest.raises(InputError, match=r"one, two.\nChoose one with --collection"):
        read("chroma", folder)
    with pytest.raises(InputError, match=r"no collection 'three'.\nThe database has: one, two"):
        read("chroma", folder, replace(reading, collection="three"))


def test_large_collection_is_read_whole_and_in_order(chroma, turns):
    folder = chroma({"notes": [(f"{n:x}", {DOCUMENT: f"note {n}"}) for n in range(1203)]})

    assert [turn.text for turn in turns("chroma", folder)] == [f"note {n}" for n in range(1203)]


def test_writes_that_chroma_only_logged_are_not_passed_over(chroma, read):
    folder = chroma({"notes": [("a", {DOCUMENT: "x"})]})
    with apsw.Connection(str(folder / "chroma.sqlite3")) as db:
        db.execute(
            "INSERT INTO embeddings_queue VALUES (2, '', 0, 'persistent://default/default/c-notes',"
            " 'b', NULL, NULL, '{}')"
        )
    db.close()

    with pytest.raises(FormatError, match=r"not applied.\nOpen it once with Chroma"):
        read("chroma", folder)


def test_file_as_of_chroma_0_4_is_read(chroma, turns):
    folder = chroma({"notes": [("a", {DOCUMENT: "x", "timestamp": 1700000000})]})
    with apsw.Connection(str(folder / "chroma.sqlite3")) as db:
        db.execute("ALTER TABLE embedding_metadata DROP COLUMN bool_value")
        db.execute("UPDATE max_seq_id SET seq_id = x'0000000000000001'")
        db.execute("UPDATE embeddings SET seq_id = x'0000000000000001'")
        db.execute("INSERT INTO embeddings_queue VALUES (1, '', 0, 'p://c-notes', 'a', 0, '', '')")
    db.close()

    assert [turn.text for turn in turns("chroma", folder)] == ["x"]


def test_what_is_no_chroma_database_is_refused(tmp_path, read):
    with pytest.raises(InputError, match=r"no chroma.sqlite3"):
        read("chroma", tmp_path)
    file = tmp_path / "chroma.sqlite3"
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(FormatError, match="damaged or is no database"):
        read("chroma", tmp_path)
    file.unlink()
    with apsw.Connection(str(file)) as db:
        db.execute("CREATE TABLE collections (name TEXT); INSERT INTO collections VALUES ('a')")
    db.close()
    with pytest.raises(FormatError, match="other tables than Chroma"):
        read("chroma", tmp_path)


def test_randomly_damaged_database_is_told_or_read(chroma, read):
    entries = [(f"{n}", {DOCUMENT: f"note {n}", "timestamp": 1700000000 + n}) for n in range(40)]
    folder = chroma({"notes": entries})
    file = folder / "chroma.sqlite3"
    sound = file.read_bytes()
    rng = random.Random(0)
    n_told = 0
    for _ in range(150):
        damaged = bytearray(sound)
        for _ in range(rng.choice([1, 10, 100])):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        file.write_bytes(damaged[: rng.randrange(len(damaged))] if rng.random() < 0.2 else damaged)
        try:
            read("chroma", folder)
        except InputError:
            n_told += 1

    assert n_told > 50
