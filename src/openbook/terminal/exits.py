"""How a command ends: its exit code, one clear message, and no traceback for what is not a bug."""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import NoReturn

import click

from openbook.atomic import is_full
from openbook.errors import Halt, PrerequisiteError

BROKEN_PIPE = 141
"""What a shell gives a program whose reader has left."""


def end(command: Callable[[], object]) -> NoReturn:
    """Call the command and end the process: with the code it returns, or with that of what stopped it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = command()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except PrerequisiteError as error:
        say_error(str(error))
        code = 2
    except (KeyboardInterrupt, click.Abort, Halt):
        click.echo("stopped: everything paid is kept, and the same command goes on where it was.", err=True)
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    except Exception as error:
        if is_full(error):
            where = error.filename if isinstance(error, OSError) and error.filename else "a temporary or an output file"
            say_error(
                f"{where}: the disk is full. Free some space and run the same command again; what is paid is kept."
            )
            code = 2
        else:
            _say_bug(error)
            code = 1
    sys.exit(code if isinstance(code, int) else 0)


def say_error(message: str) -> None:
    """Say on stderr what the user must mend."""
    click.secho(f"openbook: {message}", fg="red", err=True)


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
    click.echo(f"The traceback is in {file.name}; everything paid is kept.", err=True)
