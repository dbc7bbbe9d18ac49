"""Which letter tells the size of a line."""

from collections import Counter

from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.positions import Positions

FEW = 12
"""Characters of what may be a mark, or a part of a fraction, drawn as a line of its own."""
CLOSE = 0.75
"""Heights of its letters between such a one and the text beside it, at most."""
FAR = 1e9
"""Where no such one is."""


def middle_letter(text: str, start: int, end: int) -> int:
    """Return the distance from the start of a line to a letter near its middle."""
    middle = (end - start) // 2
    if text[start + middle].isalnum():
        return middle
    for at in range(start + middle + 1, end):
        if text[at].isalnum():
            return at - start
    return middle


def check_sizes(lines: list[Line], places: Positions) -> None:
    """Measure lines again whose letter in the middle was smaller than most: a small capital, a raised mark."""
    if not lines:
        return
    common = Counter([line.size for line in lines]).most_common(1)[0][0]
    for line in lines:
        if 0 < line.size < 0.85 * common and len(line.text) > 8:
            _, low, _, high = places.loose(max(0, line.first - len(line.text) // 4))
            is_beside = low < line.top and line.bottom < high
            if is_beside and high - low > line.size:
                line.size, line.base = high - low, low
