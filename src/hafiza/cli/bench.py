"""`hafiza bench`: what the machine and this version take, in numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from hafiza.cli.common import Json, open_settings, print_json, print_table, progress_bar

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Measure speed and size.")


@app.command("memory")
def bench_memory(
    turns: Annotated[int, typer.Option(min=1000, help="Size of the largest store.")] = 100_000,
    seed: Annotated[int, typer.Option(help="Seed of the made-up turns.")] = 0,
    as_json: Json = False,
) -> None:
    """Measure durable adds and searches of a store as it grows, without embedding."""
    from hafiza.evals.memory_speed import measure_memory

    with progress_bar("turns") as progress:
        _show(measure_memory(turns=turns, seed=seed, progress=progress), as_json)


@app.command("worker")
def bench_worker(
    data: Annotated[Path, typer.Option(help="LoCoMo file whose conversations are worked off.")],
    seed: Annotated[int, typer.Option(help="Seed of the made-up vectors.")] = 0,
    as_json: Json = False,
) -> None:
    """Measure consolidation without a model, and durable adds beside a busy worker."""
    from hafiza.evals.worker_speed import measure_worker

    _show(measure_worker(data, seed=seed), as_json)


@app.command("llm")
def bench_llm(
    seed: Annotated[int, typer.Option(help="Seed of the prompts.")] = 0,
    as_json: Json = False,
) -> None:
    """Measure the language model beside bare llama.cpp in the same run."""
    from hafiza.evals.llm_speed import measure_llm

    settings = open_settings()
    _show(
        measure_llm(
            settings.model,
            models_folder=settings.models_folder,
            threads=settings.threads,
            device=settings.device,
            seed=seed,
        ),
        as_json,
    )


@app.command("agiformer")
def bench_agiformer(
    rounds: Annotated[int, typer.Option(min=1, help="How often each is timed.")] = 3,
    scan_bytes: Annotated[int, typer.Option(min=64, help="Length against the sketch.")] = 4096,
    full_bytes: Annotated[int, typer.Option(min=64, help="Length against the transformer.")] = 8192,
    seed: Annotated[int, typer.Option(help="Seed of weights and texts.")] = 0,
    as_json: Json = False,
) -> None:
    """Measure AGIFORMER beside the known sketch's form, a transformer, and itself at effort."""
    from hafiza.evals.agiformer_speed import measure_agiformer

    _show(
        measure_agiformer(rounds=rounds, scan_bytes=scan_bytes, full_bytes=full_bytes, seed=seed),
        as_json,
    )


def _show(result: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(result)
    else:
        print_table(list(result.items()))
