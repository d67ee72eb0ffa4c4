"""`hafiza eval language-model`: how well a model predicts texts."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer


def language_model(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Texts to score.")],
    model: Annotated[
        str | None,
        typer.Option(metavar="BACKEND:MODEL", help="A gguf: or byte: model; as in the settings."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure bits per byte and per character of texts; lower is better."""
    from hafiza.assistant.build import build_model
    from hafiza.cli.common import open_settings
    from hafiza.cli.eval import _progress
    from hafiza.evals.language_model import evaluate_language_model, read_text
    from hafiza.evals.machine import describe_run

    texts = [(file.name, read_text(file)) for file in files]
    settings = open_settings(model=model)
    scorer = build_model(settings)
    try:
        with _progress() as progress:
            report = evaluate_language_model(scorer, texts, progress=progress)
    finally:
        if scorer is not None:
            scorer.close()
    if as_json:
        names = [name for name, _ in texts]
        call = ["hafiza", "eval", "language-model", "--model", settings.model, *names]
        report = report | {"command": shlex.join(call)} | describe_run()
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    for row in [*report["texts"], report["all"]] if len(texts) > 1 else report["texts"]:
        typer.echo(
            f"{row['file']}: {row['bits_per_byte']} bits a byte, {row['bits_per_character']} a"
            f" character, {row['bytes']:,} bytes"
        )
