"""Rows of cells → the lines of a Markdown table, each row understandable on its own."""

from collections.abc import Sequence
from typing import NamedTuple


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
