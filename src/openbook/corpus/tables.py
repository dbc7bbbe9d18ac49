"""Rows of cells → the lines of a Markdown table, each row understandable on its own."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openbook.corpus.markup import fences

RULE = re.compile(r"^\|[ \t]*:?-[-:| \t]*$", re.MULTILINE)


class Cell(NamedTuple):
    """One cell as the file has it."""

    text: str
    """On one line."""
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans: its text is repeated in each, so that a row can stand without those above."""
    continued: bool = False
    """Whether it goes on the cell above, as Word says it: it takes that one's text."""


PLAIN = Cell("")[1:]
"""What a cell says that spans nothing."""


def table_lines(rows: Sequence[Sequence[Cell]], *, headed: bool = True) -> list[str]:
    """Return `| a | b |` lines, empty rows and columns left out.

    Rows of one cell at the top are titles, and stand above. `headed`: the first row names the columns, and a rule
    follows it where there are more rows.
    """
    grid = [row for row in _grid(rows) if any(row)]
    last = max((min(number, len(grid) - 2) for number, row in enumerate(grid) if len(row) > 1), default=-1)
    above: list[str] = []
    first = 0
    while first <= last and grid[first].count("") == len(grid[first]) - 1:
        above += [next(filter(None, grid[first])), ""]
        first += 1
    grid = grid[first:]
    if not grid:
        return above[:-1]
    width = max(map(len, grid))
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in grid)]
    lines = [
        "| " + " | ".join([escape(row[column]) if column < len(row) else "" for column in used]) + " |" for row in grid
    ]
    if headed and len(lines) > 1:
        lines.insert(1, "|" + " --- |" * len(used))
    return above + lines


def escape(text: str) -> str:
    """Return a cell's text with the column mark escaped."""
    return text.replace("|", "\\|")


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Resolve spans: a cell over rows is repeated, a cell over columns is followed by empty ones."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        if not hanging and all(cell[1:] == PLAIN for cell in row):
            grid.append([cell.text for cell in row])
            continue
        line: list[str] = []
        still: dict[int, tuple[int, str]] = {}
        for cell in row:
            _fill(line, hanging, still)
            if cell.rows > 1:
                still[len(line)] = (cell.rows - 1, cell.text)
            above = grid[-1] if cell.continued and grid else []
            line.append(above[len(line)] if len(line) < len(above) else cell.text)
            line.extend("" for _ in range(cell.columns - 1))
        _fill(line, hanging, still)
        hanging = still
        grid.append(line)
    return grid


def _fill(line: list[str], hanging: dict[int, tuple[int, str]], still: dict[int, tuple[int, str]]) -> None:
    """Put the cells that hang down from rows above into their places."""
    while len(line) in hanging:
        left, text = hanging.pop(len(line))
        if left > 1:
            still[len(line)] = (left - 1, text)
        line.append(text)


def repeat_headers(text: str, size: int) -> str:
    """Return Markdown with each table that is longer than `size` characters cut into tables of about that size.

    Each of them begins with the header, after a blank line: a chunk from the middle still says what its columns are.
    """
    if size >= len(text) or "|\n|" not in text:
        return text
    parts: list[str] = []
    place = 0
    code = fences(text)
    for start, end in _tables(text):
        if end - start <= size or any(first <= start < last for first, last in code):
            continue
        parts += [text[place:start], _with_headers(text[start:end].split("\n"), size)]
        place = end
    return "".join(parts) + text[place:] if parts else text


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of runs of lines that begin with a column mark and have a rule in the second line."""
    for match in RULE.finditer(text):
        start = text.rfind("\n", 0, match.start() - 1) + 1
        end = match.end()
        while text.startswith("\n|", end):
            line = text.find("\n", end + 1)
            end = len(text) if line < 0 else line
        if text.startswith("|", start) and start < match.start():
            yield start, end


def _with_headers(lines: list[str], size: int) -> str:
    header = "\n".join(lines[:2])
    rows = lines[2:]
    room = int(size * 0.8) - len(header)
    longest = max(map(len, rows), default=0) + 1
    if room < longest:
        room = size - len(header) - 1
    if room < longest:
        return "\n".join(lines)
    total = sum(len(row) + 1 for row in rows)
    share = total / -(-total // room)
    pieces: list[list[str]] = [[]]
    filled = 0
    for row in rows:
        over = filled + len(row) + 1 > room
        if pieces[-1] and (over or filled >= share):
            pieces.append([])
            filled = 0
        pieces[-1].append(row)
        filled += len(row) + 1
    return "\n\n".join("\n".join([header, *piece]) for piece in pieces)
