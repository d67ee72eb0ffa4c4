"""Server-sent events of the OpenAI API: from the bytes of a response to what each event says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hafiza.core.records import FinishReason
from hafiza.llm.prompt import clean_text


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """What one event says; `usage` holds only counts that are numbers."""

    text: str = ""
    reason: FinishReason | None = None
    usage: dict[str, int] = field(default_factory=dict)
    error: str = ""


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


def parse_event(data: str) -> StreamEvent:
    """Return what the data of an event says. Reasoning is left out of the text.

    >>> parse_event('{"choices": [{"delta": {"content": "Hi"}, "finish_reason": null}]}').text
    'Hi'

    Raises:
        ValueError: it is no chat completion chunk.
    """
    content = _of_kind(json.loads(data), dict)
    if content.get("error"):
        return StreamEvent(error=str(content["error"]))
    text, reason = "", None
    for entry in _of_kind(content.get("choices") or [], list):
        choice = _of_kind(entry, dict)
        delta = _of_kind(choice.get("delta") or {}, dict)
        text += _of_kind(delta.get("content") or "", str)
        reason = choice.get("finish_reason") or reason
    usage = _of_kind(content.get("usage") or {}, dict)
    return StreamEvent(
        clean_text(text),
        None if reason is None else "length" if reason == "length" else "stop",
        {name: count for name, count in usage.items() if isinstance(count, int)},
    )


def _of_kind(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"expected {kind.__name__}, found {value!r:.80}")
    return value
