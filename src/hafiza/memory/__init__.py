"""The memory room: turns, search, tiers, context and forgetting; needs no language model."""

from hafiza.memory.consolidation import TierOptions as TierOptions
from hafiza.memory.memory import Memory as Memory
from hafiza.memory.preparation import new_turn_id as new_turn_id
from hafiza.memory.records import Consolidated as Consolidated
from hafiza.memory.records import Context as Context
from hafiza.memory.records import Episode as Episode
from hafiza.memory.records import Fact as Fact
from hafiza.memory.records import Knowledge as Knowledge
from hafiza.memory.records import MemoryStats as MemoryStats
from hafiza.memory.records import Page as Page
from hafiza.memory.records import Profile as Profile
from hafiza.memory.records import Segment as Segment
from hafiza.memory.worker import BackgroundWorker as BackgroundWorker

__all__ = [
    "BackgroundWorker",
    "Consolidated",
    "Context",
    "Episode",
    "Fact",
    "Knowledge",
    "Memory",
    "MemoryStats",
    "Page",
    "Profile",
    "Segment",
    "TierOptions",
    "new_turn_id",
]
