"""How fast our `gguf` back end is beside llama.cpp driven bare on the same engine."""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from hafiza.core.errors import ConfigurationError, InputError
from hafiza.core.records import GenerateOptions, Message
from hafiza.evals.machine import describe_run
from hafiza.llm import load_model
from hafiza.llm.gguf import GgufModel

_PROMPT = "Write a long story about a lighthouse keeper who remembers every ship."
_LEAST_TOKENS = 2


@dataclass(frozen=True, slots=True)
class _Run:
    first_token_s: float
    tokens_per_s: float


def measure_llm(
    model_name: str = "gguf:smollm2-135m",
    *,
    models_folder: Path | None = None,
    context_tokens: int = 2048,
    threads: int = 0,
    device: str = "auto",
    n_runs: int = 24,
    n_tokens: int = 64,
    seed: int = 0,
) -> dict[str, Any]:
    """Measure `ChatModel.stream` against bare llama.cpp, in turns, on one engine instance.

    Both sides decode greedily from the same prompt, whose cache is warm for both. `seed` decides
    which side goes first in each pair. Times are taken where the text arrives; ratio and overhead
    are medians over pairs, so that slow drifts of the machine cancel.

    Raises:
        ConfigurationError: the model is of another back end than `gguf`.
        InputError: too few runs or tokens to measure.
        MissingError: the model or its engine is not here.
    """
    if n_runs < 1 or n_tokens < _LEAST_TOKENS:
        raise InputError(f"Nothing to measure in {n_runs} runs of {n_tokens} tokens.")
    model = load_model(
        model_name,
        models_folder=models_folder,
        context_tokens=context_tokens,
        threads=threads,
        device=device,
    )
    try:
        if not isinstance(model, GgufModel):
            raise ConfigurationError(
                f"{model_name!r} is not run by llama.cpp here.\nExpected a gguf: model."
            )
        pairs = _measure_pairs(model, n_runs, n_tokens, random.Random(seed))
    finally:
        model.close()
    ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    our_side, bare_side = _summarise(ours), _summarise(bare)
    overheads = [pair[0].first_token_s - pair[1].first_token_s for pair in pairs]
    ratios = [pair[0].tokens_per_s / pair[1].tokens_per_s for pair in pairs]
    return {
        "model": model_name,
        "engine": _engine_name(),
        **describe_run(),
        "n_runs": n_runs,
        "n_tokens": n_tokens,
        "seed": seed,
        "hafiza": our_side,
        "llama_cpp": bare_side,
        "tokens_per_s_ratio": round(median(ratios), 4),
        "first_token_overhead_ms": round(1e3 * median(overheads), 3),
        "peak_rss_mb": _peak_rss_mb(),
    }


def _measure_pairs(
    model: GgufModel, n_runs: int, n_tokens: int, order: random.Random
) -> list[tuple[_Run, _Run]]:
    _run_ours(model, n_tokens)
    _run_bare(model, n_tokens)
    pairs = []
    for _ in range(n_runs):
        if order.random() < 1 / 2:
            ours = _run_ours(model, n_tokens)
            bare = _run_bare(model, n_tokens)
        else:
            bare = _run_bare(model, n_tokens)
            ours = _run_ours(model, n_tokens)
        pairs.append((ours, bare))
    return pairs


def _run_ours(model: GgufModel, n_tokens: int) -> _Run:
    options = GenerateOptions(max_tokens=n_tokens, temperature=0.0)
    started = time.perf_counter()
    times = [
        time.perf_counter()
        for chunk in model.stream([Message("user", _PROMPT)], options)
        if chunk.text
    ]
    return _as_run(started, times)


def _run_bare(model: GgufModel, n_tokens: int) -> _Run:
    request = {
        "messages": [{"role": "user", "content": _PROMPT}],
        "max_tokens": n_tokens,
        "temperature": 0.0,
        "stream": True,
    }
    times: list[float] = []

    def on_piece(piece: dict[str, Any]) -> bool:
        for choice in piece.get("choices", ()):
            if choice["delta"].get("content"):
                times.append(time.perf_counter())
        return False

    engine = model.engine
    started = time.perf_counter()
    engine.chat(request, on_piece)
    return _as_run(started, times)


def _as_run(started: float, times: list[float]) -> _Run:
    if len(times) < _LEAST_TOKENS:
        raise InputError("The model ended its answer at once; nothing can be measured with it.")
    return _Run(times[0] - started, (len(times) - 1) / (times[-1] - times[0]))


def _summarise(runs: list[_Run]) -> dict[str, float]:
    return {
        "tokens_per_s": round(median(run.tokens_per_s for run in runs), 2),
        "first_token_ms": round(1e3 * median(run.first_token_s for run in runs), 3),
    }


def _engine_name() -> str:
    from importlib.metadata import version

    return f"xllamacpp {version('xllamacpp')}"


def _peak_rss_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Bytes on macOS, kibibytes on Linux.
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
