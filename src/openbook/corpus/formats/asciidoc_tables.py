"""Tables of AsciiDoc: how many columns they say to have, cells that span or are repeated, and their rows."""

import csv
import re
from collections.abc import Callable

from openbook.corpus.clean import one_line
from openbook.corpus.formats.asciidoc_lines import CELL
from openbook.corpus.tables import Cell
from openbook.text.late import late

SPANS = late(r"(?P<columns>\d*)(?:\.(?P<rows>\d+))?(?P<sign>[+*])")
MOST_SPANNED = 50


def columns_of(style: str) -> int:
    """Return how many columns a style says that a table has; 0 where it doesn't."""
    spec = re.search(r"\bcols\s*=\s*(?:\"([^\"]*)\"|([^,\]]*))", style)
    if spec is None:
        return 0
    columns = re.split("[,;]", spec[1] or spec[2] or "")
    if len(columns) == 1 and columns[0].strip().isdecimal():
        return min(int(columns[0]), MOST_SPANNED)
    return sum(int(several[1]) if (several := re.match(r"\s*(\d+)\*", one)) else 1 for one in columns)


def delimiter_of(style: str) -> str:
    """Return what a style says that stands between cells; empty where it says nothing."""
    form = re.search(r"\bformat\s*=\s*\"?(csv|tsv|dsv)", style)
    return {"csv": ",", "tsv": "\t", "dsv": ":"}[form[1]] if form else ""


def cells_of(spec: str, text: str) -> list[Cell]:
    """Return what a cell with its specification (`2+`, `.3+`, `2.3+`, `4*`) stands for."""
    cell = Cell(one_line(text.replace("\\|", "|")))
    spans = SPANS.search(spec) if spec else None
    if spans is None:
        return [cell]
    columns, rows = (min(int(spans[name] or 1), MOST_SPANNED) for name in ("columns", "rows"))
    return [cell] * columns if spans["sign"] == "*" else [cell._replace(columns=columns, rows=rows)]


def in_rows(cells: list[Cell], columns: int) -> list[list[Cell]]:
    """Return the cells of a table in its rows: what hangs down from rows above has its place in those below."""
    rows: list[list[Cell]] = [[]]
    hanging: list[tuple[int, int]] = []
    full = 0
    for cell in cells:
        while full >= columns:
            hanging = [(left - 1, wide) for left, wide in hanging if left > 1]
            full = sum(wide for _, wide in hanging)
            rows.append([])
        rows[-1].append(cell)
        full += cell.columns
        if cell.rows > 1:
            hanging.append((cell.rows, cell.columns))
    return rows


def rows_of(
    mark: str, inside: list[str], delimiter: str, columns: int, shown: Callable[[str], str]
) -> list[list[Cell]]:
    """Return the rows of a table; `columns`: how many it is said to have, or 0."""
    delimiter = delimiter or (mark[0] if mark[0] in ",:" else "")
    if delimiter:
        split = csv.reader([line for line in inside if line.strip()], delimiter=delimiter, skipinitialspace=True)
        return [[Cell(one_line(shown(text))) for text in row] for row in split]
    found_columns = 0
    cells: list[Cell] = []
    for line in inside:
        first, *found = CELL.split(line) if mark[0] == "|" and "|" in line else [line]
        if found:
            if first.strip() and cells:
                cells[-1] = cells[-1]._replace(text=f"{cells[-1].text} {first.strip()}")
            added = [
                cell
                for spec, text in zip(found[::2], found[1::2], strict=True)
                for cell in cells_of(spec, shown(text.strip()))
            ]
            cells += added
            found_columns = found_columns or sum(cell.columns for cell in added)
        elif line.strip():
            cells = cells or [Cell("")]
            cells[-1] = cells[-1]._replace(text=f"{cells[-1].text} {shown(line.strip())}".strip())
        elif not line.strip() and cells and found_columns == 1:
            found_columns = len(cells)
    return in_rows(cells, columns or found_columns or 1)
