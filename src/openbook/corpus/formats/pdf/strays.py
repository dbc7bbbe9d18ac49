"""Marks that are drawn apart from the line that they belong to, put back into it."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Box
from openbook.corpus.formats.pdf.runs import Run, joined, main_run, shift
from openbook.dataclass import dataclass, replace
from openbook.text.late import late

LONGEST = 6
"""Characters of a mark that is drawn apart from its line, at most."""


SPACES = late(r"(?<=\S)\s+")
LINE = 8
"""Characters that a watermark lies over, at least."""
GIANT = 2.5
"""Size of letters of a watermark against those of the line that they lie over, at least."""
LEVEL = 0.05
"""Sizes of letters that a watermark stands higher or lower than this line, at least."""


@dataclass(slots=True)
class StrayLine:
    """What is drawn for one line, and where it is in the text."""

    runs: list[Run]
    boxes: list[Box]
    start: int
    end: int
    hyphen: bool
    rtl: bool
    gaps: bool
    """Whether one object draws words with more than a space between them."""
    angle: float
    """By how much it is turned, where that was asked."""


def without_giants(row: StrayLine) -> list[StrayLine]:
    """Return a row, apart from it what is drawn in letters so much larger that they lie over it or under it."""
    sizes = [run.size for run in row.runs if run.weight]
    if len(sizes) < 2 or max(sizes) <= GIANT * min(sizes) or row.rtl:
        return [row]
    main = main_run([run for run in row.runs if run.weight and run.size * GIANT <= max(sizes)])
    # On the line's own height it is in a font of which some marks are tall, and is none.
    far = [run for run in row.runs if run.weight > 1 and abs(run.stand - main.stand) > LEVEL * main.size]
    giants = [run for run in far if run.size > GIANT * main.size]
    others = [run for run in row.runs if not any(run is giant for giant in giants)]
    if not giants or sum(run.weight for run in others) < LINE:
        return [row]
    return [_of(others, row), *(_of([giant], row) for giant in giants)]


def _of(runs: list[Run], row: StrayLine) -> StrayLine:
    boxes = [(run.left, run.low, run.right, run.high) for run in runs]
    return replace(row, runs=runs, boxes=boxes)


Cut = Callable[[int, list[int]], list[Run]]
"""Makes runs of a stretch of the page's text, from its end and the places where they begin."""


def cut_at_rules(rows: list[StrayLine], rules: Callable[[], Sequence[Box]], cut: Cut) -> None:
    """Set apart what is drawn at once over several cells of a table, where upright lines run between its words."""
    if not any(other.left - one.right > one.size > 0 for row in rows for one, other in pairwise(row.runs)):
        return
    upright = [rule for rule in rules() if rule[3] - rule[1] > rule[2] - rule[0]]
    for row in rows if upright else ():
        middle = (row.runs[0].low + row.runs[0].high) / 2
        places = [rule[0] for rule in upright if rule[1] < middle < rule[3]]
        if places and not row.rtl:
            parts = [part for run in row.runs for part in _cut_at(run, places, cut)]
            apart = [any(one.right - 1 < at < other.left + 1 for at in places) for one, other in pairwise(parts)]
            row.runs = [parts[0], *(replace(part, apart=far) for part, far in zip(parts[1:], apart, strict=True))]


def _cut_at(run: Run, places: list[float], cut: Cut) -> list[Run]:
    """Return the parts of a run between upright lines."""
    if run.made or not any(run.left < place < run.right for place in places):
        return [run]
    start = run.first - (len(run.text) - len(run.text.lstrip()))
    end = start + len(run.text)
    words = cut(end, [start, *(start + match.end() for match in SPACES.finditer(run.text.rstrip()))])
    begins = [
        word.first for before, word in pairwise(words) if any(before.right - 1 < at < word.left + 1 for at in places)
    ]
    return cut(end, [start, *begins])


def with_strays(rows: list[StrayLine]) -> list[StrayLine]:
    """Return the rows, marks that are drawn apart from their line put into it."""
    if len(rows) < 2 or max(row.runs[0].size for row in rows) - min(row.runs[0].size for row in rows) < 1:
        return rows
    kept = []
    for row in rows:
        mark = row.runs[0]
        is_mark = len(row.runs) == 1 and mark.weight <= LONGEST and not row.rtl
        if not (is_mark and any(_put(mark, row, other) for other in rows if _may_hold(other, row))):
            kept.append(row)
    return kept


def _may_hold(other: StrayLine, row: StrayLine) -> bool:
    return other is not row and other.angle == row.angle and not other.rtl


def _put(mark: Run, row: StrayLine, other: StrayLine) -> bool:
    """Put a mark behind the run that it stands at, if there is one in another row."""
    for index, run in enumerate(other.runs):
        if (
            run.low < (mark.low + mark.high) / 2 < run.high
            and -1 < mark.left - run.right < 0.3 * run.size
            and shift(mark, run)
        ):
            other.runs[index + 1 : index + 1] = [mark]
            if index + 2 < len(other.runs):
                other.runs[index : index + 2] = joined([run, mark], [other.runs[index + 2]])[:2]
            other.boxes += row.boxes
            return True
    return False
