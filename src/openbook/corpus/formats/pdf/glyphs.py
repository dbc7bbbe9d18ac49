"""What the characters of a PDF's text layer stand for: line ends, ligatures, glyphs without a meaning."""

import unicodedata
from functools import cache, lru_cache

from openbook.corpus.clean import rare
from openbook.text.late import late

CUT = "\ufffe"
"""What pdfium writes for a hyphen at a line's end; the next line follows at once."""
HYPHENED, CUT_LINE = "\u2010\r\n", f"{CUT}\r\n"
"""A line that ends in the hyphen of Unicode, which pdfium does not take for one; and one that ends as it says."""
RTL = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
UNMAPPED = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U000f001f]")
ODD = late(f"{UNMAPPED.pattern[:-1]}{RTL.pattern[1:]}")
COMPOSED = late("[\ud800-\udfff\ufb00-\ufb06\ufb1d-\ufefc]")
"""Halves of characters, ligatures, presentation forms: what `plain` resolves."""
SPECIAL = late(f"{COMPOSED.pattern[:-1]}{ODD.pattern[1:-1]}]")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
TEX_CODES = {code: 0xF0000 + code for code in (0x0B, 0x0C, 0x0E, 0x0F, *range(0x1B, 0x20))}
"""Codes of ligatures in fonts of TeX as marks that only `ligatures` reads: else they would pass for white space."""
WIDTHLESS = "\u200b\u2060\ufeff"
"""Characters that nothing is drawn for; where something is, the font tells it wrongly."""
BULLET = late("^[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\U000f0000-\U000f001f](?=\\s)")
WINDOWS = {code: bytes([code]).decode("cp1252") for code in (0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97)}
"""Codes that are controls in Unicode, and quotation marks and dashes in the encoding that fonts of Windows are in."""
LOST = "\ufffd"
"""Stands in a word for a glyph that the font gives no meaning."""


rare_of_page = lru_cache(maxsize=1)(rare)
"""The characters of a page's text that are not plain ASCII; several ask for them, one page after the other."""


def figures_in(text: str) -> list[int]:
    """Return where the figures of ASCII are: of a few, ten searches for one are faster than one for any of ten."""
    found: list[int] = []
    for figure in "0123456789":
        at = text.find(figure)
        while at >= 0:
            found.append(at)
            at = text.find(figure, at + 1)
    return sorted(found)


def pieces_of(text: str) -> list[tuple[int, int, bool]]:
    """Return (start, end, cut by a hyphen) of each printed line, white space around it left out."""
    pieces = []
    place = 0
    for logical in text.split("\r\n"):
        if CUT not in logical:
            stripped = logical.strip()
            if stripped:
                start = place if logical[0] == stripped[0] else place + logical.index(stripped[0])
                pieces.append((start, start + len(stripped), False))
            place += len(logical) + 2
            continue
        parts = logical.split(CUT)
        for number, part in enumerate(parts, start=1):
            stripped = part.strip()
            if stripped:
                start = place + part.index(stripped[0])
                pieces.append((start, start + len(stripped), number < len(parts)))
            place += len(part) + 1
        place += 1
    return pieces


def plain(text: str) -> str:
    """Return the text without ligatures, presentation forms of Arabic and Hebrew, and halves of characters."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    for ligature, letters in LIGATURES.items():
        if ligature in text:
            text = text.replace(ligature, letters)
    if any("\ufb1d" <= char <= "\ufefc" for char in text):
        text = "".join(unicodedata.normalize("NFKC", char) if "\ufb1d" <= char <= "\ufefc" else char for char in text)
    return text


def in_glyph(text: str) -> str:
    """Return the letters of one glyph of a leftward script in their order.

    pdfium turns those round that the file's map names; those of a presentation form it gives as they are read.
    """
    if len(text) < 2:
        return text
    known = _of_forms()
    return text if text in known and text[::-1] not in known else text[::-1]


@cache
def _of_forms() -> frozenset[str]:
    """Return what the ligatures stand for that Unicode has for leftward scripts."""
    forms = (unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB1D, 0xFEFD))
    return frozenset(letters for letters in forms if len(letters) > 1)


def mended(text: str) -> tuple[str, int]:
    """Return a line where each glyph without a meaning is marked if it stands in a word, and how many there are.

    Those that TeX numbers keep marks of their own.
    One before a space at the line's start is a bullet; one that stands alone is an ornament, and goes.
    """
    text = BULLET.sub("•", text.translate(WINDOWS))
    kept: list[str] = []
    lost = place = 0
    for match in UNMAPPED.finditer(text):
        start, end = match.span()
        kept.append(text[place:start])
        near = text[start - 1 : start] + text[end : end + 1]
        if any(char.isalpha() for char in near) or UNMAPPED.search(near):
            kept.append(match[0] if match[0] > "\uffff" else LOST)
        lost += 1
        place = end
    return ("".join(kept) + text[place:]).strip() if lost else text, lost
