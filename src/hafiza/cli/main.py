"""`hafiza`: the command line. Each command's room is imported when it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from hafiza.cli import bench, eval, memory, models, neural
from hafiza.cli.ask import ask
from hafiza.cli.chat import chat
from hafiza.cli.common import force_utf8, say, set_home, silence_stdout
from hafiza.cli.demo import demo
from hafiza.cli.doctor import doctor
from hafiza.cli.forget import forget
from hafiza.cli.mcp import mcp
from hafiza.cli.profile import profile
from hafiza.cli.recall import recall
from hafiza.cli.remember import remember
from hafiza.cli.transfer import export, import_
from hafiza.cli.worker import worker
from hafiza.core.errors import HafizaError

DEBUG_VARIABLE = "HAFIZA_DEBUG"


class Commands(TyperGroup):
    """The commands; an error of ours becomes its message and exit code."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command."""
        try:
            return super().invoke(ctx)
        except HafizaError as err:
            if os.environ.get(DEBUG_VARIABLE):
                raise
            say(f"{err}")
            raise typer.Exit(err.exit_code) from err


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    help="A local-first assistant that remembers, in Turkish and English.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something needed is missing.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(version("hafiza"))
        raise typer.Exit


@app.callback()
def options(
    home: Annotated[
        Path | None,
        typer.Option(
            "--home", metavar="DIR", help="Data folder; before or after the command. [HAFIZA_HOME]"
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """A local-first assistant that remembers, in Turkish and English."""
    set_home(home)


app.command()(chat)
app.command()(ask)
app.command()(remember)
app.command()(recall)
app.command()(profile)
app.command()(forget)
app.command()(worker)
app.command("import")(import_)
app.command()(export)
app.command()(mcp)
app.command()(doctor)
app.command()(demo)
app.add_typer(memory.app, name="memory")
app.add_typer(models.app, name="models")
app.add_typer(eval.app, name="eval")
app.add_typer(bench.app, name="bench")
app.add_typer(neural.app, name="neural")


def run() -> None:
    """Run the command line of this process and exit with its code."""
    force_utf8()
    try:
        app(args=home_first([as_utf8(argument) for argument in sys.argv[1:]]), prog_name="hafiza")
    except BrokenPipeError:
        silence_stdout()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    # Whatever else went wrong is a bug of ours: the user gets one line, and the way to the rest.
    except Exception as err:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        say(
            f"hafiza failed unexpectedly: {type(err).__name__}: {err}\n"
            f"For the traceback, run it again with {DEBUG_VARIABLE}=1."
        )
        sys.exit(1)


def as_utf8(argument: str) -> str:
    """Return an argument read as UTF-8, also where the locale had it read as something else."""
    return os.fsencode(argument).decode("utf-8", "surrogateescape")


def home_first(arguments: list[str]) -> list[str]:
    """Move `--home DIR` to the front, so that it may stand after the command as well.

    >>> home_first(["ask", "--home", "/tmp/h", "Who am I?"])
    ['--home', '/tmp/h', 'ask', 'Who am I?']
    """
    front: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument == "--home":
            value = next(remaining, None)
            if value is None:
                # Alone, it is refused for its missing value and swallows no command.
                return [argument]
            front += [argument, value]
        elif argument.startswith("--home="):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest
