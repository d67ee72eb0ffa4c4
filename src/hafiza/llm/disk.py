"""Room and rights on the disk, asked for before a download."""

from __future__ import annotations

import shutil
from pathlib import Path

from hafiza.core.errors import BackendError, ConfigurationError

_SPARE_BYTES = 64_000_000


def prepare_folder(folder: Path) -> None:
    """Make `folder` and its parents.

    Raises:
        ConfigurationError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise ConfigurationError(
            f"The folder {str(folder)!r} cannot be made: {err.strerror}.\n"
            "Set another home with --home or HAFIZA_HOME."
        ) from err


def check_room(folder: Path, n_bytes: int, name: str) -> None:
    """Refuse to start what the disk of `folder` cannot hold.

    Raises:
        BackendError: there is too little room.
    """
    free = shutil.disk_usage(folder).free
    if free < n_bytes + _SPARE_BYTES:
        raise BackendError(
            f"{name!r} needs {n_bytes / 1e9:.2f} GB and the disk of {str(folder)!r} has "
            f"{free / 1e9:.2f} GB free.\nMake room, or set another home with HAFIZA_HOME."
        )
