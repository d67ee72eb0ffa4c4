"""The numbers that SQLite has given to users, sessions and embedders."""

from __future__ import annotations

from dataclasses import dataclass

import apsw

from hafiza.core.errors import EmbedderChanged
from hafiza.core.records import Scope, Turn
from hafiza.memory.stores.rows import RECALLED, TURN_COLUMNS, read_turn

_MAX_SESSIONS = 1000


@dataclass(slots=True)
class KnownSession:
    """The numbers of a session and its scope, and the session's last turn that is no echo."""

    scope_id: int
    id: int
    last_seq: int | None
    last_turn: Turn | None


class Known:
    """What this process has read and nobody has changed since: half the cost of an add.

    SQLite's `data_version` tells when another connection has committed; then all is read anew.
    """

    def __init__(self) -> None:
        self._sessions: dict[Scope, KnownSession] = {}
        self._embedders: dict[str, int] = {}
        self._data_version = -1

    def forget(self) -> None:
        """Read everything anew from now on."""
        self._sessions.clear()
        self._embedders.clear()

    def refresh(self, db: apsw.Connection) -> bool:
        """Forget all if another connection has written since; say whether one has."""
        version = db.execute("PRAGMA data_version").get
        is_outdated = bool(version != self._data_version)
        if is_outdated or len(self._sessions) > _MAX_SESSIONS:
            self.forget()
            self._data_version = version
        return is_outdated

    def seen(self, scope: Scope) -> KnownSession | None:
        """Return a session as it was when this process last looked, None if it never did."""
        return self._sessions.get(scope)

    def session(self, db: apsw.Connection, scope: Scope) -> KnownSession | None:
        """Return what is known of a session; None for one that is not stored."""
        known = self._sessions.get(scope)
        if known is None and (number := find_session(db, scope)) is not None:
            known = self._learn(db, scope, find_scope(db, scope), number)
        return known

    def created_session(self, db: apsw.Connection, scope: Scope) -> KnownSession:
        """Return what is known of a session, which is made if it is not there."""
        known = self._sessions.get(scope)
        if known is None:
            scope_id = find_scope(db, scope, create=True)
            number = _create_session(db, scope_id, scope.session or "")
            known = self._learn(db, scope, scope_id, number)
        return known

    def _learn(self, db: apsw.Connection, scope: Scope, scope_id: int, number: int) -> KnownSession:
        row = db.execute(
            f"SELECT {TURN_COLUMNS} FROM turn t JOIN session s ON s.id = t.session"
            f" WHERE t.session = ? AND NOT t.flags & {RECALLED} ORDER BY t.seq DESC LIMIT 1",
            (number,),
        ).fetchone()
        known = KnownSession(scope_id, number, *(read_turn(row) if row else (None, None)))
        self._sessions[scope] = known
        return known

    def active_embedder_id(self, db: apsw.Connection, name: str) -> int:
        """Return the number of the active embedder, which must be `name`."""
        if name not in self._embedders:
            row = db.execute("SELECT id FROM embedder WHERE name = ? AND active", (name,)).get
            if row is None:
                raise EmbedderChanged(
                    f"The store's embedder is no longer {name!r}: another process changed it.\n"
                    "Nothing was written; start again with the new embedder."
                )
            self._embedders[name] = int(row)
        return self._embedders[name]


def find_scope(db: apsw.Connection, scope: Scope, *, create: bool = False) -> int:
    """Return the scope's number; -1, which no row has, for an unknown one."""
    names = (scope.user, scope.assistant)
    row = db.execute("SELECT id FROM scope WHERE user = ? AND assistant = ?", names).get
    if row is None and create:
        row = db.execute(
            "INSERT INTO scope (user, assistant) VALUES (?, ?) RETURNING id", names
        ).get
    return -1 if row is None else int(row)


def find_session(db: apsw.Connection, scope: Scope) -> int | None:
    """Return the session's number; None for an unknown one."""
    row = db.execute(
        "SELECT s.id FROM session s JOIN scope c ON c.id = s.scope"
        " WHERE c.user = ? AND c.assistant = ? AND s.name = ?",
        (scope.user, scope.assistant, scope.session),
    ).get
    return None if row is None else int(row)


def _create_session(db: apsw.Connection, scope_id: int, name: str) -> int:
    row = db.execute("SELECT id FROM session WHERE scope = ? AND name = ?", (scope_id, name)).get
    if row is None:
        row = db.execute(
            "INSERT INTO session (scope, name) VALUES (?, ?) RETURNING id", (scope_id, name)
        ).get
    return int(row)
