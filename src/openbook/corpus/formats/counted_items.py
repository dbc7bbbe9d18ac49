"""Lists in Markdown whose items all have one number: who reads the page sees them counted, and so does the text."""

import re
from functools import cache

from openbook.corpus.formats.outside_code import Edit, Ranges, written_anew
from openbook.corpus.markup import CodePlaces, fences
from openbook.text.late import late

FIRST, ITEM = late(r"( *)([01])([.)])[ \t]"), late(r"\n( *)([01])([.)])[ \t]")
"""What begins with a line end is found fastest."""


def counted(text: str, code: Ranges | None) -> tuple[str, Ranges | None]:
    """Return the text with items that repeat the first one's number counted on from it, and where fenced code is."""
    top = FIRST.match(text)
    found = [*([top] if top else ()), *ITEM.finditer(text)]
    if len(found) < 2:
        return text, code
    code = fences(text) if code is None else code
    places = CodePlaces(text, code)
    edits: list[Edit] = []
    open_: dict[int, tuple[str, int, int]] = {}  # by indentation: the mark of the last item, its number, where it ends
    for match in found:
        indent, mark = len(match[1]), match[2] + match[3]
        if places.holds(match.start(2)):
            continue
        last, number, end = open_.get(indent, ("", 0, 0))
        goes_on = last == mark and _between(indent).search(text, end, match.start()) is None
        number = number + 1 if goes_on else int(match[2])
        open_ = {at: one for at, one in open_.items() if at < indent}
        open_[indent] = mark, number, match.end()
        if goes_on:
            edits.append((match.start(2), match.end(2), str(number)))
    return written_anew(text, edits, code) if edits else (text, code)


@cache
def _between(indent: int) -> re.Pattern[str]:
    """Return what ends a list between two of its items: a block that stands no deeper than they do."""
    return re.compile(rf"\n(?: *\n)+ {{0,{indent}}}[^\s]|\n {{0,{indent}}}(?:[#>`~-]|[*+] |\d+[.)] )")
