"""The seams between rooms. Each has a real implementation, a public fake and a contract suite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from hafiza.core.records import Chunk, GenerateOptions, Hit, Message, ModelCard

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


@runtime_checkable
class ChatModel(Protocol):
    """A language model that answers a list of messages. Safe to call from several threads."""

    @property
    def card(self) -> ModelCard:
        """What the model declares of itself."""
        ...

    def stream(
        self, messages: Sequence[Message], options: GenerateOptions | None = None
    ) -> Iterator[Chunk]:
        """Yield the answer as it is generated; the last chunk has the usage.

        Closing the iterator stops the generation. History that does not fit the context is
        left out, oldest first, and counted in `Usage.trimmed_messages`; the system message and
        the last message stay.

        Raises:
            ContextOverflow: the system message alone does not fit.
            BackendError: the back end failed.
            InputError: there are no messages, or the last one is empty.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """Return the number of the model's tokens in `text`, without special tokens."""
        ...

    def close(self) -> None:
        """Release the model; calling it twice is allowed."""
        ...


@runtime_checkable
class StateKeeper(Protocol):
    """A model that can carry what it has read from one session to the next.

    With a state open, an answer goes on from all that was heard, and reads the last message
    alone; answering changes nothing. What was said in the end is given to `hear`.
    """

    @property
    def fingerprint(self) -> str:
        """Identity of the weights; a state belongs to one."""
        ...

    def open_state(self, path: Path | None) -> int:
        """Go on from a state that was saved, None for a new one; return the bytes it has read.

        Raises:
            ModelNotFound: there is no such file.
            ModelInvalid: it is damaged, or of another model.
        """
        ...

    def hear(self, messages: Sequence[Message]) -> None:
        """Take what was said into the open state; without one it does nothing."""
        ...

    def save_state(self, path: Path) -> None:
        """Write the open state, at once or not at all.

        Raises:
            InputError: no state is open.
        """
        ...


@runtime_checkable
class TextScorer(Protocol):
    """A model that can say how well it predicts a text."""

    def bits(self, text: bytes) -> float:
        """Return -log2 of the probability that the model gives the text, read from nothing.

        Lower is better, and divided by the bytes it compares models of any tokens.

        Raises:
            InputError: the text is empty, or is not what the model reads.
            BackendError: the back end failed.
        """
        ...


@runtime_checkable
class Embedder(Protocol):
    """Turns text into unit vectors. Safe to call from several threads."""

    @property
    def name(self) -> str:
        """Identity of the vector space: vectors of two names are not comparable."""
        ...

    @property
    def dim(self) -> int:
        """Number of components of a vector."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dim) float32, unit norm, for texts that will be searched."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (len(texts), dim) float32, unit norm, for texts to search with."""
        ...


@runtime_checkable
class Reranker(Protocol):
    """Reorders hits with a slower, better judgement."""

    def rerank(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """Return the same hits, best first, with new scores."""
        ...
