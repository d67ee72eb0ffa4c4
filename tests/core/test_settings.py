from __future__ import annotations

from pathlib import Path

import pytest

from hafiza.core.errors import ConfigurationError
from hafiza.core.settings import load_settings


def test_argument_beats_environment_beats_file_beats_default(tmp_path: Path, monkeypatch):
    (tmp_path / "hafiza.toml").write_text('user = "file"\nassistant = "file"\nslots = 2\n')
    monkeypatch.setenv("HAFIZA_USER", "environment")
    monkeypatch.setenv("HAFIZA_ASSISTANT", "environment")

    settings = load_settings(home=tmp_path, user="argument", assistant=None)

    assert (settings.user, settings.assistant, settings.slots) == ("argument", "environment", 2)
    assert settings.embedder == "e5"


def test_home_of_the_environment_holds_the_file(tmp_path: Path, monkeypatch):
    (tmp_path / "hafiza.toml").write_text('user = "ada"\n')
    monkeypatch.setenv("HAFIZA_HOME", str(tmp_path))

    assert load_settings().user == "ada"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("user = ", "hafiza.toml"),
        ("usr = 'x'", "usr: no setting of this name"),
        ("slots = 0", "slots = 0"),
        ("temperature = 'hot'", "temperature = 'hot'"),
        (b"\xff\xfe", "hafiza.toml"),
    ],
)
def test_bad_file_is_told(tmp_path: Path, content, says):
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "hafiza.toml").write_bytes(data)

    with pytest.raises(ConfigurationError, match=says):
        load_settings(home=tmp_path)


def test_key_is_not_shown(tmp_path: Path):
    settings = load_settings(home=tmp_path, openai_api_key="sk-secret")

    assert "sk-secret" not in repr(settings)


def test_home_is_absolute_with_its_tilde_expanded():
    assert load_settings(home="~/x").home == Path.home() / "x"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("eviction = 'random'", "eviction = 'random'.*'heat', 'lfu', 'lru' or 'fifo'"),
        ("keep_days = 0", "keep_days = 0"),
        ("heat_tau_hours = 0", "heat_tau_hours = 0"),
        ("segment_capacity = 0", "segment_capacity = 0"),
    ],
)
def test_tier_setting_that_cannot_work_is_told(tmp_path: Path, content, says):
    (tmp_path / "hafiza.toml").write_text(content)

    with pytest.raises(ConfigurationError, match=says):
        load_settings(home=tmp_path)
