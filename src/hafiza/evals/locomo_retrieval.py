"""How much of LoCoMo's evidence a search finds, beside plain BM25 and plain dense search."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from hafiza.core.protocols import Embedder
from hafiza.evals.locomo import ADVERSARIAL, CATEGORIES, Asked, with_evidence
from hafiza.evals.locomo_rankers import (
    Bm25Ranker,
    DenseRanker,
    MemoryRanker,
    Ranker,
    TimedEmbedder,
)
from hafiza.memory import Memory
from hafiza.memory.retrieval import HYBRID, Recipe
from hafiza.memory.transfer.locomo import Conversation
from hafiza.metrics import Recall, paired_bootstrap_interval, recall_at_k

Granularity = Literal["turn", "session"]
MEANINGS = ("fraction", "any", "all")
DEPTHS = (1, 5, 10, 20, 50)
HEADLINE_DEPTH = 10
OURS = "hafiza"

# {row: {part: {meaning: {depth: percent}}}}, and for `by_category` one level more.
Scores = dict[str, dict[str, float]]
Report = dict[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """What one row found for one question: a recall for each of `DEPTHS`."""

    asked: Asked
    recalls: tuple[Recall, ...]

    def fraction(self, depth: int) -> float:
        """Return the share of the evidence in the first `depth`, 0..1."""
        return self.recalls[DEPTHS.index(depth)].fraction


def evaluate_retrieval(
    conversations: Sequence[Conversation],
    *,
    embedder: Embedder | None,
    recipe: Recipe = HYBRID,
    granularities: Sequence[Granularity] = ("turn",),
    context_tokens: int = 1024,
    progress: Callable[[str, int, int], None] = lambda what, n_done, n_all: None,
) -> Report:
    """Return the table as JSON values; percentages have two decimals, times are milliseconds.

    A temporary store is filled, one user for each conversation. With no embedder the dense row is
    left out. `progress` is told what is being done, how much of it is done, and of how much.

    The first granularity is in `rows`; a second one in `session_rows`.
    """
    timed = TimedEmbedder(embedder) if embedder is not None else None
    found: dict[Granularity, dict[str, list[Found]]] = {one: {} for one in granularities}
    used_tokens: list[int] = []
    with (
        tempfile.TemporaryDirectory(prefix="hafiza-eval-") as folder,
        Memory.open(Path(folder) / "memory.db", embedder=timed) as memory,
    ):
        ours = MemoryRanker(memory, timed, recipe)
        rankers: dict[str, Ranker] = {OURS: ours, "bm25": Bm25Ranker()}
        if embedder is not None:
            rankers["dense"] = DenseRanker(embedder)
        n_turns = len(rankers) * sum(len(one.turns) for one in conversations)
        n_added = 0

        def added(n_new: int) -> None:
            nonlocal n_added
            n_added += n_new
            progress("adding turns", n_added, n_turns)

        for conversation in conversations:
            for ranker in rankers.values():
                ranker.prepare(conversation, added)
            for asked in with_evidence([conversation]):
                for granularity in granularities:
                    for row, ranker in rankers.items():
                        one = _look_up(asked, ranker, granularity)
                        found[granularity].setdefault(row, []).append(one)
                context = memory.context(
                    asked.question.question, context_tokens, scope=ours.scope, recipe=recipe
                )
                used_tokens.append(context.n_tokens)
    # A second granularity searches again, deeper and with the question's vector at hand.
    search_s, embed_s = ours.search_s[:: len(granularities)], ours.embed_s[:: len(granularities)]
    report = _report(found, granularities)
    report |= {
        "search_ms_p50": _percentile_ms(search_s, 50),
        "search_ms_p99": _percentile_ms(search_s, 99),
        "embed_query_ms_p50": _percentile_ms(embed_s, 50) if embedder is not None else None,
        "context_tokens_p50": float(np.percentile(used_tokens, 50)) if used_tokens else None,
        "context_budget_tokens": context_tokens,
        "conversations": [one.sample_id for one in conversations],
        "embedder": embedder.name if embedder is not None else "none",
        "recipe": recipe.name,
    }
    return report


def summarize(found: Sequence[Found]) -> Report:
    """Return one row: recall in percent over all questions, categories 1-4, and each category."""
    by_category = {
        name: _means([one for one in found if one.asked.question.category == category])
        for category, name in CATEGORIES.items()
        if any(one.asked.question.category == category for one in found)
    }
    return {
        "all": _means(found),
        "cats_1_4": _means(_answerable(found)),
        "by_category": by_category,
    }


def _look_up(asked: Asked, ranker: Ranker, granularity: Granularity) -> Found:
    question = asked.question
    if granularity == "turn":
        ranked, gold = ranker.turns(question.question), set(question.evidence)
    else:
        session_of = {turn.id: turn.session_id for turn in asked.conversation.turns}
        ranked = ranker.sessions(question.question)
        gold = {session_of[turn_id] for turn_id in question.evidence}
    return Found(asked, tuple(recall_at_k(ranked, gold, depth) for depth in DEPTHS))


def _report(
    found: Mapping[Granularity, Mapping[str, Sequence[Found]]],
    granularities: Sequence[Granularity],
) -> Report:
    first = found[granularities[0]]
    questions = first.get(OURS, [])
    report: Report = {
        "n_questions": len(questions),
        "n_by_category": {
            name: sum(one.asked.question.category == category for one in questions)
            for category, name in CATEGORIES.items()
        },
        "granularity": "both" if len(granularities) > 1 else granularities[0],
        "rows": {row: summarize(ones) for row, ones in first.items()},
        "intervals": _intervals(first),
        "per_conversation": _per_conversation(first),
    }
    for granularity in granularities[1:]:
        report[f"{granularity}_rows"] = {
            row: summarize(ones) for row, ones in found[granularity].items()
        }
    return report


def _means(found: Sequence[Found]) -> Scores:
    return {
        meaning: {
            str(depth): _percent([getattr(one.recalls[place], meaning) for one in found])
            for place, depth in enumerate(DEPTHS)
        }
        for meaning in MEANINGS
    }


def _intervals(found: Mapping[str, Sequence[Found]]) -> Report:
    """Return the paired difference of our row to each other row, in percentage points."""
    if not _answerable(found.get(OURS, [])):
        return {}
    fractions = {
        row: [100 * one.fraction(HEADLINE_DEPTH) for one in _answerable(ones)]
        for row, ones in found.items()
    }
    return {
        f"{OURS}_minus_{row}": {
            "metric": f"fraction@{HEADLINE_DEPTH}",
            "questions": "cats_1_4",
            "confidence": 0.95,
            **{
                name: round(value, 2)
                for name, value in asdict(
                    paired_bootstrap_interval(fractions[OURS], fractions[row])
                ).items()
            },
        }
        for row in found
        if row != OURS
    }


def _per_conversation(found: Mapping[str, Sequence[Found]]) -> Report:
    """Return fraction@10 of categories 1-4 for each conversation and row."""
    parts: dict[str, dict[str, float]] = {}
    for row, ones in found.items():
        grouped: dict[str, list[float]] = {}
        for one in _answerable(ones):
            fractions = grouped.setdefault(one.asked.conversation.sample_id, [])
            fractions.append(one.fraction(HEADLINE_DEPTH))
        for sample_id, fractions in grouped.items():
            part = parts.setdefault(sample_id, {"n_questions": len(fractions)})
            part[row] = _percent(fractions)
    return dict(parts)


def _answerable(found: Sequence[Found]) -> list[Found]:
    return [one for one in found if one.asked.question.category != ADVERSARIAL]


def _percent(values: Sequence[float]) -> float:
    return round(100 * float(np.mean(values)), 2) if len(values) else 0.0


def _percentile_ms(seconds: Sequence[float], percentile: float) -> float | None:
    return round(1000 * float(np.percentile(seconds, percentile)), 3) if seconds else None
