"""Tables of reStructuredText, and those drawn alike in plain text → rows."""

import csv
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from openbook.corpus.clean import one_line
from openbook.corpus.tables import Cell, one_header, table_lines
from openbook.dataclass import dataclass, field
from openbook.text.late import late

Shown = Callable[[str], str]
SPANS = late(r"[-= ]+\Z")
"""A line below names of groups of columns: as long as each group."""
DASHES = late(r"-+")
BORDER = late(r"\+[-=+]+\+?\s*\Z")


def grid_table(lines: list[str], shown: Shown) -> str:
    """Return the rows of a table that is drawn with `+---+`; cells over several columns or rows keep their places."""
    width = max(map(len, lines)) + 1
    grid = [line.ljust(width) for line in lines]
    edges = sorted({place for line in grid if BORDER.match(line) for place, char in enumerate(line) if char == "+"})
    parts = list(pairwise(edges))
    ruled = [{at for at, part in enumerate(parts) if _is_rule(line, *part)} for line in grid]
    rows: list[list[_Drawn]] = []
    names = 0
    above: dict[int, _Drawn] = {}
    for top, bottom in pairwise([*(number for number, drawn in enumerate(ruled) if drawn), len(grid)]):
        band = grid[top + 1 : bottom]
        if not band:
            continue
        rows.append([])
        held: dict[int, _Drawn] = {}
        for start, end in _groups(band, parts):
            cell, said = above.get(start), band
            if cell is not None and cell.columns == end - start and ruled[top].isdisjoint(range(start, end)):
                cell.rows, said = cell.rows + 1, grid[top:bottom]
            else:
                cell = _Drawn(end - start)
                rows[-1].append(cell)
            cell.lines += [line[parts[start][0] + 1 : parts[end - 1][1]] for line in said]
            held[start] = cell
        above = held
        if bottom < len(grid) and "=" in grid[bottom] and len(ruled[bottom]) == len(parts):
            names = len(rows)
    cells = [[cell.made(shown) for cell in row] for row in rows]
    return "\n".join(table_lines([one_header(cells[:names]), *cells[names:]] if 1 < names < len(cells) else cells))


@dataclass(slots=True)
class _Drawn:
    """A cell while its lines are read."""

    columns: int
    rows: int = 1
    lines: list[str] = field(default_factory=list)

    def made(self, shown: Shown) -> Cell:
        """Return it as a cell."""
        return Cell(one_line(shown(" ".join(line.strip() for line in self.lines))), self.columns, self.rows)


def _is_rule(line: str, left: int, right: int) -> bool:
    """Whether a line is drawn from one edge to the next."""
    return line[left] in "+-=" and line[right] in "+-=" and not line[left + 1 : right].strip("-=+")


def _groups(band: list[str], parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the parts that are one cell: from the first one to that behind the last."""
    start = 0
    for end in range(1, len(parts) + 1):
        if end == len(parts) or all(line[parts[end][0]] in "|+" for line in band):
            yield start, end
            start = end


def simple_table(lines: list[str], shown: Shown) -> str:
    """Return the rows of a table whose columns are underlined with `===`."""
    rules = [number for number, line in enumerate(lines) if re.match(r"=+( +=+)* *\Z", line)]
    starts = [match.start() for match in re.finditer(r"=+", lines[rules[0]])]
    ends = [*starts[1:], max(map(len, lines)) + 1]
    drawn, columns = set(rules), {start: column for column, start in enumerate(starts)}
    rows: list[list[Cell]] = []
    names = 0
    for number, line in enumerate(lines):
        if number in drawn or SPANS.match(line):
            names = len(rows) if rules[1:2] == [number] else names
            continue
        below = lines[number + 1] if number + 1 < len(lines) and SPANS.match(lines[number + 1]) else ""
        spans = [columns[match.start()] for match in DASHES.finditer(below) if match.start() in columns]
        if spans and spans[0] == 0 and len(spans) < len(starts):
            groups = [
                Cell(line[starts[one] : ends[other - 1]].strip(), other - one)
                for one, other in pairwise([*spans, len(starts)])
            ]
            rows.append([cell._replace(text=_said(cell.text, shown)) for cell in groups])
            continue
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if rows and len(rows[-1]) == len(cells) and not cells[0] and any(cells):
            pairs = zip(rows[-1], cells, strict=True)
            rows[-1] = [above._replace(text=f"{above.text} {_said(cell, shown)}".strip()) for above, cell in pairs]
        elif any(cells):
            rows.append([Cell(_said(cell, shown)) for cell in cells])
    if 1 < names < len(rows):
        rows = [one_header(rows[:names]), *rows[names:]]
    return "\n".join(table_lines(rows, headed=len(rules) > 2))


def _said(cell: str, shown: Shown) -> str:
    return "" if cell == "\\" else one_line(shown(cell))


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
