"""Where the characters of a page stand, as pdfium tells it."""

import ctypes
from collections.abc import Callable, Iterable
from typing import Any

from openbook.corpus.formats.pdf.clipped import Clips
from openbook.corpus.formats.pdf.foreign import Handle, Written, address_of, bare, typed
from openbook.corpus.formats.pdf.glyphs import CUT, LOST, TEX_CODES, UNMAPPED, WIDTHLESS, rare_of_page
from openbook.corpus.formats.pdf.lines import Box
from openbook.corpus.formats.pdf.math_signs import kind_of_signs
from openbook.corpus.formats.pdf.page_objects import PageObjects
from openbook.corpus.formats.pdf.unseen import is_white
from openbook.text.late import late

WITHIN = late(r"(?<=[\w\s]) (?=[^\W\d_])")
"""A space before a letter."""
FEW_OF = 0.3
"""Share of the spaces that may be ligatures, at most; a font that draws all of them draws spaces oddly."""
LEVEL = 0.05
"""Radians off the horizontal, beyond which also what is blank has a height."""
FEW_A_PAGE = 40
MOST = 120
"""Spaces of a page, and of a document, that are looked at before none of the kind is expected."""
NARROW, BROAD = "ijl.,:", "mwMW"
HYPHENS = ("\x02", CUT)
"""Codes that stand for a hyphen at a line's end, or for a glyph without a meaning."""
FLAT = 0.1
"""Points that a drawn character is high at least; a glyph that is a space has no height."""
DOUBTFUL = late(f"{UNMAPPED.pattern[:-1]}{WIDTHLESS}]")
"""What may be drawn, and may say nothing."""
FILLED = (0, 4)
"""Ways to draw text that fill it, and nothing else."""
UNSEEN = (3, 7)
"""Ways to draw text that leave nothing on the page."""


class Positions:
    """Asks pdfium for places on the page that is open; one a document, so that its buffers are made once."""

    def __init__(self) -> None:
        import pypdfium2.raw as pdfium

        self.pdfium = pdfium
        whole, address = ctypes.c_int, ctypes.c_void_p
        self.objects, self.clips = PageObjects(), Clips()
        self.seen = Written("ddddffffIIII")
        """Of a line: left, top, right, bottom; the same of a letter; its red, green, blue, alpha."""
        self._corners, self._box = Written("dddd"), Written("ffff")  # left, top, right, bottom
        self.get_rect = bare("FPDFText_GetRect")
        self.get_box = bare("FPDFText_GetLooseCharBox")
        self.is_untold = bare("FPDFText_HasUnicodeMapError")
        self.drawn_at = bare("FPDFText_GetTextObject", Handle)
        self.object_at = bare("FPDFText_GetTextObject", address)
        self.font_of = bare("FPDFTextObj_GetFont", address)
        self.mode_of = bare("FPDFTextObj_GetTextRenderMode")
        self._apart = Written("dddd")  # left, right, bottom, top
        self.get_tight = bare("FPDFText_GetCharBox")
        self._colour = Written("IIII")
        self.fill_of = bare("FPDFPageObj_GetFillColor")
        self.marks_of = typed("FPDFPageObj_CountMarks", whole, address)
        self.mark_of = typed("FPDFPageObj_GetMark", address, address, ctypes.c_ulong)
        self._length = ctypes.c_ulong()
        self._to_length = ctypes.byref(self._length)
        told = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p)
        self.told_by = typed("FPDFPageObjMark_GetParamStringValue", whole, *told)
        self.bytes_by = typed("FPDFPageObjMark_GetParamBlobValue", whole, *told)
        self._origin_of = bare("FPDFText_GetCharOrigin")
        self._point = Written("dd")
        self._buffer = ctypes.create_string_buffer(1 << 14)
        self.unmapped: list[int] = []  # where in the text that was read last pdfium tells no letter
        self.page: Any = None
        self.address = Handle()
        self.boxes: dict[int, Box] = {}
        """Of characters that pdfium sees elsewhere than they are."""
        self.fonts: set[int] = set()
        """Those of the page."""
        self.fixed: dict[int, bool] = {}
        self._nameless: dict[int, bool] = {}
        self._spaces = MOST
        self._has_shown_spaces = False
        self._of_signs: dict[int, str] = {}

    def open(self, textpage: Any) -> None:
        """Turn to the text of another page, whose objects have been listed."""
        self.page = textpage
        self.address = Handle(address_of(textpage))

    def text(self, respell: Callable[["Positions", list[str]], None]) -> str:
        """Return the text, one character for each that pdfium numbers.

        `respell` replaces what fonts without a name draw; it is asked where one is seen.
        """
        self.unmapped = []
        count = self.pdfium.FPDFText_CountChars(self.page)
        if count <= 0:
            return ""
        if len(self._buffer) < 2 * count + 2:
            self._buffer = ctypes.create_string_buffer(4 * count)
        units = ctypes.cast(self._buffer, ctypes.POINTER(ctypes.c_ushort))
        written = max(0, self.pdfium.FPDFText_GetText(self.page, 0, count, units) - 1)
        text = str(memoryview(self._buffer)[: 2 * written], "utf-16-le", "surrogatepass")
        nameless = any(map(self.is_nameless, self.fonts)) and any(
            self.is_nameless(self.font_at(index)) for index in range(count // 16, count, count // 8 + 1)
        )
        shown = self._shown_spaces(text) if len(text) == count else []
        if len(text) == written == count and DOUBTFUL.search(rare_of_page(text)) is None and not (nameless or shown):
            return text
        chars = list(text) if len(text) == count else self._spelled(count)
        if nameless:
            respell(self, chars)
        for index in shown:
            chars[index] = LOST
        for index, char in enumerate(chars):
            if char in WIDTHLESS:
                chars[index] = char if self._is_blank(index) else LOST
            elif UNMAPPED.match(char):
                self.unmapped.append(index)
                if not self._is_blank(index):
                    continue
                near = chars[index - 1 : index] + chars[index + 1 : index + 2]
                # Nothing is drawn: a space, which some scripts don't write.
                chars[index] = "\xad" if any("\u2e80" <= char < "\uff00" for char in near) else " "
        return "".join(chars).translate(TEX_CODES)

    def _shown_spaces(self, text: str) -> list[int]:
        """Return where a font tells a space of what is drawn inside of a word: a ligature that it does not know.

        The first pages of a document tell whether any does.
        """
        if self._spaces <= 0 and not self._has_shown_spaces:
            return []
        if not self._has_shown_spaces:
            step = len(text) // FEW_A_PAGE + 1
            some = {match.start() for at in range(0, len(text), step) if (match := WITHIN.search(text, at))}
            self._spaces -= len(some)
            if not self._drawn(some):
                return []
        places = [match.start() for match in WITHIN.finditer(text)]
        found = [index for index in self._drawn(places) if abs(self.angle(index)) < LEVEL]
        if not found or len(found) > FEW_OF * len(places):
            return []
        self._has_shown_spaces = True
        return found

    def _spelled(self, count: int) -> list[str]:
        """Return the text character by character: pdfium leaves some codes out of it, quotation marks among them."""
        code_at, is_hyphen = self.pdfium.FPDFText_GetUnicode, self.pdfium.FPDFText_IsHyphen
        chars = [chr(code_at(self.page, index)) for index in range(count)]
        return [CUT if char in HYPHENS and is_hyphen(self.page, at) == 1 else char for at, char in enumerate(chars)]

    def _drawn(self, indexes: Iterable[int]) -> list[int]:
        """Return those characters that something is drawn for."""
        address, get_tight, to_apart, apart = self.address, self.get_tight, self._apart.to, self._apart.read
        found = []
        for index in indexes:
            get_tight(address, index, *to_apart)
            _, _, bottom, top = apart()
            if top - bottom >= FLAT and self.object_at(address, index):
                found.append(index)
        return found

    def _is_blank(self, index: int) -> bool:
        _, _, bottom, top = self.tight(index)
        return top - bottom < FLAT

    def count_rects(self, first: int, length: int) -> int:
        """Return the number of boxes of a stretch of the text: one for each object that draws some of it."""
        return int(self.pdfium.FPDFText_CountRects(self.page, first, length))

    def rects(self, count: int) -> list[Box]:
        """Return the first boxes of those that were counted last."""
        get_rect, to_left, to_top, to_right, to_bottom = self.get_rect, *self._corners.to
        boxes = []
        for index in range(count):
            get_rect(self.address, index, to_left, to_top, to_right, to_bottom)
            left, top, right, bottom = self._corners.read()
            boxes.append((left, bottom, right, top))
        return boxes

    def loose(self, index: int) -> Box:
        """Return the box of a character, from the lowest to the highest mark that its font has."""
        if index in self.boxes:
            return self.boxes[index]
        self.get_box(self.address, index, self._box.to[0])
        left, top, right, bottom = self._box.read()
        return left, bottom, right, top

    def tight(self, index: int) -> tuple[float, ...]:
        """Return the sides of the box of what is drawn for a character."""
        self.get_tight(self.address, index, *self._apart.to)
        return self._apart.read()

    def origin(self, index: int) -> tuple[float, float]:
        """Return where a character is set: its left end on the line that letters stand on."""
        self._origin_of(self.address, index, *self._point.to)
        x, y = self._point.read()
        return x, y

    def at(self, x: float, y: float, reach: float) -> int:
        """Return the character that is drawn at a point, or nearest beside it within a reach; below 0 for none."""
        return int(self.pdfium.FPDFText_GetCharIndexAtPos(self.page, x, y, reach, 1.0))

    def angle(self, index: int) -> float:
        """Return by how much a character is turned clockwise, in radians."""
        return float(self.pdfium.FPDFText_GetCharAngle(self.page, index))

    def font_at(self, index: int) -> int:
        """Return a number for the font of a character, 0 where nothing draws it."""
        drawn = self.drawn_at(self.address, index)
        return (self.font_of(drawn) or 0) if drawn else 0

    def font(self, index: int) -> tuple[int, bool]:
        """Return a number for the font of a character, 0 where nothing draws it, and whether it is not to be seen."""
        return self.font_of_drawn(self.drawn_at(self.address, index))

    def font_of_drawn(self, drawn: Handle) -> tuple[int, bool]:
        """Return the same of what an object draws."""
        return (self.font_of(drawn) or 0, self.mode_of(drawn) in UNSEEN) if drawn else (0, False)

    def is_same_object(self, one: int, other: int) -> bool:
        """Whether two characters are drawn at once."""
        return bool(self.object_at(self.address, one) == self.object_at(self.address, other))

    def is_nameless(self, font: int) -> bool:
        """Whether a font has no name: its glyphs are drawn by the file itself."""
        if font not in self._nameless:
            drawn = ctypes.cast(font, self.pdfium.FPDF_FONT)
            self._nameless[font] = bool(font) and self.pdfium.FPDFFont_GetBaseFontName(drawn, None, 0) <= 1
        return self._nameless[font]

    def name_of(self, font: int) -> str:
        """Return what the file calls a font."""
        name = ctypes.create_string_buffer(128)
        self.pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, self.pdfium.FPDF_FONT), name, 128)
        return name.value.decode("utf-8", "replace")

    def code_at(self, index: int) -> int:
        """Return the code of one of which pdfium tells no letter."""
        return int(self.pdfium.FPDFText_GetUnicode(self.page, index))

    def signs_of(self, font: int) -> str:
        """Return which of TeX's fonts of signs a font is, that name some or none of them: empty for all others."""
        if font not in self._of_signs:
            self._of_signs[font] = kind_of_signs(self.name_of(font))
        return self._of_signs[font]

    def is_pale(self, drawn: Handle) -> bool:
        """Whether an object fills its letters with the colour of paper, and draws nothing around them."""
        if not drawn or not self.fill_of(drawn, *self._colour.to):
            return False
        return is_white(*self._colour.read()) and self.mode_of(drawn) in FILLED

    def is_clipped_at(self, index: int) -> bool:
        """Whether what draws a character is outside of what the page lets through."""
        return bool(self.clips.hide(self.drawn_at(self.address, index)))

    def is_silent_at(self, index: int) -> bool:
        """Whether the file says that what draws a character stands for no text: a line's number, half of a word."""
        drawn = self.drawn_at(self.address, index)
        marks = self.objects.marks_of(drawn) if drawn else 0
        return marks > 0 and any(self._stands_for_nothing(drawn, number) for number in range(marks))

    def _stands_for_nothing(self, drawn: Handle, number: int) -> bool:
        mark = self.mark_of(drawn, number)
        found = bool(mark and self.told_by(mark, b"ActualText", None, 0, self._to_length))
        return found and self._length.value <= len("\0".encode("utf-16-le"))

    def told_at(self, drawn: int) -> tuple[int, bytes]:
        """Return the mark under which an object is drawn that tells its text, and that; nothing where none does."""
        for number in range(self.marks_of(drawn)):
            mark = self.mark_of(drawn, number)
            if mark and self.told_by(mark, b"ActualText", None, 0, self._to_length) and self._length.value > 2:
                # As bytes: pdfium decodes only some of what files write.
                buffer = ctypes.create_string_buffer(self._length.value)
                self.bytes_by(mark, b"ActualText", buffer, self._length.value, self._to_length)
                return mark, buffer.raw[: self._length.value]
        return 0, b""

    def is_fixed(self, font: int) -> bool:
        """Whether all letters of a font are equally wide."""
        if font not in self.fixed:
            drawn = ctypes.cast(font, self.pdfium.FPDF_FONT)
            flagged = bool(font and self.pdfium.FPDFFont_GetFlags(drawn) & 1)
            self.fixed[font] = flagged or bool(font and self._has_one_width(drawn))
        return self.fixed[font]

    def _has_one_width(self, font: Any) -> bool:
        """Whether narrow and wide letters are equally wide: many fonts are so without saying it."""
        width = ctypes.c_float()
        found = set()
        for group in (NARROW, BROAD):
            widths = set()
            for letter in group:
                if self.pdfium.FPDFFont_GetGlyphWidth(font, ord(letter), 100.0, ctypes.byref(width)) and width.value:
                    widths.add(round(width.value, 1))
            if len(widths) != 1:
                return False
            found |= widths
        return len(found) == 1
