"""Tables of reStructuredText, and those drawn alike in plain text → rows."""

import csv
import re
from collections.abc import Callable

from openbook.corpus.clean import one_line
from openbook.corpus.tables import Cell, table_lines
from openbook.text.late import late

Shown = Callable[[str], str]
BORDER = late(r"\+[-=+]+\+?\s*\Z")


def grid_table(lines: list[str], shown: Shown) -> str:
    """Return the rows of a table that is drawn with `+---+`; cells over several columns or rows keep their places."""
    width = max(map(len, lines))
    grid = [line.ljust(width) for line in lines]
    edges = sorted({place for line in grid if BORDER.match(line) for place, char in enumerate(line) if char == "+"})
    rows: list[list[Cell]] = []
    band: list[str] = []
    for line in grid[1:]:
        if BORDER.match(line.rstrip()) or (line.startswith("+") and set(line.strip()) <= set("+-= |")):
            if band:
                rows.append(_row(band, edges, shown))
            band = []
        else:
            band.append(line)
    if band:
        rows.append(_row(band, edges, shown))
    return "\n".join(table_lines(rows))


def _row(band: list[str], edges: list[int], shown: Shown) -> list[Cell]:
    cells = []
    start = 0
    for number in range(1, len(edges)):
        last = number == len(edges) - 1
        if last or all(line[edges[number]] in "|+" for line in band):
            text = " ".join(line[edges[start] + 1 : edges[number]].strip() for line in band)
            cells.append(Cell(one_line(shown(text)), columns=number - start))
            start = number
    return cells


def simple_table(lines: list[str], shown: Shown) -> str:
    """Return the rows of a table whose columns are underlined with `===`."""
    rules = [number for number, line in enumerate(lines) if re.match(r"=+( +=+)* *\Z", line)]
    starts = [match.start() for match in re.finditer(r"=+", lines[rules[0]])]
    rows: list[list[str]] = []
    for number, line in enumerate(lines):
        if number in rules or re.match(r"[-= ]+\Z", line):
            continue
        ends = [*starts[1:], max(len(line), starts[-1] + 1)]
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if rows and not cells[0] and any(cells):
            rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
        elif any(cells):
            rows.append(cells)
    return "\n".join(
        table_lines(
            [[Cell("" if cell == "\\" else one_line(shown(cell))) for cell in row] for row in rows],
            headed=len(rules) > 2,
        )
    )


def list_table(lines: list[str], shown: Callable[[list[str]], str]) -> str:
    """Return the rows of a table that is written as a list of lists."""
    rows: list[list[list[str]]] = []
    for line in lines:
        row = re.match(r"[*-] +(?=[*-](?: |\Z))", line)
        cell = re.match(r"(?:[*-] +| {2,4})[*-](?: +|\Z)", line)
        if row:
            rows.append([])
        if cell and rows and (row or re.match(r" {2,4}[*-](?: |\Z)", line)):
            rows[-1].append([line[cell.end() :]])
        elif rows and rows[-1]:
            rows[-1][-1].append(line.strip())
    return "\n".join(table_lines([[Cell(one_line(shown(cell))) for cell in row] for row in rows]))


def end_of_simple(lines: list[str], place: int) -> int:
    """Return where a simple table ends: behind its last rule, which a blank line follows."""
    rule = re.compile(r"\s*=+( +=+)* *\Z")
    end = place + 1
    last = place
    while end < len(lines):
        if rule.match(lines[end]):
            last = end
            if (end + 1 >= len(lines) or not lines[end + 1].strip()) and end > place + 1:
                return end + 1
        elif not lines[end].strip() and last > place + 1 and end == last + 1:
            break
        end += 1
    return last + 1


def csv_rows(header: str, lines: list[str], shown: Shown) -> str:
    """Return the rows of a table of values between commas."""
    rows = list(csv.reader(([header] if header else []) + lines, skipinitialspace=True))
    return "\n".join(table_lines([[Cell(one_line(shown(cell))) for cell in row] for row in rows if row]))
