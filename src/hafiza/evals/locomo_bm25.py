"""The plain BM25 row: a fixed reference, rebuilt by its published recipe and never tuned."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from hafiza.core.records import Turn
from hafiza.memory.transfer.locomo import Session

K1 = 1.5
B = 0.75
STOP_WORDS = frozenset(
    "a an the and or of to in on at for with by from is are was were be been do does did has "
    "have had what when where who which how why that this it its as i you he she they we his her "
    "their my your".split()
)
SUFFIXES = ("ing", "ed", "es", "s")
LONGEST_UNSTRIPPED = 4

_TOKEN = re.compile(r"[a-z0-9']+")


def tokens(text: str) -> list[str]:
    """Return the stripped words of `text` that are no stop words.

    >>> tokens("Where does she go hiking? He's painted dresses")
    ['go', 'hik', "he's", 'paint', 'dress']
    """
    return [_strip(word) for word in _TOKEN.findall(text.lower()) if word not in STOP_WORDS]


class PlainBM25:
    """BM25 over a list of documents.

    Source: Robertson 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", section 3.2,
    with the idf that is never negative.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        counts = [Counter(tokens(document)) for document in documents]
        lengths = [count.total() for count in counts]
        mean_length = sum(lengths) / len(lengths) if lengths else 0.0
        self._n = len(documents)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for term, frequency in count.items():
                norm = K1 * (1 - B + B * length / mean_length)
                weight = frequency * (K1 + 1) / (frequency + norm)
                self._postings[term].append((place, weight))

    def rank(self, query: str) -> list[int]:
        """Return the places of all documents, best first; ties stay in document order."""
        scores = [0.0] * self._n
        for term in tokens(query):
            postings = self._postings.get(term, [])
            idf = math.log(1 + (self._n - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, weight in postings:
                scores[place] += idf * weight
        return sorted(range(self._n), key=lambda place: -scores[place])


def turn_document(turn: Turn, session: Session) -> str:
    """Return what stands for a turn: speaker, text, caption and the session's date."""
    return f"{turn.speaker}: {turn.text} {turn.caption} {session.date_text}"


def session_document(session: Session) -> str:
    """Return what stands for a session: its date, then all its turns."""
    said = (f"{turn.speaker}: {turn.text} {turn.caption}" for turn in session.turns)
    return "\n".join([session.date_text, *said])


def _strip(word: str) -> str:
    if len(word) > LONGEST_UNSTRIPPED:
        for suffix in SUFFIXES:
            if word.endswith(suffix):
                return word.removesuffix(suffix)
    return word
