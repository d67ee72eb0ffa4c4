"""Errors of hafiza: one tree, branched by who must act.

    HafizaError
    ├── InputError             the caller gave something unusable             exit 2
    │   ├── UnknownUser
    │   ├── UnknownTurn
    │   └── FormatError        a file is not in the format it was said to be
    ├── ConfigurationError     a setting is wrong                             exit 2
    ├── MissingError           something needed is not installed or not here  exit 3
    │   ├── MissingExtra       a Python package
    │   ├── ModelNotFound      model weights
    │   └── EmbedderChanged    vectors of the store are of another embedder
    ├── BackendError           a model back end failed                        exit 1
    │   ├── BackendUnavailable no answer in time, or no connection; may be tried again
    │   ├── BackendRefused     it answered, and refused the request
    │   ├── ModelInvalid       the weights cannot be used
    │   ├── ContextOverflow    the message does not fit the model's context
    │   └── ExtractionFailed   a model gave no usable claims; the memory is whole without them
    └── StoreError             the memory store failed                        exit 1
        ├── StoreBusy          other writers held it for too long
        ├── StoreCorrupt       the file is damaged or is no database
        ├── StoreFull          the disk is full
        ├── StoreReadOnly      the file or its folder cannot be written
        └── StoreTooNew        a newer hafiza wrote it

A message says what happened (with the value), what was expected, and the next step.
"""

from __future__ import annotations


class HafizaError(Exception):
    """Base of every error that hafiza raises on purpose."""

    exit_code = 1


class InputError(HafizaError):
    """The caller gave something that cannot be used."""

    exit_code = 2


class UnknownUser(InputError):
    """The store holds nothing of this user."""


class UnknownTurn(InputError):
    """The store holds no turn of this id in this scope."""


class FormatError(InputError):
    """A file is not in the format it was said to be."""


class ConfigurationError(HafizaError):
    """A setting has a value that cannot work."""

    exit_code = 2


class MissingError(HafizaError):
    """Something needed is absent; the message holds the command that gets it."""

    exit_code = 3


class MissingExtra(MissingError):
    """A Python package of an optional extra is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"The package {package!r} is needed for this and is not installed.\n"
            f"Install it with: pip install 'hafiza[{extra}]'"
        )
        self.package = package
        self.extra = extra


class ModelNotFound(MissingError):
    """The weights of a model are not on this machine."""


class EmbedderChanged(MissingError):
    """The store's vectors were made by another embedder."""


class BackendError(HafizaError):
    """A model back end failed."""


class BackendUnavailable(BackendError):
    """The back end gave no answer; the same request may succeed later."""


class BackendRefused(BackendError):
    """The back end answered, and refused the request."""


class ModelInvalid(BackendError):
    """The model's weights are damaged or of an unknown kind."""


class ContextOverflow(BackendError):
    """The request does not fit the model's context, even with no history."""


class ExtractionFailed(BackendError):
    """A model gave no usable claims about some turns.

    What was extracted without a model stands. `n_tokens` is what the attempts cost.
    """

    def __init__(self, message: str, n_tokens: int = 0) -> None:
        super().__init__(message)
        self.n_tokens = n_tokens


class StoreError(HafizaError):
    """The memory store failed; nothing of the failed write was kept."""


class StoreBusy(StoreError):
    """Other writers held the store for longer than the time limit."""


class StoreCorrupt(StoreError):
    """The store's file is damaged, or is not a hafiza database."""


class StoreFull(StoreError):
    """The disk has no room for the write."""


class StoreReadOnly(StoreError):
    """The store's file or folder cannot be written."""


class StoreTooNew(StoreError):
    """A newer hafiza wrote this store; this one would not read all of it."""
