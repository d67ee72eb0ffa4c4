"""Which segment leaves the mid-term when it is full. Its turns stay in the archive.

MemoryOS's paper evicts by heat, its code by least frequent use; here the policy has a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hafiza.core.errors import ConfigurationError
from hafiza.memory.records import Segment


class EvictionPolicy(Protocol):
    """Orders segments by what they are worth keeping."""

    def worth(self, segment: Segment) -> tuple[float, ...]:
        """Return what a segment is worth; the least leaves first."""
        ...


class ByHeat:
    """The coldest leaves first."""

    def worth(self, segment: Segment) -> tuple[float, ...]:
        """Return its heat, then its age."""
        return segment.heat, segment.first_time.timestamp()


class LeastFrequentlyUsed:
    """The least visited leaves first; of those, the one untouched for longest."""

    def worth(self, segment: Segment) -> tuple[float, ...]:
        """Return its visits, then its last touch."""
        return segment.n_visits, _touched(segment)


class LeastRecentlyUsed:
    """The one untouched for longest leaves first."""

    def worth(self, segment: Segment) -> tuple[float, ...]:
        """Return its last touch."""
        return (_touched(segment),)


class FirstInFirstOut:
    """The one that began first leaves first."""

    def worth(self, segment: Segment) -> tuple[float, ...]:
        """Return its place in the order of beginning."""
        return (segment.id,)


POLICIES: dict[str, EvictionPolicy] = {
    "heat": ByHeat(),
    "lfu": LeastFrequentlyUsed(),
    "lru": LeastRecentlyUsed(),
    "fifo": FirstInFirstOut(),
}


def policy_named(name: str) -> EvictionPolicy:
    """Return an eviction policy by its name.

    Raises:
        ConfigurationError: there is none of this name.
    """
    if name not in POLICIES:
        raise ConfigurationError(
            f"There is no eviction policy {name!r}.\nExpected one of: {', '.join(POLICIES)}."
        )
    return POLICIES[name]


def leaving(segments: Sequence[Segment], capacity: int, policy: EvictionPolicy) -> list[int]:
    """Return the ids of the segments that must leave to keep `capacity`, least worth first."""
    excess = len(segments) - capacity
    if excess <= 0:
        return []
    return [s.id for s in sorted(segments, key=lambda s: (policy.worth(s), s.id))[:excess]]


def _touched(segment: Segment) -> float:
    return (segment.last_visit or segment.last_time).timestamp()
