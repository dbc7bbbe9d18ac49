"""Markdown without what is not text: comments, scripts, embedded pictures, tags of layout. Code stays as it is."""

import re
from bisect import bisect_right

from openbook.corpus.markup import fences

EMBEDDED = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=%_-]*")
PICTURE = re.compile(
    r"!\[([^\]\n]{0,300})\]\(\s*data:[^)\s]*(?:\s+\"[^\"\n]*\")?\s*\)|<img\b[^<>]*src=[\"']?data:[^<>]*>"
)
MARK = re.compile(
    r"<(?:!--|(?P<whole>script|style)\b[^<>]*>|(?P<br>br\s*/?>)"
    r"|/?(?:a|span|div|p|center|font|details|summary|picture|source|u|small|img|figure|figcaption)(?:\s[^<>]*)?/?>)",
    re.IGNORECASE,
)
"""What opens something hidden, and tags that say how something looks or where it links: their content stays."""
LOOK_BACK = 2000


def tidy(text: str) -> str:
    """Return the text without what is hidden, embedded as base64, or only layout."""
    if ";base64," in text:
        text = EMBEDDED.sub("data:", PICTURE.sub(_alternative, text))
    if "<" not in text or not MARK.search(text):
        return text
    code = _Code(text)
    parts: list[str] = []
    place = 0
    unclosed: set[str] = set()
    for match in MARK.finditer(text):
        start = match.start()
        if start < place or code.holds(start):
            continue
        end = _end(text, match, unclosed)
        if not end:
            continue
        before = text[place:start]
        place = end
        if match["br"] is not None:
            before += _line_break(text, start, end)
        elif _fills_line(text, start, end):
            # The line is gone with what stood on it: no gap of blank lines is left.
            while text.startswith("\n", place) and (before.endswith("\n") or not (before or parts)):
                place += 1
        parts.append(before)
    return "".join(parts) + text[place:]


def _alternative(match: re.Match[str]) -> str:
    """Return the text that stands for a picture, where it says anything."""
    return match[1] if match[1] and len(match[1]) > 2 else ""


def _end(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    """Return where the marked stretch ends; 0 where it is not closed, and so is text."""
    name = "-->" if match[0] == "<!--" else f"</{match['whole'].lower()}" if match["whole"] else ""
    if not name:
        return match.end()
    if name in unclosed:
        return 0
    closed = re.compile(re.escape(name) + ("" if name == "-->" else r"\s*>"), re.IGNORECASE).search(text, match.end())
    if closed is None:
        unclosed.add(name)
        return 0
    return closed.end()


def _line_break(text: str, start: int, end: int) -> str:
    if text.startswith("\n", end):
        return ""
    line = _line_start(text, start)
    return " " if text.startswith("|", line) else "\n"


def _line_start(text: str, place: int) -> int:
    """Return where the line begins, or the place so far back that looking further would cost too much."""
    bound = max(0, place - LOOK_BACK)
    return max(text.rfind("\n", bound, place) + 1, bound)


def _fills_line(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


class _Code:
    """Tells what stands in code, for places in ascending order: each stretch of text is looked at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fences = fences(text)
        self._starts = [start for start, _ in self._fences]
        self._line = 0
        self._seen = 0
        self._ticks = 0

    def holds(self, place: int) -> bool:
        """Whether the place is in fenced code, in a code span, or on an indented line of code."""
        fence = bisect_right(self._starts, place) - 1
        if fence >= 0 and place < self._fences[fence][1]:
            return True
        line = self._text.rfind("\n", self._seen, place) + 1
        if line:
            self._line, self._seen, self._ticks = line, line, 0
        self._ticks += self._text.count("`", self._seen, place)
        self._seen = place
        if self._ticks % 2:
            return True
        if not self._text.startswith(("    ", "\t"), self._line):
            return False
        return not self._text[self._line : self._line + LOOK_BACK].lstrip().startswith(("-", "*", "+", "<", "|"))
