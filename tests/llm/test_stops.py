"""A stop string is found wherever a text is cut into pieces, and nothing else is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hafiza.llm.stops import StopFinder


def shown(pieces, stops):
    finder = StopFinder(stops)
    return "".join(map(finder.push, pieces)) + finder.rest(), finder.found


@example(["ba", "b"], ["a", "bab"])
@given(
    st.lists(st.text("abc", max_size=4)),
    st.lists(st.text("abc", min_size=1, max_size=4), max_size=3),
)
def test_any_cut_gives_the_text_before_the_first_stop(pieces, stops):
    whole = "".join(pieces)
    ends = [(whole.find(stop) + len(stop), whole.find(stop)) for stop in stops if stop in whole]

    assert shown(pieces, stops) == (whole[: min(ends)[1]] if ends else whole, bool(ends))


def test_the_stop_that_is_whole_first_counts_however_the_text_is_cut():
    assert shown(["ba", "b"], ["a", "bab"]) == shown(["bab"], ["a", "bab"]) == ("b", True)
    assert shown(["a", "b"], ["b", "ab"]) == shown(["ab"], ["b", "ab"]) == ("", True)


def test_what_cannot_begin_a_stop_is_shown_at_once():
    finder = StopFinder(["\nUser:", "END"])

    assert [
        finder.push(piece) for piece in ("one", "\n", "two", "EN", "d", "\nUser", ":x", "y")
    ] == [*("one", "", "\ntwo", "", "ENd", "", "", "")]
    assert finder.found
    assert finder.rest() == ""


@pytest.mark.parametrize("stops", [[], [""]])
def test_without_stops_nothing_is_held(stops):
    finder = StopFinder(stops)

    assert finder.push("abc") == "abc"
    assert not finder.found
