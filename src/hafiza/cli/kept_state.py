"""What a model has read of a user, kept from one chat to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hafiza.cli.common import say
from hafiza.core.errors import InputError
from hafiza.core.protocols import ChatModel, StateKeeper
from hafiza.core.records import Scope
from hafiza.core.settings import Settings
from hafiza.core.states import holds_token, state_file, states_token

_BACKEND = "byte:"


class KeptState:
    """The state of the user who talks; of two chats at once, the one that ends last is kept."""

    def __init__(self, model: StateKeeper, home: Path) -> None:
        self._model = model
        self._home = home
        self._scope = Scope()
        self._token = ""

    def open(self, scope: Scope) -> None:
        """Go on from what was kept of this user and assistant, or begin anew.

        Raises:
            ModelInvalid: the state is damaged.
            StoreError: the folder of states cannot be used.
        """
        self._scope = replace(scope, session=None)
        self._token = states_token(self._home, scope.user)
        path = self._path()
        n_bytes = self._model.open_state(path if path.exists() else None)
        if n_bytes:
            say(f"The model goes on from the {n_bytes:,} bytes it has read with {scope.user}.")

    def save(self) -> None:
        """Write the state, unless something of the user was forgotten since it was opened."""
        path, user = self._path(), self._scope.user
        if holds_token(self._home, user, self._token):
            self._model.save_state(path)
            if holds_token(self._home, user, self._token):
                return
            path.unlink(missing_ok=True)
        say(f"Something of {user} was forgotten elsewhere; what the model has read was not kept.")

    def drop(self) -> None:
        """Begin anew, after something of the user was forgotten here."""
        self.open(self._scope)
        say("What the model had read was dropped too: it cannot forget a part.")

    def _path(self) -> Path:
        return state_file(self._home, self._scope, self._model.fingerprint)


def require_state_keeper(settings: Settings) -> None:
    """Check, before a model is loaded, that it can keep a state.

    Raises:
        InputError: it cannot.
    """
    if not settings.model.startswith(_BACKEND):
        raise _keeps_none(settings.model)


@contextmanager
def kept_state(model: ChatModel | None, settings: Settings, scope: Scope) -> Iterator[KeptState]:
    """Open the state of a scope and save it at the end, however the chat ends.

    Raises:
        InputError: the model keeps no state.
    """
    if not isinstance(model, StateKeeper):
        raise _keeps_none(settings.model)
    kept = KeptState(model, settings.home)
    kept.open(scope)
    try:
        yield kept
    finally:
        kept.save()


def _keeps_none(model: str) -> InputError:
    return InputError(
        f"The model {model!r} keeps no state of what it has read.\n"
        "Chat without --keep-state, or name a model that does: --model byte:CHECKPOINT"
    )
