"""Consoles whose reader may leave: a pipe that is closed early is no fault of anything."""

import errno
import os
import sys

from rich.console import Console


class Talk(Console):
    """Stderr: where nobody reads it any more, the work goes on in silence."""

    def on_broken_pipe(self) -> None:
        """Say no more."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


class Results(Console):
    """Stdout: a command whose results nobody reads ends."""

    def on_broken_pipe(self) -> None:
        """Raise what any write to such a pipe raises."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
