"""Boxes with text of their own that stand between the lines of a sentence: what is in them waits until it has ended."""

from collections.abc import Sequence
from typing import Any

from openbook.corpus.formats.pdf.lines import Box, Line
from openbook.corpus.formats.pdf.paragraphs import ended
from openbook.corpus.formats.pdf.ruled_lines import is_rectangle

NARROWEST = 60.0
"""Points that a box is wide at least."""
PADDING = 2.0
"""Points between its sides and the text, at least: what is marked in colour within a text has no such space."""
MOST = 40
"""Boxes of a page beyond which they are a drawing, or a table."""
APART = 1.5
"""Heights of letters between the last line above a box and the first one in it, at least."""


def mark_insets(lines: Sequence[Line], rectangles: Sequence[Box]) -> None:
    """Note at the lines of a page whether they stand in a box, beside lines that stand in none."""
    boxes = [box for box in rectangles if box[2] - box[0] >= NARROWEST]
    if not boxes or len(boxes) > MOST:
        return
    inside = [line for line in lines if any(_holds(box, line) for box in boxes)]
    if len(inside) * 2 <= len(lines):
        for line in inside:
            line.inset = True


def rectangles_of(paths: Sequence[tuple[Any, Box]], parts_of: Any) -> list[Box]:
    """Return the rectangles among what is drawn."""
    return [box for drawn, box in paths if is_rectangle(box) and parts_of(drawn) <= 6]


def parts_of_block(block: list[Line]) -> list[tuple[list[Line], bool]]:
    """Return a block in parts, and whether each is a box that stands where a sentence above it has not ended."""
    if not any(line.inset for line in block):
        return [(block, False)]
    parts: list[tuple[list[Line], bool]] = []
    start = at = 0
    while at < len(block):
        end = at
        while end < len(block) and block[end].inset:
            end += 1
        if end > at > 0 and _interrupts(block[at - 1], block[at:end], block[end : end + 1]):
            parts += [(block[start:at], False), (block[at:end], True)]
            start = end
        at = max(end, at + 1)
    return [*parts, (block[start:], False)] if start < len(block) else parts


def _holds(box: Box, line: Line) -> bool:
    left, bottom, right, top = box
    return (
        left + PADDING <= line.left
        and line.right <= right - PADDING
        and bottom + PADDING <= line.bottom
        and line.top <= top - PADDING
    )


def _interrupts(above: Line, box: list[Line], below: list[Line]) -> bool:
    """Whether a box stands within a sentence, and holds one itself; what is listed there, or code, belongs to it."""
    if ended(above.text) or above.text[-1] == ":" or above.base - box[0].base < APART * above.size:
        return False
    if any(line.cells or line.is_table or line.fixed or line.alone for line in box) or not ended(box[-1].text):
        return False
    alike = all(abs(above.size - line.size) < 0.5 and abs(above.left - line.left) < above.size for line in below)
    goes_on = above.hyphen or all(line.text[0].islower() for line in below)
    return box[0].text[0].isupper() and alike and goes_on
