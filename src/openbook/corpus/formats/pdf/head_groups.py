"""Names of groups of columns, in a row above the names of the columns: each is told with its columns."""

from collections.abc import Iterator
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.table_rows import SAME, Column, Row, column_of, middle
from openbook.text.late import late

NUMBER = late(r"[-−–+±(]?[$€£]?\d[\d.,:/%×±e()-]*")
OFF = 0.3
"""Widths of a column that the name of a group stands beside the middle of its columns, at most."""
CLOSE = 2.4
"""Heights of letters from the names of groups to those of their columns, at most: a line may be drawn between."""
MOST = 40
"""Columns of a table whose groups are looked for."""
Span = tuple[int, int]
"""The first and the last column of a group."""


def grouped_names(rows: list[Row], columns: list[Column]) -> list[list[Line]] | None:
    """Return for each column the lines of its name, that of its group first; None where the rows are no such head."""
    if len(rows) < 4 or not 3 <= len(columns) <= MOST:
        return None
    groups, names, below = rows[:3]
    if not _are_names(names, columns) or groups.base - names.base > CLOSE * names.size:
        return None
    if not 1 < len(groups.cells) < len(columns) or len({cell.text for cell in groups.cells}) < len(groups.cells):
        return None
    if column_of(groups.cells[0], columns) == column_of(names.cells[0], columns) == 0:
        return None
    repeated = len({cell.text for cell in names.cells}) < len(names.cells)
    figures = sum(NUMBER.fullmatch(cell.text) is not None for cell in below.cells)
    if not repeated and figures * 2 < len(below.cells):
        return None
    spans = _centred(groups.cells, columns) or (_from_the_left(groups.cells, names, columns) if repeated else None)
    if spans is None:
        return None
    found: list[list[Line]] = [[] for _ in columns]
    for cell, (first, last) in zip(groups.cells, spans, strict=True):
        for column in range(first, last + 1):
            found[column].append(cell)
    for cell in names.cells:
        found[column_of(cell, columns)].append(cell)
    return found


def _are_names(row: Row, columns: list[Column]) -> bool:
    """Whether a row names all columns, but for the first one or another."""
    held = {column_of(cell, columns) for cell in row.cells}
    named = len(held) == len(row.cells) and len(held) >= len(columns) - 1
    return named and not any(NUMBER.fullmatch(cell.text) for cell in row.cells)


def _centred(groups: list[Line], columns: list[Column]) -> list[Span] | None:
    """Return the columns of each group, whose name stands in the middle above them; None where one does not.

    Of all ways to share the columns out, in their order, the one that the names stand nearest to.
    """
    ways: dict[int, tuple[float, list[Span]]] = {0: (0.0, [])}
    """The best one for the groups so far, by the column behind the last of them."""
    for cell in groups:
        longer: dict[int, tuple[float, list[Span]]] = {}
        for span, off in _near(cell, columns):
            for start, (total, spans) in ways.items():
                behind = span[1] + 1
                if start <= span[0] and (behind not in longer or total + off < longer[behind][0]):
                    longer[behind] = total + off, [*spans, span]
        ways = longer
    best = min(ways.values(), default=(0.0, []))[1]
    return best if any(last > first for first, last in best) else None


def _near(cell: Line, columns: list[Column]) -> Iterator[tuple[Span, float]]:
    """Yield the columns whose middle is near that of a name, and how far off it is in widths of a column."""
    held = [at for at, column in enumerate(columns) if column.holds(cell)]
    for first in range(min(held, default=len(columns) - 1) + 1):
        for last in range(max([*held, first]), len(columns)):
            wide = (columns[last].right - columns[first].left) / (last - first + 1)
            off = abs(middle(cell) - (columns[first].left + columns[last].right) / 2) / wide
            if off < OFF:
                yield (first, last), off


def _from_the_left(groups: list[Line], names: Row, columns: list[Column]) -> list[Span] | None:
    """Return the columns of each group, whose name begins where the first of them does; None where one does not."""
    starts = []
    for cell in groups:
        column = column_of(cell, columns)
        below = next((name for name in names.cells if column_of(name, columns) == column), None)
        if below is None or abs(below.left - cell.left) > SAME:
            return None
        starts.append(column)
    spans = [(one, other - 1) for one, other in pairwise([*starts, len(columns)])]
    return spans if any(first < last for first, last in spans) else None
