"""What goes into a prompt: hits within a token budget, fenced, numbered, dated."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from hafiza.core.records import Hit, Turn
from hafiza.memory.analysis import query_terms
from hafiza.memory.records import Context, ContextItem

FENCE_OPEN = "<memory>"
FENCE_CLOSE = "</memory>"
MAX_ITEM_CHARACTERS = 700

_FENCE = re.compile(r"</?\s*memory\s*>", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*\s*|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CUT = " […] "

CountTokens = Callable[[str], int]


def estimate_tokens(text: str) -> int:
    """Return an upper estimate of a text's tokens for any tokenizer: one for three bytes."""
    return -(-len(text.encode("utf-8", "replace")) // 3)


def assemble(
    hits: Sequence[Hit], query: str, budget_tokens: int, count_tokens: CountTokens
) -> Context:
    """Return as many hits, best first, as fit the budget; a hit that does not fit is passed over.

    Text is data: a fence inside a turn is broken up, so that no turn can end the block early.
    """
    terms = set(query_terms(query))
    chosen: list[Hit] = []
    lines: list[str] = []
    n_tokens = count_tokens(f"{FENCE_OPEN}\n{FENCE_CLOSE}\n")
    for hit in hits:
        line = _line(len(chosen) + 1, hit.turn, terms)
        cost = count_tokens(line + "\n")
        if n_tokens + cost > budget_tokens:
            continue
        chosen.append(hit)
        lines.append(line)
        n_tokens += cost
    if not chosen:
        return Context("", (), 0)
    text = "\n".join([FENCE_OPEN, *lines, FENCE_CLOSE])
    items = tuple(ContextItem("turn", h.turn.text, (h.turn.id,)) for h in chosen)
    return Context(text, tuple(chosen), count_tokens(text), items)


def within_budget(
    turns: Sequence[Turn], budget_tokens: int, count_tokens: CountTokens
) -> list[Turn]:
    """Return the last turns, oldest first, that fit the budget together."""
    kept: list[Turn] = []
    for turn in reversed(turns):
        budget_tokens -= count_tokens(turn.text)
        if budget_tokens < 0:
            break
        kept.append(turn)
    return kept[::-1]


def excerpt(text: str, terms: Collection[int], max_characters: int = MAX_ITEM_CHARACTERS) -> str:
    """Return the part of a long text that shares most terms with a query, cut at sentences."""
    if len(text) <= max_characters:
        return text
    sentences = [part for part in _SENTENCE.findall(text[:200_000]) if part.strip()]
    sentences = [
        s if len(s) <= max_characters else s[: max_characters - 1] + "…" for s in sentences
    ]
    if not sentences:
        return ""
    scores = [len(set(query_terms(sentence)) & set(terms)) for sentence in sentences]
    best = max(range(len(sentences)), key=lambda i: scores[i])
    first = last = best
    length = len(sentences[best])
    while True:
        grown = False
        for place in (last + 1, first - 1):
            inside = 0 <= place < len(sentences)
            if inside and length + len(sentences[place]) <= max_characters:
                length += len(sentences[place])
                first, last = min(first, place), max(last, place)
                grown = True
        if not grown:
            break
    before = _CUT.lstrip() if first else ""
    after = _CUT.rstrip() if last < len(sentences) - 1 else ""
    return before + "".join(sentences[first : last + 1]).strip() + after


def as_said(turn: Turn, terms: Collection[int]) -> str:
    """Return a turn as a line of a prompt: date, speaker, and its text as data."""
    said = turn.text if not turn.caption else f"{turn.text} [picture: {turn.caption}]"
    speaker = turn.speaker or turn.role
    return f"{turn.time:%Y-%m-%d}, {as_data(speaker)}: {as_data(excerpt(said, terms))}"


def as_data(text: str) -> str:
    """Return text on one line with fences broken up, so that it cannot end the block it is in."""
    return " ".join(_CONTROL.sub(" ", _FENCE.sub("(memory)", text)).split())


def _line(number: int, turn: Turn, terms: Collection[int]) -> str:
    return f"[{number}] {as_said(turn, terms)}"
