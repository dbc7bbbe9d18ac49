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


def signs(text: str) -> str:
    """Return what a run in the font of large signs shows; what it does not know stays."""
    return text.translate(TABLE)
