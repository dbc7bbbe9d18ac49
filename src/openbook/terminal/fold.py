"""Sentences that fit a terminal: folded between words, so that none is torn at its edge."""

import os
from typing import TextIO


def fold(text: str, stream: TextIO) -> str:
    """Return a text with its long lines folded at spaces, indented like their beginnings, where it goes to a terminal;
    for a file or a pipe as it is. What has no space, such as a path, stays whole. Of several lines each is told apart
    by what is folded below it.
    """
    width = _width(stream)
    if width is None:
        return text
    lines = text.split("\n")
    return "\n".join(_folded(line, width, apart=len(lines) > 1) for line in lines)


def _width(stream: TextIO) -> int | None:
    try:
        return os.get_terminal_size(stream.fileno()).columns or None if stream.isatty() else None
    except (OSError, ValueError):
        return None


def _folded(line: str, width: int, *, apart: bool) -> str:
    if len(line) <= width:
        return line
    import textwrap

    indent = line[: len(line) - len(line.lstrip())]
    hanging = indent + "  " * (apart or bool(indent))
    return textwrap.fill(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
