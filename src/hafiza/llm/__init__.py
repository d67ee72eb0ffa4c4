"""The llm room: chat models behind one protocol, and where their weights come from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hafiza.llm.fake import FakeChatModel as FakeChatModel
from hafiza.llm.fake import FakeRequest as FakeRequest
from hafiza.llm.load import load_model as load_model

if TYPE_CHECKING:
    from hafiza.llm.byte import ByteModel as ByteModel
    from hafiza.llm.gguf import GgufModel as GgufModel
    from hafiza.llm.inspect_models import ModelInfo as ModelInfo
    from hafiza.llm.inspect_models import describe_model as describe_model
    from hafiza.llm.inspect_models import list_models as list_models
    from hafiza.llm.openai import OpenAIModel as OpenAIModel
    from hafiza.llm.pull import pull_model as pull_model

_HOMES = {
    "ByteModel": "hafiza.llm.byte",
    "GgufModel": "hafiza.llm.gguf",
    "ModelInfo": "hafiza.llm.inspect_models",
    "OpenAIModel": "hafiza.llm.openai",
    "describe_model": "hafiza.llm.inspect_models",
    "list_models": "hafiza.llm.inspect_models",
    "pull_model": "hafiza.llm.pull",
}

__all__ = [
    "ByteModel",
    "FakeChatModel",
    "FakeRequest",
    "GgufModel",
    "ModelInfo",
    "OpenAIModel",
    "describe_model",
    "list_models",
    "load_model",
    "pull_model",
]


def __getattr__(name: str) -> Any:
    # httpx and the engine's bindings load with the back end that needs them.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hafiza.llm' has no attribute {name!r}")
