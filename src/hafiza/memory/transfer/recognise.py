"""Which kind of source a path holds, and the reader of each kind."""

from __future__ import annotations

import json
from pathlib import Path

from hafiza.core.errors import FormatError, InputError
from hafiza.memory.transfer.chatgpt import conversation_files, read_chatgpt
from hafiza.memory.transfer.chroma import read_chroma
from hafiza.memory.transfer.chroma_file import DATABASE, SQLITE_MARK, open_chroma
from hafiza.memory.transfer.claude import read_claude
from hafiza.memory.transfer.files import Source, first_bytes, is_zip, kind_of, stream_array
from hafiza.memory.transfer.items import Reader
from hafiza.memory.transfer.jsonl import FORMAT, read_jsonl_file
from hafiza.memory.transfer.locomo import read_locomo
from hafiza.memory.transfer.memoryos import PAGES_COLLECTION, USER_FILES, read_memoryos

READERS: dict[str, Reader] = {
    "jsonl": read_jsonl_file,
    "locomo": read_locomo,
    "memoryos": read_memoryos,
    "chroma": read_chroma,
    "chatgpt": read_chatgpt,
    "claude": read_claude,
}
_SNIFFED_BYTES = 4096
_KNOWN = (
    "Expected a hafiza export, a LoCoMo file, a MemoryOS folder, a Chroma folder,\n"
    "or a ChatGPT or Claude export (zip, folder or conversations.json).\n"
    f"The kinds are {', '.join(READERS)}."
)


def recognise(path: Path) -> str:
    """Return the kind of source at `path`, a key of READERS. Reads only the beginning.

    Raises:
        InputError: nothing is there, it cannot be read, or it is of no known kind.
        FormatError: it has the form of a kind and is broken.
    """
    if not path.exists():
        raise InputError(f"There is no {str(path)!r}.\nExpected the path of a file or folder.")
    if path.is_dir():
        return _folder(path)
    if is_zip(path):
        return _chat(conversation_files(path)[0])
    head = first_bytes(path, _SNIFFED_BYTES)
    if head.startswith(SQLITE_MARK):
        return _database(path)
    start = head.decode("utf-8-sig", "replace").lstrip()
    if start.startswith("["):
        return _chat(Source(path.name, path))
    if start.startswith("{") and _is_export(start):
        return "jsonl"
    raise InputError(f"{path.name} is of no known kind.\n{_KNOWN}")


def _folder(path: Path) -> str:
    if (path / DATABASE).is_file():
        return _database(path)
    users = path if path.name == "users" else path / "users"
    candidates = [path, *(sorted(users.iterdir()) if users.is_dir() else [])]
    if any((one / name).is_file() for one in candidates for name in USER_FILES):
        return "memoryos"
    try:
        sources = conversation_files(path)
    except InputError as err:
        found = ", ".join(sorted(one.name for one in path.iterdir())[:5]) or "nothing"
        raise InputError(f"{str(path)!r} is of no known kind; in it: {found}.\n{_KNOWN}") from err
    return _chat(sources[0])


def _database(path: Path) -> str:
    with open_chroma(path) as database:
        names = database.collections()
    is_memoryos = any(name.startswith(PAGES_COLLECTION) for name in names)
    return "memoryos" if is_memoryos and path.is_dir() else "chroma"


def _chat(source: Source) -> str:
    for where, first in stream_array(source):
        if isinstance(first, dict):
            for key, kind in (
                ("mapping", "chatgpt"),
                ("chat_messages", "claude"),
                ("sample_id", "locomo"),
            ):
                if key in first:
                    return kind
        raise InputError(f"{where} is {kind_of(first)} of no known kind.\n{_KNOWN}")
    raise FormatError(f"{source.name} holds an empty list.\n{_KNOWN}")


def _is_export(start: str) -> bool:
    try:
        header = json.loads(start.splitlines()[0])
    except ValueError:
        return False
    return isinstance(header, dict) and header.get("format") == FORMAT
