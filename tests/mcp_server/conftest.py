"""Servers of three kinds: in this process, a process on stdio, a process on HTTP."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mcp import StdioServerParameters

from hafiza.core import SetClock
from hafiza.core.records import Scope, Turn
from hafiza.embedders import load_embedder
from hafiza.mcp_server.server import MemoryServer, build_server
from hafiza.mcp_server.tools import MemoryTools
from hafiza.memory import Memory
from hafiza.memory.extraction.claims import Claim

START = "from hafiza.cli.main import run; run()"
ADA = Scope("ada", "helper")


class HttpServer:
    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))


@pytest.fixture
def memory(tmp_path: Path, clock: SetClock) -> Iterator[Memory]:
    with Memory.open(
        tmp_path / "memory.db", embedder=load_embedder("hashing"), clock=clock
    ) as opened:
        yield opened


@pytest.fixture
def tools(memory: Memory, clock: SetClock) -> MemoryTools:
    """The tools of one user, consolidated after each add as if the worker were at once."""
    return MemoryTools(memory, ADA, clock=clock, wake=lambda: memory.consolidate() and None)


@pytest.fixture
def server(tools: MemoryTools) -> MemoryServer:
    return build_server(tools)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What turns say, read by one plain rule: these tests are about the door."""

    def extract(turn: Turn, preceding: Sequence[Turn] = ()) -> list[Claim]:
        if turn.role == "assistant":
            return [Claim("assistant_knowledge", "", "", turn.text)]
        slot, colon, value = turn.text.partition(": ")
        if colon:
            return [Claim("fact", slot, value, turn.text)]
        return [Claim("user_knowledge", "", "", turn.text)]

    monkeypatch.setattr("hafiza.memory.consolidation.extract", extract)


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model and no weights."""
    monkeypatch.setenv("HAFIZA_MODEL", "none")
    monkeypatch.setenv("HAFIZA_EMBEDDER", "hashing")


@pytest.fixture
def parameters(light: None) -> Callable[..., StdioServerParameters]:
    """Return how a client starts a server of its own on stdio."""

    def of(*arguments: str, before: str = "") -> StdioServerParameters:
        return StdioServerParameters(
            command=sys.executable,
            args=["-c", f"{before}\n{START}", "mcp", *arguments],
            env={**os.environ},
        )

    return of


@pytest.fixture
def started(light: None) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start `hafiza mcp` with raw pipes; what still runs at the end is killed."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str, before: str = "") -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", f"{before}\n{START}", "mcp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def http_server(started: Callable[..., subprocess.Popen[bytes]]) -> Callable[..., HttpServer]:
    """Start a server on a free loopback port and wait until it listens."""

    def start(*arguments: str, before: str = "") -> HttpServer:
        process = started("--transport", "http", "--port", "0", *arguments, before=before)
        assert process.stderr is not None
        line = process.stderr.readline().decode()
        found = re.fullmatch(r"Serving MCP at (http://\S+/mcp)\s*", line)
        assert found, line + process.stderr.read().decode()
        return HttpServer(process, found[1])

    return start
