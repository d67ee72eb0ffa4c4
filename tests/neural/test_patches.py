"""Where patches end: by number, or after words."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hafiza.core.errors import InputError
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.patches import ByteEmbedder, cut_at, cut_by_bytes, ends, lengths

FIXED = AgiformerConfig(patch=4)
SPACED = AgiformerConfig(patch=8, patching="space")

_ROOM = 160
texts = st.one_of(st.binary(max_size=80), st.text("aç1' .,\n", max_size=80).map(str.encode))


def patches(config, text):
    numbers = np.frombuffer(text, np.uint8).astype(np.int32)
    borders = np.cumsum(lengths(config, numbers))
    return [part.tobytes() for part in np.split(np.frombuffer(text, np.uint8), borders)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada's cat, Tom, sat.", ["Ada's ", "cat,", " Tom,", " sat.", ""]),
        ("bir ağaç", ["bir ", "ağaç"]),
        ("Uluslararası bir", ["Uluslara", "rası ", "bir"]),  # ı has two bytes, it is not cut here
        ("a\n\n  b c", ["a\n", "\n  b ", "c"]),
        ("          x", ["        ", "  x"]),
        ("", [""]),
    ],
)
def test_patches_end_after_words(text, expected):
    assert [part.decode() for part in patches(SPACED, text.encode())] == expected


def test_fixed_patches_are_of_one_length():
    assert patches(FIXED, b"0123456789") == [b"0123", b"4567", b"89"]


@settings(deadline=None)  # the first example compiles
@given(texts, st.sampled_from([FIXED, SPACED]))
def test_it_is_the_same_byte_by_byte(text, config):
    numbers = np.frombuffer(text, np.uint8).astype(np.int32)
    before, filled, found = -1, 0, []
    for byte in numbers:
        [ended] = ends(config, np.array([byte]), before=before, filled=filled)
        filled = 0 if ended else filled + 1
        before = int(byte)
        found.append(bool(ended))

    assert ends(config, numbers).tolist() == found
    # One length, so that one is compiled; what comes after changes nothing.
    longer = jnp.asarray(np.concatenate([numbers, np.full(_ROOM - len(numbers), 32)]))
    assert ends(config, longer, xp=jnp)[: len(found)].tolist() == found


@given(texts, st.sampled_from([FIXED, SPACED]))
def test_bounds_hold_and_nothing_is_lost(text, config):
    numbers = np.frombuffer(text, np.uint8).astype(np.int32)
    length = lengths(config, numbers)

    assert b"".join(patches(config, text)) == text
    assert all(1 <= one <= config.patch for one in length)
    at_hand = int(length.sum() < len(text))
    assert len(length) + at_hand <= max(1, config.most_patches(len(text)))


@pytest.mark.parametrize("config", [FIXED, SPACED], ids=["fixed", "spaces"])
def test_both_ways_to_cut_agree(config):
    text = np.frombuffer(b"one, two, three; uninterrupted, and then. The end. ", np.uint8)
    length = lengths(config, text.astype(np.int32))
    text = jnp.asarray(text[: length.sum()], jnp.int32)

    by_bytes = cut_by_bytes(config, text, len(length))
    at = cut_at(jnp.asarray(length), len(text))

    for one, other in zip(by_bytes, at, strict=True):
        assert one.tolist() == other.tolist()


@pytest.mark.parametrize(("shape", "says"), [({"patch": 3}, "at least 4"), ({}, None)])
def test_short_patches_by_spaces_are_refused(shape, says):
    if says is None:
        assert AgiformerConfig(patching="space", **shape).patch == 4
        return
    with pytest.raises(InputError, match=says):
        AgiformerConfig(patching="space", **shape)


def test_unknown_patching_is_refused():
    with pytest.raises(InputError, match="fixed or space"):
        AgiformerConfig(patching="word")


def test_ngrams_drop_out_by_the_key_and_their_mean_stays():
    embedder = ByteEmbedder(4, (2, 3), 64, dropout=0.25, key=jax.random.key(0))
    text = jnp.asarray([-1, -1, *list(b"ada")])
    keys = jax.random.split(jax.random.key(1), 2000)

    whole, some = embedder(text), jax.vmap(lambda key: embedder(text, key=key))(keys)
    byte = embedder.byte[text[2:]]
    none = (some == byte).all(axis=-1)  # neither the pair nor the triple
    both = jnp.isclose(some, byte + (whole - byte) / 0.75, atol=1e-5).all(axis=-1)

    np.testing.assert_array_equal(some[0], embedder(text, key=keys[0]))
    np.testing.assert_allclose(none.mean(axis=0), 0.25**2, atol=0.02)
    np.testing.assert_allclose(both.mean(axis=0), 0.75**2, atol=0.03)
    np.testing.assert_allclose(some.mean(axis=0), whole, atol=0.02)


def test_without_a_share_a_key_changes_nothing():
    embedder = ByteEmbedder(4, (2, 3), 64, key=jax.random.key(0))
    text = jnp.asarray([-1, -1, *list(b"ada")])

    np.testing.assert_array_equal(embedder(text, key=jax.random.key(1)), embedder(text))
