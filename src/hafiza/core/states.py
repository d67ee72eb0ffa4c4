"""Where models' states of users are kept, and how they are dropped.

A state is what a model with memory inside has read of a user. It cannot forget a part: when
anything of the user is forgotten, all of them go. They lie in a folder for each user, beside the
memory, with a token; who holds a state open saves it only while the token is still the same.
"""

from __future__ import annotations

import secrets
import shutil
from hashlib import sha256
from pathlib import Path

from hafiza.core.errors import StoreReadOnly
from hafiza.core.records import Scope

STATES_FOLDER = "states"
_ENDING = ".safetensors"
_TOKEN_FILE = "token"
_NAME_DIGITS = 24


def states_folder(home: Path, user: str) -> Path:
    """Return the folder of a user's states. Its name does not tell the user's."""
    return home / STATES_FOLDER / _digest(user)


def state_file(home: Path, scope: Scope, fingerprint: str) -> Path:
    """Return the file of a state: one for each user, assistant and model."""
    name = f"{_digest(scope.assistant)}-{fingerprint[:_NAME_DIGITS]}{_ENDING}"
    return states_folder(home, scope.user) / name


def n_states(home: Path, user: str) -> int:
    """Return how many states are kept of a user."""
    return len(list(states_folder(home, user).glob(f"*{_ENDING}")))


def states_token(home: Path, user: str) -> str:
    """Return the token of a user's states, which `drop_states` ends; made if there is none.

    Raises:
        StoreReadOnly: the folder cannot be written.
    """
    path = states_folder(home, user) / _TOKEN_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="ascii") as file:
                file.write(secrets.token_hex(16))
        except FileExistsError:
            pass
        return path.read_text(encoding="ascii")
    except OSError as err:
        raise StoreReadOnly(
            f"The folder of kept states {str(path.parent)!r} cannot be used: {err.strerror}.\n"
            "Make it writable, or chat without --keep-state."
        ) from err


def holds_token(home: Path, user: str, token: str) -> bool:
    """Say whether nothing of the user was forgotten since the token was read."""
    try:
        return (states_folder(home, user) / _TOKEN_FILE).read_text(encoding="ascii") == token
    except OSError:
        return False


def drop_states(home: Path, user: str) -> None:
    """Delete all states of a user; what is open somewhere will not be saved.

    Raises:
        StoreReadOnly: they cannot be deleted.
    """
    folder = states_folder(home, user)
    if not folder.exists():
        return
    try:
        # The token first: from then on no open state is saved here again.
        (folder / _TOKEN_FILE).unlink(missing_ok=True)
        shutil.rmtree(folder)
    except OSError as err:
        raise StoreReadOnly(
            f"The kept states in {str(folder)!r} cannot be deleted: {err.strerror}.\n"
            "Nothing was forgotten. Delete the folder, or make it writable, and try again."
        ) from err


def _digest(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_NAME_DIGITS]
