"""Stretches of a line that are drawn at once, and what their sizes and heights say: raised and lowered marks."""

import re
from collections.abc import Sequence
from itertools import pairwise

from openbook.corpus.formats.pdf.lines import Line, around
from openbook.dataclass import dataclass, replace
from openbook.text.late import late

GAP = 1.25
"""Heights of a line between two stretches of it, above which they are cells of a row, or columns."""
QUADS = 1.15
"""The same in sizes of its letters, which are higher than lines without tall ones."""
ASIDE = 0.7
"""The same where one of them is a note in the margin, in smaller letters."""
SMALLER = 0.9
"""Size of a raised or lowered mark against the letters beside it, at most."""
RAISED, LOWERED = 0.1, -0.06
"""Share of the letters' height that a smaller mark stands higher or lower, at least."""
SHIFTED = 0.2
"""The same of one that is not smaller."""
FARTHEST = 0.8
"""The same, at most: farther off it is in a line of its own, or below the sign before it in a text set downwards."""
BACK = 3
"""Sizes of letters to the left of where the last run ended, from which one is at the start of another line."""
SHORT = 4
"""Characters of a mark that is not smaller than the letters beside it, at most."""
UP = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
DOWN = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
SLASHES = ("/", "⁄", "∕")
PARTED = late(r"([^\W_⁰¹²³⁴⁵⁶⁷⁸⁹]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s?[/⁄∕]\s?([₀₁₂₃₄₅₆₇₈₉]+)")
LOGO = late(r"L\^AT_?EX|X_ET_?EX|A_MS(?=[-–]?(?:T_?EX|L\^A))|T_EX")
"""The names of TeX and its kin as they draw themselves."""
LOGOS = {"L": "LaTeX", "X": "XeTeX", "A": "AMS", "T": "TeX"}
FIGURES = frozenset("0123456789+-−–=() ,")
ORDINALS = frozenset(["st", "nd", "rd", "th", "e", "er", "ers", "ère", "re", "es", "ème", "os", "as", "do", "ta"])
"""Endings of ordinal numbers: raised by custom, and no marks."""
LETTERS = {"a": "ª", "o": "º"}
"""Those that may as well be marks of notes, or a degree, and have signs of their own."""
TRADEMARKS = {"TM": "™", "tm": "™", "SM": "℠", "R": "®", "C": "©"}


@dataclass(slots=True)
class Run:
    """Characters one after the other that one object of the page draws: in one font, size and height.

    Nobody changes one; frozen, it takes four times as long to make, and a page has hundreds.
    """

    text: str
    """With the white space around it."""
    left: float
    right: float
    low: float
    high: float
    """From the lowest to the highest mark that the font has."""
    stand: float
    """The line that its letters stand on."""
    first: int
    """Which character of the page it begins with."""
    size: float
    """Height of the font's letters."""
    weight: int
    """How many characters it has, without the white space around them."""
    apart: bool = False
    """Whether a line is drawn between it and what stands before it."""
    made: bool = False
    """Whether its text is put together from several, and is not that of the page."""


def main_run(runs: Sequence[Run]) -> Run:
    """Return a run of the letters that the line is set in: of the size and height that most of it has."""
    if len(runs) == 1:
        return runs[0]
    weights: dict[tuple[int, int], int] = {}
    longest: dict[tuple[int, int], Run] = {}
    for run in runs:
        key = round(run.size), round(run.stand)
        weights[key] = weights.get(key, 0) + run.weight
        if key not in longest or run.weight > longest[key].weight:
            longest[key] = run
    return longest[max(weights, key=weights.__getitem__)]


def is_even(runs: Sequence[Run]) -> bool:
    """Whether all runs are of one size and height: most lines."""
    first = runs[0]
    return all(abs(run.size - first.size) < 0.5 and abs(run.stand - first.stand) < 0.3 for run in runs)


def shift(run: Run, main: Run) -> int:
    """Return 1 for a mark that is raised against the line's letters, -1 for a lowered one, 0 for all others."""
    if not (main.size and run.size) or run.size > 1.2 * main.size:
        return 0
    height = (run.stand - main.stand) / main.size
    if run.size <= SMALLER * main.size:
        return 1 if height > RAISED else -1 if height < LOWERED else 0
    return 0 if abs(height) > FARTHEST else 1 if height > SHIFTED else -1 if height < -SHIFTED else 0


def written(runs: Sequence[Run], main: Run) -> str:
    """Return the text of runs, raised and lowered marks told from the letters that they stand at."""
    parts: list[str] = []
    for text, way in _with_ways(runs, main):
        core = text.strip()
        if not way or not core:
            parts.append(text)
            continue
        before = "".join(parts)
        mark = _raised(core, before) if way > 0 else _lowered(core)
        if way > 0 and not before and mark != core and not text[-1:].isspace():
            mark += " "
        parts.append(text.replace(core, mark))
    return LOGO.sub(lambda found: LOGOS[found[0][0]], PARTED.sub(_parted, "".join(parts)))


def _parted(found: re.Match[str]) -> str:
    """Return a fraction of small figures in those of the text, apart from the number before it."""
    over, under = found[2].translate(PLAIN), found[3].translate(PLAIN)
    return f"{found[1]} {over}/{under}" if found[1] else f"{over}/{under}"


def _with_ways(runs: Sequence[Run], main: Run) -> list[tuple[str, int]]:
    """Return the texts of runs with where each is shifted; what is one mark is one text."""
    found: list[tuple[str, int]] = []
    for index, run in enumerate(runs):
        way = shift(run, main) if _clings(runs, index, main) else 0
        if not way and found and _is_divisor(run, found, main):
            way = -1
        if way and found and found[-1][1] == way and _go_together(runs[index - 1], run):
            found[-1] = found[-1][0] + run.text, way
        else:
            found.append((run.text, way))
    return found


def _is_divisor(run: Run, found: list[tuple[str, int]], main: Run) -> bool:
    """Whether small figures stand behind raised ones and a slash: they are not always lowered."""
    if run.size > SMALLER * main.size:
        return False
    core, (slash, _) = run.text.strip(), found[-1]
    if core[:1] in SLASHES and found[-1][1] > 0:
        return core[1:].isdecimal()
    return core.isdecimal() and slash.strip() in SLASHES and len(found) > 1 and found[-2][1] > 0


def _go_together(run: Run, following: Run) -> bool:
    """Whether two marks are parts of one, in several fonts: `i+1`."""
    return run.text[-1:].strip() != "" and following.text[:1].strip() != "" and abs(run.stand - following.stand) < 0.5


def _clings(runs: Sequence[Run], index: int, main: Run) -> bool:
    """Whether a run stands right at another one, and is short enough for a mark if its letters are not smaller."""
    run = runs[index]
    if run.size > SMALLER * main.size and run.weight > SHORT:
        return False
    gaps = [run.left - other.right for other in runs[max(0, index - 1) : index]]
    gaps += [other.left - run.right for other in runs[index + 1 : index + 2]]
    return any(gap < 0.4 * main.size for gap in gaps)


def _raised(core: str, before: str) -> str:
    if all(char in FIGURES for char in core):
        return core.translate(UP)
    if not any(char.isalnum() for char in core) or core[0] in "[(":
        return core
    if before[-1:].isdigit() and core.rstrip(".").casefold() in ORDINALS:
        return core
    if before[-1:].isdigit() and core in LETTERS:
        return LETTERS[core]
    if core in TRADEMARKS and before[-1:].isalpha():
        return TRADEMARKS[core]
    return f"^{core}" if len(core) == 1 else f"^{{{core}}}"


def _lowered(core: str) -> str:
    if all(char in FIGURES for char in core) or (core[:1] in SLASHES and core[1:].isdecimal()):
        return core.translate(DOWN)
    if not any(char.isalnum() for char in core):
        return core
    return f"_{core}" if len(core) == 1 else f"_{{{core}}}"


def goes_on(above: Sequence[Run], below: Sequence[Run]) -> bool:
    """Whether runs that pdfium takes for another line go on this one: behind a mark, or the mark itself."""
    last, following = above[-1], below[0]
    larger = max(last.size, following.size)
    if not larger or min(last.high, following.high) - max(last.low, following.low) < 0.3 * min(
        last.size, following.size
    ):
        return False
    gap = following.left - last.right
    if not -0.25 * larger <= gap < 0.8 * larger:
        return False
    here, there = main_run(above), main_run(below)
    marks = shift(following, here) or shift(last, there) or shift(last, here) or shift(following, there)
    alone = len(above) == 1 and last.weight <= SHORT and shift(last, there) > 0
    return bool(marks) and (alone or abs(here.stand - there.stand) < 0.1 * larger or shift(following, here) != 0)


def joined(above: Sequence[Run], below: Sequence[Run]) -> list[Run]:
    """Return the runs of both as those of one line, with a space between where they stand apart."""
    last, following = above[-1], below[0]
    wide = following.left - last.right > 0.17 * max(last.size, following.size)
    if wide and not last.text[-1:].isspace():
        last = replace(last, text=last.text + " ")
    return [*above[:-1], last, *below]


def by_lines(runs: list[Run]) -> list[list[Run]]:
    """Return the runs of one line of pdfium's in groups: it goes on at the start of the next line in some files."""
    groups, last = [runs[:1]], runs[0]
    for run in runs[1:]:
        back = last.right - run.left > BACK * run.size > 0
        if run.weight and back and abs(run.stand - last.stand) > 0.7 * max(run.size, last.size):
            groups.append([])
        groups[-1].append(run)
        last = run if run.weight else last
    return groups


def in_place(runs: list[Run]) -> list[Run]:
    """Return the runs of a line from left to right, where a mark is drawn after what follows it."""
    if all(one.left <= other.left for one, other in pairwise(runs)):
        return runs
    found: list[Run] = []
    for run in sorted((run for run in runs if run.weight), key=lambda run: run.left):
        run = replace(run, text=run.text.strip())
        found = joined(found, [run]) if found else [run]
    return found


def lead(runs: Sequence[Run]) -> tuple[float, float, float] | None:
    """Return where a number at the start of a line ends and what follows begins, and its size, if they stand apart."""
    if len(runs) < 2 or not runs[0].text.strip().isdecimal():
        return None
    first, following = runs[0], next((run for run in runs[1:] if run.weight), runs[1])
    return (
        (first.right, following.left, first.size) if following.left - first.right > 0.6 * following.size > 0 else None
    )


def stretches(runs: Sequence[Run], least: float) -> list[list[Run]]:
    """Return the runs from left to right, in groups with more than so many points between."""
    groups: list[list[Run]] = []
    right = 0.0
    for run in sorted([run for run in runs if run.weight], key=lambda run: run.left):
        if groups and run.left - right <= least and not run.apart:
            groups[-1].append(run)
            right = max(right, run.right)
        else:
            groups.append([run])
            right = run.right
    return groups


def asides(runs: Sequence[Run], line: Line) -> tuple[Line, ...]:
    """Return the stretches of a line that begins or ends in smaller letters, as beside a note; empty for others."""
    largest = max(run.size for run in runs)
    if min(runs[0].size, runs[-1].size) > SMALLER * largest:
        return ()
    groups = stretches(runs, ASIDE * largest)
    return tuple(_part(group, line, main_run(group).size) for group in groups) if len(groups) > 1 else ()


def _part(group: Sequence[Run], line: Line, size: float) -> Line:
    """Return a stretch of a line as one of its own."""
    main = main_run(group)
    text = " ".join(written(group, main).split())
    left, low, right, high = around([(run.left, run.low, run.right, run.high) for run in group])
    base = line.base if abs(main.low - line.base) < 0.4 * line.size else main.low
    return Line(text, left, low, right, high, base, size, font=line.font, first=group[0].first)


def cells(runs: Sequence[Run], line: Line) -> tuple[Line, ...]:
    """Return the stretches of a line between wide gaps; empty where it has none."""
    least = GAP * max(line.height, 4.0)
    groups = stretches(runs, min(least, QUADS * line.size) if line.size else least)
    if len(groups) < 2 or any(one[-1].right > other[0].left + 1 for one, other in pairwise(groups)):
        return ()
    found = [_part(group, line, line.size) for group in groups]
    found[-1].hyphen = line.hyphen
    return tuple(found)
