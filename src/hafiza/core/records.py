"""The records that cross rooms. Frozen, typed, and free of behaviour that needs a room.

Times are aware datetimes in UTC. Scores say which way is better.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from hafiza.core.errors import InputError

Role = Literal["system", "user", "assistant"]
Speaking = Literal["user", "assistant"]
Strength = Literal["weak", "capable"]
FinishReason = Literal["stop", "length"]

DEFAULT_USER = "me"
DEFAULT_ASSISTANT = "hafiza"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose memory is read or written: a user, an assistant, and at times one session."""

    user: str = DEFAULT_USER
    assistant: str = DEFAULT_ASSISTANT
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance as it was said.

    `id` is unique in the store. `role` says on which side of the conversation the speaker
    stands, `speaker` is the name shown. `caption` describes a picture that came with the text.
    `recalled` marks a turn that only asks for, or repeats, what memory already holds: it is
    kept and exported, and recall leaves it out, so that an echo never becomes a source.
    """

    id: str
    text: str
    time: datetime
    session_id: str
    role: Speaking = "user"
    speaker: str = ""
    caption: str = ""
    recalled: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: a turn, how well it fits, and why.

    `score` is 0..1, higher is better; it orders the hits of one search and is not comparable
    between recipes. `parts` are the raw values it was fused from (`bm25`, `dense`, ...).
    """

    turn: Turn
    score: float
    parts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What one generation cost.

    Tokens are the model's own. `first_token_s` is the time from the request to the first token
    of text; `tokens_per_s` is the decoding speed after it (0 when there was no second token).
    `trimmed_messages` counts the messages of history left out, and `trimmed_characters` the
    characters cut from the middle of the last message, because the context was full.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    first_token_s: float = 0.0
    tokens_per_s: float = 0.0
    trimmed_messages: int = 0
    trimmed_characters: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a streamed answer. The last one has `finish_reason` and `usage`."""

    text: str = ""
    finish_reason: FinishReason | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class GenerateOptions:
    """How to decode.

    `temperature` 0 is greedy. `top_k` keeps that many of the likeliest tokens (0 all), `min_p`
    those with so large a part of the likeliest one's odds; None leaves both to the back end.
    `repeat_penalty` above 1 makes words said before less likely (1.1 keeps a small model from
    going round in circles). `json_schema` constrains the answer to a JSON schema, given as its
    JSON text. `stop` are strings that end the answer and are left out of it. `reasoning_effort`,
    0 to 1, is how hard to think; None leaves it to the back end. A back end without one of these
    leaves it out.

    Raises:
        InputError: the effort is not a number from 0 to 1.
    """

    max_tokens: int = 512
    temperature: float = 0.7
    top_p: float = 0.95
    repeat_penalty: float = 1.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    json_schema: str | None = None
    top_k: int | None = None
    min_p: float | None = None
    reasoning_effort: float | None = None

    def __post_init__(self) -> None:
        effort = self.reasoning_effort
        if effort is not None and not 0.0 <= effort <= 1.0:
            raise InputError(f"The effort is {effort!r}.\nExpected a number from 0 to 1.")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model declares of itself.

    `name` is the full `backend:model`. `languages` are ISO 639-1 codes it answers well in;
    empty when unknown, and then it is trusted with any. `context_tokens` bounds prompt plus answer.
    """

    name: str
    languages: frozenset[str] = frozenset()
    strength: Strength = "capable"
    context_tokens: int = 4096

    def speaks(self, language: str) -> bool:
        """Say whether the model answers well in `language` (ISO 639-1)."""
        return not self.languages or language in self.languages
