"""What every command shares: settings, output, input lines and errors as exit codes."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from hafiza.core.records import Hit
    from hafiza.core.settings import Settings
    from hafiza.memory import Memory

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
User = Annotated[
    str | None, typer.Option("--user", metavar="NAME", help="Whose memory; default: the setting.")
]
Effort = Annotated[
    float | None,
    typer.Option("--effort", metavar="0..1", help="How hard the model thinks; default: its own."),
]

_home: ContextVar[Path | None] = ContextVar("home", default=None)


def set_home(home: Path | None) -> None:
    """Set the data folder of this run; None leaves it to `HAFIZA_HOME` and the default."""
    _home.set(home)


def open_settings(**given: Any) -> Settings:
    """Return the settings of this run; values that are None count as not given.

    Raises:
        ConfigurationError: a setting cannot work.
    """
    from hafiza.core.settings import load_settings

    return load_settings(**{"home": _home.get(), **given})


def print_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document on stdout, letters as they are."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_table(rows: Sequence[Sequence[object]]) -> None:
    """Print rows with aligned columns; the last column is left ragged."""
    texts = [[str(cell) for cell in row] for row in rows]
    n_columns = max(map(len, texts), default=0)
    widths = [max(len(row[i]) for row in texts if i < len(row)) for i in range(n_columns)]
    for row in texts:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join(padded).rstrip())


def say(text: str) -> None:
    """Print a remark on stderr, so that stdout holds the result alone."""
    with suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)


def source(hit: Hit) -> dict[str, Any]:
    """Return a hit as the JSON of a source."""
    turn = hit.turn
    return {
        "turn_id": turn.id,
        "text": turn.text,
        "time": turn.time.isoformat(),
        "session_id": turn.session_id,
        "score": hit.score,
    }


def check_text(text: str) -> None:
    """Check that an argument was valid UTF-8.

    Raises:
        InputError: it was not; the shell hands such bytes on as lone surrogates.
    """
    from hafiza.core.errors import InputError

    try:
        text.encode()
    except UnicodeEncodeError as err:
        raise InputError(
            f"The text is not valid UTF-8 at character {err.start + 1}.\n"
            "Expected UTF-8; convert it first, for example with iconv."
        ) from err


def input_lines() -> Iterator[tuple[int, bytes]]:
    """Yield the numbered lines of stdin as bytes, without their ends."""
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    for number, line in enumerate(iter(stream.readline, b""), start=1):
        yield number, line.rstrip(b"\r\n")


def force_utf8() -> None:
    """Make the standard streams UTF-8, whatever the locale says."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # stdin's errors matter to prompts alone: lines from a pipe are read as bytes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")


def require_known_user(memory: Memory, user: str | None) -> None:
    """Check a user that was named on the command line.

    Raises:
        UnknownUser: memory has nothing of them; the message names those it knows.
    """
    if user is not None:
        memory.require_user(user)


@contextmanager
def progress_bar(what: str, total: int | None = None) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar on a terminal; in a pipe there is none, and None is given."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda n: bar.advance(task, n)


def silence_stdout() -> None:
    """Point stdout at nothing, after its reader has gone."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
