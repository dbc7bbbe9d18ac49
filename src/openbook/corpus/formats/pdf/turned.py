"""Pages that are shown turned, and text that is set sideways: turned until it is upright, and then read like any."""

from math import pi
from typing import Any

from openbook.corpus.formats.pdf.lines import Box

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f as in the format: x becomes ax + cy + e, and y becomes bx + dy + f."""
UNCHANGED: Matrix = (1, 0, 0, 1, 0, 0)
STRAIGHT = 0.06
"""Radians off the page's directions from which text is slanted; pages are scanned a little askew."""


def set_upright(page: Any) -> bool:
    """Turn what is on a page as a viewer does, and move the lower left corner of what is shown to 0, 0.

    Returns whether anything was moved.
    """
    if _is_upright(page):
        return False
    matrix = upright(page)
    if matrix == UNCHANGED:
        return False
    _transform(page, matrix)
    return True


def _is_upright(page: Any) -> bool:
    """Whether a page is shown as it lies, from 0, 0 on; few others are too, which takes longer to see."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    found = pdfium.FPDF_GetPageBoundingBox(page.raw, box)
    return bool(found and box.left == 0 == box.bottom and pdfium.FPDFPage_GetRotation(page.raw) == 0)


def upright(page: Any) -> Matrix:
    """Return the matrix that takes a place on the page to where a viewer shows it."""
    return _turn(page.get_rotation() // 90 % 4, *_shown(page))


def moved(box: Box, matrix: Matrix) -> Box:
    """Return where a box comes to lie."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    xs = [a * x + c * y + e for x, y in ((left, bottom), (right, top))]
    ys = [b * x + d * y + f for x, y in ((left, bottom), (right, top))]
    return min(xs), min(ys), max(xs), max(ys)


def turn(page: Any, quarters: int, width: float, height: float) -> None:
    """Turn all that is on an upright page clockwise."""
    _transform(page, _turn(quarters % 4, 0, 0, width, height))


def quarters_of(angle: float) -> int | None:
    """Return the clockwise turns after which text at an angle (clockwise, in radians) is upright; None if none are."""
    turns = angle / (pi / 2)
    nearest = round(turns)
    return None if abs(turns - nearest) * (pi / 2) > STRAIGHT else -nearest % 4


def _shown(page: Any) -> tuple[float, float, float, float]:
    """Return the part of the page that is shown: of its crop box what is within the media box."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom, right, top = (
        max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    )  # fmt: skip
    return (left, bottom, right, top) if left < right and bottom < top else media


def _turn(quarters: int, left: float, bottom: float, right: float, top: float) -> Matrix:
    """Return the matrix that turns a box clockwise and puts its lower left corner to 0, 0."""
    return (
        (1, 0, 0, 1, 0.0 - left, 0.0 - bottom),
        (0, -1, 1, 0, -bottom, right),
        (-1, 0, 0, -1, right, top),
        (0, 1, -1, 0, top, -left),
    )[quarters]


def _transform(page: Any, matrix: Matrix) -> None:
    import pypdfium2.raw as pdfium

    how = pdfium.FS_MATRIX(*matrix)
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        pdfium.FPDFPageObj_TransformF(pdfium.FPDFPage_GetObject(page.raw, index), how)
