"""What went wrong between us and an OpenAI-compatible server, in the words of hafiza's errors."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from hafiza.core.errors import (
    BackendError,
    BackendRefused,
    BackendUnavailable,
    ConfigurationError,
    ContextOverflow,
)

_RETRY_STATUSES = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)
_LONGEST_MESSAGE = 300
_SETTING = "the setting openai_base_url (HAFIZA_OPENAI_BASE_URL)"


class TryAgain(Exception):
    """The same request may succeed later; `error` is for the user if it never does."""

    def __init__(self, error: BackendError, after_s: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after_s = after_s


class Adapted(Exception):
    """The server refused a parameter, and the next request will say it in another way."""


class PromptTooLong(Exception):
    """The server refused the prompt for its length."""

    def __init__(self, error: ContextOverflow) -> None:
        super().__init__(str(error))
        self.error = error


def explain_status(
    response: httpx.Response, body: str, base_url: str, model: str, now: datetime | None = None
) -> Exception:
    """Return the error for a response that is not 200; `body` is its text, free of the key."""
    status = response.status_code
    said = server_message(body)
    if status in _RETRY_STATUSES or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        error = BackendUnavailable(
            f"The server {base_url} is not able to answer now ({status}): {said}\n"
            "Try again later, or check the server."
        )
        return TryAgain(error, retry_after_s(response.headers.get("retry-after"), now))
    if status == HTTPStatus.BAD_REQUEST and _is_about_length(body):
        return PromptTooLong(
            ContextOverflow(
                f"The prompt does not fit the context of {model!r}: {said}\n"
                "Lower the setting context_tokens (HAFIZA_CONTEXT_TOKENS) to what the model takes."
            )
        )
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        step = "Check the key: openai_api_key (HAFIZA_OPENAI_API_KEY)."
    elif status == HTTPStatus.NOT_FOUND:
        step = f"Check the model's name {model!r} and {_SETTING}; it often ends in /v1."
    else:
        step = f"Check that {base_url} serves chat completions of {model!r}."
    return BackendRefused(f"The server {base_url} refused the request ({status}): {said}\n{step}")


def explain_transport(
    err: httpx.HTTPError, base_url: str, timeout_s: float, *, started: bool
) -> Exception:
    """Return the error for a connection that failed; `started` when text had already come."""
    if isinstance(err, httpx.UnsupportedProtocol):
        return bad_url(base_url)
    if started and not isinstance(err, httpx.TimeoutException):
        return BackendError(
            f"The stream of {base_url} was cut in the middle of the answer: {err!r}\n"
            "Ask again; what came so far is incomplete."
        )
    if isinstance(err, httpx.ReadTimeout | httpx.WriteTimeout):
        error = BackendUnavailable(
            f"The server {base_url} sent nothing for {timeout_s:g} s.\n"
            "Raise the setting timeout_s (HAFIZA_TIMEOUT_S), or check the server."
        )
    elif isinstance(err, httpx.TransportError):
        error = BackendUnavailable(
            f"The server {base_url} cannot be reached: {err}\nStart it, or check {_SETTING}."
        )
    else:
        return BackendError(f"The answer of {base_url} cannot be read: {err}")
    return error if started else TryAgain(error)


def bad_url(base_url: str) -> ConfigurationError:
    """Return the error for a base address that is no web address."""
    return ConfigurationError(
        f"The server address {base_url!r} cannot be used.\n"
        f"Expected http:// or https:// in {_SETTING}."
    )


def garbage(base_url: str, found: str) -> BackendError:
    """Return the error for an answer that is not in the form of the API."""
    return BackendError(
        f"The server {base_url} answered something that is no chat completion: {found[:120]!r}\n"
        f"Check that {_SETTING} is the address of an OpenAI-compatible API."
    )


def retry_after_s(value: str | None, now: datetime | None = None) -> float | None:
    """Return the seconds that a `Retry-After` header asks for; it may also be a date.

    >>> retry_after_s("7")
    7.0
    >>> retry_after_s("soon") is None
    True
    """
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - (now or datetime.now(UTC))).total_seconds())


def server_message(body: str) -> str:
    """Return what the server said, out of the forms that servers say it in."""
    said: Any = body.strip()
    with suppress(ValueError):
        said = json.loads(body)
    for key in ("error", "message"):
        if isinstance(said, dict):
            said = said.get(key, said)
    return str(said)[:_LONGEST_MESSAGE] or "no reason given"


def _is_about_length(body: str) -> bool:
    lowered = body.lower()
    return any(
        sign in lowered
        for sign in ("context_length", "context length", "exceed_context", "maximum context",
                     "context size", "context window")
    )  # fmt: skip
