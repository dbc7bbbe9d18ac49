"""Glyphs of which pdfium tells no character at all, and the file itself a text (`ActualText`)."""

import codecs
import ctypes

from openbook.corpus.formats.pdf.positions import Positions
from openbook.dataclass import dataclass

WIDEST = 4.0
"""Heights of a font from where a glyph begins to the letter behind it, at most."""
CLOSE = 0.3
"""Heights of a font between a glyph and the letter before it, at most."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Such a glyph, or several that are drawn at once."""

    text: str
    before: int
    behind: int
    """The characters before and behind it in the text of the page; below 0 for none."""
    x: float
    y: float
    """Where it is set."""

    def place(self, places: Positions, chars: list[str]) -> tuple[int, str]:
        """Return a character of the page, and what that and this are together; below 0 where none stands beside it.

        A space that pdfium sees in its place is none.
        """
        if self.behind >= 0:
            _, low, _, high = places.loose(self.behind)
            x, y = places.origin(self.behind)
            if abs(y - self.y) < 0.1 * (high - low) and 0 < x - self.x < WIDEST * (high - low):
                gap = self.behind - 1
                is_gap = gap > 0 and chars[gap] == " " and not places.object_at(places.address, gap)
                if not is_gap:
                    return self.behind, self.text + chars[self.behind]
                return gap, self.text if self._follows(places) else f" {self.text}"
        return (self.before, chars[self.before] + self.text) if self._follows(places) else (-1, "")

    def _follows(self, places: Positions) -> bool:
        """Whether it is set directly behind the letter before it."""
        if self.before < 0:
            return False
        _, low, right, high = places.loose(self.before)
        return abs(places.origin(self.before)[1] - self.y) < 0.1 * (high - low) > 0 and (
            abs(right - self.x) < CLOSE * (high - low)
        )


def told_objects(places: Positions) -> dict[int, tuple[int, bytes]]:
    """Return which of the texts that a page draws the file tells: under which mark, and what."""
    texts = places.objects.texts
    told = {at: places.told_at(texts[at].value or 0) for at in places.objects.marked}
    return {at: one for at, one in told.items() if one[1]}


def silent_glyphs(places: Positions, told: dict[int, tuple[int, bytes]], length: int) -> list[Silent]:
    """Return those of a page; what is drawn over other letters once more is none."""
    pdfium, texts = places.pdfium, places.objects.texts
    addresses = [drawn.value or 0 for drawn in texts]
    spans: dict[int, tuple[int, int]] = {}
    for index in range(length):
        drawn = places.object_at(places.address, index) or 0
        spans[drawn] = spans.get(drawn, (index, index))[0], index
    heard = {told[at][0] for at in told if addresses[at] in spans}
    found = []
    for at, (mark, text) in told.items():
        if mark in heard or not (shown := _shown(text)):
            continue
        heard.add(mark)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(ctypes.cast(texts[at], pdfium.FPDF_PAGEOBJECT), matrix)
        if places.at(matrix.e + 0.5, matrix.f + 0.5, 0.1) >= 0:
            continue
        before = next((spans[one][1] for one in reversed(addresses[:at]) if one in spans), -1)
        behind = next((spans[one][0] for one in addresses[at + 1 :] if one in spans), -1)
        found.append(Silent(shown, before, behind, matrix.e, matrix.f))
    return found


def _shown(told: bytes) -> str:
    return "".join(char for char in decoded(told) if char.isprintable() and char != "\xad").strip()


def decoded(told: bytes) -> str:
    """Return a text of the file, in any of the forms that it may have there."""
    for begin, encoding in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if told.startswith(begin):
            return told[2:].decode(encoding, "replace")
    return told.removeprefix(codecs.BOM_UTF8).decode(
        "utf-8" if told.startswith(codecs.BOM_UTF8) else "latin-1", "replace"
    )
