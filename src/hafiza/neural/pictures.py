"""Pictures of what a model does, drawn from the model itself. SVG, by matplotlib.

Each function draws into one file from plain arrays; what computes the arrays knows no pictures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from hafiza.neural.training import Progress

_INCHES = (7.0, 3.2)


def draw_learning(log: Sequence[Progress], path: Path) -> None:
    """Draw the loss of training and the score of the held-out text over the steps."""
    with _Picture(path, "step", "bits per byte") as axes:
        axes.plot([one.step for one in log], [one.loss for one in log], label="learning")
        scored = [(one.step, one.score) for one in log if one.score is not None]
        axes.plot([step for step, _ in scored], [bits for _, bits in scored], label="held out")
        axes.legend()


def draw_reach(reach: Mapping[int, float], path: Path) -> None:
    """Draw how far the odds of a byte move when a byte so far before it is another (nats)."""
    with _Picture(path, "bytes before", "change of log odds") as axes:
        axes.plot(list(reach), list(reach.values()), marker="o", markersize=3)
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")


def draw_half_lives(lives: NDArray[np.float32], at_start: NDArray[np.float32], path: Path) -> None:
    """Draw half-lives of memories, (blocks, heads) in bytes, beside those before training."""
    with _Picture(path, "head", "half-life (bytes)") as axes:
        places = np.arange(lives.shape[1])
        axes.plot(places, at_start, color="grey", linestyle="--", label="before training")
        for block, of_block in enumerate(lives):
            axes.plot(places, of_block, marker="o", linestyle="", label=f"block {block}")
        axes.set_yscale("log")
        axes.set_xticks(places)
        axes.legend()


def draw_bytes(text: bytes, bits: Sequence[float], depths: Sequence[int], path: Path) -> None:
    """Draw the bits of each byte of a text, and how deeply its patch was thought about."""
    with _Picture(path, "", "bits", width=max(_INCHES[0], 0.13 * len(text))) as axes:
        axes.bar(np.arange(len(text)), bits, width=1.0, color="tab:blue")
        axes.set_xticks(np.arange(len(text)), [_shown(byte) for byte in text], fontsize=7)
        beside = axes.twinx()
        beside.step(np.arange(len(text) + 1) - 0.5, [*depths, depths[-1]], where="post")
        beside.set_ylabel("steps of thought")
        beside.set_ylim(0, None)


def draw_memory(memory: NDArray[np.float32], path: Path) -> None:
    """Draw what memories hold, (blocks, heads, dim_k, dim_v), each over its largest value."""
    import matplotlib.pyplot as plt

    blocks, heads = memory.shape[:2]
    figure, all_axes = plt.subplots(
        blocks, heads, figsize=(1.6 * heads, 1.7 * blocks), squeeze=False
    )
    for block in range(blocks):
        for head in range(heads):
            axes, held = all_axes[block][head], memory[block, head]
            most = float(np.abs(held).max()) or 1.0
            axes.imshow(held, cmap="RdBu", vmin=-most, vmax=most)
            axes.set_title(f"block {block}, head {head}", fontsize=6)
            axes.axis("off")
    figure.tight_layout()
    figure.savefig(path)
    plt.close(figure)


class _Picture:
    """One picture with one pair of axes, written when the block ends."""

    def __init__(self, path: Path, x: str, y: str, *, width: float = _INCHES[0]) -> None:
        self._path, self._labels, self._width = path, (x, y), width

    def __enter__(self) -> Axes:
        import matplotlib

        matplotlib.use("svg")
        import matplotlib.pyplot as plt

        self._figure, axes = plt.subplots(figsize=(self._width, _INCHES[1]))
        axes.set_xlabel(self._labels[0])
        axes.set_ylabel(self._labels[1])
        return axes

    def __exit__(self, kind: Any, *rest: object) -> None:
        import matplotlib.pyplot as plt

        if kind is None:
            self._figure.tight_layout()
            self._figure.savefig(self._path)
        plt.close(self._figure)


def _shown(byte: int) -> str:
    return chr(byte) if 0x20 < byte < 0x7F else "·"
