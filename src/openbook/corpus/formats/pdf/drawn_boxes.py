"""Boxes to be ticked that are drawn on a page, without a field or a letter: whether each is ticked."""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

from openbook.corpus.formats.pdf.form_fields import Field
from openbook.corpus.formats.pdf.lines import Box
from openbook.dataclass import dataclass

SMALLEST, LARGEST = 7.0, 15.0
"""Points that a box with its stroke is wide and high; what is smaller marks items of a list."""
SQUARE = 1.0
"""Points that the sides of a box differ, at most."""
BESIDE = 1.5
"""Points between two boxes, at least: those of a grid touch."""
MOST = 60
"""Boxes of a page beyond which they are a drawing."""
MARKS = 600
"""Small things drawn on a page, likewise."""
CURVES = 24
"""Parts that the outline of a box has at most, with rounded corners."""
DARK = 160
"""Of the palest colour, at most, in what fills a box that is chosen by that."""
NEARLY = 2.5
"""Points, at most, by which a box's outline drawn once more, or its shade, is narrower than the box with its stroke."""
SIGNS = {False: ("☐", "☒"), True: ("○", "◉")}
"""What open and chosen ones are read as, by whether they are round."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Something small that is drawn."""

    box: Box
    is_outline: bool
    """Of a box, or of a round one."""
    is_round: bool
    is_crossed: bool
    """Whether it goes from corner to corner."""
    is_dark: bool
    """Whether it is filled with more than a shade."""

    @property
    def side(self) -> float:
        """How wide it is, or how high where that is more."""
        left, bottom, right, top = self.box
        return max(right - left, top - bottom)


def boxes_of(paths: Sequence[tuple[Any, Box]], text_in: Callable[[Box], str]) -> list[Field]:
    """Return the boxes among what is drawn on a page, which has no letters in them; from top to bottom."""
    small = [(drawn, box) for drawn, box in paths if 2 < max(box[2] - box[0], box[3] - box[1]) < 1.4 * LARGEST]
    if not any(map(_is_square, (box for _, box in small))) or len(small) > MARKS:
        return []
    shapes = [shape for drawn, box in small if (shape := _shape(drawn, box)) is not None]
    outlines = sorted((one for one in shapes if one.is_outline and _is_square(one.box)), key=lambda one: -one.side)
    kept: list[_Shape] = []
    for one in outlines:
        if not any(_holds(other.box, one.box) for other in kept):
            kept.append(one)
    kept = [one for one in kept if not any(other is not one and _touch(one.box, other.box) for other in kept)]
    if len(kept) > MOST:
        return []
    within = {id(one): [other for other in shapes if other is not one and _holds(one.box, other.box)] for one in kept}
    filled = {
        id(one) for one in kept if any(part.is_dark and _is_nearly(part, one) for part in (one, *within[id(one)]))
    }
    open_sides = [one.side for one in kept if id(one) not in filled]
    found = []
    for one in kept:
        chosen = one.is_crossed or any(not _is_nearly(part, one) or part.is_crossed for part in within[id(one)])
        if id(one) in filled and not chosen:
            if not any(abs(side - one.side) < SQUARE for side in open_sides):
                continue
            chosen = True
        if not text_in(one.box).strip():
            found.append(Field(SIGNS[one.is_round][chosen], one.box, True, True))
    return sorted(found, key=lambda one: (-round(one.box[3] / 4), one.box[0]))


def _is_square(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) >= SMALLEST and max(wide, high) <= LARGEST + SQUARE and abs(wide - high) <= SQUARE


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] < x < outer[2] and outer[1] < y < outer[3]


def _touch(one: Box, other: Box) -> bool:
    across = max(one[0], other[0]) - min(one[2], other[2])
    return max(across, max(one[1], other[1]) - min(one[3], other[3])) < BESIDE


def _is_nearly(part: _Shape, whole: _Shape) -> bool:
    return part.is_outline and part.side > whole.side - NEARLY


def _shape(drawn: Any, box: Box) -> _Shape | None:
    """Return what a path draws; None where that is nothing, or white."""
    import pypdfium2.raw as pdfium

    drawn = ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, mode, stroked)
    colour = [ctypes.c_uint() for _ in range(4)]
    filled = bool(mode.value) and bool(pdfium.FPDFPageObj_GetFillColor(drawn, *colour)) and colour[3].value > 0
    palest = min(part.value for part in colour[:3])
    count = pdfium.FPDFPath_CountSegments(drawn)
    if count > CURVES:
        return _Shape(box, False, False, False, False) if stroked.value or palest < DARK else None
    straight = crossed = curved = 0
    last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(count):
        part = pdfium.FPDFPath_GetPathSegment(drawn, number)
        kind = pdfium.FPDFPathSegment_GetType(part)
        pdfium.FPDFPathSegment_GetPoint(part, x, y)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            level = min(abs(x.value - last[0]), abs(y.value - last[1])) < 0.1
            straight, crossed = straight + level, crossed + (not level)
        curved += kind == pdfium.FPDF_SEGMENT_BEZIERTO
        last = x.value, y.value
    is_outline = straight >= 3 or (curved >= 12 and not crossed)
    if not stroked.value and not (filled and (is_outline or palest < DARK)):
        return None
    return _Shape(box, is_outline, is_outline and straight < 3, crossed > 0, filled and palest < DARK)
