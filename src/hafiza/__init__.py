"""hafiza: a local-first language-model system that remembers.

>>> from hafiza import Memory
>>> with Memory.open(":memory:", embedder=None) as memory:
...     turn = memory.add("My sister Ayşe lives in Bursa.")
...     memory.search("where does my sister live?")[0].turn.id == turn.id
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hafiza.assistant import Assistant as Assistant
    from hafiza.assistant import build_assistant as build_assistant
    from hafiza.core.errors import HafizaError as HafizaError
    from hafiza.core.records import Hit as Hit
    from hafiza.core.records import Message as Message
    from hafiza.core.records import Scope as Scope
    from hafiza.core.records import Turn as Turn
    from hafiza.embedders import load_embedder as load_embedder
    from hafiza.llm import load_model as load_model
    from hafiza.memory import Memory as Memory

__version__ = "0.2.0"

_HOMES = {
    "Assistant": "hafiza.assistant",
    "HafizaError": "hafiza.core.errors",
    "Hit": "hafiza.core.records",
    "Memory": "hafiza.memory",
    "Message": "hafiza.core.records",
    "Scope": "hafiza.core.records",
    "Turn": "hafiza.core.records",
    "build_assistant": "hafiza.assistant",
    "load_embedder": "hafiza.embedders",
    "load_model": "hafiza.llm",
}

__all__ = [
    "Assistant",
    "HafizaError",
    "Hit",
    "Memory",
    "Message",
    "Scope",
    "Turn",
    "build_assistant",
    "load_embedder",
    "load_model",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hafiza' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
