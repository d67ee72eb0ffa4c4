from __future__ import annotations

from datetime import date

import pytest

from hafiza.core.errors import InputError
from hafiza.memory.extraction.budget import TokenBudget

TODAY, TOMORROW = date(2025, 5, 1), date(2025, 5, 2)


def test_budget_is_per_day():
    budget = TokenBudget(100).after(TODAY, 60).after(TODAY, 30)

    assert [budget.allows(TODAY, n) for n in (0, 10, 11)] == [True, True, False]
    assert budget.allows(TOMORROW, 100)
    assert (budget.left(TODAY), budget.left(TOMORROW)) == (10, 100)


def test_overspending_leaves_nothing():
    budget = TokenBudget(100).after(TODAY, 250)

    assert (budget.left(TODAY), budget.allows(TODAY, 1)) == (0, False)


def test_limits_of_none_and_of_zero():
    assert TokenBudget(None).after(TODAY, 10**9).allows(TODAY, 10**9)
    assert not TokenBudget(0).allows(TODAY, 1)


def test_spending_makes_a_new_value_and_old_days_are_let_go():
    first = TokenBudget(100, {date(2025, 4, 1): 5, date(2025, 4, 30): 6})

    second = first.after(TODAY, 7)

    assert dict(second.spent) == {date(2025, 4, 30): 6, TODAY: 7}
    assert len(first.spent) == 2


@pytest.mark.parametrize("n_tokens", [-1, -(10**9)])
def test_negative_counts_are_refused(n_tokens):
    with pytest.raises(InputError, match="expected 0 or more"):
        TokenBudget(100).after(TODAY, n_tokens)
    with pytest.raises(InputError, match="expected 0 or more"):
        TokenBudget(100).allows(TODAY, n_tokens)
    with pytest.raises(InputError, match="expected 0 or more"):
        TokenBudget(n_tokens)
