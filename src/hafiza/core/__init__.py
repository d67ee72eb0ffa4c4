"""The words of the house: records, protocols, errors, settings, clock, device."""

from hafiza.core.clock import Clock as Clock
from hafiza.core.clock import SetClock as SetClock
from hafiza.core.clock import SystemClock as SystemClock
from hafiza.core.protocols import ChatModel as ChatModel
from hafiza.core.protocols import Embedder as Embedder
from hafiza.core.protocols import Reranker as Reranker
from hafiza.core.protocols import StateKeeper as StateKeeper
from hafiza.core.protocols import TextScorer as TextScorer
from hafiza.core.records import Chunk as Chunk
from hafiza.core.records import GenerateOptions as GenerateOptions
from hafiza.core.records import Hit as Hit
from hafiza.core.records import Message as Message
from hafiza.core.records import ModelCard as ModelCard
from hafiza.core.records import Scope as Scope
from hafiza.core.records import Turn as Turn
from hafiza.core.records import Usage as Usage

__all__ = [
    "ChatModel",
    "Chunk",
    "Clock",
    "Embedder",
    "GenerateOptions",
    "Hit",
    "Message",
    "ModelCard",
    "Reranker",
    "Scope",
    "SetClock",
    "StateKeeper",
    "SystemClock",
    "TextScorer",
    "Turn",
    "Usage",
]
