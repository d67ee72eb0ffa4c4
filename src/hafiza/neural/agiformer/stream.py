"""A text that is read as it comes: in constant memory, kept, and gone on with to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import asdict
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

KIND = "agiformer"
STATE_KIND = "agiformer-state"
_PATCHES_AT_ONCE = (512, 64, 8, 1)  # few lengths, so that few are compiled


class Stream:
    """One text under one model. Not for several threads at once."""

    def __init__(self, model: Agiformer, effort: float = 1.0) -> None:
        """Begin a text.

        Raises:
            InputError: the effort is not a number from 0 to 1.
        """
        self._model = model
        self._effort = model.effort(effort)
        self._state = _begin(model, self._effort)
        self.depths: list[int] = []  # steps of the cortex for each patch read at once

    @property
    def n_bytes(self) -> int:
        """The number of bytes read."""
        return int(self._state.t)

    @property
    def logits(self) -> NDArray[np.float32]:
        """The log odds of the byte to come, (256,)."""
        return np.asarray(self._state.logits)

    def set_effort(self, effort: float) -> None:
        """Think harder or less from here on.

        Raises:
            InputError: the effort is not a number from 0 to 1.
        """
        self._effort = self._model.effort(effort)

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
        for part in self._parts(len(array)):
            nats += self._read_part(array[part])
        return nats / float(np.log(2.0))

    def save(self, path: Path) -> None:
        """Write what has been read, as the state it left; `load` goes on from there."""
        checkpoints.save(
            path, self._state, kind=STATE_KIND, config=self._identity(), more={"t": self.n_bytes}
        )

    def load(self, path: Path) -> None:
        """Go on from a state that was saved with the same model.

        Raises:
            ModelNotFound: there is no such file.
            ModelInvalid: it is damaged, or of another model.
        """
        self._state = checkpoints.load(path, self._state, kind=STATE_KIND, config=self._identity())

    def _identity(self) -> dict[str, Any]:
        return {"weights": checkpoints.fingerprint(self._model)}

    def _parts(self, n: int) -> Iterator[slice]:
        """Yield single bytes up to a border of patches, then runs of patches, then single bytes."""
        patch = self._model.config.patch
        at = min(n, -self.n_bytes % patch)
        yield from (slice(one, one + 1) for one in range(at))
        for size in _PATCHES_AT_ONCE:
            while n - at >= size * patch:
                yield slice(at, at + size * patch)
                at += size * patch
        yield from (slice(one, one + 1) for one in range(at, n))

    def _read_part(self, part: NDArray[np.int32]) -> float:
        if len(part) == 1 < self._model.config.patch:
            # In numpy: op by op, JAX takes a third of the time of a byte for this.
            odds = self.logits.astype(np.float64)
            with np.errstate(invalid="ignore"):  # broken weights: who chooses by the odds refuses
                nats = np.logaddexp.reduce(odds) - odds[part[0]]
            self._state = _step(self._model, self._state, part[0], self._effort)
        else:
            self._state, nats, depth = _extend(
                self._model, self._state, jnp.asarray(part), self._effort
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
    return checkpoints.load(path, like, kind=KIND, config=asdict(config))


# Every leaf of a model is an array, so JAX's own jit takes it: half the time a byte of Equinox's.
_begin = jax.jit(Agiformer.begin)
_step = jax.jit(Agiformer.step)


@jax.jit
def _extend(
    model: Agiformer, state: State, text: Int[Array, " n"], effort: Effort
) -> tuple[State, Float[Array, ""], Int[Array, " patches"]]:
    after, read = model.extend(state, text, effort)
    logits = jnp.concatenate([state.logits[None], read.logits[:-1]])
    return after, surprise(logits, text).sum(), read.depth
