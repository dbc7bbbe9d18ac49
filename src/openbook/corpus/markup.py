"""Where the structure of Markdown is: fenced code and headings, found by looking only where marks are."""

import re
from bisect import bisect_right
from collections.abc import Iterator

FENCE = re.compile(r"[ \t]*(?:[-*+>][ \t]+|\d{1,4}[.)][ \t]+)?(`{3,}|~{3,})([^\n]*)")
HEADING = r" {0,3}(?:(#{1,6})([ \t][^\n]*)?|(=+|-+)[ \t]*)(?=\n|\Z)"
"""A line that begins with marks of a heading, or the line below one."""
FIRST_HEADING, HEADINGS = re.compile(HEADING), re.compile(r"\n" + HEADING)
"""A pattern that begins with a line end is found fastest; the first line has none."""
LOOK_BACK = 200
NOT_PROSE = ("#", "|", ">", "- ", "* ", "+ ", "    ", "\t", "```", "~~~", "<")


def fences(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of fenced code, fences included, in order; one never closed ends with the text."""
    ranges: list[tuple[int, int]] = []
    start, opened = -1, ""
    for match in _fence_lines(text):
        mark, info = match[1], match[2]
        if start < 0:
            if mark[0] == "~" or "`" not in info:
                start, opened = match.start(), mark
        elif mark[0] == opened[0] and len(mark) >= len(opened) and not info.strip():
            ranges.append((start, match.end()))
            start = -1
    if start >= 0:
        ranges.append((start, len(text)))
    return ranges


def _fence_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that begin with three marks, whichever, behind white space or the mark of a list item."""
    ticks, tildes = text.find("```"), text.find("~~~")
    while ticks >= 0 or tildes >= 0:
        place = ticks if tildes < 0 or 0 <= ticks < tildes else tildes
        line = text.rfind("\n", max(0, place - LOOK_BACK), place) + 1
        match = FENCE.match(text, line) if line or place < LOOK_BACK else None
        if match is not None and match.start(1) == place:
            yield match
        # The rest of the line can't begin another fence.
        end = text.find("\n", place)
        if end < 0:
            return
        if 0 <= ticks < end:
            ticks = text.find("```", end)
        if 0 <= tildes < end:
            tildes = text.find("~~~", end)


def headings(text: str, code: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return (start, level 1..6, title) of each heading outside of code, in order."""
    starts = [start for start, _ in code]

    def in_code(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < code[index][1]

    found = []
    for match in _heading_lines(text):
        place = match.start() + (match[0][:1] == "\n")
        if match[1]:
            if not in_code(place):
                found.append((place, len(match[1]), _title(match[2] or "")))
            continue
        start = text.rfind("\n", 0, place - 1) + 1 if place > 1 else 0
        title = text[start:place].strip()
        paragraph = start == 0 or not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
        if title and paragraph and not text.startswith(NOT_PROSE, start) and not in_code(start):
            found.append((start, 1 if match[3][0] == "=" else 2, title))
    found.sort()
    return found


def _heading_lines(text: str) -> Iterator[re.Match[str]]:
    match = FIRST_HEADING.match(text)
    if match is not None:
        yield match
    yield from HEADINGS.finditer(text, match.end() if match is not None else 0)


def _title(rest: str) -> str:
    """Return a heading's text without the marks that may close it."""
    title = rest.strip()
    opened = title.rstrip("#")
    return opened.rstrip() if not opened or opened[-1] in " \t" else title


def looks_like_markdown(text: str) -> bool:
    """Whether a text that says nothing of its markup is Markdown: fenced code, or headings that follow a blank line."""
    if "```" in text and fences(text):
        return True
    return "#" in text and any(
        title and (start < 2 or text.startswith("\n", start - 2))
        for start, _, title in headings(text, [])
        if text.startswith("#", start)
    )
