"""The documents cannot lie: what they name exists, and what they show runs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from hafiza.core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted([ROOT / "README.md", ROOT / "README.tr.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def blocks(language: str) -> list[ParameterSet]:
    """Return (document, code) of the blocks of a language, those of a document together."""
    found = []
    for document in DOCS:
        code = [text for kind, text in BLOCK.findall(document.read_text()) if kind == language]
        if code:
            found.append(pytest.param(document, code, id=str(document.relative_to(ROOT))))
    return found


def commands() -> list[str]:
    from typer.main import get_command

    from hafiza.cli.main import app

    found = []

    def walk(command, path: str) -> None:
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append(path)
            return
        for name, sub in inner.items():
            walk(sub, f"{path} {name}")

    walk(get_command(app), "hafiza")
    return sorted(found)


def test_every_command_is_documented():
    told = (ROOT / "docs" / "cli.md").read_text()

    assert len(commands()) > 15
    assert [name for name in commands() if f"`{name}" not in told] == []


def test_every_command_has_help():
    from typer.testing import CliRunner

    from hafiza.cli.main import app

    for name in commands():
        shown = CliRunner().invoke(app, [*name.split()[1:], "--help"])
        assert shown.exit_code == 0, name
        assert len(shown.output.splitlines()) > 3, name


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented_with_its_default(name):
    told = (ROOT / "docs" / "settings.md").read_text()
    [line] = [line for line in told.splitlines() if line.startswith(f"| `{name}`")]
    default = Settings.model_fields[name].default

    shown = f"{default:g}" if isinstance(default, float) else str(default)
    # TOML writes `false`.
    shown = shown.lower() if isinstance(default, bool) else shown
    assert default in ("", None) or shown in line


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_says_whether_it_runs(document):
    """`python` and `bash` run in these tests, `text` and `toml` are read only."""
    fences = re.findall(r"^```(.*)$", document.read_text(), re.MULTILINE)

    assert set(fences[::2]) <= {"python", "bash", "text", "toml"}
    assert set(fences[1::2]) <= {""}


@pytest.mark.parametrize("document", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    for target in LINK.findall(document.read_text()):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize(("document", "code"), blocks("python"))
def test_python_in_the_documents_runs(document, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    for text in code:
        exec(compile(text, str(document), "exec"), scope)


@pytest.mark.outer
@pytest.mark.parametrize(("document", "code"), blocks("bash"))
def test_commands_in_the_documents_run(document, code, tmp_path, own_home):
    """Run the shell blocks of a document in one shell; `text` blocks are not run."""
    script = "set -euo pipefail\n" + "\n".join(code)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda p: p.name)
@pytest.mark.outer
def test_examples_run(example, tmp_path):
    done = subprocess.run(
        [sys.executable, str(example)], cwd=tmp_path, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
