"""Rows of cells that no lines are drawn around → tables: what stands below each other is a column."""

from collections.abc import Sequence
from itertools import pairwise
from operator import sub
from statistics import mean

from openbook.corpus.formats.pdf.lines import Box, Line, around
from openbook.corpus.formats.pdf.ruled_lines import THIN
from openbook.corpus.formats.pdf.table_records import CLOSE, HIGHEST, Record, head_of, nearness, records
from openbook.corpus.formats.pdf.table_rows import (
    SAME,
    Column,
    Row,
    as_cells,
    column_of,
    joined,
    middle,
    rows_of,
    shares_edge,
)
from openbook.corpus.tables import Cell, table_lines
from openbook.dataclass import replace
from openbook.text.late import late

FEWEST = 3
"""Rows of several cells that a table has at least."""
APART = 0.8
"""Heights of letters between two cells of a row, at least."""
FARTHEST = 3.4
"""Heights of letters between the lines of two rows of one table, at most."""
SMALL = 0.85
"""Height of the letters of a line between two rows against those of the rows, at most, where it is none of them."""
ALIGNED = 0.6
"""Share of a column's cells that have an edge in common with another one, at least."""
PROSE = 24
"""Characters of a cell, on average, from which a column is one of text."""
WIDE = 0.6
"""Share of a table's width that a line between two of its records has at least."""
LONGEST = 300
"""Characters of a cell, at most, where nothing is drawn around it."""
CAPTION = late(r"(?:Figure|Fig\.|Table|Abbildung|Abb\.|Tabelle|Tableau|Figura|Tabla|図|表|图)\s*\d")
LEADER = late(r"(?:[.·…]\s?){4,}")
LIST = late(r"(?:[•▪‣◦·●○■–*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[IVXL]{1,6})[.)])")
LABEL = late(
    r"(?:[^\W\d_]{2,10}\.? |§ ?)?[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|\w|[ivxl]{1,6}|[IVXL]{1,6})[.)\]:]"
    r"|\d{1,3}(?:\.\d{1,3})+"
)
"""What numbers an item of a list: `(a)`, `XI.`, `2.1.3`, `①.`, `Art. 5.`"""


def with_tables(lines: list[Line], rules: Sequence[Box] = ()) -> list[Line]:
    """Return the lines of a block, those of each table in it replaced by one that holds all of it.

    `rules` are the straight lines that are drawn on the page.
    """
    if len(lines) < FEWEST or not (any(line.cells for line in lines) or _has_rows(lines)):
        return lines
    rows, remarks = _without_remarks(rows_of(lines))
    taken: dict[int, Line] = {}
    start = 0
    while start < len(rows):
        end, columns = _region(rows, start)
        start = _first_of_head(rows, start, columns, rules) if columns else start
        some = rows[start:end]
        found = records(some, columns, _edges(some, rules)) if columns else []
        if found and not _is_other(found):
            between = [remarks[id(row)] for row in some[:-1] if id(row) in remarks]
            table = table_line(_with_remarks(found, some, remarks), [*some, *between])
            for row in (*some, *between):
                taken.update((id(cell), table) for cell in row.cells)
        start = max(end, start + 1)
    return replaced(lines, taken) if taken else lines


def _without_remarks(rows: list[Row]) -> tuple[list[Row], dict[int, Row]]:
    """Return the rows without lines of small letters across columns between two of them, and these by the row above."""
    remarks: dict[int, Row] = {}
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        small = 0 < row.size < SMALL * min(above.size, below.size)
        if small and len(row.cells) == 1 and _is_multiple(above) and _is_multiple(below):
            across = [one for one in above.cells if one.left < row.cells[0].right and row.cells[0].left < one.right]
            if len(across) > 1 and above.base - below.base <= FARTHEST * below.size:
                remarks[id(above)] = row
    apart = {id(row) for row in remarks.values()}
    return [row for row in rows if id(row) not in apart], remarks


def _with_remarks(found: list[Record], rows: list[Row], remarks: dict[int, Row]) -> list[list[Cell]]:
    """Return the cells of a table, what stands between two of its rows as a row that reaches over all columns."""
    table = [as_cells(record) for record in found]
    for row in reversed(rows[:-1]):
        if id(row) in remarks:
            above = {id(cell) for cell in row.cells}
            held = [any(id(line) in above for cell in record for line in cell) for record in found]
            after = max((at for at, is_held in enumerate(held) if is_held), default=0)
            table.insert(after + 1, [Cell(joined(remarks[id(row)].cells), columns=len(found[0]))])
    return table


def _first_of_head(rows: list[Row], start: int, columns: list[Column], rules: Sequence[Box]) -> int:
    """Return where the names of the columns begin: some may reach higher than the first row of several cells."""
    first = start
    while first and start - first < HIGHEST - 1:
        cells, below = rows[first - 1].cells, rows[first]
        held = [[index for index, column in enumerate(columns) if column.holds(cell)] for cell in cells]
        close = rows[first - 1].base - below.base < CLOSE * below.size
        if not close or _edges(rows[first - 1 : start + 1], rules) or CAPTION.match(cells[0].text):
            break
        if any(len(one) != 1 or not one[0] for one in held):
            break
        if not all(any(shares_edge(cell, one) for one in below.cells) for cell in cells):
            break
        first -= 1
    return first if head_of(rows[first:], columns) > start - first else start


def _edges(rows: list[Row], rules: Sequence[Box]) -> list[float]:
    """Return the heights of the lines that are drawn between rows over most of their width."""
    left = min(row.cells[0].left for row in rows)
    right = max(row.cells[-1].right for row in rows)
    heights: dict[int, float] = {}
    for one, bottom, other, top in rules:
        if top - bottom < THIN and rows[-1].base < bottom < rows[0].base:
            at = round((bottom + top) / 2)
            heights[at] = heights.get(at, 0.0) + max(0.0, min(other, right) - max(one, left))
    return [at for at, wide in heights.items() if wide > WIDE * (right - left)]


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
    if len(found[0]) == 2 and all(record[0] and LABEL.fullmatch(joined(record[0])) for record in found):
        return True
    return counted and len(numbers) == len(found) and len(found[0]) == 2


def _has_rows(lines: list[Line]) -> bool:
    """Whether lines stand side by side."""
    bases = [line.base for line in lines]
    if min(map(sub, bases, bases[1:])) >= 0.4 * max([line.size or 1 for line in lines]):
        return False
    return any(abs(above.base - below.base) < 0.4 * (above.size or 1) for above, below in pairwise(lines))


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
        abs(cell.left - one.left) < SAME or abs(middle(cell) - middle(one)) < SAME for one in above.cells
    )


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


def _is_table(rows: list[Row], columns: list[Column]) -> bool:
    """Whether columns have common edges, and are not columns of running text."""
    cells: list[list[Line]] = [[] for _ in columns]
    for row in rows:
        for cell in row.cells:
            cells[column_of(cell, columns)].append(cell)
    long = sum(len(column) > 3 and mean(len(cell.text) for cell in column) >= PROSE for column in cells)
    if long > 1 and not nearness(rows):
        return False
    return sum(_share_aligned(column) >= ALIGNED for column in cells[1:]) * 3 >= 2 * len(cells[1:])


def _share_aligned(cells: list[Line]) -> float:
    if len(cells) < 2:
        return 1.0
    aligned = sum(
        any(
            abs(cell.left - one.left) < SAME
            or abs(cell.right - one.right) < SAME
            or abs(middle(cell) - middle(one)) < SAME
            for one in cells
            if one is not cell
        )
        for cell in cells
    )
    return aligned / len(cells)


def table_line(found: Sequence[Sequence[Cell]], rows: list[Row]) -> Line:
    """Return a line that holds a whole table as Markdown, where its rows were."""
    cells = [cell for row in rows for cell in row.cells]
    text = "\n".join(table_lines(found))
    left, bottom, right, top = around([(cell.left, cell.bottom, cell.right, cell.top) for cell in cells])
    return Line(text, left, bottom, right, top, rows[0].base, rows[0].size, is_table=True)


def replaced(lines: list[Line], taken: dict[int, Line]) -> list[Line]:
    """Return the lines with each table where its first row was; what is left of lines stays."""
    kept: list[Line] = []
    placed: set[int] = set()
    for line in lines:
        for part in line.cells or (line,):
            table = taken.get(id(part))
            if table is None:
                rest = [part for part in line.cells or (line,) if id(part) not in taken]
                if part is rest[0]:
                    kept.append(line if len(rest) == len(line.cells or (line,)) else with_parts(line, rest))
            elif id(table) not in placed:
                placed.add(id(table))
                kept.append(table)
    return kept


def with_parts(line: Line, parts: list[Line]) -> Line:
    """Return a line of which only some parts are left."""
    left, bottom, right, top = around([(part.left, part.bottom, part.right, part.top) for part in parts])
    text = " ".join(part.text for part in parts)
    cells = tuple(parts) if len(parts) > 1 else ()
    return replace(line, text=text, left=left, bottom=bottom, right=right, top=top, cells=cells)
