"""What is said of a model's inside is so."""

from __future__ import annotations

import numpy as np
import pytest

from hafiza.neural import pictures
from hafiza.neural.agiformer import profile
from hafiza.neural.agiformer.stream import Stream
from hafiza.neural.training import Progress
from neural.small import build, some_bytes, streamed

pytestmark = pytest.mark.outer


@pytest.fixture(scope="module")
def text():
    return np.asarray(some_bytes(128))


def test_sizes_are_those_of_the_arrays(model):
    found = profile.sizes(model)

    assert found.in_tables == 3 * 64 * 16
    assert found.state_bytes == sum(
        np.asarray(leaf).nbytes for leaf in _leaves(Stream(model).state)
    )


def test_without_input_half_lives_are_those_training_began_with(text):
    plain = build()
    blocks = plain.blocks.blocks
    silent = _with_weight(plain, blocks.hebbian.to_decay.weight * 0)

    lives = profile.half_lives(silent, text)

    assert lives.shape == (2, 2)
    np.testing.assert_allclose(lives[0], profile.half_lives_at_start(plain), rtol=1e-4)


def test_reach_ends_with_the_window_when_there_is_no_memory(text):
    near = build(memory=False, blocks=1, window=4, max_steps=0, ngrams=())

    found = profile.reach(near, text, [1, 4, 100, 1000])

    assert set(found) == {1, 4, 100}
    assert found[1] > 0
    assert found[100] == 0.0


def test_memory_reaches_where_the_window_does_not(model, text):
    assert profile.reach(model, text, [100])[100] > 0


def test_memory_after_a_text_is_that_of_its_stream(model, text):
    state, _ = streamed(model, some_bytes(128)[:32], model.effort(1.0))

    held = profile.memory_after(model, text[:32].astype(np.uint8).tobytes())

    np.testing.assert_allclose(held, np.asarray(state.blocks.memory), atol=1e-4)


def test_seconds_of_a_step_are_measured(model, text):
    stream = Stream(model, 0.0)

    assert 0 < profile.step_seconds(stream, text[:21].astype(np.uint8).tobytes()) < 5
    assert stream.n_bytes == 21


def test_pictures_are_drawn(model, text, tmp_path):
    bits, depths = profile.bits_and_depths(model, text[:32], 1.0)
    lives = profile.half_lives(model, text)
    log = [Progress(10, 3.0, 3.1, 1.0, 1.0), Progress(20, 2.0, None, 1.0, 2.0)]

    pictures.draw_bytes(bytes(range(32)), bits.tolist(), depths.tolist(), tmp_path / "a.svg")
    pictures.draw_reach({1: 0.1, 4: 0.01}, tmp_path / "b.svg")
    pictures.draw_half_lives(lives, profile.half_lives_at_start(model), tmp_path / "c.svg")
    pictures.draw_memory(profile.memory_after(model, bytes(range(128))), tmp_path / "d.svg")
    pictures.draw_learning(log, tmp_path / "e.svg")

    assert len(bits) == 32
    assert len(depths) == 32
    for name in "abcde":
        assert (tmp_path / f"{name}.svg").read_text().rstrip().endswith("</svg>")


def _leaves(tree):
    import jax

    return jax.tree.leaves(tree)


def _with_weight(model, weight):
    import equinox as eqx

    return eqx.tree_at(lambda m: m.blocks.blocks.hebbian.to_decay.weight, model, weight)
