"""Text of a page that nobody sees: not drawn at all or clipped away, as pale as the paper, or far too small."""

from statistics import median
from typing import Any

from openbook.corpus.formats.pdf.lines import Box, Line
from openbook.corpus.formats.pdf.pictures import shows_picture
from openbook.corpus.formats.pdf.turned import moved, upright

TINY = 1.5
"""Points of letters that are too small to be seen, on pages whose letters are large enough."""
LEGIBLE = 5.0
PALE = 250
"""Of each colour, at least, in what is as pale as paper; of 255."""


def without_unseen(lines: list[Line], document: Any, index: int) -> tuple[list[Line], int]:
    """Return the lines that are seen, and how many letters others have; those behind a picture say what it shows."""
    if not any(line.unseen or line.pale or line.clipped or 0 < line.size < TINY for line in lines):
        return lines, 0
    page = document[index]
    try:
        gone = {id(line) for line in _not_drawn(lines, page)}
        gone |= {id(line) for line in _tiny(lines)} | {id(line) for line in lines if line.clipped}
        said = [line for line in lines if id(line) in gone]
        pale = [line for line in lines if line.pale and id(line) not in gone]
        said += _on_paper(pale, page) if pale else []
        behind = _behind(lines) if shows_picture(page) else []
    finally:
        page.close()
    gone |= {id(line) for line in (*said, *behind)}
    return [line for line in lines if id(line) not in gone], sum(len(line.text) for line in said)


def is_white(red: int, green: int, blue: int, alpha: int) -> bool:
    """Whether a colour is as pale as paper."""
    return min(red, green, blue) >= PALE or alpha <= 255 - PALE


def _not_drawn(lines: list[Line], page: Any) -> list[Line]:
    return [] if shows_picture(page) else [line for line in lines if line.unseen]


def _behind(lines: list[Line]) -> list[Line]:
    """Return lines that are not drawn, and are said by others which are."""
    drawn = [line for line in lines if not line.unseen]
    return [line for line in lines if line.unseen and _is_behind(line, drawn)]


def _is_behind(line: Line, drawn: list[Line]) -> bool:
    x, y = (line.left + line.right) / 2, (line.bottom + line.top) / 2
    return any(one.left <= x <= one.right and one.bottom <= y <= one.top for one in drawn)


def _tiny(lines: list[Line]) -> list[Line]:
    common = median(line.size for line in lines)
    return [line for line in lines if 0 < line.size < TINY] if common > LEGIBLE else []


def _on_paper(lines: list[Line], page: Any) -> list[Line]:
    """Return those of some pale lines that nothing dark is drawn under."""
    grounds = _grounds(page)
    return [line for line in lines if not any(_reaches_into(line, ground) for ground in grounds)]


def _reaches_into(line: Line, ground: Box) -> bool:
    left, bottom, right, top = ground
    return line.left < right and left < line.right and bottom <= (line.bottom + line.top) / 2 <= top


def _grounds(page: Any) -> list[Box]:
    """Return the boxes of what pale text may be drawn on: pictures, and areas that are not white themselves."""
    import pypdfium2.raw as pdfium

    matrix = upright(page)
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM]
    found = page.get_objects(filter=kinds, max_depth=1)
    return [moved(drawn.get_bounds(), matrix) for drawn in found if not _is_white_area(drawn)]


def _is_white_area(drawn: Any) -> bool:
    """Whether it is a path that fills nothing, or fills it with white."""
    import ctypes

    import pypdfium2.raw as pdfium

    if drawn.type != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn.raw, mode, stroked)
    colour = [ctypes.c_uint() for _ in range(4)]
    if not mode.value or not pdfium.FPDFPageObj_GetFillColor(drawn.raw, *colour):
        return not mode.value
    return is_white(*(part.value for part in colour))
