"""Named ways to search. A recipe's name in a result says how to get the same result again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Neighbours:
    """How much of the score of the turns beside it a turn takes on."""

    previous: float = 0.0
    following: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into the score of a turn; see `fusion.fuse` for the formula.

    `lexical` and `dense` weigh the two searches; `lexical_from` and `dense_from` say what each
    takes from the neighbours. `session` adds the strength of the whole session, `speaker` a
    bonus when the question names the turn's speaker, `question` a malus for turns that ask.
    `when` is how many times its score a turn gains when the question names a time that it fits.
    `n_candidates` come from each search. Tuned on three LoCoMo dev conversations and measured on
    the two others: bench/locomo_dev.json.
    """

    name: str
    lexical: float = 1.0
    dense: float = 1.0
    lexical_from: Neighbours = Neighbours()
    dense_from: Neighbours = Neighbours()
    session: float = 0.0
    speaker: float = 0.0
    question: float = 0.0
    when: float = 0.0
    n_candidates: int = 100


HYBRID = Recipe(
    name="hybrid",
    lexical_from=Neighbours(previous=0.5, following=0.2),
    dense_from=Neighbours(previous=0.2, following=0.4),
    session=0.3,
    speaker=0.1,
    question=0.1,
    when=3.0,
)
LEXICAL = Recipe(name="lexical", dense=0.0)
DENSE = Recipe(name="dense", lexical=0.0)

RECIPES = {recipe.name: recipe for recipe in (HYBRID, LEXICAL, DENSE)}
