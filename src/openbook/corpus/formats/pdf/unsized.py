"""Text that pdfium passes over as it sees no width in it: signs of fonts that neither the file nor the machine has."""

import ctypes
from collections.abc import Iterator
from math import hypot
from typing import Any

from openbook.corpus.formats.pdf.positions import UNSEEN, Positions

NO_WIDTH = 0.01
"""Points of width, below which pdfium leaves out what is drawn."""
DEEPEST = 8
"""Forms within forms."""


class Unsized:
    """Gives width to texts that have none: a sign drawn by itself, or signs below each other; one a document."""

    def __init__(self, places: Positions) -> None:
        import pypdfium2.raw as pdfium

        whole, number, address = ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p
        self._pdfium, self._places = pdfium, places
        self._count = _plain(pdfium.FPDFPage_CountObjects, whole, address)
        self._object = _plain(pdfium.FPDFPage_GetObject, address, address, whole)
        self._count_within = _plain(pdfium.FPDFFormObj_CountObjects, whole, address)
        self._object_within = _plain(pdfium.FPDFFormObj_GetObject, address, address, number)
        self._kind = _plain(pdfium.FPDFPageObj_GetType, whole, address)
        self._font = _plain(pdfium.FPDFTextObj_GetFont, address, address)
        self._is_within = _plain(pdfium.FPDFFont_GetIsEmbedded, whole, address)
        self._bounds = _plain(pdfium.FPDFPageObj_GetBounds, whole, *[address] * 5)
        self._mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, whole, address)
        self._sides = (ctypes.c_float * 4)()  # left, bottom, right, top
        self._to_sides = [ctypes.byref(ctypes.c_float.from_buffer(self._sides, 4 * side)) for side in range(4)]
        self._foreign: dict[int, bool] = {}

    def widen(self, page: Any) -> None:
        """Let pdfium see those of a page; to be called whenever its objects were moved, before its text is read."""
        raw = ctypes.cast(page.raw, ctypes.c_void_p).value or 0
        for drawn in self._texts(raw, self._count(raw), self._object, 0):
            font = self._font(drawn)
            foreign = self._foreign.get(font)
            if foreign is None:
                foreign = self._foreign[font] = self._is_within(font) == 0
            if foreign and self._has_no_width(drawn) and not self._places.told_at(drawn)[1]:
                self._widen(drawn)

    def _texts(self, holder: int, count: int, object_of: Any, depth: int) -> Iterator[int]:
        text, form = self._pdfium.FPDF_PAGEOBJ_TEXT, self._pdfium.FPDF_PAGEOBJ_FORM
        for index in range(count):
            drawn = object_of(holder, index)
            kind = self._kind(drawn)
            if kind == text:
                yield drawn
            elif kind == form and depth < DEEPEST:
                yield from self._texts(drawn, self._count_within(drawn), self._object_within, depth + 1)

    def _has_no_width(self, drawn: int) -> bool:
        found = self._bounds(drawn, *self._to_sides)
        return bool(found) and abs(self._sides[2] - self._sides[0]) < NO_WIDTH

    def _widen(self, drawn: int) -> None:
        """Measure a text as if its outline was drawn: that has the width of the pen, which is made a letter's."""
        pdfium = self._pdfium
        mode = self._mode(drawn)
        if mode in UNSEEN:
            return
        pointer = ctypes.cast(drawn, pdfium.FPDF_PAGEOBJECT)
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        pdfium.FPDFTextObj_GetFontSize(pointer, size)
        pdfium.FPDFPageObj_GetMatrix(pointer, matrix)
        pdfium.FPDFPageObj_SetStrokeWidth(pointer, max(size.value * hypot(matrix.c, matrix.d), NO_WIDTH * 2))
        pdfium.FPDFTextObj_SetTextRenderMode(pointer, pdfium.FPDF_TEXTRENDERMODE_STROKE)
        pdfium.FPDFPageObj_TransformF(pointer, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0))
        pdfium.FPDFTextObj_SetTextRenderMode(pointer, mode)


def _plain(function: Any, *types: Any) -> Any:
    """Return a foreign function that takes and gives addresses as plain numbers."""
    return ctypes.CFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)
