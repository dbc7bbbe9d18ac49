"""The tables of a text, as Markdown writes them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from openbook.text.late import late

_RULE = late(r"^[ \t]*\|?[ \t]*:?-{2}[-:| \t]*$")

_WALL = late(r"(?<!\\)\|")

Rows = tuple[tuple[str, ...], ...]
"""The names of a table's columns, and behind them its rows, cell by cell."""


@lru_cache(maxsize=64)
def tables(text: str) -> tuple[Rows, ...]:
    """Return the tables of a text."""
    return tuple(_tables(text.split("\n")))


def _tables(lines: list[str]) -> Iterator[Rows]:
    for number, (above, line) in enumerate(pairwise(lines), start=1):
        if "|" in above and _RULE.match(line):
            rows = [above]
            for row in lines[number + 1 :]:
                if "|" not in row:
                    break
                rows.append(row)
            yield tuple(map(cells_of, rows))


def cells_of(row: str) -> tuple[str, ...]:
    """Return the cells of a row, empty ones too; a bar behind a backslash is one of a cell's own."""
    row = row.strip()
    end = len(row) - (row.endswith("|") and not row.endswith("\\|"))
    return tuple(cell.strip() for cell in _WALL.split(row[row.startswith("|") : end]))
