"""Rows of cells → the lines of a Markdown table, each row understandable on its own."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from openbook.corpus.cell_lines import apart, are_listed
from openbook.text.late import late


class Cell(NamedTuple):
    """One cell as the file has it."""

    text: str
    """On one line."""
    columns: int = 1
    """How many columns it spans."""
    rows: int = 1
    """How many rows it spans: its text is repeated in each, so that a row can stand without those above."""
    continued: bool = False
    """Whether it goes on the cell above, as Word says it: it takes that one's text."""
    lines: tuple[str, ...] = ()
    """Where it has several: what stands on each."""


PLAIN = Cell("")[1:4]
"""What a cell says that spans nothing."""
DATE = 12
"""Characters that a number, or a date, at the start of a row is shorter than."""
FIGURE = late(r"[-−–+±(]?[$€£]?\d[\d.,:/%×±e()\s]*")
YEAR = late(r"(?:19|20)\d\d")
MOST_GROUPS = 3
"""Rows of names of groups, at most."""
BETWEEN = " / "


def table_lines(rows: Sequence[Sequence[Cell]], *, headed: bool = True, spanned: bool = True) -> list[str]:
    """Return `| a | b |` lines, empty rows and columns left out.

    Rows of one cell at the top are titles, and stand above. `headed`: the first row names the columns, and a rule
    follows it where there are more rows; names of groups above are told with each column. `spanned`: the file tells
    which cells span several columns. Rows of one cell that part a table without names of columns stand above what
    they are the title of.
    """
    if headed:
        rows = with_one_header(rows, spanned=spanned)
    grid = [row for row in _grid([part for row in rows for part in _by_lines(row)]) if any(row)]
    last = max((min(number, len(grid) - 2) for number, row in enumerate(grid) if len(row) > 1), default=-1)
    above: list[str] = []
    first = 0
    while first <= last and _is_title(grid[first]):
        above += [next(filter(None, grid[first])), ""]
        first += 1
    grid = grid[first:]
    if not grid:
        return above[:-1]
    width = max(map(len, grid))
    used = [column for column in range(width) if any(column < len(row) and row[column] for row in grid)]
    parted = [number for number, row in enumerate(grid) if row[0] and _is_title(row)] if above else []
    if parted and _are_sections(grid, parted):
        return above + _in_sections(grid, parted, used)
    lines = _written(grid, used)
    if headed and len(lines) > 1:
        lines.insert(1, "|" + " --- |" * len(used))
    return above + lines


def _written(grid: list[list[str]], used: list[int]) -> list[str]:
    return [
        "| " + " | ".join([escape(row[column]) if column < len(row) else "" for column in used]) + " |" for row in grid
    ]


def _is_title(row: list[str]) -> bool:
    return row.count("") == len(row) - 1


def _are_sections(grid: list[list[str]], parted: list[int]) -> bool:
    """Whether titles part rows that are counted or dated from the first one on: nothing names the columns."""
    titles = set(parted)
    starts = [row[0] for number, row in enumerate(grid) if number not in titles and row[0]]
    counted = sum(text[:1].isdigit() and len(text) < DATE for text in starts)
    return parted[-1] < len(grid) - 1 and grid[0][0][:1].isdigit() and counted * 3 > len(starts) * 2


def _in_sections(grid: list[list[str]], parted: list[int], used: list[int]) -> list[str]:
    lines: list[str] = []
    for start, end in pairwise([-1, *parted, len(grid)]):
        lines += ["", grid[start][0], ""] if start >= 0 else []
        lines += _written(grid[start + 1 : end], used)
    return lines


def _by_lines(row: Sequence[Cell]) -> list[Sequence[Cell]]:
    """Return the rows that a row is made of where its cells list the same things line by line.

    Where the lines of several don't agree, figures stay apart by semicolons, so that they can be counted.
    """
    if sum(len(cell.lines) > 1 for cell in row) < 2:
        return [row]
    if not any(cell.rows > 1 or cell.continued for cell in row):
        parts = apart([cell.lines if len(cell.lines) > 1 else (cell.text,) for cell in row])
        if parts:
            return [[Cell(text, cell.columns) for text, cell in zip(part, row, strict=True)] for part in parts]
    return [[cell._replace(text="; ".join(cell.lines)) if are_listed(cell.lines) else cell for cell in row]]


def escape(text: str) -> str:
    """Return a cell's text with the column mark escaped."""
    return text.replace("|", "\\|")


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Resolve spans: a cell over rows is repeated, a cell over columns is followed by empty ones."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    for row in rows:
        if not hanging and all(cell[1:4] == PLAIN for cell in row):
            grid.append([cell.text for cell in row])
            continue
        line: list[str] = []
        still: dict[int, tuple[int, str]] = {}
        for cell in row:
            _fill(line, hanging, still)
            if cell.rows > 1:
                still |= {len(line) + beside: (cell.rows - 1, "") for beside in range(1, cell.columns)}
                still[len(line)] = (cell.rows - 1, cell.text)
            above = grid[-1] if cell.continued and grid else []
            line.append(above[len(line)] if len(line) < len(above) else cell.text)
            line.extend("" for _ in range(cell.columns - 1))
        _fill(line, hanging, still)
        hanging = still
        grid.append(line)
    return grid


def _fill(line: list[str], hanging: dict[int, tuple[int, str]], still: dict[int, tuple[int, str]]) -> None:
    """Put the cells that hang down from rows above into their places."""
    while len(line) in hanging:
        left, text = hanging.pop(len(line))
        if left > 1:
            still[len(line)] = (left - 1, text)
        line.append(text)


class _Slot(NamedTuple):
    """What a row has in one column."""

    text: str
    columns: int = 1
    """How many columns the cell spans that it is a part of."""
    hangs: bool = False
    """Whether it belongs to the cell above."""


def one_header(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Return rows that name the columns together as one: a group's name with each of its columns'."""
    columns: list[list[str]] = []
    for row in _slots(rows):
        for column, slot in enumerate(row):
            columns.extend([] for _ in range(column + 1 - len(columns)))
            if slot.text and not slot.hangs and slot.text not in columns[column]:
                columns[column].append(slot.text)
    return [Cell(BETWEEN.join(names)) for names in columns]


def with_one_header(rows: Sequence[Sequence[Cell]], *, spanned: bool) -> Sequence[Sequence[Cell]]:
    """Return the rows of a table, those at its top that name groups of columns, and the columns, as one.

    Where nothing marks them as such, they are told by cells over several columns above one cell for each of these, and
    by what stands beside: cells over all these rows, names that come again in each group, figures below.
    """
    first = next((number for number, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1), len(rows))
    if first and _names_a_group(rows[first - 1]):
        first -= 1
    slots = _slots(rows[first : first + MOST_GROUPS + 2])
    names = 0
    while names < min(MOST_GROUPS, len(slots) - 1) and any(slot.columns > 1 for slot in slots[names]):
        names += 1
    if not names and not spanned and len(slots) > 1:
        slots[0] = _widened(slots[0], slots[1])
        names = int(any(slot.columns > 1 for slot in slots[0]))
    if not names or len(slots) < names + 2 or not _are_heads(slots[:names], slots[names], slots[names + 1]):
        return rows
    written = [[Cell(slot.text) for slot in row] for row in slots[: names + 1]]
    return [*rows[:first], one_header(written), *rows[first + names + 1 :]]


def _names_a_group(row: Sequence[Cell]) -> bool:
    """Whether a row that holds nothing else names a group of columns: it spans some of them, behind an empty cell."""
    place = next((number for number, cell in enumerate(row) if cell.text), 0)
    return place > 0 and row[place].columns > 1


def _slots(rows: Sequence[Sequence[Cell]]) -> list[list[_Slot]]:
    """Return what each row has in each column."""
    found: list[list[_Slot]] = []
    hanging: dict[int, tuple[int, _Slot]] = {}
    for row in rows:
        line: list[_Slot] = []
        still: dict[int, tuple[int, _Slot]] = {}
        for cell in [*row, None]:
            while len(line) in hanging:
                left, slot = hanging.pop(len(line))
                if left > 1:
                    still[len(line)] = left - 1, slot
                line.append(slot)
            if cell is not None:
                for _ in range(cell.columns):
                    if cell.rows > 1:
                        still[len(line)] = cell.rows - 1, _Slot(cell.text, cell.columns, hangs=True)
                    line.append(_Slot(cell.text, cell.columns, cell.continued))
        hanging = still
        found.append(line)
    return found


def _widened(groups: list[_Slot], names: list[_Slot]) -> list[_Slot]:
    """Return a row in which a name goes on over empty cells above others: files of plain values know no spans."""
    found = list(groups)
    for column in range(2, min(len(groups), len(names))):
        before = found[column - 1]
        if not groups[column].text and names[column].text and names[column - 1].text and before.text:
            found[column] = before._replace(columns=2)
            found[column - 1] = before._replace(columns=2)
    return found


def _are_heads(groups: list[list[_Slot]], names: list[_Slot], below: list[_Slot]) -> bool:
    """Whether rows name groups of columns, and the row below them these columns."""
    width = len(names)
    if any(len(row) != width for row in groups) or any(slot.columns > 1 for slot in names):
        return False
    grouped = [column for column in range(width) if groups[-1][column].columns > 1]
    if not all(names[column].text and not names[column].hangs for column in grouped):
        return False
    down = False
    for column in sorted(set(range(width)) - set(grouped)):
        said = {row[column].text for row in (*groups, names) if row[column].text and not row[column].hangs}
        if len(said) > 1:
            return False
        down = down or bool(groups[0][column].text and (names[column].hangs or names[column].text in said))
    said_below = [names[column].text for column in grouped]
    figures = sum(FIGURE.fullmatch(text) is not None for text in said_below)
    if figures:
        return down and all(map(YEAR.fullmatch, said_below))
    held = [below[column].text for column in grouped if column < len(below)]
    counted = sum(FIGURE.fullmatch(text) is not None for text in held)
    return down or len(set(said_below)) < len(said_below) or counted * 2 >= len(held) > 0
