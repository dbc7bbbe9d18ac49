"""Rows whose cells list the same things line by line → one row for each of these lines."""

from collections.abc import Sequence

MOST_LETTERS = 3
"""Letters that a figure has at most: its unit, its currency."""
FEWEST = 3
"""Lines that are a list of figures for sure: two may be one date, or one telephone number."""


def apart(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows that a row is made of, none where it is one: its cells are given by their lines.

    Lines belong together where a cell is nothing but figures or ticked boxes, and others have as many lines; names may
    lack one where figures begin with their unit. What has one line is said of each.
    """
    tall = [lines for lines in cells if len(lines) > 1]
    valued = [lines for lines in tall if all(map(_is_value, lines))]
    if not valued or len(tall) < 2 or not _agree(tall, valued):
        return []
    height = max(map(len, tall))
    columns = [[*[""] * (height - len(lines)), *lines] if len(lines) > 1 else [*lines] * height for lines in cells]
    return [[column[number] if column else "" for column in columns] for number in range(height)]


def are_listed(lines: Sequence[str]) -> bool:
    """Whether lines are a list of figures or marks, rather than one that goes on over lines."""
    return len(lines) >= FEWEST and all(map(_is_value, lines))


def _agree(tall: list[Sequence[str]], valued: list[Sequence[str]]) -> bool:
    """Whether each figure has its name: both have as many lines, but for a unit that stands above the figures."""
    named = [lines for lines in tall if lines not in valued]
    heights = {len(lines) for lines in tall}
    if min(heights) < FEWEST and not (all(map(_are_alike, valued)) and not any(_goes_on(lines[1]) for lines in named)):
        return False
    if len(heights) == 1:
        return True
    height = max(heights)
    below_units = all(len(lines) == height and not _has_figure(lines[0]) for lines in valued)
    return below_units and all(len(lines) == height - 1 for lines in named)


def _is_value(line: str) -> bool:
    """Whether a line is a figure with its unit, or a mark without letters."""
    return bool(line) and sum(map(str.isalpha, line)) <= (MOST_LETTERS if _has_figure(line) else 0)


def _has_figure(line: str) -> bool:
    return any(map(str.isdigit, line))


def _are_alike(lines: Sequence[str]) -> bool:
    """Whether figures are written alike, unlike the two lines of one date."""
    return len({"".join(sorted({char for char in line if not char.isdigit()} - {" "})) for line in lines}) == 1


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the one above rather than name something of its own."""
    return line[:1] in "([" or line[:1].islower()
