"""What a back end is told when it loads a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """Settings of a model; each back end takes what concerns it.

    `context_tokens` bounds prompt plus answer of one request, and `slots` such requests run at
    the same time. `threads` 0 leaves the number to the back end. `timeout_s` is the longest wait
    for a remote model's next bytes, `retries` how often a request that got no answer is sent
    again. `languages` (ISO 639-1), when not empty, replaces what the model declares.
    """

    models_folder: Path | None = None
    context_tokens: int = 4096
    slots: int = 1
    threads: int = 0
    device: str = "auto"
    openai_base_url: str = "https://api.openai.com/v1"
    openai_api_key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0
    retries: int = 3
    languages: frozenset[str] = frozenset()
