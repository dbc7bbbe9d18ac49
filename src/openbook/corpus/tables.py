"""Rows of cells → the lines of a Markdown table, each row understandable on its own."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from openbook.corpus.cell_lines import apart, are_listed


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
    lines: tuple[str, ...] = ()
    """Where it has several: what stands on each."""


PLAIN = Cell("")[1:4]
"""What a cell says that spans nothing."""
DATE = 12
"""Characters that a number, or a date, at the start of a row is shorter than."""


def table_lines(rows: Sequence[Sequence[Cell]], *, headed: bool = True) -> list[str]:
    """Return `| a | b |` lines, empty rows and columns left out.

    Rows of one cell at the top are titles, and stand above. `headed`: the first row names the columns, and a rule
    follows it where there are more rows. Rows of one cell that part a table without names of columns stand above what
    they are the title of.
    """
    grid = [row for row in _grid([part for row in rows for part in _by_lines(row)]) if any(row)]
    last = max((min(number, len(grid) - 2) for number, row in enumerate(grid) if len(row) > 1), default=-1)
    above: list[str] = []
    first = 0
    while first <= last and _is_title(grid[first]):
        above += [next(filter(None, grid[first])), ""]
        first += 1
    grid = grid[first:]
    if not grid:
        return above[:-1]
    width = max(map(len, grid))
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in grid)]
    parted = [number for number, row in enumerate(grid) if row[0] and _is_title(row)] if above else []
    if parted and _are_sections(grid, parted):
        return above + _in_sections(grid, parted, used)
    lines = _written(grid, used)
    if headed and len(lines) > 1:
        lines.insert(1, "|" + " --- |" * len(used))
    return above + lines


def _written(grid: list[list[str]], used: list[int]) -> list[str]:
    return [
        "| " + " | ".join([escape(row[column]) if column < len(row) else "" for column in used]) + " |" for row in grid
    ]


def _is_title(row: list[str]) -> bool:
    return row.count("") == len(row) - 1


def _are_sections(grid: list[list[str]], parted: list[int]) -> bool:
    """Whether titles part rows that are counted or dated from the first one on: nothing names the columns."""
    titles = set(parted)
    starts = [row[0] for number, row in enumerate(grid) if number not in titles and row[0]]
    counted = sum(text[:1].isdigit() and len(text) < DATE for text in starts)
    return parted[-1] < len(grid) - 1 and grid[0][0][:1].isdigit() and counted * 3 > len(starts) * 2


def _in_sections(grid: list[list[str]], parted: list[int], used: list[int]) -> list[str]:
    lines: list[str] = []
    for start, end in pairwise([-1, *parted, len(grid)]):
        lines += ["", grid[start][0], ""] if start >= 0 else []
        lines += _written(grid[start + 1 : end], used)
    return lines


def _by_lines(row: Sequence[Cell]) -> list[Sequence[Cell]]:
    """Return the rows that a row is made of where its cells list the same things line by line.

    Where the lines of several don't agree, figures stay apart by semicolons, so that they can be counted.
    """
    if sum(len(cell.lines) > 1 for cell in row) < 2:
        return [row]
    if not any(cell.rows > 1 or cell.continued for cell in row):
        parts = apart([cell.lines if len(cell.lines) > 1 else (cell.text,) for cell in row])
        if parts:
            return [[Cell(text, cell.columns) for text, cell in zip(part, row, strict=True)] for part in parts]
    return [[cell._replace(text="; ".join(cell.lines)) if are_listed(cell.lines) else cell for cell in row]]


def escape(text: str) -> str:
    """Return a cell's text with the column mark escaped."""
    return text.replace("|", "\\|")


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Resolve spans: a cell over rows is repeated, a cell over columns is followed by empty ones."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        if not hanging and all(cell[1:4] == PLAIN for cell in row):
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
