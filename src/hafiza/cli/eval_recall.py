"""`hafiza eval recall`: what a model of `hafiza neural` still knows after how much text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from hafiza.cli.common import Json, print_json, print_table, progress_bar


def recall(
    checkpoint: Annotated[Path, typer.Argument(metavar="CHECKPOINT", help="What training wrote.")],
    task: Annotated[str, typer.Option(help="mqar, needle or hops.")] = "mqar",
    distances: Annotated[
        str, typer.Option(help="Bytes between what is told and what is asked.")
    ] = "64,256,1024,4096,16384",
    rows: Annotated[int, typer.Option(min=1, help="Texts at each distance.")] = 64,
    pairs: Annotated[int, typer.Option(min=1, max=600, help="Pairs to remember, of mqar.")] = 8,
    hops: Annotated[int, typer.Option(min=1, max=9, help="Most hops, of hops.")] = 4,
    efforts: Annotated[str, typer.Option(help="How hard to think, of hops.")] = "0,0.25,0.5,1",
    hay: Annotated[
        list[Path] | None, typer.Option(help="A text to hide needles in; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Which texts are made up.")] = 0,
    as_json: Json = False,
) -> None:
    """Measure associative recall and needles at growing distance, or hops at growing effort."""
    from hafiza.core.errors import InputError
    from hafiza.evals.recall import measure_recall

    try:
        far = [int(one) for one in distances.split(",")]
        hard = [float(one) for one in efforts.split(",")]
    except ValueError as err:
        raise InputError(f"{err}.\nExpected numbers with commas between them.") from err
    if min(far) < 0:
        raise InputError(f"A distance is {min(far)}.\nExpected 0 or more bytes.")
    with progress_bar("texts") as progress:
        found = measure_recall(
            checkpoint,
            task,
            distances=far,
            rows=rows,
            pairs=pairs,
            hops=hops,
            efforts=hard,
            hay=hay or (),
            seed=seed,
            progress=progress,
        )
    if as_json:
        print_json(found)
    else:
        print_table(_rows(found))


def _rows(found: dict[str, Any]) -> list[tuple[str, Any]]:
    if "by_effort" in found:
        return [
            (f"effort {effort}, {hops} hops", f"{share:.1%}")
            for effort, one in found["by_effort"].items()
            for hops, share in one["right_by_hops"].items()
        ]
    return [(f"{far} bytes", f"{share:.1%}") for far, share in found["right_by_distance"].items()]
