from __future__ import annotations

import io

import pytest

from hafiza.core import Scope
from hafiza.core.errors import FormatError, UnknownUser
from hafiza.embedders import load_embedder
from hafiza.memory import Memory
from hafiza.memory.transfer.jsonl import export_jsonl, import_jsonl

HEADER = '{"format":"hafiza-memory","version":1}\n'
TURN = (
    '{"user":"u","assistant":"a","session_id":"s","id":"1",'
    '"time":"2026-01-01T00:00:00+00:00","role":"user","text":"hi"}\n'
)


def exported(memory: Memory, *users: str) -> str:
    stream = io.StringIO()
    export_jsonl(memory, stream, users=users)
    return stream.getvalue()


def test_export_and_import_give_the_same_memory_and_the_same_bytes(memory, tmp_path):
    memory.add("Günaydın\nikinci satır\u2028\x00", scope=Scope("ada", session="s1"), speaker="Ada")
    memory.add("hello", scope=Scope("ada", "other"), role="assistant", caption="a cat")
    memory.add("what did I say?", scope=Scope("ada", session="s1"), recalled=True)
    memory.add("not asked for", scope=Scope("tom"))
    first = exported(memory, "ada")

    with Memory.open(tmp_path / "copy.db", embedder=load_embedder("hashing")) as copy:
        assert import_jsonl(copy, io.StringIO(first)) == 3
        assert import_jsonl(copy, io.StringIO(first)) == 0
        assert exported(copy, "ada") == first
        assert copy.users() == ["ada"]
        for assistant in ("hafiza", "other"):
            scope = Scope("ada", assistant)
            assert list(copy.turns(scope=scope)) == list(memory.turns(scope=scope))


def test_export_of_an_unknown_user_is_refused(memory):
    memory.add("x", scope=Scope("ada"))

    with pytest.raises(UnknownUser, match="Known here: ada"):
        exported(memory, "tom")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "not a hafiza export|not JSON"),
        ("hello\n", "Line 1 is not JSON"),
        ("[1]\n", "Line 1 is no JSON object"),
        ('{"format":"other"}\n', "not a hafiza export"),
        ('{"format":"hafiza-memory","version":99}\n', "version 99"),
        (HEADER + "{}\n", "Line 2: 'user' is None"),
        (HEADER + TURN.replace('"user","text"', '"robot","text"'), "the role is 'robot'"),
        (HEADER + TURN.replace("2026-01-01T", "yesterday "), "the time 'yesterday"),
        (HEADER + TURN + TURN[:30] + "\n", "Line 3 is not JSON"),
        (HEADER + "[" * 100_000 + "\n", "Line 2 is not JSON"),
    ],
)
def test_file_that_is_no_export_is_told_with_its_line(memory, content, says):
    with pytest.raises(FormatError, match=says):
        import_jsonl(memory, io.StringIO(content))
