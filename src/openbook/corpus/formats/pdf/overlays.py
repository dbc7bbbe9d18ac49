"""What lies over the text of a page, or under it, and is none of it: watermarks, doubles, hidden words."""

from collections import Counter
from collections.abc import Iterable
from operator import sub
from statistics import median
from typing import Any

from openbook.codes import Kind
from openbook.corpus.formats.pdf.lines import Line, PageLines
from openbook.corpus.formats.pdf.unseen import without_unseen
from openbook.dataclass import replace
from openbook.records import Notice

LARGER = 1.5
"""Size of a watermark's letters against those of the page, at least."""
NEAR = 3.0
"""Points between two lines that are the same one drawn twice, at most."""
FAR = 3 * NEAR
"""Points from each line of a page down to the next one, above which none is."""


def without_overlays(pages: list[PageLines], document: Any) -> tuple[list[PageLines], list[Notice]]:
    """Return the pages without watermarks, doubles and hidden words, and notices of what was left out."""
    marks = _watermarks(pages)
    found: list[PageLines] = []
    gone: Counter[str] = Counter()
    hidden = 0
    for index, page in enumerate(pages):
        kept, unseen = without_unseen(_once(page.lines), document, index)
        hidden += unseen
        stamps = [line for line in kept if line.text in marks and _lies_over(line, kept)] if marks else []
        gone.update(line.text for line in stamps)
        across = [line for line in page.slanted if line.text not in marks and not _covers(line, kept)]
        gone.update(line.text for line in page.slanted if not any(line is one for one in across))
        if len(kept) == len(page.lines) and not stamps and not page.slanted:
            found.append(page)
            continue
        ids = {id(line) for line in stamps}
        lines = [line for line in kept if id(line) not in ids]
        found.append(replace(page, lines=lines, slanted=tuple(across)))
    notices = []
    for text, count in gone.most_common(3):
        times = f" ({count} times)" if count > 1 else ""
        notices.append(Notice(Kind.LEFT_OUT, f"the watermark “{text[:40]}” is left out{times}"))
    if hidden:
        notices.append(Notice(Kind.LEFT_OUT, f"{hidden:,} letters that are not shown are left out"))
    return found, notices


def _watermarks(pages: list[PageLines]) -> set[str]:
    """Return the texts that lie at an angle, or in large letters over others, on several pages; on the only one."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({line.text for line in page.slanted})
        counts.update({line.text for line in _large(page.lines) if _lies_over(line, page.lines)})
    least = 2 if len(pages) > 1 else 1
    slanted_once = {text for page in pages for text in (line.text for line in page.slanted)} if least == 1 else set()
    return {text for text, count in counts.items() if count >= least} - slanted_once


def _large(lines: list[Line]) -> list[Line]:
    """Return the lines in much larger letters than most."""
    if len(lines) < 3:
        return []
    sizes = [line.size for line in lines]
    if max(sizes) <= LARGER * min(sizes):
        return []
    common = median(sizes)
    return [line for line in lines if line.size > LARGER * common > 0]


def _lies_over(mark: Line, lines: Iterable[Line]) -> bool:
    """Whether the middle of another line of several words is within a line's box."""
    return any(
        line is not mark
        and len(line.text) > 8
        and mark.bottom < (line.bottom + line.top) / 2 < mark.top
        and min(mark.right, line.right) - max(mark.left, line.left)
        > 0.3 * min(mark.right - mark.left, line.right - line.left)
        for line in lines
    )


def _covers(mark: Line, lines: list[Line]) -> bool:
    """Whether what is set at an angle lies over two lines at least."""
    over = [line for line in lines if line.bottom < mark.top and line.top > mark.bottom and line.left < mark.right]
    return sum(line.right > mark.left for line in over) > 1 and mark.top - mark.bottom > 3 * median(
        line.height for line in over
    )


def _once(lines: list[Line]) -> list[Line]:
    """Return the lines, those that are drawn twice once: for a shadow, or hidden behind what is seen."""
    bottoms = [line.bottom for line in lines]
    if min(map(sub, bottoms, bottoms[1:]), default=2 * FAR) > FAR:
        return lines
    if len({line.text for line in lines}) == len(lines):
        return lines
    places: dict[tuple[str, int], float] = {}
    kept = []
    for line in lines:
        step = int(line.bottom / NEAR)
        lefts = [places.get((line.text, near)) for near in (step - 1, step, step + 1)]
        if any(left is not None and abs(left - line.left) < NEAR for left in lefts):
            continue
        places[line.text, step] = line.left
        kept.append(line)
    return kept
