"""`hafiza import` and `hafiza export`."""

import json
import zipfile

import pytest

PAGE = {"user_input": "I play the saz", "agent_response": "Nice!", "timestamp": "2025-07-01 10:00"}
CLAUDE = {
    "uuid": "c1",
    "name": "Cats",
    "created_at": "2025-01-02T03:04:05Z",
    "chat_messages": [
        {"uuid": "m1", "sender": "human", "content": [{"type": "text", "text": "Kedim Pamuk."}]},
        {"uuid": "m2", "sender": "assistant", "content": [{"type": "text", "text": "A cat!"}]},
        {"uuid": "m3", "sender": "assistant", "content": [{"type": "tool_use"}], "text": "x"},
    ],
}


@pytest.fixture
def memoryos(tmp_path):
    """A MemoryOS folder of two users."""
    for name in ("ada", "tom"):
        folder = tmp_path / "memoryos" / "users" / name
        folder.mkdir(parents=True)
        (folder / "short_term.json").write_text(json.dumps([PAGE]))
    return tmp_path / "memoryos"


@pytest.fixture
def claude(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps([CLAUDE]))
    return path


@pytest.mark.parametrize("form", [["memoryos"], ["auto"], []], ids=str)
def test_kind_is_named_or_recognised(hafiza_json, memoryos, form):
    options = ("--timezone", "Europe/Istanbul")
    report = hafiza_json("import", *form, str(memoryos), *options)

    assert report == {
        "imported": 4,
        "users": ["ada", "tom"],
        "kind": "memoryos",
        "read": 4,
        "new": 4,
        "already_there": 0,
        "left_out": {},
        "changed": {},
        "dry_run": False,
    }
    again = hafiza_json("import", *form, str(memoryos), *options)
    assert (again["new"], again["already_there"]) == (0, 4)
    hit = hafiza_json("recall", "saz", "--user", "tom")["hits"][0]
    assert (hit["text"], hit["time"]) == ("I play the saz", "2025-07-01T07:00:00+00:00")


def test_chat_export_goes_to_the_user_of_the_settings_or_the_one_named(hafiza_json, claude):
    mine = hafiza_json("import", str(claude))
    assert (mine["kind"], mine["users"], mine["new"]) == ("claude", ["me"], 2)
    assert mine["left_out"] == {"blocks of the type 'tool_use'": 1, "messages without text": 1}
    assert mine["changed"] == {"messages without a time, dated like the one before": 2}
    assert hafiza_json("import", str(claude), "--user", "ann")["users"] == ["ann"]


def test_report_for_people_names_what_was_left_out(hafiza, claude):
    shown = hafiza("import", str(claude)).stdout.splitlines()

    assert shown[0] == "Imported 2 new turn(s) (claude); 0 were there already."
    assert "Left out: 1 messages without text" in shown
    assert hafiza("import", str(claude), "--dry-run").stdout.startswith("Would import 0 new")


def test_dry_run_writes_nothing(hafiza, hafiza_json, memoryos):
    report = hafiza_json("import", str(memoryos), "--dry-run")

    assert (report["imported"], report["new"], report["dry_run"]) == (0, 4, True)
    assert hafiza_json("memory", "stats")["turns"] == 0


def test_broken_import_says_what_it_kept_and_can_be_run_again(hafiza, hafiza_json, tmp_path):
    hafiza("remember", "İşim öğretmenlik.")
    hafiza("remember", "Kedim Pamuk.")
    file = tmp_path / "mine.jsonl"
    hafiza("export", "--out", str(file))
    whole = file.read_text("utf-8")
    hafiza("forget", "--all", "--yes")
    file.write_text(whole[:-20], "utf-8")

    result = hafiza("import", str(file))

    assert result.exit_code == 2
    assert "Kept 1 new turn(s). Run the same import again" in result.stderr
    assert "Line 3 is not JSON" in result.stderr
    file.write_text(whole, "utf-8")
    assert hafiza_json("import", str(file))["new"] == 1
    assert hafiza("export").stdout == whole


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["jsonl"], "PATH is missing"),
        (["csv", "file"], "no kind"),
        (["jsonl", "a", "b"], "got 3 arguments"),
        ([], "Missing argument"),
        (["nowhere"], "nowhere"),
        (["chroma", "nowhere"], "nowhere"),
        (["chroma", "-"], "Only jsonl can come from stdin"),
        ([".", "--timezone", "Mars/Base"], "no time zone 'Mars/Base'"),
    ],
)
def test_wrong_use_is_told(hafiza, arguments, says):
    result = hafiza("import", *arguments)

    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


def test_folder_of_several_users_takes_no_single_name(hafiza, memoryos):
    result = hafiza("import", str(memoryos), "--user", "me")

    assert result.exit_code == 2
    assert "2 users" in result.stderr


def test_dash_is_recognised_as_jsonl(hafiza):
    hafiza("remember", "Kedim Pamuk.")
    exported = hafiza("export").stdout
    hafiza("forget", "--all", "--yes")

    assert hafiza("import", "-", stdin=exported).exit_code == 0
    assert hafiza("export").stdout == exported


def test_export_that_fails_leaves_the_file_of_before(hafiza, tmp_path, monkeypatch):
    hafiza("remember", "Kedim Pamuk.")
    file = tmp_path / "mine.jsonl"
    hafiza("export", "--out", str(file))
    before = file.read_text()

    def fail(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hafiza.memory.transfer.jsonl.export_jsonl", fail)
    result = hafiza("export", "--out", str(file))

    assert result.exit_code == 2
    assert "No space left" in result.stderr
    assert file.read_text() == before
    assert list(tmp_path.iterdir()) == [file]
