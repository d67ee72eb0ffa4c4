"""From settings to a server that runs: memory, worker, tools, transport."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hafiza.assistant.build import open_for_work, settings_scope
from hafiza.core.clock import SystemClock
from hafiza.core.errors import MissingExtra
from hafiza.core.settings import Settings
from hafiza.mcp_server.config import Capacities
from hafiza.mcp_server.tools import MemoryTools
from hafiza.memory.worker import BackgroundWorker

Transport = Literal["stdio", "http"]


@dataclass(frozen=True, slots=True)
class Door:
    """How clients come in. Host, port and token are of HTTP; port 0 takes a free one."""

    transport: Transport = "stdio"
    host: str = "127.0.0.1"
    port: int = 8300
    token: str | None = None


def serve(
    settings: Settings,
    door: Door,
    *,
    capacities: Capacities | None = None,
    announce: Callable[[str], None],
) -> None:
    """Serve the memory of the settings until the client leaves, or a signal comes.

    Raises:
        MissingExtra: the package `mcp` is not installed.
        ConfigurationError: the address cannot be used, or needs a token.
        StoreError: the memory cannot be opened.
    """
    # Nothing but the protocol may come on stdout, and the SDK would set up logging otherwise.
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s: %(message)s")
    try:
        from hafiza.mcp_server.http import check_host, serve_http
        from hafiza.mcp_server.server import build_server
    except ModuleNotFoundError as err:
        if (err.name or "").partition(".")[0].startswith("hafiza"):
            raise
        raise MissingExtra("mcp", "mcp") from err
    if door.transport == "http":
        check_host(door.host, door.token)
    clock = SystemClock()
    with open_for_work(settings, clock=clock) as memory, BackgroundWorker(memory) as worker:
        tools = MemoryTools(
            memory,
            settings_scope(settings),
            clock=clock,
            wake=worker.wake,
            capacities=capacities,
        )
        server = build_server(tools)
        if door.transport == "stdio":
            # The SDK's own way out of an interrupt waits for another line of the client. What
            # was acknowledged is on the disk, so the process may end on the spot.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            server.run("stdio")
        else:
            serve_http(server, host=door.host, port=door.port, token=door.token, announce=announce)
