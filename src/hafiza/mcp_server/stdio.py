"""Standard input, with messages mended that the SDK would drop without an answer."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import AsyncIterator
from typing import cast

import anyio

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def mended(line: str) -> str:
    r"""Return a line of JSON with halves of characters replaced, and any other line as it is.

    A client in JavaScript that cuts a text in the middle of an emoji sends one half, `\ud83d`.
    Expected is an error, or the text with U+FFFD. SDK 2.3 takes the line for no JSON and drops it,
    so that the client waits in vain: https://github.com/modelcontextprotocol/python-sdk/issues/2751
    Delete this once it answers.

    >>> mended('{"text": "a\\ud83d b\\ud83d\\ude00"}')
    '{"text": "a\ufffd b\U0001f600"}'
    """
    if not _SURROGATE.search(line):
        return line
    try:
        message = json.loads(line)
    except ValueError:
        return line
    text = json.dumps(message, ensure_ascii=False)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Lines:
    """The lines of standard input, as the SDK iterates over them."""

    def __init__(self) -> None:
        private = os.fdopen(os.dup(0), "rb", closefd=False)
        self._file = anyio.wrap_file(io.TextIOWrapper(private, encoding="utf-8", errors="replace"))

    async def __aiter__(self) -> AsyncIterator[str]:
        async for line in self._file:
            yield mended(line)


def standard_input() -> anyio.AsyncFile[str]:
    """Return the mended lines of standard input, for the SDK's `stdio_server`."""
    return cast("anyio.AsyncFile[str]", _Lines())
