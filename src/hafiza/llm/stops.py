"""Stop strings in a text that comes in pieces: found across their borders, and never shown."""

from __future__ import annotations

from collections.abc import Sequence


class StopFinder:
    r"""Lets a text through up to the first stop string; what may be the start of one waits.

    The first is the one that is whole first, so that it is the same however the text is cut; of
    those that end at one place, the longest.

    >>> finder = StopFinder(["\nUser:"])
    >>> [finder.push(piece) for piece in ("Yes.\nUs", "ual", "\nUser", ": and")]
    ['Yes.', '\nUsual', '', '']
    >>> finder.found
    True
    """

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._waiting = ""
        self.found = False

    def push(self, piece: str) -> str:
        """Take the next piece; return what may be shown by now. After a stop, nothing is."""
        if self.found:
            return ""
        text = self._waiting + piece
        ends = [(at + len(stop), at) for stop in self._stops if (at := text.find(stop)) >= 0]
        self.found = bool(ends)
        shown = min(ends)[1] if ends else len(text) - self._n_held(text)
        self._waiting = "" if self.found else text[shown:]
        return text[:shown]

    def rest(self) -> str:
        """Return what was waiting, at the end of the text."""
        waiting, self._waiting = self._waiting, ""
        return waiting

    def _n_held(self, text: str) -> int:
        """Return how many of the last characters begin a stop string."""
        longest = min(len(text), max(map(len, self._stops), default=1) - 1)
        return next(
            (n for n in range(longest, 0, -1) if any(s.startswith(text[-n:]) for s in self._stops)),
            0,
        )
