"""Patterns that are compiled when they are first used: most runs meet few of the languages and cases that have some."""

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern until its first use, and hands on to it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern with all that it can do, save to be handed to a function of `re`."""
    return cast("re.Pattern[str]", _Late(source, flags))
