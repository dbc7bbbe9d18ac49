"""What stands over and under a short line that is drawn at the height of the text beside it: a fraction; roots."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Box
from openbook.corpus.formats.pdf.runs import UP, Run, joined, main_run, written
from openbook.corpus.formats.pdf.strays import StrayLine
from openbook.dataclass import replace
from openbook.text.late import late

CLOSE = (0.35, 0.97)
"""Sizes of letters between two lines of text, closer than those of a paragraph, that may be over and under a line."""
LONGEST = 250.0
"""Points of the line of a fraction, at most."""
FITTING = 1.8
"""How much longer it is than what stands over and under it, at most."""
OVER, UNDER = (-0.05, 1.0), (0.35, 1.3)
"""Sizes of letters that what stands over or under it stands above or below it."""
FAR = 1.3
"""The same of all that stands near it."""
BESIDE = 1.2
"""Sizes of letters between the line and the text beside it, at most."""
LEVEL = 0.3
"""Sizes of letters that the middle of this text is away from the line's height, at most."""
UNDIVIDED = late(r"\d[\d.,]*|[^\W\d_][\w^{}⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀-₉]*")
"""What needs no brackets as a divisor."""
ROOT = "√"
SIMPLE = late(r"\S|[\w.,′'^{}⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀-₉]+")


def with_fractions(rows: list[StrayLine], rules: Callable[[], Sequence[Box]]) -> list[StrayLine]:
    """Return the rows, those of each fraction written in one: `(a + b)/c`."""
    if not _may_have(rows):
        return rows
    _put_degrees(rows)
    for bar in sorted(_bars(rules()), key=lambda bar: bar[2] - bar[0]):
        _write(bar, rows)
    return [row for row in rows if row.runs]


def _may_have(rows: list[StrayLine]) -> bool:
    stands = sorted((run.stand, run.size) for row in rows if not row.rtl for run in row.runs if run.weight)
    least, most = CLOSE
    return any(least * one[1] < other[0] - one[0] < most * max(one[1], other[1]) for one, other in pairwise(stands))


def _put_degrees(rows: list[StrayLine]) -> None:
    """Write the degree of a root, which is drawn within its sign, before it."""
    runs = [(row, run) for row in rows for run in row.runs]
    for row, sign in [(row, run) for row, run in runs if run.text.strip() == ROOT]:
        for other, degree in runs:
            within = sign.left - 1 < degree.left and degree.right < sign.right and sign.low < degree.stand < sign.high
            if within and degree.size < 0.5 * sign.size and degree.text.strip().isdecimal():
                other.runs = [run for run in other.runs if run is not degree]
                text = degree.text.strip().translate(UP) + ROOT
                row.runs = [replace(run, text=text, made=True) if run is sign else run for run in row.runs]


def _bars(rules: Sequence[Box]) -> Iterator[Box]:
    upright = [rule for rule in rules if rule[2] - rule[0] < rule[3] - rule[1]]
    for bar in rules:
        left, bottom, right, top = bar
        if top - bottom > right - left or right - left > LONGEST:
            continue
        if not any(rule[1] - 2 < bottom < rule[3] + 2 and left - 2 < rule[0] < right + 2 for rule in upright):
            yield bar


def _write(bar: Box, rows: list[StrayLine]) -> None:
    """Write what a line is drawn for in one: a root, or a fraction beside other text."""
    left, bottom, right, top = bar
    height = (bottom + top) / 2
    near = [(row, run) for row in rows for run in row.runs if run.weight and run.left < right - 1]
    near = [(row, run) for row, run in near if run.right > left + 1]
    close = [run for _, run in near if abs(run.stand - height) < FAR * run.size and not run.text.strip().endswith(ROOT)]
    size = max((run.size for run in close), default=0.0)
    near = [(row, run) for row, run in near if abs(run.stand - height) < FAR * size]
    inside = [(row, run) for row, run in near if left - 2 < run.left and run.right < right + 2]
    if len(inside) < len(near) or any(row.rtl for row, _ in inside):
        return
    over = [(row, run) for row, run in inside if OVER[0] * size < run.stand - height < OVER[1] * size]
    under = [(row, run) for row, run in inside if UNDER[0] * size < height - run.stand < UNDER[1] * size]
    if not under or len(over) + len(under) < len(inside):
        return
    sign = _sign(bar, height, rows)
    if sign is not None and not over:
        text = sign[1].text.strip() + _text(under)
        main = main_run([run for _, run in under])
        whole = replace(main, text=text, left=sign[1].left, right=right, weight=len(text), made=True)
        _replace([sign, *under], under[0][0], whole)
        return
    wide = max(max(run.right for _, run in part) - min(run.left for _, run in part) for part in (over, under) if part)
    beside = _beside(bar, height, rows)
    if over and beside is not None and right - left <= FITTING * wide + 2:
        text = f"{_text(over)}/{_text(under, UNDIVIDED)}"
        whole = replace(beside[1], text=text, left=left, right=right, weight=len(text), made=True)
        _replace([*over, *under], beside[0], whole)


def _sign(bar: Box, height: float, rows: list[StrayLine]) -> tuple[StrayLine, Run] | None:
    """Return the sign of a root that a line goes on."""
    for row in rows:
        for run in row.runs:
            if run.text.strip().endswith(ROOT) and abs(run.right - bar[0]) < 2 and abs(run.stand - height) < 2:
                return row, run
    return None


def _replace(parts: Sequence[tuple[StrayLine, Run]], row: StrayLine, whole: Run) -> None:
    """Put one run into a row in the place of others."""
    for part, one in parts:
        part.runs = [other for other in part.runs if other is not one]
        if part is not row:
            row.boxes += [(one.left, one.low, one.right, one.high)]
    row.runs = _in_line([*row.runs, whole], whole)


def _beside(bar: Box, height: float, rows: list[StrayLine]) -> tuple[StrayLine, Run] | None:
    """Return the text that a line is drawn beside at the height of its middle, and the row of it."""
    left, _, right, _ = bar
    for row in rows:
        for run in row.runs:
            core = run.stand + 0.25 * run.size
            away = left - run.right if run.right <= left + 2 else run.left - right
            if run.weight and not row.rtl and -2 <= away < BESIDE * run.size and abs(core - height) < LEVEL * run.size:
                return row, run
    return None


def _text(parts: list[tuple[StrayLine, Run]], simple: re.Pattern[str] = SIMPLE) -> str:
    runs = _in_line([run for _, run in parts])
    text = " ".join(written(runs, main_run(runs)).split())
    return text if simple.fullmatch(text) else f"({text})"


def _in_line(runs: list[Run], whole: Run | None = None) -> list[Run]:
    """Return runs from left to right, with a space where they stand apart; a number before a fraction does."""
    found: list[Run] = []
    for run in sorted((run for run in runs if run.weight), key=lambda run: run.left):
        bare = replace(run, text=run.text.strip())
        if run is whole and found and found[-1].text[-1:].isalnum() and ROOT not in run.text[:3]:
            found[-1] = replace(found[-1], text=found[-1].text + " ")
        found = joined(found, [bare]) if found else [bare]
    return found
