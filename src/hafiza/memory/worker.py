"""The worker in the background of a chat or a server: a thread that empties the outbox."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from hafiza.core.errors import HafizaError
from hafiza.memory.memory import Memory

_log = logging.getLogger(__name__)


class BackgroundWorker:
    """Consolidates a memory in a thread of its own, whenever it is woken and now and then.

    It does nothing that must not be lost: what it leaves undone waits in the outbox for the next.
    """

    def __init__(self, memory: Memory, *, every_s: float = 60.0) -> None:
        self._memory = memory
        self._every_s = every_s
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hafiza-worker", daemon=True)

    def __enter__(self) -> BackgroundWorker:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to work; once."""
        self._thread.start()

    def wake(self) -> None:
        """Have it look at the outbox now."""
        self._woken.set()

    def stop(self) -> None:
        """End after the batch at hand, and wait for that; before the memory is closed."""
        self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._memory.consolidate(is_stopped=self._stopped.is_set)
                self._memory.expire()
            except HafizaError as err:
                # The turns are safe in the outbox; a full disk or a held store may be over soon.
                _log.warning("The worker could not go on: %s", err)
            self._woken.wait(self._every_s)
            self._woken.clear()
