"""The back ends by name, and the one function that loads a model by `backend:model`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from hafiza.core.errors import ConfigurationError
from hafiza.core.protocols import ChatModel
from hafiza.llm.load_options import LoadOptions

# Each module has `load(model: str, options: LoadOptions) -> ChatModel`.
BACKENDS = {
    "byte": "hafiza.llm.byte",
    "gguf": "hafiza.llm.gguf",
    "openai": "hafiza.llm.openai",
    "fake": "hafiza.llm.fake",
}


def load_model(
    name: str,
    *,
    models_folder: Path | None = None,
    context_tokens: int = 4096,
    slots: int = 1,
    threads: int = 0,
    device: str = "auto",
    openai_base_url: str = "https://api.openai.com/v1",
    openai_api_key: str | None = None,
    timeout_s: float = 60.0,
    retries: int = 3,
    languages: frozenset[str] = frozenset(),
) -> ChatModel:
    """Load the model `backend:model`; the arguments are told in `LoadOptions`.

    >>> model = load_model("fake:parrot")
    >>> model.card.name
    'fake:parrot'

    Raises:
        ConfigurationError: the name has no known back end, or a value cannot work.
        MissingExtra: the package of the back end is not installed.
        ModelNotFound: the weights are not on this machine.
        ModelInvalid: the weights cannot be used.
    """
    backend, _, model = name.partition(":")
    if backend not in BACKENDS or not model:
        raise ConfigurationError(
            f"The model {name!r} has no known back end.\n"
            f"Expected backend:model with one of: {', '.join(BACKENDS)}.\n"
            "For example: gguf:smollm2-135m"
        )
    options = LoadOptions(
        models_folder=models_folder,
        context_tokens=context_tokens,
        slots=slots,
        threads=threads,
        device=device,
        openai_base_url=openai_base_url,
        openai_api_key=openai_api_key,
        timeout_s=timeout_s,
        retries=retries,
        languages=languages,
    )
    return cast(ChatModel, import_module(BACKENDS[backend]).load(model, options))
