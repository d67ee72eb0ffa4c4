"""Doors for programs that were written for another memory: `Memoryos`, MemoryOS's class."""

from hafiza.compat.memoryos import Memoryos as Memoryos

__all__ = ["Memoryos"]
