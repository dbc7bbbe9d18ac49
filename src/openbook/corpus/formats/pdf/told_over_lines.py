"""Parts of words that the file tells (`ActualText`) where a line ends within what is drawn of them."""

from collections.abc import Mapping
from itertools import groupby

from openbook.corpus.formats.pdf.glyphs import CUT
from openbook.corpus.formats.pdf.positions import Positions

CLOSE = 0.15
"""Heights of the font between what is told and the letter behind it, at most."""


def over_lines(places: Positions, told: Mapping[int, tuple[int, bytes]], text: str) -> str:
    """Return the text of a page, of the same length, where words go on behind what is told over the end of a line.

    pdfium gives all that is told the place of what is drawn first, so that the line seems to end behind it.
    """
    texts, bounds = places.objects.texts, places.objects.bounds
    lasts = {}
    for _, group in groupby(sorted(told), key=lambda at: told[at][0]):
        drawn = [texts[at] for at in group]
        if len(drawn) > 1 and bounds(drawn[-1])[3] <= bounds(drawn[0])[1]:
            lasts[drawn[0].value or 0] = drawn[-1]
    if not lasts:
        return text
    chars = list(text)
    at = text.find("\r\n", 1)
    while 0 < at < len(text) - 2:
        last = lasts.get(places.object_at(places.address, at - 1) or 0)
        if last is not None and text[at - 1].isalpha() and text[at + 2].isalpha():
            _, low, right, high = bounds(last)
            left, bottom, _, top = places.loose(at + 2)
            if bottom < (low + high) / 2 < top and abs(left - right) < CLOSE * (top - bottom):
                chars[at : at + 2] = CUT, "\n"
        at = text.find("\r\n", at + 2)
    return "".join(chars)
