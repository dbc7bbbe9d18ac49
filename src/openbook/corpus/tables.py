"""Rows of cells → the lines of a Markdown table, each row understandable on its own."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the file has it."""

    text: str
    """On one line."""
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans: its text is repeated in each, so that a row can stand without those above."""
    continued: bool = False
    """Whether it goes on the cell above, as Word says it: it takes that one's text."""


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return `| a | b |` lines, with a rule below the first row where there are more; empty rows are left out."""
    grid = [row for row in _grid(rows) if any(row)]
    if not grid:
        return []
    width = max(map(len, grid))
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in grid)]
    lines = [
        "| " + " | ".join(escape(row[column]) if column < len(row) else "" for column in used) + " |" for row in grid
    ]
    if len(lines) > 1:
        lines.insert(1, "|" + " --- |" * len(used))
    return lines


def escape(text: str) -> str:
    """Return a cell's text with the column mark escaped."""
    return text.replace("|", "\\|")


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Resolve spans: a cell over rows is repeated, a cell over columns is followed by empty ones."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        still: dict[int, tuple[int, str]] = {}

        def fill(line: list[str] = line, still: dict[int, tuple[int, str]] = still) -> None:
            while len(line) in hanging:
                left, text = hanging.pop(len(line))
                if left > 1:
                    still[len(line)] = (left - 1, text)
                line.append(text)

        for cell in row:
            fill()
            if cell.rows > 1:
                still[len(line)] = (cell.rows - 1, cell.text)
            above = grid[-1] if cell.continued and grid else []
            line.append(above[len(line)] if len(line) < len(above) else cell.text)
            line.extend("" for _ in range(cell.columns - 1))
        fill()
        hanging = still
        grid.append(line)
    return grid
