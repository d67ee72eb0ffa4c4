"""Which session the pages that arrive belong to."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from hafiza.assistant.assistant import new_session_id
from hafiza.core.clock import Clock

SILENCE = timedelta(hours=1)


class CurrentSession:
    """Names the session of an add: MemoryOS's tools have none, and segments are cut by session.

    A process has its own, so that two clients on stdio do not run into one conversation. After an
    hour of silence the next add begins a new one.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._name = ""
        self._last: datetime | None = None

    def name(self) -> str:
        """Return the session of an add that happens now."""
        now = self._clock.now()
        with self._lock:
            if self._last is None or now - self._last > SILENCE:
                self._name = f"mcp-{new_session_id(self._clock)}"
            self._last = now
            return self._name
