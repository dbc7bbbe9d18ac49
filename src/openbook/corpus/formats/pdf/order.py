"""Lines of a page → blocks in reading order: columns one after the other, what spans them in its place."""

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from operator import sub
from statistics import mean, median

from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.running_text import is_running
from openbook.text.late import late

CJK = late("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
GUTTER = 0.012
"""Least width of the space between columns, as a share of the page's width."""
PROSE = 18
"""Characters in a line, on average, from which a column is one of text, not of a table."""
ROWS = 4
"""Lines that a column has at least."""
FEW = 2
"""The same of one that has just begun."""
SPANNING = 0.35
"""Share of the lines that may run across the columns."""
DEEPEST = 6
NOTE = 0.9
"""Height of a footnote's letters against those of the page, at most."""
FEWEST = 5
"""Lines of text on a page, from which the letters of its notes are smaller than most."""
TITLE = 1.15
"""Height of a title's letters against those of the page, at least."""
LEVEL = 0.3
"""Sizes of its letters between the first lines of both columns below it, at most."""
MANY = 3
"""Cells of a row from which it is one of a table."""
MARK = late(r"(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡§¶])\s?\D")


def blocks(page: PageLines) -> tuple[list[list[Line]], list[list[Line]]]:
    """Return the text of a page in blocks, each one column wide, as a person reads them; and apart its footnotes."""
    lines = _split_at_gutter(page.lines, page.width)
    if _in_order(lines):
        found = [lines] if lines else []
    else:
        rtl = sum(line.rtl for line in lines) * 2 > len(lines)
        found = _cut(lines, page.width, rtl, 0)
    return _apart(found) if not page.vertical else (found, [])


def _in_order(lines: list[Line]) -> bool:
    """Whether each line stands below the one before it."""
    bases = [line.base for line in lines]
    return min(map(sub, bases, bases[1:]), default=1.0) >= 1


def _split_at_gutter(lines: list[Line], width: float) -> list[Line]:
    """Cut lines that run over a gutter between columns, where most lines with gaps have one at the same place."""
    gapped = [line for line in lines if len(line.cells) == 2]
    if len(gapped) < ROWS or len(gapped) * 2 < len(lines):
        return lines
    left = sum(_width(line.cells[0].text) for line in gapped) / len(gapped)
    right = sum(_width(line.cells[1].text) for line in gapped) / len(gapped)
    middle = median(line.cells[1].left for line in gapped)
    aligned = {id(line) for line in gapped if abs(line.cells[1].left - middle) < width * 0.03}
    if len(aligned) * 4 < len(gapped) * 3:
        return lines
    if min(left, right) < PROSE and not all(is_running([line.cells[at].text for line in gapped]) for at in (0, 1)):
        return lines
    return [part for line in lines for part in (line.cells if id(line) in aligned else (line,))]


def _cut(lines: list[Line], width: float, rtl: bool, depth: int) -> list[list[Line]]:
    """Return the blocks of some lines: bands between lines that span the columns, and in each band the columns."""
    start = _second_column(lines, width) if len(lines) >= 2 * ROWS and depth < DEEPEST else None
    start = _second_box(lines, width) if start is None and depth < DEEPEST else start
    if start is None:
        return [_rows(lines, rtl)] if lines else []
    bands: list[tuple[list[Line], list[Line]]] = [([], [])]
    found: list[list[Line]] = []
    spanning: list[Line] = []

    def end_band() -> None:
        left, right = bands[-1]
        for column in (right, left) if rtl else (left, right):
            found.extend(_cut(column, width, rtl, depth + 1))
        bands.append(([], []))

    end = _end(start, width)
    across = [line.base for line in lines if line.left < start and line.right > end]
    titles = _titles_of_bands(lines, start, rtl)
    for line in sorted(lines, key=lambda line: -line.base):
        second = line.left >= start
        if (not second and line.right > end) or _is_part_of(line, across) or id(line) in titles:
            if any(bands[-1]):
                end_band()
            spanning.append(line)
            continue
        if spanning:
            found.append(_rows(spanning, rtl))
            spanning = []
        bands[-1][second].append(line)
    if any(bands[-1]):
        end_band()
    if spanning:
        found.append(_rows(spanning, rtl))
    return found


def _is_part_of(line: Line, across: list[float]) -> bool:
    """Whether it is a short piece of a row that runs across the columns: a formula is drawn in many."""
    return len(line.text) < PROSE and any(abs(line.base - base) < 0.1 * line.size for base in across)


def _titles_of_bands(lines: list[Line], start: float, rtl: bool) -> set[int]:
    """Return the short titles, by their ids, that part a page in bands although they don't reach the second column.

    Beside such a title nothing stands in that column, and below it both columns begin at the same height.
    """
    sizes = [line.size for line in lines if line.size]
    least = TITLE * median(sizes) if sizes else 0.0
    own: list[Line] = []
    other: list[Line] = []
    for line in lines:
        (own if (line.left >= start) == rtl else other).append(line)
    titles = [line for line in own if line.size >= least > 0]
    if not titles or not other:
        return set()
    columns = [sorted(line.base for line in own if line.size < least), sorted(line.base for line in other)]
    beside = _Beside(other)
    found = set()
    for title in titles:
        places = [bisect_left(bases, title.base) for bases in columns]
        firsts = [bases[at - 1] for bases, at in zip(columns, places, strict=True) if at]
        above = all(bases and bases[-1] > title.base for bases in columns)
        if above and len(firsts) == 2 and abs(firsts[0] - firsts[1]) < LEVEL * title.size and not beside.stands(title):
            found.add(id(title))
    return found


class _Beside:
    """The lines of a column, among which those at the height of another line are found by their feet."""

    __slots__ = ("_feet", "_high", "_lines", "_size")

    def __init__(self, lines: list[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.bottom)
        self._feet = [line.bottom for line in self._lines]
        self._size = max(line.size for line in lines)
        self._high = max(line.top - line.bottom for line in lines) + self._size

    def stands(self, title: Line) -> bool:
        """Whether one of them stands beside a line, or no further above or below than its letters are high."""
        low, high = bisect_left(self._feet, title.bottom - self._high), bisect_left(self._feet, title.top + self._size)
        near = self._lines[low:high]
        return any(line.bottom - line.size < title.top and line.top + line.size > title.bottom for line in near)


def _second_column(lines: list[Line], width: float) -> float | None:
    """Return where a second column of text begins; None where there is one column."""
    starts = Counter([round(line.left / 3) for line in lines])
    best: tuple[int, float] | None = None
    for third, count in starts.items():
        if count + starts[third - 1] + starts[third + 1] < FEW:
            continue
        start = (third - 1) * 3.0
        left, right, spanning = _sides(lines, start, width)
        if len(spanning) > SPANNING * len(lines) or not _is_column(left):
            continue
        if not _is_column(right) and (spanning or not _is_beginning(left, right)):
            continue
        if _side_by_side(left, right) and (best is None or (len(spanning), start) < best):
            best = len(spanning), start
    return None if best is None else best[1]


def _second_box(lines: list[Line], width: float) -> float | None:
    """Return where the second of two short columns begins, which the file draws one after the other; else None.

    A table, whose rows a file draws one after the other, is none.
    """
    tops = [at for at, (one, other) in enumerate(pairwise(lines), start=1) if other.base > one.base + one.size > 0]
    if len(tops) != 1 or any(line.cells or line.is_table or line.rtl for line in lines):
        return None
    first, second = lines[: tops[0]], lines[tops[0] :]
    start = min(line.left for line in second)
    left = [line for line in first if line.right <= _end(start, width)]
    boxes = [{round(line.base) for line in box} for box in (left, second)]
    if first[len(first) - len(left) :] != left or min(map(len, boxes)) < FEW:
        return None
    is_text = all(mean([_width(line.text) for line in box]) >= PROSE for box in (left, second))
    return start if is_text and _side_by_side(left, second) else None


def _sides(lines: list[Line], start: float, width: float) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines of the first column, those of the second, and those that span both."""
    left: list[Line] = []
    right: list[Line] = []
    spanning: list[Line] = []
    end = _end(start, width)
    for line in lines:
        (right if line.left >= start else left if line.right <= end else spanning).append(line)
    return left, right, spanning


def _end(start: float, width: float) -> float:
    """Return where the first column ends at most, if the second one begins at `start`."""
    return start - width * GUTTER + 3


def _is_column(lines: list[Line]) -> bool:
    rows = {round(line.base) for line in lines}
    if len(rows) < ROWS:
        return False
    wide = sum(_width(line.text) for line in lines) >= PROSE * len(rows)
    return wide or (len(rows) == len(lines) and is_running([line.text for line in _rows(lines, rtl=False)]))


def _is_beginning(left: list[Line], right: list[Line]) -> bool:
    """Whether a few lines at the top are the end of a text whose first column is full."""
    bases = sorted({round(line.base) for line in left}, reverse=True)
    rows = {round(line.base) for line in right}
    if len(bases) < 2 * ROWS or len(rows) < FEW or max(rows) < bases[FEW]:
        return False
    wide = median(line.right - line.left for line in left)
    return max(line.right - line.left for line in right) > 0.8 * wide and sum(
        _width(line.text) for line in right
    ) >= PROSE * len(rows)


def _width(text: str) -> int:
    """Return the characters of a text; those of scripts without spaces hold twice as much."""
    return len(text) if text.isascii() else len(text) + len(CJK.findall(text))


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    return high > low


def _rows(lines: list[Line], rtl: bool) -> list[Line]:
    """Return the lines from top to bottom, those of one row in reading direction."""
    if _in_order(lines):
        return lines
    ordered = sorted(lines, key=lambda line: -line.base)
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and rows[-1][0].base - line.base <= 0.3 * max(_high(line), _high(rows[-1][0]), 1.0):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: -line.right if rtl else line.left)]


def _high(line: Line) -> float:
    """Return how high a line is; a table stands where its first row does."""
    return line.size if line.is_table else line.height


def _may_be_note(line: Line, limit: float) -> bool:
    """Whether a line may be one of a footnote: rows of a table, whose cells are many, are none in any size."""
    return (line.size <= limit or len(line.text) < 20) and len(line.cells) < MANY


def _apart(found: list[list[Line]]) -> tuple[list[list[Line]], list[list[Line]]]:
    """Take footnotes from the ends of blocks: smaller letters, the first line of them with a mark.

    A last block that is all in smaller letters is one too: where the paper was printed, whose copyright it is.
    """
    sizes = [line.size for block in found for line in block if line.size and len(line.text) >= 20]
    if len(sizes) < FEWEST:
        return found, []
    limit = NOTE * median(sizes)
    texts, notes = [], []
    for number, block in enumerate(found):
        start = len(block)
        while start > 0 and _may_be_note(block[start - 1], limit):
            start -= 1
        while start < len(block) and not (block[start].size <= limit and MARK.match(block[start].text)):
            start += 1
        if number and number == len(found) - 1 and max(line.size for line in block) <= limit:
            start = 0
        texts.append(block[:start])
        if start < len(block):
            notes.append(block[start:])
    return [block for block in texts if block], notes
