"""Streamable HTTP: where it may listen, whom it answers."""

from __future__ import annotations

import hmac
import ipaddress
import json
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import uvicorn
from mcp.server.transport_security import TransportSecuritySettings

from hafiza.core.errors import ConfigurationError
from hafiza.mcp_server.server import MemoryServer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/mcp"
TOKEN_VARIABLE = "HAFIZA_MCP_TOKEN"
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
_GRACE_S = 3


class RequireToken:
    """An ASGI application that lets only requests with the bearer token through."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._expected = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 401, or pass the request on."""
        if scope["type"] == "http" and not self._allows(scope["headers"]):
            await _refuse(send)
        else:
            await self._app(scope, receive, send)

    def _allows(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        given = [value for name, value in headers if name.lower() == b"authorization"]
        return len(given) == 1 and hmac.compare_digest(given[0], self._expected)


def http_app(server: MemoryServer, host: str, token: str | None) -> ASGIApp:
    """Return the ASGI application of a server.

    Raises:
        ConfigurationError: `host` can be reached from other machines and there is no token.
    """
    check_host(host, token)
    app = server.streamable_http_app(
        streamable_http_path=PATH, host=host, transport_security=_security(host)
    )
    return RequireToken(app, token) if token else app


def check_host(host: str, token: str | None) -> None:
    """Check that an address may be listened on.

    Raises:
        ConfigurationError: other machines can reach it and there is no token.
    """
    if not token and not is_loopback(host):
        raise ConfigurationError(
            f"Other machines can reach {host!r}, and everyone there could read this memory.\n"
            f"Set a token that clients must send: {TOKEN_VARIABLE}=... (or --token),\n"
            "or listen on 127.0.0.1."
        )


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach an address; a name but localhost counts as not."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens, so that a port in use is told before anything starts.

    Raises:
        ConfigurationError: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as err:
        reason = getattr(err, "strerror", None) or err
        raise ConfigurationError(
            f"Cannot listen on {host}:{port}: {reason}.\nChoose another with --host and --port."
        ) from err


def serve_http(
    server: MemoryServer,
    *,
    host: str,
    port: int,
    token: str | None,
    announce: Callable[[str], None],
) -> None:
    """Serve until SIGINT or SIGTERM. `announce` is told the address once it is listened on.

    Raises:
        ConfigurationError: the address cannot be used, or needs a token.
    """
    app = http_app(server, host, token)
    with listen(host, port) as listening:
        bound = listening.getsockname()[1]
        announce(f"http://{_in_url(host)}:{bound}{PATH}")
        config = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=_GRACE_S
        )
        # uvicorn sends the signal that ended it again; by default that would skip our own end.
        before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            signal.signal(signal.SIGTERM, before)


def _security(host: str) -> TransportSecuritySettings:
    if host in ("0.0.0.0", "::"):
        # Every name of the machine may stand in Host; the token, which is required here, is what
        # a page of a stranger does not have.
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    names = dict.fromkeys((*_LOOPBACK_NAMES, _in_url(host)))
    ports = ("", ":*")
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[f"{name}{port}" for name in names for port in ports],
        allowed_origins=[f"http://{name}{port}" for name in names for port in ports],
    )


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


async def _refuse(send: Send) -> None:
    body = json.dumps(
        {"error": "invalid_token", "error_description": "Send 'Authorization: Bearer TOKEN'."}
    ).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"www-authenticate", b'Bearer error="invalid_token"'),
    ]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": body})
