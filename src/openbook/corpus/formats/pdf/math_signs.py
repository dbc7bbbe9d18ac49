"""Large signs of formulas: TeX's font of them names none, its codes tell which they are."""

from openbook.corpus.formats.pdf.glyphs import TEX_CODES

BRACKETS = "()[]⌊⌋⌈⌉{}⟨⟩"
SIGNS = {
    **dict(enumerate(f"{BRACKETS}|‖/\\()()[]⌊⌋⌈⌉{{}}⟨⟩/\\{BRACKETS}/\\/\\", start=0x00)),
    **dict(enumerate("⟨⟩⊔⊔∮∮⊙⊙⊕⊕⊗⊗∑∏∫⋃⋂⊎⋀⋁∑∏∫⋃⋂⊎⋀⋁∐∐", start=0x44)),
    **dict(enumerate("[]⌊⌋⌈⌉{}√√√√√", start=0x68)),
    # The ends of brackets that are put together; their middles say nothing more.
    **dict(zip((0x30, 0x31, 0x32, 0x33, 0x38, 0x39), "()[]{}", strict=True)),
}
OTHER = (ord(" "), 0x0C, 0x0D)
"""A space that pdfium saw; bars, which are put together of many."""
TABLE = {TEX_CODES.get(code, code): sign for code, sign in SIGNS.items() if code not in OTHER}
"""By the characters that these codes are read as."""
LONGEST = 3
"""Signs that are drawn at once, at most."""
SIGN_FONTS = {"CMEX": "large", "LMMathExtension": "large", "CMSY": "symbols", "LMMathSymbols": "symbols"}
SIGN_FONTS |= {"MSAM": "more symbols", "MSBM": "more symbols"}
"""Fonts of TeX without letters, by a part of their names."""


def signs(text: str) -> str:
    """Return what a run in the font of large signs shows; what it does not know stays."""
    return text.translate(TABLE)


def kind_of_signs(font: str) -> str:
    """Return which of TeX's fonts of signs a font is by its name, which tells some signs or none; else empty."""
    return next((kind for part, kind in SIGN_FONTS.items() if part in font), "")
