"""How near an answer is to the gold answer: token F1, BLEU-1, exact match.

All scores are 0..1, higher is better.
"""

from __future__ import annotations

import math
import re
import string
import threading
from collections import Counter

import Stemmer

MULTI_HOP, TEMPORAL, OPEN_DOMAIN, SINGLE_HOP, ADVERSARIAL = 1, 2, 3, 4, 5
"""Question categories by their official ids; many tables elsewhere exchange the names."""

ABSTENTIONS = ("no information available", "not mentioned")

_DROPPED = re.compile(r"\b(a|an|the|and)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
_WORD = re.compile(r"\w+")
_porter = Stemmer.Stemmer("porter")
# A stemmer has state of its own and may not be used from two threads at once.
_porter_lock = threading.Lock()


def normalize_answer(text: str) -> str:
    """Return `text` in lower case, without ASCII punctuation, `a`, `an`, `the` and `and`.

    Source: LoCoMo, task_eval/evaluation.py, normalize_answer.

    >>> normalize_answer("The cat, and a Dog!")
    'cat dog'
    """
    return " ".join(_DROPPED.sub(" ", text.lower().translate(_NO_PUNCTUATION)).split())


def token_f1(prediction: str, gold: str) -> float:
    """Return the F1 of the two multisets of Porter-stemmed tokens; 0 if either is empty.

    Source: LoCoMo, task_eval/evaluation.py, f1_score. Differs: Porter's published algorithm, as
    Snowball has it, where the original uses NLTK's extension of it; they part on rare words.

    >>> round(token_f1("He was painting lakes", "painted a lake"), 3)
    0.667
    """
    predicted, expected = Counter(_stems(prediction)), Counter(_stems(gold))
    n_common = (predicted & expected).total()
    if n_common == 0:
        return 0.0
    # 2PR / (P + R), with P and R written out.
    return 2 * n_common / (predicted.total() + expected.total())


def multi_answer_f1(prediction: str, gold: str) -> float:
    """Return the mean, over the gold's comma-separated answers, of the best F1 of a part.

    Source: LoCoMo, task_eval/evaluation.py, f1.

    >>> multi_answer_f1("pottery, chess", "chess, running")
    0.5
    """
    predictions = [part.strip() for part in prediction.split(",")]
    golds = [part.strip() for part in gold.split(",")]
    return sum(max(token_f1(part, one) for part in predictions) for one in golds) / len(golds)


def gold_answer(answer: str | int, category: int) -> str:
    """Return the gold answer as the official scorer reads it: category 3 ends at a `;`."""
    text = str(answer)
    return text.split(";")[0].strip() if category == OPEN_DOMAIN else text


def locomo_f1(prediction: str, answer: str | int, category: int) -> float:
    """Return the official LoCoMo score of a prediction in its category.

    Categories 2, 3 and 4 take `token_f1`, category 1 `multi_answer_f1`; in category 5 an answer
    scores 1 if it `abstains`, whatever `answer` is.

    Source: LoCoMo, task_eval/evaluation.py, eval_question_answering.

    Raises:
        ValueError: `category` is not 1 to 5.
    """
    if category == ADVERSARIAL:
        return float(abstains(prediction))
    gold = gold_answer(answer, category)
    if category == MULTI_HOP:
        return multi_answer_f1(prediction, gold)
    if category in (TEMPORAL, OPEN_DOMAIN, SINGLE_HOP):
        return token_f1(prediction, gold)
    raise ValueError(f"LoCoMo has no category {category!r}; expected 1 to 5.")


def abstains(prediction: str) -> bool:
    """Say whether an answer declines, in one of the official phrases (`ABSTENTIONS`)."""
    return any(phrase in prediction.lower() for phrase in ABSTENTIONS)


def bleu_1(prediction: str, gold: str) -> float:
    """Return clipped unigram precision times the brevity penalty.

    Words are runs of letters and digits in lower case. No smoothing: with no common word it is 0.
    Source: Papineni 2002, "BLEU", sections 2.1 and 2.2, for one sentence, one reference, N = 1.

    >>> bleu_1("the the the the", "the cat")
    0.25
    """
    predicted, expected = _WORD.findall(prediction.lower()), _WORD.findall(gold.lower())
    if not predicted:
        return 0.0
    precision = (Counter(predicted) & Counter(expected)).total() / len(predicted)
    brevity = min(1.0, math.exp(1 - len(expected) / len(predicted)))
    return precision * brevity


def exact_match(prediction: str, gold: str) -> float:
    """Return 1 if both have the same set of normalized tokens, else 0.

    Source: LoCoMo, task_eval/evaluation.py, exact_match_score.
    """
    return float(set(normalize_answer(prediction).split()) == set(normalize_answer(gold).split()))


def _stems(text: str) -> list[str]:
    with _porter_lock:
        return list(_porter.stemWords(normalize_answer(text).split()))
