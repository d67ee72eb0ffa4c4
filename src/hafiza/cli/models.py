"""`hafiza models`: list, pull and show language models."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from hafiza.llm import ModelInfo
    from hafiza.llm.hub import Progress

app = typer.Typer(
    rich_markup_mode=None, no_args_is_help=True, help="List, pull and show language models."
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.command("list")
def list_command(as_json: Json = False) -> None:
    """List the models that are known and those that are on this machine."""
    from hafiza.cli.common import open_settings
    from hafiza.llm import list_models

    settings = open_settings()
    infos = list_models(settings.models_folder)
    if as_json:
        _print_json(
            {"model": settings.model, "models": [_as_dict(info) for info in infos]},
        )
        return
    for info in infos:
        used = "*" if info.name == settings.model else " "
        typer.echo(f"{used} {info.name:<24} {_summary(info)}")
    typer.echo("\n* the model in use. Get another with: hafiza models pull NAME")


@app.command("pull")
def pull_command(
    name: Annotated[
        str,
        typer.Argument(help="A name of `models list`, or owner/repo[:quantisation] of the hub."),
    ],
    as_json: Json = False,
) -> None:
    """Fetch a model; a download that was cut goes on where it stopped."""
    from hafiza.cli.common import open_settings
    from hafiza.llm import describe_model, pull_model

    settings = open_settings()
    with _progress_bar() as progress:
        path = pull_model(name, settings.models_folder, hub_url=settings.hub_url, progress=progress)
    info = describe_model(name, settings.models_folder)
    if as_json:
        _print_json(_as_dict(info))
        return
    typer.echo(f"{info.name} is here: {path}")
    typer.echo(f"Use it with: hafiza chat, after setting HAFIZA_MODEL={info.name}")


@app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(help="A model's name, or the path of a GGUF file.")],
    as_json: Json = False,
) -> None:
    """Show what a model declares: languages, strength, size, licence."""
    from hafiza.cli.common import open_settings
    from hafiza.llm import describe_model

    info = describe_model(name, open_settings().models_folder)
    if as_json:
        _print_json(_as_dict(info))
        return
    for key, value in _as_dict(info).items():
        shown = ", ".join(value) if isinstance(value, tuple) else value
        typer.echo(f"{key:<15} {shown}")


def _as_dict(info: ModelInfo) -> dict[str, Any]:
    return asdict(info)


def _print_json(document: dict[str, Any]) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _summary(info: ModelInfo) -> str:
    languages = ", ".join(info.languages[:2] if len(info.languages) < 3 else ("tr", "en", "..."))
    if len(info.languages) > 2 and not {"tr", "en"} <= set(info.languages):
        languages = f"{len(info.languages)} languages"
    here = "here" if info.present else "not here"
    parts = [f"{info.size_bytes / 1e6:>6.0f} MB", f"{here:<8}", f"{info.strength:<7}"]
    parts += [f"{languages or 'languages unknown':<11}", info.licence or "licence unknown"]
    problem = info.problem.splitlines()[0] if info.problem else info.note
    return "  ".join([*parts, problem]).rstrip()


@contextmanager
def _progress_bar() -> Iterator[Progress | None]:
    """Show a bar on a terminal and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)

        def show(here: int, n_bytes: int) -> None:
            bar.update(task, completed=here, total=n_bytes or None)

        yield show
