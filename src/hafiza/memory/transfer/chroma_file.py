"""The SQLite file of a Chroma database, read without Chroma.

Chroma 0.4 to 1.5 keep documents and metadata in the tables collections, segments, embeddings and
embedding_metadata of chroma.sqlite3, the vectors in files beside it, which are not read. Both
ends of that range were looked at with databases of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import apsw

from hafiza.core.errors import FormatError, InputError

DATABASE = "chroma.sqlite3"
SQLITE_MARK = b"SQLite format 3\x00"
_DOCUMENT = "chroma:document"
_PAGE = 500
_BUSY_MS = 5000

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of a collection, without its vector."""

    id: str
    document: str | None
    metadata: Mapping[str, Value]
    created: datetime | None


class ChromaFile:
    """An open database; a page of it is read at a time, so that its owner may go on writing."""

    def __init__(self, db: apsw.Connection, name: str) -> None:
        self._db = db
        self._name = name
        columns = {row[1] for row in db.execute("PRAGMA table_info(embedding_metadata)")}
        self._bool = "bool_value" if "bool_value" in columns else "NULL"

    def collections(self) -> list[str]:
        """Return the names of the collections, in order."""
        rows = self._db.execute("SELECT DISTINCT name FROM collections ORDER BY name")
        return [row[0] for row in rows if isinstance(row[0], str)]

    def records(self, collection: str) -> Iterator[Record]:
        """Yield the entries of a collection in the order they were added.

        Raises:
            FormatError: the file is damaged, or Chroma has writes in it that were not applied.
        """
        with _told(self._name):
            self._require_applied(collection)
            last = 0
            while page := self._page(collection, last):
                numbers = [last, *(row[0] for row in page)]
                if any(one >= other for one, other in pairwise(numbers)):
                    raise apsw.CorruptError("its entries go round in a circle")
                last = numbers[-1]
                yield from self._whole(page)

    def _page(self, collection: str, after: int) -> list[tuple[int, str, str | None]]:
        return list(
            self._db.execute(
                "SELECT e.id, e.embedding_id, e.created_at FROM embeddings e"
                " JOIN segments s ON s.id = e.segment_id JOIN collections c ON c.id = s.collection"
                " WHERE c.name = ? AND e.id > ? ORDER BY e.id LIMIT ?",
                (collection, after, _PAGE),
            )
        )

    def _whole(self, page: list[tuple[int, str, str | None]]) -> list[Record]:
        found: dict[int, dict[str, Value]] = {row[0]: {} for row in page}
        marks = ",".join("?" * len(found))
        rows = self._db.execute(
            f"SELECT id, key, string_value, int_value, float_value, {self._bool}"
            f" FROM embedding_metadata WHERE id IN ({marks}) ORDER BY id, key",
            tuple(found),
        )
        for number, key, text, whole, real, truth in rows:
            if number not in found or not isinstance(key, str):
                raise apsw.CorruptError("its index and its metadata do not agree")
            value = next((one for one in (text, whole, real) if one is not None), None)
            if value is None and truth is not None:
                value = bool(truth)
            if value is not None:
                found[number][key] = value
        records = []
        for number, id_, created in page:
            document = found[number].pop(_DOCUMENT, None)
            text = None if document is None else str(document)
            records.append(Record(str(id_), text, found[number], _created(created)))
        return records

    def _require_applied(self, collection: str) -> None:
        """Check that the log holds no write that is not in the tables read here."""
        rows = self._db.execute(
            "SELECT (SELECT max(q.seq_id) FROM embeddings_queue q"
            " WHERE q.topic LIKE '%' || c.id), m.seq_id"
            " FROM collections c JOIN segments s ON s.collection = c.id AND s.scope = 'METADATA'"
            " LEFT JOIN max_seq_id m ON m.segment_id = s.id WHERE c.name = ?",
            (collection,),
        )
        for logged, applied in rows:
            if logged is not None and logged > _sequence(applied):
                raise FormatError(
                    f"The collection {collection!r} of {self._name} has writes that Chroma has "
                    "logged and not applied.\nOpen it once with Chroma and count the collection."
                )


@contextmanager
def open_chroma(path: Path) -> Iterator[ChromaFile]:
    """Open the database in a folder, or the file itself, read-only.

    Raises:
        InputError: there is none, or it cannot be read.
        FormatError: it is damaged, or its tables are not those of Chroma 0.4 to 1.5.
    """
    file = path / DATABASE if path.is_dir() else path
    if not file.is_file():
        raise InputError(
            f"There is no {DATABASE} in {str(path)!r}.\n"
            "Expected the folder that a Chroma PersistentClient was given."
        )
    with _told(file.name):
        db = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            db.set_busy_timeout(_BUSY_MS)
            yield ChromaFile(db, file.name)
        finally:
            db.close()


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError, UnicodeDecodeError) as err:
        raise FormatError(f"{name} is damaged or is no database: {err}.") from err
    except (apsw.CantOpenError, apsw.IOError, apsw.ReadOnlyError, apsw.BusyError) as err:
        raise InputError(
            f"{name} cannot be read: {err}.\nClose the program that uses it, or copy its folder."
        ) from err
    except apsw.SQLError as err:
        raise FormatError(
            f"{name} has other tables than Chroma 0.4 to 1.5 write: {err}.\n"
            "Open it once with a Chroma of these versions, which brings it up to date."
        ) from err


def _created(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except (TypeError, ValueError):
        return None


def _sequence(stored: bytes | int | None) -> int:
    return int.from_bytes(stored, "big") if isinstance(stored, bytes) else stored or 0
