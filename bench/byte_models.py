"""Byte models side by side: equal data, equal processor time, one core each.

Every model learns from windows of the same text with the same optimiser (AdamW, warm-up, cosine
over processor time, clipping) until the same processor time is used up; compiling is not counted.
Then it scores all of the text that was held back: the last tenth, or with `--dev` the tenth before
that, on which sizes and rates are chosen. A transformer reads it in windows that overlap by half;
an LSTM and AGIFORMER as one stream.

    taskset -c 0 python bench/byte_models.py --model agiformer --text tinyshakespeare.txt --seed 0

Prints one line of JSON. The packages beside hafiza's are in bench/requirements.txt.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from hafiza.evals.machine import describe_run
from hafiza.neural.agiformer.config import AgiformerConfig
from hafiza.neural.agiformer.learning import draw_depths, draw_seeds, nats, surprise
from hafiza.neural.agiformer.model import Agiformer
from hafiza.neural.agiformer.stream import KIND, Stream
from hafiza.neural.baselines import ByteTransformer
from hafiza.neural.checkpoints import save
from hafiza.neural.layers import Linear, embedding

BEGINNING = 256  # the token before a window
_WITTEN_BELL_ORDER = 5
EFFORTS = (0.0, 0.25, 0.5, 1.0)

Rows = NDArray[np.int32]


# --- the models ---


class LSTM(eqx.Module):
    """Hochreiter and Schmidhuber 1997, with a forget gate of bias 1; layers one on the other."""

    table: jax.Array
    layers: list[tuple[Linear, Linear, jax.Array]]
    head: Linear

    def __init__(self, dim: int, blocks: int, *, key: jax.Array) -> None:
        keys = iter(jax.random.split(key, 2 * blocks + 2))
        self.table = embedding(257, dim, key=next(keys), deviation=1.0)
        bias = jnp.zeros(4 * dim).at[dim : 2 * dim].set(1.0)
        self.layers = [
            (Linear(dim, 4 * dim, key=next(keys)), Linear(dim, 4 * dim, key=next(keys)), bias)
            for _ in range(blocks)
        ]
        self.head = Linear(dim, 256, key=next(keys))

    def empty(self) -> list[tuple[jax.Array, jax.Array]]:
        """Return the state before the first byte."""
        nothing = jnp.zeros(self.table.shape[1])
        return [(nothing, nothing) for _ in self.layers]

    def read(self, tokens: jax.Array, state: Any) -> tuple[jax.Array, Any]:
        """Return (n, 256) log odds of the byte after each token, and the state."""
        x = self.table[tokens]
        after = []
        for (into, back, bias), begun in zip(self.layers, state, strict=True):
            given = into(x) + bias

            def step(carry: Any, given: jax.Array, back: Linear = back) -> tuple[Any, jax.Array]:
                h, c = carry
                i, f, g, o = jnp.split(given + back(h), 4)
                c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
                h = jax.nn.sigmoid(o) * jnp.tanh(c)
                return (h, c), h

            end, x = jax.lax.scan(step, begun, given)
            after.append(end)
        return self.head(x), after

    def __call__(self, text: jax.Array) -> jax.Array:
        """Return (n, 256) log odds of each of n bytes, given those before it."""
        return self.read(jnp.concatenate([jnp.array([BEGINNING]), text[:-1]]), self.empty())[0]


# --- how each is made, what it learns from, how it reads ---


@dataclass(frozen=True)
class Contender:
    """A model, its loss in nats over a batch, and its bits of a text."""

    model: Any
    loss: Callable[..., jax.Array]
    extra: Callable[[int], tuple[Any, ...]]
    bits: Callable[[Any, bytes], float]


def by_rows(model: Any, text: jax.Array) -> jax.Array:
    """Return the mean -log p of a byte of rows read from their beginning."""
    return jax.vmap(lambda row: surprise(model(row), row).mean())(text).mean()


def bits_by_windows(length: int) -> Callable[[Any, bytes], float]:
    """Return a scorer that sees at least half a window of `length` before each byte."""

    @eqx.filter_jit
    def surprises(model: Any, rows: jax.Array) -> jax.Array:
        return jax.vmap(lambda row: surprise(model(row), row))(rows)

    def bits(model: Any, text: bytes) -> float:
        read = np.frombuffer(text, np.uint8).astype(np.int32)
        half = length // 2
        n = -(-max(0, len(read) - length) // half) + 1
        padded = np.pad(read, (0, (n - 1) * half + length - len(read)))
        total, known = 0.0, 0
        rows = np.stack([padded[i * half : i * half + length] for i in range(n)])
        for at in range(0, n, 16):
            for i, found in enumerate(np.asarray(surprises(model, rows[at : at + 16])), start=at):
                end = min(len(read), i * half + length)
                total += float(found[known - i * half : end - i * half].sum())
                known = end
        return total / math.log(2.0)

    return bits


def lstm_bits(model: LSTM, text: bytes) -> float:
    """Return the bits of a text read as one stream."""
    read = eqx.filter_jit(LSTM.read)
    tokens = np.concatenate([[BEGINNING], np.frombuffer(text, np.uint8)]).astype(np.int32)
    state, total = model.empty(), 0.0
    for at in range(0, len(text), 4096):
        part = tokens[at : at + 4096]
        logits, state = read(model, jnp.asarray(part[: len(text) - at]), state)
        total += float(surprise(logits, jnp.asarray(tokens[at + 1 : at + 1 + len(logits)])).sum())
    return total / math.log(2.0)


def contender(args: argparse.Namespace, sizes: dict[str, Any]) -> Contender:
    """Return the model that the arguments name."""
    key = jax.random.key(args.seed)
    if args.model == "agiformer":
        names = {k: v for k, v in sizes.items() if k not in ("mean_depth", "shallow")}
        config = AgiformerConfig.of(names)

        def extra(step: int) -> tuple[Any, ...]:
            depths = draw_depths(
                args.seed,
                step,
                args.batch,
                config.max_steps,
                mean=sizes.get("mean_depth", 2.0),
                shallow=sizes.get("shallow", 0.25),
            )
            return (depths, draw_seeds(args.seed, step, args.batch))

        return Contender(
            jax.jit(lambda key: Agiformer(config, key=key))(key),
            lambda model, text, depths, seeds: nats(model, text, depths, seeds=seeds),
            extra,
            lambda model, text: Stream(model, args.effort).read(text),
        )
    if args.model == "lstm":
        return Contender(LSTM(**sizes, key=key), by_rows, lambda step: (), lstm_bits)
    if args.model == "transformer":
        made = ByteTransformer(**sizes, key=key)
        return Contender(made, by_rows, lambda step: (), bits_by_windows(args.length))
    return _megalodon(args, sizes, key)


def _megalodon(args: argparse.Namespace, sizes: dict[str, Any], key: jax.Array) -> Contender:
    from megalodon_jax import MegalodonConfig, MegalodonForCausalLM

    dim = sizes["dim"]
    config = MegalodonConfig(
        vocab_size=257,
        model_dim=dim,
        num_layers=sizes["blocks"],
        num_heads=sizes.get("heads", 1),
        z_dim=sizes.get("z_dim", dim // 2),
        value_dim=sizes.get("value_dim", 2 * dim),
        ffn_hidden_dim=sizes.get("hidden", 2 * dim),
        cema_ndim=sizes.get("ema", 8),
        chunk_size=sizes.get("chunk", 256),
        norm_num_groups=sizes.get("groups", 8),
        swiglu=True,
        init_mode="he",
    )

    def odds(model: Any, rows: jax.Array) -> jax.Array:
        begun = jnp.pad(rows[:, :-1], ((0, 0), (1, 0)), constant_values=BEGINNING)
        return model(begun)[0][..., :256]

    def loss(model: Any, rows: jax.Array) -> jax.Array:
        return jax.vmap(surprise)(odds(model, rows), rows).mean()

    def bits(model: Any, text: bytes) -> float:
        return bits_by_windows(2048)(lambda row: odds(model, row[None])[0], text)

    return Contender(MegalodonForCausalLM(config, key=key), loss, lambda step: (), bits)


# --- learning ---


def batches(text: Rows, args: argparse.Namespace) -> Iterator[Rows]:
    """Yield (batch, length) windows from anywhere in the text."""
    rng = np.random.default_rng((args.seed, 7))
    while True:
        starts = rng.integers(0, len(text) - args.length + 1, args.batch)
        yield np.stack([text[start : start + args.length] for start in starts])


def learn(contender: Contender, text: Rows, args: argparse.Namespace) -> tuple[Any, dict[str, Any]]:
    """Return the model after its processor time, and how much it read in it."""
    shape = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.scale_by_adam(b2=0.98),
        optax.add_decayed_weights(
            0.05, mask=lambda tree: jax.tree.map(lambda leaf: leaf.ndim > 1, tree)
        ),
    )

    @eqx.filter_jit(donate="all")
    def update(model: Any, state: Any, rate: jax.Array, *batch: jax.Array) -> Any:
        value, slope = eqx.filter_value_and_grad(contender.loss)(model, *batch)
        changes, state = shape.update(slope, state, eqx.filter(model, eqx.is_inexact_array))
        changes = jax.tree.map(lambda leaf: -rate * leaf, changes)
        return eqx.apply_updates(model, changes), state, value

    model = contender.model
    state = shape.init(eqx.filter(model, eqx.is_inexact_array))
    drawn = batches(text, args)
    limit_s, step, losses = 60.0 * args.minutes, 0, []
    compiling = time.process_time()
    for _ in range(2):  # the second may be compiled anew, for what it is given was computed
        model, state, value = update(
            model, state, jnp.float32(0.0), jnp.asarray(next(drawn)), *contender.extra(0)
        )
        value.block_until_ready()
    began, wall = time.process_time(), time.monotonic()
    while (used := time.process_time() - began) < limit_s:
        done = used / limit_s
        rate = args.rate * min(1.0, (step + 1) / 30) * (0.5 + 0.5 * math.cos(math.pi * done))
        step += 1
        model, state, value = update(
            model, state, jnp.float32(rate), jnp.asarray(next(drawn)), *contender.extra(step)
        )
        losses.append(float(value))
        if args.verbose and step % 10 == 0:
            print(step, round(used), round(np.mean(losses[-50:]) / math.log(2), 3), flush=True)
    return model, {
        "steps": step,
        "bytes_read": step * args.batch * args.length,
        "cpu_s": round(time.process_time() - began, 1),
        "wall_s": round(time.monotonic() - wall, 1),
        "compile_cpu_s": round(began - compiling, 1),
        "last_loss": round(float(np.mean(losses[-50:])) / math.log(2.0), 4),
    }


def by_effort(model: Agiformer, text: bytes) -> dict[str, dict[str, float]]:
    """Return bits per byte, mean steps of thought and seconds at efforts from none to full."""
    found = {}
    Stream(model).read(text[:4096])  # compiled now, if ever
    for effort in EFFORTS:
        stream, began = Stream(model, effort), time.process_time()
        bits = stream.read(text) / len(text)
        found[str(effort)] = {
            "bits_per_byte": round(bits, 4),
            "mean_steps": round(float(np.mean(stream.depths)), 3),
            "cpu_s": round(time.process_time() - began, 2),
        }
    return found


def witten_bell(training: bytes, text: bytes, order: int) -> float:
    """Return the bits per byte of a text under interpolated Witten-Bell n-grams of bytes.

    Witten and Bell 1991, method C: a context's own odds weigh n / (n + distinct) against those
    of the context that is shorter by a byte.
    """
    counts: list[dict[bytes, dict[int, int]]] = [defaultdict(dict) for _ in range(order)]
    for n in range(order):
        of_length = counts[n]
        for at in range(n, len(training)):
            seen = of_length[training[at - n : at]]
            seen[training[at]] = seen.get(training[at], 0) + 1
    sums = [{context: sum(seen.values()) for context, seen in of.items()} for of in counts]
    bits = 0.0
    whole = training[-order:] + text
    for at in range(order, len(whole)):
        share = 1 / 256
        for n in range(order):
            context = whole[at - n : at]
            seen = counts[n].get(context)
            if seen:
                total = sums[n][context]
                share = (seen.get(whole[at], 0) + len(seen) * share) / (total + len(seen))
        bits -= math.log2(share)
    return bits / len(text)


def main() -> None:
    """Run one model once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--sizes", default="{}", help="JSON of the model's own arguments")
    parser.add_argument("--minutes", type=float, default=6.0)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--length", type=int, default=512)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--effort", type=float, default=1.0)
    parser.add_argument("--efforts", action="store_true", help="also at other efforts")
    parser.add_argument("--save", type=Path, help="where to keep an AGIFORMER")
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--score-bytes", type=int, default=0, help="of the held-out text; 0: all")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    whole = args.text.read_bytes()
    cut, end = (81, 90) if args.dev else (90, 100)
    training = whole[: len(whole) * cut // 100]
    held_out = whole[len(whole) * cut // 100 : len(whole) * end // 100]
    held_out = held_out[: args.score_bytes or len(held_out)]
    row = {
        "model": args.model,
        "text": args.text.name,
        "split": "dev" if args.dev else "test",
        "minutes": args.minutes,
        "sizes": json.loads(args.sizes),
        "batch": args.batch,
        "length": args.length,
        "rate": args.rate,
        "seed": args.seed,
    }
    if args.model == "witten-bell":
        row["bits_per_byte"] = round(witten_bell(training, held_out, _WITTEN_BELL_ORDER), 4)
    else:
        made = contender(args, row["sizes"])
        n = sum(leaf.size for leaf in jax.tree.leaves(eqx.filter(made.model, eqx.is_array)))
        model, how = learn(made, np.frombuffer(training, np.uint8).astype(np.int32), args)
        bits = made.bits(model, held_out) / len(held_out)
        row |= {"parameters": n, **how, "bits_per_byte": round(bits, 4)}
        if args.efforts:
            row["by_effort"] = by_effort(model, held_out)
        if args.save:
            save(args.save, model, kind=KIND, config=asdict(model.config), more={})
    print(json.dumps({**row, **describe_run()}))


if __name__ == "__main__":
    main()
