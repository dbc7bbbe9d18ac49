"""Notes in the margin of running text, in smaller letters: each is a paragraph of its own, above what it stands at."""

from collections import Counter

from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.paragraphs import ITEM, ended
from openbook.corpus.formats.pdf.table_rows import joined
from openbook.corpus.formats.pdf.tables import with_parts
from openbook.dataclass import replace

SMALLER = 0.92
"""Size of a note's letters against those of the text, at most."""
LONG = 25
"""Characters from which a line is one of running text."""
FEWEST = 4
"""Lines of running text that a page with such notes has at least."""
RUNNING = 0.25
"""Share of them that begin within a sentence."""
SHARE = 0.4
"""Letters of all notes against those of the text, at most."""
LONGEST = 240
"""Letters of a note."""
APART = 2.0
"""Heights of letters from one line of a note to the next, at most."""
GAP = 3.0
"""Points between a note and the text."""


def with_side_notes(page: PageLines) -> PageLines:
    """Return a page with the notes of its margins as lines of their own, which no other goes on."""
    if page.vertical or page.recognised or not _has_smaller(page.lines):
        return page
    size = _commonest(page.lines)
    parts = [part for line in page.lines for part in line.asides or line.cells or (line,)]
    text = [part for part in parts if SMALLER * size < part.size < 1.1 * size and len(part.text) >= LONG]
    if len(text) < FEWEST or not _runs_on(text):
        return page
    left, right = min(part.left for part in text), max(part.right for part in text)
    aside = [
        part for part in parts if part.size <= SMALLER * size and (part.right < left - GAP or part.left > right + GAP)
    ]
    groups = _groups(aside, text)
    letters = sum(len(part.text) for group in groups for part in group)
    if not groups or letters > SHARE * sum(len(part.text) for part in text):
        return page
    taken = {id(part) for group in groups for part in group}
    lines = [kept for line in page.lines if (kept := _without(line, taken)) is not None]
    body = sorted((line for line in lines if line.right > left and line.left < right), key=lambda line: -line.base)
    for group in groups:
        _put(group, lines, body)
    return replace(page, lines=lines)


def _has_smaller(lines: list[Line]) -> bool:
    sizes = [part.size for line in lines for part in line.asides or line.cells or (line,) if part.size]
    return bool(sizes) and min(sizes) <= SMALLER * max(sizes)


def _commonest(lines: list[Line]) -> float:
    """Return the size of letters that most of a page is set in."""
    counts: Counter[float] = Counter()
    for line in lines:
        for part in line.asides or line.cells or (line,):
            counts[part.size] += len(part.text)
    return max(counts, key=counts.__getitem__)


def _runs_on(text: list[Line]) -> bool:
    within = sum(part.text[0].islower() or (part.text[0].isalpha() and not part.text[0].isupper()) for part in text)
    return within >= RUNNING * len(text)


def _groups(aside: list[Line], text: list[Line]) -> list[list[Line]]:
    """Return the lines of each note; none where something else stands in the margin."""
    high, low = max(part.top for part in text), min(part.bottom for part in text)
    groups: list[list[Line]] = []
    for part in sorted(aside, key=lambda part: (part.left > text[0].left, -part.base)):
        last = groups[-1][-1] if groups else None
        if last is not None and 0 < last.base - part.base < APART * part.size and abs(last.left - part.left) < 20:
            groups[-1].append(part)
        else:
            groups.append([part])
    for group in groups:
        said = sum(char.isalpha() for part in group for char in part.text)
        if not said or sum(len(part.text) for part in group) > LONGEST:
            return []
        if group[0].base > high or group[-1].base < low:
            return []
    return groups


def _without(line: Line, taken: set[int]) -> Line | None:
    """Return a line without the notes beside it; None where nothing is left."""
    parts = line.asides or line.cells or (line,)
    rest = [part for part in parts if id(part) not in taken]
    if len(rest) == len(parts) or not rest:
        return line if rest else None
    return replace(with_parts(line, rest), hyphen=line.hyphen and rest[-1] is parts[-1], asides=())


def _put(group: list[Line], lines: list[Line], body: list[Line]) -> None:
    """Put a note above the paragraph that it stands at."""
    height = group[0].size
    at = next((place for place, line in enumerate(body) if line.base <= group[0].base + 0.6 * height), len(body) - 1)
    while at and not _begins(body[at - 1], body[at]):
        at -= 1
    below = body[at]
    note = replace(
        below, text=joined(group), cells=(), asides=(), hyphen=False, lead=None, initial=None, is_table=True, lost=0,
        base=below.base + 1.5, top=below.top + 1.5, bottom=below.bottom + 1.5,
    )  # fmt: skip
    lines.insert(next(place for place, line in enumerate(lines) if line is below), note)


def _begins(above: Line, below: Line) -> bool:
    """Whether a paragraph begins with a line."""
    return ended(above.text) or ITEM.match(below.text) is not None or above.base - below.base > 1.6 * below.size
