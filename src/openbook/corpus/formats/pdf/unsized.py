"""Text that pdfium passes over as it sees no width in it: signs of fonts that neither the file nor the machine has."""

import ctypes
from math import hypot

from openbook.corpus.formats.pdf.foreign import Handle, typed
from openbook.corpus.formats.pdf.positions import UNSEEN, Positions

NO_WIDTH = 0.01
"""Points of width, below which pdfium leaves out what is drawn."""


class Unsized:
    """Gives width to texts that have none: a sign drawn by itself, or signs below each other; one a document."""

    def __init__(self, places: Positions) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._places = pdfium, places
        self._is_within = typed("FPDFFont_GetIsEmbedded", ctypes.c_int, ctypes.c_void_p)
        self._foreign: dict[int, bool] = {}

    def widen(self) -> None:
        """Let pdfium see those of the page whose objects are listed; to be called before its text is read."""
        font_of, foreign, fonts = self._places.font_of, self._foreign, self._places.fonts
        fonts.clear()
        for drawn in self._places.objects.all_texts():
            font = font_of(drawn) or 0
            fonts.add(font)
            if font not in foreign:
                foreign[font] = self._is_within(font) == 0
            if foreign[font] and self._has_no_width(drawn) and not self._places.told_at(drawn.value or 0)[1]:
                self._widen(drawn)

    def _has_no_width(self, drawn: Handle) -> bool:
        left, _, right, _ = self._places.objects.bounds(drawn)
        return abs(right - left) < NO_WIDTH

    def _widen(self, drawn: Handle) -> None:
        """Measure a text as if its outline was drawn: that has the width of the pen, which is made a letter's."""
        pdfium = self._pdfium
        mode = self._places.mode_of(drawn)
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
