"""Which byte or token comes next, given the log odds of each: the usual ways, in the usual order.

Repetition, temperature, top-k, nucleus (Holtzman et al. 2020), min-p (Nguyen et al. 2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hafiza.core.errors import InputError

_GROWTH = 1.25
_LONGEST_RUN = 64


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to choose. The values here leave the odds as they are.

    `temperature` 0 takes the likeliest. `top_k` keeps that many, 0 all; `top_p` the fewest that
    have so much of the odds together; `min_p` those with so large a part of the likeliest one's.
    `repeat_penalty` above 1 divides the odds of what was seen last (Keskar et al. 2019, CTRL).
    That suits tokens and harms bytes, of which a text has few: for them, `ngram_penalty` above 0
    lowers what would repeat `ngram` of them in a row, see `penalties_of_ngrams`.

    Raises:
        InputError: a value is out of its bounds.
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0
    repeat_penalty: float = 1.0
    ngram_penalty: float = 0.0
    ngram: int = 12

    def __post_init__(self) -> None:
        """Check the values."""
        bounds = {
            "temperature": 0.0 <= self.temperature < np.inf,
            "top_k": self.top_k >= 0,
            "top_p": 0.0 < self.top_p <= 1.0,
            "min_p": 0.0 <= self.min_p <= 1.0,
            "repeat_penalty": 0.0 < self.repeat_penalty < np.inf,
            "ngram_penalty": 0.0 <= self.ngram_penalty < np.inf,
            "ngram": self.ngram >= 2,
        }
        for name, holds in bounds.items():
            if not holds:
                raise InputError(
                    f"{name} is {getattr(self, name)}, which is out of its bounds.\n"
                    "Expected temperature and top_k from 0, top_p above 0 and at most 1,"
                    " min_p from 0 to 1, repeat_penalty above 0, ngram_penalty from 0,"
                    " ngram from 2."
                )


def choose(
    logits: NDArray[np.float32],
    sampling: Sampling,
    rng: np.random.Generator,
    seen: Sequence[int] = (),
) -> int:
    """Return one index of `logits`, (n,) log odds; `seen` are the last that were chosen."""
    odds = logits.astype(np.float64)
    if sampling.repeat_penalty != 1.0 and len(seen):
        last = np.unique(np.asarray(seen))
        scale = np.where(odds[last] > 0, 1.0 / sampling.repeat_penalty, sampling.repeat_penalty)
        odds[last] *= scale
    if sampling.ngram_penalty and len(seen):
        odds -= sampling.ngram_penalty * penalties_of_ngrams(seen, sampling.ngram, len(odds))
    if sampling.temperature == 0.0:
        return int(odds.argmax())
    shares = _softmax(odds / sampling.temperature)
    kept = np.ones(len(shares), bool)
    order = np.argsort(-shares, kind="stable")
    if 0 < sampling.top_k < len(shares):
        kept[order[sampling.top_k :]] = False
    if sampling.top_p < 1.0:
        before = np.cumsum(shares[order]) - shares[order]
        kept[order[before >= sampling.top_p]] = False
    kept &= shares >= sampling.min_p * shares[order[0]]
    shares = np.where(kept, shares, 0.0)
    return int(rng.choice(len(shares), p=shares / shares.sum()))


def penalties_of_ngrams(seen: Sequence[int], n: int, n_choices: int) -> NDArray[np.float64]:
    """Return (n_choices,) how much each would repeat of `seen`: 0 nothing, 1 an n-gram.

    A choice that would make the last of `seen` and itself a run that stands in `seen` already
    counts by the length of that run: 1 at `n`, a quarter more with each beyond, so that a name
    may come again and a circle may not go on. O(len(seen)).

    Source: the idea is the sampler DRY (p-e-w 2024, text-generation-webui, pull request 5677).
    Differs: on bytes, and the growth stops at `_LONGEST_RUN`.
    """
    said = np.asarray(list(seen), np.int64)
    ends = np.arange(1, len(said))  # where an earlier run, and so what followed it, may end
    lengths = np.zeros(n_choices, np.int64)
    for back in range(1, min(len(said), _LONGEST_RUN)):
        ends = ends[ends >= back]
        ends = ends[said[ends - back] == said[-back]]
        if not len(ends):
            break
        lengths[said[ends]] = back + 1
    grown: NDArray[np.float64] = np.where(lengths >= n, _GROWTH ** (lengths - float(n)), 0.0)
    return grown


def _softmax(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = np.exp(odds - odds.max())
    whole: NDArray[np.float64] = shares / shares.sum()
    return whole
