"""T1, T2, T5, T9 and the parts of T6 that need no training."""

from __future__ import annotations

import math
import time

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from hafiza.core.errors import InputError
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.learning import nats, surprise
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.patches import lengths
from hafiza.neural.agiformer.stream import Stream
from neural.small import (
    VERSE,
    begin,
    build,
    extend,
    furthest,
    score,
    some_bytes,
    step,
    step_many,
    streamed,
)

pytestmark = pytest.mark.outer

KINDS = {
    "delta": {},
    "hebb": {"rule": "hebb"},
    "no memory": {"memory": False},
    "no window": {"attention": False},
    "no cortex": {"max_steps": 0},
    "effort and retention": {"plasticity_follows_effort": True},
    "mean pool": {"mean_pool": True, "ngrams": ()},
    "patches of three": {"patch": 3},
    "patches by spaces": {"patching": "space", "patch": 8},
}


@pytest.fixture(scope="module", params=KINDS, ids=lambda name: name)
def any_model(request):
    return build(**KINDS[request.param])


@pytest.fixture(scope="module")
def late(model):
    """A state after 100,000 bytes."""
    state = begin(model, model.effort(0.0))
    text = some_bytes(2000)
    for _ in range(50):
        state, _ = extend(model, state, text, model.effort(0.0))
    return state


# --- T1: causality ---


@pytest.mark.parametrize("j", [0, 9, 18, 27])  # every place in a patch
def test_a_byte_changes_the_odds_of_later_bytes_alone(model, j):
    effort = model.effort(1.0)
    text = some_bytes(64)
    logits = score(model, text, effort).logits

    changed = score(model, text.at[j].set((text[j] + 1) % 256), effort).logits

    assert (np.asarray(changed[: j + 1]) == np.asarray(logits[: j + 1])).all()
    assert (np.abs(changed[j + 1 :] - logits[j + 1 :]).max(axis=1) > 0).any()
    # The very next byte knows it, and so does the last of the text: through the memory.
    assert np.abs(changed[j + 1] - logits[j + 1]).max() > 0
    assert np.abs(changed[-1] - logits[-1]).max() > 0


def test_a_byte_changes_no_odds_before_it_where_patches_end_after_words():
    model = build(**KINDS["patches by spaces"])
    text = jnp.asarray(list(b'He said, "one two three four", and nothing-at-all beyond 2026.'))
    effort = model.effort(1.0)
    logits = score(model, text, effort).logits

    for j in (3, 7, 8, 30):  # in a word, after it, before the next, at a quotation mark
        changed = score(model, text.at[j].set(ord(" ") if j == 3 else ord("x")), effort).logits

        assert (np.asarray(changed[: j + 1]) == np.asarray(logits[: j + 1])).all()
        assert np.abs(changed[j + 1] - logits[j + 1]).max() > 0
        assert np.abs(changed[-1] - logits[-1]).max() > 0


# --- T2: parallel = stream = prefill and stream ---


def test_stream_gives_what_reading_at_once_gives(any_model):
    effort = any_model.effort(0.7)
    config = any_model.config
    text = some_bytes(17 * config.patch)
    length = lengths(config, np.asarray(text))
    text = text[: length.sum()]  # whole patches, as many as there are
    first = begin(any_model, effort)

    by_byte, stream = streamed(any_model, text, effort)
    room = jnp.resize(text, len(length) * config.patch)
    at_once, read = extend(any_model, first, room, effort, length)
    odds = score(any_model, text, effort).logits

    assert len(length) >= 17
    assert furthest(stream, read.logits[: len(text)]) < 1e-4
    assert furthest(by_byte, at_once) < 1e-4
    assert furthest(odds, jnp.concatenate([first.logits[None], stream[:-1]])) < 1e-4


def test_streams_side_by_side_are_as_if_alone(model):
    effort = model.effort(0.7)
    texts = jnp.stack([some_bytes(10, seed) for seed in range(3)])
    first = begin(model, effort)
    states = jax.tree.map(lambda leaf: jnp.repeat(leaf[None], 3, axis=0), first)

    for t in range(10):
        states = step_many(model, states, texts[:, t], effort)

    for row in range(3):
        alone, _ = streamed(model, texts[row], effort)
        assert furthest(jax.tree.map(lambda leaf, row=row: leaf[row], states), alone) < 1e-4


# --- T5: constant memory and time ---


def test_state_has_the_same_size_after_a_long_text(model, late):
    early = begin(model, model.effort(0.0))

    assert int(late.t) == 100_000
    assert [(leaf.shape, leaf.dtype) for leaf in jax.tree.leaves(late)] == [
        (leaf.shape, leaf.dtype) for leaf in jax.tree.leaves(early)
    ]
    assert np.isfinite(late.logits).all()


def test_nothing_is_compiled_anew_and_a_late_step_costs_what_an_early_one_did(model, late):
    n_traces = 0

    def counted(model, state, byte, effort):
        nonlocal n_traces
        n_traces += 1
        return Agiformer.step(model, state, byte, effort)

    fast = jax.jit(counted)
    effort = model.effort(0.5)
    early = begin(model, effort)
    took = {"early": [], "late": []}
    for byte in some_bytes(400):
        for name, state in (("early", early), ("late", late)):
            started = time.perf_counter()
            after = jax.block_until_ready(fast(model, state, byte, effort))
            took[name].append(time.perf_counter() - started)
            early, late = (after, late) if name == "early" else (early, after)
    fast(model, late, jnp.int32(1), model.effort(1.0))

    assert n_traces == 1
    assert np.median(took["late"]) < 1.2 * np.median(took["early"])


# --- T6: effort ---


def test_depth_grows_with_effort(model):
    text = some_bytes(64)
    depths = [int(score(model, text, model.effort(e)).depth.sum()) for e in (0.0, 0.34, 0.67, 1.0)]

    assert depths == sorted(depths)
    assert depths[0] == 16
    assert depths[-1] == 16 * model.config.max_steps


@pytest.mark.parametrize("value", [math.nan, -1, 2, -0.001, 1.001])
def test_effort_beyond_its_bounds_is_an_error(model, value):
    with pytest.raises(InputError, match="number from 0 to 1"):
        model.effort(value)


def test_learning_sees_what_thinking_computes(model):
    # The last steps have gradients, the first ones none; the numbers are those of inference.
    effort = model.effort(1.0)
    learning = effort.__class__(effort.value, effort.n_steps, effort.tolerance, is_learning=True)
    text = some_bytes(32)

    assert furthest(score(model, text, learning).logits, score(model, text, effort).logits) < 1e-4


def test_bytes_beyond_the_patches_of_a_usual_text_do_not_count():
    model = build(**KINDS["patches by spaces"])
    text = jnp.asarray(list(b"a b " * 16))  # a patch for two bytes; room for one in four, and eight
    known = 2 * model.config.usual_patches(64)
    no_effort = model.effort(0.0)
    learning = no_effort.__class__(
        no_effort.value, no_effort.n_steps, jnp.float32(0.0), is_learning=True
    )
    expected = surprise(score(model, text, learning).logits, text)[:known].mean()

    assert known == 48
    assert nats(model, text[None], jnp.array([1])) == pytest.approx(float(expected), rel=1e-4)


def test_ngrams_drop_out_in_learning_alone():
    model = build(ngram_dropout=0.5)
    text, depths = jnp.tile(jnp.asarray(list(VERSE[:32])), (2, 1)), jnp.array([1, 1])
    learned = eqx.filter_jit(lambda seeds: nats(model, text, depths, seeds=seeds))
    plain = float(nats(model, text, depths))

    one, same, other = (float(learned(jnp.array(seeds))) for seeds in ([1, 2], [1, 2], [3, 4]))

    assert one == same
    assert len({one, other, plain}) == 3
    by_stream = Stream(model, 0.0).read(VERSE[:32]) * float(jnp.log(2.0)) / 32
    assert plain == pytest.approx(by_stream, rel=1e-3)


# --- T9: any bytes ---


@pytest.mark.parametrize("text", [b"\x00" * 8, b"\xff" * 8, b"\xc3\x28\xa0\xa1", b"merhaba!"])
def test_odds_of_any_bytes_sum_to_one(model, text):
    logits = score(model, jnp.asarray(list(text), jnp.int32), model.effort(1.0)).logits

    assert np.allclose(jax.nn.softmax(logits).sum(axis=-1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    "changes",
    [
        {"patch": 0},
        {"dim": 30, "heads": 4},
        {"memory": False, "attention": False},
        {"max_steps": -1},
        {"ngrams": (1,)},
        {"ngram_dropout": 1.0},
        {"ngram_dropout": math.nan},
        {"half_lives": (64.0, 8.0)},
    ],
)
def test_shape_that_does_not_fit_says_why(changes):
    with pytest.raises(InputError, match=str(next(iter(changes))).split("_")[0]):
        AgiformerConfig(**changes)


def test_step_takes_any_byte(model):
    effort = model.effort(0.5)
    state = begin(model, effort)
    for byte in (0, 255, 195, 10):
        state = step(model, state, jnp.int32(byte), effort)
        assert np.isfinite(state.logits).all()


# --- half precision ---


def test_in_bfloat16_odds_stay_near_and_what_is_remembered_is_exact():
    text = some_bytes(24)
    exact, narrow = (build(dtype=dtype) for dtype in ("float32", "bfloat16"))
    wide = jax.nn.softmax(score(exact, text, exact.effort(1.0)).logits)
    odds = jax.nn.softmax(score(narrow, text, narrow.effort(1.0)).logits)
    assert 0.0 < furthest(odds, wide) < 0.02  # of odds of one in 256 to one in 20
    state, logits = streamed(narrow, text[:12], narrow.effort(1.0))
    assert logits.dtype == state.blocks.memory.dtype == jnp.float32
    assert state.latent.dtype == state.blocks.ring.key.dtype == jnp.bfloat16
    assert furthest(jax.nn.softmax(logits[:-1]), odds[1:12]) < 0.02


def test_it_learns_in_bfloat16():
    model, text = build(dtype="bfloat16"), some_bytes(64)[None] % 2 + 65
    depth = jnp.array([2])

    @eqx.filter_jit
    def stepped(model):
        loss, slope = eqx.filter_value_and_grad(lambda m: nats(m, text, depth))(model)
        return loss, jax.tree.map(lambda weight, by: weight - 0.3 * by, model, slope)

    first, model = stepped(model)
    for _ in range(5):
        last, model = stepped(model)
    assert float(last) < 0.8 * float(first)
