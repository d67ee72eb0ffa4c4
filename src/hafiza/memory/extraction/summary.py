"""Keywords and summaries of turns by statistics and sentence selection, without a model."""

from __future__ import annotations

from collections.abc import Sequence


def keywords(texts: Sequence[str], n: int = 8) -> list[str]:
    """Return the words that mark these texts, most telling first, lower-cased as they were said."""
    return []


def summarise(texts: Sequence[str], max_characters: int = 300) -> str:
    """Return the sentences that stand best for these texts, in their order, cut to a length."""
    return ""
