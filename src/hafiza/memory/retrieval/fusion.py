"""From candidates with raw scores to one score each: a pure function of arrays.

For a turn i with neighbours p (before) and f (after) in its session:

    l_i = smooth(bm25)_i / max smooth(bm25)          0..1
    d_i = (smooth(cos)_i - mean) / (max - mean)       1 for the nearest, 0 for the average turn
    smooth(x)_i = (x_i + a x_p + b x_f) / (1 + a + b), a missing neighbour counting as x_i
    s_i = (lexical l_i + dense d_i) / (lexical + dense)
    score_i = s_i + session * best3(s of i's session) + speaker * [named] - question * [asks]

If the query names a time that turn i fits by w_i (0..1), score_i becomes
(max(score_i, 0) + t) (1 + when w_i) - t. Among turns of that time the order stays, and by t a turn
gains from its time alone: "What did I do last week?" has hardly another word.

The scores are scaled to 0..1. An answer mostly stands beside the words that a question
repeats, not in them; that is why neighbours give more than any better single-turn score did
(LAB.md, 2026-11-21).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hafiza.memory.retrieval.recipes import Neighbours, Recipe

Floats = NDArray[np.float32]
_BEST_OF_SESSION = 3
_NONE = -1
_IN_TIME = 0.5  # t above; 0.1 to 0.5 find the same in LoCoMo, and short questions want the most


@dataclass(frozen=True, slots=True)
class Candidates:
    """Turns that may answer a query, as columns of equal length n.

    seq: (n,) int64, the store's number of the turn.
    session: (n,) int64. previous, following: (n,) int64 positions in these columns, -1 for none.
    bm25: (n,) float32, >= 0. cosine: (n,) float32 in -1..1, NaN for a turn without a vector.
    named: (n,) bool, the query names the speaker. question: (n,) bool, the turn asks.
    wanted: (n,) bool; the others are there only as neighbours.
    told: (n,) float64, when the turn was told, in seconds since 1970.
    mean_cosine: mean over all turns searched, which a candidate is measured against.
    """

    seq: NDArray[np.int64]
    session: NDArray[np.int64]
    previous: NDArray[np.int64]
    following: NDArray[np.int64]
    bm25: Floats
    cosine: Floats
    named: NDArray[np.bool_]
    question: NDArray[np.bool_]
    wanted: NDArray[np.bool_]
    mean_cosine: float
    told: NDArray[np.float64]


def fuse(candidates: Candidates, recipe: Recipe, when: Floats | None = None) -> Floats:
    """Return (n,) float32 scores in 0..1, higher is better; 0 for what is not wanted.

    `when` is (n,) float32 in 0..1: how well a turn fits the time that the query names; None if
    it names none.
    """
    if len(candidates.seq) == 0:
        return np.zeros(0, np.float32)
    score = _base(candidates, recipe)
    ceiling = 1.0 + recipe.session + recipe.speaker
    if recipe.session:
        score = score + recipe.session * _best_of_session(score, candidates)
    score = score + recipe.speaker * candidates.named - recipe.question * candidates.question
    if when is not None:
        gain = 1.0 + recipe.when * when
        score = (np.maximum(score, 0.0) + _IN_TIME) * gain - _IN_TIME
        ceiling = (ceiling + _IN_TIME) * (1.0 + recipe.when)
    return np.where(candidates.wanted, np.clip(score / ceiling, 0.0, 1.0), 0.0).astype(np.float32)


def smooth(values: Floats, candidates: Candidates, weights: Neighbours) -> Floats:
    """Return the weighted mean of each value and its neighbours' values."""
    previous, following = candidates.previous, candidates.following
    before = np.where(previous != _NONE, values[previous], values)
    after = np.where(following != _NONE, values[following], values)
    total = values + weights.previous * before + weights.following * after
    return np.asarray(total / (1.0 + weights.previous + weights.following), np.float32)


def _base(candidates: Candidates, recipe: Recipe) -> Floats:
    lexical = smooth(candidates.bm25, candidates, recipe.lexical_from)
    highest = lexical.max(initial=0.0)
    lexical = lexical / highest if highest > 0 else lexical
    known = ~np.isnan(candidates.cosine)
    if not known.any() or recipe.dense == 0.0:
        return lexical
    cosine = np.where(known, candidates.cosine, candidates.mean_cosine)
    dense = smooth(cosine.astype(np.float32), candidates, recipe.dense_from)
    span = float(dense.max()) - candidates.mean_cosine
    dense = (dense - candidates.mean_cosine) / span if span > 1e-6 else np.zeros_like(dense)
    weighted = recipe.lexical * lexical + recipe.dense * dense
    return np.asarray(weighted / (recipe.lexical + recipe.dense), np.float32)


def _best_of_session(score: Floats, candidates: Candidates) -> Floats:
    order = np.lexsort((-score, candidates.session))
    session, sorted_score = candidates.session[order], score[order]
    starts = np.flatnonzero(np.r_[True, session[1:] != session[:-1]])
    sizes = np.diff(np.r_[starts, len(session)])
    rank = np.arange(len(session)) - np.repeat(starts, sizes)
    among_best = np.where(rank < _BEST_OF_SESSION, sorted_score, 0.0)
    best = np.add.reduceat(among_best, starts) / np.minimum(sizes, _BEST_OF_SESSION)
    result = np.empty_like(score)
    result[order] = np.repeat(best.astype(np.float32), sizes)
    return result
