"""Compare the ways to search words and vectors that hafiza could have taken, side by side.

    python bench/index_choice.py --turns 100000 > bench/index_choice.json

Needs bench/requirements.txt. One scope, the synthetic turns of hafiza.evals.memory_speed.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path

import apsw
import numkong
import numpy as np
import sqlite_vec
from usearch.index import MetricKind, search

from hafiza.evals import memory_speed as synthetic
from hafiza.evals.machine import describe_run
from hafiza.memory.analysis import document_terms, pack_terms, query_terms
from hafiza.memory.retrieval.postings import Postings

K = 100
STOP = set(synthetic._FUNCTION_WORDS)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    texts = [t.text for t in synthetic._take(synthetic._synthetic_turns(rng), asked.turns)]
    words = synthetic._vocabulary()
    queries = [synthetic._sample(rng, words, 8) for _ in range(asked.queries)]
    vectors = rng.standard_normal((asked.turns, synthetic.DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with tempfile.TemporaryDirectory() as folder:
        result = {
            "words_ms": words_ms(texts, queries, Path(folder)),
            "vectors_ms": vectors_ms(vectors, vectors[: asked.queries], Path(folder)),
            "turns": asked.turns,
            "k": K,
            "seed": asked.seed,
            "sqlite_of_python": sqlite3.sqlite_version,
            **describe_run(),
        }
    print(json.dumps(result, indent=1))


def words_ms(texts, queries, folder):
    db = apsw.Connection(str(folder / "words.db"))
    db.execute("CREATE VIRTUAL TABLE f USING fts5(text, content='', contentless_delete=1)")
    with db:
        db.executemany("INSERT INTO f (rowid, text) VALUES (?, ?)", enumerate(texts))
    db.execute("INSERT INTO f (f) VALUES ('optimize')")

    def fts5(query):
        match = " OR ".join(f'"{word}"' for word in query)
        return list(
            db.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f) LIMIT ?", (match, K))
        )

    postings = Postings()
    postings.extend([pack_terms(document_terms(text, "en")) for text in texts])

    def resident(query):
        scores = postings.bm25(query_terms(" ".join(query)))
        return np.argpartition(-scores, K)[:K]

    ways = {
        "fts5_or": fts5,
        "fts5_or_stop_list": lambda query: fts5([w for w in query if w not in STOP] or query),
        "resident_postings": resident,
    }
    return {name: side_by_side(way, queries) for name, way in ways.items()}


def vectors_ms(vectors, queries, folder):
    scaled = np.rint(vectors * 127 / np.abs(vectors).max(1, keepdims=True)).astype(np.int8)
    db = apsw.Connection(str(folder / "vectors.db"))
    db.enable_load_extension(True)
    db.load_extension(sqlite_vec.loadable_path())
    db.execute(f"CREATE VIRTUAL TABLE v USING vec0(e float[{vectors.shape[1]}])")
    db.execute(f"CREATE VIRTUAL TABLE w USING vec0(e int8[{vectors.shape[1]}])")
    with db:
        db.executemany("INSERT INTO v (rowid, e) VALUES (?, ?)", _rows(vectors))
        db.executemany("INSERT INTO w (rowid, e) VALUES (?, vec_int8(?))", _rows(scaled))

    def int8(query):
        return np.rint(query * 127 / np.abs(query).max()).astype(np.int8)

    def vec0(table, function, blob):
        sql = f"SELECT rowid FROM {table} WHERE e MATCH {function} AND k = {K}"
        return list(db.execute(sql, (blob,)))

    def nearest(scores):
        return np.argpartition(-scores, K)[:K]

    ways = {
        "sqlite_vec_float32": lambda q: vec0("v", "?", q.tobytes()),
        "sqlite_vec_int8": lambda q: vec0("w", "vec_int8(?)", int8(q).tobytes()),
        "usearch_exact_float32": lambda q: search(
            vectors, q, K, MetricKind.IP, exact=True, threads=1
        ),
        "usearch_exact_int8": lambda q: search(
            scaled, int8(q), K, MetricKind.Cos, exact=True, threads=1
        ),
        "numpy_float32": lambda q: nearest(vectors @ q),
        "numkong_int8": lambda q: nearest(
            np.asarray(numkong.cdist(int8(q)[None], scaled, "dot"))[0]
        ),
    }
    return {name: side_by_side(way, queries) for name, way in ways.items()}


def _rows(matrix):
    return ((i, row.tobytes()) for i, row in enumerate(matrix))


def side_by_side(way, queries):
    way(queries[0])
    times = []
    for query in queries:
        started = time.perf_counter()
        way(query)
        times.append((time.perf_counter() - started) * 1e3)
    return {"p50": round(statistics.median(times), 3), "p99": round(np.percentile(times, 99), 3)}


if __name__ == "__main__":
    main()
