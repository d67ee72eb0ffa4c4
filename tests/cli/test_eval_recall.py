"""`hafiza eval recall` on a model that has learned nothing: no answer right, every row there."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from hafiza.neural import checkpoints
from hafiza.neural.agiformer.stream import KIND
from neural.small import build

pytestmark = pytest.mark.outer


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    model = build(blocks=1, decoder_blocks=1)
    path = tmp_path_factory.mktemp("model") / "model.safetensors"
    checkpoints.save(path, model, kind=KIND, config=asdict(model.config), more={})
    return str(path)


def test_unlearned_model_recalls_nothing(hafiza_json, checkpoint):
    found = hafiza_json(
        *("eval", "recall", checkpoint, "--distances", "8,24", "--pairs", "2", "--rows", "8")
    )

    assert set(found["right_by_distance"]) == {"8", "24"}
    assert max(found["right_by_distance"].values()) <= 0.25
    assert found["chance"] == 0.01


def test_hops_are_asked_at_every_effort(hafiza_json, checkpoint):
    found = hafiza_json(
        *("eval", "recall", checkpoint, "--task", "hops", "--hops", "2", "--rows", "4"),
        *("--efforts", "0,1"),
    )

    assert set(found["by_effort"]) == {"0.0", "1.0"}
    assert set(found["by_effort"]["1.0"]["right_by_hops"]) == {"1", "2"}
    assert found["by_effort"]["0.0"]["depth"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--task", "chess"), "mqar, needle or hops"),
        (("--task", "needle"), "--hay"),
        (("--distances", "a"), "numbers"),
        (("--distances=-4",), "0 or more"),
    ],
)
def test_wrong_wishes_are_told(hafiza, checkpoint, arguments, message):
    result = hafiza("eval", "recall", checkpoint, *arguments)

    assert result.exit_code == 2
    assert message in result.stderr
