"""A text that is read as it comes: in constant memory, kept, and gone on with to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int
from numpy.typing import NDArray

from hafiza.neural import checkpoints
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.learning import surprise
from hafiza.neural.agiformer.model import Agiformer, Effort, State
from hafiza.neural.agiformer.patches import ends

KIND = "agiformer"
STATE_KIND = "agiformer-state"
_PATCHES_AT_ONCE = (512, 64, 8, 1)  # few lengths, so that few are compiled

Bytes = NDArray[np.int32]


class Stream:
    """One text under one model. Not for several threads at once."""

    def __init__(self, model: Agiformer, effort: float = 1.0) -> None:
        """Begin a text.

        Raises:
            InputError: the effort is not a number from 0 to 1.
        """
        self.model = model
        self._effort = model.effort(effort)
        self.state: State = _begin(model, self._effort)  # after what has been read
        self.depths: list[int] = []  # steps of the cortex for each patch read at once

    @property
    def n_bytes(self) -> int:
        """The number of bytes read."""
        return int(self.state.t)

    @property
    def logits(self) -> NDArray[np.float32]:
        """The log odds of the byte to come, (256,)."""
        return np.asarray(self.state.logits)

    def set_effort(self, effort: float) -> None:
        """Think harder or less from here on.

        Raises:
            InputError: the effort is not a number from 0 to 1.
        """
        self._effort = self.model.effort(effort)

    def fork(self) -> Stream:
        """Return another stream that has read the same; from here on each goes its own way.

        It costs nothing: arrays are never changed in place. Its `depths` begin anew.
        """
        other = copy(self)
        other.depths = []
        return other

    def read(self, text: bytes) -> float:
        """Read bytes, any number of any values; return their bits, each given all before it."""
        array = np.frombuffer(text, np.uint8).astype(np.int32)
        nats = 0.0
        for part, length in self._parts(array):
            nats += self._read_part(array[part], length)
        return nats / float(np.log(2.0))

    def save(self, path: Path) -> None:
        """Write what has been read, as the state it left; `load` goes on from there."""
        checkpoints.save(
            path, self.state, kind=STATE_KIND, config=self._identity(), more={"t": self.n_bytes}
        )

    def load(self, path: Path) -> None:
        """Go on from a state that was saved with the same model.

        Raises:
            ModelNotFound: there is no such file.
            ModelInvalid: it is damaged, or of another model.
        """
        self.state = checkpoints.load(path, self.state, kind=STATE_KIND, config=self._identity())

    def _identity(self) -> dict[str, Any]:
        return {"weights": checkpoints.fingerprint(self.model)}

    def _parts(self, text: Bytes) -> Iterator[tuple[slice, NDArray[np.int32] | None]]:
        """Yield single bytes up to a border of patches, then runs of patches, then single bytes.

        Runs come with the lengths of their patches.
        """
        # In numpy: to index an array of JAX is a computation of its own.
        before, filled = int(np.asarray(self.state.recent)[-1]), int(self.state.filled)
        ended = ends(self.model.config, text, before=before, filled=filled)
        borders = np.flatnonzero(ended) + 1
        if not filled:
            borders = np.concatenate([[0], borders])
        first = borders[0] if len(borders) else len(text)
        yield from ((slice(one, one + 1), None) for one in range(first))
        at = 0
        for size in _PATCHES_AT_ONCE:
            while len(borders) - 1 - at >= size:
                run = borders[at : at + size + 1]
                yield slice(run[0], run[-1]), np.diff(run).astype(np.int32)
                at += size
        last = borders[-1] if len(borders) else len(text)
        yield from ((slice(one, one + 1), None) for one in range(last, len(text)))

    def _read_part(self, part: Bytes, length: NDArray[np.int32] | None) -> float:
        if length is None:
            # In numpy: op by op, JAX takes a third of the time of a byte for this.
            odds = self.logits.astype(np.float64)
            with np.errstate(invalid="ignore"):  # broken weights: who chooses by the odds refuses
                nats = np.logaddexp.reduce(odds) - odds[part[0]]
            self.state = _step(self.model, self.state, part[0], self._effort)
        else:
            room = len(length) * self.model.config.patch
            self.state, nats, depth = _extend(
                self.model, self.state, np.resize(part, room), self._effort, length
            )
            self.depths += [int(one) for one in depth]
        return float(nats)


def load_agiformer(path: Path) -> Agiformer:
    """Return the model of a checkpoint.

    Raises:
        ModelNotFound: there is no such file.
        ModelInvalid: it is damaged, or no AGIFORMER.
    """
    header = checkpoints.read_header(path, KIND)
    config = AgiformerConfig.of(header.config)
    like: Agiformer = eqx.filter_eval_shape(lambda: Agiformer(config, key=jax.random.key(0)))
    return checkpoints.load(path, like, kind=KIND)


# Every leaf of a model is an array, so JAX's own jit takes it: half the time a byte of Equinox's.
_begin = jax.jit(Agiformer.begin)
_step = jax.jit(Agiformer.step)


@jax.jit
def _extend(
    model: Agiformer,
    state: State,
    text: Int[Array, " n"],
    effort: Effort,
    length: Int[Array, " patches"],
) -> tuple[State, Float[Array, ""], Int[Array, " patches"]]:
    after, read = model.extend(state, text, effort, length)
    logits = jnp.concatenate([state.logits[None], read.logits[:-1]])
    is_read = jnp.arange(len(text)) < length.sum()
    return after, jnp.where(is_read, surprise(logits, text), 0.0).sum(), read.depth
