from __future__ import annotations

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from hafiza.core import Scope
from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer.importing import bring_in
from hafiza.memory.transfer.items import Tally
from hafiza.memory.transfer.memoryos import read_memoryos

CHAIN = [
    "I play the saz",
    "reply to I play the saz",
    "and the ney",
    "reply to and the ney",
    "every Friday",
    "reply to every Friday",
]


def test_pages_of_all_tiers_come_in_the_order_of_time_and_of_their_links(memoryos_folder, turns):
    pages = [turn for turn in turns("memoryos", memoryos_folder) if not turn.speaker]

    assert [turn.text for turn in pages] == [
        "Ayşe moved to Ankara",
        "reply to Ayşe moved to Ankara",
        *CHAIN,
        "What about İzmir?",
        "A fine city.",
        "Are you there?",
    ]
    assert [turn.role for turn in pages[:2]] == ["user", "assistant"]
    assert pages[-1].role == "assistant"


def test_chain_is_a_session_and_loose_pages_share_one_a_day(memoryos_folder, turns):
    sessions = {turn.text: turn.session_id for turn in turns("memoryos", memoryos_folder)}

    assert {sessions[text] for text in CHAIN} == {"memoryos:page_1"}
    assert sessions["Ayşe moved to Ankara"] == "memoryos:2025-06-30"
    assert sessions["What about İzmir?"] == sessions["Are you there?"] == "memoryos:2025-07-03"


def test_page_of_two_segments_is_read_once(memoryos_folder, read):
    items, tally = read("memoryos", memoryos_folder)

    assert [item.turn.text for item in items].count("I play the saz") == 1
    assert tally.left_out["pages that stand in another segment too"] == 3


def test_profile_and_knowledge_become_turns_that_say_what_they_are(memoryos_folder, turns):
    told = {turn.speaker: turn for turn in turns("memoryos", memoryos_folder) if turn.speaker}

    assert told["MemoryOS profile"].text == "Musical, Turkish."
    assert told["MemoryOS profile"].time.isoformat() == "2025-07-02T12:00:00+00:00"
    assert told["MemoryOS user knowledge"].text == "Ada plays the saz."
    assert told["MemoryOS user knowledge"].role == "user"
    knowledge = told["MemoryOS assistant knowledge"]
    assert (knowledge.text, knowledge.role) == ("I recommended a teacher.", "assistant")
    assert knowledge.session_id == "memoryos:assistant:helper"


def test_summaries_are_kept_and_marked_as_repeating(memoryos_folder, turns):
    summaries = [
        turn for turn in turns("memoryos", memoryos_folder) if turn.speaker == "MemoryOS summary"
    ]

    assert summaries[0].text == "Music. [müzik, jazz]"
    assert len(summaries) == 3
    assert all(turn.recalled for turn in summaries)


def test_naive_times_are_local_in_the_zone_that_was_named(memoryos_folder, turns, reading):
    istanbul = replace(reading, zone=ZoneInfo("Europe/Istanbul"))
    there = {turn.text: turn for turn in turns("memoryos", memoryos_folder, istanbul)}
    here = {turn.text: turn for turn in turns("memoryos", memoryos_folder)}

    moved = "Ayşe moved to Ankara"
    assert there[moved].time.isoformat() == "2025-06-30T06:00:00+00:00"
    assert here[moved].time.isoformat() == "2025-06-30T09:00:00+00:00"
    assert there[moved].id == here[moved].id


def test_pages_come_last_so_that_the_recent_turns_are_what_was_said(memoryos_folder, turns):
    found = turns("memoryos", memoryos_folder)

    assert found[-1].text == "Are you there?"
    assert [bool(turn.speaker) for turn in found] == [True] * 6 + [False] * 11


def test_second_import_adds_nothing_also_after_pages_moved_to_mid_term(
    memoryos_folder, memory, reading, build
):
    def run() -> Tally:
        tally = Tally()
        bring_in(memory, read_memoryos(memoryos_folder, reading, tally), tally)
        return tally

    first = run()
    assert (first.new, first.already_there) == (17, 0)
    assert (run().new, list(memory.users())) == (0, ["ada"])
    user = memoryos_folder / "users" / "ada"
    [moved, stays] = json.loads((user / "short_term.json").read_text())
    mid_term = json.loads((user / "mid_term.json").read_text())
    mid_term["sessions"]["session_9"] = build.segment("İzmir.", [moved | {"page_id": "page_9"}])
    build.write_json(user / "mid_term.json", mid_term)
    build.write_json(user / "short_term.json", [stays])

    again = run()

    assert (again.new, again.already_there) == (1, 17)  # the new summary alone
    assert len(list(memory.turns(scope=Scope("ada")))) == 18


def test_same_words_said_twice_in_a_second_are_two_pages(tmp_path, turns, build):
    same = build.page("Merhaba", "Selam", "2025-07-03 10:00:00")
    build.write_json(tmp_path / "users" / "u" / "short_term.json", [same, same])

    found = turns("memoryos", tmp_path)

    assert [turn.text for turn in found] == ["Merhaba", "Selam"] * 2
    assert len({turn.id for turn in found}) == 4


def test_links_in_a_circle_or_to_nowhere_lose_no_page(tmp_path, turns, build):
    time = "2025-07-03 10:00:00"
    pages = [
        build.linked("a", "one", time, "c", "b"),
        build.linked("b", "two", time, "a", "c"),
        build.linked("c", "three", time, "b", "a"),
        build.linked("d", "four", time, "gone", None),
        build.linked("e", "five", time, "e", "e"),
    ]
    path = tmp_path / "users" / "u" / "mid_term.json"
    build.write_json(path, {"sessions": {"s": build.segment("", pages)}})

    said = {turn.text for turn in turns("memoryos", tmp_path) if turn.role == "user"}

    assert said == {"one", "two", "three", "four", "five"}


def test_knowledge_of_an_assistant_goes_to_each_user_who_shares_it(
    memoryos_folder, read, build, reading
):
    short = [build.page("hi", "hello", "2025-07-03 10:00:00")]
    build.write_json(memoryos_folder / "users" / "tom" / "short_term.json", short)

    items, _ = read("memoryos", memoryos_folder)

    owners = [item.scope.user for item in items if "teacher" in item.turn.text]
    assert owners == ["ada", "tom"]
    with pytest.raises(InputError, match="2 users"):
        read("memoryos", memoryos_folder, replace(reading, user="me"))


def test_folder_of_one_user_becomes_the_user_that_was_named(memoryos_folder, read, reading):
    path = memoryos_folder / "users" / "ada"

    items, _ = read("memoryos", path, replace(reading, user="me", assistant="a"))

    assert {(item.scope.user, item.scope.assistant) for item in items} == {("me", "a")}
    assert "I recommended a teacher." in [item.turn.text for item in items]


def test_page_without_a_time_is_dated_like_the_one_before(tmp_path, read, build):
    pages = [build.page("a", "b", "2025-07-03 10:00:00"), {"user_input": "c"}]
    build.write_json(tmp_path / "users" / "u" / "short_term.json", pages)

    items, tally = read("memoryos", tmp_path)

    assert items[-1].turn.time.isoformat() == "2025-07-03T10:00:00+00:00"
    assert tally.changed == {"pages without a time, dated like the one before": 1}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("short_term.json", b'[{"user_input": "a"', "u/short_term.json is not JSON.*line 1"),
        ("short_term.json", b'["\xff"]', "u/short_term.json is not valid UTF-8 at byte 3"),
        ("short_term.json", b"{}", "u/short_term.json is an object, not a list"),
        ("short_term.json", b"[3]", r"u/short_term.json\[0\] is a number, not a page"),
        ("short_term.json", b'[{"user_input": 3}]', r"\[0\].user_input is a number, not a text"),
        (
            "short_term.json",
            b'[{"user_input": "a", "timestamp": "soon"}]',
            r"short_term.json\[0\].timestamp: the time 'soon' cannot be read",
        ),
        ("short_term.json", b"[" * 100_000, "nested too deep"),
        ("mid_term.json", b'{"sessions": []}', "mid_term.json.sessions is a list, not an object"),
        ("mid_term.json", b'{"sessions": {"s": 1}}', r"sessions\['s'\] is a number"),
        ("long_term_user.json", b'{"knowledge_base": [1]}', r"knowledge_base\[0\] is a number"),
    ],
)
def test_broken_file_is_named_with_the_place(tmp_path, read, name, content, says):
    path = tmp_path / "users" / "u" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    with pytest.raises(FormatError, match=says):
        read("memoryos", tmp_path)


def test_folder_without_memoryos_is_refused(tmp_path, read):
    with pytest.raises(InputError, match="no MemoryOS data"):
        read("memoryos", tmp_path)


@pytest.fixture
def chroma_folder(chroma, build):
    """The Chroma flavour; page_3 and the knowledge stand in the database alone."""
    chain = [
        build.linked("page_1", "I play the saz", "2025-07-01 10:00:00", "", "page_2"),
        build.linked("page_2", "and the ney", "2025-07-01 10:00:05", "page_1", ""),
    ]
    found = build.segment("Music.", [])
    del found["details"]
    summary = {"type": "session_summary", "summary": "Music."}
    entry = {"type": "page", "page_id": "page_3", "session_id": "session_1", "user_id": "ada"}
    folder = chroma(
        {
            "mid_term_memory_user_ada": [
                ("session_session_1", {**summary, "session_id": "session_1"}),
                ("page_page_1", {"type": "page", "page_id": "page_1", "user_input": "I play"}),
                ("page_page_3", entry | build.page("in Bursa", "ok", "2025-07-02 10:00:00")),
            ],
            "user_knowledge_ada": [
                ("k2", {"text": "Ada sings.", "timestamp": "2025-07-02 12:00:09"}),
                ("k1", {"text": "Ada plays the saz.", "timestamp": "2025-07-02 12:00:01"}),
            ],
            "assistant_knowledge_default_assistant_profile": [
                ("k3", {"text": "I know a teacher.", "timestamp": "2025-07-02 12:00:02"})
            ],
        }
    )
    build.write_json(
        folder / "metadata_ada_default_assistant_profile.json",
        {
            "mid_term_sessions": {"session_1": found | {"pages_backup": chain}},
            "short_term_memory": [build.page("What about İzmir?", "Fine.", "2025-07-03 10:00:00")],
            "user_profiles": {"ada": {"mood": "neşeli"}},
            "update_times": {},
        },
    )
    return folder


def test_chroma_flavour_gives_pages_of_file_and_database_and_the_rest(chroma_folder, turns):
    found = turns("memoryos", chroma_folder)

    assert [turn.text for turn in found if turn.role == "user" and not turn.speaker] == [
        "I play the saz",
        "and the ney",
        "in Bursa",
        "What about İzmir?",
    ]
    assert [turn.text for turn in found if turn.speaker] == [
        "Music. [müzik, jazz]",
        '{"mood": "neşeli"}',
        "I know a teacher.",
        "Ada plays the saz.",
        "Ada sings.",
    ]
    sessions = {turn.text: turn.session_id for turn in found}
    assert sessions["I play the saz"] == sessions["and the ney"] == "memoryos:page_1"


def test_chroma_flavour_that_never_wrote_its_file_still_gives_its_pages(chroma_folder, turns):
    for file in chroma_folder.glob("*.json"):
        file.unlink()

    found = turns("memoryos", chroma_folder)

    assert [turn.text for turn in found if not turn.speaker] == ["in Bursa", "ok", "I play"]
    assert [turn.text for turn in found if turn.recalled] == ["Music."]


def test_other_chroma_database_is_no_memoryos(chroma, read):
    with pytest.raises(InputError, match="hafiza import chroma"):
        read("memoryos", chroma({"notes": []}))
