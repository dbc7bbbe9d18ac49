"""Patterns that are compiled when they are first used: a run meets few of the languages and cases that have some.

Every pattern that a module holds is one, for compiling all of them took a good part of what a command costs to start.
"""

import re
from typing import Any, AnyStr, cast


class _Late:
    """Stands for a pattern until its first use, and hands on to it."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern with all that it can do, save to be handed to a function of `re`."""
    return cast("re.Pattern[AnyStr]", _Late(source, flags))
