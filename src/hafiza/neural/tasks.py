"""Synthetic texts that can only be continued from memory, with their answers marked.

`mqar`: multi-query associative recall (Arora et al. 2023, "Zoology", section 3), as bytes: pairs
"@QX:=47 ", noise, then every key once more, in another order, to be answered.
`needle`: one number of eight digits, told once within other text and asked for at its end.
`hops`: a list of arrows "A>F " and questions how far one gets: "A3? " is answered by the node that
is reached from A in three steps. More steps of thought can answer more hops.

Symbols are of four bytes; `mqar` and `hops` begin at a border of patches of that size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hafiza.core.errors import InputError

N_NODES = 8
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SYMBOL = 4
_TOLD = b"\n<< the number is:  "  # whole symbols, as all that a task tells and asks
_DIGITS = 8
_LEAD = 64  # bytes of hay before a needle, where a length is chosen for a distance

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows of a task. answer: where the bytes are that count, one run of True an answer."""

    text: NDArray[np.int32]  # (rows, n)
    answer: NDArray[np.bool_]  # (rows, n)


def draw_mqar(
    rng: np.random.Generator, rows: int, n: int, *, pairs: int = 8, distance: int | None = None
) -> Drawn:
    """Return rows of n bytes with `pairs` pairs, each asked for once at the end.

    `distance` is that of the last pair told to the first question, in bytes; None draws it for
    each row, from nothing to all there is room for, even in the logarithm.

    Raises:
        InputError: the pairs and questions have no room.
    """
    told = 2 * _SYMBOL * pairs
    room = n - 2 * told
    _check_room(room, distance, n)
    text = np.empty((rows, n), np.uint8)
    answer = np.zeros((rows, n), bool)
    for row in range(rows):
        gap = _gap(rng, room, distance) // _SYMBOL * _SYMBOL
        keys = rng.choice(len(_LETTERS) ** 2, pairs, replace=False)
        values = rng.integers(0, 100, pairs)
        begins = (n - 2 * told - gap) // _SYMBOL * _SYMBOL
        parts = [_noise(rng, begins)]
        parts += [_pair(key, value) for key, value in zip(keys, values, strict=True)]
        parts.append(_noise(rng, gap))
        for i in rng.permutation(pairs):
            parts.append(_pair(keys[i], values[i]))
        made = b"".join(parts)
        made += b"~" * (n - len(made))
        text[row] = np.frombuffer(made, np.uint8)
        first = begins + told + gap
        for i in range(pairs):
            at = first + 2 * _SYMBOL * i + _SYMBOL
            answer[row, at + 1 : at + 3] = True
    return Drawn(text.astype(np.int32), answer)


def draw_needle(
    rng: np.random.Generator,
    rows: int,
    n: int,
    *,
    hay: Sequence[Bytes],
    distance: int | None = None,
) -> Drawn:
    """Return rows of n bytes of `hay` with a number told in it and asked for at the end.

    `distance` is from the end of the number told to the question's end, in bytes; None draws it.
    Both stand at borders of symbols of four bytes, if n does.

    Raises:
        InputError: there is no room, or no hay.
    """
    told = len(_TOLD) + _DIGITS
    room = n - told - len(_TOLD) - _DIGITS
    straws = [part for part in hay if len(part) >= n]
    if not straws:
        raise InputError(f"No text has {n} bytes to hide a needle in.\nExpected a longer text.")
    _check_room(room, None if distance is None else max(0, distance - len(_TOLD)), n)
    text = np.empty((rows, n), np.uint8)
    answer = np.zeros((rows, n), bool)
    for row in range(rows):
        gap = _gap(rng, room, None if distance is None else distance - len(_TOLD))
        gap = gap // _SYMBOL * _SYMBOL
        number = "".join(str(digit) for digit in rng.integers(0, 10, _DIGITS)).encode()
        part = straws[rng.integers(len(straws))]
        start = int(rng.integers(0, len(part) - n + 1))
        straw = bytes(part[start : start + room])
        cut = room - gap
        made = straw[:cut] + _TOLD + number + straw[cut:] + _TOLD + number
        text[row] = np.frombuffer(made, np.uint8)
        answer[row, -_DIGITS:] = True
    return Drawn(text.astype(np.int32), answer)


def draw_hops(
    rng: np.random.Generator,
    rows: int,
    n: int,
    *,
    most: int = 4,
    hops: int | None = None,
    nodes: int = N_NODES,
) -> Drawn:
    """Return rows of n bytes: the arrows of a random cycle over `nodes`, then questions.

    Each asks for 1 to `most` hops, or for `hops` of them.

    Raises:
        InputError: there is no room for a question, or a number is out of its bounds.
    """
    if not (2 <= nodes <= len(_LETTERS) and 1 <= (hops or most) <= 9):
        raise InputError("Expected 2 to 26 nodes and 1 to 9 hops.")
    n_questions = (n - _SYMBOL * nodes) // (2 * _SYMBOL)
    _check_room(n_questions - 1, None, n)
    text = np.full((rows, n), ord("~"), np.uint8)
    answer = np.zeros((rows, n), bool)
    for row in range(rows):
        order = rng.permutation(nodes)
        after = {int(a): int(b) for a, b in zip(order, np.roll(order, -1), strict=True)}
        parts = [b"%c>%c " % (_LETTERS[a], _LETTERS[after[int(a)]]) for a in rng.permutation(nodes)]
        for i in range(n_questions):
            start = node = int(rng.integers(nodes))
            n_hops = int(rng.integers(1, most + 1)) if hops is None else hops
            for _ in range(n_hops):
                node = after[node]
            parts.append(b"%c%d? =%c; " % (_LETTERS[start], n_hops, _LETTERS[node]))
            answer[row, _SYMBOL * nodes + 2 * _SYMBOL * i + _SYMBOL + 1] = True
        made = b"".join(parts)
        text[row, : len(made)] = np.frombuffer(made, np.uint8)
    return Drawn(text.astype(np.int32), answer)


def mqar_length(pairs: int, distance: int) -> int:
    """Return the length of rows whose pairs and questions are so far apart."""
    return 4 * _SYMBOL * pairs + -(-distance // _SYMBOL) * _SYMBOL


def needle_length(distance: int) -> int:
    """Return the length of rows with a needle near their beginning, in whole patches of 4."""
    n = _LEAD + len(_TOLD) + _DIGITS + max(distance, len(_TOLD)) + _DIGITS
    return -(-n // _SYMBOL) * _SYMBOL


def task_named(
    name: str, hay: Sequence[Bytes] = (), *, pairs: int = 8, hops: int = 4
) -> Callable[[np.random.Generator, int, int], Drawn]:
    """Return `draw(rng, rows, n)` of a task: mqar, needle or hops.

    Raises:
        InputError: there is no such task.
    """
    tasks: dict[str, Callable[..., Drawn]] = {
        "mqar": partial(draw_mqar, pairs=pairs),
        "needle": partial(draw_needle, hay=hay),
        "hops": partial(draw_hops, most=hops),
    }
    if name not in tasks:
        raise InputError(f"The task {name!r} is unknown.\nExpected one of: {', '.join(tasks)}.")
    return tasks[name]


def share_right(likeliest: NDArray[np.int32], drawn: Drawn) -> float:
    """Return the share of answers of which every byte is the likeliest one.

    likeliest: (rows, n), at t the likeliest byte t given those before it.
    """
    wrong = drawn.answer & (likeliest != drawn.text)
    begins = drawn.answer & ~np.pad(drawn.answer, ((0, 0), (1, 0)))[:, :-1]
    number = (
        np.cumsum(begins, axis=1)
        + np.cumsum(begins.sum(axis=1))[:, None]
        - begins.sum(axis=1, keepdims=True)
    )
    n = int(begins.sum())
    return 1.0 - len(np.unique(number[wrong])) / n


def _pair(key: int, value: int) -> bytes:
    first, second = divmod(int(key), len(_LETTERS))
    return b"@%c%c:=%02d " % (_LETTERS[first], _LETTERS[second], int(value))


def _noise(rng: np.random.Generator, n: int) -> bytes:
    """Return n bytes of symbols "~abc", which are neither keys nor values."""
    letters = rng.integers(ord("a"), ord("z") + 1, (-(-n // _SYMBOL), _SYMBOL)).astype(np.uint8)
    letters[:, 0] = ord("~")
    return letters.tobytes()[:n]


def _gap(rng: np.random.Generator, room: int, distance: int | None) -> int:
    if distance is not None:
        return max(0, distance)
    return round(float(np.exp(rng.uniform(0.0, np.log(room + 1.0))))) - 1


def _check_room(room: int, distance: int | None, n: int) -> None:
    if room < (distance or 0):
        raise InputError(
            f"{n} bytes have no room for this task.\nExpected longer rows or less in them."
        )
