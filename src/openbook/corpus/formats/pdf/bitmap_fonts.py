"""Fonts of bitmaps as TeX makes them: they name their glyphs by their codes, and the codes are in the order of 1990.

That order (T1, of Cork) and its companion of symbols (TS1) are told from the codes that are drawn. What is in the order
of 1978 has no letters of its own above ASCII; its ligatures are read in `ligatures`.
"""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from openbook.corpus.formats.pdf.glyph_names import character
from openbook.corpus.formats.pdf.glyphs import CUT, LIGATURES, TEX_CODES
from openbook.corpus.formats.pdf.layers import dictionary
from openbook.corpus.formats.pdf.positions import Positions

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CORK = {
    **dict(enumerate("`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—", start=0x00)),
    **dict(enumerate("ıȷﬀﬁﬂﬃﬄ", start=0x19)),
    0x27: "’",
    0x60: "‘",
    0x7F: "-",
    **dict(enumerate("ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£", start=0x80)),
    **{code: chr(code) for code in range(0xC0, 0x100)},
    0xD7: "Œ",
    0xDF: "ẞ",
    0xF7: "œ",
    0xFF: "ß",
}
SYMBOLS = {
    **dict(zip((0x0D, 0x12, 0x15, 0x16, 0x18, 0x19, 0x2F, 0x3C, 0x3D, 0x3E), "‚„–—←→⁄〈−〉", strict=True)),
    **dict(zip((0x4D, 0x4F, 0x57, 0x5E, 0x5F, 0x62, 0x64, 0x6D, 0x6E), "℧◯Ω↑↓★†⚭♪", strict=True)),
    **dict(enumerate("˘ˇ˝", start=0x80)),
    **dict(enumerate("†‡‖‰•℃$¢ƒ₡₩₦₲₱₤℞‽⸘₫™‱¶฿№⁒℮◦℠⁅⁆¢£¤¥¦§¨©ª", start=0x84)),
    **dict(enumerate("¬℗®¯°±²³´µ¶·※¹º√¼½¾€", start=0xAC)),
    0xD6: "×",
    0xF6: "÷",
}
ENGLISH = {code: CORK[code] for code in (0x10, 0x11, 0x15, 0x16, 0x27, 0x60, 0x7F)}
"""What is sure where only ASCII and such codes are drawn; `ligatures` looks at where those of ligatures stand."""
PLAIN = frozenset(range(0x61, 0x7B))
"""Small letters of ASCII: the same in every order of text, and none in that of symbols."""
COMMON_LOW = frozenset([0x10, 0x11, 0x15, 0x16, *range(0x1B, 0x20), 0x7F])
"""Quotation marks, dashes, ligatures and the hyphen of the order of 1990: what English text has of its own codes."""
FEWEST = 12
"""Different small letters that show a font to be one of text."""
STRAIGHT = (0x27, 0x60)
"""Quotation marks that stand in code as they are in ASCII."""
PAGES = 20


class BitmapFonts:
    """Tells what the fonts of one document draw."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self._by_code: bool | None = None
        self._named: dict[int, str] = {}
        """What codes stand for, where the fonts have names for them that tell."""
        self._is_cork = False
        """Whether a font of text in the order of 1990 was seen."""

    def respell(self, places: Positions, chars: list[str]) -> None:
        """Replace codes by what they stand for where the fonts are of that kind."""
        drawn: dict[int, list[int]] = {}
        for index in range(len(chars)):
            font = places.font_at(index)
            if font and places.is_nameless(font):
                drawn.setdefault(font, []).append(index)
        if not drawn:
            return
        if not self._names_by_code():
            for index in (index for indices in drawn.values() for index in indices):
                chars[index] = self._named.get(ord(chars[index]), chars[index])
            return
        codes = {font: {ord(chars[index]) for index in indices} for font, indices in drawn.items()}
        self._is_cork = self._is_cork or any(map(_is_cork, codes.values()))
        for font, indices in drawn.items():
            table = self._table(codes[font])
            if table and places.is_fixed(font):
                table = {code: char for code, char in table.items() if code not in STRAIGHT}
            for index in indices:
                chars[index] = table.get(ord(chars[index]), chars[index])
                if chars[index] == "-" and chars[index + 1 : index + 2] == ["\r"]:
                    chars[index] = CUT

    def ligatures(self) -> dict[str, str]:
        """Return the letters of the codes of TeX's ligatures that fonts have names for, empty where these differ."""
        fonts = _fonts(self._blob, drawn=False)
        told = _told(fonts)
        named = {code for font in fonts for code, _ in font} & TEX_CODES.keys()
        return {chr(TEX_CODES[code]): LIGATURES.get(told.get(code, ""), told.get(code, "")) for code in named}

    def _table(self, codes: set[int]) -> Mapping[int, str]:
        if PLAIN.isdisjoint(codes) and max(codes) >= 0x80 and codes <= SYMBOLS.keys() | set(range(0x20, 0x7F)):
            return SYMBOLS
        if self._is_cork:
            return {} if _is_of_1978(codes) else CORK
        return ENGLISH if _is_english(codes) else {}

    def _names_by_code(self) -> bool:
        if self._by_code is None:
            fonts = _fonts(self._blob, drawn=True)
            self._by_code = bool(fonts) and all(map(_are_named_by_code, fonts))
            self._named = {} if self._by_code else _told(fonts)
        return self._by_code


def _is_cork(codes: set[int]) -> bool:
    """Whether codes that a font draws show the order of 1990: it alone has letters above ASCII."""
    return not codes.isdisjoint(PLAIN) and any(0x80 <= code < 0x100 for code in codes) and not _is_of_1978(codes)


def _is_english(codes: set[int]) -> bool:
    """Whether a font of text draws what of the later order English text needs, and nothing else beside ASCII."""
    own = {code for code in codes if code < 0x20 or code == 0x7F}
    return len(codes & PLAIN) >= FEWEST and own <= COMMON_LOW


def _is_of_1978(codes: set[int]) -> bool:
    """Whether ligatures stand where the order of 1978 has them, and the later one has accents that it hardly needs."""
    return not codes.isdisjoint((0x0B, 0x0C))


def _fonts(blob: bytes, *, drawn: bool) -> list[list[tuple[int, str]]]:
    """Return the names of the glyphs of each font that has no map, of those that are drawn or of all others."""
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(blob), strict=False)
        found = [
            font.get_object()
            for page in reader.pages[:PAGES]
            for font in dictionary(dictionary(page, "/Resources"), "/Font").values()
        ]
        fonts = [one for one in found if (one.get("/Subtype") == "/Type3") == drawn and "/ToUnicode" not in one]
        return [list(_differences(dictionary(font, "/Encoding").get("/Differences", ()))) for font in fonts]
    except Exception:
        # Whatever is wrong with the file, it stays as pdfium reads it.
        return []


def _are_named_by_code(font: list[tuple[int, str]]) -> bool:
    return bool(font) and all(_names(code, name) for code, name in font)


def _told(fonts: list[list[tuple[int, str]]]) -> dict[int, str]:
    """Return the characters of the codes that all fonts which have them name alike."""
    found: dict[int, set[str]] = {}
    for code, name in (pair for font in fonts for pair in font):
        found.setdefault(code, set()).add(character(name))
    return {code: text for code, (text, *others) in found.items() if text and not others}


def _differences(array: Iterable[Any]) -> Iterable[tuple[int, str]]:
    code = 0
    for one in array:
        if isinstance(one, int):
            code = one
            continue
        if one != "/.notdef":
            yield code, str(one)
        code += 1


def _names(code: int, name: str) -> bool:
    """Whether a name says nothing but the code: as pdfTeX, dvipdfmx and dvips write it."""
    high, low = divmod(code + 360, 36)
    return re.fullmatch(f"/a{code}|/x{code:02X}|/{DIGITS[high]}{DIGITS[low]}", name) is not None
