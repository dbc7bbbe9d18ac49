"""Tables with borders: the lines that are drawn say which cell a text stands in."""

from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Box, Line, PageLines
from openbook.corpus.formats.pdf.tables import FEWEST, Column, Row, _replaced, is_full, records, rows_of, table_line

TOUCHING = 3.0
"""Points between two lines that meet, at most."""


def with_grids(page: PageLines) -> list[Line]:
    """Return the lines of a page, those within each grid replaced by one that holds the whole table."""
    lines = page.lines
    if len(page.rules) < 5 or page.vertical:
        return lines
    for grid in _grids(page.rules):
        xs, ys = (
            _places([rule for rule in grid if not _is_flat(rule)], 0),
            _places([rule for rule in grid if _is_flat(rule)], 1),
        )
        if len(xs) > 2 and len(ys) > 1:
            lines = _with_grid(lines, xs, ys)
    return lines


def _is_flat(rule: Box) -> bool:
    return rule[2] - rule[0] >= rule[3] - rule[1]


def _grids(rules: tuple[Box, ...]) -> list[list[Box]]:
    """Return groups of lines that meet."""
    groups: list[tuple[list[Box], Box]] = []
    for rule in sorted(rules):
        meeting = [group for group in groups if any(_meet(rule, other) for other in group[0])]
        joined = [rule, *(other for group in meeting for other in group[0])]
        groups = [group for group in groups if not any(group is one for one in meeting)]
        groups.append((joined, rule))
    return [group for group, _ in groups]


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + TOUCHING
        and other[0] <= one[2] + TOUCHING
        and one[1] <= other[3] + TOUCHING
        and other[1] <= one[3] + TOUCHING
    )


def _places(rules: list[Box], axis: int) -> list[float]:
    """Return where lines are drawn along an axis; those that nearly coincide are one."""
    found: list[float] = []
    for place in sorted((rule[axis] + rule[axis + 2]) / 2 for rule in rules):
        if not found or place - found[-1] > TOUCHING:
            found.append(place)
    return found


def _with_grid(lines: list[Line], xs: list[float], ys: list[float]) -> list[Line]:
    columns = [Column(left, right) for left, right in pairwise(xs)]
    bands = list(pairwise(sorted(ys, reverse=True)))
    inside = [
        part
        for line in lines
        if not line.is_table
        for part in line.cells or (line,)
        if xs[0] - 2 < (part.left + part.right) / 2 < xs[-1] + 2 and ys[0] < (part.bottom + part.top) / 2 < ys[-1]
    ]
    found: list[list[list[Line]]] = []
    rows: list[Row] = []
    for top, bottom in bands:
        band = rows_of([part for part in inside if bottom < (part.bottom + part.top) / 2 <= top])
        if not band:
            continue
        rows += band
        if _are_records(band, columns):
            found += [_cells([row], columns) for row in band]
            continue
        # A header and one cell below it for all rows: only the lines of text tell those apart.
        found += records(band, columns) if len(bands) < 3 and len(band) > 2 else [_cells(band, columns)]
    filled = [record for record in found if sum(bool(cell) for cell in record) > 1]
    if len(filled) < 2:
        return lines
    table = table_line(found, rows)
    return _replaced(lines, {id(part): table for row in rows for part in row.cells})


def _cells(band: list[Row], columns: list[Column]) -> list[list[Line]]:
    """Return the lines of each cell of one record."""
    parts = [part for row in band for part in row.cells]
    return [[part for part in parts if _column(part, columns) == index] for index in range(len(columns))]


def _are_records(band: list[Row], columns: list[Column]) -> bool:
    """Whether each line between two drawn ones is a record of its own: all fill the same columns, and none goes on."""
    filled = [{_column(cell, columns) for cell in row.cells} for row in band]
    if len(band) < FEWEST or len(filled[0]) < 2 or any(one != filled[0] for one in filled):
        return False
    going_on = sum(
        any(
            is_full(one, columns[_column(one, columns)], other)
            for one, other in zip(above.cells, below.cells, strict=False)
        )
        for above, below in pairwise(band)
    )
    return going_on * 5 < len(band)


def _column(part: Line, columns: list[Column]) -> int:
    """Return the column in which a text begins."""
    place = part.left + min(2.0, (part.right - part.left) / 2)
    return next((index for index, column in enumerate(columns) if place < column.right), len(columns) - 1)
