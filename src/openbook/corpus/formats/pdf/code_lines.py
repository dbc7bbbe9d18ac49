"""Lines of code, told by a font whose letters are all equally wide: how far in each begins."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from openbook.corpus.formats.pdf.lines import Line

NOTE_MARKS = tuple("¹²³⁴⁵⁶⁷⁸⁹")
"""What a note of addresses begins with, which are often set like code."""
NEAR = 4.0
"""Points between two places that are one."""
OPENING = frozenset(":{([")
"""What a line of code ends with that the next ones are indented by."""
DEEPEST = 16
"""Spaces before a first line, above which it is a title in the middle rather than code."""
IS_FIXED = attrgetter("fixed")
FEWEST_OF_CODE = 3
"""Lines of code below each other, from which their indentation tells something."""


def indentation(lines: list[Line]) -> dict[int, str]:
    """Return the spaces before lines of code, by their places: how far in each begins, in letters of its font."""
    found: dict[int, str] = {}
    if not any(map(IS_FIXED, lines)):
        return found
    for code in _runs(lines):
        left = min(line.left for _, line in code)
        wide = median((line.right - line.left) / max(len(line.text), 1) for _, line in code)
        # Some signs begin well inside of the width that all have.
        found |= {place: " " * int((line.left - left) / max(wide, 1.0) + 0.4) for place, line in code}
    return found


def lines_of_listings(lines: list[Line]) -> set[int]:
    """Return the places of lines below others of the same listing, where lines of prose stand above or below it."""
    runs = [code for code in _runs(lines) if len(code) < len(lines)]
    return {place for code in runs if is_listing([line for _, line in code]) for place, _ in code[1:]}


def is_listing(code: list[Line]) -> bool:
    """Whether lines among others of prose are code: they begin at three places, or one is opened by the one above."""
    return is_nested(code) or any(
        above.text[-1:] in OPENING and below.left > above.left + NEAR for above, below in pairwise(code)
    )


def _runs(lines: list[Line]) -> Iterator[list[tuple[int, Line]]]:
    """Yield the lines of code that follow each other, with their places."""
    for together, group in groupby(enumerate(lines), key=lambda one: is_code(one[1])):
        if together and len(code := list(group)) >= FEWEST_OF_CODE:
            yield code


def is_nested(lines: list[Line]) -> bool:
    """Whether lines are code that begins at three places or more: prose and lists have two."""
    return len({round(line.left / NEAR) for line in lines}) > 2 if all(map(is_code, lines)) else False


def is_code(line: Line) -> bool:
    """Whether a line may be code; the signs of Chinese, Japanese and Korean are equally wide in any font."""
    if not line.fixed or line.is_table or line.text[:1] in NOTE_MARKS:
        return False
    return not any("\u2e80" <= char <= "\uffef" for char in line.text)


def whole(parts: list[str]) -> str:
    """Return a paragraph of its parts: in prose nothing says how far in it begins."""
    text = "".join(parts)
    deep = len(text) - len(text.lstrip(" "))
    return text.lstrip(" ") if deep > DEEPEST or (len(parts) > 1 and parts[1] != "\n") else text
