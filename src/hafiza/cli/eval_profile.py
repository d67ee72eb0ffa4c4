"""`hafiza eval profile`: how well the memory knows a person after a conversation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer


def profile(
    data: Annotated[Path, typer.Option(help="Labelled conversations, as JSON lines.")],
    model: Annotated[
        str | None,
        typer.Option(help="Model that reads beside the rules; default: rules alone."),
    ] = None,
    embedder: Annotated[str | None, typer.Option(help="As the setting of this name.")] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List the cases that came out wrong.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure the facts that memory keeps of conversations against labels."""
    from hafiza.assistant.build import build_embedder, build_model
    from hafiza.cli.common import open_settings
    from hafiza.cli.eval import _progress
    from hafiza.evals.machine import describe_run
    from hafiza.evals.profile import evaluate_profile, load_cases

    cases = load_cases(data)
    settings = open_settings(model=model, embedder=embedder)
    embeds = build_embedder(settings)
    reader = build_model(settings) if model is not None else None
    try:
        with _progress() as progress:
            report = evaluate_profile(
                cases, embedder=embeds, model=reader, with_errors=errors, progress=progress
            )
    finally:
        if reader is not None:
            reader.close()
    report = {"data": data.name} | report
    if as_json:
        typer.echo(json.dumps(report | describe_run(), ensure_ascii=False, indent=2))
        return
    _show(report)


def _show(report: dict[str, Any]) -> None:
    reader = report["model"] or "none, rules alone"
    vectors = report["embedder"] or "none"
    typer.echo(f"{report['data']}: {report['n_cases']} cases, model: {reader}, vectors: {vectors}")
    typer.echo(f"rejected kept: {report['rejected_kept']} of {report['n_reject']}\n")
    typer.echo(f"{'':14}{'precision':>11}{'recall':>9}{'facts':>8}{'expected':>10}")
    for name, row in (
        ("all", report),
        *report["by_language"].items(),
        *report["by_slot"].items(),
    ):
        typer.echo(
            f"{name:14}{_shown(row['precision']):>11}{_shown(row['recall']):>9}"
            f"{row['n_facts']:>8}{row['n_expected']:>10}"
        )
    for one in report.get("errors", ()):
        typer.echo(f"\n{one['case']}: {' / '.join(one['messages'])}")
        for what in ("missed", "wrong", "rejected_kept"):
            if one[what]:
                typer.echo(f"  {what.replace('_', ' ')}: {', '.join(one[what])}")


def _shown(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.3f}"
