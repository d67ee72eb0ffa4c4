"""Ending on Ctrl-C or SIGTERM between two steps, never within one."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# How soon a stop is noticed while there is nothing to do.
_LOOK_UP_S = 0.2


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C or SIGTERM into a request to stop; the second stops at once."""
    requests: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        requests.append(number)
        signal.signal(number, before[signal.Signals(number)])

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, stop)
    try:
        yield lambda: bool(requests)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def rest(seconds: float, is_stopped: Callable[[], bool]) -> None:
    """Wait, unless or until a stop is asked for."""
    ends = time.monotonic() + seconds
    while not is_stopped() and (left := ends - time.monotonic()) > 0:
        time.sleep(min(left, _LOOK_UP_S))
