"""From the name in the settings to an embedder. One line for each that there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hafiza.core.errors import ConfigurationError
from hafiza.embedders.cache import CachedEmbedder

if TYPE_CHECKING:
    from hafiza.core.protocols import Embedder

DEFAULT_BASE_URL = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class EmbedderOptions:
    """What an embedder may need beside its name."""

    threads: int = 0
    device: str = "auto"
    base_url: str = DEFAULT_BASE_URL
    api_key: str | None = None
    timeout_s: float = 60.0
    retries: int = 3


def _e5(model: str, options: EmbedderOptions) -> Embedder:
    from hafiza.embedders.e5 import E5Embedder

    if model and f"e5:{model}" != E5Embedder.NAME:
        raise ConfigurationError(
            f"The embedder 'e5:{model}' is unknown; 'e5' is the bundled model and takes no name.\n"
            "For another model of the family: sentence:intfloat/multilingual-e5-base"
        )
    return E5Embedder(threads=options.threads)


def _sentence(model: str, options: EmbedderOptions) -> Embedder:
    from hafiza.embedders.sentence import SentenceEmbedder

    return SentenceEmbedder(model, threads=options.threads, device=options.device)


def _openai(model: str, options: EmbedderOptions) -> Embedder:
    from hafiza.embedders.openai import OpenAIEmbedder

    return OpenAIEmbedder(
        model,
        base_url=options.base_url,
        api_key=options.api_key,
        timeout_s=options.timeout_s,
        retries=options.retries,
    )


def _hashing(dim: str, options: EmbedderOptions) -> Embedder:
    from hafiza.embedders.hashing import DEFAULT_DIM, HashingEmbedder

    if dim and not (dim.isascii() and dim.isdigit() and len(dim) <= 5):
        raise ConfigurationError(
            f"The embedder 'hashing:{dim}' is unknown.\n"
            f"A number of dimensions was expected, as hashing:{DEFAULT_DIM}."
        )
    return HashingEmbedder(int(dim) if dim else DEFAULT_DIM)


EMBEDDERS: dict[str, Callable[[str, EmbedderOptions], Embedder]] = {
    "e5": _e5,
    "sentence": _sentence,
    "openai": _openai,
    "hashing": _hashing,
}


def load_embedder(
    name: str,
    *,
    threads: int = 0,
    device: str = "auto",
    base_url: str = DEFAULT_BASE_URL,
    api_key: str | None = None,
    timeout_s: float = 60.0,
    retries: int = 3,
) -> Embedder | None:
    """Return the embedder called `name`, with a cache in memory; None for 'none'.

    Names: `e5`, `sentence:<model or folder>`, `openai:<model>`, `hashing`, `hashing:<dim>`, also
    the full identity of the bundled one.

    Raises:
        ConfigurationError: there is no embedder of this name, or an option cannot work.
        MissingExtra: the package it needs is not installed.
        ModelNotFound: its weights are not there.

    >>> load_embedder("hashing:64").dim
    64
    """
    if name == "none":
        return None
    kind, _, model = name.partition(":")
    if kind not in EMBEDDERS:
        raise ConfigurationError(
            f"The embedder {name!r} is unknown.\n"
            "Expected one of: e5, sentence:<model or folder>, openai:<model>, hashing, none."
        )
    options = EmbedderOptions(threads, device, base_url, api_key, timeout_s, retries)
    return CachedEmbedder(EMBEDDERS[kind](model, options))
