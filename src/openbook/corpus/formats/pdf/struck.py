"""Words that a line is drawn through: they are taken back, and marked as other formats' are."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from openbook.corpus.formats.pdf.glyphs import RTL, UNMAPPED, plain
from openbook.corpus.formats.pdf.lines import Box
from openbook.corpus.formats.pdf.positions import Positions

MARK = "~~"
SHORTEST = 2.0
"""Points that a line through a letter is long at least."""
THICKEST = 0.25
"""Thickness of the line against the height of the font, at most: a bar hides words. pdfium doubles strokes."""
THICK = 6.0
"""Points, above which it is not looked at."""
THROUGH = (0.1, 0.42)
"""Heights of the font above the line that letters stand on, between which it runs through them."""
LEVEL = 0.6
"""Heights of the font between letters of one line and those raised in it, at most."""
BEYOND = 0.7
"""Heights of the font that it reaches beyond the words, at most: longer ones run past them."""
MOST = 1000
"""Lines of a page beyond which it is a drawing."""
REACH = 12.0
"""Points around the middle of a line in which a letter is looked for."""
NEAR = 3
"""Letters before and behind one that tell how large it is."""
FIRST_MARK = 0x10F000
"""Letters at either end of struck words stand as characters from here on while lines are put together."""


class StruckWords:
    """The words of one page that are struck out."""

    def __init__(self) -> None:
        self._marked: dict[int, str] = {}
        self.left_out = 0
        """Letters of all pages that are left out: they are written from right to left, where no mark can stand."""

    def mark(self, places: Positions, text: str, lines: list[Box]) -> str:
        """Return the text of a page, of the same length, in which `written` finds the ends of what is struck out."""
        self._marked = {}
        ranges = sorted({found for line in lines if (found := _struck(places, text, line))})
        if not ranges:
            return text
        chars = list(text)
        for start, end in _joined(ranges, text):
            if RTL.search(text, start, end):
                self.left_out += sum(map(str.isalnum, text[start:end]))
                chars[start:end] = " " * (end - start)
                continue
            for at, form in ((start, MARK + "{}"), (end - 1, "{}" + MARK)):
                code = ord(chars[at])
                if code not in self._marked:
                    code = FIRST_MARK + len(self._marked)
                    self._marked[code] = plain(chars[at])
                    chars[at] = chr(code)
                self._marked[code] = form.format(self._marked[code])
        return "".join(chars)

    @property
    def any(self) -> bool:
        """Whether there are such words on the page."""
        return bool(self._marked)

    def written(self, text: str) -> str:
        """Return a text with its marks as they are read."""
        return text.translate(self._marked) if self._marked else text


def _struck(places: Positions, text: str, line: Box) -> tuple[int, int] | None:
    """Return where the words begin and end that a line is drawn through, if there are any."""
    left, bottom, right, top = line
    height = (bottom + top) / 2
    hit = places.at((left + right) / 2, height, min(REACH, right - left))
    if not 0 <= hit < len(text):
        return None
    base, size = places.origin(hit)[1], _size(places, hit, len(text))
    if (
        top - bottom > THICKEST * size
        or not THROUGH[0] * size < height - base < THROUGH[1] * size
        or places.font(hit)[1]
    ):
        return None

    def crossed(at: int) -> bool:
        if text[at].isspace():
            return text[at] == " "
        one, _, other, _ = places.loose(at)
        return left < (one + other) / 2 < right and abs(places.origin(at)[1] - base) < LEVEL * size

    start, end = hit, hit + 1
    while start and crossed(start - 1):
        start -= 1
    while end < len(text) and crossed(end):
        end += 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    words = text[start:end]
    if not any(char.isalnum() for char in words) or UNMAPPED.search(words):
        return None
    slack, edges = BEYOND * size, (places.loose(start), places.loose(end - 1))
    runs_past = min(edges)[0] - left > slack or right - max(edges)[2] > slack
    return None if runs_past else (start, end)


def _size(places: Positions, index: int, end: int) -> float:
    """Return the height of the letters around one; some fonts tell each of them by itself."""
    near = [places.loose(at) for at in range(max(0, index - NEAR), min(end, index + NEAR + 1))]
    return max(high - low for _, low, _, high in near)


def _joined(ranges: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return stretches of the text, those written as one that follow each other in a line: each has a line drawn."""
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        if found and (start <= found[-1][1] or text[found[-1][1] : start] == " "):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def level_lines(page: Any, paths: Sequence[tuple[Any, Box]]) -> list[Box]:
    """Return the thin level lines among what is drawn on a page, and those that its notes strike words out with."""
    found = [
        (left, bottom, right, top)
        for left, bottom, right, top in (*(box for _, box in paths), *_notes(page))
        if 0 < top - bottom < THICK and right - left > max(SHORTEST, top - bottom)
    ]
    return found if len(found) <= MOST else []


def _notes(page: Any) -> Iterator[Box]:
    """Yield the lines that were drawn with a reader's pen: notes on the page, not a part of it."""
    import pypdfium2.raw as pdfium

    corners = pdfium.FS_QUADPOINTSF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, index)
        is_line = pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_STRIKEOUT
        if is_line and not pdfium.FPDFAnnot_GetFlags(note) & pdfium.FPDF_ANNOT_FLAG_HIDDEN:
            for part in range(pdfium.FPDFAnnot_CountAttachmentPoints(note)):
                pdfium.FPDFAnnot_GetAttachmentPoints(note, part, ctypes.byref(corners))
                across = corners.x1, corners.x2, corners.x3, corners.x4
                middle = (corners.y1 + corners.y2 + corners.y3 + corners.y4) / 4
                yield min(across), middle - 0.5, max(across), middle + 0.5
        pdfium.FPDFPage_CloseAnnot(note)
