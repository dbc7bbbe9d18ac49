"""The fonts of an RTF file: which bytes stand for which characters."""

from openbook.corpus.formats.office.symbols import translated
from openbook.corpus.formats.rtf.control_words import CHARSETS
from openbook.text.late import late

HEAD = 1 << 18
"""Bytes in which the fonts are named."""
CODEPAGE = late(rb"\\ansicpg(\d{2,5})")
FONT = late(rb"\\f(\d{1,6})((?:\\[a-z]+-?\d* ?|\{[^{}]{0,200}\}|[^;{}\\]){0,40})")
CHARSET = late(rb"\\fcharset(\d{1,3})")
NAME = late(rb"[A-Za-z][A-Za-z0-9 -]*$")
FIXED, DEFAULT = late(rb"\\fmodern|\\fprq1"), late(rb"\\deff(\d{1,6})")
SIGNS_ONLY = 2


class Fonts:
    """The character sets of the fonts, and those that have signs instead of letters."""

    def __init__(self, blob: bytes) -> None:
        self.symbolic: dict[int, str] = {}
        """Number → name of the fonts without letters."""
        self._sets: dict[int, str] = {}
        self._fixed: set[int] = set()
        self._codepage = _codepage(blob[:HEAD])
        for font in FONT.finditer(blob[:HEAD]):
            if FIXED.search(font[2]):
                self._fixed.add(int(font[1]))
            charset = CHARSET.search(font[2])
            if charset is None:
                continue
            number, kind = int(font[1]), int(charset[1])
            if kind == SIGNS_ONLY:
                name = NAME.search(font[2].split(b"}")[-1].partition(b" ")[2].strip())
                self.symbolic[number] = name[0].decode() if name else "Symbol"
            elif kind > 1 and kind in CHARSETS:
                self._sets[number] = CHARSETS[kind]

        default = DEFAULT.search(blob[:HEAD])
        if default is not None and int(default[1]) in self._fixed:
            # In a text that is all typewritten, a font says nothing.
            self._fixed.clear()

    def are_for_code(self, fonts: set[int]) -> bool:
        """Whether these fonts, all of a paragraph's, are for code."""
        return bool(fonts) and fonts <= self._fixed

    def decode(self, blob: bytes, font: int) -> str:
        """Return what bytes say in a font."""
        name = self.symbolic.get(font)
        if name is not None:
            return translated(blob.decode("latin-1"), name)[0]
        return blob.decode(self._sets.get(font, self._codepage), "replace")


def _codepage(head: bytes) -> str:
    match = CODEPAGE.search(head)
    name = f"cp{int(match[1])}" if match else "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8" if name == "cp65001" else "cp1252"
    return name
