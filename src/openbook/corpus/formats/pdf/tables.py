"""Rows of cells that no lines are drawn around → tables: what stands below each other is a column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean, median

from openbook.corpus.formats.pdf.lines import Line, around
from openbook.corpus.tables import Cell, table_lines
from openbook.text.late import late

FEWEST = 3
"""Rows of several cells that a table has at least."""
APART = 0.8
"""Heights of letters between two cells of a row, at least."""
FARTHEST = 3.4
"""Heights of letters between the lines of two rows of one table, at most."""
SAME = 4.0
"""Points that edges differ at most which stand below each other."""
ALIGNED = 0.6
"""Share of a column's cells that have an edge in common with another one, at least."""
PROSE = 24
"""Characters of a cell, on average, from which a column is one of text."""
BROKEN = 1.25
"""How much farther the next record is than the next line of a cell, at least."""
LONGEST = 300
"""Characters of a cell, at most, where nothing is drawn around it."""
LEADER = late(r"(?:[.·…]\s?){4,}")
LIST = late(r"(?:[•▪‣◦·●○■–*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])")


@dataclass(slots=True)
class Row:
    """What stands on one line of a table."""

    cells: list[Line]
    base: float
    size: float


@dataclass(slots=True)
class Column:
    """What a column takes of the page's width."""

    left: float
    right: float

    def holds(self, cell: Line) -> bool:
        """Whether a cell reaches into it."""
        return min(self.right, cell.right) - max(self.left, cell.left) > 0


def with_tables(lines: list[Line]) -> list[Line]:
    """Return the lines of a block, those of each table in it replaced by one that holds all of it."""
    if len(lines) < FEWEST or not (any(line.cells for line in lines) or _has_rows(lines)):
        return lines
    rows = rows_of(lines)
    taken: dict[int, Line] = {}
    start = 0
    while start < len(rows):
        end, columns = _region(rows, start)
        found = records(rows[start:end], columns) if columns else []
        if found and not _is_other(found):
            table = table_line(found, rows[start:end])
            for row in rows[start:end]:
                taken.update((id(cell), table) for cell in row.cells)
        start = max(end, start + 1)
    return _replaced(lines, taken) if taken else lines


def _is_other(found: list[list[list[Line]]]) -> bool:
    """Whether it is something else in columns: a table of contents, paragraphs beside their labels, numbered lines."""
    if any(sum(len(line.text) for line in cell) > LONGEST for record in found for cell in record):
        return True
    if sum(any(LEADER.search(line.text) for cell in record for line in cell) for record in found) * 3 > len(found):
        return True
    numbers = [record[0][0].text for record in found if record[0]]
    counted = all(map(str.isdecimal, numbers)) and all(
        int(below) - int(above) == 1 for above, below in pairwise(numbers)
    )
    return counted and len(numbers) == len(found) and len(found[0]) == 2


def _has_rows(lines: list[Line]) -> bool:
    """Whether lines stand side by side."""
    return any(abs(above.base - below.base) < 0.4 * (above.size or 1) for above, below in pairwise(lines))


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return what stands side by side, from top to bottom."""
    parts = [part for line in lines if not (line.is_table or line.rtl) for part in line.cells or (line,)]
    rows: list[Row] = []
    for part in sorted(parts, key=lambda part: -part.base):
        size = part.size or part.height
        if rows and rows[-1].base - part.base < 0.4 * max(size, rows[-1].size):
            rows[-1].cells.append(part)
        else:
            rows.append(Row([part], part.base, size))
    for row in rows:
        row.cells.sort(key=lambda cell: cell.left)
    return rows


def _is_multiple(row: Row) -> bool:
    cells = row.cells
    if len(cells) < 2 or (len(cells) == 2 and LIST.fullmatch(cells[0].text)):
        return False
    return all(other.left - one.right > APART * row.size for one, other in pairwise(cells))


def _region(rows: list[Row], start: int) -> tuple[int, list[Column]]:
    """Return where a table that begins with a row ends, and its columns; none where no table begins."""
    if not _is_multiple(rows[start]):
        return start + 1, []
    end = start + 1
    while end < len(rows) and rows[end - 1].base - rows[end].base <= FARTHEST * rows[end].size:
        if not _is_multiple(rows[end]) and len(rows[end].cells) > 1:
            break
        end += 1
    for last in range(end, start + FEWEST - 1, -1):
        some = rows[start:last]
        if not _is_multiple(some[-1]) and not _is_below(some[-1], some[-2]):
            continue
        columns = columns_of(some)
        if columns and _is_table(some, columns):
            return last, columns
    return start + 1, []


def _is_below(row: Row, above: Row) -> bool:
    """Whether a row of one cell goes on a cell of the row above."""
    cell = row.cells[0]
    return above.base - row.base < 1.5 * row.size and any(
        abs(cell.left - one.left) < SAME or abs(_middle(cell) - _middle(one)) < SAME for one in above.cells
    )


def _middle(cell: Line) -> float:
    return (cell.left + cell.right) / 2


def columns_of(rows: list[Row]) -> list[Column]:
    """Return the columns of some rows: those of the rows with most cells; none where others don't fit in."""
    many = [row for row in rows if _is_multiple(row)]
    if len(many) < FEWEST:
        return []
    most = max(len(row.cells) for row in many)
    full = [row for row in many if len(row.cells) == most]
    columns = [
        Column(min(row.cells[index].left for row in full), max(row.cells[index].right for row in full))
        for index in range(most)
    ]
    if any(one.right > other.left for one, other in pairwise(columns)):
        return []
    for row in rows:
        single = len(row.cells) == 1
        for cell in row.cells:
            held = [column for column in columns if column.holds(cell)]
            if len(held) > 1 and single:
                return []
            if len(held) == 1 and not single:
                held[0].left, held[0].right = min(held[0].left, cell.left), max(held[0].right, cell.right)
    return columns if all(one.right <= other.left for one, other in pairwise(columns)) else []


def column_of(cell: Line, columns: list[Column]) -> int:
    """Return the column that a cell stands in: the first that it reaches into, or the nearest."""
    for index, column in enumerate(columns):
        if column.holds(cell):
            return index
    distances = [
        min(abs(cell.left - one.left), abs(cell.right - one.right), abs(_middle(cell) - (one.left + one.right) / 2))
        for one in columns
    ]
    return distances.index(min(distances))


def _is_table(rows: list[Row], columns: list[Column]) -> bool:
    """Whether columns have common edges, and are not columns of running text."""
    cells: list[list[Line]] = [[] for _ in columns]
    for row in rows:
        for cell in row.cells:
            cells[column_of(cell, columns)].append(cell)
    long = sum(len(column) > 3 and mean(len(cell.text) for cell in column) >= PROSE for column in cells)
    if long > 1 and not _nearness(rows):
        return False
    return sum(_share_aligned(column) >= ALIGNED for column in cells[1:]) * 3 >= 2 * len(cells[1:])


def _share_aligned(cells: list[Line]) -> float:
    if len(cells) < 2:
        return 1.0
    aligned = sum(
        any(
            abs(cell.left - one.left) < SAME
            or abs(cell.right - one.right) < SAME
            or abs(_middle(cell) - _middle(one)) < SAME
            for one in cells
            if one is not cell
        )
        for cell in cells
    )
    return aligned / len(cells)


def _steps(rows: list[Row]) -> list[float]:
    return [above.base - below.base for above, below in pairwise(rows)]


def _nearness(rows: list[Row]) -> float:
    """Return how far apart lines of one record are at most, where that tells them from other records; else 0."""
    steps = _steps(rows)
    if not steps or min(steps) > 1.6 * median(row.size for row in rows) or max(steps) < BROKEN * min(steps):
        return 0.0
    near = BROKEN * min(steps)
    following = [(above, below) for (above, below), step in zip(pairwise(rows), steps, strict=True) if step <= near]
    # A row with as many cells as the one above is one of its own, unless all of them go on a sentence.
    whole = sum(len(below.cells) >= max(2, len(above.cells)) and not _all_lower(below) for above, below in following)
    return 0.0 if 2 * whole > len(following) else near


def _all_lower(row: Row) -> bool:
    return all(cell.text[:1].islower() for cell in row.cells)


def records(rows: list[Row], columns: list[Column]) -> list[list[list[Line]]]:
    """Return the records of a table: of each, the lines of each of its cells."""
    near = _nearness(rows)
    found: list[list[list[Line]]] = []
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
    if 0 in filled or len(filled) == len(columns):
        return False
    return all(
        above[column] and is_full(above[column][-1], columns[column], cell)
        for column, cell in zip(filled, row.cells, strict=True)
    )


def is_full(above: Line, column: Column, below: Line) -> bool:
    """Whether the next word would not have fitted on the line above, or goes on its sentence."""
    word = (below.right - below.left) * len(below.text.split(" ", 1)[0]) / max(len(below.text), 1)
    return above.right + word > column.right and below.text[:1].islower()


def table_line(found: list[list[list[Line]]], rows: list[Row]) -> Line:
    """Return a line that holds a whole table as Markdown, where its rows were."""
    cells = [cell for row in rows for cell in row.cells]
    text = "\n".join(table_lines([[Cell(joined(lines)) for lines in record] for record in found]))
    left, bottom, right, top = around([(cell.left, cell.bottom, cell.right, cell.top) for cell in cells])
    return Line(text, left, bottom, right, top, rows[0].base, rows[0].size, is_table=True)


def joined(lines: list[Line]) -> str:
    """Return the lines of a cell as one."""
    text = ""
    for line in lines:
        text += line.text if not text or text.endswith("\u00ad") else f" {line.text}"
        if line.hyphen:
            text += "\u00ad"
    return text.replace("\u00ad ", "").replace("\u00ad", "").strip()


def _replaced(lines: list[Line], taken: dict[int, Line]) -> list[Line]:
    """Return the lines with each table where its first row was; what is left of lines stays."""
    kept: list[Line] = []
    placed: set[int] = set()
    for line in lines:
        for part in line.cells or (line,):
            table = taken.get(id(part))
            if table is None:
                rest = [part for part in line.cells or (line,) if id(part) not in taken]
                if part is rest[0]:
                    kept.append(line if len(rest) == len(line.cells or (line,)) else _rest(line, rest))
            elif id(table) not in placed:
                placed.add(id(table))
                kept.append(table)
    return kept


def _rest(line: Line, parts: list[Line]) -> Line:
    left, bottom, right, top = around([(part.left, part.bottom, part.right, part.top) for part in parts])
    text = " ".join(part.text for part in parts)
    cells = tuple(parts) if len(parts) > 1 else ()
    return replace(line, text=text, left=left, bottom=bottom, right=right, top=top, cells=cells)
