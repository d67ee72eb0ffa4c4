import json

import pytest
from typer.testing import CliRunner

from hafiza.cli.eval import app
from hafiza.core.errors import FormatError, InputError


@pytest.fixture
def run(locomo_file, monkeypatch):
    monkeypatch.setenv("HAFIZA_EMBEDDER", "hashing")
    monkeypatch.setenv("HAFIZA_MODEL", "fake:parrot")

    def invoke(*arguments, data=locomo_file):
        return CliRunner().invoke(app, ["locomo", "--data", str(data), *arguments])

    return invoke


def test_json_is_the_only_thing_on_stdout(run):
    result = run("--retrieval", "--json")

    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert report["n_questions"] == 6
    assert list(report["rows"]) == ["hafiza", "bm25", "dense"]
    assert {"label", "machine", "commit", "search_ms_p50", "search_ms_p99"} <= report.keys()
    assert report["granularity"] == "turn"


def test_tables_are_printed_without_json(run):
    result = run("--retrieval", "--granularity", "both", "--recipe", "lexical")

    assert result.exit_code == 0
    assert "two.json (a file in the format of LoCoMo), 6 questions" in result.stdout
    assert "turn, categories 1-4" in result.stdout
    assert "session, by category" in result.stdout
    assert "recipe: lexical" in result.stdout


def test_chosen_conversations_embedder_and_budget_are_used(run):
    result = run(
        "--retrieval", "--json", "--conversations", "conv-b", "--embedder", "none", "--budget", "50"
    )

    report = json.loads(result.stdout)
    assert report["conversations"] == ["conv-b"]
    assert report["embedder"] == "none"
    assert report["context_budget_tokens"] == 50


def test_cache_serves_the_second_run_and_changes_no_figure(run, tmp_path):
    cache = tmp_path / "vectors.db"

    first, second = (
        json.loads(run("--retrieval", "--json", "--cache", str(cache)).stdout) for _ in range(2)
    )

    assert cache.exists()
    assert first["rows"] == second["rows"]
    assert first["embed_query_ms_p50"] is None


def test_out_writes_what_is_printed(run, tmp_path):
    out = tmp_path / "result.json"

    result = run("--retrieval", "--json", "--out", str(out))

    assert out.read_text(encoding="utf-8") == result.stdout


def test_answers_of_the_model_are_scored_and_written(run, tmp_path):
    answers = tmp_path / "answers.jsonl"

    result = run("--qa", "--json", "--sample", "3", "--seed", "4", "--answers", str(answers))

    report = json.loads(result.stdout)
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert (report["n_questions"], report["seed"]) == (3, 4)
    assert report["model"] == "fake:parrot"
    assert len(lines) == 3
    assert lines[0].keys() >= {"sample_id", "question", "gold", "prediction", "f1"}


def test_answers_as_a_table(run):
    result = run("--qa", "--adversarial")

    assert result.exit_code == 0
    assert "adversarial" in result.stdout
    assert "prompt_version" in result.stdout


@pytest.mark.parametrize("arguments", [(), ("--retrieval", "--qa")])
def test_exactly_one_measurement_must_be_named(run, arguments):
    result = run(*arguments)

    assert isinstance(result.exception, InputError)
    assert "--retrieval or --qa" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--retrieval", "--granularity", "page"), "'page'"),
        (("--retrieval", "--recipe", "magic"), "'magic'"),
        (("--retrieval", "--conversations", "conv-9"), "'conv-9'"),
        (("--retrieval", "--out", "/"), "cannot be written"),
    ],
)
def test_value_that_cannot_be_used_is_named(run, arguments, message):
    result = run(*arguments)

    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)


def test_file_that_is_not_locomo_is_refused(run, tmp_path):
    path = tmp_path / "notes.json"
    path.write_text('{"notes": []}')

    assert isinstance(run("--retrieval", data=path).exception, FormatError)


def test_wrong_usage_exits_with_2(run):
    assert run("--retrieval", "--sample", "0").exit_code == 2
    assert run("--retrieval", "--nonsense").exit_code == 2
