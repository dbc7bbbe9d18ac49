"""Running headers, footers and page numbers: what stands at the edge of many pages at the same place."""

import re
from collections import Counter
from itertools import pairwise
from operator import attrgetter
from statistics import median

from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.dataclass import dataclass, replace
from openbook.text.late import late

EDGE = 3
"""Lines from the top, and from the bottom, that may belong to a header or footer."""
SAMPLE = 12
"""Lines from either edge that tell how far apart lines are."""
MARGIN = 0.16
"""Share of the page's height in which headers and footers stand."""
WIDE = 1.25
"""Margins in which a page number alone may stand at the foot of a page."""
GAP = 1.4
"""Spaces between lines, above which what stands nearer to the edge is apart from the text."""
BROWSER = 0.05
"""Share of the page's height in which a browser prints what it says of the page."""
SHORT = 20
NUMBER = late(r"\d+")
BESIDE = late(r"\A\d{1,4}(?=\s)|(?<=\s)\d{1,4}\Z")
"""A number at either end of a line."""
BESIDE_PAGES = 4
"""Pages on which such a number counts up at one height, at least."""
SMALL_PAGES = 3
"""The same where it is in smaller letters than the text."""
FEWEST_SIDES = 5
"""Pages from which heads are told by their sides."""
SMALL = 0.9
"""Size of smaller letters against those of the text, at most."""
PAGE_NUMBER = late(
    r"[\[(<–—|·•-]*\s*(?:(?:page|seite|página|pagina|p\.|pg\.?|стр\.?|第)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|из|sur|di)\s*\d{1,4})?\s*(?:页|頁|ページ)?\s*[\])>–—|·•-]*",
    re.IGNORECASE,
)

ADDRESS = late(r"[a-z][a-z0-9+.-]*://\S+|about:\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line near the edge of a page."""

    line: Line
    text: str
    """Numbers as `#`, so that page numbers don't make a difference."""
    place: int
    apart: bool
    """Whether a wide space is between it and the text; else it must be repeated on most pages to go."""


def without_furniture(pages: list[PageLines]) -> list[PageLines]:
    """Return the pages without what is repeated at their edges, and without page numbers."""
    ordered = [sorted(page.lines, key=attrgetter("base")) for page in pages]
    steps = list(map(_step, ordered))
    gap = GAP * _pitch(ordered, steps)
    edges = [_edges(*page, gap) for page in zip(pages, ordered, steps, strict=True)]
    counts: Counter[tuple[str, int]] = Counter()
    for found in edges:
        counts.update({(edge.text, edge.place) for edge in found})
    some = 2 if len(pages) <= 4 else 3
    most = max(4, len(pages) * 3 // 5)
    told = _numbered(len(pages), edges, _size(pages)) | _by_sides(edges)
    kept = []
    for number, (page, found) in enumerate(zip(pages, edges, strict=True), start=1):
        gone = _of_browser(page, number, len(pages)) | {
            id(edge.line)
            for edge in found
            if _count(counts, edge) >= (some if edge.apart else most) or id(edge.line) in told
        }
        lines = [line for line in page.lines if id(line) not in gone] if gone else page.lines
        kept.append(page if lines is page.lines else replace(page, lines=lines))
    return kept


def _of_browser(page: PageLines, number: int, count: int) -> set[int]:
    """Return the ids of the lines that a browser prints around a page: its address, its place among them, its title.

    They are told by the address, and by the two numbers; what else stands there is in letters of the same size.
    """
    if page.vertical or page.recognised or not page.lines:
        return set()
    low, high = page.height * BROWSER, page.height * (1 - BROWSER)
    edges = [line for line in page.lines if line.top < low or line.bottom > high]
    parts = [part for line in edges for part in line.cells or (line,)]
    sizes = {round(part.size, 1) for part in parts}
    has_address = any(ADDRESS.fullmatch(part.text.strip()) for part in parts)
    has_numbers = any(_is_place(part.text, number, count) for part in parts)
    return {id(line) for line in edges} if has_address and has_numbers and len(sizes) == 1 else set()


def _is_place(text: str, number: int, count: int) -> bool:
    """Whether a text says which page it is, of how many."""
    return len(text) < SHORT and NUMBER.findall(text) == [str(number), str(count)]


def _pitch(pages: list[list[Line]], steps: list[float]) -> float:
    """Return how far apart lines are on pages with so many that it tells; 0 where none has."""
    full = [step for lines, step in zip(pages[: 4 * SAMPLE], steps, strict=False) if len(lines) > SAMPLE and step]
    return median(full) if full else 0.0


def _step(ordered: list[Line]) -> float:
    """Return how far apart lines near the edges of a page are, from the foot upwards; 0 where nothing tells."""
    near = ordered[:SAMPLE] + ordered[-SAMPLE:]
    steps = sorted(step for lower, upper in pairwise(near) if (step := upper.base - lower.base) > 5)
    return steps[len(steps) // 4] if steps else 0.0


def _edges(page: PageLines, ordered: list[Line], step: float, usual: float) -> list[_Edge]:
    """Return the lines at the top and bottom of a page; `usual`: a wide space on pages of many lines."""
    if page.vertical or page.recognised or not ordered:
        return []
    gap = GAP * (step or 12.0)
    if len(ordered) <= SAMPLE and usual:
        gap = min(gap, usual)
    low, high = page.height * MARGIN, page.height * (1 - MARGIN)
    found = [edge for edge in _outside(ordered, gap) if edge.line.top < (WIDE if _is_number(edge) else 1) * low]
    return found + [edge for edge in _outside(ordered[: -EDGE - 2 : -1], gap) if edge.line.bottom > high]


def _outside(ordered: list[Line], gap: float) -> list[_Edge]:
    """Return the lines from the edge up to the first wide space; without one, the outermost line."""
    until, apart = 1, len(ordered) == 1
    for index, (line, following) in enumerate(pairwise(ordered[: EDGE + 1]), start=1):
        if abs(line.base - following.base) > gap:
            until, apart = index, True
            break
    return [_Edge(line, _key(line.text), round(line.base / 4), apart) for line in ordered[:until]]


def _is_number(edge: _Edge) -> bool:
    return edge.apart and PAGE_NUMBER.fullmatch(edge.line.text.strip()) is not None


def _key(text: str) -> str:
    return NUMBER.sub("#", " ".join(text.casefold().split()))


def _count(counts: Counter[tuple[str, int]], edge: _Edge) -> int:
    return sum(counts[edge.text, near] for near in (edge.place - 1, edge.place, edge.place + 1))


def _by_sides(edges: list[list[_Edge]]) -> set[int]:
    """Return the ids of heads that differ on left and right pages: one of both sides says the same throughout.

    The other may say that of its chapter, at the same height and in letters of the same size; the first page nothing.
    """
    if len(edges) < FEWEST_SIDES:
        return set()
    places = [{edge.place: edge.line for edge in found if edge.apart} for found in edges]
    gone: set[int] = set()
    for place in set(places[1]) & set(places[2]):
        heads = [next((on[near] for near in (place, place - 1, place + 1) if near in on), None) for on in places]
        rest = [head for head in heads[1:] if head is not None]
        sides = [{_key(head.text) for head in side} for side in (rest[::2], rest[1::2])]
        alike = len({round(head.size, 1) for head in rest}) == 1
        if len(rest) == len(edges) - 1 and alike and min(map(len, sides)) == 1:
            gone |= {id(head) for head in heads if head is not None and round(head.size, 1) == round(rest[0].size, 1)}
    return gone


def _size(pages: list[PageLines]) -> float:
    """Return the size of the letters that most lines of the first pages are set in."""
    exact = Counter([line.size for page in pages[:SAMPLE] for line in page.lines if len(line.text) > SHORT])
    sizes: Counter[float] = Counter()
    for size, count in exact.items():
        sizes[round(size, 1)] += count
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _numbered(count: int, edges: list[list[_Edge]], size: float) -> set[int]:
    """Return the ids of lines that hold the page number: one that counts up with the pages.

    It stands alone, or at either end of what changes with the chapter, at the same height on several pages.
    """
    alone: list[tuple[int, int | None]] = []
    beside: list[tuple[list[Line], int, int]] = []
    close: list[tuple[int, tuple[str, int, int]]] = []
    for index, lines in enumerate(edges):
        for edge in lines:
            number = NUMBER.search(edge.line.text) if _is_number(edge) else None
            if _is_number(edge):
                alone.append((id(edge.line), int(number[0]) - index if number else None))
            # What stands in the row of the number is one with it, also where a file draws it apart.
            row = [other.line for other in lines if other.apart and abs(other.line.base - edge.line.base) < 1]
            if edge.apart and (number is None or len(row) > 1):
                ends = {int(found) - index for found in BESIDE.findall(edge.line.text.strip())}
                ends |= {int(number[0]) - index} if number else set()
                beside += [(row, shift, edge.place) for shift in ends]
            elif not edge.apart:
                found = {int(found) - index for found in BESIDE.findall(edge.line.text.strip())}
                close += [(id(edge.line), (edge.text, shift, edge.place)) for shift in found]
    shifts = Counter(shift for _, shift in alone)
    gone = {line for line, shift in alone if shift is None or shifts[shift] >= max(1, min(3, count // 2))}
    heights = Counter((shift, place) for _, shift, place in beside)
    for row, shift, place in beside:
        seen = sum(heights[shift, near] for near in (place - 1, place, place + 1))
        if seen >= (SMALL_PAGES if row[0].size <= SMALL * size else BESIDE_PAGES):
            gone |= {id(line) for line in row}
    # Close to the text it must be the same on each page but for its number.
    alike = Counter(key for _, key in close)
    return gone | {line for line, key in close if alike[key] >= SMALL_PAGES and len(key[0]) > len("#")}
