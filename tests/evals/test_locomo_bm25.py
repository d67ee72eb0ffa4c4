import math

import pytest

from hafiza.evals.locomo_bm25 import PlainBM25, session_document, tokens, turn_document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did she say?", ["say"]),
        ("Hiking HIKED hikes hike", ["hik", "hik", "hik", "hike"]),
        ("uses used dogs", ["uses", "used", "dogs"]),
        ("It's Tom's", ["it's", "tom'"]),
        ("çay 2023", ["ay", "2023"]),
    ],
)
def test_tokens_are_stripped_words_without_the_stop_list(text, expected):
    assert tokens(text) == expected


def test_score_is_the_formula_by_hand():
    # "cat" is in one of two documents, twice; lengths 3 and 1, mean 2.
    ranking = PlainBM25(["cat cat dog", "bird"])
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    norm = 1.5 * (1 - 0.75 + 0.75 * 3 / 2)

    [(place, weight)] = ranking._postings["cat"]

    assert place == 0
    assert weight == pytest.approx(2 * 2.5 / (2 + norm))
    assert idf == pytest.approx(math.log(2))
    assert ranking.rank("cat") == [0, 1]


def test_ties_stay_in_document_order():
    assert PlainBM25(["bird", "cat", "dog", "cat"]).rank("cat") == [1, 3, 0, 2]
    assert PlainBM25(["bird", "cat", "dog"]).rank("nothing known") == [0, 1, 2]


def test_no_documents_rank_as_nothing():
    assert PlainBM25([]).rank("cat") == []


def test_documents_hold_speaker_text_caption_and_date(conversations):
    session = conversations[0].sessions[0]

    assert turn_document(session.turns[0], session) == (
        "Ada: My sister Derya moved to Ankara last week.  1:56 pm on 15 May, 2023"
    )
    assert session_document(session).splitlines()[0] == "1:56 pm on 15 May, 2023"
    assert len(session_document(session).splitlines()) == 3
