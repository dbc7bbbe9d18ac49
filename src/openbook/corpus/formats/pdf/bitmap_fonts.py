"""Fonts of bitmaps as TeX makes them: they name their glyphs by their codes, and the codes are in the order of 1990.

That order (T1, of Cork) and its companion of symbols (TS1) are told from the codes that are drawn. What is in the order
of 1978 has no letters of its own above ASCII; its ligatures are read in `ligatures`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from io import BytesIO
from typing import Any

from openbook.corpus.formats.pdf.glyph_names import character, letters
from openbook.corpus.formats.pdf.glyphs import CUT, LIGATURES, LOST, TEX_CODES
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
NAMED = 256
"""Codes that a font has names for: those of fonts with more have none."""
PAGES = 20


class BitmapFonts:
    """Tells what the fonts of one document draw."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        self._known: list[Any] | None = None
        self._by_code: bool | None = None
        self._named: dict[int, str] = {}
        """What codes stand for, where the fonts have names for them that tell."""
        self._by_font: dict[str, dict[int, str]] | None = None
        self._letters: dict[int, dict[int, str]] = {}
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

    def named(self, places: Positions, text: str, unknown: Collection[int]) -> dict[int, str]:
        """Return the letters of glyphs that nothing tells but their names: clusters of several (`/T_h`), mostly.

        `unknown`: where they stand in the text of a page. One whose name tells nothing either, and for which nothing is
        drawn between two letters, is lost: the font that has it is not in the file.
        """
        found = {}
        for at in unknown:
            font = places.font_at(at)
            if not font or places.is_nameless(font) or places.code_at(at) >= NAMED:
                continue
            if font not in self._letters:
                self._by_font = _by_font(self._fonts()) if self._by_font is None else self._by_font
                self._letters[font] = self._by_font.get(places.name_of(font), {})
            told = self._letters[font].get(places.code_at(at))
            if told or (
                told is not None and text[at] == " " and text[at - 1 : at].isalpha() and text[at + 1 :][:1].isalpha()
            ):
                found[at] = told or LOST
        return found

    def ligatures(self) -> dict[str, str]:
        """Return the letters of the codes of TeX's ligatures that fonts have names for, empty where these differ."""
        fonts = _mapless(self._fonts(), drawn=False)
        told = _told(fonts)
        named = {code for font in fonts for code, _ in font} & TEX_CODES.keys()
        return {chr(TEX_CODES[code]): LIGATURES.get(told.get(code, ""), told.get(code, "")) for code in named}

    def _fonts(self) -> list[Any]:
        """Return the fonts of the file, for which it is parsed once."""
        self._known = _listed(self._blob) if self._known is None else self._known
        return self._known

    def _table(self, codes: set[int]) -> Mapping[int, str]:
        if PLAIN.isdisjoint(codes) and max(codes) >= 0x80 and codes <= SYMBOLS.keys() | set(range(0x20, 0x7F)):
            return SYMBOLS
        if self._is_cork:
            return {} if _is_of_1978(codes) else CORK
        return ENGLISH if _is_english(codes) else {}

    def _names_by_code(self) -> bool:
        if self._by_code is None:
            fonts = _mapless(self._fonts(), drawn=True)
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


def _by_font(fonts: list[Any]) -> dict[str, dict[int, str]]:
    """Return the letters that names of glyphs tell which are put together from several, by font and code.

    They are empty for names that tell nothing, and where fonts of one name differ.
    """
    found: dict[str, dict[int, str]] = {}
    for font in fonts:
        codes = found.setdefault(str(font.get("/BaseFont", "")).removeprefix("/"), {})
        for code, name in _differences(dictionary(font, "/Encoding").get("/Differences", ())):
            told = letters(name)
            if "_" in name[1:] or not told:
                codes[code] = told if codes.get(code, told) == told else ""
    return found


def _mapless(fonts: list[Any], *, drawn: bool) -> list[list[tuple[int, str]]]:
    """Return the names of the glyphs of each font that has no map, of those that are drawn or of all others."""
    fonts = [one for one in fonts if (one.get("/Subtype") == "/Type3") == drawn and "/ToUnicode" not in one]
    return [list(_differences(dictionary(font, "/Encoding").get("/Differences", ()))) for font in fonts]


def _listed(blob: bytes) -> list[Any]:
    """Return the fonts of the first pages; nothing where no font of the file can have names of its own."""
    if b"/Differences" not in blob and b"/ObjStm" not in blob:
        return []
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(blob), strict=False)
        found = {}
        for page in reader.pages[:PAGES]:
            for font in dictionary(dictionary(page, "/Resources"), "/Font").values():
                one = font.get_object()
                list(_differences(dictionary(one, "/Encoding").get("/Differences", ())))
                found[id(one)] = one
        return list(found.values())
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
