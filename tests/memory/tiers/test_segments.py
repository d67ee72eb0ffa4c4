from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.memory.tiers.segments import (
    Cutting,
    affinity,
    centred_cosines,
    continues,
    cosine_floor,
    jaccard,
    stretched,
)

NOW = datetime(2026, 5, 1, tzinfo=UTC)
words = st.lists(st.sampled_from("abcdefgh"), max_size=8)
EAST = np.array([1, 0], np.float32)
NORTH = np.array([0, 1], np.float32)


def test_f_is_cosine_plus_jaccard():
    assert affinity(0.5, ["dog", "park"], ["park", "tree"]) == pytest.approx(0.5 + 1 / 3)


@given(words, words)
def test_jaccard_is_symmetric_and_bounded(ours, theirs):
    assert jaccard(ours, theirs) == jaccard(theirs, ours)
    assert 0 <= jaccard(ours, theirs) <= 1


@given(st.floats(-1, 1), st.floats(0, 0.99))
def test_a_stretched_cosine_lies_between_nothing_and_the_same(value, floor):
    assert 0 <= stretched(value, floor) <= 1
    assert stretched(1.0, floor) == 1


def test_segments_are_compared_from_the_mean_of_all():
    totals = np.array([[9, 1, 0], [18, 2, 0], [9, 0, 1], [9, -1, -1]], np.float32)

    near = centred_cosines(totals, 0)

    assert near[:2] == pytest.approx([1, 1], abs=1e-5)
    assert near[2] < 0.6
    assert near[3] == 0


def test_two_segments_have_no_mean_to_be_seen_from():
    assert centred_cosines(np.stack([EAST, EAST]), 0).tolist() == [0, 0]


def test_a_gap_in_time_ends_a_run():
    recent, cutting = np.stack([EAST] * 4), Cutting()

    assert continues(recent, 4, NOW, EAST, NOW + cutting.gap, 0, cutting)
    assert not continues(recent, 4, NOW, EAST, NOW + cutting.gap + timedelta(seconds=1), 0, cutting)


def test_a_change_of_meaning_ends_a_run_that_has_begun_in_earnest():
    recent, cutting = np.stack([EAST] * 4), Cutting(min_turns=3)

    assert not continues(recent, 4, NOW, NORTH, NOW, 0, cutting)
    assert continues(recent[:2], 2, NOW, NORTH, NOW, 0, cutting)


def test_without_vectors_only_time_cuts():
    assert continues(None, 9, NOW, None, NOW, 0, Cutting())


def test_the_floor_is_known_for_e5_alone():
    assert cosine_floor("e5:multilingual-small") > 0.7
    assert cosine_floor("hashing:256") == 0
    assert cosine_floor(None) == 0
