"""Back end `byte`: an AGIFORMER checkpoint, run by JAX in this process.

A byte is this model's token: `max_tokens`, `context_tokens` and `Usage` count UTF-8 bytes.
"""

from __future__ import annotations

import codecs
import math
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hafiza.core.errors import BackendError, InputError, ModelInvalid, ModelNotFound
from hafiza.core.records import Chunk, FinishReason, GenerateOptions, Message, ModelCard, Usage
from hafiza.llm.load_options import LoadOptions
from hafiza.llm.plain_turns import NEXT_SPEAKER, prompt_text, turns_text
from hafiza.llm.prompt import clean_messages, clean_text, parse_schema
from hafiza.llm.stops import StopFinder
from hafiza.llm.trimming import Fitted, fit
from hafiza.neural import require_packages

if TYPE_CHECKING:
    from hafiza.neural.agiformer.model import Agiformer
    from hafiza.neural.agiformer.stream import Stream
    from hafiza.neural.sampling import Sampling

BEST_OF_A_RUN = "best.safetensors"
COMPILED_FOLDER = ".compiled"
_FULL_EFFORT = 1.0
_BYTES_REMEMBERED = 1000  # of the answer, in which repetitions are looked for
# The penalty of a repeated n-gram, in nats, for each nat of `repeat_penalty`: 1.1 becomes 0.95.
_NGRAM_NATS = 10.0


class ByteModel:
    """An AGIFORMER that answers messages, as plain text turns: it knows no chat template.

    The model could read a text of any length. `context_tokens` bounds what it reads anew for each
    answer, as for other models, because that takes time. `repeat_penalty` is one on n-grams: a
    penalty on single bytes would fall on the spaces. Generations of several threads take turns
    byte by byte.

    It is a `StateKeeper`: with a state open, an answer goes on from what was heard, and only the
    last message is read anew. JAX chooses the device.
    """

    def __init__(self, path: Path, name: str, options: LoadOptions) -> None:
        require_packages()
        from hafiza.neural.agiformer.stream import load_agiformer

        self._weights: Agiformer | None = load_agiformer(path)
        self._card = ModelCard(
            name,
            languages=options.languages,
            strength="weak",
            context_tokens=options.context_tokens,
        )
        self._lock = threading.Lock()
        self._kept: Stream | None = None
        # The last prompt with the stream that has read it, to go on from when it is heard.
        self._ahead: tuple[str, Stream] | None = None
        self._fingerprint = ""

    @property
    def card(self) -> ModelCard:
        """What the model declares of itself."""
        return self._card

    def stream(
        self, messages: Sequence[Message], options: GenerateOptions | None = None
    ) -> Generator[Chunk, None, None]:
        """Yield the answer as it is generated; see `ChatModel.stream`.

        Whole characters are yielded; bytes that are no UTF-8 become U+FFFD, and a character that
        `max_tokens` cuts is left out. It ends where the next speaker begins.

        Raises:
            ContextOverflow: the system message alone does not fit.
            BackendError: JAX failed, or the model was closed.
            InputError: there are no messages, the last one is empty, a value of the options is
                out of its bounds, or there is a schema, to which this model cannot be held.
        """
        asked_at = time.perf_counter()
        options = options or GenerateOptions()
        self._open_weights()
        cleaned = clean_messages(messages)
        if options.json_schema is not None:
            parse_schema(options.json_schema)
            raise InputError(
                f"{self._card.name!r} cannot be held to a JSON schema.\n"
                "Ask it without one, or ask a gguf: or openai: model."
            )
        how = _sampling(options)
        unheard = cleaned if self._kept is None else cleaned[-1:]
        fitted = self._fit(unheard, options.max_tokens)
        return self._generate(fitted, how, options, asked_at)

    def count_tokens(self, text: str) -> int:
        """Return the number of UTF-8 bytes of `text`."""
        return len(clean_text(text).encode())

    def close(self) -> None:
        """Release the weights and end what is being generated; calling it twice is allowed."""
        with self._lock:
            self._kept = self._ahead = self._weights = None

    def bits(self, text: bytes) -> float:
        """Return the bits of a text, at full effort; see `TextScorer.bits`. Any bytes are taken.

        Raises:
            InputError: the text is empty.
            BackendError: JAX failed, or the model was closed.
        """
        if not text:
            raise InputError("The text is empty.\nExpected at least one byte.")
        with self._failures():
            return self._begun(None).read(text)

    # --- a state that outlives the session ---

    @property
    def fingerprint(self) -> str:
        """Identity of the weights; a state belongs to one."""
        from hafiza.neural.checkpoints import fingerprint

        self._fingerprint = self._fingerprint or fingerprint(self._open_weights())
        return self._fingerprint

    def open_state(self, path: Path | None) -> int:
        """Go on from a state that was saved, None for a new one; return the bytes it has read.

        Raises:
            ModelNotFound: there is no such file.
            ModelInvalid: it is damaged, or of another model; what was open stays so.
            BackendError: the model was closed.
        """
        stream = self._begun(None)
        if path is not None:
            try:
                stream.load(path)
            except ModelInvalid as err:
                raise ModelInvalid(
                    f"{err}\nThe state cannot be gone on with by {self._card.name!r}: name the"
                    " model it was kept with, or delete the file to begin anew."
                ) from err
        with self._lock:
            self._kept, self._ahead = stream, None
        return stream.n_bytes

    def hear(self, messages: Sequence[Message]) -> None:
        """Take what was said into the open state; without one it does nothing.

        A message longer than the context has its middle left out.

        Raises:
            BackendError: JAX failed.
        """
        with self._lock:
            kept, ahead = self._kept, self._ahead
            if kept is None:
                return
            said = [Message(one.role, clean_text(one.content)) for one in messages]
            said = [one for one in said if one.content.strip()]
            text = turns_text(self._fit(said, 1).messages) if said else ""
            if ahead is not None and text.startswith(ahead[0]):
                text, kept = text.removeprefix(ahead[0]), ahead[1]
            stream = kept.fork()
            stream.set_effort(_FULL_EFFORT)
            with self._failures():
                stream.read(text.encode())
            self._kept, self._ahead = stream, None

    def save_state(self, path: Path) -> None:
        """Write the open state, at once or not at all.

        Raises:
            InputError: no state is open.
        """
        with self._lock:
            kept = self._kept
        if kept is None:
            raise InputError("No state is open.\nOpen one with open_state first.")
        kept.save(path)

    # --- generating ---

    def _fit(self, messages: list[Message], max_tokens: int) -> Fitted:
        return fit(
            messages,
            self._card.context_tokens,
            max_tokens,
            lambda kept: len(prompt_text(kept).encode()),
        )

    def _begun(self, kept: Stream | None) -> Stream:
        from hafiza.neural.agiformer.stream import Stream

        return Stream(self._open_weights(), _FULL_EFFORT) if kept is None else kept.fork()

    def _generate(
        self, fitted: Fitted, how: Sampling, options: GenerateOptions, asked_at: float
    ) -> Generator[Chunk, None, None]:
        prompt = prompt_text(fitted.messages)
        with self._lock:
            kept = self._kept
        with self._failures():
            stream = self._begun(kept)
            stream.set_effort(
                _FULL_EFFORT if options.reasoning_effort is None else options.reasoning_effort
            )
            stream.read(prompt.encode())
        if kept is not None:
            with self._lock:
                if self._kept is kept:
                    self._ahead = prompt, stream.fork()
        finder = StopFinder([*NEXT_SPEAKER, *map(clean_text, options.stop)])
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        first_at = last_at = 0.0
        n_bytes = 0
        for byte in self._bytes(stream, fitted.answer_tokens, how, options.seed):
            n_bytes += 1
            last_at = time.perf_counter()
            first_at = first_at or last_at
            if text := finder.push(clean_text(decode(byte))):
                yield Chunk(text)
            if finder.found:
                break
        if text := finder.rest():
            yield Chunk(text)
        reason: FinishReason = "stop" if finder.found else "length"
        decoding_s = last_at - first_at
        usage = Usage(
            prompt_tokens=len(prompt.encode()),
            completion_tokens=n_bytes,
            first_token_s=first_at - asked_at if first_at else 0.0,
            tokens_per_s=(n_bytes - 1) / decoding_s if decoding_s > 0 else 0.0,
            trimmed_messages=fitted.trimmed_messages,
            trimmed_characters=fitted.trimmed_characters,
        )
        yield Chunk(finish_reason=reason, usage=usage)

    def _bytes(self, stream: Stream, n: int, how: Sampling, seed: int | None) -> Iterator[bytes]:
        """Yield up to n bytes of an answer, each read before the next is chosen."""
        import numpy as np

        from hafiza.neural.sampling import choose

        rng = np.random.default_rng(seed)
        said = bytearray()
        for place in range(n):
            with self._failures():
                if place:
                    stream.read(bytes(said[-1:]))
                logits = stream.logits
            self._open_weights()
            if not np.isfinite(logits).all():
                raise BackendError(
                    f"The odds of {self._card.name!r} are no numbers after {stream.n_bytes} bytes."
                    "\nIts weights cannot be used; train it anew or take another checkpoint."
                )
            said.append(choose(logits, how, rng, said[-_BYTES_REMEMBERED:]))
            yield bytes(said[-1:])

    def _open_weights(self) -> Agiformer:
        weights = self._weights
        if weights is None:
            raise BackendError(
                f"The model {self._card.name!r} was closed.\nLoad it again with load_model."
            )
        return weights

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """Turn what JAX raises (it has run out of memory, its device is gone) into ours."""
        try:
            yield
        except RuntimeError as err:
            raise BackendError(f"JAX failed on {self._card.name!r}: {err}") from err


def load(model: str, options: LoadOptions) -> ByteModel:
    """Load the checkpoint that `model` names; see `find_checkpoint`.

    Raises:
        ModelNotFound: it is not on this machine.
        ModelInvalid: the file is damaged, or no AGIFORMER.
        MissingExtra: JAX or a package beside it is not installed.
    """
    path = find_checkpoint(model, options.models_folder)
    require_packages()
    if options.models_folder is not None:
        _keep_compiled(options.models_folder / COMPILED_FOLDER)
    return ByteModel(path, f"byte:{model}", options)


def find_checkpoint(name: str, models_folder: Path | None) -> Path:
    """Return the checkpoint that a name means: a file, or a folder that training wrote.

    It is a path, or lies in the models folder; there the ending may be left out.

    Raises:
        ModelNotFound: there is none.
    """
    places = [Path(name).expanduser()]
    if models_folder is not None:
        places += [models_folder / name, models_folder / f"{name}.safetensors"]
    for place in places:
        for path in (place, place / BEST_OF_A_RUN):
            if path.is_file():
                return path.absolute()
    raise ModelNotFound(
        f"There is no checkpoint {name!r}, as a path or in the models folder.\n"
        "Check the path, or train one: hafiza neural train agiformer RECIPE"
    )


def _keep_compiled(folder: Path) -> None:
    """Have JAX keep what it compiles in a folder, unless it was told where or cannot.

    NOTE: this is a setting of the process. The second process answers several times sooner.
    """
    import jax

    config: Any = jax.config  # untyped
    if config.jax_compilation_cache_dir is None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            config.update("jax_compilation_cache_dir", str(folder))


def _sampling(options: GenerateOptions) -> Sampling:
    from hafiza.neural.sampling import Sampling

    return Sampling(
        temperature=options.temperature,
        top_k=options.top_k or 0,
        top_p=options.top_p,
        min_p=options.min_p or 0.0,
        ngram_penalty=_NGRAM_NATS * math.log(max(1.0, options.repeat_penalty)),
    )
