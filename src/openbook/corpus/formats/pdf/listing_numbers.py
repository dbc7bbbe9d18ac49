"""Numbers before the lines of a listing among text: they are none of the code."""

from collections.abc import Iterator

from openbook.corpus.formats.pdf.code_lines import is_listing
from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.margins import ASIDE, Numbered, numbered, strip
from openbook.dataclass import replace

FEWEST = 3
"""Lines of code below each other that are counted."""
SMALLER = 0.9
"""Size of the numbers against that of the code, at most, where nothing else tells that it is code."""
SAME = 2.0
"""Points that a number and its line of code differ in height, at most, where each is drawn by itself."""


def without_listing_numbers(page: PageLines) -> PageLines:
    """Return a page without the numbers that count the lines of its listings."""
    if page.vertical or not any(line.fixed for line in page.lines):
        return page
    gone: set[int] = set()
    rows: dict[int, list[Line]] = {}
    for run in _runs(page.lines):
        rows = rows or _by_height(page.lines)
        code = [line for number in run if (line := _code_of(number, rows)) is not None]
        if len(code) < FEWEST or sum(line.fixed for line in code) < 0.8 * len(code):
            continue
        if not (_are_small(run, code) or is_listing([line for line in code if line.fixed])):
            continue
        gone |= {id(number.line) for number in run if number.alone}
        for number in run:
            if not number.alone:
                strip(number)
    return replace(page, lines=[line for line in page.lines if id(line) not in gone]) if gone else page


def _runs(lines: list[Line]) -> Iterator[list[Numbered]]:
    """Yield numbers that count up one below the other; code without a number goes on the line above."""
    run: list[Numbered] = []
    for line in lines:
        number = numbered(line) if line.lead or line.text.isdecimal() else None
        if number is None and run and line.fixed and line.left > run[-1].right:
            continue
        if number is not None and run and _follows(run[-1], number):
            run.append(number)
            continue
        if len(run) >= FEWEST:
            yield run
        run = [number] if number is not None else []
    if len(run) >= FEWEST:
        yield run


def _follows(above: Numbered, below: Numbered) -> bool:
    beside = abs(above.right - below.right) <= ASIDE
    return beside and below.value == above.value + 1 and below.line.base < above.line.base


def _by_height(lines: list[Line]) -> dict[int, list[Line]]:
    rows: dict[int, list[Line]] = {}
    for line in lines:
        rows.setdefault(round(line.base / SAME), []).append(line)
    return rows


def _code_of(number: Numbered, rows: dict[int, list[Line]]) -> Line | None:
    """Return the code beside a number as a line of its own; None where there is none."""
    if not number.alone:
        return replace(number.line, text=number.line.text.split(" ", 1)[1], left=number.begins)
    row = round(number.line.base / SAME)
    near = (line for at in (row - 1, row, row + 1) for line in rows.get(at, ()))
    beside = (line for line in near if abs(line.base - number.line.base) <= SAME and line.left > number.right)
    return min(beside, key=lambda line: line.left, default=None)


def _are_small(run: list[Numbered], code: list[Line]) -> bool:
    """Whether all numbers are in smaller letters than the code."""
    return max(number.size for number in run) <= SMALLER * min(line.size for line in code if line.fixed)
