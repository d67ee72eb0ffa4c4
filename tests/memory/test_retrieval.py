"""Pure parts of search against the slow and plain way to compute the same."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hafiza.core import Scope
from hafiza.memory import vectors
from hafiza.memory.analysis import pack_terms
from hafiza.memory.records import IndexRow
from hafiza.memory.retrieval import DENSE, HYBRID, LEXICAL, Neighbours, Recipe
from hafiza.memory.retrieval import postings as postings_module
from hafiza.memory.retrieval.columns import Column
from hafiza.memory.retrieval.fusion import Candidates, fuse, smooth
from hafiza.memory.retrieval.index import ResidentIndex
from hafiza.memory.retrieval.postings import K1, B, Postings

documents = st.lists(
    st.dictionaries(st.integers(0, 30), st.integers(1, 9), max_size=8), max_size=40
)


def plain_bm25(texts: list[dict[int, int]], query: set[int]) -> list[float]:
    lengths = [sum(text.values()) for text in texts]
    average = max(sum(lengths) / max(len(texts), 1), 1e-9)
    scores = []
    for text, length in zip(texts, lengths, strict=True):
        score = 0.0
        for term in query & set(text):
            f = sum(term in other for other in texts)
            idf = math.log(1 + (len(texts) - f + 0.5) / (f + 0.5))
            norm = K1 * (1 - B + B * length / average)
            score += idf * (K1 + 1) * text[term] / (text[term] + norm)
        scores.append(score)
    return scores


@settings(deadline=None)
@given(documents, st.sets(st.integers(0, 30), max_size=6), st.integers(1, 7), st.integers(1, 50))
def test_postings_equal_plain_bm25_however_they_were_added(texts, query, batch, tail):
    index = Postings()
    old, postings_module._TAIL_AT_LEAST = postings_module._TAIL_AT_LEAST, tail
    try:
        for start in range(0, len(texts), batch):
            index.extend([pack_terms(Counter(text)) for text in texts[start : start + batch]])
    finally:
        postings_module._TAIL_AT_LEAST = old

    np.testing.assert_allclose(index.bm25(query), plain_bm25(texts, query), rtol=1e-4, atol=1e-5)


@given(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8))
def test_quantised_cosine_is_near_the_exact_one(values):
    vector = np.array(values, np.float32)
    assume(np.linalg.norm(vector) > 1e-3)
    vector /= np.linalg.norm(vector)

    scales, components = vectors.unpack([vectors.pack(vector)])

    assert abs(float(scales[0] * components[0] @ vector) - 1.0) < 0.01


@pytest.mark.parametrize("n_rows", [1, 1000])
def test_scan_is_near_the_exact_cosine(n_rows):
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((n_rows, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float32)
    components = np.rint(rows / scales[:, None]).astype(np.int8)

    found = vectors.cosines(rows[0], scales, components)

    np.testing.assert_allclose(found, rows @ rows[0], atol=0.02)


def test_vector_that_is_not_finite_is_refused():
    with pytest.raises(Exception, match="not finite"):
        vectors.pack(np.array([np.nan, 1.0], np.float32))


@given(st.lists(st.lists(st.integers(-5, 5), max_size=100), max_size=6))
def test_column_is_the_rows_one_after_the_other(batches):
    column = Column(np.int64)
    for batch in batches:
        column.append(np.array(batch, np.int64))

    assert column.values.tolist() == [value for batch in batches for value in batch]


def candidates(bm25, cosine, *, session=None, named=None, question=None, wanted=None) -> Candidates:
    """Turns of one session unless told otherwise, each the neighbour of the next."""
    n = len(bm25)
    place = np.arange(n)
    return Candidates(
        seq=place,
        session=np.array(session if session is not None else [0] * n),
        previous=place - 1,
        following=np.where(place + 1 < n, place + 1, -1),
        bm25=np.array(bm25, np.float32),
        cosine=np.array(cosine, np.float32),
        named=np.array(named if named is not None else [False] * n),
        question=np.array(question if question is not None else [False] * n),
        wanted=np.array(wanted if wanted is not None else [True] * n),
        mean_cosine=0.0,
        told=np.zeros(n),
    )


def test_smoothing_is_the_weighted_mean_of_neighbours():
    given_ = candidates([0, 0, 0], [0, 0, 0])
    values = np.array([4.0, 8.0, 0.0], np.float32)

    smoothed = smooth(values, given_, Neighbours(previous=0.5, following=0.25))

    expected = [(4 + 0.5 * 4 + 0.25 * 8) / 1.75, (8 + 0.5 * 4 + 0) / 1.75, (0 + 0.5 * 8) / 1.75]
    np.testing.assert_allclose(smoothed, expected, rtol=1e-6)


def test_lexical_recipe_is_the_order_of_bm25():
    scores = fuse(candidates([1.0, 3.0, 2.0], [0.9, 0.1, 0.2]), LEXICAL)

    np.testing.assert_allclose(scores, [1 / 3, 1.0, 2 / 3], rtol=1e-5)


def test_dense_recipe_is_the_order_of_cosine_above_the_mean():
    scores = fuse(candidates([9.0, 0.0, 0.0], [0.2, 0.8, -0.1]), DENSE)

    np.testing.assert_allclose(scores, [0.25, 1.0, 0.0], rtol=1e-5)


def test_turn_without_vector_counts_as_the_mean():
    scores = fuse(candidates([0.0, 0.0], [np.nan, 0.5]), DENSE)

    np.testing.assert_allclose(scores, [0.0, 1.0], atol=1e-6)


def test_named_speaker_gains_and_question_loses():
    recipe = Recipe("x", dense=0.0, speaker=0.5, question=0.25)

    scores = fuse(
        candidates([1, 1, 1], [0, 0, 0], named=[True, False, False], question=[False, False, True]),
        recipe,
    )

    np.testing.assert_allclose(scores, [1.0, 1 / 1.5, 0.75 / 1.5], rtol=1e-5)


def test_session_bonus_is_the_mean_of_its_three_best():
    recipe = Recipe("x", dense=0.0, session=1.0)

    scores = fuse(candidates([4, 2, 0, 4, 2], [0] * 5, session=[0, 0, 0, 0, 1]), recipe)

    bonus = (1 + 1 + 0.5) / 3
    expected = [(own + extra) / 2 for own, extra in
                [(1, bonus), (0.5, bonus), (0, bonus), (1, bonus), (0.5, 0.5)]]  # fmt: skip
    np.testing.assert_allclose(scores, expected, rtol=1e-5)


def test_unwanted_neighbour_gets_no_score():
    scores = fuse(candidates([1, 5], [0.1, 0.9], wanted=[True, False]), HYBRID)

    assert scores[1] == 0.0


raw = st.floats(0, 50, width=32)
cosines = st.floats(-1, 1, width=32) | st.just(float("nan"))


@given(st.lists(st.tuples(raw, cosines, st.booleans(), st.booleans()), max_size=30))
@pytest.mark.parametrize("recipe", [HYBRID, LEXICAL, DENSE], ids=lambda r: r.name)
def test_scores_are_always_between_zero_and_one(recipe, rows):
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    bm25, cosine, named, question = columns

    scores = fuse(candidates(bm25, cosine, named=named, question=question), recipe)

    assert scores.shape == (len(rows),)
    assert np.all((scores >= 0) & (scores <= 1))


class Feed:
    """Rows in memory, to drive the index by hand."""

    def __init__(self) -> None:
        self.rows: list[IndexRow] = []
        self.number = 0

    def generation(self, scope):
        return self.number

    def index_rows(self, scope, after, limit):
        return [row for row in self.rows if row.seq > after][:limit]

    def session_number(self, scope):
        return 7


def row(seq: int, terms: dict[int, int], session: int = 1, recalled: int = 0) -> IndexRow:
    return IndexRow(seq, session, recalled, 0, "", pack_terms(Counter(terms)), None)


def test_index_links_turns_of_a_session_that_others_interrupt():
    feed = Feed()
    feed.rows = [
        row(1, {1: 1}),
        row(2, {9: 1}, session=2),
        row(3, {2: 1}, recalled=1),
        row(4, {3: 1}),
    ]
    index = ResidentIndex(feed)

    found = index.candidates(Scope(), {3}, None, (), 10)

    assert found.seq.tolist() == [1, 4]
    assert found.previous.tolist() == [-1, 0]
    assert found.following.tolist() == [1, -1]


def test_index_is_read_anew_when_the_generation_grows():
    feed = Feed()
    feed.rows = [row(1, {1: 1}), row(2, {1: 1}, session=2)]
    index = ResidentIndex(feed)
    assert index.candidates(Scope(), {1}, None, (), 10).seq.tolist() == [1, 2]

    feed.rows, feed.number = feed.rows[1:], 1

    assert index.candidates(Scope(), {1}, None, (), 10).seq.tolist() == [2]
