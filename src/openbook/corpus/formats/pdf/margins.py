"""Numbers of lines in the margin: no text, and no part of the lines that they stand at."""

from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.dataclass import dataclass, replace

FEWEST = 4
"""Numbers of a page, one below the other, that count lines."""
FEW = 3
"""The same where only every fifth line has one, or fewer."""
FEWEST_OF_FIVE = 2
"""The same where the first number of the page stands at the line that it counts."""
TITLES = 2
"""Lines above the first one that counts, at most: a title."""
STEPS = (1, 2, 3, 4, 5, 10)
"""What may be between two numbers: often only every fifth line has one."""
ASIDE = 6.0
"""Points that the numbers' edges differ at most."""
RUNNING = 0.25
"""Share of the lines that begin in the middle of a sentence: in text more, in lists and tables hardly any."""


@dataclass(frozen=True, slots=True)
class Numbered:
    line: Line
    value: int
    left: float
    right: float
    begins: float
    """Where what else is on its line begins and ends; the same place where there is nothing."""
    ends: float
    size: float

    @property
    def alone(self) -> bool:
        """Whether there is nothing else on its line."""
        return self.begins == self.ends


def without_line_numbers(page: PageLines) -> PageLines:
    """Return a page without the numbers that count its lines."""
    some = [line for line in page.lines if line.lead or line.cells or line.text.isdecimal()]
    numbers = [number for line in some if (number := numbered(line)) is not None]
    if len(numbers) < FEWEST_OF_FIVE or page.vertical:
        return page
    counted = _column(numbers, page.lines)
    if not counted:
        return page
    gone = {id(number.line) for number in counted if number.alone}
    for number in counted:
        if not number.alone:
            strip(number)
    lines = [line for line in page.lines if id(line) not in gone]
    return replace(page, lines=lines)


def numbered(line: Line) -> Numbered | None:
    """Return the number that a line is, begins with, or ends in behind a wide gap."""
    if _is_number(line.text):
        return Numbered(line, int(line.text), line.left, line.right, line.left, line.left, line.size)
    if line.lead and _is_number(first := line.text.split(" ", 1)[0]):
        return Numbered(line, int(first), line.left, line.lead[0], line.lead[1], line.right, line.lead[2])
    if line.cells and _is_number(line.cells[-1].text):
        last = line.cells[-1]
        return Numbered(line, int(last.text), last.left, last.right, line.left, line.cells[-2].right, last.size)
    return None


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 5


def _column(numbers: list[Numbered], lines: list[Line]) -> list[Numbered]:
    """Return the numbers that stand one below the other beside the text and count its lines; none if they don't."""
    for place in sorted({round(number.right) for number in numbers}):
        some = [number for number in numbers if abs(number.right - place) <= ASIDE]
        some.sort(key=lambda number: -number.line.base)
        if (
            (len(some) >= FEW or _begins(some, lines))
            and _counts(some)
            and _is_aside(some, lines)
            and _runs_on(some, lines)
        ):
            return some
    return []


def _begins(numbers: list[Numbered], lines: list[Line]) -> bool:
    """Whether two numbers are the first of every fifth or tenth line's, and each stands at its line."""
    if len(numbers) != FEWEST_OF_FIVE or numbers[0].value not in STEPS[4:]:
        return False
    bases = sorted({round(line.base) for line in lines}, reverse=True)
    above = bases.index(round(numbers[0].line.base)) + 1 - numbers[0].value
    return numbers[1].value == 2 * numbers[0].value and 0 <= above <= TITLES


def _counts(numbers: list[Numbered]) -> bool:
    steps = [below.value - above.value for above, below in pairwise(numbers)]
    most = max(set(steps), key=steps.count)
    enough = len(numbers) >= (FEWEST if most < 5 else FEWEST_OF_FIVE)
    return enough and most in STEPS and steps.count(most) >= 0.9 * len(steps)


def _is_aside(numbers: list[Numbered], lines: list[Line]) -> bool:
    """Whether all text is to the right of the numbers, or to the left of them."""
    left, right = min(number.left for number in numbers), max(number.right for number in numbers)
    beside = {id(number.line): (number.begins, number.ends) for number in numbers if not number.alone}
    alone = {id(number.line) for number in numbers if number.alone}
    texts = [beside.get(id(line), (line.left, line.right)) for line in lines if id(line) not in alone]
    after = sum(begins > right for begins, _ in texts)
    before = sum(ends < left for _, ends in texts)
    return bool(texts) and max(after, before) >= 0.85 * len(texts)


def _runs_on(numbers: list[Numbered], lines: list[Line]) -> bool:
    """Whether what stands beside the numbers is running text; where not every line has one, their distance tells."""
    step = numbers[1].value - numbers[0].value
    alone = {id(number.line) for number in numbers if number.alone}
    others = [line for line in lines if id(line) not in alone]
    if step > 1:
        bases = sorted({round(line.base) for line in others}, reverse=True)
        pitches = sorted(above - below for above, below in pairwise(bases) if above - below > 4)
        if not pitches:
            return False
        apart = (numbers[0].line.base - numbers[-1].line.base) / (len(numbers) - 1)
        return abs(apart / pitches[len(pitches) // 2] - step) < 0.35 * step
    texts = [line.text.split(" ", 1)[-1] if line.lead else line.text for line in others]
    words = [text for text in texts if len(text) > 8]
    within = sum(text[0].islower() or (not text[0].isupper() and text[0].isalpha()) for text in words)
    return bool(words) and within >= RUNNING * len(words)


def strip(number: Numbered) -> None:
    """Take the number from the start or the end of its line."""
    line = number.line
    if line.lead is None:
        rest = line.cells[:-1]
        line.text, line.right = line.text.rsplit(" ", 1)[0].strip(), number.ends
    else:
        rest = line.cells[1:] if line.cells and line.cells[0].text.isdecimal() else line.cells
        line.text, line.left = line.text.split(" ", 1)[1].strip(), number.begins
        line.lead = None
    line.cells = rest if len(rest) > 1 else ()
