"""AGIFORMER: bytes to the odds of the next byte, in constant memory however long the text.

Byte t belongs to patch ⌊t / P⌋. The latent h_i of patch i is computed when patch i - 1 is
complete, so it sees bytes before P·i alone (the shift by one patch); the decoder predicts byte t
from h_⌊t/P⌋ and the bytes before t. The bits of a text are the sum over its bytes: a true joint
likelihood, within patches too.

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
from jaxtyping import Array, Float, Int, PRNGKeyArray

from hafiza.core.errors import InputError
from hafiza.neural.agiformer.attention import WindowAttention
from hafiza.neural.agiformer.block import BlockState, HybridBlock, Stack
from hafiza.neural.agiformer.config import N_BYTES, AgiformerConfig
from hafiza.neural.agiformer.cortex import Readable, ReasoningCortex
from hafiza.neural.agiformer.hebbian import HebbianMemory
from hafiza.neural.agiformer.patches import ByteEmbedder, PatchEncoder
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
    recent: Int[Array, " n_recent"]  # the last bytes, -1 before the first
    blocks: BlockState  # with a leading axis of blocks
    decoder: BlockState
    latent: Float[Array, " dim_latent"]  # of the patch at hand: h, and s if there is a cortex
    logits: Float[Array, "256"]  # of the byte to come
    depth: Int[Array, ""]  # steps that the cortex took for the patch at hand


class Read(NamedTuple):
    """What reading n bytes gave: the odds of the byte after each, and the depth of each patch."""

    logits: Float[Array, "n 256"]
    depth: Int[Array, " patches"]


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
        self.bytes = ByteEmbedder(width, config.ngrams, config.ngram_rows, key=next(keys))
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
        state = _taken(state, byte)
        state = jax.lax.cond(
            state.t % self.config.patch == 0,
            lambda s: self._advance(s, self._last_patch(s), effort),
            lambda s: s,
            state,
        )
        return self._decoded(state, self._last_byte(state))

    def step_many(self, states: State, byte: Int[Array, " streams"], effort: Effort) -> State:
        """Return the states of streams in lockstep after one byte each.

        All have read equally many bytes, so the blocks run for one byte in `patch`, for all. The
        cortex runs until the last of them rests.
        """
        states = jax.vmap(_taken)(states, byte)
        states = jax.lax.cond(
            states.t[0] % self.config.patch == 0,
            jax.vmap(lambda s: self._advance(s, self._last_patch(s), effort)),
            lambda s: s,
            states,
        )
        return jax.vmap(lambda s: self._decoded(s, self._last_byte(s)))(states)

    def extend(self, state: State, text: Int[Array, " n"], effort: Effort) -> tuple[State, Read]:
        """Return the state after n bytes and what was read: whole patches, begun at a border."""
        n, patch = len(text), self.config.patch
        embedded = self._embedded(jnp.concatenate([state.recent[patch:], text]))
        latents, depth, blocks = self._latents(
            self.encoder(embedded), state.blocks, state.t // patch + 1, effort
        )
        told = self._told(jnp.concatenate([state.latent[None], latents]))
        y, decoder, _ = self.decoder.many(
            embedded + told[1 : n + 1], state.decoder, state.t + 1, effort.value
        )
        logits = self._odds(y)
        state = State(
            t=state.t + n,
            recent=jnp.concatenate([state.recent, text])[-len(state.recent) :],
            blocks=blocks,
            decoder=decoder,
            latent=latents[-1],
            logits=logits[-1],
            depth=depth[-1],
        )
        return state, Read(logits, depth)

    def score(self, text: Int[Array, " n"], effort: Effort) -> Read:
        """Return the odds of each of n bytes from the beginning, given those before it.

        n is a number of whole patches. `begin` and `extend` give the same, and a state.
        """
        dtype = jnp.dtype(self.config.dtype)
        nothing_before = jnp.full(self.bytes.n_before, -1)
        embedded = self._embedded(jnp.concatenate([nothing_before, text]))
        patches = self.encoder(embedded[: len(text) - self.config.patch])
        x = jnp.concatenate([self.beginning.astype(dtype)[None], patches])
        latents, depth, _ = self._latents(x, self.blocks.empty(dtype), jnp.int32(0), effort)
        y = jnp.concatenate([self.first_byte.astype(dtype)[None], embedded[:-1]])
        y, _, _ = self.decoder.many(
            y + self._told(latents), self.decoder.empty(dtype), jnp.int32(0), effort.value
        )
        return Read(self._odds(y), depth)

    def _latents(
        self, x: Float[Array, "n dim"], states: BlockState, position: Int[Array, ""], effort: Effort
    ) -> tuple[Float[Array, "n dim_latent"], Int[Array, " n"], BlockState]:
        x, states, trace = self.blocks.many(x, states, position, effort.value)
        latents, depth = self._thought(x, trace, effort)
        return latents, depth, states

    def _told(self, latents: Float[Array, "n dim_latent"]) -> Float[Array, "bytes dim_decoder"]:
        """Return what each byte of n patches is told of the text before its patch."""
        return self.to_decoder(latents).reshape(-1, self.config.decoder_dim)

    def _embedded(self, text: Int[Array, " n"]) -> Float[Array, "n dim_decoder"]:
        return self.bytes(text).astype(jnp.dtype(self.config.dtype))

    def _last_patch(self, state: State) -> Float[Array, " dim"]:
        return self.encoder(self._embedded(state.recent))[0]

    def _last_byte(self, state: State) -> Float[Array, " dim_decoder"]:
        return self._embedded(state.recent[self.config.patch - 1 :])[0]

    def _advance(self, state: State, x: Float[Array, " dim"], effort: Effort) -> State:
        """Return the state with the latent of the next patch, of which x is the patch before."""
        x, blocks, memory = self.blocks.one(
            x, state.blocks, state.t // self.config.patch, effort.value
        )
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
        y = y + self._told(state.latent[None])[state.t % self.config.patch]
        y, decoder, _ = self.decoder.one(y, state.decoder, state.t, jnp.float32(0.0))
        return state._replace(decoder=decoder, logits=self._odds(y))

    def _odds(self, y: Float[Array, "*n dim_decoder"]) -> Float[Array, "*n 256"]:
        return self.head(self.norm_decoder(y)).astype(jnp.float32)


def _taken(state: State, byte: Int[Array, ""]) -> State:
    recent = jnp.append(state.recent[1:], byte.astype(state.recent.dtype))
    return state._replace(t=state.t + 1, recent=recent)


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
