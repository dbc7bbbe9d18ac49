"""Marks of quotations that point inwards, as in German (»…«), or both to the right, as in Swedish (»…»)."""

from itertools import chain, cycle

_PAIRS = (("«", "»"), ("‹", "›"))
_BEFORE = "([{:=—–-„“\"'«»‹›*_"
"""What may stand before a mark that opens, beside a blank."""


def facing(text: str) -> str:
    """Return a text whose quotations in guillemets open with « and close with », as long as before.

    Which way they point is told by the first: a mark behind a word, or before a blank, opens none.
    """
    for opening, closing in _PAIRS:
        place = text.find(closing)
        if place < 0 or 0 <= text.find(opening) < place or not _opens(text, place):
            continue
        if opening in text:
            text = text.translate({ord(opening): closing, ord(closing): opening})
        else:
            between = text.split(closing)
            marks = cycle((opening, closing))
            text = "".join(chain(*zip(between, marks, strict=False)))[: len(text)]
    return text


def _opens(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before.isspace() or before in _BEFORE) and bool(after) and not after.isspace()
