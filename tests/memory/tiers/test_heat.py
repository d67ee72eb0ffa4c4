from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import e

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.memory.tiers.heat import HeatWeights, heat

NOW = datetime(2026, 5, 1, tzinfo=UTC)
counts = st.integers(0, 10_000)
spans = st.timedeltas(timedelta(0), timedelta(days=3650))


def test_heat_is_the_sum_of_its_three_parts():
    weights = HeatWeights(alpha=2, beta=3, gamma=5, tau_hours=24)

    found = heat(7, 11, NOW - timedelta(hours=24), NOW, weights)

    assert found == pytest.approx(2 * 7 + 3 * 11 + 5 / e)


@given(counts, counts, spans, spans)
def test_heat_never_rises_by_waiting(n_visits, n_pages, first, more):
    early = heat(n_visits, n_pages, NOW, NOW + first)

    assert heat(n_visits, n_pages, NOW, NOW + first + more) <= early


@given(counts, counts, spans)
def test_a_visit_always_warms(n_visits, n_pages, since):
    cold = heat(n_visits, n_pages, NOW, NOW + since)

    assert heat(n_visits + 1, n_pages, NOW + since, NOW + since) > cold


@given(counts, counts, spans)
def test_a_clock_set_back_heats_nothing(n_visits, n_pages, ahead):
    assert heat(n_visits, n_pages, NOW + ahead, NOW) == n_visits + n_pages + 1
