"""Pictures of an Office file that stand for words: a formula, a title, a sign in a sentence or in a cell."""

import re
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.office.ooxml import attribute, number
from openbook.text.late import late

SMALL = 48.0
"""Points above which a picture is no sign."""
SIGN = 60
"""Characters of a picture's text, at most, for it to be a part of a sentence."""
FILE_NAME = late(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf)\Z", re.IGNORECASE)
TEX = late(r"\\[A-Za-z]{2}|[_^]\{")
LENGTH = late(r"(?:\A|\b(?:width|height)\s*:)\s*(\d+(?:\.\d+)?)\s*(pt|px|in|cm|mm)")
POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835}
SIDES = ("cx", "cy")
EMUS = 12_700
"""English metric units, in which Office measures, to a point."""


def alternative_text(element: Any, *, begins: bool, heading: bool) -> str:
    """Return what a picture of Office says where it stands for words.

    `begins`: nothing stands before it on the line.
    """
    named = next((part for part in element.iter("{*}docPr", "{*}cNvPr") if attribute(part, "descr")), None)
    text = one_line(attribute(named, "descr")) if named is not None else ""
    shapes = list(element.iter("{*}shape", "{*}rect"))
    text = text or next((one_line(attribute(part, "alt")) for part in shapes), "")
    sizes = [number(attribute(part, side)) / EMUS for part in element.iter("{*}extent", "{*}ext") for side in SIDES]
    sizes += [size for shape in shapes for size in points(attribute(shape, "style"))]
    return words_of(
        text,
        max(sizes, default=0.0),
        begins=begins and not fills_cell(element),
        heading=heading and fills_paragraph(element),
    )


def words_of(text: str, size: float, *, begins: bool, heading: bool) -> str:
    """Return the text of a picture of this size, in points, where it is read: empty where it only says what is seen."""
    if not text or FILE_NAME.search(text):
        return ""
    if TEX.search(text):
        return f"${text.strip('$ ')}$"
    if heading:
        return text
    return text if size <= SMALL and len(text) <= (2 if begins else SIGN) else ""


def points(lengths: str) -> list[float]:
    """Return lengths in points: of a style, or one by itself."""
    return [float(length) * POINTS[unit] for length, unit in LENGTH.findall(lengths)]


def fills_cell(element: Any) -> bool:
    """Whether a picture is all that there is in the cell of a table."""
    cell = next(element.iterancestors("{*}tc", "{*}table-cell"), None)
    return cell is not None and not _words(cell)


def fills_paragraph(element: Any) -> bool:
    """Whether a picture is all that there is in its paragraph or heading."""
    block = next(element.iterancestors("{*}p", "{*}h"), None)
    return block is not None and not _words(block)


def _words(block: Any) -> str:
    return "".join(block.itertext("{*}t", "{*}p", "{*}h", "{*}span")).strip()
