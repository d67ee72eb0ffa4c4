import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.metrics import (
    abstains,
    bleu_1,
    exact_match,
    locomo_f1,
    multi_answer_f1,
    normalize_answer,
    token_f1,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The Sun, and an Apple!", "sun apple"),
        ("7 May, 2023", "7 may 2023"),
        ("rock-'n'-roll", "rocknroll"),
        ("1,000", "1000"),
        ("Andy bathes", "andy bathes"),
        ("the", ""),
    ],
)
def test_normal_form_drops_case_commas_punctuation_and_articles(text, normal):
    assert normalize_answer(text) == normal


@pytest.mark.parametrize(
    ("prediction", "gold", "f1"),
    [
        ("adoption agencies", "Adoption agency", 1.0),  # Porter: agenc-i == agenc-i
        ("She went running", "runs", 2 * 1 / (3 + 1)),
        ("red red blue", "red blue blue", 2 * 2 / 6),  # multiset: one red, one blue
        ("cat", "dog", 0.0),
        ("", "dog", 0.0),
        ("dog", "", 0.0),
        ("the", "a", 0.0),
    ],
)
def test_token_f1_of_stemmed_multisets(prediction, gold, f1):
    assert token_f1(prediction, gold) == pytest.approx(f1)


def test_each_sub_answer_takes_its_best_part():
    # "pottery" 1, "camping" 1, "swimming" 0: the mean is over the gold's three.
    score = multi_answer_f1("camping trips, pottery", "pottery, camping, swimming")

    assert score == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_category_1_is_scored_by_sub_answers_and_others_are_not():
    assert locomo_f1("chess", "chess, running", 1) == pytest.approx(0.5)
    assert locomo_f1("chess", "chess, running", 4) == pytest.approx(2 / 3)


def test_category_3_ends_at_the_semicolon():
    assert locomo_f1("likely no", "Likely no; she has other plans", 3) == 1.0
    assert locomo_f1("likely no", "Likely no; she has other plans", 4) < 1.0


def test_integer_answer_is_its_digits():
    assert locomo_f1("in 2022", 2022, 2) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("prediction", "score"),
    [("No information available.", 1.0), ("It is NOT MENTIONED here", 1.0), ("A blue car", 0.0)],
)
def test_category_5_is_right_only_when_the_answer_declines(prediction, score):
    assert locomo_f1(prediction, "A blue car", 5) == score
    assert abstains(prediction) is bool(score)


def test_unknown_category_is_refused():
    with pytest.raises(ValueError, match="category 6"):
        locomo_f1("a", "b", 6)


@pytest.mark.parametrize(
    ("prediction", "gold", "bleu"),
    [
        ("the cat", "the cat", 1.0),
        ("the the the", "the cat", 1 / 3),  # clipped to one "the"
        ("cat", "the cat sat", math.exp(1 - 3)),  # precision 1, brevity e^(1 - 3/1)
        ("a cat sat there", "the cat sat", 2 / 4),  # longer than the gold: no penalty
        ("dog", "the cat", 0.0),
        ("", "the cat", 0.0),
        ("!", "the cat", 0.0),
    ],
)
def test_bleu_1_is_clipped_precision_times_brevity(prediction, gold, bleu):
    assert bleu_1(prediction, gold) == pytest.approx(bleu)


def test_exact_match_forgives_case_articles_and_order():
    assert exact_match("the Blue car", "car, blue") == 1.0
    assert exact_match("blue cars", "blue car") == 0.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_scores_stay_between_0_and_1(prediction, gold):
    for score in (token_f1, multi_answer_f1, bleu_1, exact_match):
        assert 0.0 <= score(prediction, gold) <= 1.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_token_f1_is_symmetric(one, other):
    assert token_f1(one, other) == token_f1(other, one)
