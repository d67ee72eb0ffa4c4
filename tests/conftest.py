"""What every test shares: no settings from outside, no home of the user, no unexpected skip."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_MAPS = Path("/proc/self/maps")
_MANY_MAPS = 40_000  # Linux gives a process 65,530


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=20, help="Writers to kill in test_durability.")
    parser.addoption("--no-skips", action="store_true", help="A skipped test fails the run.")


@pytest.fixture
def n_kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills"))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a data folder of its own and none of the settings of the person at work."""
    for name in list(os.environ):
        if name.startswith("HAFIZA_") or name in ("OPENAI_API_KEY", "HF_TOKEN"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HAFIZA_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def room_for_compiled_code() -> Iterator[None]:
    """Drop what JAX has compiled before its pieces, each mapped alone, are more than may be."""
    yield
    if "jax" in sys.modules and _MAPS.exists():
        with _MAPS.open() as maps:
            n_maps = sum(1 for _ in maps)
        if n_maps > _MANY_MAPS:
            sys.modules["jax"].clear_caches()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("A test was skipped where everything must run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
