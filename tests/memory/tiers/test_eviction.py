from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.core.errors import ConfigurationError
from hafiza.memory import Segment
from hafiza.memory.tiers.eviction import POLICIES, leaving, policy_named

START = datetime(2026, 1, 1, tzinfo=UTC)


def segment(
    id_: int, *, heat: float = 1, visits: int = 0, begun: int = 0, visited: int | None = None
):
    first = START + timedelta(hours=begun)
    last_visit = None if visited is None else START + timedelta(hours=visited)
    return Segment(id_, "", (), (f"t{id_}",), (), 1, visits, first, first, last_visit, heat)


segments = st.lists(
    st.builds(
        segment,
        st.integers(1, 10_000),
        heat=st.floats(0, 100),
        visits=st.integers(0, 50),
        begun=st.integers(0, 500),
        visited=st.none() | st.integers(0, 900),
    ),
    unique_by=lambda s: s.id,
)


@pytest.mark.parametrize(
    ("policy", "leaves"),
    [("heat", 1), ("lfu", 2), ("lru", 3), ("fifo", 0)],
)
def test_each_policy_lets_its_own_segment_leave(policy, leaves):
    all_four = [
        segment(0, heat=9, visits=9, begun=5, visited=90),
        segment(1, heat=1, visits=8, begun=6, visited=80),
        segment(2, heat=8, visits=0, begun=70),
        segment(3, heat=7, visits=7, begun=8, visited=9),
    ]

    assert leaving(all_four, 3, POLICIES[policy]) == [leaves]


@pytest.mark.parametrize("policy", POLICIES)
@given(kept=segments, capacity=st.integers(0, 20))
def test_exactly_the_excess_leaves_and_nothing_of_more_worth(policy, kept, capacity):
    gone = leaving(kept, capacity, POLICIES[policy])

    assert len(gone) == max(0, len(kept) - capacity)
    assert len(set(gone)) == len(gone)
    worth = {s.id: POLICIES[policy].worth(s) for s in kept}
    stay = [worth[id_] for id_ in worth if id_ not in gone]
    assert all(worth[id_] <= other for id_ in gone for other in stay)


def test_unknown_policy_names_the_known_ones():
    with pytest.raises(ConfigurationError, match="heat, lfu, lru, fifo"):
        policy_named("random")
