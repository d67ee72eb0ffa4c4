"""How well a language model predicts texts: bits for each byte and each character."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hafiza.core.errors import ConfigurationError, InputError
from hafiza.core.protocols import ChatModel, TextScorer
from hafiza.metrics import bits_per_byte

Progress = Callable[[str, int, int], None]
_DECIMALS = 4


def read_text(path: Path) -> bytes:
    """Return the bytes of a text to score.

    Raises:
        InputError: it cannot be read, or is empty.
    """
    try:
        text = path.read_bytes()
    except OSError as err:
        raise InputError(f"The text {str(path)!r} cannot be read: {err.strerror}.") from err
    if not text:
        raise InputError(f"The text {str(path)!r} is empty.\nExpected at least one byte.")
    return text


def scored(name: str, text: bytes, bits: float) -> dict[str, Any]:
    """Return a text's sizes and its bits; a byte that is no UTF-8 counts as one character."""
    return _row(name, len(text), len(text.decode(errors="replace")), bits)


def evaluate_language_model(
    model: ChatModel | None, texts: Sequence[tuple[str, bytes]], *, progress: Progress
) -> dict[str, Any]:
    """Score named texts, each read from nothing; lower is better.

    Raises:
        ConfigurationError: the model gives no log-probabilities of a text.
        InputError: a text is not what the model reads.
        BackendError: the model failed.
    """
    name = "none" if model is None else model.card.name
    if model is None or not isinstance(model, TextScorer):
        raise ConfigurationError(
            f"The model {name!r} gives no log-probabilities of a text.\n"
            "Expected a gguf: or byte: model; name it with --model."
        )
    rows: list[dict[str, Any]] = []
    all_bits = 0.0
    started = time.perf_counter()
    for number, (file, text) in enumerate(texts):
        progress("texts", number, len(texts))
        try:
            bits = model.bits(text)
        except InputError as err:
            raise InputError(f"{file}: {err}") from err
        rows.append(scored(file, text, bits))
        all_bits += bits
    n_bytes, n_characters = (sum(row[size] for row in rows) for size in ("bytes", "characters"))
    return {
        "model": name,
        "context_tokens": model.card.context_tokens,
        "texts": rows,
        "all": _row("all", n_bytes, n_characters, all_bits),
        "seconds": round(time.perf_counter() - started, 1),
    }


def _row(name: str, n_bytes: int, n_characters: int, bits: float) -> dict[str, Any]:
    return {
        "file": name,
        "bytes": n_bytes,
        "characters": n_characters,
        "bits_per_byte": round(bits_per_byte(-bits * math.log(2), n_bytes), _DECIMALS),
        "bits_per_character": round(bits / n_characters, _DECIMALS),
    }
