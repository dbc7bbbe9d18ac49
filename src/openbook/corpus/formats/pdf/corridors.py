"""Gaps no wider than a large space between words, one below the other in several rows: they part two columns."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from openbook.corpus.formats.pdf.runs import GAP, Run
from openbook.corpus.formats.pdf.strays import StrayLine
from openbook.dataclass import replace

LEAST = 0.8
"""Heights of letters between two cells of a row, at least; between words there is a third."""
FEWEST = 3
"""Rows in which such a gap begins, or ends, at one place."""
SAME = 0.5
"""Points that these places differ at most: cells are set to an edge, the words of a justified line are not."""


def cut_at_corridors(rows: list[StrayLine]) -> None:
    """Set apart what stands in columns so close to each other that a row alone does not tell them from words."""
    narrow = [(row, index) for row in rows if _is_of_cells(row) for index in _narrow(row.runs)]
    if len(narrow) < FEWEST:
        return
    ends = sorted(row.runs[index - 1].right for row, index in narrow)
    begins = sorted(row.runs[index].left for row, index in narrow)
    for row, index in narrow:
        one, other = row.runs[index - 1 : index + 1]
        if max(_near(ends, one.right), _near(begins, other.left)) >= FEWEST:
            row.runs[index] = replace(other, apart=True)


def _is_of_cells(row: StrayLine) -> bool:
    """Whether a row has a gap that tells by itself."""
    return not row.rtl and any(other.left - one.right > GAP * one.size > 0 for one, other in pairwise(row.runs))


def _narrow(runs: list[Run]) -> list[int]:
    return [
        index
        for index, (one, other) in enumerate(pairwise(runs), start=1)
        if one.weight and other.weight and LEAST * one.size < other.left - one.right <= GAP * one.size
    ]


def _near(places: list[float], place: float) -> int:
    return bisect_right(places, place + SAME) - bisect_left(places, place - SAME)
