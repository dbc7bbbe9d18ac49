"""A page of a PDF file → its lines, in whatever directions they are set."""

from collections.abc import Callable
from functools import cache
from typing import Any

from openbook.corpus.formats.pdf import turned
from openbook.corpus.formats.pdf.bitmap_fonts import BitmapFonts
from openbook.corpus.formats.pdf.drawn import LineReader
from openbook.corpus.formats.pdf.drawn_boxes import boxes_of
from openbook.corpus.formats.pdf.form_fields import Field
from openbook.corpus.formats.pdf.insets import mark_insets, rectangles_of
from openbook.corpus.formats.pdf.lines import Box, Line, PageLines
from openbook.corpus.formats.pdf.plain_lines import DrawnPiece
from openbook.corpus.formats.pdf.ruled_lines import is_long, rules_of
from openbook.corpus.formats.pdf.struck import level_lines
from openbook.corpus.formats.pdf.unsized import Unsized

STEEP = 1.8
"""Heights of its letters that a line reaches from bottom to top, from which it may not be upright."""


class PageReader:
    """Reads page after page; one a document."""

    def __init__(self, fonts: BitmapFonts) -> None:
        self._reader = LineReader(fonts)
        self._places = self._reader.places
        self._unsized = Unsized(self._places)
        self.boxes: list[Field] = []
        """Boxes to be ticked that are drawn on the page that was read last."""

    def read(self, page: Any) -> PageLines:
        """Return the lines of a page that has been loaded; what is on it may be turned by that."""
        width, height = page.get_size()
        turned.set_upright(page)
        self.boxes = []
        found, straight = self._frame(page, width, height, None)
        return found if straight else self._all_directions(page, width, height)

    @property
    def struck(self) -> int:
        """How many letters of the pages so far are left out as they are struck out."""
        return self._reader.struck.left_out

    @property
    def covered(self) -> int:
        """How many letters of the pages so far are left out as something is drawn over them."""
        return self._reader.covered.left_out

    @property
    def silent(self) -> int:
        """How many glyphs of the pages so far are left out, as no letter stands beside them."""
        return self._reader.told.left_out

    def _all_directions(self, page: Any, width: float, height: float) -> PageLines:
        """Read a page once for each direction in which something is written on it."""
        upright, others = self._frame(page, width, height, 0)
        frames = [upright]
        done = 0
        for quarters in sorted(set(others) - {None, 0}):
            turned.turn(page, quarters - done, *((height, width) if done % 2 else (width, height)))
            done = quarters
            size = (height, width) if quarters % 2 else (width, height)
            frames.append(self._frame(page, *size, 0)[0])
            for line in frames[-1].lines:
                # What it is drawn on is looked for as the page lies.
                line.pale = False
        if done:
            turned.turn(page, -done, *((height, width) if done % 2 else (width, height)))
        main, *rest = sorted((frame for frame in frames if frame.lines), key=_letters, reverse=True) or [upright]
        return PageLines(
            main.lines, main.vertical, main.width, main.height, turned=tuple(rest), slanted=upright.slanted,
            rules=main.rules,
        )  # fmt: skip

    def _frame(self, page: Any, width: float, height: float, only: int | None) -> tuple[PageLines, Any]:
        """Return the lines as the page lies now, and whether they are all upright.

        With `only` 0, those that are upright and those that are slanted, and the turns that the others need.
        """
        from pypdfium2 import PdfiumError

        pdfium = self._places.pdfium
        self._places.objects.open(page)
        self._unsized.widen()
        textpage = pdfium.FPDFText_LoadPage(page.raw)
        if not textpage:
            raise PdfiumError("a page's text can't be loaded")
        try:
            pieces = self._reader.pieces(textpage, width, height)
            if not pieces:
                return PageLines([], False, width, height), True if only is None else ()
            paths = self._places.objects.paths()
            if only is None:
                self.boxes = boxes_of(paths, text_in(page)) if paths else []
            self._reader.strike(level_lines(page, paths))
            rules = self._places.objects.once(rules_of)
            lines, plainly = self._reader.lines(pieces, rules, mixed=only is not None)
            lines = [
                line
                for line in lines
                if 0 <= line.left + line.right <= 2 * width and 0 <= line.bottom + line.top <= 2 * height
            ]
            if not plainly:
                for line in lines:
                    line.clipped = all(self._places.is_clipped_at(part.first) for part in line.cells or (line,))
            mark_insets(lines, rectangles_of(paths, self._places.objects.parts_of))
            found = self._downwards(pieces, lines)
            if found is not None:
                beside = (PageLines(found[1], False, width, height),) if found[1] else ()
                return PageLines(found[0], True, width, height, turned=beside), True if only is None else ()
            drawn = tuple(filter(is_long, rules())) if not plainly and any(line.cells for line in lines) else ()
            if only is None:
                return PageLines(lines, False, width, height, rules=drawn), self._all_upright(lines)
            turns = [turned.quarters_of(self._places.angle(line.first)) for line in lines]
            kept = [line for line, quarters in zip(lines, turns, strict=True) if quarters == 0]
            slanted = tuple(line for line, quarters in zip(lines, turns, strict=True) if quarters is None)
            return PageLines(kept, False, width, height, slanted=slanted, rules=drawn), turns
        finally:
            pdfium.FPDFText_ClosePage(textpage)

    def _all_upright(self, lines: list[Line]) -> bool:
        """Whether every line seems to be: none is steep, and one of them, which may stand on its head, does not."""
        if any(line.top - line.bottom > STEEP * line.size and len(line.text) > 1 for line in lines):
            return False
        return not lines or turned.quarters_of(self._places.angle(lines[len(lines) // 2].first)) == 0

    def _downwards(self, pieces: list[DrawnPiece], lines: list[Line]) -> tuple[list[Line], list[Line]] | None:
        """Return the lines that run downwards, their boxes set right, and the others; None where most don't."""
        middle = lines[len(lines) // 2] if lines else None
        if middle is None or middle.right - middle.left > 3 * max(middle.height, 1) or len(lines) != len(pieces):
            return None
        votes = 0
        measured: dict[int, tuple[float, float, float]] = {}
        for start, end, _ in pieces:
            (x, y), (last_x, last_y) = self._places.origin(start), self._places.origin(end - 1)
            down = end - start > 1 and y - last_y > 2 * abs(last_x - x)
            votes += (end - start) * (1 if down else -1) if end - start > 1 else 0
            if down:
                measured |= dict.fromkeys(range(start, end), (x, y, last_y))
        columns = {round(x) for x, _, _ in measured.values()}
        for start, end, _ in pieces:
            x, y = self._places.origin(start) if end - start == 1 else (0.0, 0.0)
            if y and not columns.isdisjoint((round(x) - 1, round(x), round(x) + 1)):
                # A sign that is drawn by itself at the head or the foot of a column.
                measured[start] = x, y, y - 1
        down_lines = [line for line in lines if line.first in measured]
        if votes <= 0 or not down_lines or turned.quarters_of(self._places.angle(down_lines[0].first)) != 0:
            return None
        for line in down_lines:
            x, y, last_y = measured[line.first]
            line.left, line.right, line.top, line.bottom, line.base = x - 10, x, y, last_y, x
            line.left, line.bottom, line.right, line.top = -line.top, line.left, -line.bottom, line.right
        return down_lines, [line for line in lines if line.first not in measured]


def _letters(page: PageLines) -> int:
    return sum(len(line.text) for line in page.lines)


def text_in(page: Any) -> Callable[[Box], str]:
    """Return what tells the text in a box of a page, which is taken apart for that where it is asked."""
    textpage = cache(page.get_textpage)
    return lambda box: str(textpage().get_text_bounded(*box))
