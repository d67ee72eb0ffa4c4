"""Embeddings from any server that speaks the OpenAI API: `POST {base_url}/embeddings`."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import httpx
import numpy as np

from hafiza.core.errors import BackendRefused, BackendUnavailable, ConfigurationError
from hafiza.embedders._text import chunks, clean, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_TEXT = 8_000
"""Characters of a text that are sent, from its start: about 2,700 tokens of Turkish.

Servers refuse longer texts than their model reads (8,191 tokens at OpenAI).
"""

_CHUNK = 64
_BACKOFF_S = 0.5
_LONGEST_WAIT_S = 20.0
# Servers refuse an empty text; a vector of some kind is still expected for it.
_IN_PLACE_OF_NOTHING = "."
_USERINFO = re.compile(r"//[^/@]*@")
_SHOWN = 200


class OpenAIEmbedder:
    """Embed over the network; batched, with new tries where the server may recover.

    Safe to call from several threads. No error text holds the key.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str,
        api_key: str | None = None,
        timeout_s: float = 60.0,
        retries: int = 3,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Make a client; nothing is sent yet. `sleep` and `transport` are for tests.

        Raises:
            ConfigurationError: the model's name is empty, or the address or key cannot be used.
        """
        if not model:
            raise ConfigurationError(
                "The embedder 'openai:' names no model.\n"
                "Give one that your server has: openai:text-embedding-3-small"
            )
        self._shown_url = _USERINFO.sub("//", base_url)
        if not re.match(r"https?://[^/]", base_url):
            raise ConfigurationError(
                f"openai_base_url is {self._shown_url!r}.\n"
                f"An address that begins with http:// or https:// was expected."
            )
        if api_key and not re.fullmatch(r"[\x21-\x7e]+", api_key):
            raise ConfigurationError(
                "openai_api_key has spaces, line ends or letters outside ASCII (not shown here).\n"
                "Copy the key again, without anything around it."
            )
        self._model = model
        self._key = api_key or ""
        self._retries = retries
        self._sleep = sleep
        self._dim: int | None = None
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        self._url = f"{base_url.rstrip('/')}/embeddings"
        self._client = httpx.Client(timeout=timeout_s, headers=headers, transport=transport)

    @property
    def name(self) -> str:
        """Identity of the vector space."""
        return f"openai:{self._model}"

    @property
    def dim(self) -> int:
        """Number of components; asked of the server with one word if nothing was embedded yet."""
        if self._dim is None:
            self._request([_IN_PLACE_OF_NOTHING])
        assert self._dim is not None, "a request that succeeds sets the dimension"
        return self._dim

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors; one request for each `_CHUNK` texts.

        Raises:
            BackendUnavailable: no answer after all tries.
            BackendRefused: the server refused, or its answer is not what was asked for.
        """
        cleaned = [clean(text, LONGEST_TEXT).strip() or _IN_PLACE_OF_NOTHING for text in texts]
        parts = [self._request(chunk) for chunk in chunks(cleaned, _CHUNK)]
        return np.concatenate([np.empty((0, self.dim), dtype=np.float32), *parts])

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the same vectors as for passages; see `embed_passages` for errors."""
        return self.embed_passages(texts)

    def close(self) -> None:
        """Close the connections; calling it twice is allowed."""
        self._client.close()

    def _request(self, texts: Sequence[str]) -> NDArray[np.float32]:
        for attempt in range(self._retries + 1):
            wait_s: float | None = None
            try:
                response = self._client.post(
                    self._url, json={"model": self._model, "input": list(texts)}
                )
            except (httpx.TransportError, httpx.InvalidURL) as err:
                if isinstance(err, httpx.InvalidURL | httpx.UnsupportedProtocol):
                    raise self._refused(f"the address cannot be used: {err}") from err
                problem = f"{type(err).__name__}: {err}"
            else:
                if response.status_code == 200:
                    return self._vectors(response, len(texts))
                problem = f"status {response.status_code}: {_said(response)}"
                if response.status_code != 429 and response.status_code < 500:
                    raise self._refused(problem)
                wait_s = _asked_wait_s(response)
            if attempt < self._retries:
                self._sleep(wait_s if wait_s is not None else _backoff_s(attempt))
        raise BackendUnavailable(
            self._redact(
                f"The embedding server {self._shown_url} gave no vectors after "
                f"{self._retries + 1} tries; last: {problem}\n"
                "Check that it runs and that openai_base_url is right, or use another embedder."
            )
        )

    def _vectors(self, response: httpx.Response, n_texts: int) -> NDArray[np.float32]:
        try:
            items = sorted(response.json()["data"], key=lambda item: int(item["index"]))
            raw = np.array([item["embedding"] for item in items], dtype=np.float64)
        except (ValueError, TypeError, KeyError, RecursionError) as err:
            raise self._refused(f"the answer is no list of embeddings: {_said(response)}") from err
        if raw.ndim != 2 or len(raw) != n_texts or raw.shape[1] == 0:
            raise self._refused(f"{n_texts} texts were sent and the answer's shape is {raw.shape}")
        if self._dim is None:
            self._dim = int(raw.shape[1])
        if raw.shape[1] != self._dim:
            raise self._refused(f"vectors have {raw.shape[1]} components after {self._dim} before")
        return unit(raw, self.name)

    def _refused(self, problem: str) -> BackendRefused:
        return BackendRefused(
            self._redact(
                f"The embedding server {self._shown_url} refused model {self._model!r}: {problem}\n"
                "Check openai_base_url, openai_api_key and the name in the setting embedder."
            )
        )

    def _redact(self, text: str) -> str:
        text = _USERINFO.sub("//", text)
        return text.replace(self._key, "[key]") if self._key else text


def _said(response: httpx.Response) -> str:
    return " ".join(response.text.split())[:_SHOWN] or "(no text)"


def _asked_wait_s(response: httpx.Response) -> float | None:
    try:
        wait_s = float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(max(wait_s, 0.0), _LONGEST_WAIT_S)


def _backoff_s(attempt: int) -> float:
    # Jitter keeps clients that failed together from coming back together.
    return random.uniform(0.5, 1.0) * min(_BACKOFF_S * 2.0**attempt, _LONGEST_WAIT_S)
