"""How many tokens a day may go into extraction with a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from hafiza.core.errors import InputError

_KEPT_DAYS = 7


@dataclass(frozen=True, slots=True)
class TokenBudget:
    """Tokens spent by day, under a limit a day; a value, its keeper stores it.

    `limit_per_day` None is no limit, 0 allows nothing.

    >>> budget = TokenBudget(1000).after(date(2025, 3, 2), 700)
    >>> budget.allows(date(2025, 3, 2), 400), budget.allows(date(2025, 3, 3), 400)
    (False, True)
    """

    limit_per_day: int | None
    spent: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.limit_per_day is not None:
            _check_count(self.limit_per_day, "limit")

    def allows(self, day: date, n_tokens: int) -> bool:
        """Say whether `n_tokens` more fit into a day.

        Raises:
            InputError: `n_tokens` is negative.
        """
        _check_count(n_tokens, "number of tokens")
        return self.limit_per_day is None or n_tokens <= self.left(day)

    def left(self, day: date) -> int:
        """Return the tokens left in a day; a call that cost more than expected leaves 0.

        Raises:
            InputError: there is no limit to count from.
        """
        if self.limit_per_day is None:
            raise InputError("A budget without a limit has no rest.\nSet limit_per_day.")
        return max(0, self.limit_per_day - self.spent.get(day, 0))

    def after(self, day: date, n_tokens: int) -> TokenBudget:
        """Return the budget with `n_tokens` spent; days over a week before are let go.

        Raises:
            InputError: `n_tokens` is negative.
        """
        _check_count(n_tokens, "number of tokens")
        oldest = day - timedelta(days=_KEPT_DAYS)
        spent = {known: count for known, count in self.spent.items() if known >= oldest}
        spent[day] = spent.get(day, 0) + n_tokens
        return TokenBudget(self.limit_per_day, MappingProxyType(spent))


def _check_count(n_tokens: int, what: str) -> None:
    if n_tokens < 0:
        raise InputError(f"The {what} is {n_tokens}; expected 0 or more.")
