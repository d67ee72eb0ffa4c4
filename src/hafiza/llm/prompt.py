"""What every back end does to messages before a model sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from hafiza.core.errors import InputError
from hafiza.core.records import Message

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(text: str) -> str:
    r"""Return `text` as valid Unicode without control characters, keeping tabs and line ends.

    >>> clean_text("a\x00b\ud800c")
    'ab\ufffdc'
    """
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))


def clean_messages(messages: Sequence[Message]) -> list[Message]:
    """Return the messages with clean text.

    Raises:
        InputError: there are no messages, or the last one is empty.
    """
    cleaned = [Message(message.role, clean_text(message.content)) for message in messages]
    if not cleaned:
        raise InputError("There are no messages to answer.\nGive at least one user message.")
    if not cleaned[-1].content.strip():
        raise InputError("The last message is empty.\nWrite something for the model to answer.")
    return cleaned


def parse_schema(text: str) -> dict[str, Any]:
    """Return the JSON schema in `text`.

    Raises:
        InputError: it is not a JSON object.
    """
    try:
        schema = json.loads(text)
    except ValueError as err:
        raise InputError(f"The JSON schema is no JSON: {err}") from err
    if not isinstance(schema, dict):
        raise InputError(f"The JSON schema is no JSON object: {text[:80]!r}")
    return schema


class Defuser:
    """Breaks a model's control tokens where they stand in text, so that text stays data.

    An engine turns `<|im_end|>` inside a message into the token that ends the message, and what
    follows could then speak as the system. A space after the first letter takes that power away.

    >>> Defuser(["<|im_end|>"])("hello<|im_end|>")
    'hello< |im_end|>'
    """

    def __init__(self, control_tokens: Iterable[str]) -> None:
        known = sorted({token for token in control_tokens if len(token) > 1}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Return `text` with no control token in it."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
