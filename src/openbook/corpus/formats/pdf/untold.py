"""Glyphs of which a font tells nothing, so that pdfium takes their numbers for letters: signs of TeX, lost ones."""

from openbook.corpus.formats.pdf.glyphs import LOST, rare_of_page
from openbook.corpus.formats.pdf.math_signs import signs
from openbook.corpus.formats.pdf.positions import Positions
from openbook.text.late import late

THROUGH = "\u0338"
"""A stroke through a sign: drawn before it, written behind it."""
NAMED_BY_TEX = str.maketrans({"h": "⟨", "i": "⟩", "6": THROUGH, "7": ""})
ASCII = frozenset(map(chr, range(128)))
NEAR = 40
"""Characters before and behind one that its font does not tell, among which is one that it does."""
BEFORE = late(f"{THROUGH}\\s?(\\S)")


def untold_in(places: Positions, text: str) -> list[int]:
    """Return where numbers of glyphs stand for letters in the text of a page."""
    is_untold, address = places.is_untold, places.address
    known = ASCII.union(rare_of_page(text))
    some = [at for char in known if (at := text.rfind(char)) >= 0 and is_untold(address, at) == 1]
    if not any(_may_tell(places, places.font_at(at)) for at in some):
        return []
    return [at for at in range(len(text)) if is_untold(address, at) == 1]


def without_untold(places: Positions, text: str, untold: list[int]) -> str:
    """Return the text of a page, of the same length, in which no number of a glyph stands for a letter.

    A font that tells none of its letters is left to `garbled`: what it draws may be right all the same.
    """
    told: dict[int, bool] = {}
    chars = list(text)
    for at in untold:
        font = places.font_at(at)
        if _may_tell(places, font) and chars[at].isalnum():
            told[font] = told.get(font, False) or _tells_beside(places, at, font, len(text))
            chars[at] = LOST if told[font] else chars[at]
    return "".join(chars)


def _tells_beside(places: Positions, at: int, font: int, length: int) -> bool:
    """Whether a font tells a character that stands near one that it does not tell."""
    near = range(max(0, at - NEAR), min(length, at + NEAR))
    return any(places.is_untold(places.address, one) == 0 and places.font_at(one) == font for one in near)


def _may_tell(places: Positions, font: int) -> bool:
    """Whether a font is one of letters, and not drawn by the file itself."""
    return bool(font) and not places.is_nameless(font) and not places.signs_of(font)


def as_sign(places: Positions, first: int, text: str) -> str:
    """Return what one object of the page draws, with the signs of TeX whose names nobody else knows."""
    kind = places.signs_of(places.font_at(first))
    if kind == "large":
        return signs(text)
    if not kind or places.is_untold(places.address, first) != 1:
        return text
    found = text.translate(NAMED_BY_TEX) if kind == "symbols" else text
    return "".join(LOST if char.isalnum() else char for char in found)


def struck_through(text: str) -> str:
    """Return a line in which a stroke stands behind the sign that it goes through."""
    return BEFORE.sub(rf"\1{THROUGH}", text) if THROUGH in text else text
