"""Text that lies wholly outside of what its page lets through: it is drawn, and nobody sees it."""

from openbook.corpus.formats.pdf.foreign import Handle, Written, bare
from openbook.corpus.formats.pdf.lines import Box

MOST = 200
"""Points of a path that are looked at, at most; who clips by more clips to a drawing."""
SLACK = 1.0
"""Points of the page between a text and the edge behind which it is gone."""


class Clips:
    """Asks pdfium what clips an object; one a document, so that its buffers are made once."""

    def __init__(self) -> None:
        self.path_of = bare("FPDFPageObj_GetClipPath", Handle)
        self.count_paths = bare("FPDFClipPath_CountPaths")
        self._points = bare("FPDFClipPath_CountPathSegments")
        self._point = bare("FPDFClipPath_GetPathSegment", Handle)
        self._place = bare("FPDFPathSegment_GetPoint")
        self._bounds = bare("FPDFPageObj_GetBounds")
        self._sides, self._at = Written("ffff"), Written("ff")  # left, bottom, right, top; x, y

    def hide(self, drawn: Handle) -> bool:
        """Whether an object lies outside of the box of a path that clips it; nothing never does."""
        path = self.path_of(drawn)
        count = self.count_paths(path) if path else 0
        if count <= 0 or not self._bounds(drawn, *self._sides.to):
            return False
        left, bottom, right, top = self._sides.read()
        boxes = (self._box(path, number) for number in range(count))
        return any(
            box is not None
            and (right < box[0] - SLACK or left > box[2] + SLACK or top < box[1] - SLACK or bottom > box[3] + SLACK)
            for box in boxes
        )

    def _box(self, path: Handle, number: int) -> Box | None:
        """Return the box of a path; None where it has no points, or too many."""
        count = self._points(path, number)
        if not 0 < count <= MOST:
            return None
        xs, ys = [], []
        for index in range(count):
            self._place(self._point(path, number, index), *self._at.to)
            x, y = self._at.read()
            xs.append(x)
            ys.append(y)
        return min(xs), min(ys), max(xs), max(ys)
