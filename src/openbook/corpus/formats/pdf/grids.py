"""Tables with borders: the lines that are drawn say which cell a text stands in."""

from collections.abc import Sequence
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Box, Line, PageLines
from openbook.corpus.formats.pdf.table_records import is_full, records
from openbook.corpus.formats.pdf.table_rows import Column, Row, as_cells, joined, rows_of
from openbook.corpus.formats.pdf.tables import FEWEST, replaced, table_line
from openbook.corpus.tables import Cell

TOUCHING = 3.0
"""Points between two lines that meet, at most."""
DRAWN = 0.5
"""Share of the way between two cells along which a line is drawn, at least, where it parts them."""


def with_grids(page: PageLines) -> list[Line]:
    """Return the lines of a page, those within each grid replaced by one that holds the whole table."""
    lines = page.lines
    if len(page.rules) < 5 or page.vertical:
        return lines
    for rules in _grids(page.rules):
        grid = RuledGrid(rules)
        if len(grid.columns) > 1 and grid.bands:
            lines = _with_grid(lines, grid)
    return lines


class RuledGrid:
    """Lines that meet: the columns and bands that they make, and where one of them is left out between two cells."""

    def __init__(self, rules: Sequence[Box]) -> None:
        self._flat = [rule for rule in rules if _is_flat(rule)]
        self._upright = [rule for rule in rules if not _is_flat(rule)]
        self.xs = _places(self._upright, 0)
        self.ys = _places(self._flat, 1)
        self.columns = [Column(left, right) for left, right in pairwise(self.xs)]
        self.bands = list(pairwise(sorted(self.ys, reverse=True)))
        """top and bottom of each, downwards"""

    def is_open_below(self, band: int, column: int) -> bool:
        """Whether no line is drawn between a cell and the one below it."""
        if band + 1 >= len(self.bands):
            return False
        place, across = self.bands[band][1], self.columns[column]
        near = [rule for rule in self._flat if abs((rule[1] + rule[3]) / 2 - place) <= TOUCHING]
        return _covered([(rule[0], rule[2]) for rule in near], across.left, across.right) < DRAWN

    def is_open_behind(self, band: int, column: int) -> bool:
        """Whether no line is drawn between a cell and the next one of its band."""
        if column + 1 >= len(self.columns):
            return False
        place, (top, bottom) = self.columns[column].right, self.bands[band]
        near = [rule for rule in self._upright if abs((rule[0] + rule[2]) / 2 - place) <= TOUCHING]
        return _covered([(rule[1], rule[3]) for rule in near], bottom, top) < DRAWN


def _covered(stretches: list[tuple[float, float]], start: float, end: float) -> float:
    """Return which share of a way stretches cover."""
    place, covered = start, 0.0
    for one, other in sorted(stretches):
        covered += max(0.0, min(other, end) - max(one, place))
        place = max(place, other)
    return covered / (end - start)


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


def _with_grid(lines: list[Line], grid: RuledGrid) -> list[Line]:
    xs, ys, columns = grid.xs, grid.ys, grid.columns
    inside = [
        part
        for line in lines
        if not line.is_table
        for part in line.cells or (line,)
        if xs[0] - 2 < (part.left + part.right) / 2 < xs[-1] + 2 and ys[0] < (part.bottom + part.top) / 2 < ys[-1]
    ]
    found: list[list[Cell]] = []
    rows: list[Row] = []
    spans = _Spans(grid, inside)
    for number, (top, bottom) in enumerate(grid.bands):
        band = rows_of([part for part in inside if bottom < (part.bottom + part.top) / 2 <= top], leftward=True)
        rows += band
        if not band and not spans.hangs_into(number):
            continue
        if spans.are_in(number):
            found.append(spans.cells(number))
        elif _are_records(band, columns):
            found += [as_cells(_cells([row], columns)) for row in band]
        elif len(grid.bands) < 3 and len(band) > 2:
            # A header and one cell below it for all rows: only the lines of text tell those apart.
            found += map(as_cells, records(band, columns))
        else:
            found.append(as_cells(_cells(band, columns)))
    if sum(sum(bool(cell.text) for cell in record) > 1 for record in found) < 2:
        return lines
    if sum(part.rtl for part in inside) * 2 > len(inside):
        found = [row[::-1] for row in found]
    table = table_line(_with_one_head(found), rows)
    return replaced(lines, {id(part): table for row in rows for part in row.cells})


def _with_one_head(found: list[list[Cell]]) -> list[list[Cell]]:
    """Return the rows, the names of groups written before those of the columns: a part keeps one row of names."""
    high = max((cell.rows for cell in found[0]), default=1)
    if high < 2 or len(found) <= high or not any(cell.columns > 1 and cell.text for cell in found[0]):
        return found
    names: list[list[str]] = []
    filled: set[tuple[int, int]] = set()
    for number, row in enumerate(found[:high]):
        column = 0
        for cell in row:
            while (number, column) in filled:
                column += 1
            for place in range(column, column + cell.columns):
                names += [[] for _ in range(place + 1 - len(names))]
                names[place] += [cell.text] if cell.text else []
                filled |= {(below, place) for below in range(number, number + cell.rows)}
            column += cell.columns
    return [[Cell(" ".join(words)) for words in names], *found[high:]]


class _Spans:
    """The cells of a grid that reach over bands or columns, and what stands in each."""

    def __init__(self, grid: RuledGrid, parts: list[Line]) -> None:
        self._grid = grid
        self._parts: dict[tuple[int, int], list[Line]] = {}
        for part in sorted(parts, key=lambda part: (-part.base, part.left)):
            middle = (part.bottom + part.top) / 2
            band = next(at for at, (top, bottom) in enumerate(grid.bands) if bottom < middle <= top)
            self._parts.setdefault((band, _column(part, grid.columns)), []).append(part)

    def _heights(self, band: int) -> list[int]:
        """Return for each column over how many bands the cell reaches that begins in this one; 0 where none begins."""
        heights = []
        for column in range(len(self._grid.columns)):
            if band and self._grid.is_open_below(band - 1, column):
                heights.append(0)
                continue
            height = 1
            while self._grid.is_open_below(band + height - 1, column):
                height += 1
            heights.append(height)
        return heights

    def hangs_into(self, band: int) -> bool:
        """Whether a cell reaches into a band from above, or out of it."""
        return any(height != 1 for height in self._heights(band))

    def are_in(self, band: int) -> bool:
        """Whether cells of a band reach over others, and none over all: that would be a band of several records."""
        heights = self._heights(band)
        return any(height != 1 for height in heights) and any(height == 1 for height in heights)

    def cells(self, band: int) -> list[Cell]:
        """Return the cells that begin in a band; those over columns stand in the first of these."""
        found: list[Cell] = []
        heights = self._heights(band)
        column = 0
        while column < len(heights):
            height = heights[column]
            if not height:
                column += 1
                continue
            end = column + 1
            lines = self._lines(band, column, height)
            while end < len(heights) and self._grid.is_open_behind(band, end - 1) and heights[end] == height:
                more = self._lines(band, end, height)
                if lines and more:
                    break
                lines = lines or more
                end += 1
            found.append(Cell(joined(lines), columns=end - column, rows=height))
            column = end
        return found

    def _lines(self, band: int, column: int, height: int) -> list[Line]:
        return [part for at in range(band, band + height) for part in self._parts.get((at, column), ())]


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
