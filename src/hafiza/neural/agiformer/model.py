"""AGIFORMER: bytes to the odds of the next byte, in constant memory however long the text.

Byte t belongs to patch p(t), which is ⌊t / P⌋, or told by the bytes before t alone where patches
end after words. The latent h_i of patch i is computed when patch i - 1 is complete, so it sees the
bytes before patch i alone (the shift by one patch); the decoder predicts byte t from h_p(t) and the
bytes before t. The bits of a text are the sum over its bytes: a true joint likelihood, within
patches too.

One path for all uses: `begin` gives the state before the first byte, with the odds of it;
`extend` reads whole patches at once (training, scoring, prefill), `step` one byte (a stream).
After the same bytes both give the same state.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int, PRNGKeyArray

from hafiza.core.errors import InputError
from hafiza.neural.agiformer.attention import WindowAttention
from hafiza.neural.agiformer.block import BlockState, HybridBlock, Stack
from hafiza.neural.agiformer.config import N_BYTES, AgiformerConfig
from hafiza.neural.agiformer.cortex import Readable, ReasoningCortex
from hafiza.neural.agiformer.hebbian import HebbianMemory
from hafiza.neural.agiformer.patches import ByteEmbedder, PatchEncoder, cut_at, cut_by_bytes, ends
from hafiza.neural.layers import Linear, RMSNorm, embedding

# A move of the cortex's state, over its size, that lets a position rest: at no effort. At full
# effort none does.
_TOLERANCE = 0.05


class Effort(eqx.Module):
    """How hard to think; arrays, so that another effort compiles nothing anew."""

    value: Float[Array, ""]
    n_steps: Int[Array, ""]
    tolerance: Float[Array, ""]
    is_learning: bool = eqx.field(static=True)  # gradients, and no early rest


class State(NamedTuple):
    """All that a stream carries. Its size depends on the model alone."""

    t: Int[Array, ""]  # bytes read
    patches: Int[Array, ""]  # patches read: the number of the one at hand
    filled: Int[Array, ""]  # bytes read of the patch at hand
    recent: Int[Array, " n_recent"]  # the last bytes, -1 before the first
    blocks: BlockState  # with a leading axis of blocks
    decoder: BlockState
    latent: Float[Array, " dim_latent"]  # of the patch at hand: h, and s if there is a cortex
    logits: Float[Array, "256"]  # of the byte to come
    depth: Int[Array, ""]  # steps that the cortex took for the patch at hand


class Read(NamedTuple):
    """What reading n bytes gave: odds for each, and the depth of each patch.

    `patch` is the number of each byte's patch. There are no odds where it is none of `depth`.
    """

    logits: Float[Array, "n 256"]
    depth: Int[Array, " patches"]
    patch: Int[Array, " n"]


class Agiformer(eqx.Module):
    """The model. Weights only: what it has read is in a `State`."""

    bytes: ByteEmbedder
    encoder: PatchEncoder
    beginning: Float[Array, " dim"]
    blocks: Stack
    norm: RMSNorm
    cortex: ReasoningCortex | None
    norm_thought: RMSNorm | None
    to_decoder: Linear
    first_byte: Float[Array, " dim_decoder"]
    decoder: Stack
    norm_decoder: RMSNorm
    head: Linear
    config: AgiformerConfig = eqx.field(static=True)

    def __init__(self, config: AgiformerConfig, *, key: PRNGKeyArray) -> None:
        """Draw the weights of a model of this shape."""
        keys = iter(jax.random.split(key, 9))
        width = config.decoder_dim
        self.bytes = ByteEmbedder(
            width,
            config.ngrams,
            config.ngram_rows,
            dropout=config.ngram_dropout,
            key=next(keys),
        )
        self.encoder = PatchEncoder(
            width, config.dim, patch=config.patch, mean_pool=config.mean_pool, key=next(keys)
        )
        self.beginning = embedding(1, config.dim, key=next(keys), deviation=1.0)[0]
        self.blocks = Stack(config.blocks, partial(_hybrid_block, config), key=next(keys))
        self.norm = RMSNorm(config.dim)
        self.cortex = self.norm_thought = None
        n_latent = config.dim
        if config.max_steps:
            self.cortex = ReasoningCortex(
                config.dim,
                config.cortex_hidden,
                n_heads=config.heads,
                max_steps=config.max_steps,
                key=next(keys),
            )
            self.norm_thought = RMSNorm(config.dim)
            n_latent = 2 * config.dim
        self.to_decoder = Linear(n_latent, config.patch * width, key=next(keys))
        self.first_byte = embedding(1, width, key=next(keys), deviation=1.0)[0]
        self.decoder = Stack(config.decoder_blocks, partial(_decoder_block, config), key=next(keys))
        self.norm_decoder = RMSNorm(width)
        self.head = Linear(width, N_BYTES, key=next(keys))
        self.config = config

    # --- reading ---

    def effort(self, value: float) -> Effort:
        """Return how hard to think, 0 (one step of the cortex) to 1 (as many as it has).

        Raises:
            InputError: the value is not a number from 0 to 1.
        """
        if not 0.0 <= value <= 1.0:
            raise InputError(f"The effort is {value!r}.\nExpected a number from 0 to 1.")
        amount = jnp.float32(value)
        steps = self.cortex.steps_for(amount) if self.cortex is not None else jnp.int32(0)
        return Effort(amount, steps, _TOLERANCE * (1.0 - amount), is_learning=False)

    def begin(self, effort: Effort) -> State:
        """Return the state before the first byte: with the latent and the odds of it."""
        dtype = jnp.dtype(self.config.dtype)
        n_latent = self.config.dim * (1 if self.cortex is None else 2)
        state = State(
            t=jnp.int32(0),
            patches=jnp.int32(0),
            filled=jnp.int32(0),
            recent=jnp.full(self.config.patch + self.bytes.n_before, -1, jnp.int32),
            blocks=self.blocks.empty(dtype),
            decoder=self.decoder.empty(dtype),
            latent=jnp.zeros(n_latent, dtype),
            logits=jnp.zeros(N_BYTES),
            depth=jnp.int32(0),
        )
        state = self._advance(state, self.beginning.astype(dtype), effort)
        return self._decoded(state, self.first_byte.astype(dtype))

    def step(self, state: State, byte: Int[Array, ""], effort: Effort) -> State:
        """Return the state after one byte; its `logits` are of the byte to come."""
        state, ended = self._taken(state, byte)
        state = jax.lax.cond(ended, lambda s: self._turned(s, effort), lambda s: s, state)
        return self._decoded(state, self._last_byte(state))

    def step_many(self, states: State, byte: Int[Array, " streams"], effort: Effort) -> State:
        """Return the states of streams in lockstep after one byte each.

        The blocks run for all when the patch of any of them ends: for one byte in `patch` where
        all have read equally many. The cortex runs until the last of them rests.
        """
        states, ended = jax.vmap(self._taken)(states, byte)

        def turned(states: State) -> State:
            after = jax.vmap(lambda s: self._turned(s, effort))(states)
            chosen: State = jax.tree.map(lambda *leaves: _where(ended, *leaves), after, states)
            return chosen

        states = jax.lax.cond(ended.any(), turned, lambda s: s, states)
        return jax.vmap(lambda s: self._decoded(s, self._last_byte(s)))(states)

    def extend(
        self,
        state: State,
        text: Int[Array, " n"],
        effort: Effort,
        length: Int[Array, " patches"] | None = None,
    ) -> tuple[State, Read]:
        """Return the state after whole patches, begun at a border, and the odds after each byte.

        `length` tells how many bytes each has, if not all have `patch`; bytes of the text beyond
        them are not read.
        """
        patch = self.config.patch
        if length is None:
            length = jnp.full(len(text) // patch, patch)
        cut, n = cut_at(length, len(text)), length.sum()
        embedded = self._embedded(jnp.concatenate([state.recent[patch:], text]))
        patches = self.encoder(embedded, cut.start, cut.length)
        latents, depth, blocks = self._latents(patches, state.blocks, state.patches + 1, effort)
        told = self._told(jnp.concatenate([state.latent[None], latents]))
        ended = cut.place + 1 == length[cut.patch]
        told_next = told[cut.patch + ended, jnp.where(ended, 0, cut.place + 1)]
        y, decoder, _ = self.decoder.many(
            embedded + told_next, state.decoder, state.t + 1, effort.value, n
        )
        logits = self._odds(y)
        recent = jnp.concatenate([state.recent, text])
        state = State(
            t=state.t + n,
            patches=state.patches + len(length),
            filled=jnp.int32(0),
            recent=jax.lax.dynamic_slice_in_dim(recent, n, len(state.recent)),
            blocks=blocks,
            decoder=decoder,
            latent=latents[-1],
            logits=logits[n - 1],
            depth=depth[-1],
        )
        return state, Read(logits, depth, cut.patch)

    def score(
        self,
        text: Int[Array, " n"],
        effort: Effort,
        n_patches: int | None = None,
        *,
        key: PRNGKeyArray | None = None,
    ) -> Read:
        """Return the odds of each of n bytes from the beginning, given those before it.

        `begin` and `extend` give the same, and a state. With `n_patches`, what is beyond them is
        left out. With a `key`, n-grams drop out, as they should in learning.
        """
        dtype = jnp.dtype(self.config.dtype)
        n_patches = n_patches or self.config.most_patches(len(text))
        cut = cut_by_bytes(self.config, text, n_patches)
        embedded = self._embedded(
            jnp.concatenate([jnp.full(self.bytes.n_before, -1), text]), key=key
        )
        patches = self.encoder(embedded, cut.start[:-1], cut.length[:-1])
        x = jnp.concatenate([self.beginning.astype(dtype)[None], patches])
        latents, depth, _ = self._latents(x, self.blocks.empty(dtype), jnp.int32(0), effort)
        y = jnp.concatenate([self.first_byte.astype(dtype)[None], embedded[:-1]])
        told = self._told(latents).at[cut.patch, cut.place].get(mode="clip")
        y, _, _ = self.decoder.many(y + told, self.decoder.empty(dtype), jnp.int32(0), effort.value)
        return Read(self._odds(y), depth, cut.patch)

    def _latents(
        self, x: Float[Array, "n dim"], states: BlockState, position: Int[Array, ""], effort: Effort
    ) -> tuple[Float[Array, "n dim_latent"], Int[Array, " n"], BlockState]:
        x, states, trace = self.blocks.many(x, states, position, effort.value)
        latents, depth = self._thought(x, trace, effort)
        return latents, depth, states

    def _told(self, latents: Float[Array, "n dim_latent"]) -> Float[Array, "n patch dim_decoder"]:
        """Return what each byte of n patches is told of the text before its patch."""
        told = self.to_decoder(latents)
        return told.reshape(len(latents), self.config.patch, self.config.decoder_dim)

    def _embedded(
        self, text: Int[Array, " n"], *, key: PRNGKeyArray | None = None
    ) -> Float[Array, "n dim_decoder"]:
        return self.bytes(text, key=key).astype(jnp.dtype(self.config.dtype))

    def _taken(self, state: State, byte: Int[Array, ""]) -> tuple[State, Bool[Array, ""]]:
        """Return the state with one byte more, and whether it ends the patch at hand."""
        before, filled = state.recent[-1], state.filled
        [ended] = ends(self.config, byte[None], before=before, filled=filled, xp=jnp)
        recent = jnp.append(state.recent[1:], byte.astype(state.recent.dtype))
        state = state._replace(t=state.t + 1, filled=state.filled + 1, recent=recent)
        return state, ended

    def _turned(self, state: State, effort: Effort) -> State:
        """Return the state with the patch at hand read, and the next begun."""
        embedded = self._embedded(state.recent)
        start = self.config.patch - state.filled
        x = self.encoder(embedded, start[None], state.filled[None])[0]
        state = state._replace(patches=state.patches + 1, filled=jnp.int32(0))
        return self._advance(state, x, effort)

    def _last_byte(self, state: State) -> Float[Array, " dim_decoder"]:
        return self._embedded(state.recent[self.config.patch - 1 :])[0]

    def _advance(self, state: State, x: Float[Array, " dim"], effort: Effort) -> State:
        """Return the state with the latent of the next patch, of which x is the patch before."""
        x, blocks, memory = self.blocks.one(x, state.blocks, state.patches, effort.value)
        latent, depth = self._thought(x[None], memory, effort)
        return state._replace(blocks=blocks, latent=latent[0], depth=depth[0])

    def _thought(
        self, x: Float[Array, "n dim"], memory: Readable | None, effort: Effort
    ) -> tuple[Float[Array, "n dim_latent"], Int[Array, " n"]]:
        h = self.norm(x)
        if self.cortex is None or self.norm_thought is None:
            return h, jnp.zeros(len(h), jnp.int32)
        if effort.is_learning:
            s = self.cortex.learn(h, memory, effort.n_steps)
            used = jnp.full(len(h), effort.n_steps)
        else:
            s, used = self.cortex.think(h, memory, effort.n_steps, effort.tolerance)
        return jnp.concatenate([h, self.norm_thought(s)], axis=-1), used

    def _decoded(self, state: State, y: Float[Array, " dim_decoder"]) -> State:
        """Return the state with the odds of byte t; y is the byte before it."""
        y = y + self._told(state.latent[None])[0, state.filled]
        y, decoder, _ = self.decoder.one(y, state.decoder, state.t, jnp.float32(0.0))
        return state._replace(decoder=decoder, logits=self._odds(y))

    def _odds(self, y: Float[Array, "*n dim_decoder"]) -> Float[Array, "*n 256"]:
        return self.head(self.norm_decoder(y)).astype(jnp.float32)


def _where(chosen: Bool[Array, " streams"], one: Array, other: Array) -> Array:
    """Return the leaves of the chosen streams from one, the rest from the other."""
    return jnp.where(chosen.reshape(-1, *(1,) * (one.ndim - 1)), one, other)


def _hybrid_block(config: AgiformerConfig, key: PRNGKeyArray) -> HybridBlock:
    window_key, hebbian_key, key = jax.random.split(key, 3)
    window = hebbian = None
    if config.attention:
        window = WindowAttention(config.dim, config.heads, config.window, key=window_key)
    if config.memory:
        hebbian = HebbianMemory(
            config.dim,
            config.heads,
            rule=config.rule,
            taps=config.taps,
            half_lives=config.half_lives,
            follows_effort=config.plasticity_follows_effort,
            key=hebbian_key,
        )
    gain = (2.0 * config.blocks) ** -0.5
    return HybridBlock(
        config.dim, config.hidden, window=window, hebbian=hebbian, gain=gain, key=key
    )


def _decoder_block(config: AgiformerConfig, key: PRNGKeyArray) -> HybridBlock:
    window_key, key = jax.random.split(key)
    width = config.decoder_dim
    window = WindowAttention(width, config.decoder_heads, config.decoder_window, key=window_key)
    gain = (2.0 * config.decoder_blocks) ** -0.5
    return HybridBlock(
        width, config.decoder_hidden, window=window, hebbian=None, gain=gain, key=key
    )
