"""Numbers of lines in the margin: no text, and no part of the lines that they stand at."""

from dataclasses import dataclass, replace
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Line, PageLines

FEWEST = 4
"""Numbers of a page, one below the other, that count lines."""
STEPS = (1, 2, 3, 4, 5, 10)
"""What may be between two numbers: often only every fifth line has one."""
ASIDE = 6.0
"""Points that the numbers' edges differ at most."""
RUNNING = 0.25
"""Share of the lines that begin in the middle of a sentence: in text more, in lists and tables hardly any."""


@dataclass(frozen=True, slots=True)
class _Number:
    line: Line
    value: int
    left: float
    right: float
    alone: bool
    """Whether there is nothing else on its line."""


def without_line_numbers(page: PageLines) -> PageLines:
    """Return a page without the numbers that count its lines."""
    numbers = [number for line in page.lines if (number := _number(line)) is not None]
    if len(numbers) < FEWEST or page.vertical:
        return page
    counted = _column(numbers, [line for line in page.lines if _number(line) is None or line.lead])
    if not counted:
        return page
    gone = {id(number.line) for number in counted if number.alone}
    for number in counted:
        if not number.alone:
            _strip(number.line)
    lines = [line for line in page.lines if id(line) not in gone]
    return replace(page, lines=lines)


def _number(line: Line) -> _Number | None:
    if line.text.isdecimal() and len(line.text) < 5:
        return _Number(line, int(line.text), line.left, line.right, True)
    first = line.text.split(" ", 1)[0] if line.lead else ""
    if line.lead and first.isdecimal() and len(first) < 5:
        return _Number(line, int(first), line.left, line.lead[0], False)
    return None


def _column(numbers: list[_Number], others: list[Line]) -> list[_Number]:
    """Return the numbers that stand one below the other beside the text and count its lines; none if they don't."""
    for place in sorted({round(number.right) for number in numbers}):
        some = [number for number in numbers if abs(number.right - place) <= ASIDE]
        some.sort(key=lambda number: -number.line.base)
        if len(some) >= FEWEST and _counts(some) and _is_aside(some, others) and _runs_on(some, others):
            return some
    return []


def _counts(numbers: list[_Number]) -> bool:
    steps = [below.value - above.value for above, below in pairwise(numbers)]
    most = max(set(steps), key=steps.count)
    return most in STEPS and steps.count(most) >= 0.9 * len(steps)


def _is_aside(numbers: list[_Number], others: list[Line]) -> bool:
    """Whether all text is to the right of the numbers, or to the left of them."""
    left, right = min(number.left for number in numbers), max(number.right for number in numbers)
    begins = [line.lead[1] if line.lead else line.left for line in others]
    if not begins:
        return False
    after = sum(begin > right for begin in begins)
    before = sum(line.right < left for line in others)
    return max(after, before) >= 0.85 * len(begins)


def _runs_on(numbers: list[_Number], others: list[Line]) -> bool:
    """Whether what stands beside the numbers is running text; where not every line has one, their distance tells."""
    step = numbers[1].value - numbers[0].value
    texts = [line.text.split(" ", 1)[-1] if line.lead else line.text for line in others]
    if step > 1:
        bases = sorted({round(line.base) for line in others}, reverse=True)
        pitches = sorted(above - below for above, below in pairwise(bases) if above - below > 4)
        if not pitches:
            return False
        apart = (numbers[0].line.base - numbers[-1].line.base) / (len(numbers) - 1)
        return abs(apart / pitches[len(pitches) // 2] - step) < 0.35 * step
    words = [text for text in texts if len(text) > 8]
    within = sum(text[0].islower() or (not text[0].isupper() and text[0].isalpha()) for text in words)
    return bool(words) and within >= RUNNING * len(words)


def _strip(line: Line) -> None:
    """Take the number from the start of a line."""
    assert line.lead is not None
    line.text = line.text.split(" ", 1)[1].strip()
    line.left = line.lead[1]
    if line.cells and line.cells[0].text.isdecimal():
        rest = line.cells[1:]
        line.cells = rest if len(rest) > 1 else ()
    line.lead = None
