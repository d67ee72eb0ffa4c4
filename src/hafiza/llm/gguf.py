"""Back end `gguf`: any GGUF chat model, run by llama.cpp in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from hafiza.core.errors import BackendError, BackendRefused, ContextOverflow, InputError
from hafiza.core.records import Chunk, FinishReason, GenerateOptions, Message, ModelCard, Usage
from hafiza.llm.catalogue import KnownModel, declare
from hafiza.llm.gguf_engine import LlamaEngine
from hafiza.llm.gguf_header import GgufHeader, read_gguf_header, require_chat_model
from hafiza.llm.gguf_scoring import text_bits
from hafiza.llm.load_options import LoadOptions
from hafiza.llm.prompt import Defuser, clean_messages, clean_text, parse_schema
from hafiza.llm.resolve import find_model, part_names
from hafiza.llm.trimming import Fitted, fit

# A byte-level token is at least one byte, so bytes bound the tokens of a text from above;
# this bounds what a chat template adds for one message.
_TEMPLATE_TOKENS_A_MESSAGE = 64

# What the worker hands over: a piece with the time it came, an error, or None at the end.
_Piece = tuple[float, dict[str, Any]] | Exception | None


class GgufModel:
    """A chat model in a GGUF file.

    With a `seed` the prompt cache is left unused, because reused and recomputed prompts differ
    in the last bits: the same seed then gives the same answer, and the first token comes later.
    """

    def __init__(
        self, path: Path, name: str, options: LoadOptions, known: KnownModel | None
    ) -> None:
        header = read_gguf_header(path)
        require_chat_model(header, path)
        self._card = _make_card(name, path, header, options, known)
        self._defuse = Defuser(header.control_tokens)
        self._engine: LlamaEngine | None = LlamaEngine(path, options, self._card.context_tokens)
        self._lock = threading.Lock()
        self._running: dict[threading.Thread, threading.Event] = {}

    @property
    def card(self) -> ModelCard:
        """What the model declares of itself."""
        return self._card

    @property
    def engine(self) -> LlamaEngine:
        """The llama.cpp engine, for measuring it bare.

        Raises:
            BackendError: the model was closed.
        """
        engine = self._engine
        if engine is None:
            raise BackendError(
                f"The model {self._card.name!r} was closed.\nLoad it again with load_model."
            )
        return engine

    def stream(
        self, messages: Sequence[Message], options: GenerateOptions | None = None
    ) -> Generator[Chunk, None, None]:
        """Yield the answer as it is generated; see `ChatModel.stream`.

        Raises:
            ContextOverflow: the system message alone does not fit.
            BackendError: the engine failed, or the model was closed.
            InputError: there are no messages, the last one is empty, or the schema is no schema.
        """
        asked_at = time.perf_counter()
        options = options or GenerateOptions()
        engine = self.engine
        cleaned = clean_messages(messages)
        safe = [Message(message.role, self._defuse(message.content)) for message in cleaned]
        fitted = self._fit(engine, safe, options.max_tokens)
        return self._generate(engine, _make_request(fitted, options), fitted, asked_at)

    def count_tokens(self, text: str) -> int:
        """Return the number of the model's tokens in `text`; one call to the engine.

        Raises:
            BackendError: the engine failed, or the model was closed.
        """
        return self.engine.count_text(self._defuse(clean_text(text))) if text else 0

    def bits(self, text: bytes) -> float:
        """Return the bits of a text; see `TextScorer.bits` and `hafiza.llm.gguf_scoring`.

        Raises:
            InputError: the text is empty, or not UTF-8.
            BackendError: the engine failed, or the model was closed.
        """
        return text_bits(self.engine, text, self._card.context_tokens)

    def close(self) -> None:
        """Stop what is being generated and release the engine."""
        with self._lock:
            engine, self._engine = self._engine, None
            running = dict(self._running)
        for cancelled in running.values():
            cancelled.set()
        for worker in running:
            worker.join()
        if engine is not None:
            engine.settle()
        del engine

    def _fit(self, engine: LlamaEngine, messages: list[Message], max_tokens: int) -> Fitted:
        context = self._card.context_tokens
        bound = sum(
            len(message.content.encode()) + _TEMPLATE_TOKENS_A_MESSAGE for message in messages
        )
        if bound + max_tokens <= context:
            return Fitted(messages, answer_tokens=max_tokens)
        return fit(
            messages, context, max_tokens, lambda kept: engine.count_messages(_as_dicts(kept))
        )

    def _generate(
        self, engine: LlamaEngine, request: dict[str, Any], fitted: Fitted, asked_at: float
    ) -> Generator[Chunk, None, None]:
        pieces: SimpleQueue[_Piece] = SimpleQueue()
        cancelled = threading.Event()
        worker = threading.Thread(
            target=self._work, args=(engine, request, pieces, cancelled), name="hafiza-gguf"
        )
        with self._lock:
            if self._engine is None:
                raise BackendError(f"The model {self._card.name!r} was closed.")
            self._running[worker] = cancelled
            worker.start()
        # The worker keeps the engine alive; holding it here too would delay its release.
        del engine
        try:
            yield from _read(pieces, fitted, asked_at, self._card.name)
        finally:
            cancelled.set()

    def _work(
        self,
        engine: LlamaEngine,
        request: dict[str, Any],
        pieces: SimpleQueue[_Piece],
        cancelled: threading.Event,
    ) -> None:
        main = threading.main_thread()

        def on_piece(piece: dict[str, Any]) -> bool:
            pieces.put((time.perf_counter(), piece))
            # A worker outlives an abandoned stream at the end of the program by one piece only.
            return cancelled.is_set() or not main.is_alive()

        try:
            engine.chat(request, on_piece)
        except Exception as err:  # noqa: BLE001 - whatever the engine raises belongs to the caller
            pieces.put(err)
        finally:
            pieces.put(None)
            with self._lock:
                self._running.pop(threading.current_thread(), None)


def load(model: str, options: LoadOptions) -> GgufModel:
    """Load the GGUF model that `model` names; see `hafiza.llm.resolve` for names.

    Raises:
        ModelNotFound: it is not on this machine.
        ModelInvalid: the file cannot be used.
        MissingExtra: xllamacpp is not installed.
    """
    found = find_model(model, options.models_folder)
    return GgufModel(found.path, f"gguf:{model}", options, found.known)


def _make_card(
    name: str, path: Path, header: GgufHeader, options: LoadOptions, known: KnownModel | None
) -> ModelCard:
    others = [read_gguf_header(path.with_name(part)) for part in part_names(path.name)[1:]]
    languages, strength = declare(known, [header, *others])
    return ModelCard(
        name,
        languages=options.languages or languages,
        strength=strength,
        context_tokens=min(options.context_tokens, header.context_tokens or options.context_tokens),
    )


def _as_dicts(messages: Sequence[Message]) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in messages]


def _make_request(fitted: Fitted, options: GenerateOptions) -> dict[str, Any]:
    request: dict[str, Any] = {
        "messages": _as_dicts(fitted.messages),
        "max_tokens": fitted.answer_tokens,
        "temperature": options.temperature,
        "top_p": options.top_p,
        "repeat_penalty": options.repeat_penalty,
        "stop": [stop for stop in map(clean_text, options.stop) if stop],
        "stream": True,
        "stream_options": {"include_usage": True},
        # Progress of a long prompt comes as pieces, so that it too can be cancelled.
        "return_progress": True,
        # Models that can think before they answer are asked for the answer.
        "chat_template_kwargs": {"enable_thinking": False},
    }
    for name in ("top_k", "min_p"):
        if (value := getattr(options, name)) is not None:
            request[name] = value
    if options.seed is not None:
        request |= {"seed": options.seed, "cache_prompt": False}
    if options.json_schema is not None:
        request["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": parse_schema(options.json_schema)},
        }
    return request


def _read(
    pieces: SimpleQueue[_Piece], fitted: Fitted, asked_at: float, name: str
) -> Generator[Chunk, None, None]:
    """Turn the engine's pieces into chunks."""
    first_at = last_at = 0.0
    reason: FinishReason | None = None
    counts: dict[str, int] = {}
    while (piece := pieces.get()) is not None:
        if isinstance(piece, Exception):
            raise _translate(piece, name) from piece
        came_at, content = piece
        if "error" in content:
            raise _refusal(content["error"], name)
        counts = content.get("usage") or counts
        for choice in content.get("choices", ()):
            text = choice["delta"].get("content")
            if text:
                first_at, last_at = first_at or came_at, came_at
                yield Chunk(text)
            if choice["finish_reason"]:
                reason = "length" if choice["finish_reason"] == "length" else "stop"
    if reason is None:
        raise BackendError(f"The model {name!r} was closed before its answer was complete.")
    n_tokens = counts.get("completion_tokens", 0)
    decoding_s = last_at - first_at
    usage = Usage(
        prompt_tokens=counts.get("prompt_tokens", 0),
        completion_tokens=n_tokens,
        first_token_s=first_at - asked_at if first_at else 0.0,
        tokens_per_s=(n_tokens - 1) / decoding_s if decoding_s > 0 and n_tokens > 1 else 0.0,
        trimmed_messages=fitted.trimmed_messages,
        trimmed_characters=fitted.trimmed_characters,
    )
    yield Chunk(finish_reason=reason, usage=usage)


def _translate(err: Exception, name: str) -> Exception:
    if "schema" in str(err).lower():
        return InputError(f"llama.cpp cannot use the JSON schema: {err}")
    return BackendError(f"llama.cpp failed on {name!r}: {err}")


def _refusal(error: dict[str, Any], name: str) -> BackendError:
    message = error.get("message", error)
    if error.get("type") == "exceed_context_size_error":
        return ContextOverflow(
            f"The prompt does not fit the context of {name!r}: {message}\n"
            "Raise the setting context_tokens (HAFIZA_CONTEXT_TOKENS)."
        )
    return BackendRefused(f"llama.cpp refused the request to {name!r}: {message}")
