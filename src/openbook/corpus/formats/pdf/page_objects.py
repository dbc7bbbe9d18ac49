"""What draws a page, listed once for all who look through it: its texts and its paths."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from openbook.corpus.formats.pdf.foreign import Handle, Written, address_of, bare
from openbook.corpus.formats.pdf.lines import Box

T = TypeVar("T")
MOST_FORMS = 100
"""Forms of a page beyond which it is a drawing, and nothing is told of what lies over what."""
PATHS, TEXTS = 3, 9
"""Levels of forms within forms, the page itself included, in which paths are looked for, and texts."""


class PageObjects:
    """The objects of one page after the other; one a document."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self._text, self._path, self._form = (
            pdfium.FPDF_PAGEOBJ_TEXT,
            pdfium.FPDF_PAGEOBJ_PATH,
            pdfium.FPDF_PAGEOBJ_FORM,
        )
        self._on_page = bare("FPDFPage_CountObjects"), bare("FPDFPage_GetObject", Handle)
        self._in_form = bare("FPDFFormObj_CountObjects"), bare("FPDFFormObj_GetObject", Handle)
        self._kind_of = bare("FPDFPageObj_GetType")
        self.marks_of = bare("FPDFPageObj_CountMarks")
        self._bounds_of = bare("FPDFPageObj_GetBounds")
        self.parts_of = bare("FPDFPath_CountSegments")
        self._sides = Written("ffff")  # left, bottom, right, top
        self.texts: list[Handle] = []
        """What draws text on the page itself, in the order of the file."""
        self._others: list[tuple[Handle, int]] = []
        """Paths and forms, with their kinds."""
        self._before: list[int] = []
        """How many of the texts are drawn before each of them."""
        self.marked: list[int] = []
        """Which of the texts the file marks in some way."""
        self.may_be_marked = False
        """Whether it marks any of them, or may mark some that a form draws."""

    def open(self, page: Any) -> None:
        """Turn to another page."""
        self.texts, self._others, self._before, self.marked = [], [], [], []
        (count, at), kind_of, text, address = self._on_page, self._kind_of, self._text, Handle(address_of(page.raw))
        texts, marked, marks_of = self.texts, self.marked, self.marks_of
        for index in range(count(address)):
            drawn = at(address, index)
            kind = kind_of(drawn)
            if kind == text:
                if marks_of(drawn):
                    marked.append(len(texts))
                texts.append(drawn)
            elif kind in (self._path, self._form):
                self._others.append((drawn, kind))
                self._before.append(len(texts))
        self.may_be_marked = bool(self.marked) or any(kind == self._form for _, kind in self._others)

    def once(self, of: Callable[["PageObjects"], T]) -> Callable[[], T]:
        """Return what is told of the page, which is looked for where somebody asks, and then known."""
        found: list[T] = []

        def told() -> T:
            if not found:
                found.append(of(self))
            return found[0]

        return told

    def bounds(self, drawn: Handle) -> Box:
        """Return the box of an object as the page lies now."""
        self._bounds_of(drawn, *self._sides.to)
        left, bottom, right, top = self._sides.read()
        return left, bottom, right, top

    def paths(self) -> list[tuple[Handle, Box]]:
        """Return all that the page itself draws and is no text or picture, and where it is as the page lies now."""
        return [(drawn, self.bounds(drawn)) for drawn, kind in self._others if kind == self._path]

    def paths_after_text(self) -> list[tuple[Handle, Box, int]]:
        """Return those that are drawn when there is text already, and how many texts are; none below a form."""
        found: list[tuple[Handle, Box, int]] = []
        forms: list[Box] = []
        for (drawn, kind), before in zip(reversed(self._others), reversed(self._before), strict=True):
            if not before:
                break
            box = self.bounds(drawn)
            if kind == self._form:
                forms.append(box)
                if len(forms) > MOST_FORMS:
                    return []
            elif not any(map(partial(_meet, box), forms)):
                found.append((drawn, box, before))
        return found

    def all_paths(self) -> Iterator[tuple[Handle, Box]]:
        """Yield the same, and what is drawn by forms."""
        return ((drawn, self.bounds(drawn)) for drawn in self._within(self._others, self._path, PATHS))

    def all_texts(self) -> Iterator[Handle]:
        """Yield what draws text, also in forms."""
        yield from self.texts
        yield from self._within(self._others, self._text, TEXTS)

    def _within(self, found: list[tuple[Handle, int]], wanted: int, levels: int) -> Iterator[Handle]:
        count, at = self._in_form
        for drawn, kind in found:
            if kind == wanted:
                yield drawn
            elif kind == self._form and levels > 1:
                inner = [at(drawn, index) for index in range(count(drawn))]
                yield from self._within([(one, self._kind_of(one)) for one in inner], wanted, levels - 1)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
