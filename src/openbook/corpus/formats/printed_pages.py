"""Plain text with the pages of its print: heads and feet go, and what runs over a page's end is put together."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice, pairwise

from openbook.codes import Kind
from openbook.records import Notice
from openbook.text.late import late

BREAK = "\f"
EDGE = 3
"""Lines at the top and at the bottom of a page that may be its head or foot."""
NUMBERS = late(r"\d+|\b[ivxlc]{1,6}\b")
COLUMNS = late(r"\s*\S.* {3,}\S")
"""Words at both margins of a line."""
ENDED = frozenset('.!?:;…。！？：؟।”»")')
FULL = 0.7
"""Share of the longest line of its page that a line has at least which runs on."""

Edge = Callable[[list[str]], list[int]]


def without_heads(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the text without what stands at the top and the bottom of its pages, and the notice of it.

    A form feed parts two pages. Lines are a head or a foot where most pages have the like, but for numbers, in this
    place; below a foot the first line of a page is one too that stands alone, with words at both margins.
    """
    pages = [page.split("\n") for page in text.split(BREAK)]
    tops, feet = _often(pages, _top), _often(pages, _bottom)
    kept: list[str] = []
    gone = 0
    footed = False
    for number, lines in enumerate(pages):
        head = _run(lines, _top(lines), tops) if number else []
        if footed and not head:
            head = _alone(lines)
        foot = _run(lines, _bottom(lines), feet)
        footed = bool(foot)
        gone += bool(head or foot)
        body = lines[max(head, default=-1) + 1 : min(foot, default=len(lines))]
        kept.append("\n".join(body).rstrip() if foot else "\n".join(body))
    if len(pages) < 2 or not gone:
        return text, ()
    said = f"heads and feet of {gone:,} printed page{'s' * (gone > 1)} are left out"
    return _joined(kept), (Notice(Kind.LEFT_OUT, said),)


def _top(lines: list[str]) -> list[int]:
    """Return the places of the first lines."""
    return list(islice((place for place, line in enumerate(lines) if line.strip()), EDGE))


def _bottom(lines: list[str]) -> list[int]:
    """Return the places of the last lines, the last one first."""
    return list(islice((place for place in range(len(lines) - 1, -1, -1) if lines[place].strip()), EDGE))


def _often(pages: list[list[str]], edge: Edge) -> frozenset[tuple[int, str]]:
    """Return what most pages have at an edge, and two of them at least: the how manieth line, and what it is like."""
    found = Counter(one for lines in pages for one in enumerate(_like(lines[place]) for place in edge(lines)))
    pages_with_text = sum(bool(edge(lines)) for lines in pages)
    return frozenset(one for one, count in found.items() if count > 1 and count * 2 >= pages_with_text)


def _like(line: str) -> str:
    return NUMBERS.sub("#", " ".join(line.split()))


def _run(lines: list[str], places: Iterable[int], wanted: frozenset[tuple[int, str]]) -> list[int]:
    """Return the places from the edge inwards whose lines are wanted."""
    run: list[int] = []
    for number, place in enumerate(places):
        if (number, _like(lines[place])) not in wanted:
            break
        run.append(place)
    return run


def _alone(lines: list[str]) -> list[int]:
    first = next(iter(_top(lines)), None)
    if first is None or COLUMNS.match(lines[first]) is None or "".join(lines[first + 1 : first + 2]).strip():
        return []
    return [first]


def _joined(pages: list[str]) -> str:
    """Return the pages in one: a paragraph that runs over the end of one goes on."""
    parts = [page.strip("\n") for page in pages]
    parts = [part for part in parts if part.strip()]
    for number, (above, below) in enumerate(pairwise(parts[:])):
        lines = above.rstrip().split("\n")
        begins = below.lstrip()[:1]
        full = len(lines[-1]) >= FULL * max(map(len, lines))
        runs_on = lines[-1][-1:] not in ENDED and begins.isalpha() and (begins.islower() or full)
        parts[number] = above.rstrip() + ("\n" if runs_on else "\n\n")
    return "".join(parts)
