import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.metrics import Recall, recall_at_k

IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@pytest.mark.parametrize(
    ("k", "recall"),
    [
        (1, Recall(any=0.0, fraction=0.0, all=0.0)),
        (2, Recall(any=1.0, fraction=1 / 3, all=0.0)),
        (3, Recall(any=1.0, fraction=2 / 3, all=0.0)),
        (9, Recall(any=1.0, fraction=1.0, all=1.0)),
    ],
)
def test_three_meanings_of_recall(k, recall):
    assert recall_at_k(["x", "a", "b", "y", "c"], ["a", "b", "c"], k) == recall


def test_gold_id_given_twice_counts_once():
    assert recall_at_k(["a"], ["a", "a"], 1) == Recall(any=1.0, fraction=1.0, all=1.0)


def test_recall_without_gold_is_refused():
    with pytest.raises(ValueError, match="gold"):
        recall_at_k(["a"], [], 1)


def test_recall_at_0_is_refused():
    with pytest.raises(ValueError, match="k = 0"):
        recall_at_k(["a"], ["a"], 0)


@given(IDS, IDS.filter(bool), st.integers(1, 10))
def test_all_is_at_most_fraction_is_at_most_any_and_none_falls_with_k(ranked, gold, k):
    here, deeper = recall_at_k(ranked, gold, k), recall_at_k(ranked, gold, k + 1)

    assert 0.0 <= here.all <= here.fraction <= here.any <= 1.0
    assert here.fraction <= deeper.fraction
