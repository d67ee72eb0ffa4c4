"""`hafiza neural`: models with memory inside, trained and read here."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import Json, print_json, print_table, say
from hafiza.cli.stopping import stopping

if TYPE_CHECKING:
    from hafiza.neural.agiformer.model import Agiformer
    from hafiza.neural.corpus import Bytes
    from hafiza.neural.training import Progress

app = typer.Typer(no_args_is_help=True, help="Models with memory inside: train, continue, score.")

_MODELS = ("agiformer",)

Architecture = Annotated[
    str, typer.Argument(metavar="MODEL", help=f"One of: {', '.join(_MODELS)}.")
]
Checkpoint = Annotated[Path, typer.Argument(metavar="CHECKPOINT", help="What training wrote.")]
Effort = Annotated[float, typer.Option(help="How hard to think, 0 to 1.")]


@app.command()
def train(
    model: Architecture,
    recipe: Annotated[Path, typer.Argument(metavar="RECIPE", help="A TOML file; see the docs.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of checkpoints; default: beside the recipe."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the folder's last checkpoint.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Train a model; Ctrl-C stops after a step and keeps all, --resume goes on."""
    _require(model)
    from hafiza.core.errors import InputError
    from hafiza.neural.agiformer.recipe import read_recipe
    from hafiza.neural.pictures import draw_learning
    from hafiza.neural.training import BEST, LAST, read_log

    plan = read_recipe(recipe)
    folder = out if out is not None else recipe.with_suffix("")
    if (folder / LAST).exists() and not resume:
        raise InputError(
            f"{str(folder)!r} has a run in it.\n"
            "Go on with it with --resume, or name another folder with --out."
        )
    trainer = plan.trainer(folder)
    if resume and trainer.resume():
        say(f"Going on from step {trainer.step}.")
    total = plan.schedule.steps
    with stopping() as is_stopped, _training_bar(trainer.step, total) as stepped:

        def report(progress: Progress) -> None:
            say(
                f"step {progress.step} of {total}  {progress.loss:.3f} bits a byte learning,"
                f" {progress.score:.3f} held out  {progress.bytes_per_s:,.0f} bytes/s"
            )

        last = trainer.run(report, is_stopped, stepped)
    picture = folder / "learning.svg"
    draw_learning(read_log(folder), picture)
    found: dict[str, Any] = {
        "steps": trainer.step,
        "bits_per_byte": last.score,
        "best_bits_per_byte": trainer.best,
        "bytes_per_s": round(last.bytes_per_s),
        "seconds": round(last.seconds, 1),
        "checkpoint": str(folder / BEST),
        "picture": str(picture),
    }
    if as_json:
        print_json(found)
    else:
        typer.echo(f"{found['best_bits_per_byte']:.3f} bits a byte: {found['checkpoint']}")
        typer.echo(f"How it went: {picture}")


@app.command()
def generate(
    model: Architecture,
    checkpoint: Checkpoint,
    prompt: Annotated[str, typer.Option(help="What the text begins with.")] = "",
    n_bytes: Annotated[int, typer.Option("--bytes", min=1, help="How many to write.")] = 400,
    effort: Effort = 1.0,
    temperature: Annotated[float, typer.Option(help="0 takes the likeliest byte.")] = 0.8,
    top_k: Annotated[int, typer.Option(help="Choose among so many; 0: all.")] = 0,
    top_p: Annotated[float, typer.Option(help="Nucleus: the share of the odds to keep.")] = 0.95,
    min_p: Annotated[float, typer.Option(help="Drop what is less likely than this part.")] = 0.0,
    seed: Annotated[int, typer.Option(help="The same seed writes the same text.")] = 0,
    load_state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Go on from a state saved before.")
    ] = None,
    save_state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the state for the next time.")
    ] = None,
) -> None:
    """Continue a text, byte by byte, in memory that does not grow."""
    _require(model)
    import numpy as np

    from hafiza.neural.agiformer.stream import Stream, load_agiformer
    from hafiza.neural.sampling import Sampling, choose

    how = Sampling(temperature, top_k, top_p, min_p)
    stream = Stream(load_agiformer(checkpoint), effort)
    if load_state is not None:
        stream.load(load_state)
    stream.read(prompt.encode())
    rng = np.random.default_rng(seed)
    out = sys.stdout.buffer
    out.write(prompt.encode())
    for _ in range(n_bytes):
        byte = bytes([choose(stream.logits, how, rng)])
        out.write(byte)
        out.flush()
        stream.read(byte)
    out.write(b"\n")
    out.flush()
    if save_state is not None:
        stream.save(save_state)


@app.command()
def profile(
    model: Architecture,
    checkpoint: Checkpoint,
    text: Annotated[Path, typer.Option(help="Text to look at the model with; its first 4 KB.")],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw pictures into this folder.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what a model is like inside: sizes, time per byte by effort, reach, half-lives."""
    _require(model)
    from hafiza.neural.agiformer.stream import load_agiformer
    from hafiza.neural.corpus import read_mapped

    loaded = load_agiformer(checkpoint)
    found = _profiled(loaded, read_mapped(text)[:4096], out)
    if as_json:
        print_json(found)
        return
    print_table([(name, value) for name, value in found.items() if not isinstance(value, dict)])
    for name in ("ms_per_byte_by_effort", "reach"):
        typer.echo(name)
        print_table([(f"  {key}", f"{value:.4g}") for key, value in found[name].items()])


@app.command("eval")
def evaluate(
    model: Architecture,
    checkpoint: Checkpoint,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Texts to score.")],
    effort: Effort = 1.0,
    as_json: Json = False,
) -> None:
    """Score texts: bits per byte and per character, each text read as one stream."""
    _require(model)
    from hafiza.evals.language_model import read_text, scored
    from hafiza.neural.agiformer.stream import Stream, load_agiformer

    loaded = load_agiformer(checkpoint)
    rows = []
    for file in files:
        text = read_text(file)
        stream = Stream(loaded, effort)
        row = scored(file.name, text, stream.read(text))
        depth = sum(stream.depths) / max(1, len(stream.depths))
        rows.append(row | {"mean_depth": round(depth, 2)})
    if as_json:
        typer.echo(json.dumps({"effort": effort, "texts": rows}, indent=2))
        return
    for row in rows:
        typer.echo(
            f"{row['file']}: {row['bits_per_byte']} bits a byte, {row['bits_per_character']} a"
            f" character, depth {row['mean_depth']}"
        )


def _profiled(model: Agiformer, text: Bytes, out: Path | None) -> dict[str, Any]:
    import numpy as np

    from hafiza.core.errors import InputError
    from hafiza.neural import pictures
    from hafiza.neural.agiformer import profile as inside
    from hafiza.neural.agiformer.stream import Stream

    patch = model.config.patch
    read = text[: len(text) // patch * patch].astype(np.int32)
    if len(read) < 16 * patch:
        raise InputError(f"The text has {len(text)} bytes.\nExpected {16 * patch} or more.")
    found: dict[str, Any] = asdict(inside.sizes(model))
    times = {}
    for effort in (0.0, 0.25, 0.5, 1.0):
        seconds = inside.step_seconds(Stream(model, effort), text[: 48 * patch + 1].tobytes())
        times[str(effort)] = round(seconds * 1e3, 4)
    distances = [2**n for n in range(12)]
    found["ms_per_byte_by_effort"] = times
    found["reach"] = {str(k): v for k, v in inside.reach(model, read, distances).items()}
    lives = inside.half_lives(model, read)
    found["half_lives"] = lives.astype(np.float64).round(1).tolist()
    bits, depths = inside.bits_and_depths(model, read, 0.5)
    found["bits_per_byte_at_half_effort"] = round(float(bits.mean()), 4)
    found["mean_depth_at_half_effort"] = round(float(depths.mean()), 3)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        n = 24 * patch
        pictures.draw_reach({int(k): v for k, v in found["reach"].items()}, out / "reach.svg")
        pictures.draw_bytes(
            bytes(text[len(read) - n : len(read)]),
            bits[-n:].tolist(),
            depths[-n:].tolist(),
            out / "depth.svg",
        )
        if lives.size:
            pictures.draw_half_lives(lives, inside.half_lives_at_start(model), out / "lives.svg")
            pictures.draw_memory(inside.memory_after(model, text.tobytes()), out / "memory.svg")
        found["pictures"] = str(out)
    return found


@contextmanager
def _training_bar(step: int, total: int) -> Iterator[Callable[[int, float], None]]:
    """Show step, speed and time left on a terminal; in a pipe, nothing."""
    if not sys.stderr.isatty():
        yield lambda step, bytes_per_s: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("compiling", total=total, completed=step)
        yield lambda step, bytes_per_s: bar.update(
            task, completed=step, description=f"{bytes_per_s:,.0f} bytes/s"
        )


def _require(model: str) -> None:
    """Check the architecture, and that its packages are here.

    Raises:
        InputError: there is no such architecture.
        MissingExtra: a package is missing.
    """
    from hafiza.core.errors import InputError
    from hafiza.neural import require_packages

    if model not in _MODELS:
        raise InputError(f"The model {model!r} is unknown.\nExpected one of: {', '.join(_MODELS)}.")
    require_packages()
