"""Server-sent events of the OpenAI API: from lines of a response to the data of each event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def split_lines(pieces: Iterable[bytes]) -> Iterator[str]:
    r"""Yield the lines of a byte stream, ended by LF or CRLF alone.

    `str.splitlines` would also split at U+2028, which JSON may hold inside a string.

    >>> list(split_lines([b"a\r", b"\nb"]))
    ['a', 'b']
    """
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")


def read_events(lines: Iterable[str]) -> Iterator[str]:
    """Yield the data of each event, without `[DONE]`, which ends the stream.

    >>> list(read_events(['data: {"a": 1}', "", ": keepalive", "", "data: [DONE]", ""]))
    ['{"a": 1}']
    """
    data: list[str] = []
    for line in lines:
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            event, data = "\n".join(data), []
            if event == "[DONE]":
                return
            yield event
    if data and data != ["[DONE]"]:
        yield "\n".join(data)
