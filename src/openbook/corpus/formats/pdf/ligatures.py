"""Ligatures in fonts of TeX that don't say what they draw: their numbers do, in the two orders that TeX knows."""

import re
from collections.abc import Callable, Iterable

from openbook.corpus.formats.pdf.glyphs import LOST, TEX_CODES
from openbook.corpus.formats.pdf.lines import Line
from openbook.text.language import language
from openbook.text.late import late

LETTERS = ("ff", "fi", "fl", "ffi", "ffl")
CORK = {chr(TEX_CODES[code]): letters for code, letters in zip(range(0x1B, 0x20), LETTERS, strict=True)}
"""By the mark of a code, in the order of 1990 (T1)."""
KNUTH = {chr(TEX_CODES[0x0B + at]): letters for at, letters in enumerate(LETTERS) if at != LETTERS.index("fl")}
"""The same in the order of 1978 (OT1); `fl` has the code of a line's end."""
MARK = late(f"[{''.join([*CORK, *KNUTH])}]")
PLAIN = frozenset(["english", "german", "dutch", "spanish", "italian", "portuguese", "polish"])
"""Languages without œ and ø, which have the codes of T1's ligatures in OT1."""


MISFITS = 0.1
"""Share of the places of a code where no ligature can be, at most."""


def resolve_ligatures(lines: Iterable[Line], named: Callable[[], dict[str, str]]) -> None:
    """Write the letters of ligatures where their codes and the language leave no doubt, else that a glyph is lost.

    `named`: what the names of the fonts' glyphs say of the codes, which goes before all orders.
    """
    marked = [line for line in lines if line.lost and MARK.search(line.text)]
    if not marked:
        return
    told = named()
    marks = {mark for line in marked for mark in MARK.findall(line.text)} - told.keys()
    spoken = language(MARK.sub("", "\n".join(line.text for line in marked)))
    table: dict[str, str] = {}
    if marks <= CORK.keys() and spoken in PLAIN:
        table = CORK
    elif marks <= KNUTH.keys() and spoken in PLAIN | {"french"}:
        table = KNUTH
    texts = [line.text for line in marked]
    table = {mark: letters for mark, letters in table.items() if mark in marks and _fits(mark, letters, texts)}
    table |= {mark: letters for mark, letters in told.items() if letters}
    for line in marked:
        _resolve(line, table)


def _fits(mark: str, letters: str, texts: list[str]) -> bool:
    """Whether a mark stands where its letters may: before a small one, or at the end of a word as in `off`."""
    around = [
        (text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
        for text in texts
        for match in re.finditer(mark, text)
    ]
    wrong = [
        before
        for before, after in around
        if not (after.islower() or MARK.match(after) or (letters == "ff" and before.islower()))
    ]
    return len(wrong) <= MISFITS * len(around)


def _resolve(line: Line, table: dict[str, str]) -> None:
    found = MARK.findall(line.text)
    line.lost -= sum(mark in table for mark in found)
    for part in (line, *line.cells):
        part.text = MARK.sub(lambda match: table.get(match[0], LOST), part.text)
