"""The LoCoMo reports as tables of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column heads and rows of text; the first column is words, the others numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def retrieval_tables(report: Mapping[str, Any]) -> Iterator[Table]:
    """Yield the tables of a retrieval report."""
    for key in ("rows", "turn_rows", "session_rows"):
        if key not in report:
            continue
        granularity = key.removesuffix("_rows")
        if key == "rows":
            granularity = "turn" if report["granularity"] == "both" else report["granularity"]
        for part, words in (("cats_1_4", "categories 1-4"), ("all", "all questions")):
            yield Table(
                f"{granularity}, {words}: recall in percent, fraction / any / all",
                ("row", *(f"@{depth}" for depth in _depths(report[key]))),
                tuple((row, *_three_meanings(scores[part])) for row, scores in report[key].items()),
            )
        yield Table(
            f"{granularity}, by category: fraction@10 in percent",
            ("category", *report[key]),
            tuple(
                (
                    category,
                    *(
                        _number(scores["by_category"][category]["fraction"]["10"])
                        for scores in report[key].values()
                    ),
                )
                for category in next(iter(report[key].values()))["by_category"]
            ),
        )


def answer_tables(report: Mapping[str, Any]) -> Iterator[Table]:
    """Yield the table of a question-answering report."""
    parts = dict(report["by_category"])
    if report["cats_1_4"] is not None:
        parts["categories 1-4"] = report["cats_1_4"]
    yield Table(
        "answers in percent, with 95 % intervals; adversarial: share that declines",
        ("category", "questions", "F1", "BLEU-1"),
        tuple(
            (
                name,
                str(part["n_questions"]),
                _with_interval(part["f1"]),
                _with_interval(part["bleu_1"]) if "bleu_1" in part else "-",
            )
            for name, part in parts.items()
        ),
    )


def facts(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that say what was measured, and how sure it is."""
    yield f"{report['label']}, {report['n_questions']} questions"
    for key in (
        "model",
        "prompt_version",
        "embedder",
        "recipe",
        "seed",
        "commit",
        "context_budget_tokens",
        "context_tokens_p50",
        "search_ms_p50",
        "search_ms_p99",
    ):
        if report.get(key) is not None:
            yield f"{key}: {report[key]}"
    for name, interval in report.get("intervals", {}).items():
        yield (
            f"{name.replace('_', ' ')}, {interval['metric']}, categories 1-4: "
            f"{interval['mean']:+.1f} points [{interval['low']:+.1f}, {interval['high']:+.1f}]"
        )


def plain(table: Table) -> str:
    """Return a table in columns of spaces, for pipes and files."""
    lines = [table.heads, *table.rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(table.heads))]
    text = [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, *text])


def _depths(rows: Mapping[str, Any]) -> list[str]:
    return list(next(iter(rows.values()))["all"]["fraction"])


def _three_meanings(scores: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for depth in scores["fraction"]:
        yield " / ".join(_number(scores[meaning][depth]) for meaning in ("fraction", "any", "all"))


def _with_interval(interval: Mapping[str, float]) -> str:
    return f"{interval['mean']:.1f} [{interval['low']:.1f}, {interval['high']:.1f}]"


def _number(value: float) -> str:
    return f"{value:.1f}"
