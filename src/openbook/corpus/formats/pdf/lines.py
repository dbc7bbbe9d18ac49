"""A page of a PDF file → its lines with their places, from the text layer as pdfium gives it."""

import ctypes
from array import array
from collections import Counter
from dataclasses import dataclass
from struct import Struct
from typing import Any

from openbook.corpus.clean import rare
from openbook.corpus.formats.pdf.glyphs import (
    BULLET,
    COMPOSED,
    CUT,
    ODD,
    RTL,
    SPECIAL,
    STRAY_STOP,
    UNMAPPED,
    pieces_of,
    plain,
)

GAP = 1.25
"""Heights of a line between two stretches of it, above which they are cells of a row, or columns."""

FOUR = Struct("4d").unpack_from
"""Reads the sides of a box from where pdfium wrote them."""


@dataclass(slots=True)
class Line:
    """One line as printed."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    """Points from the page's lower left corner."""
    base: float
    """Below the letters; of a vertical line, its x."""
    size: float = 0.0
    """Height of the font's letters, whichever of them there are; 0 where the font does not say."""
    cells: tuple["Line", ...] = ()
    """The stretches of a line that has wide gaps, left to right."""
    hyphen: bool = False
    """Whether a hyphen at its end was taken off."""
    rtl: bool = False
    """Whether it holds letters that are written from right to left."""

    @property
    def height(self) -> float:
        """Points from the lowest to the highest mark."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in the order of the file."""

    lines: list[Line]
    vertical: bool
    """Whether the page is written in columns from right to left."""
    width: float
    height: float
    recognised: bool = False
    """Whether the lines come from a picture, with places made up."""


class PageReader:
    """Asks pdfium for places; one a document, so that its buffers are made once."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._corners = (ctypes.c_double * 4)()  # left, top, right, bottom
        self._sides = tuple(ctypes.c_double.from_buffer(self._corners, 8 * side) for side in range(4))
        self._to_corners = tuple(map(ctypes.byref, self._sides))
        self._point = [ctypes.c_double(), ctypes.c_double()]
        self._box = pdfium.FS_RECTF()
        self._to_box = ctypes.byref(self._box)
        self._get_rect, self._get_box = _unchecked(pdfium.FPDFText_GetRect), _unchecked(pdfium.FPDFText_GetLooseCharBox)

    def read(self, page: Any) -> PageLines:
        """Return the lines of a page that has been loaded."""
        textpage = page.get_textpage()
        try:
            width, height = page.get_size()
            text, identical = self._text(textpage.raw)
            if not text or text.isspace():
                return PageLines([], False, width, height)
            pieces = pieces_of(text)
            lines = self._lines(textpage, text, pieces, identical)
            vertical = self._is_vertical(textpage.raw, pieces, lines)
            if vertical:
                for line in lines:
                    line.left, line.bottom, line.right, line.top = -line.top, line.left, -line.bottom, line.right
            return PageLines(lines, vertical, width, height)
        finally:
            textpage.close()

    def _text(self, textpage: Any) -> tuple[str, bool]:
        """Return the text, one character a UTF-16 unit, and whether places in it are pdfium's own."""
        count = self._pdfium.FPDFText_CountChars(textpage)
        if count <= 0:
            return "", True
        buffer = ctypes.create_string_buffer(2 * count + 2)
        units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = max(0, self._pdfium.FPDFText_GetText(textpage, 0, count, units) - 1)
        blob = buffer.raw[: 2 * written]
        text = blob.decode("utf-16-le", "surrogatepass")
        if len(text) != written:
            text = "".join(map(chr, array("H", blob)))
        return text, written == count

    def _lines(self, helper: Any, text: str, pieces: list[tuple[int, int, bool]], identical: bool) -> list[Line]:
        pdfium, box, textpage, special = self._pdfium, self._box, helper.raw, SPECIAL.search(rare(text)) is not None
        simple = identical and pdfium.FPDFText_CountRects(textpage, 0, -1) == len(pieces)
        if simple and not special:
            return self._simple_lines(textpage, text, pieces)
        boxes = self._rects(textpage, len(pieces)) if simple else []
        odd = special and ODD.search(text.replace("\r\n", "")) is not None
        composed = special and COMPOSED.search(text) is not None
        lines: list[Line] = []
        places: list[tuple[int, int]] = []
        for index, (start, end, hyphen) in enumerate(pieces):
            first = start if identical else pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, start)
            if simple:
                cells = [boxes[index]]
            else:
                cells = self._rects(textpage, pdfium.FPDFText_CountRects(textpage, first, end - start))
            raw = text[start:end]
            if odd and ODD.search(raw):
                raw = self._mended(textpage, start, raw, identical)
            elif composed:
                raw = plain(raw)
            if not raw or not cells:
                continue
            # Of a letter in the middle: the first and the last may be raised, as marks of notes are.
            self._get_box(textpage, first + _letter(text, start, end), self._to_box)
            line = Line(raw, *_around(cells), box.bottom, round(box.top - box.bottom, 1), (), hyphen)
            line.rtl = odd and RTL.search(raw) is not None
            if not line.size:
                pdfium.FPDFText_GetCharOrigin(textpage, first, self._point[0], self._point[1])
                line.base = self._point[1].value
            if len(cells) > 1:
                line.cells = self._cells(helper, cells, line)
            lines.append(line)
            places.append((first, end - start))
        self._check_sizes(textpage, lines, places)
        return lines

    def _simple_lines(self, textpage: Any, text: str, pieces: list[tuple[int, int, bool]]) -> list[Line]:
        """Return the lines where each has one box and nothing needs mending: most pages of prose."""
        get_rect, to_left, to_top, to_right, to_bottom = self._get_rect, *self._to_corners
        get_box, to_box, corners, box = self._get_box, self._to_box, self._corners, self._box
        lines: list[Line] = []
        sizes: set[float] = set()
        size = least = most = 0.0
        for index, (start, end, hyphen) in enumerate(pieces):
            get_rect(textpage, index, to_left, to_top, to_right, to_bottom)
            middle = (start + end) // 2
            get_box(textpage, middle if text[middle].isalnum() else start + _letter(text, start, end), to_box)
            base = box.bottom
            height = box.top - base
            if not least < height < most:
                # Rounding takes long; most lines round as the one above does.
                size = round(height, 1)
                least, most = size - 0.049, size + 0.049
                sizes.add(size)
            left, top, right, bottom = FOUR(corners)
            lines.append(Line(text[start:end], left, bottom, right, top, base, size, (), hyphen))
        if 0.0 in sizes:
            for line, (start, _, _) in zip(lines, pieces, strict=True):
                self._pdfium.FPDFText_GetCharOrigin(textpage, start, self._point[0], self._point[1])
                line.base = self._point[1].value
        if max(sizes, default=0) - min(sizes, default=0) > 0.2:
            self._check_sizes(textpage, lines, [(start, end - start) for start, end, _ in pieces])
        return lines

    def _check_sizes(self, textpage: Any, lines: list[Line], places: list[tuple[int, int]]) -> None:
        """Measure lines again whose letter in the middle was smaller than most: a small capital, a raised mark."""
        if not lines:
            return
        common = Counter(line.size for line in lines).most_common(1)[0][0]
        for line, (first, length) in zip(lines, places, strict=True):
            if 0 < line.size < 0.85 * common and length > 8:
                self._get_box(textpage, first + length // 4, self._to_box)
                if self._box.top - self._box.bottom > line.size:
                    line.size, line.base = self._box.top - self._box.bottom, self._box.bottom

    def _rects(self, textpage: Any, count: int) -> list[tuple[float, float, float, float]]:
        """Return the first boxes (left, bottom, right, top) of those that pdfium counted last."""
        get_rect, to_left, to_top, to_right, to_bottom = self._get_rect, *self._to_corners
        boxes = []
        for index in range(count):
            get_rect(textpage, index, to_left, to_top, to_right, to_bottom)
            left, top, right, bottom = FOUR(self._corners)
            boxes.append((left, bottom, right, top))
        return boxes

    def _cells(self, textpage: Any, boxes: list[tuple[float, float, float, float]], line: Line) -> tuple[Line, ...]:
        """Return the stretches of a line between wide gaps; empty where it has none."""
        groups: list[list[tuple[float, float, float, float]]] = []
        right, gap = 0.0, GAP * max(line.height, 4.0)
        for box in sorted([box for box in boxes if box[2] > box[0]]):
            if groups and box[0] - right <= gap:
                groups[-1].append(box)
                right = max(right, box[2])
            else:
                groups.append([box])
                right = box[2]
        if len(groups) < 2 or line.rtl:
            return ()
        cells = []
        for group in groups:
            left, bottom, right, top = _around(group)
            text = plain(textpage.get_text_bounded(left - 0.5, bottom - 0.5, right + 0.5, top + 0.5))
            text = " ".join(UNMAPPED.sub("", text.replace(CUT, "-")).split())
            if text:
                cells.append(Line(text, left, bottom, right, top, line.base, line.size))
        if cells:
            cells[-1].hyphen = line.hyphen
        together = sum(len(cell.text.replace(" ", "")) for cell in cells)
        # Where boxes overlap, text would be doubled or lost: the line stays as it is.
        return tuple(cells) if len(cells) > 1 and together == len(line.text.replace(" ", "")) else ()

    def _mended(self, textpage: Any, start: int, raw: str, identical: bool) -> str:
        """Return a line without characters that have no Unicode value, glyphs of right-to-left scripts in order."""
        pdfium = self._pdfium
        kept: list[str] = []
        last: tuple[float, ...] | None = None
        run: list[str] = []
        for offset, char in enumerate(raw):
            place = start + offset
            if not identical:
                place = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, place)
            if pdfium.FPDFText_HasUnicodeMapError(textpage, place) == 1 and not char.isspace():
                char = "\x00" if kept or run or not raw[offset + 1 : offset + 2].isspace() else char
            box: tuple[float, ...] | None = None
            if RTL.match(char):
                pdfium.FPDFText_GetCharBox(textpage, place, *self._sides)
                box = tuple(side.value for side in self._sides)
            if box is None or box != last:
                kept += reversed(run)
                run = []
            last = box
            if box is None:
                kept.append(char)
            else:
                # Letters of one glyph share its box; pdfium gives them from left to right.
                run.append(char)
        kept += reversed(run)
        text = plain("".join(kept))
        text = UNMAPPED.sub("", BULLET.sub("•", text)).strip()
        return STRAY_STOP.sub(r"\2\1", text) if RTL.search(text) else text

    def _is_vertical(self, textpage: Any, pieces: list[tuple[int, int, bool]], lines: list[Line]) -> bool:
        """Whether most lines of more than one character run downwards; their boxes are set right by the way."""
        if not lines or any(line.right - line.left > 3 * max(line.height, 1) for line in lines[:3]):
            return False
        votes = 0
        measured = []
        for start, end, _ in pieces:
            corners = []
            for place in (start, end - 1):
                self._pdfium.FPDFText_GetCharOrigin(textpage, place, self._point[0], self._point[1])
                corners.append((self._point[0].value, self._point[1].value))
            (x, y), (last_x, last_y) = corners
            votes += 1 if end - start > 1 and y - last_y > 2 * abs(last_x - x) else -1
            measured.append((x, y, last_x, last_y))
        if votes <= 0 or len(measured) != len(lines):
            return False
        for line, (x, y, _, last_y) in zip(lines, measured, strict=True):
            line.left, line.right, line.top, line.bottom, line.base = x - 10, x, y, last_y, x
        return True


def _unchecked(function: Any) -> Any:
    """Return a foreign function that does not look at its arguments' types: that takes as long as these calls do."""
    return type(function)(ctypes.cast(function, ctypes.c_void_p).value)


def _letter(text: str, start: int, end: int) -> int:
    """Return the distance from the start of a line to a letter near its middle."""
    middle = (end - start) // 2
    if text[start + middle].isalnum():
        return middle
    return next((at for at in range(middle, end - start) if text[start + at].isalnum()), middle)


def _around(boxes: list[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Return the box that holds them all."""
    if len(boxes) == 1:
        return boxes[0]
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)
