import contextlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer.locomo import load_locomo, parse_date, parse_locomo


def sample(**changes):
    """A conversation of our own, with the traps that the real files have."""
    conversation = {
        "speaker_a": "Ada",
        "speaker_b": "Bo",
        "session_2_date_time": "12:05 am on 1 January, 2024",
        "session_2": [
            {"speaker": "Bo", "dia_id": "D2:1", "text": "Look!", "blip_caption": "a red kite"},
            {"speaker": "Ada", "dia_id": "D2:2", "text": " ", "blip_caption": "a blue boat"},
            {"speaker": "Ada", "dia_id": "D2:3", "text": ""},
        ],
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [
            {"speaker": "Ada", "dia_id": "D1:1", "text": "I moved to Izmir."},
            {"speaker": "Bo", "dia_id": "D1:2", "text": "Half a pair: \ud83d"},
        ],
        "session_3_date_time": "9:00 am on 2 January, 2024",
        "session_10_date_time": "9:00 am on 3 January, 2024",
        "session_10": [{"speaker": "Bo", "dia_id": "D10:05", "text": "Bye."}],
    }
    qa = [
        {"question": "Where?", "answer": "Izmir", "category": 4, "evidence": ["D1:1"]},
        {"question": "When?", "answer": 2023, "category": 2, "evidence": ["D1:1; D2:1"]},
        {
            "question": "How many?",
            "answer": "2",
            "category": 1,
            "evidence": ["D:2:02 D9:9", "D", "D1:" + "9" * 5000],
        },
        {"question": "Why?", "adversarial_answer": "rain", "category": 5, "evidence": ["D10:5"]},
        {"question": "Would she?", "answer": "Likely", "category": 3, "evidence": []},
    ]
    return {"sample_id": "conv-x", "conversation": conversation, "qa": qa} | changes


@pytest.fixture
def conversation():
    return parse_locomo([sample()])[0]


def test_sessions_with_turns_come_in_order_of_their_number(conversation):
    assert [session.name for session in conversation.sessions] == [
        "session_1",
        "session_2",
        "session_10",
    ]


def test_turn_has_the_id_session_speaker_caption_and_second_of_its_place(conversation):
    turn = conversation.sessions[1].turns[0]

    assert (turn.id, turn.session_id) == ("conv-x:D2:1", "session_2")
    assert (turn.speaker, turn.role, turn.text) == ("Bo", "user", "Look!")
    assert turn.caption == "a red kite"
    assert turn.time == datetime(2024, 1, 1, 0, 5, 0, tzinfo=UTC)
    assert conversation.sessions[0].turns[1].time == datetime(2023, 5, 8, 13, 56, 1, tzinfo=UTC)


def test_picture_without_words_is_a_turn_and_silence_is_none(conversation):
    assert [turn.text for turn in conversation.sessions[1].turns] == ["Look!", "a blue boat"]


def test_broken_unicode_is_replaced(conversation):
    assert conversation.sessions[0].turns[1].text == "Half a pair: \ufffd"


def test_evidence_is_read_from_any_spelling_and_only_real_turns_stay(conversation):
    assert [question.evidence for question in conversation.questions] == [
        ("conv-x:D1:1",),
        ("conv-x:D1:1", "conv-x:D2:1"),
        ("conv-x:D2:2",),
        ("conv-x:D10:5",),
        (),
    ]


def test_answers_are_text_or_none_and_the_wrong_answer_is_kept_apart(conversation):
    assert [question.answer for question in conversation.questions] == [
        "Izmir",
        "2023",
        "2",
        None,
        "Likely",
    ]
    assert conversation.questions[3].adversarial_answer == "rain"


def test_session_key_with_leading_zero_is_read():
    found = sample()
    said = found["conversation"]
    said["session_02"] = said.pop("session_2")
    said["session_02_date_time"] = said.pop("session_2_date_time")

    sessions = parse_locomo([found])[0].sessions

    assert [session.name for session in sessions] == ["session_1", "session_02", "session_10"]


def test_speakers_are_named(conversation):
    assert conversation.speakers == ("Ada", "Bo")


def test_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "l.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([sample()]).encode())

    assert load_locomo(path)[0].sample_id == "conv-x"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12:00 am on 29 February, 2024", datetime(2024, 2, 29, 0, 0, tzinfo=UTC)),
        ("12:30 PM on 3 march 2024", datetime(2024, 3, 3, 12, 30, tzinfo=UTC)),
        ("1:05 am on 10 December, 2022", datetime(2022, 12, 10, 1, 5, tzinfo=UTC)),
        ("13:05 pm on 10 May, 2022", None),
        ("1:65 pm on 10 May, 2022", None),
        ("1:05 pm on 31 June, 2022", None),
        ("1:05 pm on 10 Mayıs, 2022", None),
        ("yesterday", None),
    ],
)
def test_date(text, time):
    assert parse_date(text) == time


def without(path):
    found = sample()
    *outer, key = path
    place = found
    for step in outer:
        place = place[step]
    del place[key]
    return [found]


def replaced(path, value):
    found = sample()
    *outer, key = path
    place = found
    for step in outer:
        place = place[step]
    place[key] = value
    return [found]


FIRST_TURN = ("conversation", "session_1", 0)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ({}, "holds an object, not a list"),
        ([], "holds an empty list"),
        ("text", "holds a string"),
        (None, "holds null"),
        ([1], "is a number, not an object"),
        ([{}], "has no 'sample_id'; it has no keys"),
        (without(["qa"]), "has no 'qa'"),
        (replaced(["sample_id"], 7), "sample_id is a number, not a string"),
        (replaced(["sample_id"], " "), "empty sample_id"),
        (replaced(["conversation"], []), "conversation is a list"),
        (replaced(["conversation"], {"a": 1}), "has no session_1"),
        (replaced(["qa"], {}), "qa is an object"),
        (replaced(["qa", 0], "q"), r"qa\[0\] is a string"),
        (replaced(["qa", 0, "category"], 6), "category is 6"),
        (replaced(["qa", 0, "category"], True), "category is True"),
        (replaced(["qa", 0, "category"], [1]), r"category is \[1\]"),
        (replaced(["qa", 0, "evidence"], 3), "evidence is a number"),
        (replaced(["qa", 0, "answer"], []), "answer is a list"),
        (without(["qa", 0, "question"]), "has no 'question'"),
        (without(["conversation", "session_1_date_time"]), "has no 'session_1_date_time'"),
        (replaced(["conversation", "session_1_date_time"], "soon"), "'soon', not a date"),
        (replaced(["conversation", "session_1"], "hi"), "session_1 is a string"),
        (replaced(FIRST_TURN, None), "is null, not an object"),
        (without([*FIRST_TURN, "dia_id"]), "has no 'dia_id'"),
        (without([*FIRST_TURN, "speaker"]), "has no 'speaker'"),
        (replaced([*FIRST_TURN, "text"], 1), "text is a number"),
        (replaced([*FIRST_TURN, "dia_id"], "D1:2"), "a second time"),
        ([sample(), sample()], "'conv-x' more than once"),
    ],
)
def test_other_data_is_refused_with_what_was_found_and_expected(found, message):
    with pytest.raises(FormatError, match=message) as refusal:
        parse_locomo(found)

    assert "sample_id, conversation and qa" in str(refusal.value)
    assert len(str(refusal.value).splitlines()) <= 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe[]", "not UTF-8 text: byte 0 is 0xff"),
        (b"[{", "not JSON"),
        (b"[NaN]", "NaN is no JSON value"),
        (b"[" * 200_000, "nested too deep"),
        (b"[" + b"9" * 5_000 + b"]", "not JSON"),
        (b"PK\x03\x04", "not JSON"),
    ],
)
def test_file_that_is_not_json_is_refused(tmp_path, content, message):
    path = tmp_path / "broken.json"
    path.write_bytes(content)

    with pytest.raises(FormatError, match=message):
        load_locomo(path)


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"missing\.json' cannot be read"):
        load_locomo(tmp_path / "missing.json")
    with pytest.raises(InputError, match="cannot be read"):
        load_locomo(tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["sample_id", "conversation", "qa", "session_1", "text", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(st.lists(JSON, max_size=3))
def test_any_json_is_parsed_or_refused(found):
    with contextlib.suppress(FormatError):
        parse_locomo(found)
