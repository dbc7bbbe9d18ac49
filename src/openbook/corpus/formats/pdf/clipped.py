"""Text that lies wholly outside of what its page lets through: it is drawn, and nobody sees it."""

import ctypes
from typing import Any

from openbook.corpus.formats.pdf.lines import Box

MOST = 200
"""Points of a path that are looked at, at most; who clips by more clips to a drawing."""
SLACK = 1.0
"""Points of the page between a text and the edge behind which it is gone."""


class Clips:
    """Asks pdfium what clips an object; one a document, so that its buffers are made once."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        whole, address = ctypes.c_int, ctypes.c_void_p
        self._path_of = _plain(pdfium.FPDFPageObj_GetClipPath, address, address)
        self._paths = _plain(pdfium.FPDFClipPath_CountPaths, whole, address)
        self._points = _plain(pdfium.FPDFClipPath_CountPathSegments, whole, address, whole)
        self._point = _plain(pdfium.FPDFClipPath_GetPathSegment, address, address, whole, whole)
        self._place = _plain(pdfium.FPDFPathSegment_GetPoint, whole, address, address, address)
        self._bounds = _plain(pdfium.FPDFPageObj_GetBounds, whole, *[address] * 5)
        self._sides = (ctypes.c_float * 4)()  # left, bottom, right, top
        self._to_sides = [ctypes.byref(ctypes.c_float.from_buffer(self._sides, 4 * side)) for side in range(4)]

    def hide(self, drawn: int) -> bool:
        """Whether an object, given by its address, lies outside of the box of a path that clips it."""
        path = self._path_of(drawn)
        count = self._paths(path) if path else 0
        if count <= 0 or not self._bounds(drawn, *self._to_sides):
            return False
        left, bottom, right, top = self._sides
        boxes = (self._box(path, number) for number in range(count))
        return any(
            box is not None
            and (right < box[0] - SLACK or left > box[2] + SLACK or top < box[1] - SLACK or bottom > box[3] + SLACK)
            for box in boxes
        )

    def _box(self, path: int, number: int) -> Box | None:
        """Return the box of a path; None where it has no points, or too many."""
        count = self._points(path, number)
        if not 0 < count <= MOST:
            return None
        xs, ys = [], []
        for index in range(count):
            self._place(self._point(path, number, index), self._to_sides[0], self._to_sides[1])
            xs.append(self._sides[0])
            ys.append(self._sides[1])
        return min(xs), min(ys), max(xs), max(ys)


def _plain(function: Any, *types: Any) -> Any:
    """Return a foreign function that takes and gives addresses as plain numbers."""
    return ctypes.CFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)
