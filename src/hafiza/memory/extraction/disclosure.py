"""Is a sentence about the one who types it? A second look at what the rules found.

Rules see words, and a friend's words, a line of a story or a draft for somebody else can have the
very words of self-disclosure. A vector of the sentence, with what stands before it in its turn,
tells many of them apart: a logistic regression over the vector, the slot and a few signs of how
the turn is written gives the log odds that a found fact is right, learned from labelled
conversations (`bench/self_disclosure.py`). It only takes away: what is about twice as likely wrong
as right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from hafiza.core.protocols import Embedder
from hafiza.memory.extraction.slots import SLOTS

LIMIT = -0.6  # log odds under which a fact is left out
_LEAD = 200  # characters before the sentence
# How much a slot and a sign weigh beside a vector of length one, under one penalty for all.
_SCALE = 0.5


class Told(NamedTuple):
    """A fact that rules found, with its sentence and the turn it stands in."""

    text: str
    statement: str
    slot: str
    value: str


class Disclosure:
    """Odds that found facts are what the user says of themselves, under one embedder."""

    def __init__(self, embedder: Embedder, weights: NDArray[np.float32], bias: float) -> None:
        """Weights are those of `features`."""
        self._embedder = embedder
        self._weights = weights
        self._bias = bias

    @classmethod
    def of(cls, embedder: Embedder | None) -> Self | None:
        """Return what was learned with this embedder, or None: other vectors say other things."""
        if embedder is None:
            return None
        learned = _learned()
        if learned["embedder"] != embedder.name:
            return None
        return cls(embedder, np.array(learned["weights"], np.float32), learned["bias"])

    def doubts(self, told: Sequence[Told]) -> list[bool]:
        """Say of each fact whether it is likely to be wrong. Costs an embedding a sentence."""
        if not told:
            return []
        passages = list(dict.fromkeys(passage(one) for one in told))
        embedded = dict(zip(passages, self._embedder.embed_queries(passages), strict=True))
        vectors = np.stack([embedded[passage(one)] for one in told])
        odds = features(vectors, told) @ self._weights + self._bias
        return [bool(one < LIMIT) for one in odds]


@cache
def _learned() -> dict[str, Any]:
    # Once a process: a memory asks at each look at its segments.
    text = (files("hafiza.memory.extraction") / "disclosure.json").read_text("utf-8")
    learned: dict[str, Any] = json.loads(text)
    return learned


def passage(told: Told) -> str:
    """Return the sentence with the end of what stands before it in its turn."""
    at = told.text.find(told.statement[:40])
    return f"{told.text[max(0, at - _LEAD) : max(0, at)].strip()} {told.statement}".strip()


def features(vectors: NDArray[np.float32], told: Sequence[Told]) -> NDArray[np.float32]:
    """Return (n, dim + slots + signs) numbers."""
    slots = np.array([[one.slot == name for name in SLOTS] for one in told], np.float32)
    signs = np.array([_signs(one) for one in told], np.float32)
    return np.concatenate([vectors, _SCALE * slots, _SCALE * signs], axis=1)


def _signs(told: Told) -> tuple[float, ...]:
    """Return how long the turn, the sentence and the value are, and what marks stand there.

    All between 0 and 2 or so. A draft, a quote or a list is long and has colons and line breaks.
    """
    text, statement, value = told.text, told.statement, told.value
    return (
        min(len(text), 1500) / 1000,
        min(len(statement), 500) / 300,
        min(len(value), 60) / 60,
        min(len(value.split()), 12) / 6,
        len(value) / max(len(value), len(statement), 1),
        any(letter.isdigit() for letter in value),
        max(0, text.find(statement[:40], 0, 3000)) / 1500,
        "?" in statement,
        ":" in text,
        '"' in text or "“" in text,
        "\n" in text,
    )
