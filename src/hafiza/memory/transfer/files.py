"""Foreign files: opened in a folder or a zip, and JSON of them read within bounds of memory."""

from __future__ import annotations

import codecs
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, Any, NoReturn

from hafiza.core.errors import FormatError, InputError

MAX_WHOLE_BYTES = 2**30
MAX_ELEMENT_CHARACTERS = 2**28
_CHUNK_BYTES = 2**20
# Text shrinks 3 to 20 times, and a zip cannot shrink anything more than 1032 times.
_MAX_RATIO = 200
_HARMLESS_BYTES = 2**26
# What json says of a text that only ends too early is said at its end or of an open string.
_END_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk or in a zip; `name` is how messages call it."""

    name: str
    path: Path
    member: str | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it for reading.

        Raises:
            InputError: it cannot be read.
            FormatError: the zip is damaged, or expands beyond reason.
        """
        if self.member is None:
            try:
                stream: IO[bytes] = self.path.open("rb")
            except OSError as err:
                raise unreadable(self.path, err) from err
            with stream:
                yield stream
            return
        with opened_zip(self.path) as archive:
            _refuse_bomb(archive.getinfo(self.member), self.name)
            with _told_as_zip(self.name), archive.open(self.member) as stream:
                yield stream


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a zip.

    Raises:
        InputError: it cannot be read.
        FormatError: it is damaged.
    """
    try:
        archive = zipfile.ZipFile(path)
    except OSError as err:
        raise unreadable(path, err) from err
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as err:
        raise FormatError(
            f"{path.name} is a damaged zip: {err}.\nExpected the file as it was downloaded."
        ) from err
    with archive:
        yield archive


def unreadable(path: Path, err: OSError) -> InputError:
    """Return the error of a path that cannot be read."""
    return InputError(
        f"{str(path)!r} cannot be read: {err.strerror or err}.\nExpected a file or folder that is."
    )


def find_sources(path: Path, wanted: Callable[[str], bool]) -> list[Source]:
    """Return the files of a folder or zip whose bare name is wanted, or the file itself.

    A folder is searched one level deep, a zip at every depth.

    Raises:
        InputError: nothing is there, or it cannot be read.
    """
    try:
        if path.is_dir():
            inner = sorted([*path.glob("*"), *path.glob("*/*")])
            return [
                Source(str(one.relative_to(path)), one)
                for one in inner
                if wanted(one.name) and one.is_file()
            ]
    except OSError as err:
        raise unreadable(path, err) from err
    if not is_zip(path):
        return [Source(path.name, path)]
    with opened_zip(path) as archive:
        names = sorted(
            name for name in archive.namelist() if wanted(name.replace("\\", "/").split("/")[-1])
        )
    return [Source(f"{path.name}/{name}", path, name) for name in names]


def is_zip(path: Path) -> bool:
    """Say whether a file begins as a zip does.

    Raises:
        InputError: it cannot be read.
    """
    return first_bytes(path, 4) in (b"PK\x03\x04", b"PK\x05\x06")


def first_bytes(path: Path, n_bytes: int) -> bytes:
    """Return the beginning of a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(n_bytes)
    except OSError as err:
        raise unreadable(path, err) from err


def read_json(path: Path, name: str, *, without: frozenset[str] = frozenset()) -> Any:
    """Return the JSON of a file, objects without the keys `without` (such as vectors).

    Raises:
        InputError: it cannot be read, or is over MAX_WHOLE_BYTES.
        FormatError: it is not JSON in UTF-8; the message says where.
    """
    try:
        size = path.stat().st_size
        if size > MAX_WHOLE_BYTES:
            raise InputError(
                f"{name} has {size:,} bytes; up to {MAX_WHOLE_BYTES:,} can be read at once.\n"
                "Split it into parts."
            )
        data = _without_vectors(path, without) if size else b""
    except OSError as err:
        raise unreadable(path, err) from err
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _whole_text(path, name)
    del data

    def kept(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {key: value for key, value in pairs if key not in without}

    try:
        return json.loads(text, object_pairs_hook=kept, parse_constant=_no_number)
    except RecursionError as err:
        raise FormatError(f"{name} is JSON nested too deep to read.") from err
    except ValueError as err:
        raise FormatError(
            f"{name} is not JSON: {err}.\nExpected the file as it was written; a cut-off copy is "
            "not enough."
        ) from err


def _without_vectors(path: Path, keys: frozenset[str]) -> bytes:
    """Return a file with null for the lists of numbers under `keys`, which are most of it.

    A quote inside a JSON text is escaped, so no text looks like a key and its list. Line ends are
    kept: errors name lines.
    """
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as data:
        names = b"|".join(re.escape(key.encode()) for key in sorted(keys))
        vector = re.compile(rb'(?<!\\)"(%s)"\s*:\s*\[[-+.0-9eE,\s]*\]' % names)
        if not keys:
            return data[:]
        return vector.sub(lambda m: b'"%s":null%s' % (m[1], b"\n" * m[0].count(b"\n")), data)


def _whole_text(path: Path, name: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise not_utf8(name, err.start + 1) from err


def stream_array(source: Source) -> Iterator[tuple[str, Any]]:
    """Yield the elements of a JSON array one by one, each with its place for messages.

    Holds one element, or a chunk, in memory.

    Raises:
        FormatError: it is no JSON array in UTF-8, or ends too early; the message says where.
    """
    name = source.name
    with source.open() as stream:
        buffer = _Buffer(stream, name)
        if buffer.next_mark() != "[":
            _fail(f"{name} holds no JSON list")
        buffer.at += 1
        number = 0
        mark = buffer.next_mark()
        while mark != "]":
            yield f"{name}[{number}]", buffer.element(f"{name}[{number}]")
            number += 1
            mark = buffer.next_mark()
            if mark == ",":
                buffer.at += 1
                mark = buffer.next_mark()
                if mark == "]":
                    _fail(f"{name}: after element {number - 1} stands a comma and nothing more")
            elif mark == "":
                _fail(f"{name} ends after element {number - 1}, in the middle of its list")
            elif mark != "]":
                _fail(f"{name}: after element {number - 1} stands {mark!r}, not a comma")


class _Buffer:
    """A window of text onto a stream of bytes."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._stream = stream
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(parse_constant=_no_number)
        self._n_bytes = 0
        self._ended = False
        self._text = ""
        self.at = 0

    def next_mark(self) -> str:
        """Skip white space; return the character that stands there, empty at the end."""
        while True:
            while self.at < len(self._text) and self._text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self._text):
                return self._text[self.at]
            if not self._more(_CHUNK_BYTES):
                return ""

    def element(self, where: str) -> Any:
        """Return the JSON value that begins here."""
        wanted = _CHUNK_BYTES
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self.at)
            except RecursionError as err:
                raise FormatError(f"{where} is nested too deep to read.") from err
            except json.JSONDecodeError as err:
                is_open = err.msg.startswith("Unterminated string")
                if not is_open and len(self._text) - err.pos > _END_CHARACTERS:
                    _fail(f"{where} is not JSON: {err.msg}, {err.pos - self.at} characters into it")
                if len(self._text) - self.at > MAX_ELEMENT_CHARACTERS:
                    _fail(f"{where} has over {MAX_ELEMENT_CHARACTERS:,} characters")
                if not self._more(wanted):
                    _fail(f"{where} is cut off: the file ends in the middle of it")
                wanted *= 2
            except ValueError as err:
                # A number of thousands of digits.
                _fail(f"{where} is not JSON: {err}")
            else:
                self.at = end
                return value

    def _more(self, n_bytes: int) -> bool:
        if self._ended:
            return False
        data = self._stream.read(n_bytes)
        self._ended = not data
        pending = len(self._decoder.getstate()[0])
        try:
            fresh = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as err:
            raise not_utf8(self._name, self._n_bytes - pending + err.start + 1) from err
        self._n_bytes += len(data)
        self._text = self._text[self.at :] + fresh
        self.at = 0
        return not self._ended or bool(fresh)


def not_utf8(name: str, byte: int) -> FormatError:
    """Return the error of a file that is not UTF-8 at a byte, counted from 1."""
    return FormatError(
        f"{name} is not valid UTF-8 at byte {byte}.\n"
        "Expected UTF-8; convert it first, for example with iconv."
    )


def kind_of(value: object) -> str:
    """Say in words what a JSON value is."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


@contextmanager
def _told_as_zip(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as err:
        raise FormatError(
            f"{name} cannot be unpacked: {err or type(err).__name__}.\n"
            "Expected the zip as it was downloaded; download it again, or unpack it yourself."
        ) from err
    except RuntimeError as err:
        # zipfile has no narrower error for a member that needs a password.
        if "password" not in str(err):
            raise
        raise InputError(f"{name} is encrypted.\nUnpack the zip, then name the folder.") from err


def _refuse_bomb(member: zipfile.ZipInfo, name: str) -> None:
    packed = max(member.compress_size, 1)
    if member.file_size > _HARMLESS_BYTES and member.file_size / packed > _MAX_RATIO:
        raise FormatError(
            f"{name} would grow {member.file_size // packed} times to {member.file_size:,} bytes; "
            "conversations do not pack that well.\nIf it is sound, unpack it and name the folder."
        )


def _no_number(name: str) -> None:
    """Read NaN and Infinity, which are no JSON and which Python writes, as null."""


def _fail(problem: str) -> NoReturn:
    raise FormatError(f"{problem}.\nExpected the file as it was exported.")
