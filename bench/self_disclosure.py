"""Learn which facts of the rules to doubt: weights of `hafiza.memory.extraction.disclosure`.

    python bench/self_disclosure.py collect bench/profile_cases/voices_en.jsonl ... > hits.jsonl
    python bench/self_disclosure.py fit hits.jsonl ... [--judged today.jsonl] [--out FILE]

`collect` writes the facts that the rules of the hafiza it runs with find in labelled cases, right
and wrong ones; rules that were not written on those cases find wrong ones enough. `fit` prints what
doubt does to conversations that were held out (eight parts, by conversation), of all and of each
file of cases, with `--judged` only to the facts of that file, such as those that today's rules
find; with `--out` it keeps the weights of all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

PENALTY = 0.1
PARTS = 8


def collect(paths: Sequence[Path]) -> None:
    """Print each fact found in the cases, with what it stands in and whether it is right."""
    from hafiza.evals.profile import facts_after, judge, load_cases

    with TemporaryDirectory() as folder:
        for path in paths:
            for n, case in enumerate(load_cases(path)):
                facts = facts_after(case, Path(folder) / f"{path.stem}-{n}.db")
                outcome = judge(case, facts)
                for fact in (*outcome.right, *outcome.wrong):
                    own = [text for role, text in case.messages if role == "user"]
                    text = next((t for t in own if fact.statement[:40] in t), own[0])
                    row = {
                        "case": f"{path.stem}/{case.name}",
                        "text": text,
                        "statement": fact.statement,
                        "slot": fact.slot,
                        "value": fact.value,
                        "is_right": fact in outcome.right,
                    }
                    print(json.dumps(row, ensure_ascii=False))


Rows = dict[tuple[str, ...], dict[str, Any]]


def read(paths: Sequence[Path]) -> Rows:
    """Return the facts of files that `collect` wrote, each once."""
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    return {(row["case"], row["slot"], row["value"], row["statement"]): row for row in rows}


def fit(found: Rows, judged: Rows, cache: Path, out: Path | None) -> None:
    """Print the figures of held-out parts as JSON; write the weights of all rows."""
    from hafiza.embedders import FileCachedEmbedder, load_embedder
    from hafiza.memory.extraction.disclosure import Told, features, passage

    found = found | judged
    rows = list(found.values())
    told = [Told(row["text"], row["statement"], row["slot"], row["value"]) for row in rows]
    embedder = load_embedder("e5")
    assert embedder is not None  # only "none" is none
    passages = list(dict.fromkeys(passage(one) for one in told))
    with closing(FileCachedEmbedder(embedder, cache)) as cached:
        embedded = dict(zip(passages, cached.embed_queries(passages), strict=True))
    x = features(np.stack([embedded[passage(one)] for one in told]), told).astype(np.float64)
    right = np.array([row["is_right"] for row in rows])

    rng = np.random.default_rng(0)
    part_of = {case: rng.integers(PARTS) for case in sorted({row["case"] for row in rows})}
    part = np.array([part_of[row["case"]] for row in rows])
    odds = np.zeros(len(rows))
    for held_out in range(PARTS):
        weights, bias = regression(x[part != held_out], right[part != held_out])
        odds[part == held_out] = x[part == held_out] @ weights + bias
    asked = np.array([not judged or key in judged for key in found])
    files = np.array([row["case"].partition("/")[0] for row in rows])
    report = {"all": _figures(odds[asked], right[asked])}
    for name in set(files[asked]):
        of_file = asked & (files == name)
        report[name] = _figures(odds[of_file], right[of_file])
    print(json.dumps(report, indent=2, sort_keys=True))
    if out is not None:
        weights, bias = regression(x, right)
        learned = {
            "embedder": embedder.name,
            "bias": round(bias, 4),
            "weights": [round(float(one), 4) for one in weights],
        }
        out.write_text(json.dumps(learned) + "\n", "utf-8")


def _figures(odds: NDArray[np.float64], right: NDArray[np.bool_]) -> dict[str, Any]:
    from hafiza.memory.extraction.disclosure import LIMIT

    kept = odds >= LIMIT
    return {
        "n_facts": len(right),
        "precision": [round(float(right.mean()), 4), round(float(right[kept].mean()), 4)],
        "right_lost": round(float(1 - kept[right].mean()), 4),
        "wrong_caught": round(float(1 - kept[~right].mean()), 4) if not right.all() else None,
    }


def regression(
    x: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of a logistic regression with a squared penalty; Newton's steps."""
    middle = x.mean(axis=0)
    wide = np.concatenate([x - middle, np.ones((len(x), 1))], axis=1)
    penalty = np.full(wide.shape[1], PENALTY)
    penalty[-1] = 0.0
    found = np.zeros(wide.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-wide @ found))
        slope = wide.T @ (share - right) + penalty * found
        curve = (wide * (share * (1 - share))[:, None]).T @ wide + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found[:-1], float(found[-1] - middle @ found[:-1])


def main() -> None:
    """Collect or fit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("collect", "fit"))
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--judged", type=Path, nargs="*", default=[], help="facts to report on")
    parser.add_argument("--cache", type=Path, default=Path("vectors.db"), help="of vectors")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if args.what == "collect":
        collect(args.paths)
    else:
        fit(read(args.paths), read(args.judged), args.cache, args.out)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
