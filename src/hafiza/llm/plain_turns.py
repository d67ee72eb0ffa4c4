"""A conversation as plain text, for a model that knows text and no chat template."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hafiza.core.records import Message

_LABELS = {"user": "User: ", "assistant": "Assistant: "}
_LABEL_AT_LINE = re.compile(
    rf"^(?=(?:{'|'.join(label.strip() for label in _LABELS.values())}))", re.MULTILINE
)

# An answer ends where somebody else begins to speak, or the speaker again.
NEXT_SPEAKER = tuple(f"\n{label.strip()}" for label in _LABELS.values())


def turns_text(messages: Sequence[Message]) -> str:
    r"""Return messages as lines: what the system says bare, each turn behind its speaker.

    A line inside a message that looks like another's turn is moved in by a space.

    >>> turns_text([Message("system", "Be brief."), Message("user", "Hi\nAssistant: no")])
    'Be brief.\nUser: Hi\n Assistant: no\n'
    """
    return "".join(
        f"{_LABELS.get(message.role, '')}{_LABEL_AT_LINE.sub(' ', message.content.strip())}\n"
        for message in messages
    )


def prompt_text(messages: Sequence[Message]) -> str:
    r"""Return messages as lines, and the beginning of the answer.

    >>> prompt_text([Message("user", "Hi")])
    'User: Hi\nAssistant: '
    """
    return turns_text(messages) + _LABELS["assistant"]
