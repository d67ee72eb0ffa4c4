"""What happens during one turn, in order; a door shows it as it comes."""

from __future__ import annotations

from dataclasses import dataclass, field

from hafiza.core.records import Hit, Usage

FROM_MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer.

    `sources` are the turns it may rest on, best first; `[n]` in the text is `sources[n - 1]`.
    `model` is the model that worded it, or `memory` when it was put together from what was told,
    without a model; then `from_memory` is true.
    """

    text: str
    sources: tuple[Hit, ...] = ()
    model: str = FROM_MEMORY
    usage: Usage = field(default_factory=Usage)
    from_memory: bool = False


@dataclass(frozen=True, slots=True)
class Recalled:
    """Memory was searched; these turns go into the answer or its prompt."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that is not part of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The turn is over: everything is stored, and this is the answer."""

    answer: Answer


Event = Recalled | Token | Notice | Done
