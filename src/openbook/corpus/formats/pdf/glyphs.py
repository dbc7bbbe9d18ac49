"""What the characters of a PDF's text layer stand for: line ends, ligatures, glyphs without a meaning."""

import re
import unicodedata

CUT = "\ufffe"
"""What pdfium writes for a hyphen at a line's end; the next line follows at once."""
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
UNMAPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
ODD = re.compile(f"{UNMAPPED.pattern[:-1]}{RTL.pattern[1:]}")
COMPOSED = re.compile("[\ud800-\udfff\ufb00-\ufb06\ufb1d-\ufefc]")
"""Halves of characters, ligatures, presentation forms: what `plain` resolves."""
SPECIAL = re.compile(f"{COMPOSED.pattern[:-1]}{ODD.pattern[1:-1]}]")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
BULLET = re.compile("^[\x00-\x1f\x7f-\x9f\ue000-\uf8ff](?=\\s)")
STRAY_STOP = re.compile(r"(?<=\s)([.:!?])(\d[\d.,/-]*)$")


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
