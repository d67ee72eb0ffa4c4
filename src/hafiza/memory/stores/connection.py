"""One SQLite connection: opened, checked, migrated, and its errors put into our words."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

import apsw

from hafiza.core.errors import (
    StoreBusy,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
)
from hafiza.memory.stores.migrations import APPLICATION_ID, MIGRATIONS

BUSY_TIMEOUT_S = 30.0
_LONGEST_PAUSE_S = 0.004
_PAGE_BYTES = 2048


class Connection:
    """A connection that threads share: one at a time holds it."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._closed = False
        with self.errors():
            self.db = _open(path, read_only=read_only)
            try:
                self._prepare(read_only=read_only)
            except BaseException:
                self.db.close()
                raise

    def reading(self) -> _Held:
        """Hold the connection for reads outside a transaction."""
        return _Held(self, writes=False)

    def writing(self) -> _Held:
        """Hold the connection in a write transaction; roll back if the body raises."""
        return _Held(self, writes=True)

    def close(self) -> None:
        """Close; calling it twice is allowed."""
        with self.lock:
            if not self._closed:
                self._closed = True
                self.db.close()

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Turn errors of SQLite into the store errors of hafiza."""
        try:
            yield
        except apsw.Error as err:
            raise translate(err, self.path) from err
        except OSError as err:
            raise StoreError(f"The memory {str(self.path)!r} cannot be opened: {err}") from err

    def _prepare(self, *, read_only: bool) -> None:
        # Each pause is short and random, so that many writers get their turn without a queue.
        self.db.set_busy_handler(_BusyHandler())
        _refuse_foreign(self.db, self.path)
        if read_only:
            return
        # Only a new file takes it. An add changes a few rows in eight pages, so small ones are
        # a tenth less to log and to sync; a vector still fits in one.
        self.db.pragma("page_size", _PAGE_BYTES)
        _retry_busy(lambda: self.db.pragma("journal_mode", "wal"))
        self.db.pragma("synchronous", 2)  # FULL: a commit is on the disk when it returns
        self.db.pragma("foreign_keys", True)
        self.db.pragma("secure_delete", True)  # forgotten text is overwritten, not just unlinked
        _migrate(self.db, self.path)


class _Held:
    """The connection in one thread's hands. A class, for it is entered twice in every add."""

    __slots__ = ("_connection", "_writes")

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def __enter__(self) -> apsw.Connection:
        connection = self._connection
        connection.lock.acquire()
        try:
            if self._writes:
                connection.db.execute("BEGIN IMMEDIATE")
        except apsw.Error as err:
            connection.lock.release()
            raise translate(err, connection.path) from err
        except BaseException:
            connection.lock.release()
            raise
        return connection.db

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        db = self._connection.db
        try:
            if self._writes and error is None:
                db.execute("COMMIT")
        except apsw.Error as err:
            raise translate(err, self._connection.path) from err
        finally:
            if self._writes and db.in_transaction:
                db.execute("ROLLBACK")
            self._connection.lock.release()
        if isinstance(error, apsw.Error):
            raise translate(error, self._connection.path) from error


def translate(err: apsw.Error, path: Path) -> StoreError:
    """Return the store error that says what an SQLite error means for the user."""
    where = f"The memory {str(path)!r}"
    if isinstance(err, apsw.BusyError | apsw.LockedError):
        return StoreBusy(
            f"{where} was held by other writers for more than {BUSY_TIMEOUT_S:.0f} s.\n"
            "Nothing was written; try again, or look for a hafiza process that hangs."
        )
    if isinstance(err, apsw.CorruptError | apsw.NotADBError | apsw.FormatError):
        return StoreCorrupt(
            f"{where} is damaged or is no hafiza database ({err}).\nNothing was changed. "
            "Put a backup in its place, or move the file away to start a new memory."
        )
    if isinstance(err, apsw.FullError):
        return StoreFull(
            f"The disk is full: {where[0].lower()}{where[1:]} could not be written ({err}).\n"
            "Nothing of this write was kept and what was stored is safe; free space and try again."
        )
    if isinstance(err, apsw.ReadOnlyError | apsw.PermissionsError | apsw.AuthError):
        return StoreReadOnly(
            f"{where} cannot be written ({err}).\n"
            "Make the file and its folder writable, or name another folder with --home."
        )
    if isinstance(err, apsw.CantOpenError):
        return StoreReadOnly(
            f"{where} cannot be opened ({err}).\n"
            "Its folder must exist and be writable; name another folder with --home."
        )
    if isinstance(err, apsw.IOError):
        return StoreError(
            f"The disk failed while {where[0].lower()}{where[1:]} was used ({err}).\n"
            "Nothing of this write was kept. Check the disk and its free space."
        )
    return StoreError(f"{where} failed: {type(err).__name__}: {err}")


class _BusyHandler:
    def __init__(self) -> None:
        self._since = 0.0

    def __call__(self, n_calls: int) -> bool:
        now = time.monotonic()
        if n_calls == 0:
            self._since = now
        if now - self._since > BUSY_TIMEOUT_S:
            return False
        time.sleep(random.uniform(0.0002, _LONGEST_PAUSE_S))
        return True


def _open(path: Path, *, read_only: bool) -> apsw.Connection:
    if read_only:
        return apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    path.parent.mkdir(parents=True, exist_ok=True)
    return apsw.Connection(str(path))


def _refuse_foreign(db: apsw.Connection, path: Path) -> None:
    # The tables first: another process that is making them sets the marks in the same commit.
    n_tables = db.execute("SELECT count(*) FROM sqlite_schema").get
    version, application = db.pragma("user_version"), db.pragma("application_id")
    if application != APPLICATION_ID and n_tables:
        raise StoreCorrupt(
            f"{str(path)!r} is an SQLite database of another program.\n"
            "Nothing was changed. Name another folder with --home."
        )
    if version > len(MIGRATIONS):
        raise StoreTooNew(
            f"The memory {str(path)!r} was written by a newer hafiza "
            f"(schema {version}; this one knows {len(MIGRATIONS)}).\n"
            "Nothing was changed. Update with: pip install --upgrade hafiza"
        )


def _retry_busy(action: Callable[[], object]) -> None:
    # SQLite does not call the busy handler while it changes the journal mode.
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            action()
        except apsw.BusyError:
            if time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.0002, _LONGEST_PAUSE_S))
        else:
            return


def _migrate(db: apsw.Connection, path: Path) -> None:
    version = _version(db)
    if version == len(MIGRATIONS):
        return
    if version:
        made = f"{time.time_ns():x}"
        db.execute("VACUUM INTO ?", (f"{path}.schema-{version}.{made}.backup",))
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have migrated between the look and the lock.
        for number in range(_version(db), len(MIGRATIONS)):
            db.execute(MIGRATIONS[number])
            db.pragma("user_version", number + 1)
        db.pragma("application_id", APPLICATION_ID)
        db.execute("COMMIT")
    except BaseException as err:
        if db.in_transaction:
            db.execute("ROLLBACK")
        # Seen once in thousands of openings at the same instant, while the journal mode changed:
        # the look inside the lock was stale too. Whoever was first has done the work.
        if not isinstance(err, apsw.Error) or _version(db) != len(MIGRATIONS):
            raise


def _version(db: apsw.Connection) -> int:
    return int(db.execute("PRAGMA user_version").get)
