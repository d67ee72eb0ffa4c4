"""`hafiza mcp`: the memory as tools for any client of the Model Context Protocol."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from hafiza.cli.common import User, open_settings, say


class Transport(StrEnum):
    """How the client speaks to the server."""

    stdio = "stdio"
    http = "http"


def mcp(
    context: typer.Context,
    transport: Annotated[
        Transport, typer.Option(help="stdio for a client that starts the server itself.")
    ] = Transport.stdio,
    host: Annotated[str, typer.Option(help="Address to listen on, with http.")] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, help="Port to listen on, with http; 0 takes a free one."),
    ] = 8300,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="HAFIZA_MCP_TOKEN",
            metavar="TEXT",
            help="Bearer token that clients must send, with http; needed beyond this machine.",
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A config.json of MemoryOS: user, folder, capacities."),
    ] = None,
    user: User = None,
) -> None:
    """Serve the memory to Claude Desktop, Cline, VS Code, Cursor and others over MCP."""
    from hafiza.compat.folder import import_hint
    from hafiza.mcp_server.config import Capacities, read_config
    from hafiza.mcp_server.serve import Door, serve

    given: dict[str, Any] = {}
    capacities = Capacities()
    if config is not None:
        read = read_config(config)
        given, capacities = dict(read.settings), read.capacities
        if read.unused:
            say(f"Not used from {config}: {', '.join(read.unused)}.")
    if user is not None:
        given["user"] = user
    if context.find_root().params.get("home") is not None:
        # --home is the nearer word.
        given.pop("home", None)
    settings = open_settings(**given)
    hint = import_hint(settings)
    if hint is not None:
        say(hint)
    door = Door(transport.value, host, port, token or None)
    serve(settings, door, capacities=capacities, announce=lambda url: say(f"Serving MCP at {url}"))
