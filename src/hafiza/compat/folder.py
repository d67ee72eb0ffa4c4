"""Data folders of MemoryOS: seen, and left as they are."""

from __future__ import annotations

import shlex

from hafiza.core.settings import Settings

_FILES = ("short_term.json", "mid_term.json", "long_term_user.json", "long_term_assistant.json")


def import_hint(settings: Settings) -> str | None:
    """Return how to bring in what MemoryOS keeps in the data folder; None if there is nothing.

    Once there is a memory of ours in the folder, the hint has been given.
    """
    folder = settings.home
    if settings.database.exists() or not any(
        (owner / name).is_file()
        for kind in ("users", "assistants")
        for owner in (folder / kind).glob("*")
        for name in _FILES
    ):
        return None
    place, assistant = shlex.quote(str(folder)), shlex.quote(settings.assistant)
    return (
        f"{folder} holds data of MemoryOS, which is not read by itself. Bring it in once with:\n"
        f"  HAFIZA_ASSISTANT={assistant} hafiza --home {place} import memoryos {place}"
    )
