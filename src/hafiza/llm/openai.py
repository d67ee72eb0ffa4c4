"""Back end `openai`: any server that speaks OpenAI's chat completions, over httpx."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from http import HTTPStatus
from typing import Any

import httpx

from hafiza.core.errors import BackendError, ConfigurationError
from hafiza.core.records import Chunk, FinishReason, GenerateOptions, Message, ModelCard, Usage
from hafiza.llm.load_options import LoadOptions
from hafiza.llm.openai_errors import (
    Adapted,
    PromptTooLong,
    TryAgain,
    bad_url,
    explain_status,
    explain_transport,
    garbage,
)
from hafiza.llm.prompt import clean_messages, clean_text, parse_schema
from hafiza.llm.sse import StreamEvent, parse_event, read_events, split_lines
from hafiza.llm.trimming import Fitted, fit

_BYTES_A_TOKEN = 4
_TOKENS_AROUND_A_MESSAGE = 4
_CONNECT_TIMEOUT_S = 10.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.5, 8.0
_LONGEST_ASKED_WAIT_S = 60.0
_MOST_REFITS = 6
_EFFORTS = ("minimal", "low", "medium", "high")  # a quarter of the dial each
_REFIT = 0.7


class OpenAIModel:
    """A model behind an OpenAI-compatible server.

    Requests that got no answer are sent again with exponential waits and full jitter, but never
    after text has come. Token counts are estimates (bytes / 4), since the tokeniser is remote;
    where the estimate is too low and the server refuses the length, more history is left out.

    NOTE: `sleep` and `jitter` (0..1) are arguments so that tests wait for nothing.
    """

    def __init__(
        self,
        model: str,
        options: LoadOptions,
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._model = model
        self._base_url = options.openai_base_url.rstrip("/")
        self._timeout_s = options.timeout_s
        self._retries = options.retries
        self._sleep = sleep
        self._jitter = jitter
        self._key = _check_key(options.openai_api_key)
        self._card = ModelCard(
            f"openai:{model}", languages=options.languages, context_tokens=options.context_tokens
        )
        # What this server turned out to need: OpenAI's reasoning models name the limit otherwise.
        self._limit_name = "max_tokens"
        self._sends_sampling = True
        if not self._base_url.lower().startswith(("http://", "https://")):
            raise bad_url(self._base_url)
        try:
            self._client = httpx.Client(
                headers={"Authorization": f"Bearer {self._key}"} if self._key else {},
                timeout=httpx.Timeout(
                    options.timeout_s, connect=min(options.timeout_s, _CONNECT_TIMEOUT_S)
                ),
            )
            httpx.URL(self._base_url)
        except (httpx.InvalidURL, ValueError) as err:
            raise bad_url(self._base_url) from err

    @property
    def card(self) -> ModelCard:
        """What the model declares of itself."""
        return self._card

    def stream(
        self, messages: Sequence[Message], options: GenerateOptions | None = None
    ) -> Generator[Chunk, None, None]:
        """Yield the answer as it comes; see `ChatModel.stream`. Network.

        Raises:
            BackendUnavailable: no answer came, after all tries.
            BackendRefused: the server refused; the message has its words and the next step.
            ContextOverflow: the system message alone does not fit.
            BackendError: the answer was garbage, or was cut.
            InputError: there are no messages, the last one is empty, or the schema is no JSON.
        """
        options = options or GenerateOptions()
        if self._client.is_closed:
            raise BackendError(
                f"The model {self._card.name!r} was closed.\nLoad it again with load_model."
            )
        cleaned = clean_messages(messages)
        fitted = self._fit(cleaned, options, self._card.context_tokens)
        wanted = _wanted(options)
        return self._generate(cleaned, options, wanted, fitted)

    def count_tokens(self, text: str) -> int:
        """Return an estimate of the tokens in `text`: its UTF-8 bytes divided by 4, rounded up."""
        return estimate_tokens(text)

    def close(self) -> None:
        """Close the connections; calling it twice is allowed."""
        self._client.close()

    def _fit(
        self, messages: Sequence[Message], options: GenerateOptions, context_tokens: int
    ) -> Fitted:
        return fit(messages, context_tokens, options.max_tokens, _estimate_messages)

    def _generate(
        self,
        messages: Sequence[Message],
        options: GenerateOptions,
        wanted: dict[str, Any],
        fitted: Fitted,
    ) -> Generator[Chunk, None, None]:
        asked_at = time.perf_counter()
        context_tokens = self._card.context_tokens
        n_tries = n_refits = 0
        while True:
            try:
                with closing(self._attempt(wanted, fitted, asked_at)) as chunks:
                    yield from chunks
                return
            except Adapted:
                continue
            except TryAgain as err:
                if n_tries >= self._retries:
                    raise err.error from err.__cause__
                self._sleep(self._wait_s(n_tries, err.after_s))
                n_tries += 1
            except PromptTooLong as err:
                estimate = _estimate_messages(fitted.messages) + fitted.answer_tokens
                context_tokens = int(min(context_tokens, estimate) * _REFIT)
                n_refits += 1
                if n_refits > _MOST_REFITS or context_tokens < _TOKENS_AROUND_A_MESSAGE:
                    raise err.error from None
                fitted = self._fit(messages, options, context_tokens)

    def _wait_s(self, n_tries: int, asked_s: float | None) -> float:
        if asked_s is not None:
            return min(asked_s, _LONGEST_ASKED_WAIT_S)
        return self._jitter() * min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0**n_tries)

    def _attempt(
        self, wanted: dict[str, Any], fitted: Fitted, asked_at: float
    ) -> Generator[Chunk, None, None]:
        started = False
        try:
            url = f"{self._base_url}/chat/completions"
            with self._client.stream("POST", url, json=self._body(wanted, fitted)) as response:
                if response.status_code != HTTPStatus.OK:
                    raise self._refusal(response)
                for chunk in self._read(response, fitted, asked_at):
                    started = True
                    yield chunk
        except httpx.HTTPError as err:
            raise explain_transport(err, self._base_url, self._timeout_s, started=started) from err
        except RuntimeError as err:
            # httpx's word for a client that another thread closed meanwhile.
            raise BackendError(f"The model {self._card.name!r} was closed.") from err

    def _body(self, wanted: dict[str, Any], fitted: Fitted) -> dict[str, Any]:
        sampling = ("temperature", "top_p")
        kept = {
            name: value
            for name, value in wanted.items()
            if self._sends_sampling or name not in sampling
        }
        return kept | {
            "model": self._model,
            "messages": [{"role": m.role, "content": m.content} for m in fitted.messages],
            "stream": True,
            "stream_options": {"include_usage": True},
            self._limit_name: fitted.answer_tokens,
        }

    def _refusal(self, response: httpx.Response) -> Exception:
        response.read()
        body = self._without_key(response.text)
        if response.status_code == HTTPStatus.BAD_REQUEST:
            if self._limit_name == "max_tokens" and "max_completion_tokens" in body:
                self._limit_name = "max_completion_tokens"
                return Adapted()
            if self._sends_sampling and "temperature" in body and "support" in body:
                self._sends_sampling = False
                return Adapted()
        return explain_status(response, body, self._base_url, self._model)

    def _without_key(self, text: str) -> str:
        return text.replace(self._key, "***") if self._key else text

    def _read(
        self, response: httpx.Response, fitted: Fitted, asked_at: float
    ) -> Generator[Chunk, None, None]:
        first_at = last_at = 0.0
        n_pieces = 0
        reason: FinishReason | None = None
        counts: dict[str, int] = {}
        seen = False
        for event in read_events(split_lines(response.iter_bytes())):
            seen = True
            content = self._parse(event)
            counts = content.usage or counts
            if content.text:
                last_at = time.perf_counter()
                first_at = first_at or last_at
                n_pieces += 1
                yield Chunk(content.text)
            reason = content.reason or reason
        if not seen:
            kind = response.headers.get("content-type", "of no type")
            raise garbage(self._base_url, f"a body {kind} without events")
        if reason is None:
            raise BackendError(
                f"The stream of {self._base_url} ended before the answer was complete.\n"
                "Ask again; what came so far is incomplete."
            )
        n_tokens = counts.get("completion_tokens", n_pieces)
        decoding_s = last_at - first_at
        usage = Usage(
            prompt_tokens=counts.get("prompt_tokens", _estimate_messages(fitted.messages)),
            completion_tokens=n_tokens,
            first_token_s=first_at - asked_at if first_at else 0.0,
            tokens_per_s=(n_tokens - 1) / decoding_s if decoding_s > 0 and n_tokens > 1 else 0.0,
            trimmed_messages=fitted.trimmed_messages,
            trimmed_characters=fitted.trimmed_characters,
        )
        yield Chunk(finish_reason=reason, usage=usage)

    def _parse(self, event: str) -> StreamEvent:
        try:
            content = parse_event(event)
        except ValueError as err:
            raise garbage(self._base_url, self._without_key(event)) from err
        if content.error:
            raise BackendError(
                f"The server {self._base_url} failed in the middle of the answer: "
                f"{self._without_key(content.error)[:300]}"
            )
        return content


def load(model: str, options: LoadOptions) -> OpenAIModel:
    """Return the model of this name on the server `openai_base_url`; no network call is made.

    Raises:
        ConfigurationError: the address or the key cannot be used.
    """
    return OpenAIModel(model, options)


def estimate_tokens(text: str) -> int:
    """Return the UTF-8 bytes of `text` divided by 4, rounded up.

    >>> estimate_tokens("hello"), estimate_tokens("")
    (2, 0)
    """
    n_bytes = len(text.encode("utf-8", "replace"))
    return -(-n_bytes // _BYTES_A_TOKEN)


def _estimate_messages(messages: Sequence[Message]) -> int:
    return sum(estimate_tokens(m.content) + _TOKENS_AROUND_A_MESSAGE for m in messages)


def _check_key(key: str | None) -> str:
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()):
        raise ConfigurationError(
            "openai_api_key holds characters that no key has.\n"
            "Set HAFIZA_OPENAI_API_KEY to the key alone, in one line."
        )
    return key


def _wanted(options: GenerateOptions) -> dict[str, Any]:
    wanted: dict[str, Any] = {"temperature": options.temperature, "top_p": options.top_p}
    if stop := [text for text in map(clean_text, options.stop) if text]:
        wanted["stop"] = stop
    if options.seed is not None:
        wanted["seed"] = options.seed
    if options.reasoning_effort is not None:
        quarter = min(int(options.reasoning_effort * len(_EFFORTS)), len(_EFFORTS) - 1)
        wanted["reasoning_effort"] = _EFFORTS[quarter]
    if options.json_schema is not None:
        wanted["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": parse_schema(options.json_schema)},
        }
    return wanted
