"""`hafiza models` with settings given directly, so that this room's tests need no other door."""

import json
import sys
from types import ModuleType

import pytest
from typer.testing import CliRunner

from hafiza.cli.models import app
from hafiza.core.errors import ModelNotFound
from hafiza.core.settings import Settings


@pytest.fixture
def run(tmp_path, monkeypatch):
    common = ModuleType("hafiza.cli.common")
    common.open_settings = lambda: Settings(home=tmp_path)
    monkeypatch.setitem(sys.modules, "hafiza.cli.common", common)

    def run(*words):
        return CliRunner().invoke(app, list(words), catch_exceptions=True)

    return run


def test_list_prints_one_json_document(run):
    result = run("list", "--json")

    document = json.loads(result.stdout)
    assert document["model"] == "gguf:smollm2-135m"
    assert "gguf:qwen2.5-3b" in [model["name"] for model in document["models"]]


def test_list_marks_the_model_in_use(run):
    lines = run("list").stdout.splitlines()

    (marked,) = [line for line in lines if line.startswith("* gguf:")]
    assert "smollm2-135m" in marked


def test_show_tells_languages_and_licence(run):
    shown = json.loads(run("show", "gguf:qwen2.5-3b", "--json").stdout)

    assert {"tr", "en"} <= set(shown["languages"])
    assert shown["licence"] == "qwen-research"
    assert "qwen-research" in run("show", "qwen2.5-3b").stdout


def test_pull_of_what_is_here_prints_its_path(run, make_gguf, tmp_path):
    path = make_gguf("models/maker/Own-GGUF/own.gguf")

    pulled = json.loads(run("pull", "maker/Own-GGUF", "--json").stdout)

    assert pulled["path"] == str(path)


def test_errors_are_left_to_the_main_program(run):
    assert isinstance(run("show", "maker/None-GGUF").exception, ModelNotFound)
