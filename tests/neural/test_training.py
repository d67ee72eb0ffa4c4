"""Training: a straight line is enough to see that steps, checkpoints and resuming are right."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from hafiza.core.errors import InputError, ModelInvalid
from hafiza.neural.training import Schedule, Trainer, TrainingDiverged


class Line(eqx.Module):
    slope: jax.Array
    offset: jax.Array

    def __init__(self):
        self.slope = jnp.zeros((1, 1))
        self.offset = jnp.zeros(1)


def loss(model, x, y):
    return jnp.mean((x * model.slope[0, 0] + model.offset[0] - y) ** 2)


def batch(n, rows=8):
    x = np.random.default_rng(n).normal(size=rows).astype(np.float32)
    return x, 2.0 * x + 1.0


def trainer(folder, steps=60, batch=batch, **changes):
    schedule = Schedule(
        steps=steps, learning_rate=0.1, warmup=5, weight_decay=0.0, evaluate_every=10, **changes
    )
    return Trainer(
        Line(),
        schedule,
        folder,
        kind="line",
        config={"degree": 1},
        loss=loss,
        batch=batch,
        score=lambda model: float(loss(model, *batch(10_000))),
    )


def weights(made):
    return [float(made.model.slope[0, 0]), float(made.model.offset[0])]


def test_it_learns_and_says_how_it_goes(tmp_path):
    made, reports = trainer(tmp_path, steps=200), []

    made.run(reports.append)

    assert weights(made) == pytest.approx([2.0, 1.0], abs=0.05)
    assert [report.step for report in reports] == list(range(10, 201, 10))
    assert reports[-1].loss < reports[0].loss
    assert reports[-1].bytes_per_s > 0
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == [r.step for r in reports]


def test_resumed_run_ends_with_the_bits_of_one_that_never_stopped(tmp_path):
    straight = trainer(tmp_path / "straight")
    straight.run()
    stopped = trainer(tmp_path / "stopped")
    stopped.run(is_stopped=lambda: stopped.step == 37)
    assert stopped.step == 37

    resumed = trainer(tmp_path / "stopped")
    assert resumed.resume()
    resumed.run()

    assert weights(resumed) == weights(straight)
    assert (tmp_path / "stopped/last.safetensors").read_bytes() == (
        tmp_path / "straight/last.safetensors"
    ).read_bytes()


def test_nothing_to_resume_is_no_error(tmp_path):
    assert not trainer(tmp_path).resume()


def test_run_of_another_schedule_is_not_resumed(tmp_path):
    trainer(tmp_path).run()

    with pytest.raises(ModelInvalid, match="schedule"):
        trainer(tmp_path, clip=0.5).resume()


def test_accumulated_batches_are_one_larger_batch(tmp_path):
    one = trainer(tmp_path / "one", batch=lambda n: batch(n, rows=8), clip=1e9)

    def halves(n):
        x, y = batch(n // 2, rows=8)
        part = slice(0, 4) if n % 2 == 0 else slice(4, 8)
        return x[part], y[part]

    two = trainer(tmp_path / "two", batch=halves, accumulate=2, clip=1e9)
    one.run()
    two.run()

    assert weights(two) == pytest.approx(weights(one), rel=1e-4)


def test_loss_that_is_not_finite_stops_with_step_and_seed(tmp_path):
    def breaks(n):
        x, y = batch(n)
        return (x * math.nan, y) if n == 23 else (x, y)

    made = trainer(tmp_path, batch=breaks, seed=4)
    with pytest.raises(TrainingDiverged, match=r"step 23 \(batches 23 to 23, seed 4\)"):
        made.run()

    resumed = trainer(tmp_path, seed=4)
    assert resumed.resume()
    assert resumed.step == 20
    assert np.isfinite(weights(resumed)).all()


ON_FOUR_DEVICES = """
import json, sys
from pathlib import Path
import jax
from neural.test_training import batch, trainer, weights

made = trainer(Path(sys.argv[1]))
made.run()
rows = made._placed(batch(0)[0][None])
print(json.dumps({
    "devices": len(jax.devices()),
    "rows": sorted(shard.data.shape[1] for shard in rows.addressable_shards),
    "weights": weights(made),
}))
"""


@pytest.mark.outer
def test_rows_are_dealt_out_to_devices_and_the_weights_are_the_same(tmp_path):
    here = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", ON_FOUR_DEVICES, str(tmp_path / "four")],
        env={**os.environ, "XLA_FLAGS": "--xla_force_host_platform_device_count=4"},
        cwd=here,
        capture_output=True,
        text=True,
        check=True,
    )
    alone = trainer(tmp_path / "one")
    alone.run()

    found = json.loads(done.stdout)
    assert found["devices"] == 4
    assert found["rows"] == [2, 2, 2, 2]
    assert found["weights"] == pytest.approx(weights(alone), rel=1e-4)


@pytest.mark.parametrize("changes", [{"steps": 0}, {"learning_rate": 0.0}, {"minutes": math.nan}])
def test_schedule_out_of_bounds_is_an_error(changes):
    with pytest.raises(InputError, match=next(iter(changes))):
        Schedule(**{"steps": 1, **changes})
