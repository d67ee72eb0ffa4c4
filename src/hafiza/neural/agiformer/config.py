"""The shape of an AGIFORMER."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from hafiza.core.errors import InputError

Rule = Literal["hebb", "delta"]
Patching = Literal["fixed", "space"]
N_BYTES = 256
_PATCHINGS = " or ".join(get_args(Patching))


@dataclass(frozen=True, slots=True)
class AgiformerConfig:
    """Sizes are in patches for the blocks and in bytes for the decoder.

    Raises:
        InputError: the sizes do not fit together; the message says which.
    """

    patch: int = 4  # bytes in a patch; by spaces, in the longest
    patching: Patching = "fixed"
    dim: int = 256
    blocks: int = 4
    heads: int = 4
    hidden: int = 688  # of the SwiGLU; 8/3 dim
    window: int = 64  # patches that attention sees
    memory: bool = True
    attention: bool = True
    rule: Rule = "delta"
    taps: int = 4  # steps that queries, keys and values of the memory are mixed over; 1: its own
    half_lives: tuple[float, float] = (8.0, 4096.0)  # patches, of the fastest and slowest head
    plasticity_follows_effort: bool = False
    max_steps: int = 8  # of the cortex at full effort; 0 is no cortex
    cortex_hidden: int = 512
    ngrams: tuple[int, ...] = (2, 3, 4)  # lengths hashed into embeddings; empty is none
    ngram_rows: int = 8192  # of each length's table
    ngram_dropout: float = 0.0  # share of n-grams that learning does without, drawn byte by byte
    mean_pool: bool = False  # the encoder of the known sketch, which loses the order of bytes
    decoder_dim: int = 128  # of the byte decoder, and of a byte's embedding
    decoder_blocks: int = 2
    decoder_heads: int = 4
    decoder_hidden: int = 344
    decoder_window: int = 32  # bytes
    dtype: Literal["float32", "bfloat16"] = "float32"  # that layers compute in

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return the shape that a checkpoint's header tells of."""
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values.items()
        }
        return cls(**told)

    def most_patches(self, n: int) -> int:
        """Return how many patches n bytes have at most, the one at hand after them left out."""
        # By spaces, one of a single byte comes after one of `patch` bytes only.
        return -(-n // self.patch) if self.patching == "fixed" else n // 2 + 1

    def usual_patches(self, n: int) -> int:
        """Return in how many patches n bytes of a usual text find room: what training pays for."""
        return (
            min(self.most_patches(n), n // 4 + 8)
            if self.patching == "space"
            else -(-n // self.patch)
        )

    def __post_init__(self) -> None:
        for name in ("patch", "dim", "blocks", "heads", "window", "taps", "decoder_blocks"):
            _check(getattr(self, name) >= 1, f"{name} is {getattr(self, name)}", "at least 1")
        for dim, heads in (("dim", "heads"), ("decoder_dim", "decoder_heads")):
            width, n_heads = getattr(self, dim), getattr(self, heads)
            _check(
                width % (2 * n_heads) == 0,
                f"{dim} is {width} with {n_heads} {heads}",
                "an even number for each head",
            )
        _check(self.memory or self.attention, "memory and attention are both off", "one on")
        _check(self.max_steps >= 0, f"max_steps is {self.max_steps}", "0 or more")
        _check(all(n >= 2 for n in self.ngrams), f"ngrams are {self.ngrams}", "lengths from 2")
        dropout = self.ngram_dropout
        _check(0.0 <= dropout < 1.0, f"ngram_dropout is {dropout}", "a share: 0 or more, below 1")
        by_spaces = self.patching == "space"
        _check(by_spaces or self.patching == "fixed", f"patching is {self.patching!r}", _PATCHINGS)
        _check(self.patch >= 4 or not by_spaces, f"patch is {self.patch} by spaces", "at least 4")
        low, high = self.half_lives
        _check(0 < low <= high, f"half_lives are {self.half_lives}", "two, the shorter first")


def _check(holds: bool, found: str, expected: str) -> None:
    if not holds:
        raise InputError(f"This AGIFORMER has no valid shape: {found}.\nExpected {expected}.")
