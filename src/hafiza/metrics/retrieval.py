"""How much of the evidence a ranking found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recall:
    """Recall of one ranking at one depth, 0..1, in its three meanings; always name which.

    `any` is 1 if at least one gold id is there, `all` if every one is, `fraction` is their share.
    """

    any: float
    fraction: float
    all: float


def recall_at_k(ranked: Sequence[str], gold: Collection[str], k: int) -> Recall:
    """Return the recall of the first `k` of `ranked`.

    Raises:
        ValueError: `gold` is empty or `k` is less than 1; recall is then not defined.

    >>> recall_at_k(["a", "b", "c"], {"b", "z"}, k=2)
    Recall(any=1.0, fraction=0.5, all=0.0)
    """
    if not gold:
        raise ValueError("Recall needs at least one gold id.")
    if k < 1:
        raise ValueError(f"Recall at k = {k!r} is not defined; expected 1 or more.")
    wanted = set(gold)
    n_found = len(wanted.intersection(ranked[:k]))
    return Recall(float(n_found > 0), n_found / len(wanted), float(n_found == len(wanted)))
