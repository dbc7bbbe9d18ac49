"""Questions to a person at a terminal."""

import sys
from collections.abc import Sequence
from typing import Protocol

import click

from openbook.terminal.fold import fold


class Listener(Protocol):
    """Whom a conversation is with."""

    def say(self, text: str) -> None:
        """Say something that needs no answer."""

    def choose(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """Have one of the options chosen, and return its position."""

    def words(self, question: str, default: str = "", forbidden: str = "") -> str:
        """Have a few words typed; none of the `forbidden` signs is taken."""


class AtTerminal:
    """Asks on stderr, and reads what is typed. A wrong answer is told what is wanted, and asked for again."""

    def say(self, text: str) -> None:
        """Say something that needs no answer."""
        click.echo(fold(text, sys.stderr), err=True)

    def choose(self, question: str, options: Sequence[str], default: int = 0) -> int:
        """Have one of the options chosen by its number, or by its first word."""
        self.say(f"\n{question}")
        for number, option in enumerate(options, start=1):
            self.say(f"  {number}  {option}")

        def position(typed: str) -> int:
            named = [n for n, option in enumerate(options) if _word(option) == typed.strip().lower()]
            if typed.strip().isdecimal() and 1 <= int(typed) <= len(options):
                return int(typed) - 1
            if len(named) == 1:
                return named[0]
            raise click.UsageError(f"type a number from 1 to {len(options)}.")

        chosen: int = click.prompt("Number", default=str(default + 1), value_proc=position, err=True)
        return chosen

    def words(self, question: str, default: str = "", forbidden: str = "") -> str:
        """Have a few words typed; a mere Enter takes the default."""
        if "\n" in question:
            about, _, question = question.rpartition("\n")
            self.say(f"\n{about}")

        def taken(typed: str) -> str:
            wrong = [sign for sign in forbidden if sign in typed]
            if wrong:
                raise click.UsageError(f"without {' and '.join(wrong)}, please.")
            return typed.strip()

        said: str = click.prompt(question, default=default, show_default=bool(default), value_proc=taken, err=True)
        return said


def _word(option: str) -> str:
    return option.split()[0].rstrip(":,").lower()
