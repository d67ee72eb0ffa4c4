"""The assistant room: one turn and its events; `build` puts the parts together."""

from hafiza.assistant.assistant import Assistant as Assistant
from hafiza.assistant.assistant import AssistantOptions as AssistantOptions
from hafiza.assistant.build import build_assistant as build_assistant
from hafiza.assistant.build import open_memory as open_memory
from hafiza.assistant.events import Answer as Answer
from hafiza.assistant.events import Done as Done
from hafiza.assistant.events import Event as Event
from hafiza.assistant.events import Notice as Notice
from hafiza.assistant.events import Recalled as Recalled
from hafiza.assistant.events import Token as Token

__all__ = [
    "Answer",
    "Assistant",
    "AssistantOptions",
    "Done",
    "Event",
    "Notice",
    "Recalled",
    "Token",
    "build_assistant",
    "open_memory",
]
