"""Dates and numbers of several parts, as patterns, the words of a text in small ASCII letters that has some, and signs
for halves and quarters as decimals.
"""

import re

from openbook.text.late import late
from openbook.text.words import ASCII_GAPS

DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)"
NUMBER = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d|[.,]\d|\s\d)|\d+(?:[.,:'’\u00a0\u202f\u066b\u066c]\d+)*"
_ASCII_FIGURE = late(
    r"\d(?<![a-z0-9].)(?:\d{3}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d?[-/.]\d{1,2}[-/.]\d{4}(?!\d)"
    r"|(?<![\d.,].)\d{0,2}(?: \d{3})+(?!\d|[.,]\d|\s\d)|\d*(?:[.,:']\d+)*)",
    re.ASCII,
)
"""A date or number in a text in small ASCII letters, where it begins a run of letters and digits: as `DATE` and
`NUMBER` tell it, but with a figure before all else, which is looked for faster.
"""

_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_FRACTION = late(r"(\d*)[ \u00a0\u202f]?([½¼¾])")


def joined_in_ascii(small: str) -> list[str]:
    """Return the words of a text in small ASCII letters, figures that are joined as one."""
    parted, pieces, last = small.translate(ASCII_GAPS), [], 0
    for figure in _ASCII_FIGURE.finditer(small):
        pieces += parted[last : figure.start()].split()
        pieces.append(figure.group())
        last = figure.end()
    return [*pieces, *parted[last:].split()]


def fractions(text: str) -> str:
    """Return a text with its signs for halves and quarters as decimals: 2½ is 2.5."""
    if not any(sign in text for sign in _FRACTIONS):
        return text
    return _FRACTION.sub(lambda found: f"{found[1] or '0'}{_FRACTIONS[found[2]]}", text)
