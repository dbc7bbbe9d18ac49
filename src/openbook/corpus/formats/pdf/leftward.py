"""Lines that are written from right to left: read by where their characters stand, as pdfium mixes them up."""

import unicodedata
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate, groupby, pairwise

from openbook.corpus.formats.pdf.glyphs import RTL, in_glyph, plain
from openbook.corpus.formats.pdf.lines import Box, Line
from openbook.corpus.formats.pdf.positions import Positions
from openbook.dataclass import dataclass, replace
from openbook.text.late import late

SPACE = 0.11
"""Heights of a font between two characters, above which a space is between them."""
MOST = 0.6
"""Share of a line's letters that are written leftwards, from which all of it is, whatever it begins and ends with."""
STOP_BEFORE = late(r"^([.,:;!?])(\w.*[\w/)])$")
PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
KINDS = {"L": "L", "EN": "N", "AN": "N", "ET": "T", "CS": "C", "ES": "S", "R": "R", "AL": "R"}


@dataclass(slots=True)
class _Unit:
    """What one glyph draws, or a word of those that are written leftwards."""

    text: str
    left: float
    right: float
    high: float
    kind: str
    """`R`: leftwards, `L`: rightwards, `N`: a digit, `T`: a sign of a number, `C`, `S`: what stands within one, `O`."""
    first: int
    last: int
    """Where its characters are in pdfium's text."""

    @property
    def place(self) -> float:
        """Twice its middle."""
        return self.left + self.right


def reordered(places: Positions, start: int, raw: str, page: str) -> str:
    """Return a line of a right-to-left script with its characters in the order in which they are read.

    `page` is the text of the page: most of it tells where a line begins that could begin on either side.
    """
    units = sorted(_words(_units(places, start, raw)), key=lambda unit: -unit.place)
    if not _have_places(units) or not _is_leftward(units, page):
        return plain("".join(_letters_of_glyphs(places, start, raw))).strip()
    return _read(units, strict=_is_arabic(raw))


def walled(places: Positions, line: Line, start: int, raw: str, rules: Callable[[], Sequence[Box]]) -> list[Line]:
    """Return the parts of a line between the upright ones that are drawn through its gaps, left to right."""
    units = sorted(_words(_units(places, start, raw)), key=lambda unit: unit.place)
    if not _have_places(units) or not any(_is_gap(left, right) for left, right in pairwise(units)):
        return []
    middle = (line.bottom + line.top) / 2
    upright = (rule for rule in rules() if rule[3] - rule[1] > rule[2] - rule[0] and rule[1] < middle < rule[3])
    walls = sorted(rule[0] + rule[2] for rule in upright)
    strict = _is_arabic(raw)
    cells = [[*held] for _, held in groupby(units, key=lambda unit: bisect(walls, unit.place))]
    return [
        replace(line, text=_read(cell[::-1], strict=strict), left=cell[0].left, right=max(unit.right for unit in cell))
        for cell in cells
    ]


def _is_gap(left: _Unit, right: _Unit) -> bool:
    return right.left - left.right > max(left.high, right.high) / 2


def _have_places(units: list[_Unit]) -> bool:
    return bool(units) and all(unit.right > unit.left for unit in units if unit.kind == "R")


def _is_arabic(raw: str) -> bool:
    return any(unicodedata.bidirectional(char) == "AL" for char in raw)


def _read(units: list[_Unit], *, strict: bool) -> str:
    """Return the text of units that stand from right to left, with the spaces between them."""
    spaced = units[:1]
    for right, left in pairwise(units):
        if _are_apart(right, left):
            spaced.append(_Unit(" ", left.right, right.left, right.high, "O", 0, 0))
        spaced.append(left)
    return plain(_in_order(spaced, strict=strict)).strip()


def _are_apart(right: _Unit, left: _Unit) -> bool:
    """Whether a space is between two."""
    return right.left - left.right > SPACE * max(right.high, left.high)


def _is_leftward(units: list[_Unit], page: str) -> bool:
    """Whether a line is read from right to left: by what stands at its ends, or else by what most of the page is."""
    letters = [unit.kind for unit in units if unit.kind in "LR" for _ in unit.text]
    if not letters or letters.count("R") >= MOST * len(letters):
        return True
    if letters[0] == letters[-1]:
        return letters[0] == "R"
    return _is_mostly_leftward(page)


def with_stops_behind(lines: list[Line], page: str) -> list[Line]:
    """Return lines, the stop of a sentence behind the name or number that it ends, where nothing else is on a line."""
    if _is_mostly_leftward(page):
        for line in lines:
            line.text = line.text if line.rtl else STOP_BEFORE.sub(r"\2\1", line.text)
    return lines


def _is_mostly_leftward(page: str) -> bool:
    return 2 * len(RTL.findall(page)) >= sum(map(str.isalpha, page))


def _letters_of_glyphs(places: Positions, start: int, raw: str) -> list[str]:
    """Return the characters, those of one glyph in their order: they share its box."""
    kept: list[str] = []
    last: tuple[float, ...] | None = None
    run: list[str] = []
    for offset, char in enumerate(raw):
        box = places.tight(start + offset) if RTL.match(char) else None
        if box is None or box != last:
            kept.append(in_glyph("".join(run)))
            run = []
        last = box
        if box is None:
            kept.append(char)
        else:
            run.append(char)
    return [*kept, in_glyph("".join(run))]


def _units(places: Positions, start: int, raw: str) -> list[_Unit]:
    """Return what each glyph of a line draws, and where; marks above and below letters go with theirs."""
    found: list[_Unit] = []
    marks: list[_Unit] = []
    last: tuple[float, ...] | None = None
    for offset, char in enumerate(raw):
        if char.isspace() or unicodedata.category(char) == "Cf":
            last = None
            continue
        left, low, right, high = places.loose(start + offset)
        kind = KINDS.get(unicodedata.bidirectional(char), "O")
        is_mark = unicodedata.combining(char) > 0
        box = places.tight(start + offset) if kind == "R" or is_mark else None
        if box is not None and box == last:
            found[-1].text, found[-1].last = found[-1].text + char, offset
            continue
        if is_mark:
            marks.append(_Unit(char, left, right, high - low, kind, offset, offset))
            continue
        last = box
        found.append(_Unit(char, left, right, high - low, kind, offset, offset))
    for unit in found:
        unit.text = in_glyph(unit.text)
    letters = [unit for unit in found if unit.kind == "R"]
    for mark in marks if letters else ():
        of = min(letters, key=lambda unit: abs(unit.place - mark.place))
        of.text += mark.text
        of.first, of.last = min(of.first, mark.first), max(of.last, mark.last)
    return found


def _words(units: list[_Unit]) -> list[_Unit]:
    """Put letters that pdfium has one after the other together: within words it knows their order, or its reverse.

    Where letters stand above each other, or one reaches below the next, their places don't tell it.
    """
    found: list[_Unit] = []
    word: list[_Unit] = []
    for unit in [*units, None]:
        if word and (unit is None or unit.kind != "R" or unit.first != word[-1].last + 1):
            found.append(_joined(word))
            word = []
        if unit is not None and unit.kind == "R":
            word.append(unit)
        elif unit is not None:
            found.append(unit)
    return found


def _joined(word: list[_Unit]) -> _Unit:
    steps = [other.place - one.place for one, other in pairwise(word)]
    letters = reversed(word) if sum(step > 0 for step in steps) > sum(step < 0 for step in steps) else word
    text = "".join([unit.text for unit in letters])
    left, right = min(unit.left for unit in word), max(unit.right for unit in word)
    return _Unit(text, left, right, max(unit.high for unit in word), "R", word[0].first, word[-1].last)


def _in_order(units: list[_Unit], *, strict: bool) -> str:
    """Return the text of units that stand from right to left: what is written rightwards is turned round.

    `strict`: after Arabic letters a dash between two numbers is none of theirs.
    """
    parts: list[str] = []
    outside: list[int] = []
    place = 0
    while place < len(units):
        end = _end_of_run(units, place, "C" if strict else "CS", "" if strict else "T")
        if end == place:
            outside.append(len(parts))
            parts.append(units[place].text)
            place += 1
        else:
            parts += [unit.text for unit in reversed(units[place:end])]
            place = end
    _mirror(parts, outside)
    return "".join(parts)


def _end_of_run(units: list[_Unit], start: int, inner: str, beside: str) -> int:
    """Return where a stretch ends that is written rightwards; `start` where none begins.

    `inner` and `beside` are the kinds of signs that stand within a number, and at its ends.
    """
    first = start
    while first < len(units) and units[first].kind in beside:
        first += 1
    if first == len(units) or units[first].kind not in ("N" if first > start else "LN"):
        return start
    end = first + 1
    letters = units[first].kind == "L"
    while True:
        following = end
        while following < len(units) and units[following].kind not in "LNR":
            following += 1
        if following == len(units) or units[following].kind == "R":
            break
        between = units[end:following]
        letters = letters or units[following].kind == "L"
        one = len(between) == 1 and between[0].kind in inner
        if between and not (letters or one):
            break
        end = following + 1
    while end < len(units) and units[end].kind in beside and units[end - 1].kind in f"N{beside}":
        end += 1
    return end


def _mirror(parts: list[str], outside: list[int]) -> None:
    """Turn brackets round that are drawn as they look, and not as they are meant: of two, the first one opens."""
    for opening, closing in PAIRS.items():
        places = [place for place in outside if parts[place] in (opening, closing)]
        depth = list(accumulate(1 if parts[place] == opening else -1 for place in places))
        if len(places) % 2 or not (min(depth, default=0) < 0 or depth[-1:] not in ([], [0])):
            continue
        for number, place in enumerate(places):
            parts[place] = closing if number % 2 else opening
