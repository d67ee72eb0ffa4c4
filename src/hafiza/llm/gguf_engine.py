"""llama.cpp in this process, through xllamacpp: started silent, its port closed to others."""

from __future__ import annotations

import http.client
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hafiza.core.device import choose_device
from hafiza.core.errors import BackendError, BackendUnavailable, MissingExtra, ModelInvalid
from hafiza.llm.load_options import LoadOptions

_PROMPT_CACHE_MIB = 256
_BATCH_TOKENS = 512
_SILENT = -1
_PORT_TIMEOUT_S = 120.0
_CERTAIN = 1000.0  # a bias that no odds outweigh
_LIKELIEST_TOKENS = 1000
_ALL_TOKENS = 10**7
_LEAST_LOGP = -103.0  # the smallest float32; llama.cpp tells a probability of 0 as one lower still

OnPiece = Callable[[dict[str, Any]], bool]


class LlamaEngine:
    """One llama.cpp server object and its loopback port.

    NOTE: xllamacpp always opens an HTTP port. It is bound to loopback and asks for a key that is
    random, kept in memory alone and never logged.
    """

    def __init__(self, path: Path, options: LoadOptions, context_tokens: int) -> None:
        try:
            import xllamacpp
        except ImportError as err:
            raise MissingExtra("xllamacpp", "local") from err
        self._key = secrets.token_hex(32)
        params = _engine_params(xllamacpp, path, options, context_tokens, self._key)
        try:
            self._server = xllamacpp.Server(params)
        except RuntimeError as err:
            raise ModelInvalid(
                f"llama.cpp cannot load {path.name!r} ({path.stat().st_size / 1e6:.0f} MB).\n"
                "It may be damaged, of an architecture this llama.cpp does not know, or too "
                f"large for memory.\nTry a smaller context_tokens (now {context_tokens} for each "
                f"of {options.slots} slots), or fetch the file again."
            ) from err
        self.address = str(self._server.listening_address)
        self._has_answered = False

    def chat(self, request: dict[str, Any], on_piece: OnPiece) -> None:
        """Run one chat completion; `on_piece` gets each piece and stops it by returning True.

        NOTE: an exception in `on_piece` is lost in the engine, so it must not raise.
        """
        self._server.handle_chat_completions(request, on_piece)
        self._has_answered = True

    def settle(self) -> None:
        """Make sure that the engine can be released; call it once, before that.

        xllamacpp's destructor waits for ever if it asks llama.cpp's loop to stop before the loop
        has begun (3 of 9 times when closed right after loading). One token shows that it runs.
        """
        if not self._has_answered:
            self.chat({"messages": [{"role": "user", "content": "."}], "max_tokens": 1}, _ignored)

    def count_text(self, text: str) -> int:
        """Return the number of tokens of `text`."""
        return len(self._post("/tokenize", {"content": text})["tokens"])

    def tokens(self, text: str) -> list[int]:
        """Return the tokens of a text; nothing in it is read as a control token."""
        body = {"content": text, "add_special": False, "parse_special": False}
        return [int(token) for token in self._post("/tokenize", body)["tokens"]]

    def tokens_before(self) -> list[int]:
        """Return what the tokenizer puts before a text: BOS, or nothing."""
        found = self._post("/tokenize", {"content": "", "add_special": True})["tokens"]
        return [int(token) for token in found]

    def n_vocabulary(self) -> int:
        """Return the number of tokens there are."""
        return len(self._listed(self.tokens("."), _ALL_TOKENS))

    def logp(self, before: list[int], token: int) -> float:
        """Return the natural logarithm of the model's own odds of a token after others.

        llama.cpp tells the odds of what it generates, so the token is made to be generated; a
        bias moves what is chosen and not the odds that are told. What ends within a character is
        not told of, and is looked up among the likeliest, then among all (a second or so).
        """
        told = self._next(before, token, 1)
        if told is not None and told["id"] == token:
            return max(float(told["logprob"]), _LEAST_LOGP)
        for n in (_LIKELIEST_TOKENS, _ALL_TOKENS):
            listed = self._listed(before, n)
            if token in listed:
                return max(listed[token], _LEAST_LOGP)
        raise BackendError(f"The llama.cpp engine told no odds of the token {token}.")

    def _listed(self, before: list[int], n: int) -> dict[int, float]:
        told = self._next(before, self.tokens(".")[-1], n)
        return {one["id"]: one["logprob"] for one in told["top_logprobs"]} if told else {}

    def _next(self, before: list[int], token: int, n_listed: int) -> dict[str, Any] | None:
        """Generate one token; return what is told of it, None where nothing is."""
        pieces: list[dict[str, Any]] = []

        def on_piece(piece: dict[str, Any]) -> bool:
            pieces.append(piece)
            return False

        request = {
            "prompt": before,
            "max_tokens": 1,
            "temperature": 0.0,
            "logit_bias": [[token, _CERTAIN]],
            "n_probs": n_listed,
            "cache_prompt": True,
        }
        self._server.handle_completions(request, on_piece)
        self._has_answered = True
        if not pieces or "choices" not in pieces[0]:
            said = _error_text(pieces[0]) if pieces else "nothing"
            raise BackendError(f"The llama.cpp engine scored no text, it said: {said}")
        told = (pieces[0]["choices"][0].get("logprobs") or {}).get("content")
        return dict(told[0]) if told else None

    def count_messages(self, messages: list[dict[str, str]]) -> int:
        """Return the number of tokens of the whole prompt, the chat template included."""
        return int(
            self._post("/chat/completions/input_tokens", {"messages": messages})["input_tokens"]
        )

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        # http.client and not httpx: no proxy of the environment may ever see the key.
        connection = http.client.HTTPConnection(
            urlsplit(self.address).netloc, timeout=_PORT_TIMEOUT_S
        )
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        try:
            connection.request("POST", path, json.dumps(body), headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException) as err:
            raise BackendUnavailable(f"The llama.cpp engine gave no answer: {err}") from err
        except ValueError as err:
            raise BackendError(f"The llama.cpp engine answered no JSON: {err}") from err
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK:
            raise BackendError(f"The llama.cpp engine refused {path}: {_error_text(answer)}")
        return dict(answer)


def _ignored(_piece: dict[str, Any]) -> bool:
    return False


def _error_text(answer: Any) -> str:
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    return str(error.get("message", error) if isinstance(error, dict) else error)


def _engine_params(
    xllamacpp: Any, path: Path, options: LoadOptions, context_tokens: int, key: str
) -> Any:
    device = choose_device(options.device, options.threads)
    # ggml's threads meet at barriers by spinning. With as many threads as cores, one other busy
    # process slows decoding from 100 to 3 tokens/s (2 cores, SmolLM2-135M), so one core stays
    # free unless the user sets the number.
    n_threads = options.threads or max(1, device.threads - 1)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context_tokens * options.slots
    params.n_parallel = options.slots
    for cpu in (params.cpuparams, params.cpuparams_batch):
        cpu.n_threads = n_threads
        cpu.poll = 0  # between graphs they sleep, at no cost that we could measure
    params.n_batch = _BATCH_TOKENS
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.n_gpu_layers = 0 if device.kind == "cpu" else -1
    params.fit_params = device.kind != "cpu"
    params.verbosity = _SILENT
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_threads_http = 2
    params.api_keys = [key]
    params.cors_origins = ""
    params.ui = False
    params.endpoint_slots = False
    params.endpoint_props = False
    params.endpoint_metrics = False
    return params
