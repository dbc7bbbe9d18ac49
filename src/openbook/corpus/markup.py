"""Where the structure of Markdown is: fenced code and headings, found by looking only where marks are."""

import re
from bisect import bisect_right
from collections.abc import Iterator

FENCE = re.compile(r"[ \t]*(?:[-*+>][ \t]+|\d{1,4}[.)][ \t]+)?(`{3,}|~{3,})([^\n]*)")
ATX = re.compile(r" {0,3}(#{1,6})([ \t][^\n]*)?(?=\n|\Z)")
SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*(?=\n|\Z)")
NOT_PROSE = ("#", "|", ">", "- ", "* ", "+ ", "    ", "\t", "```", "~~~", "<")
MARK = re.compile(r"\n {0,3}([#=-])")
LOOK_BACK = 200


def fences(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of fenced code, fences included, in order; one never closed ends with the text."""
    ranges: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _fence_lines(text):
        mark, info = match[1], match[2]
        if opened is None:
            if mark[0] == "~" or "`" not in info:
                opened = match.start(), mark
        elif mark[0] == opened[1][0] and len(mark) >= len(opened[1]) and not info.strip():
            ranges.append((opened[0], match.end()))
            opened = None
    if opened is not None:
        ranges.append((opened[0], len(text)))
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
    for place, mark in _marked_lines(text):
        match = (ATX if mark == "#" else SETEXT).match(text, place)
        if match is None:
            continue
        if mark == "#":
            if not in_code(place):
                found.append((place, len(match[1]), _title(match[2] or "")))
            continue
        start = text.rfind("\n", 0, place - 1) + 1 if place > 1 else 0
        title = text[start:place].strip()
        paragraph = start == 0 or not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
        if title and paragraph and not text.startswith(NOT_PROSE, start) and not in_code(start):
            found.append((start, 1 if mark == "=" else 2, title))
    found.sort()
    return found


def _title(rest: str) -> str:
    """Return a heading's text without the marks that may close it."""
    title = rest.strip()
    opened = title.rstrip("#")
    return opened.rstrip() if not opened or opened[-1] in " \t" else title


def _marked_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (start, mark) of the lines that begin with the mark of a heading, or of the line below one."""
    if text.lstrip(" ")[:1] == "#":
        yield 0, "#"
    for match in MARK.finditer(text):
        yield match.start() + 1, match[1]


def looks_like_markdown(text: str) -> bool:
    """Whether a text that says nothing of its markup is Markdown: fenced code, or headings that follow a blank line."""
    if "```" in text and fences(text):
        return True
    return "#" in text and any(
        title and (start < 2 or text.startswith("\n", start - 2))
        for start, _, title in headings(text, [])
        if text.startswith("#", start)
    )
