"""The memory room: turns, search, context and forgetting; needs no language model."""

from hafiza.memory.memory import Memory as Memory
from hafiza.memory.preparation import new_turn_id as new_turn_id
from hafiza.memory.records import Context as Context
from hafiza.memory.records import MemoryStats as MemoryStats

__all__ = ["Context", "Memory", "MemoryStats", "new_turn_id"]
