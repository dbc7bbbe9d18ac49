"""Numbers of JSON as they are written: of identifiers and versions each figure counts."""

import json
from typing import Any

from openbook.text.late import late

SHORT = 18
"""Figures of a whole number that is taken for one."""
EXACT = late(rb"[:,\[]\s*-?(?:\d{20}|\d+\.(?:\d+0|\d{16,})\s*[,}\]]|\d[\d.]*[eE])")
"""A number of more figures than a float has, or written otherwise than Python does."""


class AsWritten(float):
    """A number as it is written: of identifiers of many figures and of versions (`1.10`) each figure counts."""

    __slots__ = ("written",)

    def __init__(self, written: str) -> None:
        self.written = written

    def __str__(self) -> str:
        return self.written


def whole(written: str) -> float:
    return int(written) if len(written) <= SHORT else AsWritten(written)


def exact(line: bytes, value: Any) -> Any:
    """Return a value with its numbers as they are written, where that may be otherwise."""
    if EXACT.search(line) is None:
        return value
    try:
        return json.loads(line, parse_int=whole, parse_float=AsWritten)
    except (ValueError, RecursionError):
        return value


def scalar(value: float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)[:1000]
