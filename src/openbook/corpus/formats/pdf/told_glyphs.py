"""Glyphs whose text the file tells beside them (`ActualText`): clusters of several, and those without a letter."""

from itertools import groupby, islice

from openbook.corpus.formats.pdf.glyphs import UNMAPPED, rare_of_page
from openbook.corpus.formats.pdf.lines import Box, around
from openbook.corpus.formats.pdf.positions import Positions
from openbook.corpus.formats.pdf.silent_glyphs import decoded, silent_glyphs, told_objects
from openbook.corpus.formats.pdf.told_over_lines import over_lines
from openbook.dataclass import dataclass
from openbook.text.late import late

ODD = late(
    f"{UNMAPPED.pattern[:-1]}\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd"
    "\u0f18-\u109f\u1780-\u17ff]"
)
"""What has no character of its own, and signs of scripts that draw several letters as one."""
ASKED = 200
"""Of these characters of a page, that are looked at."""
GONE = "\xad"
"""Stands where another character tells what is drawn."""
FIRST = 0x10E000
"""What glyphs without a character of their own say stands as characters from here on while lines are put together."""
MOST = 0x1000
APART = 0.15
"""Heights of glyphs between two words, at least."""
FARTHEST = 60
"""Characters before and behind a cluster in which one is looked for that tells the height of its font."""


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Characters one after the other that one mark of the file tells."""

    start: int
    end: int
    mark: int
    """The mark's address."""
    text: str


class ToldGlyphs:
    """What the file tells of the glyphs of one page."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self.left_out = 0
        """How many glyphs of the pages so far, of which only the file tells a text, stand beside no letter."""

    def mark(self, places: Positions, text: str, named: dict[int, str]) -> str:
        """Return the text of a page, of the same length, each cluster once; `written` puts in what has no letters.

        `named`: the letters of glyphs that only their names tell.

        pdfium tells a cluster once for each time that it comes back to its objects from others, in the box of one.
        """
        self._codes, places.boxes = {}, {}
        text = self._told_once(places, text)
        if told := told_objects(places):
            text = self._with_silent(places, told, over_lines(places, told, text))
        return self._with_named(text, named) if named else text

    def _with_named(self, text: str, named: dict[int, str]) -> str:
        chars = list(text)
        for at, letters in named.items():
            if ord(chars[at]) < FIRST and len(self._codes) < MOST:
                chars[at] = letters if len(letters) == 1 else chr(FIRST + len(self._codes))
                if len(letters) > 1:
                    self._codes[ord(chars[at])] = letters
        return "".join(chars)

    def _told_once(self, places: Positions, text: str) -> str:
        if not _are_told(places, text):
            return text
        clusters = _clusters(places, len(text))
        chars = list(text)
        seen: set[int] = set()
        for one in clusters:
            told = "".join(chars[one.start : one.end])
            lost = UNMAPPED.search(told) is not None
            if one.mark in seen and (lost or told == one.text):
                chars[one.start : one.end] = GONE * len(told)
            elif lost and len(self._codes) < MOST:
                self._codes[FIRST + len(self._codes)] = one.text
                chars[one.start : one.end] = chr(FIRST + len(self._codes) - 1) + GONE * (len(told) - 1)
            seen.add(one.mark)
        _set_boxes(places, clusters, _extents(places, seen), len(chars))
        _close(places, chars, clusters)
        return "".join(chars)

    def _with_silent(self, places: Positions, told: dict[int, tuple[int, bytes]], text: str) -> str:
        """Return the text with the glyphs that pdfium says nothing of, each within a character beside it."""
        found = silent_glyphs(places, told, len(text))
        if not found:
            return text
        chars = list(text)
        for one in found:
            at, whole = one.place(places, chars)
            if at < 0 or ord(chars[at]) >= FIRST or len(self._codes) >= MOST:
                self.left_out += 1
                continue
            chars[at] = chr(FIRST + len(self._codes))
            self._codes[ord(chars[at])] = whole
        return "".join(chars)

    @property
    def any(self) -> bool:
        """Whether there are such glyphs on the page."""
        return bool(self._codes)

    def written(self, text: str) -> str:
        """Return a line's text with what glyphs say that have no characters of their own."""
        return text.translate(self._codes) if self._codes else text


def _are_told(places: Positions, text: str) -> bool:
    """Whether the file tells any of the characters of a page that it may have to tell."""
    if ODD.search(rare_of_page(text)) is None:
        return False
    some = {places.object_at(places.address, match.start()) or 0 for match in islice(ODD.finditer(text), ASKED)}
    return any(places.told_at(drawn)[0] for drawn in some - {0})


def _clusters(places: Positions, length: int) -> list[_Cluster]:
    """Return the stretches of a page's text that the file tells."""
    object_at, address = places.object_at, places.address
    marks: dict[int, tuple[int, str]] = {0: (0, "")}
    found: list[_Cluster] = []
    for drawn, group in groupby(range(length), key=lambda index: object_at(address, index) or 0):
        if drawn not in marks:
            mark, told = places.told_at(drawn)
            marks[drawn] = mark, decoded(told)
        mark, text = marks[drawn]
        if not text:
            continue
        indexes = list(group)
        start, end = indexes[0], indexes[-1] + 1
        if found and found[-1].mark == mark and found[-1].end == start:
            start = found.pop().start
        found.append(_Cluster(start, end, mark, text))
    return found


def _extents(places: Positions, marks: set[int]) -> dict[int, Box]:
    """Return the boxes of all that is drawn under each mark."""
    boxes: dict[int, list[Box]] = {}
    for drawn in places.objects.texts:
        mark, _ = places.told_at(drawn.value or 0)
        if mark in marks:
            boxes.setdefault(mark, []).append(places.objects.bounds(drawn))
    return {mark: around(found) for mark, found in boxes.items()}


def _set_boxes(places: Positions, clusters: list[_Cluster], extents: dict[int, Box], length: int) -> None:
    """Say where the characters of clusters are: side by side, as high as the letters of their font beside them."""
    inside = {index for one in clusters for index in range(one.start, one.end)}
    found = {}
    for one in clusters:
        if one.mark not in extents:
            continue
        left, low, right, high = extents[one.mark]
        beside = _beside(places, one, inside, length)
        if beside is not None:
            rise = places.origin(one.start)[1] - places.origin(beside)[1]
            _, low, _, high = (side + rise for side in places.loose(beside))
        wide = (right - left) / (one.end - one.start)
        for number, index in enumerate(range(one.start, one.end)):
            found[index] = left + number * wide, low, left + (number + 1) * wide, high
    places.boxes = found


def _beside(places: Positions, one: _Cluster, inside: set[int], length: int) -> int | None:
    """Return the nearest character in the font of a cluster that is in none."""
    font = places.font_at(one.start)
    for far in range(1, FARTHEST):
        for index in (one.start - far, one.end - 1 + far):
            if 0 <= index < length and index not in inside and places.font_at(index) == font:
                return index
    return None


def _close(places: Positions, chars: list[str], clusters: list[_Cluster]) -> None:
    """Take out the spaces that pdfium sees beside a cluster where none is."""
    for index in {index for one in clusters for index in (one.start - 1, one.end)}:
        if 0 < index < len(chars) - 1 and chars[index] == " " and not places.object_at(places.address, index):
            _, low, right, high = places.loose(index - 1)
            start, bottom, _, top = places.loose(index + 1)
            level = min(high, top) - max(low, bottom) > 0
            if level and start - right < APART * (high - low):
                chars[index] = GONE
