"""Where the structure of Markdown is: fenced code and headings, found by looking only where marks are."""

import re
from bisect import bisect_right

FENCE = re.compile(r"^[ \t]*(?:[-*+>][ \t]+|\d{1,4}[.)][ \t]+)?(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+([^\n]*?))?(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
NOT_PROSE = ("#", "|", ">", "- ", "* ", "+ ", "    ", "\t", "```", "~~~", "<")


def fences(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of fenced code, fences included, in order; one never closed ends with the text."""
    if "```" not in text and "~~~" not in text:
        return []
    ranges: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in FENCE.finditer(text):
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


def headings(text: str, code: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return (start, level 1..6, title) of each heading outside of code, in order."""
    found = []
    starts = [start for start, _ in code]

    def in_code(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < code[index][1]

    if "#" in text:
        for match in ATX.finditer(text):
            if not in_code(match.start()):
                found.append((match.start(), len(match[1]), (match[2] or "").strip()))
    if "\n=" in text or "\n-" in text or "\n " in text:
        for match in SETEXT.finditer(text):
            start = text.rfind("\n", 0, match.start() - 1) + 1 if match.start() > 1 else 0
            title = text[start : match.start()].strip()
            paragraph = start == 0 or not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
            if title and paragraph and not text.startswith(NOT_PROSE, start) and not in_code(start):
                found.append((start, 1 if match[1][0] == "=" else 2, title))
        found.sort()
    return found


def looks_like_markdown(text: str) -> bool:
    """Whether a text that says nothing of its markup is Markdown: fenced code, or headings that follow a blank line."""
    if "```" in text and fences(text):
        return True
    return "#" in text and any(
        match[2] and (match.start() == 0 or text.startswith("\n", match.start() - 2) or match.start() == 1)
        for match in ATX.finditer(text)
    )
