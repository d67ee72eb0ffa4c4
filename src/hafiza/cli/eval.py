"""`hafiza eval`: quality, measured on public data that the user has."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.eval_language_model import language_model
from hafiza.cli.eval_profile import profile
from hafiza.cli.eval_recall import recall

if TYPE_CHECKING:
    from hafiza.core.protocols import Embedder
    from hafiza.core.settings import Settings
    from hafiza.evals.locomo_qa import Answered
    from hafiza.evals.locomo_report import Table
    from hafiza.evals.locomo_retrieval import Granularity
    from hafiza.memory.retrieval import Recipe
    from hafiza.memory.transfer.locomo import Conversation

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True)

GRANULARITIES: dict[str, tuple[Granularity, ...]] = {
    "turn": ("turn",),
    "session": ("session",),
    "both": ("turn", "session"),
}


@app.callback()
def group() -> None:
    """Measure quality on labelled data."""


app.command()(profile)
app.command("language-model")(language_model)
app.command()(recall)


@app.command()
def locomo(
    data: Annotated[Path, typer.Option(help="A LoCoMo file, such as locomo10.json.")],
    retrieval: Annotated[
        bool, typer.Option("--retrieval", help="Measure search, beside plain BM25 and dense.")
    ] = False,
    qa: Annotated[bool, typer.Option("--qa", help="Measure answers of a language model.")] = False,
    granularity: Annotated[
        str, typer.Option(help="What a hit is, with --retrieval: turn, session or both.")
    ] = "turn",
    model: Annotated[
        str | None, typer.Option(help="Model that answers, with --qa; as in the settings.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="Ask only so many questions, with --qa.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which questions a sample has.")] = 0,
    adversarial: Annotated[
        bool, typer.Option("--adversarial", help="Ask category 5 as well, with --qa.")
    ] = False,
    answers: Annotated[
        Path | None, typer.Option(help="Write each answer to this file, with --qa (JSON lines).")
    ] = None,
    budget: Annotated[
        int | None, typer.Option(min=1, help="Tokens of recalled memory; default recall_tokens.")
    ] = None,
    recipe: Annotated[str | None, typer.Option(help="Way to search, by name.")] = None,
    conversations: Annotated[
        str | None, typer.Option(help="Only these, as conv-26,conv-30; default all.")
    ] = None,
    embedder: Annotated[str | None, typer.Option(help="As the setting of this name.")] = None,
    cache: Annotated[
        Path | None, typer.Option(help="File that keeps vectors from one run to the next.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the JSON to this file as well.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure memory on LoCoMo: what search finds, or what a model answers from it."""
    from hafiza.cli.common import open_settings
    from hafiza.core.errors import InputError
    from hafiza.evals.locomo import choose, label
    from hafiza.evals.machine import describe_run
    from hafiza.memory.transfer.locomo import load_locomo

    if retrieval == qa:
        raise InputError("Say what to measure: either --retrieval or --qa.")
    if granularity not in GRANULARITIES:
        raise InputError(
            f"The granularity {granularity!r} is unknown.\n"
            f"Expected one of: {', '.join(GRANULARITIES)}."
        )
    way = _recipe(recipe)
    named = [one.strip() for one in (conversations or "").split(",") if one.strip()]
    found = load_locomo(data)
    chosen = choose(found, named)
    for written in (out, answers):
        if written is not None:
            _require_writable(written)
    settings = open_settings(model=model, embedder=embedder)
    report: dict[str, Any] = {"label": label(data, all_conversations=len(chosen) == len(found))}
    with _embedder(settings, cache) as embeds, _progress() as progress:
        if retrieval:
            from hafiza.evals.locomo_retrieval import evaluate_retrieval

            report |= evaluate_retrieval(
                chosen,
                embedder=embeds,
                recipe=way,
                granularities=GRANULARITIES[granularity],
                context_tokens=budget or settings.recall_tokens,
                progress=progress,
            )
            if cache is not None:
                # From a file, it is not the embedder that was timed.
                report["embed_query_ms_p50"] = None
        else:
            report |= _ask(
                chosen,
                settings,
                embeds,
                answers,
                {
                    "recipe": way,
                    "sample": sample,
                    "seed": seed,
                    "budget_tokens": budget or settings.recall_tokens,
                    "categories": (1, 2, 3, 4, 5) if adversarial else (1, 2, 3, 4),
                    "progress": progress,
                },
            )
    report |= describe_run()
    text = json.dumps(report, ensure_ascii=False, indent=2)
    if out is not None:
        out.write_text(text + "\n", encoding="utf-8")
    if as_json:
        typer.echo(text)
    else:
        _show(report)


def _ask(
    chosen: Sequence[Conversation],
    settings: Settings,
    embeds: Embedder | None,
    answers_file: Path | None,
    options: dict[str, Any],
) -> dict[str, object]:
    from hafiza.assistant.build import build_model
    from hafiza.core.errors import ConfigurationError
    from hafiza.evals.locomo_qa import evaluate_answers

    model = build_model(settings)
    if model is None:
        raise ConfigurationError(
            "The model is 'none', and questions need one that answers.\n"
            "Name it with --model, for example gguf:smollm2-135m."
        )
    try:
        report, answers = evaluate_answers(chosen, model, embedder=embeds, **options)
    finally:
        model.close()
    if answers_file is not None:
        answers_file.write_text("".join(_answer_lines(answers)), encoding="utf-8")
    return report


def _answer_lines(answers: Iterable[Answered]) -> Iterator[str]:
    for one in answers:
        line = {
            "sample_id": one.asked.conversation.sample_id,
            "place": one.asked.place,
            "category": one.asked.question.category,
            "question": one.asked.question.question,
            "gold": one.asked.question.answer,
            "prediction": one.prediction,
            "f1": round(one.f1, 4),
            "bleu_1": round(one.bleu_1, 4),
            "context_tokens": one.context_tokens,
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _recipe(name: str | None) -> Recipe:
    from hafiza.core.errors import InputError
    from hafiza.memory.retrieval import HYBRID, RECIPES

    if name is None:
        return HYBRID
    if name not in RECIPES:
        raise InputError(f"The recipe {name!r} is unknown.\nExpected one of: {', '.join(RECIPES)}.")
    return RECIPES[name]


@contextmanager
def _embedder(settings: Settings, cache: Path | None) -> Iterator[Embedder | None]:
    from hafiza.assistant.build import build_embedder
    from hafiza.embedders import FileCachedEmbedder

    loaded = build_embedder(settings)
    if loaded is None or cache is None:
        yield loaded
        return
    with closing(FileCachedEmbedder(loaded, cache)) as cached:
        yield cached


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    if not sys.stderr.isatty():
        yield lambda what, n_done, n_all: None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(what: str, n_done: int, n_all: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=n_all)
            bar.update(tasks[what], completed=n_done)

        yield report


def _require_writable(path: Path) -> None:
    """Fail before the minutes of measuring, not after them."""
    from hafiza.core.errors import InputError

    try:
        path.open("a").close()
    except OSError as err:
        raise InputError(
            f"The file {str(path)!r} cannot be written: {err.strerror or err}."
        ) from err


def _show(report: dict[str, Any]) -> None:
    from hafiza.evals.locomo_report import answer_tables, facts, plain, retrieval_tables

    tables = retrieval_tables(report) if "rows" in report else answer_tables(report)
    for line in facts(report):
        typer.echo(line)
    for table in tables:
        if sys.stdout.isatty():
            _show_rich(table)
        else:
            typer.echo("\n" + plain(table))


def _show_rich(table: Table) -> None:
    from rich.console import Console
    from rich.table import Table as RichTable

    shown = RichTable(title=table.title, title_justify="left")
    for n, head in enumerate(table.heads):
        shown.add_column(head, justify="left" if n == 0 else "right")
    for row in table.rows:
        shown.add_row(*row)
    Console().print(shown)
