from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.core import Scope, SetClock
from hafiza.embedders import load_embedder
from hafiza.memory import Memory
from hafiza.memory.retrieval import HYBRID
from hafiza.memory.retrieval.timing import fit, fit_of_turns, is_inside, named_times

HYBRID_WITHOUT_TIME = replace(HYBRID, when=0.0)
NOW = datetime(2023, 6, 14, 15, 30, tzinfo=UTC)


def seconds(*days: str) -> np.ndarray:
    return np.array([datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() for day in days])


def fit_of_moments(query: str, *days: str) -> list[float]:
    moments = seconds(*days)
    return fit(moments, moments, named_times(query, NOW)).tolist()


def test_moment_inside_fits_wholly_and_a_near_miss_loses_little_by_little():
    inside, near, far, farther = fit_of_moments(
        "What happened in May 2023?", "2023-05-20", "2023-06-03", "2023-06-20", "2023-09-01"
    )

    assert inside == 1.0
    assert 1.0 > near > far > farther >= 0.0
    assert near > 0.5
    assert farther < 0.01


def test_edge_of_a_day_is_narrower_than_that_of_a_year():
    [of_day] = fit_of_moments("on 8 May 2023", "2023-05-10")
    [of_year] = fit_of_moments("in 2022", "2023-01-03")

    assert of_day < 0.1
    assert of_year > 0.9


def test_before_and_after_fit_all_on_their_side():
    assert fit_of_moments("before May 2023", "2001-01-01", "2023-04-30") == [1.0, 1.0]
    assert fit_of_moments("before May 2023", "2023-12-01")[0] < 0.1
    assert fit_of_moments("2020'den sonra", "2021-01-01", "2023-04-30") == [1.0, 1.0]
    assert fit_of_moments("2020'den sonra", "2019-06-01")[0] < 0.1


def test_month_without_a_year_fits_in_other_years_less():
    this_year, last_year, other_month = fit_of_moments(
        "Mayıs'ta nereye gittim?", "2023-05-20", "2022-05-20", "2022-10-20"
    )

    assert this_year == 1.0
    assert this_year > last_year > 0.5
    assert other_month < 0.01


def test_event_longer_than_the_span_fits_by_its_share():
    starts, ends = seconds("2023-05-01", "2023-01-01"), seconds("2023-06-01", "2024-01-01")

    month, year = fit(starts, ends, named_times("in May 2023", NOW)).tolist()

    assert month == pytest.approx(1.0)
    assert year == pytest.approx((31 / 365) ** 0.5, rel=1e-3)


days = st.integers(0, 20_000)


@given(
    st.lists(st.tuples(days, st.integers(0, 900)), max_size=20),
    st.sampled_from(["in May", "last week", "before 2020", "after May 2022", "2019'dan beri", "x"]),
)
def test_fit_is_between_zero_and_one_and_whole_inside(pairs, query):
    spans = named_times(query, NOW)
    starts = np.array([86_400.0 * day for day, _ in pairs])
    ends = starts + np.array([86_400.0 * length for _, length in pairs])

    fits = fit(starts, ends, spans)

    assert fits.dtype == np.float32
    assert np.all((fits >= 0) & (fits <= 1))
    exact = [span for span in spans if not span.is_yearless]
    assert np.all(fit(starts, starts, exact)[is_inside(starts, exact)] == 1.0)


def test_claimed_event_fits_though_it_was_told_at_another_time():
    told = seconds("2023-06-01", "2023-06-02")
    event = (datetime(2023, 1, 10, tzinfo=UTC), datetime(2023, 1, 11, tzinfo=UTC))

    fits = fit_of_turns(np.array([3, 8]), told, named_times("in January 2023", NOW), {}, {8: event})

    assert fits[0] < 0.1
    assert fits[1] == 1.0


@pytest.fixture
def memory(tmp_path):
    clock = SetClock(NOW)
    with Memory.open(tmp_path / "m.db", embedder=load_embedder("hashing"), clock=clock) as opened:
        yield opened


def tell(memory: Memory, day: str, text: str) -> None:
    time = datetime.fromisoformat(day).replace(tzinfo=UTC)
    memory.add(text, time=time, scope=Scope(session=day))


QUESTIONS = [
    # The question, the day and words of the right turn, and those of one that has more of
    # the question's words but is of another time.
    ("What did I do last week?", "2023-06-07", "I went sailing with Ece.",
     "2023-02-01", "What I did that week, and what a week it was: do, do, do."),
    ("Geçen hafta ne yaptım?", "2023-06-07", "Ece ile yelken yaptım.",
     "2023-02-01", "O hafta ne mi yaptım: haftanın her günü bunu yaptım, hafta boyu."),
    ("Where did I travel in May?", "2023-05-11", "We travelled to Kars by train.",
     "2023-02-01", "Where shall I travel? I love to travel, travel, travel."),
    ("Mayıs'ta nereye gittim?", "2023-05-11", "Trenle Kars'a gittim.",
     "2023-02-01", "Nereye gittim dersin? Gittim işte, gittim de gittim."),
    ("Mayista nereye gittim", "2023-05-11", "Trenle Kars'a gittim.",
     "2023-02-01", "Nereye gittim dersin? Gittim işte, gittim de gittim."),
    # What happened in May is told in June, and said so.
    ("Which film did I watch in May?", "2023-06-10", "In May I watched a film by Kurosawa.",
     "2023-02-01", "Which film to watch? I watch a film a day, which film I watch is open."),
    ("Mayıs'ta hangi filmi izledim?", "2023-06-10", "Mayıs ayında Kurosawa'nın filmini izledim.",
     "2023-02-01", "Hangi filmi izledim? Hangi film olsa izledim, film film izledim."),
    ("What did I plant before 2020?", "2019-03-02", "I planted two apple trees.",
     "2023-02-01", "What to plant? A plant, what I plant, did I plant a plant?"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "day", "right", "other_day", "wrong"), QUESTIONS)
def test_turn_of_the_named_time_comes_before_a_lexically_better_one(
    memory, question, day, right, other_day, wrong
):
    tell(memory, other_day, wrong)
    tell(memory, day, right)
    for month in range(1, 13):
        tell(memory, f"2022-{month:02}-03", "The dog sleeps all day. Köpek bütün gün uyuyor.")

    without = memory.search(question, recipe=HYBRID_WITHOUT_TIME)
    hits = memory.search(question)

    assert without[0].turn.text == wrong, "the case is too easy"
    assert hits[0].turn.text == right


def test_turn_of_the_time_is_found_though_many_others_share_the_words(memory):
    for n in range(150):
        memory.add(f"Coffee with Ali, cup {n}.", time=NOW - timedelta(days=100 + n), scope=Scope())
    memory.add("After work there was coffee with Ali and his sister.", time=NOW - timedelta(days=7))

    [hit] = memory.search("Coffee with Ali last week?", k=1)

    assert hit.turn.text.startswith("After work")


def test_question_without_a_time_is_scored_as_without_this_part(memory):
    tell(memory, "2023-06-07", "I went sailing with Ece.")
    tell(memory, "2023-02-01", "Ece sells boats.")

    assert memory.search("Who is Ece?") == memory.search("Who is Ece?", recipe=HYBRID_WITHOUT_TIME)
