"""Words that a filled rectangle is drawn over later: a bar that blackens them, or paper that was put over them."""

import ctypes
import math
from collections.abc import Iterator
from itertools import product

from openbook.corpus.formats.pdf.foreign import Handle, Written, bare
from openbook.corpus.formats.pdf.lines import Box
from openbook.corpus.formats.pdf.positions import Positions
from openbook.corpus.formats.pdf.unseen import is_white
from openbook.dataclass import dataclass

LEAST = 4.0
"""Points that such a rectangle is wide and high at least."""
LARGEST = 0.5
"""Share of the page that it takes at most: one that hides most of a page stands behind a picture of it."""
MOST = 400
"""Rectangles of a page beyond which it is a drawing."""
CORNERS = range(4, 7)
"""Points of a path that is a rectangle, closed or not."""
ROW = 16.0
"""Points of the page in which texts are looked for together."""
SAME = 1.0
"""Points between the sides of two texts that are drawn at one place, at most."""
BAR = "█"
"""Stands for words within a line that a bar hides: without it the sentence would say something else."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A rectangle that hides what is below it."""

    box: Box
    dark: bool
    """Whether it is seen as a bar, and not as paper."""
    before: int
    """How many texts are drawn before it."""


class CoveredWords:
    """The words of one page that nobody sees under what covers them; one a document."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._mode_of = pdfium.FPDFPath_GetDrawMode
        self._is_clear = bare("FPDFPageObj_HasTransparency")
        self._point = bare("FPDFPath_GetPathSegment", Handle)
        self._place = bare("FPDFPathSegment_GetPoint")
        self._at, self._colour = Written("ff"), Written("IIII")  # x, y; red, green, blue, alpha
        self.any = False
        """Whether there are such words on the page."""
        self.left_out = 0
        """Their letters, on all pages so far."""

    def blanked(self, places: Positions, text: str, area: float) -> str:
        """Return the text of a page, of the same length, with spaces for what is covered; `area` of the page."""
        self.any = False
        covers = list(self._covers(places, area))
        if not covers:
            return text
        under = texts_under(places, covers)
        if not under:
            return text
        chars = list(text)
        hidden: dict[int, bool] = {}
        object_at, address = places.object_at, places.address
        for at, char in enumerate(text):
            some = under.get(object_at(address, at) or 0) if not char.isspace() else None
            cover = _over(places.loose(at), some) if some else None
            if cover is not None:
                hidden[at] = cover.dark
                chars[at] = " "
        self.any = bool(hidden)
        self.left_out += sum(text[at].isalnum() for at in hidden)
        for at in _starts(text, hidden):
            chars[at] = BAR
        return "".join(chars)

    def _covers(self, places: Positions, area: float) -> Iterator[Cover]:
        """Yield the opaque rectangles that are drawn after text."""
        found = places.objects.paths_after_text()
        if len(found) > MOST:
            return
        for drawn, (left, bottom, right, top), before in found:
            wide, high = right - left, top - bottom
            if wide >= LEAST <= high and wide * high <= LARGEST * area and self._is_opaque_rectangle(places, drawn):
                places.fill_of(drawn, *self._colour.to)
                yield Cover((left, bottom, right, top), not is_white(*self._colour.read()), before)

    def _is_opaque_rectangle(self, places: Positions, drawn: Handle) -> bool:
        count = places.objects.parts_of(drawn)
        if count not in CORNERS or self._is_clear(drawn) or places.clips.count_paths(places.clips.path_of(drawn)) > 0:
            return False
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        self._mode_of(ctypes.cast(drawn, places.pdfium.FPDF_PAGEOBJECT), mode, stroked)
        if not mode.value:
            return False
        xs, ys = set(), set()
        for index in range(count):
            self._place(self._point(drawn, index), *self._at.to)
            x, y = self._at.read()
            xs.add(round(x, 1))
            ys.add(round(y, 1))
        return len(xs) == len(ys) == 2


def texts_under(places: Positions, covers: list[Cover]) -> dict[int, list[Cover]]:
    """Return the texts that something covers, by their addresses, each with what is drawn over it later."""
    rows: dict[int, list[tuple[int, int, Box]]] = {}
    for number, drawn in enumerate(places.objects.texts):
        box = places.objects.bounds(drawn)
        rows.setdefault(int((box[1] + box[3]) / 2 / ROW), []).append((number, drawn.value or 0, box))
    found: dict[int, list[Cover]] = {}
    last = _LastAtPlace(rows)
    for cover in covers:
        left, bottom, right, top = cover.box
        for row in range(int(bottom / ROW), int(top / ROW) + 1):
            for number, address, box in rows.get(row, ()):
                middle = (box[1] + box[3]) / 2
                hides = box[0] < right and left < box[2] and bottom < middle < top and number < cover.before
                if hides and last.number(row, box) < cover.before:
                    found.setdefault(address, []).append(cover)
    return found


class _LastAtPlace:
    """Tells which of the texts that stand at one place is drawn last: of such, pdfium tells the first alone."""

    def __init__(self, rows: dict[int, list[tuple[int, int, Box]]]) -> None:
        self._rows = rows
        self._cells: dict[int, dict[tuple[int, ...], dict[Box, int]]] = {}

    def number(self, row: int, box: Box) -> int:
        """Return the number of the last text in a row whose sides are those of a box, or nearly."""
        if row not in self._cells:
            cells = self._cells[row] = {}
            for number, _, one in self._rows[row]:
                # Of texts that can't be told apart the last one speaks for all.
                cells.setdefault(_cell(one), {})[_rounded(one)] = number
        cells = self._cells[row]
        near = product(*((side - 1, side, side + 1) for side in _cell(box)))
        here = _rounded(box)
        return max(number for cell in near for one, number in cells.get(cell, {}).items() if _is_same(here, one))


def _cell(box: Box) -> tuple[int, ...]:
    return tuple(math.floor(side / SAME) for side in box)


def _rounded(box: Box) -> Box:
    left, bottom, right, top = box
    return round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) < SAME for a, b in zip(one, other, strict=True))


def _over(letter: Box, covers: list[Cover]) -> Cover | None:
    """Return what hides a letter of a text that is covered in part; None where it is seen."""
    x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
    for cover in covers:
        left, bottom, right, top = cover.box
        if left < x < right and bottom < y < top:
            return cover
    return None


def _starts(text: str, hidden: dict[int, bool]) -> Iterator[int]:
    """Yield where stretches begin that bars hide, in lines of which something is seen."""
    place = 0
    for line in text.split("\r\n"):
        seen = any(char.isalnum() and at not in hidden for at, char in enumerate(line, place))
        last = True
        for at, char in enumerate(line, place) if seen else ():
            if hidden.get(at) and last:
                yield at
            last = at not in hidden if not char.isspace() else last
        place += len(line) + 2
