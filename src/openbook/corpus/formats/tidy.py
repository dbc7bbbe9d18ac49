"""Markdown without what is not text: comments, scripts, embedded pictures, tags of layout. Code stays as it is."""

import re

from openbook.corpus.markup import fences

EMBEDDED = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=%_-]*")
PICTURE = re.compile(
    r"!\[([^\]\n]{0,300})\]\(\s*data:[^)\s]*(?:\s+\"[^\"\n]*\")?\s*\)|<img\b[^<>]*src=[\"']?data:[^<>]*>"
)
MARK = re.compile(
    r"<(?:(?P<hidden>!--)|(?P<whole>script|style)\b[^<>]*>|(?P<br>br\s*/?>)"
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
        start, end = match.span()
        if start < place or code.holds(start):
            continue
        kind = match.lastgroup
        before = text[place:start]
        if kind == "br":
            before += _line_break(text, start, end)
        else:
            if kind is not None:
                end = _end(text, match, unclosed)
                if not end:
                    continue
            if _fills_line(text, start, end):
                # The line is gone with what stood on it: no gap of blank lines is left.
                while text.startswith("\n", end) and (before.endswith("\n") or not (before or parts)):
                    end += 1
        place = end
        parts.append(before)
    return "".join(parts) + text[place:]


def _alternative(match: re.Match[str]) -> str:
    """Return the text that stands for a picture, where it says anything."""
    return match[1] if match[1] and len(match[1]) > 2 else ""


def _end(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    """Return where the marked stretch ends; 0 where it is not closed, and so is text."""
    name = "-->" if match["hidden"] else f"</{match['whole'].lower()}"
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

    __slots__ = ("_end", "_fences", "_indented", "_line", "_seen", "_start", "_text", "_ticks")

    def __init__(self, text: str) -> None:
        self._text = text
        self._fences = iter(fences(text))
        self._start = self._end = 0  # of the fenced code at or behind the last place
        self._line = self._seen = self._ticks = 0
        self._indented: bool | None = None

    def holds(self, place: int) -> bool:
        """Whether the place is in fenced code, in a code span, or on an indented line of code."""
        while self._end <= place:
            self._start, self._end = next(self._fences, (len(self._text), len(self._text) + 1))
        if place >= self._start:
            return True
        text, seen = self._text, self._seen
        line = text.rfind("\n", seen, place) + 1
        if line:
            self._line, seen, self._ticks, self._indented = line, line, 0, None
        self._ticks += text.count("`", seen, place)
        self._seen = place
        if self._ticks % 2:
            return True
        if self._indented is None:
            self._indented = self._is_indented_code()
        return self._indented

    def _is_indented_code(self) -> bool:
        if not self._text.startswith(("    ", "\t"), self._line):
            return False
        return not self._text[self._line : self._line + LOOK_BACK].lstrip().startswith(("-", "*", "+", "<", "|"))
