"""ChatGPT and Claude exports."""

from __future__ import annotations

import json
import zipfile

import pytest

from hafiza.core.errors import FormatError, InputError


@pytest.fixture
def chatgpt(tmp_path, build):
    """A conversation with an answer that was asked for again, and what is no conversation."""
    node = build.chatgpt_node
    code = {"content": {"content_type": "code", "text": "search()"}, "recipient": "browser"}
    hidden = {"metadata": {"is_visually_hidden_from_conversation": True}}
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"}
    nodes = [
        {"id": "root", "parent": None, "children": [], "message": None},
        node("sys", "root", "system", "You are helpful"),
        node("hid", "sys", "user", "hidden", **hidden),
        node("q1", "hid", "user", "Ayşe nerede?", picture, time=1714550401.5),
        node("a1", "q1", "assistant", "In Rome.", time=1714550402.0),
        node("c1", "q1", "assistant", time=1714550403.0, **code),
        node("t1", "c1", "tool", "found it", time=1714550404.0),
        node("a2", "t1", "assistant", "Ankara'da.", "\ud800", time=1714550405.0),
        node("q2", "a2", "user", "Thanks", time=None),
        node("e", "q2", "assistant", "", time=1714550406.0),
    ]
    conversation = build.chatgpt_conversation("conv-1", nodes, "e")
    return build.write_json(tmp_path / "chatgpt" / "conversations.json", []), conversation


def write(path, content):
    path.write_text(json.dumps(content))
    return path


def test_chatgpt_path_to_the_current_node_is_read(chatgpt, read):
    path, conversation = chatgpt
    items, tally = read("chatgpt", write(path, [conversation]))

    assert [(item.turn.role, item.turn.text, item.turn.speaker) for item in items] == [
        ("user", "Ayşe nerede?", ""),
        ("assistant", "Ankara'da.\n\ufffd", "ChatGPT"),
        ("user", "Thanks", ""),
    ]
    assert {item.turn.session_id for item in items} == {"chatgpt:conv-1"}
    assert [item.turn.time.timestamp() for item in items] == [
        1714550401.5,
        1714550405.0,
        1714550405.0,
    ]
    assert tally.left_out == {
        "messages of branches that were left": 1,
        "system messages": 1,
        "hidden messages": 1,
        "messages of the type 'code'": 1,
        "tool messages": 1,
        "parts of the type 'image_asset_pointer'": 1,
        "messages without text": 1,
    }
    assert tally.changed == {"messages without a time, dated like the one before": 1}


def test_chatgpt_custom_instructions_are_read_once(tmp_path, read, build):
    told = {"about_user_message": "Ben öğretmenim.", "about_model_message": "Be short."}
    hidden = {
        "content": {"content_type": "user_editable_context", "user_profile": "wrapped"},
        "metadata": {
            "is_visually_hidden_from_conversation": True,
            "user_context_message_data": told,
        },
    }
    conversations = [
        build.chatgpt_conversation(
            name,
            [
                build.chatgpt_node("i", None, "user", **hidden),
                build.chatgpt_node("q", "i", "user", f"hello from {name}", time=1714550401),
            ],
            "q",
        )
        for name in ("one", "two")
    ]
    items, tally = read("chatgpt", write(tmp_path / "conversations.json", conversations))

    assert [(item.turn.text, item.turn.session_id) for item in items] == [
        ("Ben öğretmenim.", "chatgpt:about-me"),
        ("Be short.", "chatgpt:about-me"),
        ("hello from one", "chatgpt:one"),
        ("hello from two", "chatgpt:two"),
    ]
    assert tally.left_out == {"hidden messages": 2}


def test_chatgpt_conversation_without_a_current_node_is_read_to_its_last_leaf(chatgpt, turns):
    path, conversation = chatgpt
    write(path, [conversation | {"current_node": None}])

    assert [turn.text for turn in turns("chatgpt", path)][-1] == "Thanks"


def test_chatgpt_tree_with_a_circle_ends(tmp_path, turns, build):
    nodes = [build.chatgpt_node("a", "b", "user", "one"), build.chatgpt_node("b", "a", "user", "2")]
    path = write(tmp_path / "c.json", [build.chatgpt_conversation("c", nodes, "a")])

    assert [turn.text for turn in turns("chatgpt", path)] == ["2", "one"]


def test_claude_conversation_is_read_with_its_files(tmp_path, read, build):
    said = build.claude_message
    text = {"type": "text", "text": "Kedim Pamuk."}
    pasted = {"file_name": "notes.txt", "extracted_content": "Pamuk is white."}
    conversation = build.claude_conversation(
        "u-1",
        [
            said("1", "human", text, attachments=[pasted], files=[{"file_name": "cat.png"}]),
            said(
                "2",
                "assistant",
                {"type": "thinking", "thinking": "hm"},
                {"type": "text", "text": "A cat!"},
                {"type": "tool_use", "name": "search"},
            ),
            said("3", "human", text="an older export", content=[]),
            said("4", "assistant", {"type": "tool_use"}, text="not supported on your device"),
            said("5", "robot", text="?"),
        ],
    )
    items, tally = read("claude", write(tmp_path / "conversations.json", [conversation]))

    assert [(item.turn.role, item.turn.text, item.turn.caption) for item in items] == [
        ("user", "Kedim Pamuk.\n\nPamuk is white.", "notes.txt, cat.png"),
        ("assistant", "A cat!", ""),
        ("user", "an older export", ""),
    ]
    assert items[1].turn.speaker == "Claude"
    assert items[0].turn.time.isoformat() == "2025-01-02T03:04:06.000001+00:00"
    assert tally.left_out == {
        "blocks of the type 'thinking'": 1,
        "blocks of the type 'tool_use'": 2,
        "messages without text": 1,
        "messages of an unknown sender": 1,
    }


def test_zip_folder_and_file_give_the_same_turns(chatgpt, tmp_path, turns):
    path, conversation = chatgpt
    write(path, [conversation])
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(path, "deep/folder/conversations.json")
        packed.writestr("chat.html", "<html>")

    alone = turns("chatgpt", path)

    assert len(alone) == 3
    assert turns("chatgpt", path.parent) == turns("chatgpt", archive) == alone


def test_export_in_several_files_is_read_whole(tmp_path, turns, build):
    for n in range(2):
        nodes = [build.chatgpt_node("a", None, "user", f"part {n}", time=1714550401 + n)]
        conversation = build.chatgpt_conversation(f"c{n}", nodes, "a")
        write(tmp_path / f"conversations-00{n}.json", [conversation])

    assert [turn.text for turn in turns("chatgpt", tmp_path)] == ["part 0", "part 1"]


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("chatgpt", b"{}", "conversations.json holds no JSON list"),
        ("chatgpt", b'[{"title": "x"}]', r"conversations.json\[0\] is no ChatGPT conversation"),
        ("chatgpt", b'[{"mapping": {}, "current_node": "n"}]', r"\[0\].current_node is 'n'"),
        ("chatgpt", b'[{"mapping": {}, "current_node": []}]', r"\[0\].current_node is \[\]"),
        ("chatgpt", b'[{"mapping": {}}, {"mapp', r"\[1\] is cut off"),
        ("chatgpt", b'[{"mapping": {}}', "ends after element 0, in the middle of its list"),
        ("chatgpt", b'[{"mapping": {}},]', "a comma and nothing more"),
        ("chatgpt", b'[{"mapping": {}} {"mapping": {}}]', "stands '{', not a comma"),
        ("chatgpt", b'[{"mapping": \xff}]', "not valid UTF-8 at byte 14"),
        ("chatgpt", b'[{"mapping": what is this about?}]', r"\[0\] is not JSON: Expecting value"),
        ("chatgpt", b"[" * 100_000, "nested too deep"),
        ("chatgpt", b'[{"mapping": ' + b"7" * 5000 + b"}]", "Exceeds the limit"),
        ("claude", b'[{"mapping": {}}]', r"\[0\] is no Claude conversation"),
        ("claude", b'[{"chat_messages": [3]}]', r"\[0\].chat_messages\[0\] is a number"),
        (
            "claude",
            b'[{"chat_messages": [{"sender": "human", "text": "x", "created_at": "soon"}]}]',
            r"chat_messages\[0\].created_at: the time 'soon' cannot be read",
        ),
    ],
)
def test_broken_export_is_told_with_file_and_place(tmp_path, read, kind, content, says):
    path = tmp_path / "conversations.json"
    path.write_bytes(content)

    with pytest.raises(FormatError, match=says):
        read(kind, path)


def test_folder_without_conversations_is_refused(tmp_path, read):
    with pytest.raises(InputError, match=r"no conversations.json"):
        read("claude", tmp_path)
