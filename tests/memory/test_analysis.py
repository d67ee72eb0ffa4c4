from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.memory.analysis import (
    document_terms,
    index_terms,
    pack_terms,
    query_terms,
    unpack_terms,
)


def found_by(query: str, text: str, language: str) -> int:
    return len(set(query_terms(query)) & set(document_terms(text, language)))


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("calisiyorum", "çalışıyorum", "tr"),
        ("çalıştığım", "çalışıyorum", "tr"),
        ("işin", "işim", "tr"),
        ("Ankara'ya", "Ankara'dan", "tr"),
        ("running", "runs", "en"),
        ("charities", "charity", "en"),
        ("Melanie'nin köpeği", "Melanie's dog", "en"),
    ],
)
def test_inflected_forms_meet(query, text, language):
    assert found_by(query, text, language) >= 1


@pytest.mark.parametrize("text", ["the of and", "ve bir bu", "", "…!?"])
def test_function_words_are_no_terms(text):
    assert document_terms(text, "tr" if "ve" in text else "en") == Counter()


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("in May 2023", 2),
        ("8 May 2023", 3),
        ("8 Mayıs 2023'te", 3),
        ("Haziran", 0),
        ("may I ask", 0),
    ],
)
def test_dates_named_in_a_query(query, matches):
    said = unpack_terms(index_terms("…", datetime(2023, 5, 8, tzinfo=UTC)))

    assert len(set(query_terms(query)) & set(said["term"].tolist())) == matches


@given(st.text())
def test_any_text_can_be_analysed(text):
    document_terms(text, "tr")
    query_terms(text)


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, 1000)))
def test_packed_terms_come_back(terms):
    unpacked = unpack_terms(pack_terms(Counter(terms)))

    found = dict(zip(unpacked["term"].tolist(), unpacked["count"].tolist(), strict=True))
    assert found == {term: min(count, 255) for term, count in terms.items()}
