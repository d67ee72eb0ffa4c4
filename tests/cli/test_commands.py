"""Each command in this process, without weights."""

import json

import pytest

from hafiza.core.errors import StoreReadOnly
from hafiza.embedders import load_embedder
from hafiza.memory import Memory

DOG = "My dog is called Biscuit."


@pytest.mark.parametrize("command", [("ask", "Hello"), ("chat",)])
@pytest.mark.parametrize("effort", ["nan", "-1", "2"])
def test_an_effort_that_is_none_is_refused(hafiza, command, effort):
    result = hafiza(*command, "--effort", effort, stdin="")

    assert result.exit_code == 2
    assert "effort" in result.stderr


def test_what_is_remembered_is_answered_with_its_source(hafiza_json):
    told = hafiza_json("remember", DOG)
    answer = hafiza_json("ask", "What is my dog called?")
    assert set(answer) == {"answer", "sources", "model", "usage"}
    assert set(answer["sources"][0]) == {"turn_id", "text", "time", "session_id", "score"}
    assert "Biscuit" in answer["answer"]
    assert answer["sources"][0]["turn_id"] == told["turn_id"]


def test_json_keeps_turkish_letters(hafiza):
    hafiza("remember", "İşim öğretmenlik.")
    assert "İşim öğretmenlik." in hafiza("ask", "İşim ne?", "--json").stdout


def test_ask_without_storing_leaves_no_turn(hafiza_json):
    hafiza_json("ask", DOG, "--no-store")
    assert hafiza_json("memory", "stats")["turns"] == 0


def test_ask_continues_a_session(hafiza_json, hafiza):
    hafiza_json("ask", DOG, "--session", "s1")
    hafiza_json("ask", "I like jazz.", "--session", "s1")
    assert hafiza_json("memory", "stats")["sessions"] == 1


def test_notice_goes_to_stderr_and_leaves_stdout_to_json(hafiza):
    result = hafiza("ask", DOG, "--json")
    assert "hafiza models pull" in result.stderr
    assert json.loads(result.stdout)["answer"]


def test_recall_shows_hits_with_score_parts(hafiza_json, hafiza):
    hafiza("remember", DOG)
    hits = hafiza_json("recall", "dog")["hits"]
    assert hits[0]["text"] == DOG
    assert set(hits[0]["parts"]) >= {"bm25", "cosine"}
    assert DOG in hafiza("recall", "dog").stdout


def test_recall_of_an_empty_memory_finds_nothing(hafiza):
    assert hafiza("recall", "dog").stdout == "Nothing found.\n"


@pytest.mark.parametrize(
    "command", [("recall", "dog"), ("export",), ("memory", "stats"), ("forget", "--all", "--yes")]
)
def test_unknown_user_is_wrong_usage_and_names_the_known(hafiza, command):
    hafiza("remember", DOG, "--user", "ann")
    result = hafiza(*command, "--user", "nobody")
    assert result.exit_code == 2
    assert "ann" in result.stderr


def test_forgotten_turn_is_gone(hafiza, hafiza_json):
    turn_id = hafiza_json("remember", DOG)["turn_id"]
    assert hafiza_json("forget", turn_id) == {"forgotten": 1}
    assert hafiza_json("recall", "dog")["hits"] == []
    assert hafiza("forget", turn_id).exit_code == 2


def test_forgetting_a_session_leaves_the_others(hafiza, hafiza_json):
    hafiza("remember", DOG, "--session", "one")
    hafiza("remember", "I like jazz.", "--session", "two")
    hafiza_json("forget", "--session", "one")
    assert hafiza_json("memory", "stats")["turns"] == 1


def test_forgetting_everything_wants_a_yes(hafiza, hafiza_json):
    hafiza("remember", DOG)
    assert hafiza("forget", "--all").exit_code == 2
    assert hafiza_json("forget", "--all", "--yes") == {"forgotten": 1}


def test_forget_wants_to_know_what(hafiza):
    assert hafiza("forget").exit_code == 2
    assert hafiza("forget", "id", "--all").exit_code == 2


def test_export_imports_to_the_same_turns_once(hafiza, hafiza_json, tmp_path):
    hafiza("remember", "İşim öğretmenlik.", "--user", "ann")
    file = tmp_path / "out.jsonl"
    assert hafiza("export", "--all-users", "--out", str(file)).exit_code == 0
    assert hafiza("export", "--user", "ann").stdout == file.read_text("utf-8")
    hafiza("forget", "--user", "ann", "--all", "--yes")
    first = hafiza_json("import", "jsonl", str(file))
    assert (first["imported"], first["users"]) == (1, ["ann"])
    assert hafiza_json("import", "jsonl", str(file))["imported"] == 0


@pytest.mark.parametrize("kind", ["jsonl", "locomo"])
def test_file_of_another_format_is_refused(hafiza, tmp_path, kind):
    file = tmp_path / "file"
    file.write_bytes(b'{"a": "\xff"}\n')
    result = hafiza("import", kind, str(file))
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


def test_file_that_is_not_there_is_named(hafiza):
    result = hafiza("import", "jsonl", "nowhere.jsonl")
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


def test_locomo_conversation_becomes_a_user(hafiza, hafiza_json, tmp_path):
    conversation = {
        "sample_id": "conv-1",
        "conversation": {
            "speaker_a": "Ann",
            "speaker_b": "Bob",
            "session_1_date_time": "1:56 pm on 8 May, 2023",
            "session_1": [
                {"speaker": "Ann", "dia_id": "D1:1", "text": "I painted a lake last night."},
                {"speaker": "Bob", "dia_id": "D1:2", "text": "That sounds lovely."},
            ],
        },
        "qa": [],
    }
    file = tmp_path / "locomo.json"
    file.write_text(json.dumps([conversation]))
    first = hafiza_json("import", "locomo", str(file))
    assert (first["imported"], first["users"]) == (2, ["conv-1"])
    assert hafiza_json("import", "locomo", str(file))["imported"] == 0
    answer = hafiza_json("ask", "What did Ann paint?", "--user", "conv-1")
    assert answer["sources"][0]["text"] == "I painted a lake last night."
    assert "Ann said" in answer["answer"]


def test_stats_check_backup_report_json(hafiza, hafiza_json, tmp_path):
    hafiza("remember", DOG)
    assert hafiza_json("memory", "check") == {"ok": True, "problems": []}
    copy = tmp_path / "copy.db"
    assert hafiza_json("memory", "backup", str(copy))["bytes"] == copy.stat().st_size
    with Memory.open(copy, embedder=None, read_only=True) as memory:
        assert memory.stats().turns == 1
    assert "with vector" in hafiza("memory", "stats").stdout


def test_changed_embedder_is_answered_with_the_command_that_helps(hafiza, hafiza_json, monkeypatch):
    hafiza("remember", DOG)
    monkeypatch.setenv("HAFIZA_EMBEDDER", "hashing:32")
    result = hafiza("recall", "dog")
    assert result.exit_code == 3
    assert "hafiza memory reembed" in result.stderr
    assert hafiza_json("memory", "reembed")["embedded"] == 1
    assert hafiza_json("recall", "dog")["hits"][0]["text"] == DOG


def test_doctor_reports_each_part(hafiza_json):
    report = hafiza_json("doctor")
    assert report["ok"] is True
    names = [check["name"] for check in report["checks"]]
    assert names == ["python", "device", "model", "embedder", "store", "disk"]
    assert all(set(check) == {"name", "ok", "detail", "fix"} for check in report["checks"])


def test_doctor_names_what_is_missing(hafiza, monkeypatch):
    monkeypatch.setenv("HAFIZA_MODEL", "gguf:qwen2.5-3b")
    result = hafiza("doctor", "--json")
    report = json.loads(result.stdout)
    [model] = [check for check in report["checks"] if check["name"] == "model"]
    assert result.exit_code == 3
    assert report["ok"] is False
    assert model["fix"]


def test_doctor_reports_a_damaged_store(hafiza, own_home):
    (own_home / "memory.db").write_bytes(b"no database" * 1000)
    result = hafiza("doctor", "--json")
    [store] = [c for c in json.loads(result.stdout)["checks"] if c["name"] == "store"]
    assert result.exit_code == 1
    assert store["ok"] is False


def test_demo_shows_the_source_of_the_second_day(hafiza_json):
    first, second = hafiza_json("demo")["days"]
    assert first["time"] < second["time"]
    assert second["turns"][0]["sources"][0]["text"] == first["turns"][0]["message"]


@pytest.mark.parametrize("text", ["", " ", "\udcff"])
@pytest.mark.parametrize("command", ["ask", "remember"])
def test_unusable_text_is_wrong_usage(hafiza, command, text):
    result = hafiza(command, text)
    assert result.exit_code == 2
    assert result.stderr.strip()


def test_wrong_setting_is_wrong_usage(hafiza, monkeypatch):
    monkeypatch.setenv("HAFIZA_THREADS", "many")
    result = hafiza("ask", DOG)
    assert result.exit_code == 2
    assert "threads" in result.stderr


def test_named_model_that_is_missing_exits_three(hafiza):
    result = hafiza("ask", DOG, "--model", "gguf:qwen2.5-3b")
    assert result.exit_code == 3
    assert result.stderr.strip()


def test_store_error_exits_one(hafiza, monkeypatch):
    def refuse(*args, **kwargs):
        raise StoreReadOnly("The store cannot be written.")

    monkeypatch.setattr(Memory, "open", refuse)
    result = hafiza("remember", DOG)
    assert (result.exit_code, result.stderr) == (1, "The store cannot be written.\n")


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["nonsense"], ["ask"], ["import", "csv", "file"]], ids=str
)
def test_wrong_usage_exits_two(hafiza, arguments):
    assert hafiza(*arguments).exit_code == 2


def test_embedding_of_the_settings_is_stored(hafiza, own_home):
    hafiza("remember", DOG)
    embedder = load_embedder("hashing")
    with Memory.open(own_home / "memory.db", embedder=embedder) as memory:
        assert memory.stats().embedder == embedder.name


def test_home_option_wins_over_the_environment(hafiza, tmp_path):
    home = tmp_path / "other"
    assert hafiza("--home", str(home), "remember", DOG).exit_code == 0
    assert (home / "memory.db").exists()


def test_import_reads_stdin(hafiza):
    hafiza("remember", DOG)
    exported = hafiza("export").stdout
    assert hafiza("import", "jsonl", "-", stdin=exported).exit_code == 0
