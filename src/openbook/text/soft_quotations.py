"""Quotations in weaker forms: single marks, italics, and so few words that marks alone make no quotation of them."""

from functools import lru_cache

from openbook.text.fences import fenced
from openbook.text.guillemets import facing
from openbook.text.late import late
from openbook.text.normalise import length
from openbook.text.quotations import FEWEST_WORDS, Quotation

FEWEST = 2
"""Words of a short quotation; one is a term."""

_ENDS = r"(?![^\W\uac00-\ud7af\u3041-\u30ff\u4e00-\u9fff])"
"""No letter follows a mark that closes, but for the particles of scripts that put no space before them."""
_STARTS = r"(?<![^\W\uac00-\ud7af\u3041-\u30ff\u4e00-\u9fff])"
"""The same before a mark that opens."""
_MARKED = {
    "‘": late(_STARTS + r"‘([^‘\n]{4,600}?)’" + _ENDS),
    "‚": late(r"‚([^‚‘’\n]{6,600}?)[‘’]" + _ENDS),
    "'": late(r"(?<![\w'])'([^\s'](?:[^'\n]|'(?=\w)){4,600}?)'(?!')" + _ENDS),
    "‹": late(r"‹([^‹›\n]{4,600})›"),
    "*": late(r"(?<![*\w])\*([^*\s](?:[^*\n]){4,600}?)\*(?![*\w])"),
    "_": late(r"(?<![_\w])_([^_\s](?:[^_\n]){4,600}?)_(?![_\w])"),
    '"': late(r"(?<![\w\"])\"([^\s\"][^\"\n]{1,60}?)\"(?!\")" + _ENDS),
    "“": late(r"“([^“”\n]{2,60})”"),
    "„": late(r"„([^„“”\n]{2,60})[“”]"),
    "«": late(r"«([^«»\n]{2,60})»"),
    "「": late(r"「([^「」\n]{3,30})」"),
    "『": late(r"『([^『』\n]{3,30})』"),
}
"""By the mark that opens one. Double marks are looked at for what is too short for `quotations`."""
_IN_ASCII = _MARKED | {'"': late(r"(?<![\w\"])\"([^\s\"][^\"\n]{1,60}?)\"(?![\"\w])")}
"""The same for a text in ASCII: the scripts that put no space before their particles take long to compile."""
_DOUBLE = '"“„«「『'


@lru_cache(maxsize=64)
def soft_quotations(text: str) -> tuple[Quotation, ...]:
    """Return what may be a quotation in a weaker form, outside of code, in order: alone it is none."""
    found: list[Quotation] = []
    turned = facing(text)
    for mark, pattern in (_IN_ASCII if text.isascii() else _MARKED).items():
        if mark not in turned:
            continue
        for match in pattern.finditer(turned):
            words = length(match[1])
            if FEWEST <= words < FEWEST_WORDS if mark in _DOUBLE else words >= FEWEST_WORDS:
                found.append(Quotation(text[match.start(1) : match.end(1)], match.start(1), match.end(1)))
    if not found:
        return ()
    code = fenced(text)
    outside = (one for one in found if not any(start <= one.start < end for start, end in code))
    return tuple(sorted(outside, key=lambda one: one.start))
