"""Training of array models: steps, checkpoints, and going on from them as if never stopped.

What a step sees depends on the seed and its number alone, and everything that it changes is in
the checkpoint, so a run that was stopped and resumed ends with the same bits as one that was not.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax.sharding import Mesh, NamedSharding, PartitionSpec
from numpy.typing import NDArray

from hafiza.core.errors import HafizaError, InputError
from hafiza.neural import checkpoints

Model = TypeVar("Model", bound=eqx.Module)
Batch = tuple[NDArray[Any], ...]

LAST, BEST, LOG = "last.safetensors", "best.safetensors", "log.jsonl"


class TrainingDiverged(HafizaError):
    """The loss is not finite any more."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Raises:
        InputError: a number is out of its bounds.
    """

    steps: int
    batch: int = 8
    length: int = 1024  # bytes of a window
    accumulate: int = 1  # batches whose slopes are added up for one step
    learning_rate: float = 2e-3
    warmup: int = 50  # steps
    final_rate: float = 0.05  # share of the learning rate that is left at the end
    weight_decay: float = 0.05
    beta2: float = 0.98
    clip: float = 1.0  # the longest that a slope may be
    seed: int = 0
    evaluate_every: int = 200
    minutes: float = math.inf  # stops after so long, even before all steps

    def __post_init__(self) -> None:
        """Check the numbers."""
        for name in ("steps", "batch", "length", "accumulate", "evaluate_every"):
            if getattr(self, name) < 1:
                raise InputError(f"{name} is {getattr(self, name)}.\nExpected at least 1.")
        for name in ("learning_rate", "clip", "minutes"):
            if not getattr(self, name) > 0:
                raise InputError(f"{name} is {getattr(self, name)}.\nExpected more than 0.")

    def optimizer(self) -> optax.GradientTransformation:
        """Return AdamW with warm-up, cosine decay and clipping; no decay of vectors."""
        rate = optax.warmup_cosine_decay_schedule(
            0.0,
            self.learning_rate,
            self.warmup,
            max(self.steps, self.warmup + 1),
            self.learning_rate * self.final_rate,
        )
        return optax.chain(
            optax.clip_by_global_norm(self.clip),
            optax.adamw(
                rate,
                b2=self.beta2,
                weight_decay=self.weight_decay,
                mask=lambda tree: jax.tree.map(lambda leaf: leaf.ndim > 1, tree),
            ),
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Where training stands. `loss` is the mean since the last report, `score` of the held-out."""

    step: int
    loss: float
    score: float | None
    bytes_per_s: float
    seconds: float


class Trainer(Generic[Model]):
    """Trains one model in one folder."""

    def __init__(
        self,
        model: Model,
        schedule: Schedule,
        folder: Path,
        *,
        kind: str,
        config: Mapping[str, Any],
        loss: Callable[..., jax.Array],
        batch: Callable[[int], Batch],
        score: Callable[[Model], float],
    ) -> None:
        """Take a model with fresh weights.

        `loss(model, *batch)` is the mean over the rows of a batch, `batch(n)` the n-th of them,
        `score(model)` is lower for a better model. `kind` and `config` go into checkpoints.
        """
        self.model = model
        self.step = 0
        self.best = math.inf
        self._schedule = schedule
        self._folder = folder
        self._kind, self._config = kind, dict(config)
        self._loss, self._batch, self._score = loss, batch, score
        self._optimizer = schedule.optimizer()
        self._state = self._optimizer.init(eqx.filter(model, eqx.is_array))
        self._update = _compiled(loss, self._optimizer)
        self._mesh = Mesh(np.array(jax.devices()), ("rows",))

    def resume(self) -> bool:
        """Go on from the folder's last checkpoint; False if there is none.

        Raises:
            ModelInvalid: it is damaged, or of another model or schedule.
        """
        path = self._folder / LAST
        if not path.is_file():
            return False
        everything = checkpoints.load(
            path, self._everything(), kind=f"{self._kind}-training", config=self._identity()
        )
        self.model, self._state = everything
        more = checkpoints.read_header(path, f"{self._kind}-training").more
        self.step, self.best = int(more["step"]), float(more["best"])
        return True

    def run(
        self,
        report: Callable[[Progress], None] = lambda progress: None,
        is_stopped: Callable[[], bool] = lambda: False,
        stepped: Callable[[int, float], None] = lambda step, bytes_per_s: None,
    ) -> Progress:
        """Train to the end of the schedule, or until it is stopped; checkpoints at each report.

        `stepped` is told after each step how far it is and how fast since the last report.

        Raises:
            TrainingDiverged: the loss is not finite; the last checkpoint is from before that.
        """
        schedule = self._schedule
        began = last = time.monotonic()
        losses: list[float] = []
        progress = Progress(self.step, math.nan, None, 0.0, 0.0)
        while self.step < schedule.steps:
            losses.append(self._one_step())
            now = time.monotonic()
            n_bytes = len(losses) * schedule.accumulate * schedule.batch * schedule.length
            stepped(self.step, n_bytes / (now - last))
            is_last = (
                self.step == schedule.steps or now - began > 60.0 * schedule.minutes or is_stopped()
            )
            if is_last or self.step % schedule.evaluate_every == 0:
                score = self._score(self.model)
                progress = Progress(
                    self.step, float(np.mean(losses)), score, n_bytes / (now - last), now - began
                )
                self._keep(progress)
                report(progress)
                losses, last = [], time.monotonic()
            if is_last:
                break
        return progress

    def _one_step(self) -> float:
        first = self.step * self._schedule.accumulate
        batches = [self._batch(first + n) for n in range(self._schedule.accumulate)]
        stacked = tuple(self._placed(np.stack(parts)) for parts in zip(*batches, strict=True))
        self.model, self._state, mean = self._update(self.model, self._state, stacked)
        loss = float(mean)
        if not math.isfinite(loss):
            raise TrainingDiverged(
                f"The loss became {loss} at step {self.step} (batches {first} to"
                f" {first + len(batches) - 1}, seed {self._schedule.seed}).\n"
                f"The checkpoint {LAST!r} is from before; lower the learning rate and resume."
            )
        self.step += 1
        return loss

    def _placed(self, array: NDArray[Any]) -> jax.Array:
        """Return (accumulate, rows, ...) with the rows dealt out to the devices."""
        if array.shape[1] % self._mesh.size:
            return jnp.asarray(array)
        spec = PartitionSpec(None, "rows")  # type: ignore[no-untyped-call]
        placed: jax.Array = jax.device_put(array, NamedSharding(self._mesh, spec))
        return placed

    def _keep(self, progress: Progress) -> None:
        if progress.score is not None and progress.score < self.best:
            self.best = progress.score
            self._save(BEST, self.model, self._kind, self._config)
        self._save(LAST, self._everything(), f"{self._kind}-training", self._identity())
        with (self._folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(progress)) + "\n")

    def _save(self, name: str, tree: Any, kind: str, config: Mapping[str, Any]) -> None:
        more = {"step": self.step, "best": self.best if math.isfinite(self.best) else 1e9}
        checkpoints.save(self._folder / name, tree, kind=kind, config=config, more=more)

    def _everything(self) -> tuple[Model, Any]:
        return self.model, self._state

    def _identity(self) -> dict[str, Any]:
        """Return what must be the same for a run to go on: all but how long it may take."""
        kept = {k: v for k, v in asdict(self._schedule).items() if k != "minutes"}
        return {**self._config, "schedule": kept}


def read_log(folder: Path) -> list[Progress]:
    """Return what was reported of the runs in a folder, in order; nothing if none was."""
    path = folder / LOG
    if not path.is_file():
        return []
    return [Progress(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _compiled(
    loss: Callable[..., jax.Array], optimizer: optax.GradientTransformation
) -> Callable[[Model, Any, tuple[jax.Array, ...]], tuple[Model, Any, jax.Array]]:
    @eqx.filter_jit(donate="all")
    def update(
        model: Model, state: Any, batches: tuple[jax.Array, ...]
    ) -> tuple[Model, Any, jax.Array]:
        n = len(batches[0])

        def add(total: Any, batch: tuple[jax.Array, ...]) -> tuple[Any, jax.Array]:
            value, slope = eqx.filter_value_and_grad(loss)(model, *batch)
            return jax.tree.map(jnp.add, total, slope), value

        nothing = jax.tree.map(jnp.zeros_like, eqx.filter(model, eqx.is_inexact_array))
        slope, values = jax.lax.scan(add, nothing, batches)
        slope = jax.tree.map(lambda leaf: leaf / n, slope)
        changes, state = optimizer.update(slope, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, changes), state, values.mean()

    return update
