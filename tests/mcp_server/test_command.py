"""`hafiza mcp` before it serves: what it takes, what it refuses, with which exit code."""

from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner

from hafiza.cli.main import app
from hafiza.mcp_server import serve as serving
from hafiza.mcp_server.http import is_loopback


@pytest.fixture
def hafiza(light):
    return lambda *arguments: CliRunner().invoke(app, ["mcp", *map(str, arguments)])


@pytest.fixture
def served(monkeypatch):
    """Keep what would be served."""
    kept = {}

    def serve(settings, door, *, capacities, announce):
        kept.update(settings=settings, door=door, capacities=capacities)

    monkeypatch.setattr(serving, "serve", serve)
    return kept


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.example.com", False),
    ],
)
def test_only_loopback_is_loopback(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com"])
@pytest.mark.parametrize("token", [(), ("--token", "")])
def test_an_open_address_without_a_token_is_refused(hafiza, own_home, host, token):
    done = hafiza("--transport", "http", "--host", host, *token)

    assert done.exit_code == 2
    assert "HAFIZA_MCP_TOKEN" in done.stderr
    assert done.stdout == ""
    assert not (own_home / "memory.db").exists()


def test_without_the_package_the_install_line_is_told(hafiza, monkeypatch):
    for name in ("hafiza.mcp_server.http", "hafiza.mcp_server.server"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "mcp"]:
        monkeypatch.setitem(sys.modules, name, None)
    done = hafiza()

    assert done.exit_code == 3
    assert "pip install 'hafiza[mcp]'" in done.stderr


def test_an_unknown_transport_is_refused(hafiza):
    assert hafiza("--transport", "carrier-pigeon").exit_code == 2


def test_memoryos_config_names_user_assistant_and_folder(hafiza, served, tmp_path):
    config = tmp_path / "config.json"
    config.write_text(
        json.dumps(
            {
                "user_id": "ayşe",
                "assistant_id": "helper",
                "openai_api_key": "sk-1",
                "data_storage_path": str(tmp_path / "store"),
                "short_term_capacity": 4,
                "retrieval_queue_capacity": 5,
                "llm_model": "gpt-4o",
                "embedding_model_name": "all-MiniLM-L6-v2",
            }
        )
    )
    done = hafiza("--config", config)

    assert done.exit_code == 0, done.stderr
    settings = served["settings"]
    assert (settings.user, settings.assistant) == ("ayşe", "helper")
    assert settings.home == tmp_path / "store"
    assert settings.short_term_pages == 4
    assert served["capacities"].retrieval_queue_capacity == 5
    assert done.stderr == f"Not used from {config}: llm_model.\n"


def test_options_win_over_the_config(light, served, tmp_path):
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"user_id": "a", "data_storage_path": str(tmp_path / "theirs")}))
    arguments = ["--home", str(tmp_path / "mine"), "mcp", "--config", str(config), "--user", "b"]
    done = CliRunner().invoke(app, arguments)

    assert done.exit_code == 0, done.stderr
    assert served["settings"].user == "b"
    assert served["settings"].home == tmp_path / "mine"


def test_data_of_memoryos_is_pointed_out_until_there_is_a_memory(hafiza, served, tmp_path):
    theirs = tmp_path / "users" / "ayşe"
    theirs.mkdir(parents=True)
    (theirs / "short_term.json").write_text("[]")
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"data_storage_path": str(tmp_path)}))
    first = hafiza("--config", config)
    (tmp_path / "memory.db").touch()
    later = hafiza("--config", config)

    assert f"hafiza --home {tmp_path} import memoryos {tmp_path}" in first.stderr
    assert later.stderr == ""


def test_token_comes_from_the_environment(hafiza, served, monkeypatch):
    monkeypatch.setenv("HAFIZA_MCP_TOKEN", "secret")
    hafiza("--transport", "http", "--host", "0.0.0.0", "--port", "0")

    door = served["door"]
    assert (door.transport, door.host, door.port, door.token) == ("http", "0.0.0.0", 0, "secret")
