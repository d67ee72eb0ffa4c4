"""`hafiza chat`: a conversation, on a terminal or line by line through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Annotated

import typer

from hafiza.cli.common import Effort, User, input_lines, open_settings, say
from hafiza.core.errors import HafizaError

if TYPE_CHECKING:
    from hafiza.cli.conversation import Conversation
    from hafiza.memory import BackgroundWorker

_PROMPT = "› "
_HELP = """\
/recall TEXT      search memory
/why              the sources of the last answer
/forget ID|last   erase a turn, or your last message with its answer
/user NAME        talk as somebody else, in a new session
/help             this list
/quit             leave (or Ctrl-D)"""


def chat(
    user: User = None,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Continue a session; default: a new one.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="BACKEND:MODEL", help="Another model for this chat.")
    ] = None,
    effort: Effort = None,
    keep_state: Annotated[
        bool,
        typer.Option("--keep-state", help="Have a byte: model go on from what it has read."),
    ] = False,
) -> None:
    """Talk; everything said is remembered. Through a pipe, each line gets one answer."""
    from hafiza.assistant import build_assistant
    from hafiza.assistant.build import settings_scope
    from hafiza.cli.conversation import Conversation
    from hafiza.cli.kept_state import kept_state, require_state_keeper
    from hafiza.memory import BackgroundWorker

    settings = open_settings(user=user, model=model, effort=effort)
    if keep_state:
        require_state_keeper(settings)
    with ExitStack() as stack:
        assistant = stack.enter_context(build_assistant(settings))
        kept = None
        if keep_state:
            kept = stack.enter_context(
                kept_state(assistant.model, settings, settings_scope(settings))
            )
        conversation = Conversation(assistant, settings, session, kept)
        if sys.stdin.isatty():
            say(f"{conversation.greeting()}\n")
            # Who types leaves pauses in which to work; through a pipe the next line waits already.
            with BackgroundWorker(assistant.memory) as worker:
                _talk(conversation, worker)
        else:
            raise typer.Exit(_answer_lines(conversation))


def _talk(conversation: Conversation, worker: BackgroundWorker) -> None:
    for line in _typed_lines():
        try:
            if not _handle(conversation, line):
                return
        except HafizaError as err:
            say(str(err))
        except KeyboardInterrupt:
            # Ctrl-C ends the answer, not the conversation; what was said so far is stored.
            print()
        worker.wake()


def _typed_lines() -> Iterator[str]:
    with suppress(ImportError):
        # Importing it gives input() its line editing. The history stays in this process: in a
        # file it would outlive what is forgotten.
        import readline  # noqa: F401
    while True:
        try:
            line = input(_PROMPT)
        except EOFError:
            print()
            return
        if line.strip():
            yield line


def _answer_lines(conversation: Conversation) -> int:
    """Answer each line of stdin; return the exit code: 1 when a line could not be answered."""
    failed = False
    for number, raw in input_lines():
        if not raw.strip():
            continue
        try:
            if not _handle(conversation, raw.decode("utf-8")):
                break
        except UnicodeDecodeError as err:
            say(f"Line {number} is not valid UTF-8 at byte {err.start + 1}; it was left out.")
            failed = True
        except HafizaError as err:
            say(f"Line {number}: {err}")
            failed = True
    return int(failed)


def _handle(conversation: Conversation, line: str) -> bool:
    """Answer a line or run its command; return False when it is time to leave."""
    command, _, argument = line.strip().partition(" ")
    argument = argument.strip()
    if command in ("/quit", "/exit"):
        return False
    if command == "/help":
        print(_HELP, flush=True)
    elif command == "/recall":
        conversation.recall(argument)
    elif command == "/why":
        conversation.why()
    elif command == "/forget":
        conversation.forget(argument)
    elif command == "/user":
        conversation.switch_user(argument)
    elif command.startswith("/") and command[1:].isalpha():
        say(f"There is no command {command!r}; /help lists them.")
    else:
        conversation.answer(line)
    return True
