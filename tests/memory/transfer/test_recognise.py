from __future__ import annotations

import json
import zipfile

import pytest

from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer.recognise import READERS, recognise

DOCUMENT = "chroma:document"


def test_each_kind_is_recognised(tmp_path, memoryos_folder, chroma, build):
    exported = tmp_path / "export.jsonl"
    exported.write_text('\ufeff{"format":"hafiza-memory","version":1}\n')
    chatgpt = build.write_json(tmp_path / "g" / "conversations.json", [{"mapping": {}}])
    claude = build.write_json(tmp_path / "c" / "conversations.json", [{"chat_messages": []}])
    locomo = build.write_json(tmp_path / "l.json", [{"sample_id": "1", "conversation": {}}])
    notes = chroma({"notes": [("a", {DOCUMENT: "x"})]}, "notes")
    of_memoryos = chroma({"mid_term_memory_user_u": []}, "of_memoryos")
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(claude, "conversations.json")
    kinds = {
        exported: "jsonl",
        chatgpt: "chatgpt",
        chatgpt.parent: "chatgpt",
        claude: "claude",
        archive: "claude",
        locomo: "locomo",
        memoryos_folder: "memoryos",
        memoryos_folder / "users": "memoryos",
        memoryos_folder / "users" / "ada": "memoryos",
        of_memoryos: "memoryos",
        notes: "chroma",
        notes / "chroma.sqlite3": "chroma",
    }

    assert {path: recognise(path) for path in kinds} == kinds
    assert set(kinds.values()) == set(READERS)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "of no known kind"),
        (b"hello", "of no known kind"),
        (b"{}", "of no known kind"),
        (b'{"format": "other"}', "of no known kind"),
        (b"[]", "holds an empty list"),
        (b"[3]", r"\[0\] is a number of no known kind"),
        (b'[{"a": 1}]', r"\[0\] is an object of no known kind"),
        (b'[{"a"', r"\[0\] is cut off"),
        (b"\xff\xfe[", "of no known kind"),
    ],
)
def test_file_of_no_kind_is_refused(tmp_path, content, says):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(InputError, match=says):
        recognise(path)


def test_empty_folder_says_what_was_looked_for(tmp_path):
    with pytest.raises(InputError, match=r"in it: nothing.\nExpected a hafiza export"):
        recognise(tmp_path)
    (tmp_path / "photo.png").write_bytes(b"")
    with pytest.raises(InputError, match=r"in it: photo\.png"):
        recognise(tmp_path)
    with pytest.raises(InputError, match="There is no"):
        recognise(tmp_path / "nowhere")


def test_zip_without_conversations_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", json.dumps({}))

    with pytest.raises(InputError, match=r"no conversations.json"):
        recognise(path)
    path.write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(FormatError, match="damaged zip"):
        recognise(path)
