"""What can go wrong.

OpenbookError                   anything that openbook raises on purpose
├── PrerequisiteError           the user must mend something first (exit code 2)
│   ├── ConfigError             problems in the config file, all of them
│   ├── InputError              no folder, no readable file
│   ├── OutputError             the output folder is busy, read-only or full
│   ├── MissingExtraError       an optional library is not installed
│   └── ServerError             the model server refuses for good: bad key, unknown model, not there
├── CallError                   one call did not give a usable reply; the run goes on
│   ├── TransientError          it may work next time: connection, 429, 5xx, time-out
│   ├── RefusedError            this request will never work: not allowed, too long
│   │   └── TooLongError        texts for vectors are too long together, or one is: they can be parted
│   ├── NoRuleError             the built-in engine's rules don't reach this record
│   └── UnusableReply           paid, but cut off, malformed or empty: a new attempt is made
└── Halt                        stop sending, keep everything: interrupt or budget
"""

from openbook.dataclass import dataclass


class OpenbookError(Exception):
    """Anything that openbook raises on purpose."""


class PrerequisiteError(OpenbookError):
    """The user must mend something first: one clear message, no traceback, exit code 2."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in the config."""

    path: str
    """File as the user gave it; `--set` for an override."""
    line: int | None
    """From 1; None where no line is to blame."""
    key: str
    """Dotted: `system.rag_failure_percentage`."""
    message: str
    """`found 40, wanted a number from 0 to 1`."""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class ConfigError(PrerequisiteError):
    """Problems in the config file, all found in one go."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class InputError(PrerequisiteError):
    """There is nothing to read: no folder, or no readable file in it."""


class OutputError(PrerequisiteError):
    """The output folder can't be used: another run has it, it is read-only, or the disk is full."""


class MissingExtraError(PrerequisiteError):
    """An optional library is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional library: pip install 'openbook[{extra}]'")


class ServerError(PrerequisiteError):
    """The model server refuses for good; sending has stopped and everything paid is kept."""


class CallError(OpenbookError):
    """One call did not give a usable reply; the record it was for ends as failed."""


class TransientError(CallError):
    """Connection, 408, 429, 5xx, time-out, for longer than the call's patience: tried again by the next run."""


class RefusedError(CallError):
    """The server refuses this very request (too long, not allowed): tried again by the next run."""


class TooLongError(RefusedError):
    """The server refuses texts for vectors as too long: fewer at a time, or their halves, may be taken."""


class NoRuleError(CallError):
    """The built-in engine has no rule for this record."""


class UnusableReply(CallError):  # noqa: N818 - the reply is at fault, not the call
    """A paid reply that can't be used: cut off, malformed or empty. Its text says why, in words for a person."""


class Halt(OpenbookError):  # noqa: N818 - not an error of anybody's
    """Stop sending, keep everything: what was not sent is pending."""
