from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from hafiza.cli.eval import app
from hafiza.core.errors import ConfigurationError, InputError
from hafiza.evals.language_model import evaluate_language_model, scored
from hafiza.llm import FakeChatModel


@pytest.fixture
def texts(tmp_path):
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    paths[0].write_text("şu", encoding="utf-8")
    paths[1].write_bytes(b"abcdef\xff")
    return [str(path) for path in paths]


def call(*arguments):
    return CliRunner().invoke(app, ["language-model", *arguments])


def test_bits_are_divided_by_bytes_and_by_characters():
    row = scored("x", "şu".encode(), 12.0)

    assert (row["bytes"], row["bits_per_byte"]) == (3, 4.0)
    assert (row["characters"], row["bits_per_character"]) == (2, 6.0)


def test_all_texts_together_are_weighed_by_their_bytes():
    class Halving(FakeChatModel):
        def bits(self, text):
            return 2.0 if text == b"a" else 1.0 * len(text)

    report = evaluate_language_model(
        Halving(), [("one", b"a"), ("two", b"bbb")], progress=lambda *_: None
    )

    assert [row["bits_per_byte"] for row in report["texts"]] == [2.0, 1.0]
    assert report["all"]["bits_per_byte"] == 1.25


def test_json_tells_how_it_was_measured(texts):
    result = call("--model", "fake:x", "--json", *texts)

    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["command"] == "hafiza eval language-model --model fake:x a.txt b.txt"
    assert report["model"] == "fake:x"
    assert [row["file"] for row in report["texts"]] == ["a.txt", "b.txt"]
    assert report["texts"][1]["characters"] == 7
    assert report["all"]["bits_per_byte"] == 8.0
    assert {"machine", "commit", "measured_at", "packages", "seconds"} <= report.keys()


def test_lines_are_printed_without_json(texts):
    assert call("--model", "fake:x", *texts).stdout.splitlines() == [
        "a.txt: 8.0 bits a byte, 12.0 a character, 3 bytes",
        "b.txt: 8.0 bits a byte, 8.0 a character, 7 bytes",
        "all: 8.0 bits a byte, 8.8889 a character, 10 bytes",
    ]


@pytest.mark.parametrize("model", ["openai:gpt-4o-mini", "none"])
def test_a_model_without_log_probabilities_is_refused(texts, model):
    error = call("--model", model, *texts).exception

    assert isinstance(error, ConfigurationError)
    assert f"{model!r} gives no log-probabilities" in str(error)
    assert "gguf: or byte:" in str(error)


def test_a_text_that_is_missing_or_empty_is_named(tmp_path):
    (tmp_path / "empty.txt").touch()

    for name in ("empty.txt", "none.txt"):
        error = call("--model", "fake:x", str(tmp_path / name)).exception
        assert isinstance(error, InputError)
        assert name in str(error)
