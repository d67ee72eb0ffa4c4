"""An inverted index in arrays, and BM25 over it.

Source: Robertson and Zaragoza 2009, "The probabilistic relevance framework", eq. 3.15, with the
idf of Lucene, ln(1 + (n - f + 0.5) / (f + 0.5)), which is never negative.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from hafiza.memory.analysis import PACKED_TERM, unpack_terms
from hafiza.memory.retrieval.columns import Column

K1 = 0.9
B = 0.4
_TAIL_AT_LEAST = 16_384


class Postings:
    """For each term, the documents that have it; documents are numbered in order of adding.

    New postings wait in an unsorted tail, which is merged when it has grown to a
    sixteenth of the whole: adding stays cheap, and a search looks through a bounded tail.
    """

    def __init__(self) -> None:
        self._terms = np.empty(0, np.uint32)
        self._docs = np.empty(0, np.int32)
        self._counts = np.empty(0, np.uint8)
        self._tail = (Column(np.uint32), Column(np.int32), Column(np.uint8))
        self._lengths = Column(np.float32)

    @property
    def n_documents(self) -> int:
        """Number of documents added."""
        return len(self._lengths.values)

    def extend(self, packed: Sequence[bytes]) -> None:
        """Add documents, given as their packed terms."""
        if not packed:
            return
        postings = unpack_terms(b"".join(packed))
        sizes = [len(terms) // PACKED_TERM.itemsize for terms in packed]
        docs = np.repeat(np.arange(len(packed), dtype=np.int32), sizes)
        first = self.n_documents
        self._tail[0].append(postings["term"])
        self._tail[1].append(docs + np.int32(first))
        self._tail[2].append(postings["count"])
        lengths = np.bincount(docs, weights=postings["count"], minlength=len(packed))
        self._lengths.append(lengths.astype(np.float32))
        if len(self._tail[0].values) > max(_TAIL_AT_LEAST, len(self._terms) // 16):
            self._merge()

    def bm25(self, terms: Collection[int]) -> NDArray[np.float32]:
        """Return (n_documents,) float32 scores of a query; each of its terms counts once."""
        lengths = self._lengths.values
        scores = np.zeros(len(lengths), np.float32)
        if not len(lengths):
            return scores
        average = max(float(lengths.mean()), 1e-9)
        for docs, counts in self._find(terms):
            idf = np.log1p((len(lengths) - len(docs) + 0.5) / (len(docs) + 0.5))
            norms = K1 * (1 - B) + (K1 * B / average) * lengths[docs]
            scores[docs] += idf * (K1 + 1) * counts / (counts + norms)
        return scores

    def _find(self, terms: Collection[int]) -> list[tuple[NDArray[np.int32], NDArray[np.float32]]]:
        wanted = np.unique(np.fromiter(terms, np.uint32, len(terms)))
        starts = np.searchsorted(self._terms, wanted, "left")
        ends = np.searchsorted(self._terms, wanted, "right")
        tail_terms, tail_docs, tail_counts = (column.values for column in self._tail)
        place = np.flatnonzero(np.isin(tail_terms, wanted))
        found = []
        for term, start, end in zip(wanted, starts, ends, strict=True):
            here = place[tail_terms[place] == term]
            docs = np.concatenate([self._docs[start:end], tail_docs[here]])
            counts = np.concatenate([self._counts[start:end], tail_counts[here]])
            if len(docs):
                found.append((docs, counts.astype(np.float32)))
        return found

    def _merge(self) -> None:
        terms = np.concatenate([self._terms, self._tail[0].values])
        order = np.argsort(terms, kind="stable")
        self._terms = terms[order]
        self._docs = np.concatenate([self._docs, self._tail[1].values])[order]
        self._counts = np.concatenate([self._counts, self._tail[2].values])[order]
        self._tail = (Column(np.uint32), Column(np.int32), Column(np.uint8))
