"""Names of glyphs → their characters, as Adobe's list has them, or as names say them themselves (`uni041C`, `f_f`)."""

from openbook.corpus.formats.pdf.glyphs import LIGATURES
from openbook.text.late import late

NUMBERED = late(r"uni([0-9A-F]{4})|u([0-9A-F]{4,6})")
LETTERS = {letters: ligature for ligature, letters in reversed(LIGATURES.items())}
"""Ligatures by their letters."""


def character(name: str) -> str:
    """Return the one character that a name (`/Euro`) tells; empty where it tells none."""
    text = letters(name)
    return text if len(text) == 1 else LETTERS.get(text, "")


def letters(name: str) -> str:
    """Return the characters that a name (`/T_h`) tells; empty where it tells none."""
    from pypdf._codecs.adobe_glyphs import adobe_glyphs

    parts = [_of_part(part, adobe_glyphs) for part in name.removeprefix("/").partition(".")[0].split("_")]
    return "".join(parts) if all(parts) else ""


def _of_part(part: str, known: dict[str, str]) -> str:
    found = NUMBERED.fullmatch(part)
    if found is None:
        return known.get(f"/{part}", "")
    code = int(found[1] or found[2], 16)
    return chr(code) if 0x20 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
