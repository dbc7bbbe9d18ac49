"""Cutting a stretch of text that is longer than a chunk: lines, then sentences, then words, then graphemes."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from openbook.corpus.chunking.graphemes import boundary_before, is_boundary
from openbook.text.late import late

SENTENCE = late(r"[.!?…؟۔։።។။。！？｡．।॥]+[\"'”’»)\]*_」』】）〕》]*")
"""What may end a sentence; where words are apart by spaces, a space must follow."""
ASCII_SENTENCE = late(r"[.!?]+[\"')\]*_]*")
UNSPACED_STOPS = frozenset("。！？｡．।॥။។")
CLOSING = frozenset("\"'”’»)]*_」』】）〕》")
ABBREVIATION = late(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|cf|approx|dept|est|fig|eq|no|vol|pp?|ed|eds|al|e\.g|i\.e|ca|bzw|usw|z\.B"
    r"|Nr|Abs|M|Mme|art|cap|Inc|Ltd|Co|Corp|Gen|Col|Capt|Lt|Rev|Hon|[A-Z])|\b[A-Z](?:\.[A-Z])+)\.$",
    re.IGNORECASE,
)
ITEM = late(r"[ \t]*(?:[-*+•▪‣◦–]|\d{1,4}[.)]|[a-zA-Z][.)]|\(\w{1,4}\)|[|>#:]|\[)[ \t]|\|")
CJK = r"\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
WORD_END = late(rf"\s(?=\S)|(?<=[{CJK}])(?=\S)|(?=[{CJK}])(?<=\S)")
ASCII_WORD = late(r"\s(?=\S)")
NOT_FIRST = frozenset("、。，．・：；！？）」』】〕〉》］｝’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}%…")
NOT_LAST = frozenset("（「『【〔〈《［｛‘“([{$¥£")
FULL_STOPS = frozenset('.!?:;。！？…؟۔।"”’»)」』')

Limit = Callable[[int], int]
"""Place → the furthest end of a chunk that starts there."""
Target = Callable[[int, int], int]
"""(start, end) → where a first piece should end, for pieces of equal size."""


def cut_points(text: str, start: int, end: int, floor: int, limit: Limit, target: Target, lines: bool) -> Iterator[int]:
    """Yield places that cut text[start:end] into pieces within the limit, about equally long.

    No cut comes at or before `floor`. `lines`: every line is a unit of its own (code, table rows).
    """
    place = start
    while limit(place) < end:
        last = limit(place)
        wanted = min(max(target(place, end), place + 1), last)
        if last <= place:
            last = wanted = place + 1
        cut = _cut(text, floor if place < floor < last else place, place, wanted, last, lines)
        if cut <= place or cut >= end:
            cut = boundary_before(text, last, place)
        yield cut
        place = cut
        while place < end and text[place].isspace():
            place += 1


def _cut(text: str, floor: int, place: int, wanted: int, last: int, lines: bool) -> int:
    half = max(floor + 1, (place + wanted) // 2)
    if half <= last:
        cut = _line(text, half, wanted, last, every=lines)
        if cut:
            return cut
        cut = _sentence(text, half, wanted, last)
        if cut:
            return cut
        cut = _line(text, max(half, place + (wanted - place) * 7 // 10), wanted, last, every=True)
        if cut:
            return cut
    cut = _word(text, floor + 1, wanted, last)
    return cut or boundary_before(text, last, place)


def _line(text: str, low: int, wanted: int, high: int, *, every: bool) -> int:
    """Return the line start nearest to the wanted place that begins something of its own; 0 where there is none."""
    before, after = wanted, wanted - 1
    found_before = found_after = 0
    for _ in range(64):
        before = text.rfind("\n", low - 1, before)
        if before < 0:
            break
        if every or _begins(text, before):
            found_before = before + 1
            break
    for _ in range(64):
        after = text.find("\n", max(after, 0), high)
        if after < 0:
            break
        if every or _begins(text, after):
            found_after = after + 1
            break
        after += 1
    return _nearest(found_before, found_after if found_after <= high else 0, wanted)


def _begins(text: str, newline: int) -> bool:
    """Whether the line after this line end begins an item, a row or a sentence, or follows a blank line."""
    if newline and (text[newline - 1] in FULL_STOPS or text[newline - 1] == "\n"):
        return True
    return ITEM.match(text, newline + 1) is not None


def _nearest(before: int, after: int, wanted: int) -> int:
    if before and after:
        return before if wanted - before <= after - wanted else after
    return before or after


def _sentence(text: str, low: int, wanted: int, high: int) -> int:
    """Return the end of a sentence nearest to the wanted place; 0 where there is none."""
    pattern = ASCII_SENTENCE if text.isascii() else SENTENCE
    for reach in (high - low) // 6, high - low:
        start, stop = max(low, wanted - reach), min(high, wanted + reach)
        ends = [match.end() for match in pattern.finditer(text, start, stop)]
        following = bisect_right(ends, wanted)
        before = next((end for end in reversed(ends[:following]) if ends_sentence(text, end)), 0)
        after = next((end for end in ends[following:] if ends_sentence(text, end)), 0)
        if before or after:
            return _nearest(before, after, wanted)
    return 0


def ends_sentence(text: str, end: int) -> bool:
    """Whether a full stop that ends here ends a sentence too, and not an abbreviation."""
    if end < len(text) and not text[end].isspace():
        stop = end - 1
        while text[stop] in CLOSING:
            stop -= 1
        return text[stop] in UNSPACED_STOPS and is_boundary(text, end)
    if text[end - 1] != ".":
        return True
    following = text[end : end + 3].lstrip()
    if following[:1].islower() or text[end - 2 : end - 1] in (".", " "):
        return False
    return ABBREVIATION.search(text, max(0, end - 12), end) is None


def _word(text: str, low: int, wanted: int, high: int) -> int:
    """Return the place between two words nearest to the wanted one; 0 where there is none."""
    pattern = ASCII_WORD if text.isascii() else WORD_END
    before = after = 0
    for reach in (24, 256, high - low + 1):
        start = max(low, wanted - reach)
        found = [match.end() for match in pattern.finditer(text, start, wanted + 1)]
        before = next((end for end in reversed(found) if low <= end <= wanted and _parts(text, end)), 0)
        if before or start == low:
            break
    for match in pattern.finditer(text, wanted, min(len(text), high + 1)):
        if match.end() > high:
            break
        if match.end() >= low and _parts(text, match.end()):
            after = match.end()
            break
    return _nearest(before, after, wanted)


def _parts(text: str, place: int) -> bool:
    """Whether a line may end here: closing marks don't begin a line, opening ones don't end it."""
    if place >= len(text) or text[place - 1].isspace():
        return True
    return text[place] not in NOT_FIRST and text[place - 1] not in NOT_LAST and is_boundary(text, place)
