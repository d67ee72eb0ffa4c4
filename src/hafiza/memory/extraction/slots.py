"""The slots of a profile."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """What can be known of a person. A single-valued slot has one current value at a time."""

    name: str
    is_single: bool


SLOTS: dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot("name", is_single=True),
        Slot("age", is_single=True),
        Slot("occupation", is_single=True),
        Slot("employer", is_single=True),
        Slot("location", is_single=True),
        Slot("hometown", is_single=True),
        Slot("relationship", is_single=True),
        Slot("language", is_single=False),
        Slot("family", is_single=False),
        Slot("pet", is_single=False),
        Slot("likes", is_single=False),
        Slot("dislikes", is_single=False),
        Slot("diet", is_single=False),
        Slot("health", is_single=False),
        Slot("goal", is_single=False),
        Slot("schedule", is_single=False),
    )
}


def is_single(slot: str) -> bool:
    """Say whether a slot has one current value at a time; free slots have many."""
    return slot in SLOTS and SLOTS[slot].is_single
