"""Marks in Markdown that its readers see as something else: written anew wherever they do not stand in code."""

import re
from collections.abc import Callable

from openbook.corpus.markup import CodePlaces, fences

Ranges = list[tuple[int, int]]
Shown = Callable[[str, "re.Match[str]"], tuple[int, int, str] | None]
"""A text and a match in it → the stretch that is written anew, and how; None where the match means something else."""
Row = tuple[str, re.Pattern[str], Shown]
"""What has to be in a text, what is looked for, and how it is shown."""


def each(text: str, pattern: re.Pattern[str], shown: Shown, code: Ranges | None) -> tuple[str, int, Ranges | None]:
    """Return the text with all matches outside of code as they are shown, how many there were, and where code is.

    `code`: where that is, if it is known; after a change it is no longer.
    """
    places: CodePlaces | None = None
    parts: list[str] = []
    place = number = 0
    next_ = 0
    while match := pattern.search(text, next_):
        next_ = match.start() + 2
        found = shown(text, match)
        if found is None:
            continue
        if places is None:
            code = fences(text) if code is None else code
            places = CodePlaces(text, code)
        if not places.holds(match.start()):
            start, end, words = found
            parts += (text[place:start], words)
            place = next_ = end
            number += 1
    return ("".join(parts) + text[place:], number, None) if number else (text, 0, code)
