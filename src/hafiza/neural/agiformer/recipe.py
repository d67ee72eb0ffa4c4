"""A recipe of training, as a TOML file: the same on a CPU and on a GPU."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from hafiza.core.errors import InputError
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.learning import bits_of_windows, draw_depths, draw_seeds, nats
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.stream import KIND, load_agiformer
from hafiza.neural.corpus import Bytes, Corpus
from hafiza.neural.tasks import Drawn, task_named
from hafiza.neural.training import Batch, Schedule, Trainer

Section = TypeVar("Section")


@dataclass(frozen=True, slots=True)
class Data:
    """What to learn from. Paths are relative to the recipe.

    With a `task` (of `hafiza.neural.tasks`), its made-up texts, of which the answers alone count;
    `files` are then the hay of needles.
    """

    files: tuple[str, ...] = ()
    task: str = ""
    pairs: int = 8  # of mqar
    hops: int = 4  # of hops, at most
    validation: float = 0.1  # share of each file, its end
    validation_bytes: int = 65_536  # that each report scores


@dataclass(frozen=True, slots=True)
class Depth:
    """How deeply to think while learning: see `draw_depths`."""

    mean: float = 3.0
    shallow: float = 0.25


@dataclass(frozen=True, slots=True)
class Start:
    """What to begin with: a checkpoint of the same sizes, relative to the recipe, or nothing."""

    checkpoint: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a run of training depends on."""

    data: Data
    schedule: Schedule
    model: AgiformerConfig = field(default_factory=AgiformerConfig)
    depth: Depth = field(default_factory=Depth)
    start: Start = field(default_factory=Start)
    folder: Path = Path()  # that paths are relative to

    def trainer(self, folder: Path) -> Trainer[Agiformer]:
        """Return the trainer of this recipe, with fresh weights or those it starts from.

        Raises:
            InputError: a text is missing, empty or too short, or the weights have another shape.
            ModelNotFound: the checkpoint to start from is not there.
            ModelInvalid: it is damaged, or no AGIFORMER.
        """
        schedule = self.schedule
        if self.model.patching == "fixed" and schedule.length % self.model.patch:
            raise InputError(
                f"length is {schedule.length} with patches of {self.model.patch} bytes.\n"
                "Expected a whole number of patches."
            )
        draw, held_out, counted = self._source()

        def batch(n: int) -> Batch:
            depths = draw_depths(
                schedule.seed,
                n,
                schedule.batch,
                self.model.max_steps,
                mean=self.depth.mean,
                shallow=self.depth.shallow,
            )
            text, *answer = draw(n)
            return draw_seeds(schedule.seed, n, schedule.batch), text, depths, *answer

        batch(0)  # says now what cannot be learned from
        return Trainer(
            self._weights(),
            schedule,
            folder,
            kind=KIND,
            config=asdict(self.model),
            loss=lambda model, seeds, *drawn: nats(model, *drawn, seeds=seeds) / jnp.log(2.0),
            batch=batch,
            score=lambda model: bits_of_windows(model, held_out, 1.0, counted=counted),
        )

    def _weights(self) -> Agiformer:
        if not self.start.checkpoint:
            made = jax.jit(lambda key: Agiformer(self.model, key=key))
            fresh: Agiformer = made(jax.random.key(self.schedule.seed))
            return fresh
        weights = jax.tree.leaves(load_agiformer(self.folder / self.start.checkpoint))
        like: Agiformer = eqx.filter_eval_shape(
            lambda: Agiformer(self.model, key=jax.random.key(0))
        )
        wanted, shape = jax.tree.flatten(like)
        if [leaf.shape for leaf in weights] != [leaf.shape for leaf in wanted]:
            raise InputError(
                f"The weights of {self.start.checkpoint!r} do not fit the shape that [model] says."
                "\nExpected the same sizes; rule, window and max_steps may differ."
            )
        model: Agiformer = jax.tree.unflatten(shape, weights)
        return model

    def _source(self) -> tuple[Callable[[int], Batch], NDArray[np.int32], NDArray[np.bool_] | None]:
        """Return what draws the text of step n, the held-out text, and which of that counts."""
        schedule, data = self.schedule, self.data
        rows, length = schedule.batch, schedule.length
        corpus = None
        if data.files or not data.task:
            paths = [self.folder / name for name in data.files]
            corpus = Corpus(paths, validation=data.validation)
        if data.task:

            def drawn(hay: Sequence[Bytes], seed: tuple[int, ...], rows: int) -> Drawn:
                task = task_named(data.task, hay, pairs=data.pairs, hops=data.hops)
                return task(np.random.default_rng(seed), rows, length)

            learned, kept = (corpus.training, corpus.validation) if corpus else ((), ())
            test = drawn(kept, (schedule.seed, 0, 2), max(8, data.validation_bytes // length))
            return (
                lambda n: astuple(drawn(learned, (schedule.seed, n, 3), rows)),
                test.text,
                test.answer,
            )
        assert corpus is not None
        held_out = corpus.held_out(length, data.validation_bytes)
        if not len(held_out):
            raise InputError(
                f"The held-out text has no {length} bytes in a row.\n"
                "Expected a larger validation share, longer text or shorter windows."
            )
        return lambda n: (corpus.batch(schedule.seed, n, rows, length),), held_out, None


def read_recipe(path: Path) -> Recipe:
    """Return the recipe of a file.

    Raises:
        InputError: there is no such file, it is not TOML, or a name or value in it is wrong.
    """
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        reason = getattr(err, "strerror", None) or err
        raise InputError(
            f"The recipe {str(path)!r} cannot be read: {reason}.\n"
            "Expected TOML with the sections data and training, and model and depth if wanted."
        ) from err
    sections = {
        "data": Data,
        "training": Schedule,
        "model": AgiformerConfig,
        "depth": Depth,
        "start": Start,
    }
    _check_names(read, sections, "sections")
    return Recipe(
        data=_section(Data, "data", read),
        schedule=_section(Schedule, "training", read),
        model=_section(AgiformerConfig, "model", read),
        depth=_section(Depth, "depth", read),
        start=_section(Start, "start", read),
        folder=path.parent,
    )


def _section(made: Callable[..., Section], name: str, read: dict[str, Any]) -> Section:
    values = read.get(name, {})
    known = {one.name: one for one in fields(made)}  # type: ignore[arg-type]
    _check_names(values, known, f"names in [{name}]")
    for key, value in values.items():
        if isinstance(value, list):
            values[key] = tuple(value)
        elif known[key].type == "float" and isinstance(value, int):
            values[key] = float(value)
        elif (
            known[key].type in ("int", "float", "bool") and type(value).__name__ != known[key].type
        ):
            raise InputError(
                f"{key} in [{name}] is {value!r}.\nExpected a value of type {known[key].type}."
            )
    try:
        return made(**values)
    except TypeError as err:
        raise InputError(f"[{name}] is not complete: {err}.") from err


def _check_names(found: dict[str, Any], known: Any, what: str) -> None:
    unknown = sorted(set(found) - set(known))
    if unknown:
        raise InputError(
            f"The recipe has {what} that mean nothing: {', '.join(unknown)}.\n"
            f"Expected some of: {', '.join(known)}."
        )
