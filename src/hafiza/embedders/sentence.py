"""Any sentence-transformers model, by hub name or local folder."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hafiza.core.device import choose_device
from hafiza.core.errors import ConfigurationError, MissingExtra, ModelNotFound
from hafiza.embedders._text import chunks, clean, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_TEXT = 20_000
"""Characters of a text that reach the tokenizer, from its start.

The model itself keeps only its first tokens (`max_seq_length`); tokenizing more costs time only.
"""

_CHUNK = 64
_E5 = re.compile(r"(^|[-_/])e5([-_]|$)", re.IGNORECASE)
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_FINGERPRINT_BYTES = 65_536


class SentenceEmbedder:
    """Embed with a sentence-transformers model; its own query and passage prompts are used.

    A model of the E5 family that declares no prompts gets `query: ` and `passage: `.
    """

    def __init__(self, model: str, *, threads: int = 0, device: str = "auto") -> None:
        """Load `model`, a folder or a hub name; a folder never reaches for the network.

        `threads` other than 0 sets the threads of PyTorch in this process.

        Raises:
            MissingExtra: sentence-transformers is not installed.
            ModelNotFound: there is no such model, or it has no safetensors weights.
            ConfigurationError: `device` is none of this machine's.
        """
        if not model:
            raise ConfigurationError(
                "The embedder 'sentence:' names no model.\n"
                "Give a folder or a hub name: sentence:intfloat/multilingual-e5-small"
            )
        chosen = choose_device(device, threads)
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as err:
            raise MissingExtra("sentence-transformers", "sentence") from err
        if threads:
            import_module("torch").set_num_threads(threads)
        folder = Path(model).expanduser()
        is_local = folder.is_dir()
        try:
            with _no_bars_in_a_pipe():
                self._model: Any = SentenceTransformer(
                    str(folder) if is_local else model,
                    device=chosen.kind,
                    local_files_only=is_local,
                    # Pickled weights run code when they load; only safetensors are read.
                    model_kwargs={"use_safetensors": True},
                )
        except (OSError, ValueError) as err:
            raise ModelNotFound(
                f"The sentence-transformers model {model!r} cannot be loaded: "
                f"{str(err).strip().splitlines()[0] if str(err).strip() else type(err).__name__}\n"
                "Expected a folder with safetensors weights, or the name of a hub model that was\n"
                "downloaded or can be: sentence:intfloat/multilingual-e5-small"
            ) from err
        self._name = f"sentence:{_identity(folder) if is_local else model}"
        wants_prefix = bool(_E5.search(model)) and "instruct" not in model.lower()
        self._query_prompt = self._prompt(_QUERY_PROMPTS, "query: " if wants_prefix else "")
        self._passage_prompt = self._prompt(_PASSAGE_PROMPTS, "passage: " if wants_prefix else "")
        # Fast tokenizers raise "Already borrowed" when two threads use one.
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Identity of the vector space; a folder's has a fingerprint of its weights."""
        return self._name

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        # The second name is that of versions before 5.
        ask = getattr(self._model, "get_embedding_dimension", None)
        return int(ask() if ask else self._model.get_sentence_embedding_dimension())

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts that will be searched."""
        return self._embed(texts, self._passage_prompt)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (N, D) unit vectors for texts to search with."""
        return self._embed(texts, self._query_prompt)

    def _embed(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        parts = [np.empty((0, self.dim), dtype=np.float32)]
        for chunk in chunks([clean(text, LONGEST_TEXT) for text in texts], _CHUNK):
            with self._lock:
                raw = self._model.encode(
                    list(chunk), prompt=prompt, convert_to_numpy=True, show_progress_bar=False
                )
            parts.append(unit(raw, self.name))
        return np.concatenate(parts)

    def _prompt(self, names: Sequence[str], otherwise: str) -> str:
        prompts = getattr(self._model, "prompts", None) or {}
        default = getattr(self._model, "default_prompt_name", None)
        for name in (*names, *([default] if default else [])):
            if prompts.get(name):
                return str(prompts[name])
        return otherwise


@contextmanager
def _no_bars_in_a_pipe() -> Iterator[None]:
    """Keep transformers from drawing a bar where stderr is no terminal, as it does by default."""
    try:
        logging = import_module("transformers.utils.logging")
    except ImportError:
        logging = None
    if logging is None or sys.stderr.isatty() or not logging.is_progress_bar_enabled():
        yield
        return
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.enable_progress_bar()


def _identity(folder: Path) -> str:
    """Return the folder's name and a hash of sizes, heads and tails of its weight files.

    Two models saved under one folder name must not pass for one vector space, and a model that
    is moved must; reading the whole of the weights would take seconds.
    """
    digest = blake2b(digest_size=4)
    for path in sorted(folder.rglob("*.safetensors")):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as weights:
            digest.update(weights.read(_FINGERPRINT_BYTES))
            weights.seek(max(0, size - _FINGERPRINT_BYTES))
            digest.update(weights.read())
    return f"{folder.resolve().name}@{digest.hexdigest()}"
