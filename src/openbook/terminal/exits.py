"""How a command ends: its exit code, one clear message, and no traceback for what is not a bug."""

import codecs
import os
import select
import sys
from collections.abc import Callable
from io import StringIO, TextIOWrapper
from typing import NoReturn, TextIO

import click

from openbook.atomic import is_full
from openbook.errors import Halt, PrerequisiteError
from openbook.terminal.fold import fold

BROKEN_PIPE = 141
"""What a shell gives a program whose reader has left."""

KEPT = "stopped: everything paid is kept, and the same command goes on where it was."
NOTHING_SENT = "stopped: nothing was sent, and what was there is as it was."
"""What a person who has stopped a command is told: what pays, and what looks or joins."""

PLAINER = "openbook.plainer"
SIGNS = {
    "┃": "|", "·": ".", "›": ">", "→": "->", "–": "-", "—": "-", "…": "...", "×": "x", "“": '"', "”": '"', "‘": "'",
    "’": "'", "␛": "^[", "━": "-", "╸": "-", "╺": "-", "•": "*",
}  # fmt: skip
"""What stands for our own signs where an encoding lacks them."""


def end(command: Callable[[], object]) -> NoReturn:
    """Call the command and end the process: with the code it returns, or with that of what stopped it."""
    codecs.register_error(PLAINER, plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=PLAINER)
    try:
        code = command()
        sys.stdout.flush()
    except click.ClickException as error:
        _show(error)
        code = error.exit_code
    except PrerequisiteError as error:
        say_error(str(error))
        code = 2
    except (KeyboardInterrupt, click.Abort, Halt) as stop:
        click.echo(_stopped(stop), err=True)
        code = 130
    except BrokenPipeError:
        code = _reader_left()
    except SystemExit as ended:
        # click and rich end so where the reader of a pipe has left.
        code = _reader_left() if _is_unread(sys.stdout) else ended.code
    except Exception as error:
        if is_full(error):
            named = error.filename if isinstance(error, OSError) else None
            where = named or ("standard output" if _is_stuck(sys.stdout) else "a temporary or an output file")
            say_error(
                f"{where}: the disk is full. Free some space and run the same command again; what is paid is kept."
            )
            code = 2
        else:
            _say_bug(error)
            code = 1
    sys.exit(code if isinstance(code, int) else 0)


def plainer(error: UnicodeError) -> tuple[str, int]:
    """Return, for signs that a terminal's encoding lacks, what looks like them in ASCII, and ? for any other."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(SIGNS.get(sign, "?") for sign in error.object[error.start : error.end]), error.end


def _reader_left() -> int:
    """Say no more on stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return BROKEN_PIPE


def _is_unread(stream: TextIO) -> bool:
    """Whether nobody reads the pipe that a stream goes to any more."""
    waiting = select.poll()
    try:
        waiting.register(stream.fileno(), 0)
    except (OSError, ValueError):
        return False
    return any(event & select.POLLERR for _, event in waiting.poll(0))


def _is_stuck(stream: TextIO) -> bool:
    """Whether nothing can be written to a stream; it is then led away, since Python flushes it at its end."""
    try:
        stream.write("\n")
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return True
    return False


def say_error(message: str) -> None:
    """Say on stderr what the user must mend."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    told = fold(f"openbook: {message}", sys.stderr)
    click.echo(told if plain else click.style(told, fg="red"), err=True)


def _show(error: click.ClickException) -> None:
    """Say what is wrong with a command line."""
    told = StringIO()
    error.show(told)
    click.echo(fold(told.getvalue(), sys.stderr), nl=False, err=True)


def _stopped(stop: BaseException) -> str:
    """Return what a person who has stopped a command should know; what was at work says it with the interruption."""
    if isinstance(stop, Halt):
        return KEPT
    if isinstance(stop, click.Abort):
        if stop.__cause__ is None:
            return "\nstopped: nothing is written."
        stop = stop.__cause__
    return str(stop) or "stopped."


def _say_bug(error: Exception) -> None:
    """Say that this is nobody's fault but ours, and where the traceback is."""
    import tempfile
    import traceback

    if os.environ.get("OPENBOOK_DEBUG"):
        traceback.print_exception(error)
        return
    with tempfile.NamedTemporaryFile("w", prefix="openbook-", suffix=".txt", delete=False, encoding="utf-8") as file:
        traceback.print_exception(error, file=file)
    say_error(f"a bug of ours, not of your making: {type(error).__name__}: {error}")
    click.echo(fold(f"The traceback is in {file.name}; everything paid is kept.", sys.stderr), err=True)
