"""A text as a stream: any split, any bytes, saved and gone on with, and its bits."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from hafiza.core.errors import InputError, ModelInvalid
from hafiza.neural import checkpoints
from hafiza.neural.agiformer.stream import KIND, Stream, load_agiformer
from neural.small import build, score, some_bytes, write_talker

pytestmark = pytest.mark.outer

TEXT = bytes(range(256)) + "Ünlü söz: «bir»\n".encode() + b"\xff\xfe\x00" * 5

SPEECH = "Evvel zaman içinde, kalbur saman içinde; once upon a time, 3,141 years ago. ".encode() * 9


@pytest.fixture(scope="module")
def one(model):
    """A stream that has read the whole text at once, and its bits."""
    stream = Stream(model)
    return stream, stream.read(TEXT)


def test_bits_of_a_stream_are_those_of_the_joint_likelihood(model, one):
    n = len(TEXT) // 4 * 4
    logits = score(model, np.frombuffer(TEXT[:n], np.uint8).astype(np.int32), model.effort(1.0))
    odds = np.asarray(jax.nn.log_softmax(logits.logits), float)
    expected = -odds[np.arange(n), list(TEXT[:n])].sum() / np.log(2)

    assert Stream(model).read(TEXT[:n]) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("cuts", [[0], [1], [3, 4, 5], [100], [31, 33, 200]])
def test_any_split_gives_the_same_bits_and_odds(model, one, cuts):
    whole, bits = one
    stream = Stream(model)

    parts = [TEXT[a:b] for a, b in zip([0, *cuts], [*cuts, len(TEXT)], strict=True)]
    assert sum(stream.read(part) for part in parts) == pytest.approx(bits, rel=1e-5)

    assert stream.n_bytes == len(TEXT)
    assert np.abs(stream.logits - whole.logits).max() < 1e-4


def test_odds_after_any_number_of_bytes_are_those_of_reading_at_once(model):
    text = some_bytes(260, seed=2)
    logits = score(model, text, model.effort(1.0)).logits

    for n in (1, 3, 4, 5, 63, 64, 65, 257):
        stream = Stream(model)
        stream.read(bytes(text[:n].tolist()))
        assert np.abs(stream.logits - logits[n]).max() < 1e-4


def test_saved_stream_goes_on_with_the_same_bits(model, one, tmp_path):
    stream = Stream(model)
    stream.read(TEXT[:101])
    stream.save(tmp_path / "state.safetensors")
    loaded = Stream(model)
    loaded.load(tmp_path / "state.safetensors")

    for byte in some_bytes(256, seed=1):
        assert (loaded.logits == stream.logits).all()
        loaded.read(bytes([int(byte)]))
        stream.read(bytes([int(byte)]))
    assert (loaded.logits == stream.logits).all()
    assert loaded.n_bytes == 101 + 256


def test_forks_go_their_own_way_from_what_both_have_read(model):
    stream = Stream(model)
    stream.read(TEXT[:50])
    fork = stream.fork()
    before = stream.logits

    fork.read(TEXT[50:90])

    assert (stream.logits == before).all()
    assert (stream.n_bytes, fork.n_bytes) == (50, 90)
    stream.read(TEXT[50:90])
    assert (stream.logits == fork.logits).all()


def test_state_of_another_model_is_refused(model, tmp_path):
    stream = Stream(build(seed=1))
    stream.save(tmp_path / "state.safetensors")

    with pytest.raises(ModelInvalid, match="weights differ"):
        Stream(model).load(tmp_path / "state.safetensors")


def test_checkpoint_from_before_a_field_of_the_shape_is_read(tmp_path):
    path = write_talker(tmp_path / "talker.safetensors")
    model = load_agiformer(path)
    shape = dict(checkpoints.read_header(path, KIND).config)
    del shape["patching"]
    checkpoints.save(tmp_path / "old.safetensors", model, kind=KIND, config=shape, more={})

    loaded = load_agiformer(tmp_path / "old.safetensors")

    assert loaded.config == model.config
    assert checkpoints.fingerprint(loaded) == checkpoints.fingerprint(model)


def test_effort_may_change_within_a_text(model):
    stream = Stream(model, effort=0.0)
    stream.read(TEXT[:64])
    assert stream.depths == [1] * 16

    stream.set_effort(1.0)
    stream.read(TEXT[64:96])

    assert stream.depths[16:] == [model.config.max_steps] * 8
    with pytest.raises(InputError):
        stream.set_effort(float("nan"))


@pytest.fixture(scope="module")
def by_words():
    return build(patching="space", patch=8)


def test_bits_where_patches_end_after_words_are_those_of_the_joint_likelihood(by_words):
    text = np.frombuffer(SPEECH, np.uint8).astype(np.int32)
    odds = np.asarray(jax.nn.log_softmax(score(by_words, text, by_words.effort(1.0)).logits), float)
    expected = -odds[np.arange(len(text)), text].sum() / np.log(2)

    for cuts in ([0], [1, 2, 3], [6], [100, 101], [77, 400]):
        stream = Stream(by_words)
        parts = [SPEECH[a:b] for a, b in zip([0, *cuts], [*cuts, len(SPEECH)], strict=True)]
        assert sum(stream.read(part) for part in parts) == pytest.approx(expected, rel=1e-5)
        assert stream.n_bytes == len(SPEECH)


def test_saved_stream_goes_on_in_the_middle_of_a_word(by_words, tmp_path):
    stream = Stream(by_words)
    stream.read(SPEECH[:103])
    stream.save(tmp_path / "state.safetensors")
    loaded = Stream(by_words)
    loaded.load(tmp_path / "state.safetensors")

    for at in range(103, 140):
        assert (loaded.logits == stream.logits).all()
        loaded.read(SPEECH[at : at + 1])
        stream.read(SPEECH[at : at + 1])
    assert (loaded.logits == stream.logits).all()


def test_nothing_and_one_byte(model):
    stream = Stream(model)

    assert stream.read(b"") == 0.0
    assert stream.n_bytes == 0
    assert stream.read(b"a") > 0.0
    assert stream.n_bytes == 1
