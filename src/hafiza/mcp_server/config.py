"""MemoryOS's `config.json`, read for what of it has a meaning here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hafiza.compat.arguments import as_settings, unused
from hafiza.compat.forms import KNOWLEDGE_ENTRIES, QUEUE_PAGES
from hafiza.core.errors import FormatError, InputError

_TEXTS = (
    "user_id",
    "assistant_id",
    "data_storage_path",
    "openai_api_key",
    "openai_base_url",
    "llm_model",
    "embedding_model_name",
)
_CAPACITIES = ("retrieval_queue_capacity", "long_term_knowledge_capacity")
_COUNTS = ("short_term_capacity", "mid_term_capacity", *_CAPACITIES)


@dataclass(frozen=True, slots=True)
class Capacities:
    """How much one answer may hold: pages found, and knowledge of a side."""

    retrieval_queue_capacity: int = QUEUE_PAGES
    long_term_knowledge_capacity: int = KNOWLEDGE_ENTRIES


@dataclass(frozen=True, slots=True)
class MemoryosConfig:
    """A `config.json`. `settings` are ours by name; `unused` are keys without a meaning here."""

    settings: dict[str, Any]
    capacities: Capacities
    unused: tuple[str, ...]


def read_config(path: Path) -> MemoryosConfig:
    """Read a `config.json` of MemoryOS's MCP server.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is no JSON object, or a value has the wrong type.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as err:
        raise InputError(f"The file {str(path)!r} cannot be read: {err.strerror}.") from err
    except ValueError as err:
        raise FormatError(
            f"The file {str(path)!r} is no JSON: {err}.\nExpected a config.json of MemoryOS."
        ) from err
    if not isinstance(document, dict):
        raise FormatError(
            f"The file {str(path)!r} holds a {type(document).__name__}, not an object.\n"
            'Expected a config.json of MemoryOS: {"user_id": "...", "data_storage_path": "..."}.'
        )
    texts = {key: _text(document, key) for key in _TEXTS if key in document}
    counts = {key: _count(document, key) for key in _COUNTS if key in document}
    given = {**document, **texts, **counts}
    return MemoryosConfig(
        settings=as_settings(given),
        capacities=Capacities(**{key: counts[key] for key in _CAPACITIES if key in counts}),
        unused=tuple(unused(given)),
    )


def _text(document: dict[str, Any], key: str) -> str:
    value = document[key]
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormatError(f"{key} is {value!r} in the config file.\nExpected a text.")
    return value.strip()


def _count(document: dict[str, Any], key: str) -> int:
    value = document[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise FormatError(f"{key} is {value!r} in the config file.\nExpected a number, 1 or more.")
    return value
