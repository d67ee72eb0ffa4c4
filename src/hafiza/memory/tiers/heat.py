"""How warm a segment is: what was visited, long and lately stays.

Source: Kang et al. 2025, "Memory OS of AI Agent", section 3.3 (MemoryOS):
H = alpha * N_visit + beta * L_interaction + gamma * exp(-dt / tau). Differs: dt is taken when heat
is read, so that it never goes stale, and is never negative, so that a clock set back heats nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import exp

SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class HeatWeights:
    """The weights of heat, as MemoryOS ships them. `tau_hours` is the recency constant."""

    alpha: float = 1.0
    beta: float = 1.0
    gamma: float = 1.0
    tau_hours: float = 24.0


def heat(
    n_visits: int,
    n_pages: int,
    last_touched: datetime,
    now: datetime,
    weights: HeatWeights = HeatWeights(),
) -> float:
    """Return the heat of a segment; higher is warmer, never negative.

    `n_pages` is MemoryOS's L_interaction. `last_touched` is the last visit or, before any, the
    last turn.
    """
    hours = max(0.0, (now - last_touched).total_seconds() / SECONDS_PER_HOUR)
    recency = exp(-hours / weights.tau_hours)
    return weights.alpha * n_visits + weights.beta * n_pages + weights.gamma * recency
