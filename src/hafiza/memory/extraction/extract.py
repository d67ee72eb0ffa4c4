"""From a turn to its claims, without a language model."""

from __future__ import annotations

from hafiza.core.records import Turn
from hafiza.memory.extraction.claims import Claim


def extract(turn: Turn, before: Turn | None = None) -> list[Claim]:
    """Return what a turn says, in the order it says it; nothing for the assistant's turns.

    `before` is the turn before it in its session: the question that a short answer answers.
    """
    return []
