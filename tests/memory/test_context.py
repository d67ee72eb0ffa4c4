from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.memory.analysis import query_terms
from hafiza.memory.context import estimate_tokens, excerpt


def test_short_text_is_its_own_excerpt():
    assert excerpt("As it is.", query_terms("it")) == "As it is."


def test_excerpt_is_around_the_words_asked_for_and_marks_the_cuts():
    text = "First came rain. " * 60 + "Then the owl landed. " + "Last came snow. " * 60

    shown = excerpt(text, query_terms("owl"), 100)

    assert "Then the owl landed." in shown
    assert shown.startswith("[…] ")
    assert shown.endswith(" […]")


@given(st.text(min_size=1), st.integers(20, 60))
def test_excerpt_is_never_longer_than_asked_beyond_its_marks(text, limit):
    assert len(excerpt(text * 20, {}, limit)) <= limit + 2 * len(" […] ")


@pytest.mark.parametrize(("text", "n"), [("", 0), ("abc", 1), ("ğüş", 2), ("a" * 10, 4)])
def test_estimate_counts_bytes(text, n):
    assert estimate_tokens(text) == n
