"""One message with all that is known about it before a word of the answer is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hafiza.assistant.intent import Intent
from hafiza.assistant.recall import Recollection
from hafiza.core.errors import InputError
from hafiza.core.records import Scope, Turn
from hafiza.memory.extraction.asked import Tense
from hafiza.memory.records import Fact

MAX_MESSAGE_BYTES = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message, when and where it was said, and what memory has for it.

    `history` is the short-term buffer of the session, oldest first. `tense` is the time that the
    message asks about. `facts` are those about the user that hold now, for a prompt.
    """

    message: str
    received: datetime
    scope: Scope
    language: str
    intent: Intent
    recollection: Recollection
    history: tuple[Turn, ...]
    tense: Tense = "now"
    facts: tuple[Fact, ...] = ()

    @property
    def rests_on_memory(self) -> bool:
        """Whether the answer can only come from what was told before."""
        kind = self.intent.kind
        return kind == "recall" or (kind == "question" and self.recollection.n_relevant > 0)

    @property
    def only_asks(self) -> bool:
        """Whether the message tells nothing new and its answer rests on memory."""
        return self.rests_on_memory and not self.intent.tells


def check_message(message: str) -> None:
    """Check that a message can be answered and stored.

    Raises:
        InputError: it is empty, too long, or no valid Unicode.
    """
    if not message.strip(" \t\r\n\0"):
        raise InputError("The message is empty.\nExpected a question or something to remember.")
    try:
        size = len(message.encode())
    except UnicodeEncodeError as err:
        raise InputError(
            f"The message is not valid Unicode at character {err.start}.\nExpected UTF-8."
        ) from err
    if size > MAX_MESSAGE_BYTES:
        raise InputError(
            f"The message has {size:,} bytes; one message may have {MAX_MESSAGE_BYTES:,}.\n"
            "Split it, or bring it in with `hafiza import`."
        )
