"""Lines in reading order → paragraphs: lines of prose joined, hyphens at line ends resolved, short lines kept."""

from collections import Counter
from itertools import pairwise
from operator import attrgetter

from openbook.corpus.formats.pdf.code_lines import indentation, is_code, is_nested, lines_of_listings, whole
from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.tables import LEADER
from openbook.corpus.formats.pdf.words import Words
from openbook.dataclass import dataclass, replace
from openbook.text.late import late

ITEM = late(r"(?:[•▪‣◦·●○■–*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])\s")
HEADING = late(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-Z]\.|[IVX]{1,5}\.)\s+\w")
DIGIT = late(r"\d")
NUMBER = late(r"[-+±(]?[$€£]?\d[\d.,:/%×±e()-]*")
STOPS = frozenset(".!?…:。！？：؟۔।")
CLOSING = "\"'”’»)]」』）"
CJK = late("[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
NO_SPACE_BEFORE = frozenset(",.;:!?)]}’”»、。，．；：！？）」』】")
STOP_WITHIN = late(r"[.!?…]\S? \w")
PROSE = 120
"""Characters of a paragraph of prose, at least; half of them show that the next one is no title."""
SHORT = 0.12
"""Share of the column's width that a line may leave empty before it counts as short."""
VERY_SHORT = 0.3
RAGGED = 0.15
CELLS = attrgetter("cells")


@dataclass(frozen=True, slots=True)
class _Block:
    """What the lines of a block have in common."""

    left: float
    right: float
    pitch: float
    """Points from line to line, mostly."""
    ragged: bool
    """Whether most lines end well before the margin: verse, addresses, code. Their ends are kept."""
    hanging: bool
    """Whether most lines are indented: those that are not begin an entry."""
    rtl: bool
    """Whether it is written from right to left."""

    def edge(self, line: Line) -> float:
        """Return the share of the width that a line leaves empty at its end."""
        empty = line.left - self.left if self.rtl else self.right - line.right
        return empty / max(self.right - self.left, 1.0)

    def indented(self, line: Line) -> bool:
        """Whether a line begins further in than others."""
        inwards = self.right - line.right if self.rtl else line.left - self.left
        return inwards > 0.8 * line.height


def paragraphs(lines: list[Line], words: Words) -> list[str]:
    """Return the paragraphs of one block of lines."""
    if not lines:
        return []
    block = _block(lines)
    _keep_tables(lines)
    found: list[str] = []
    indents = indentation(lines)
    listed = lines_of_listings(lines) if indents else ()
    shown = _all_shown(lines)
    parts = [indents.get(0, "") + shown[0]]
    most, full = 1.35 * block.pitch, block.right - SHORT * (block.right - block.left)
    steady = not (block.ragged or block.hanging or block.rtl)
    furthest, above = block.left + 5.0, lines[0]
    for place in range(1, len(lines)):
        below = lines[place]
        text, last = below.text, above.text[-1]
        if (
            # The common case first: a full line of prose and the next one.
            steady
            and above.right >= full
            and 5.0 < above.base - below.base <= most
            and below.left < furthest
            and (above.size == below.size or -0.2 < above.size - below.size < 0.2)
            and not (above.hyphen or above.cells or below.cells or above.alone or below.alone)
            and not (above.is_table or below.is_table)
            and "A" <= text[0] < "\u2e80" > last
            and last != "-"
            and text[0].isalpha()
            and text[1:2] != "."
            and ")" not in text[:5]
            and not (last.isdigit() or text[-1].isdigit())
        ):
            parts += " ", shown[place]
            above = below
            continue
        joint = _joint(above, below, block, words)
        if place in listed and joint not in (None, "\t"):
            joint = "\n"
        if joint is None:
            found.append(whole(parts))
            parts = [indents.get(place, "") + shown[place]]
        else:
            parts += [joint, indents.get(place, "") * (joint == "\n"), shown[place]]
        above = below
    found.append(whole(parts))
    return found


def _all_shown(lines: list[Line]) -> list[str]:
    """Return what is read of each line; in prose that is what each holds."""
    texts = [line.text for line in lines]
    together = "".join(texts)
    if together.isprintable() and "  " not in together and not any(map(CELLS, lines)):
        return texts
    return [_shown(line) for line in lines]


def continues(before: str, after: str, hyphen: bool) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if hyphen:
        return True
    if not before or not after or ended(before) or ITEM.match(after):
        return False
    if CJK.match(before[-1]) and CJK.match(after[0]):
        return after[0] not in "　「『（第" and len(before) > 40
    return after[0].islower() or (before[-1] in ",;،、，" and len(before) > 40) or _breaks_off(before, after)


def _breaks_off(before: str, after: str) -> bool:
    """Whether prose ends in the middle of a sentence, whatever the next word begins with: a noun, a name, a number."""
    if len(before) < PROSE or len(after) < PROSE // 2 or ITEM.match(before) or not after[0].isalnum():
        return False
    return before[-1].isalpha() and before.rsplit(None, 1)[-1].islower() and STOP_WITHIN.search(before) is not None


def space_between(before: str, after: str) -> str:
    """Return what stands between two lines of one paragraph: nothing in scripts without spaces."""
    last, first = before[-1:], after[:1]
    if last < "\u2e80" and first.isalnum() and first < "\u2e80":
        return " "
    if first in NO_SPACE_BEFORE:
        return ""
    if CJK.match(last):
        return "" if CJK.match(first) or not first.isalnum() else " "
    return "" if CJK.match(first) and not last.isalnum() else " "


def ended(text: str) -> bool:
    """Whether a text ends with the end of a sentence."""
    return text.rstrip(CLOSING)[-1:] in STOPS


def _block(lines: list[Line]) -> _Block:
    bases = [line.base for line in lines]
    steps = Counter([round(2 * step) for above, below in pairwise(bases) if (step := above - below) > 5])
    # The commonest step, of two the smaller: short paragraphs have as many spaces between as within.
    pitch = max(steps, key=lambda step: (steps[step - 1] + steps[step] + steps[step + 1], -step)) / 2 if steps else 0.0
    # Titles may be wider than the text; its margins are those of letters of the common size.
    sizes = sorted([line.size for line in lines])
    limit = 1.2 * sizes[len(sizes) // 2]
    text = lines if sizes[-1] <= limit else [line for line in lines if line.size <= limit]
    left, right = min([line.left for line in text]), max([line.right for line in text])
    rtl = sum([line.rtl for line in lines]) * 2 > len(lines)
    block = _Block(left, right, pitch, ragged=False, hanging=False, rtl=rtl)
    most, margin = 1.35 * pitch, RAGGED * (right - left)
    inner = [above for above, below in pairwise(text) if above.base - below.base < most]
    short = len([1 for line in inner if (line.left - left if rtl else right - line.right) > margin])
    ragged = len(inner) > 1 and short > 0.65 * len(inner) and not any(line.hyphen for line in lines)
    ragged = ragged or is_nested(lines)
    inside = 0 if rtl else len([1 for line in lines if line.left - left > 0.8 * (line.top - line.bottom)])
    hanging = len(lines) > 3 and 0.45 * len(lines) < inside < len(lines) and _is_hanging(block, lines)
    return replace(block, ragged=ragged, hanging=hanging) if ragged or hanging else block


def _is_hanging(block: _Block, lines: list[Line]) -> bool:
    """Whether lines that are not indented begin something after a full stop, and don't go on a paragraph."""
    outwards = [above for above, below in pairwise(lines) if block.indented(above) and not block.indented(below)]
    return sum(ended(line.text) for line in outwards) * 2 > len(outwards)


def _keep_tables(lines: list[Line]) -> None:
    """Forget the gaps of lines that have none at the same place above or below: a table has more than one row."""
    if not any(line.cells for line in lines):
        return
    kept = [
        any(_aligned(line, lines[near]) for near in (index - 1, index + 1) if 0 <= near < len(lines))
        for index, line in enumerate(lines)
    ]
    for line, keep in zip(lines, kept, strict=True):
        if not keep:
            line.cells = ()


def _aligned(line: Line, other: Line) -> bool:
    """Whether a cell but the first begins, ends, or stands in the middle of the same place in both."""
    places = [(cell.left, cell.right, (cell.left + cell.right) / 2) for cell in other.cells[1:]]
    return any(
        abs(cell.left - left) < 3 or abs(cell.right - right) < 3 or abs((cell.left + cell.right) / 2 - middle) < 3
        for cell in line.cells[1:]
        for left, right, middle in places
    )


def _joint(above: Line, below: Line, block: _Block, words: Words) -> str | None:
    """Return what stands between two lines of a block; None where a new paragraph begins."""
    if above.is_table or below.is_table:
        return None
    if above.hyphen:
        return words.joined(above.text, below.text)
    if _same_row(above, below):
        gap = below.left - above.right
        return "\t" if gap > (below.size or below.height) else space_between(above.text, below.text)
    rows = bool(above.cells or below.cells) or _is_row(above.text) or _is_row(below.text)
    if _apart(above, below, block, rows):
        return None
    edge = block.edge(above)
    if (
        above.alone
        or below.alone
        or rows
        or block.ragged
        or edge > VERY_SHORT
        or (edge > SHORT and ended(above.text))
        or _is_item(below.text)
        or (DIGIT.match(above.text[-1]) and LEADER.search(above.text))
    ):
        return "\n"
    if above.text[-1] == "-" and below.text[0].islower():
        return ""
    return space_between(above.text, below.text)


def _apart(above: Line, below: Line, block: _Block, rows: bool) -> bool:
    """Whether a new paragraph begins: more space, another size of letters, an indentation after a full stop."""
    step = above.base - below.base
    if block.pitch and (step > 1.35 * block.pitch or step < -block.pitch):
        return True
    if rows:
        return False
    if above.size != below.size:
        larger, smaller = max(above.size, below.size), min(above.size, below.size)
        if smaller and larger > (1.2 if min(len(above.text), len(below.text)) > 8 else 1.6) * smaller:
            return True
    if block.edge(above) > VERY_SHORT and HEADING.match(above.text) and not ended(above.text):
        return True
    if block.hanging:
        return not block.indented(below) and (block.indented(above) or ended(above.text))
    if above.text[-1] == ":" and is_code(above) and is_code(below):
        return False
    return block.indented(below) and not block.indented(above) and ended(above.text) and not _is_item(above.text)


def _is_item(text: str) -> bool:
    return not text[:4].isalpha() and ITEM.match(text) is not None


def _is_row(text: str) -> bool:
    """Whether at least two in five words are figures."""
    if DIGIT.search(text) is None:
        return False
    words = text.split()
    return len(words) > 2 and sum(NUMBER.fullmatch(word) is not None for word in words) * 5 >= len(words) * 2


def _same_row(above: Line, below: Line) -> bool:
    step = above.base - below.base
    if step > 0.4 * above.size > 0:
        return False
    return abs(step) < 0.4 * min(above.size or above.height, below.size or below.height)


def _shown(line: Line) -> str:
    if line.is_table:
        return line.text
    if line.cells:
        return "\t".join(cell.text for cell in line.cells)
    plain = line.text.isprintable() and "  " not in line.text
    return line.text if plain else " ".join(line.text.split())
