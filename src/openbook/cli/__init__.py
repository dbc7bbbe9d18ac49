"""The `openbook` command: its verbs, and what each exit code means.

0 done; 1 done, but something failed; 2 the user must mend something first; 3 nothing was produced; 130 interrupted.
Results go to stdout, talk to stderr. What a verb needs is imported when it is called, so the command starts at once.
"""

import atexit
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

import click

from openbook import __version__
from openbook.terminal.exits import end

OBJECTS = 100_000
"""New objects after which Python looks for cycles of garbage among them; its own habit is 700. Imports and calls make
many objects and hardly a cycle, and the looking took a tenth of the time of both. A run over few files ends before."""


VERBS: Mapping[str, str] = {
    "init": "make", "plan": "make", "run": "make", "merge": "scale", "batch": "scale", "show": "look",
    "explain": "look", "report": "pages", "review": "pages", "read": "look", "export": "make", "push": "make",
    "serve": "pages", "check": "look", "ledger": "look", "doctor": "look", "docs": "look", "version": "look",
}  # fmt: skip
"""The verbs in the order in which a person needs them, each with the module that has it."""


class Verbs(click.Group):
    """Loads a verb when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb; None where there is none of the name."""
        if cmd_name not in VERBS:
            return None
        verb: click.Command = getattr(import_module(f"openbook.cli.{VERBS[cmd_name]}"), cmd_name)
        return verb

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; one that is mistyped is told which is meant."""
        if args[0] not in VERBS:
            from difflib import get_close_matches

            for near in get_close_matches(args[0], VERBS, 1):
                ctx.fail(f"No such command '{args[0]}'. Did you mean {near}?")
        return super().resolve_command(ctx, args)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", message="%(version)s")
def openbook() -> None:
    """Turn a folder of documents into fine-tuning data that teaches a model to use retrieved context well.

    Start with `openbook init`, then `openbook run config.yaml`.
    """


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    if gc.isenabled():
        gc.set_threshold(OBJECTS)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for them in every installed package
    end(lambda: openbook.main(prog_name="openbook", standalone_mode=False))


def command() -> NoReturn:
    """Do that as a process of its own, which is left without taking apart what is in memory: that took a sixth of it.

    What is registered for the end of a process is done before, for `atexit` calls the last one first.
    """
    codes: list[int] = []
    atexit.register(_leave, codes)
    try:
        main()
    except SystemExit as ended:
        codes.append(ended.code if isinstance(ended.code, int) else 0)
        raise


def _leave(codes: Sequence[int]) -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    if codes:
        os._exit(codes[0])
