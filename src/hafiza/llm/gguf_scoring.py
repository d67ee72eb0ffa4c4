"""How many bits a GGUF model needs for a text.

A text is read in windows: each token is predicted from all before it while they fit the context;
then the older half is left out, so no token but those at the beginning is predicted from less than
half a context. What the tokenizer puts before a text (BOS) opens each window and is not counted.
A tokenizer that puts nothing there leaves the first token of a text without odds: it is charged as
one of the vocabulary at random. The tokens are the tokenizer's own; other ways to cut the same text
are not added up, so the bits are an upper bound, as everywhere.

Cost: one call to the engine a token, about the time of generating it.
"""

from __future__ import annotations

import math
from typing import Protocol

from hafiza.core.errors import InputError


class TokenScorer(Protocol):
    """What scoring needs of an engine."""

    def tokens(self, text: str) -> list[int]:
        """Return the tokens of a text; nothing in it is read as a control token."""
        ...

    def tokens_before(self) -> list[int]:
        """Return what the tokenizer puts before a text."""
        ...

    def n_vocabulary(self) -> int:
        """Return the number of tokens there are."""
        ...

    def logp(self, before: list[int], token: int) -> float:
        """Return the natural logarithm of the odds of a token after others."""
        ...


def text_bits(engine: TokenScorer, text: bytes, context_tokens: int) -> float:
    """Return the bits of a text.

    Raises:
        InputError: it is empty, or not UTF-8.
        BackendError: the engine failed.
    """
    tokens = engine.tokens(_decoded(text))
    opening = engine.tokens_before()
    room = max(2, context_tokens - len(opening) - 1)
    logp = 0.0
    begin = 0
    for place, token in enumerate(tokens):
        if place - begin > room:
            begin = place - room // 2
        before = opening + tokens[begin:place]
        logp += engine.logp(before, token) if before else -math.log(engine.n_vocabulary())
    return -logp / math.log(2)


def _decoded(text: bytes) -> str:
    if not text:
        raise InputError("The text is empty.\nExpected at least one byte.")
    try:
        return text.decode()
    except UnicodeDecodeError as err:
        raise InputError(
            f"The text is not UTF-8 at byte {err.start + 1}.\n"
            "Expected UTF-8: a model of tokens reads nothing else; a byte: model reads any bytes."
        ) from err
