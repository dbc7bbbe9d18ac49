"""Words whose letters are set apart, as in headings: pdfium takes the gaps between letters for spaces."""

from itertools import pairwise
from statistics import median

from openbook.corpus.formats.pdf.accents import GONE
from openbook.corpus.formats.pdf.positions import Positions
from openbook.text.late import late

LETTERS = late(r"(?:[A-Za-z0-9\u00c0-\u052f&\u2019'-][ ]){5,}[A-Za-z0-9\u00c0-\u052f][ ]?[.,:;!?]?")
"""A line of single letters of scripts that have capitals, and figures."""
APART = late(r"(?<!\S)(?:[^\W\d_] ){5}")
DIFFERENT = 5
"""Letters that are not the same, at least: rows of answers have a few again and again."""
WIDEST = 0.6
"""Heights of the font between two letters of a word, at most: columns are farther apart."""
EVEN = 0.3
"""Share of the gap in the middle by which those within a word differ from it, at most."""
WIDER = 1.5
"""Of the gap within words, at least, between words."""


def without_gaps(places: Positions, text: str) -> str:
    """Return the text of a page, of the same length, without the spaces that pdfium sees within such words."""
    if APART.search(text) is None:
        return text
    chars = list(text)
    place = 0
    for line in text.split("\r\n"):
        core = line.strip()
        if LETTERS.fullmatch(core) and _is_word(core.split(" ")):
            start = place + line.index(core[0])
            for index in _gaps(places, range(start + 1, start + len(core) - 1, 2)):
                chars[index] = GONE
        place += len(line) + 2
    return "".join(chars)


def _is_word(letters: list[str]) -> bool:
    """Whether letters may be those of words: they are not named one after the other."""
    folded = [letter.casefold() for letter in letters if letter.isalpha()]
    return len(set(folded)) >= DIFFERENT and any(one > other for one, other in pairwise(folded))


def _gaps(places: Positions, spaces: range) -> list[int]:
    """Return those of the spaces of a line that stand within words; none where these are uneven, or written."""
    wide = {}
    for index in spaces:
        _, low, right, high = places.loose(index - 1)
        wide[index] = (places.loose(index + 1)[0] - right) / max(high - low, 1)
    middle = median(wide.values())
    within = {index: gap for index, gap in wide.items() if gap < WIDER * middle}
    if not 0 < middle < WIDEST or any(abs(gap - middle) > EVEN * middle for gap in within.values()):
        return []
    is_seen = places.pdfium.FPDFText_IsGenerated
    return list(within) if all(is_seen(places.page, index) == 1 for index in within) else []
