"""MemoryOS's parameters, as our settings: what has a meaning here and what has none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Its defaults are ours too, so one that is not changed leaves ours as they are set.
DEFAULTS: Mapping[str, Any] = {
    "assistant_id": "default_assistant_profile",
    "short_term_capacity": 10,
    "mid_term_capacity": 2000,
    "long_term_knowledge_capacity": 100,
    "retrieval_queue_capacity": 7,
    "mid_term_heat_threshold": 5.0,
    "mid_term_similarity_threshold": 0.6,
    "llm_model": "gpt-4o-mini",
    "embedding_model_name": "all-MiniLM-L6-v2",
}
_NAMES = {
    "user_id": "user",
    "assistant_id": "assistant",
    "data_storage_path": "home",
    "openai_api_key": "openai_api_key",
    "openai_base_url": "openai_base_url",
    "short_term_capacity": "short_term_pages",
    "mid_term_capacity": "segment_capacity",
    "mid_term_heat_threshold": "hot_segment",
}
_MODELS = ("gguf:", "openai:", "transformers:", "mlx:", "byte:", "none")
_EMBEDDERS = ("e5", "hashing", "none", "sentence:", "openai:")


def as_settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return our settings for parameters of MemoryOS; empty texts and None count as not given.

    Its language model is used where a base URL and a key are given with it, and nowhere else: no
    program goes to the network because of a default.
    """
    settings = {
        ours: given[theirs]
        for theirs, ours in _NAMES.items()
        if given.get(theirs) not in (None, "")
        and (theirs == "assistant_id" or given[theirs] != DEFAULTS.get(theirs))
    }
    model = given.get("llm_model") or ""
    if _is_one_of(model, _MODELS):
        settings["model"] = model
    elif model and given.get("openai_base_url") and given.get("openai_api_key"):
        settings["model"] = f"openai:{model}"
    embedder = given.get("embedding_model_name") or ""
    if _is_one_of(embedder, _EMBEDDERS):
        settings["embedder"] = embedder
    return settings


def unused(given: Mapping[str, Any]) -> list[str]:
    """Return the parameters that were given, differ from MemoryOS's defaults and are not used."""
    settings = as_settings(given)
    known = {*_NAMES, "long_term_knowledge_capacity", "retrieval_queue_capacity"}
    known |= {"llm_model"} if "model" in settings else set()
    known |= {"embedding_model_name"} if "embedder" in settings else set()
    return [
        name
        for name, value in given.items()
        if name not in known and value and value != DEFAULTS.get(name)
    ]


def _is_one_of(name: str, known: tuple[str, ...]) -> bool:
    return any(name.startswith(one) if one.endswith(":") else name == one for one in known)
