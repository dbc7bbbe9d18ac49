"""Straight lines that are drawn on a page: the borders of tables."""

from typing import Any

from openbook.corpus.formats.pdf.lines import Box

THIN = 3.0
"""Points that a line is thick at most."""
SHORTEST = 3.0
LONG = 8.0
"""Points that a line of a table's border is long at least."""
MOST = 4000
"""Lines of a page beyond which it is a drawing, not a table."""


def rules_of(page: Any) -> tuple[Box, ...]:
    """Return the straight lines on a page and the sides of its rectangles: left, bottom, right, top."""
    import pypdfium2.raw as pdfium

    found: list[Box] = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        wide, high = right - left > SHORTEST, top - bottom > SHORTEST
        if wide != high and min(right - left, top - bottom) <= THIN:
            found.append((left, bottom, right, top))
        elif wide and high and pdfium.FPDFPath_CountSegments(drawn.raw) <= 6:
            found += [(left, bottom, left, top), (right, bottom, right, top)]
            found += [(left, bottom, right, bottom), (left, top, right, top)]
        if len(found) > MOST:
            return ()
    return tuple(found)


def is_long(rule: Box) -> bool:
    """Whether a line may be one of a table's."""
    return max(rule[2] - rule[0], rule[3] - rule[1]) > LONG
