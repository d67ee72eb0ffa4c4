from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hafiza.core import Scope
from hafiza.core.errors import FormatError, InputError, UnknownUser
from hafiza.core.records import Turn
from hafiza.embedders import load_embedder
from hafiza.memory import Memory
from hafiza.memory.transfer.items import Reading, Tally
from hafiza.memory.transfer.jsonl import (
    decoded_lines,
    export_jsonl,
    import_jsonl,
    read_jsonl,
    read_jsonl_file,
)

HEADER = '{"format":"hafiza-memory","version":1}\n'
TURN = (
    '{"user":"u","assistant":"a","session_id":"s","id":"1",'
    '"time":"2026-01-01T00:00:00+00:00","role":"user","text":"hi"}\n'
)
NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


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
            assert copy.sessions(scope=scope) == memory.sessions(scope=scope)


turns = st.builds(
    Turn,
    id=NAMES,
    text=TEXTS,
    time=st.datetimes(timezones=st.just(UTC)),
    session_id=NAMES,
    role=st.sampled_from(["user", "assistant"]),
    speaker=NAMES | st.just(""),
    caption=st.text(st.characters(exclude_categories=["Cs"])),
    recalled=st.booleans(),
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(added=st.lists(st.tuples(NAMES, NAMES, st.lists(turns, max_size=4)), max_size=3))
def test_any_memory_comes_back_byte_for_byte(tmp_path_factory, added):
    folder = tmp_path_factory.mktemp("round")
    with (
        Memory.open(folder / "a.db", embedder=None) as memory,
        Memory.open(folder / "b.db", embedder=None) as copy,
    ):
        for user, assistant, some in added:
            memory.add_many(some, scope=Scope(user, assistant))
        first = exported(memory, *memory.users())
        import_jsonl(copy, decoded_lines(io.BytesIO(first.encode())))

        assert exported(copy, *copy.users()) == first


def test_what_was_told_with_a_turn_comes_back(memory, clock, tmp_path):
    happened = datetime(2019, 5, 6, 7, 8, 9, 123456, UTC)
    memory.remember("Kızım Deniz doğdu.", happened=happened, importance=9)
    memory.remember("I bought a bicycle.")
    memory.consolidate()
    first = exported(memory, "me")

    embedder = load_embedder("hashing")
    with Memory.open(tmp_path / "copy.db", embedder=embedder, clock=clock) as copy:
        import_jsonl(copy, io.StringIO(first))
        assert exported(copy, "me") == first
        copy.consolidate()
        assert exported(copy, "me") == first
        assert copy.claims() == memory.claims()
        assert copy.episodes() == memory.episodes()
        assert (happened, 9) in [(one.start, one.importance) for one in copy.episodes()]


def test_export_of_an_unknown_user_is_refused(memory):
    memory.add("x", scope=Scope("ada"))

    with pytest.raises(UnknownUser, match="Known here: ada"):
        exported(memory, "tom")


def test_joined_exports_are_read(memory):
    other = TURN.replace('"id":"1"', '"id":"2","kind":"turn"')

    assert import_jsonl(memory, io.StringIO(HEADER + TURN + HEADER + "\n" + other)) == 2


def test_reserved_kind_of_line_is_counted_and_left_out():
    tally = Tally()
    claim = '{"kind":"claim","text":"?"}\n'

    assert len(list(read_jsonl([HEADER, TURN, claim], tally))) == 1
    assert list(tally.left_out.values()) == [1]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "not a hafiza export|not JSON"),
        ("hello\n", "Line 1 is not JSON"),
        ("[1]\n", "Line 1 is no JSON object"),
        ('{"format":"other"}\n', "not a hafiza export"),
        ('{"format":"hafiza-memory","version":99}\n', "version 99; this hafiza reads 1 to 2"),
        (HEADER + "{}\n", "Line 2: 'user' is None"),
        (HEADER + TURN.replace('"user","text"', '"robot","text"'), "the role is 'robot'"),
        (HEADER + TURN.replace("2026-01-01T", "yesterday "), "the time 'yesterday"),
        (HEADER + TURN.replace("2026-01-01T00:00:00+00", "0001-01-01T00:00:00+05"), "Line 2: the"),
        (HEADER + TURN + TURN[:30] + "\n", "Line 3 is not JSON"),
        (HEADER + "[" * 100_000 + "\n", "Line 2 is not JSON"),
        (HEADER + TURN.replace('"hi"', '" "'), "Line 2: The text is empty"),
        (HEADER + TURN.replace('"hi"', r'"\ud800"'), "Line 2: The text is not valid Unicode"),
        (HEADER + TURN.replace('"u"', '""'), "Line 2: The user is empty"),
        (HEADER + TURN.replace('"hi"', '"hi","speaker":null'), "Line 2: 'speaker' is None"),
        (HEADER + TURN.replace('"hi"', '"hi","recalled":1'), "Line 2: 'recalled' is 1"),
        (HEADER + TURN.replace('"hi"', '"hi","kind":"dream"'), "Line 2 is of the kind 'dream'"),
        (HEADER + TURN.replace('"hi"', '"hi","told":3'), "Line 2: 'told' is 3"),
        (HEADER + TURN.replace('"hi"', '"hi","told":[3]'), r"Line 2: told\[0\] is 3"),
        (
            HEADER + TURN.replace('"hi"', '"hi","told":[{"kind":"wish"}]'),
            r"Line 2: told\[0\]: 'kind' is 'wish'.\nExpected one of fact",
        ),
        (
            HEADER + TURN.replace('"hi"', '"hi","told":[{"kind":"episode","since":5}]'),
            r"told\[0\]: 'since' is 5",
        ),
        (
            HEADER + TURN.replace('"hi"', '"hi","told":[{"kind":"episode","importance":11}]'),
            r"told\[0\]: 'importance' is 11",
        ),
        (
            HEADER + TURN.replace('"hi"', '"hi","told":[{"kind":"fact","confidence":true}]'),
            r"told\[0\]: 'confidence' is True",
        ),
    ],
)
def test_file_that_is_no_export_is_told_with_its_line(memory, content, says):
    with pytest.raises(FormatError, match=says):
        import_jsonl(memory, io.StringIO(content))


def test_what_stands_before_a_broken_line_is_kept(memory):
    lines = [HEADER, TURN, TURN.replace('"id":"1"', '"id":"2"'), "{"]

    with pytest.raises(FormatError, match="Line 4"):
        import_jsonl(memory, lines)

    assert [turn.id for turn in memory.turns(scope=Scope("u", "a"))] == ["1", "2"]


def test_byte_that_is_no_utf8_and_endless_line_are_told(monkeypatch):
    with pytest.raises(FormatError, match="Line 2 is not valid UTF-8 at byte 4"):
        list(decoded_lines(io.BytesIO(b"ok\nabc\xff\n")))
    monkeypatch.setattr("hafiza.memory.transfer.jsonl.MAX_LINE_BYTES", 10)
    with pytest.raises(FormatError, match="Line 2 has over 10 bytes"):
        list(decoded_lines(io.BytesIO(b"ok\n" + b"x" * 11)))


def test_export_file_takes_no_other_user(tmp_path):
    with pytest.raises(InputError, match="names its users itself"):
        list(read_jsonl_file(tmp_path, Reading(datetime.now(UTC), user="x"), Tally()))
