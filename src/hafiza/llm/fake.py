"""A language model that says what it was told to say: for tests and for trying out doors."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from hafiza.core.errors import BackendError, InputError
from hafiza.core.records import Chunk, FinishReason, GenerateOptions, Message, ModelCard, Usage
from hafiza.llm.load_options import LoadOptions
from hafiza.llm.prompt import clean_messages, parse_schema
from hafiza.llm.trimming import fit


@dataclass(frozen=True, slots=True)
class FakeRequest:
    """What a `FakeChatModel` was asked: the messages after trimming, and the options."""

    messages: tuple[Message, ...]
    options: GenerateOptions


class FakeChatModel:
    """Streams scripted replies word by word; without replies, it echoes the last message.

    A word counts as one token. `replies` are given in turn, and the last one again and again; a
    reply that is an exception is raised. `requests` holds what was asked, oldest first.

    >>> model = FakeChatModel(["Hello there."])
    >>> "".join(chunk.text for chunk in model.stream([Message("user", "Hi")]))
    'Hello there.'
    >>> model.requests[0].messages[-1].content
    'Hi'
    """

    def __init__(
        self, replies: Sequence[str | Exception] = (), *, card: ModelCard | None = None
    ) -> None:
        self._card = card or ModelCard("fake:fake")
        self._replies = list(replies)
        self._n_asked = 0
        self._closed = False
        self._lock = threading.Lock()
        self.requests: list[FakeRequest] = []

    @property
    def card(self) -> ModelCard:
        """What the model declares of itself."""
        return self._card

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def stream(
        self, messages: Sequence[Message], options: GenerateOptions | None = None
    ) -> Generator[Chunk, None, None]:
        """Yield the next reply word by word; see `ChatModel.stream`.

        Raises:
            ContextOverflow: the system message alone does not fit.
            BackendError: the model was closed. A scripted exception is raised as it is.
            InputError: there are no messages, the last one is empty, or the schema is no JSON.
        """
        options = options or GenerateOptions()
        if self._closed:
            raise BackendError("The model 'fake' was closed.\nLoad it again with load_model.")
        fitted = fit(
            clean_messages(messages), self._card.context_tokens, options.max_tokens, _count_messages
        )
        if options.json_schema is not None:
            parse_schema(options.json_schema)
        with self._lock:
            self.requests.append(FakeRequest(tuple(fitted.messages), options))
            place = min(self._n_asked, len(self._replies) - 1)
            self._n_asked += 1
        reply = self._replies[place] if self._replies else _echo(fitted.messages, options)
        if isinstance(reply, Exception):
            raise reply
        words, reason = _decode(reply, options, fitted.answer_tokens)
        usage = Usage(
            prompt_tokens=_count_messages(fitted.messages),
            completion_tokens=len(words),
            trimmed_messages=fitted.trimmed_messages,
            trimmed_characters=fitted.trimmed_characters,
        )
        return _stream_words(words, reason, usage)

    def count_tokens(self, text: str) -> int:
        """Return the number of words in `text`."""
        return len(text.split())

    def bits(self, text: bytes) -> float:
        """Return 8 bits for each byte: to this model, each byte is as likely as any other.

        Raises:
            InputError: the text is empty.
        """
        if not text:
            raise InputError("The text is empty.\nExpected at least one byte.")
        return 8.0 * len(text)

    def close(self) -> None:
        """Refuse further requests; calling it twice is allowed."""
        self._closed = True


def load(model: str, options: LoadOptions) -> FakeChatModel:
    """Return a model that echoes, named `fake:model`."""
    card = ModelCard(
        f"fake:{model}", languages=options.languages, context_tokens=options.context_tokens
    )
    return FakeChatModel(card=card)


def _count_messages(messages: Sequence[Message]) -> int:
    return sum(len(message.content.split()) for message in messages)


def _echo(messages: Sequence[Message], options: GenerateOptions) -> str:
    said = messages[-1].content
    return json.dumps({"text": said}) if options.json_schema else said


def _decode(
    reply: str, options: GenerateOptions, answer_tokens: int
) -> tuple[list[str], FinishReason]:
    stops = [reply.find(stop) for stop in options.stop if stop and stop in reply]
    if stops:
        reply = reply[: min(stops)]
    words = [word if place == 0 else f" {word}" for place, word in enumerate(reply.split(" "))]
    words = words if reply else []
    return words[:answer_tokens], "length" if len(words) > answer_tokens else "stop"


def _stream_words(
    words: Sequence[str], reason: FinishReason, usage: Usage
) -> Generator[Chunk, None, None]:
    for word in words:
        yield Chunk(word)
    yield Chunk(finish_reason=reason, usage=usage)
