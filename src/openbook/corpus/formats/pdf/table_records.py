"""Rows of a table → its records: lines of one cell stay together."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from openbook.corpus.formats.pdf.head_groups import NUMBER, grouped_names
from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.table_rows import SAME, Column, Row, column_of, shares_edge

BROKEN = 1.25
"""How much farther the next record is than the next line of a cell, at least."""
CLOSE = 1.6
"""Heights of letters from one line of a cell to the next, at most."""
HIGHEST = 5
"""Lines of the names of columns."""
Record = list[list[Line]]
"""Of each cell of a record its lines."""


def records(rows: list[Row], columns: list[Column], edges: Sequence[float] = ()) -> list[Record]:
    """Return the records of a table: of each, the lines of each of its cells.

    `edges` are the heights of lines that are drawn between rows, over most of the table's width.
    """
    named = grouped_names(rows, columns)
    if named:
        return [named, *_below(rows[2:], columns, edges)]
    bands = _bands(rows, edges)
    if len(bands) > 2 and _are_of_records(bands[1:], columns):
        names = bands[0] if len(bands[0]) > 1 and not _are_names(bands[0], columns) else []
        first = [_joined([row], columns) for row in names] or _of_band(bands[0], columns)
        return first + [record for band in bands[1:] for record in _of_band(band, columns)]
    head = head_of(rows, columns)
    if len(bands) > 1 and _is_one(bands[0], columns) and _are_names(bands[0], columns):
        head = max(head, len(bands[0]))
    if head == 1:
        return _by_distance(rows, columns)
    return [_joined(rows[:head], columns), *_by_distance(rows[head:], columns)]


def _below(rows: list[Row], columns: list[Column], edges: Sequence[float]) -> list[Record]:
    """Return the records below the names of the columns."""
    bands = _bands(rows, edges)
    if len(bands) > 1 and _are_of_records(bands, columns):
        return [record for band in bands for record in _of_band(band, columns)]
    return _by_distance(rows, columns)


def _are_names(head: list[Row], columns: list[Column]) -> bool:
    """Whether each line stands over or below others of its cell: what heads a group of columns is in the middle."""
    last: dict[int, Line] = {}
    for row in head:
        for cell in row.cells:
            column = column_of(cell, columns)
            if column in last and not shares_edge(cell, last[column]):
                return False
            last[column] = cell
    texts = [cell.text for cell in head[-1].cells]
    return len(set(texts)) == len(texts)


def _bands(rows: list[Row], edges: Sequence[float]) -> list[list[Row]]:
    """Return the rows, parted where lines are drawn."""
    bands = [[rows[0]]]
    for above, below in pairwise(rows):
        if any(below.base < edge < above.base for edge in edges):
            bands.append([])
        bands[-1].append(below)
    return bands


def _are_of_records(bands: list[list[Row]], columns: list[Column]) -> bool:
    """Whether a line is drawn between records: of the bands of several rows, most have rows that say not all."""
    several = [band for band in bands if len(band) > 1]
    if several == bands[-1:] and (len(bands) == 1 or all(row.cells[0].left < columns[0].right for row in bands[-1])):
        # All that stands below the names of the columns, of one line or several.
        return False
    return bool(several) and sum(_is_one(band, columns) for band in several) * 3 > 2 * len(several)


def _is_one(band: list[Row], columns: list[Column]) -> bool:
    """Whether rows are lines of one record: none but one of them may fill all columns."""
    filled = [{column_of(cell, columns) for cell in row.cells} for row in band]
    whole = set().union(*filled)
    close = all(step < CLOSE * row.size for step, row in zip(_steps(band), band, strict=False))
    return close and sum(one == whole for one in filled) < 2 and not _has_figures_below_figures(band, columns)


def _has_figures_below_figures(band: list[Row], columns: list[Column]) -> bool:
    """Whether two rows, each with something in the first column, have figures in one and the same other one."""
    firsts = [row for row in band if row.cells[0].left < columns[0].right]
    figures = [column_of(cell, columns) for row in firsts for cell in row.cells if NUMBER.fullmatch(cell.text)]
    others = [column for column in figures if column]
    return len(set(others)) < len(others)


def _of_band(band: list[Row], columns: list[Column]) -> list[Record]:
    return [_joined(band, columns)] if _is_one(band, columns) else _by_distance(band, columns)


def _joined(rows: list[Row], columns: list[Column]) -> Record:
    record: Record = [[] for _ in columns]
    for row in rows:
        for cell in row.cells:
            record[column_of(cell, columns)].append(cell)
    return record


def head_of(rows: list[Row], columns: list[Column]) -> int:
    """Return how many rows at the top are lines of the names of the columns: close together, and without figures."""
    best = 1
    for count in range(2, min(len(rows), HIGHEST + 1)):
        head, below = rows[:count], rows[count]
        step = head[-2].base - head[-1].base
        if step > CLOSE * head[-1].size or any(NUMBER.fullmatch(cell.text) for cell in head[-1].cells):
            break
        names = {column_of(cell, columns) for row in head for cell in row.cells}
        figures = {column_of(cell, columns) for cell in below.cells if NUMBER.fullmatch(cell.text)}
        apart = head[-1].base - below.base > BROKEN * max(_steps(head))
        if (
            _is_one(head, columns)
            and _are_names(head, columns)
            and len(names) >= len(columns) - 1
            and (apart or 2 * len(figures) >= len(columns) - 1)
        ):
            best = count
    return best


def _by_distance(rows: list[Row], columns: list[Column]) -> list[Record]:
    """Return the records as the distances between rows part them, or else full cells that go on."""
    near = nearness(rows)
    found: list[Record] = []
    last: Row | None = None
    for row in rows:
        filled = [column_of(cell, columns) for cell in row.cells]
        joins = last is not None and (
            last.base - row.base <= near if near else _goes_on(row, filled, found[-1], columns)
        )
        if not joins:
            found.append([[] for _ in columns])
        for cell, column in zip(row.cells, filled, strict=True):
            found[-1][column].append(cell)
        last = row
    return found


def _goes_on(row: Row, filled: list[int], above: list[list[Line]], columns: list[Column]) -> bool:
    """Whether a row is the next line of cells that were full, where nothing but that tells."""
    if (0 in filled and not (filled == [0] and _begins_a_name(above[0]))) or len(filled) == len(columns):
        return False
    return all(
        above[column] and is_full(above[column][-1], columns[column], cell)
        for column, cell in zip(filled, row.cells, strict=True)
    )


def _begins_a_name(cell: list[Line]) -> bool:
    """Whether a cell begins with a capital letter, so that a small one below it is none of the next."""
    return bool(cell) and cell[0].text[:1].isupper()


def is_full(above: Line, column: Column, below: Line) -> bool:
    """Whether the next word would not have fitted on the line above, or goes on its sentence."""
    word = (below.right - below.left) * len(below.text.split(" ", 1)[0]) / max(len(below.text), 1)
    return above.right + word > column.right and below.text[:1].islower()


def _steps(rows: list[Row]) -> list[float]:
    return [above.base - below.base for above, below in pairwise(rows)]


def nearness(rows: list[Row]) -> float:
    """Return how far apart lines of one record are at most, where that tells them from other records; else 0."""
    steps = _steps(rows)
    if not steps or min(steps) > 1.6 * median(row.size for row in rows) or max(steps) < BROKEN * min(steps):
        return 0.0
    near = BROKEN * min(steps)
    following = [(above, below) for (above, below), step in zip(pairwise(rows), steps, strict=True) if step <= near]
    # A row with as many cells as the one above is one of its own, unless all of them go on a sentence.
    first = min(row.cells[0].left for row in rows) + SAME
    whole = sum(
        (len(below.cells) >= max(2, len(above.cells)) and not _all_lower(below)) or _begins_anew(below, first)
        for above, below in following
    )
    return 0.0 if 2 * whole > len(following) else near


def _begins_anew(row: Row, first: float) -> bool:
    """Whether a row says something in the first column, whose cells begin left of a place, and in another one."""
    return len(row.cells) > 1 and row.cells[0].left < first and not row.cells[0].text[:1].islower()


def _all_lower(row: Row) -> bool:
    return all(cell.text[:1].islower() for cell in row.cells)
