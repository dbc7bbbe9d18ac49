"""What stands side by side, and the columns below each other: the parts of a table."""

from collections.abc import Sequence
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.tables import Cell
from openbook.dataclass import dataclass

SAME = 4.0
"""Points that edges differ at most which stand below each other."""
PADDED = 6.0
"""Points between the ends of two cells that touch each other, at most."""


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


def rows_of(lines: Sequence[Line], *, leftward: bool = False) -> list[Row]:
    """Return what stands side by side, from top to bottom; `leftward`: also what is written from right to left."""
    kept = (line for line in lines if not line.is_table and (leftward or not line.rtl))
    parts = [part for line in kept for part in line.cells or (line,)]
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


def column_of(cell: Line, columns: list[Column]) -> int:
    """Return the column that a cell stands in: the first that it reaches into, or the nearest.

    What ends where the next column begins is set to the right edge of the one before, whose name is on its left.
    """
    for index, column in enumerate(columns):
        if column.holds(cell):
            return index
    for index, (one, other) in enumerate(pairwise(columns)):
        if one.right <= cell.left and 0 <= other.left - cell.right < PADDED:
            return index
    distances = [
        min(abs(cell.left - one.left), abs(cell.right - one.right), abs(middle(cell) - (one.left + one.right) / 2))
        for one in columns
    ]
    return distances.index(min(distances))


def middle(cell: Line) -> float:
    return (cell.left + cell.right) / 2


def shares_edge(one: Line, other: Line) -> bool:
    """Whether two texts have an edge or their middle in common."""
    return min(abs(one.left - other.left), abs(one.right - other.right), abs(middle(one) - middle(other))) < SAME


def joined(lines: list[Line]) -> str:
    """Return the lines of a cell as one."""
    text = ""
    for line in lines:
        text += line.text if not text or text.endswith("\u00ad") else f" {line.text}"
        if line.hyphen:
            text += "\u00ad"
    return text.replace("\u00ad ", "").replace("\u00ad", "").strip()


def as_cells(record: list[list[Line]]) -> list[Cell]:
    """Return the cells of a record, the lines of each as one."""
    return [Cell(joined(lines)) for lines in record]
