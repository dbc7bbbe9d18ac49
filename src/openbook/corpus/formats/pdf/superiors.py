"""Figures that a font draws small and high, or low, in letters of the line's own size: only their shapes tell."""

from openbook.corpus.formats.pdf.glyphs import figures_in
from openbook.corpus.formats.pdf.positions import Positions
from openbook.corpus.formats.pdf.runs import DOWN, UP
from openbook.text.late import late

MARK = late(r"[0-9](?:(?![0-9])(?<=[\w.,;:!?)\]”’»%°][0-9])|(?=[^\W\d_])(?:(?<=\n[0-9])|(?<=\A[0-9])))")
"""The last figure of a number that stands at something, or one that a word follows."""
FIRST = late(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?=[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹])")
SMALL = 0.5
"""Height of such a figure against that of the font's letters, at most; whole ones have about 0.6."""
HIGH, LOW = 0.2, -0.04
"""The same of its foot above the line that letters stand on."""
HEAD = 0.27
"""The same of the head of a low one, at most: those of old style that hang from the line are higher."""
MOST = 400
"""Figures of a page beyond which it is a table."""


def with_superiors(places: Positions, text: str) -> str:
    """Return the text of a page, of the same length, each figure that is drawn high or low as such a one."""
    found = [at for at in figures_in(text) if MARK.match(text, at)]
    if not found or len(found) > MOST:
        return text
    chars = list(text)
    for index in found:
        while index >= 0 and "0" <= text[index] <= "9" and (table := _table(places, index)) is not None:
            chars[index] = chars[index].translate(table)
            index -= 1
    return "".join(chars)


def apart(text: str) -> str:
    """Return a line whose mark at its beginning stands apart from the word that it belongs to."""
    return FIRST.sub(r"\1 ", text)


def _table(places: Positions, index: int) -> dict[int, int] | None:
    """Return what to write for a figure by how it is drawn; None for one of the usual height."""
    _, low, _, high = places.loose(index)
    _, _, foot, head = places.tight(index)
    size, rise = high - low, foot - places.origin(index)[1]
    if not size or head - foot > SMALL * size:
        return None
    lowered = rise < LOW * size and rise + head - foot < HEAD * size
    return UP if rise > HIGH * size else DOWN if lowered else None
