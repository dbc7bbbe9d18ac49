"""Where the structure of Markdown is: blocks, fenced code and headings, found in one look at how lines begin."""

from itertools import chain

from openbook.dataclass import dataclass, field
from openbook.text.late import late

WHITE = r"[ \t\u3000\xa0\u200b\ufeff]"
"""What a blank line may hold."""
MARKED = r"[#=`~]|[-*+>\d][-\d.)]*+[ \t]*+(?:[`~\n]|\Z)"
"""How a line begins that may be a heading, the line below one, or a fence, also behind the mark of a list item."""
FIRST_LINE, LINES = late(rf"{WHITE}*+(?={MARKED})"), late(rf"\n{WHITE}*+(?=\n|{MARKED})")
"""What is before such marks, or before the end of a blank line; what begins with a line end is found fastest."""
FENCE = late(r"[ \t]*(?:[-*+>][ \t]+|\d{1,4}[.)][ \t]+)?(`{3,}|~{3,})([^\n]*)")
TICKS, FENCE_MARK = late(r"```+"), late(r"```+|~~~+")
"""What is the same at the beginning of each match is found fastest."""
FURTHEST = 200
"""Characters of a line in which a fence must have begun."""
HEADING = late(r" {0,3}(#{1,6})([ \t][^\n]*)?(?=\n|\Z)")
UNDERLINE = late(r" {0,3}(?:=+|-+)[ \t]*(?=\n|\Z)")
NOT_PROSE = ("#", "|", ">", "- ", "* ", "+ ", "    ", "\t", "```", "~~~", "<")
LINE_START = 2000
"""Characters of a line that tell whether it is code."""
TITLED = r"#{1,6}([ \t][^\n]*)"
TOP, APART = late(r"\n?" + TITLED), late(r"\n\n" + TITLED)
"""A heading that begins the text, and one that follows an empty line."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a Markdown text is made of: half-open ranges, in order."""

    blocks: list[tuple[int, int]] = field(default_factory=list)
    """What stands between blank lines; a heading begins a block, fenced code is one."""
    code: list[tuple[int, int]] = field(default_factory=list)
    """Fenced code, fences included; one never closed ends with the text."""
    headings: list[tuple[int, int, str]] = field(default_factory=list)
    """(start, level 1..6, title) of the headings outside of code."""


def fences(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of fenced code, fences included, in order; one never closed ends with the text."""
    found: list[tuple[int, int]] = []
    begun, opened, done = 0, "", 0
    marks = TICKS.finditer(text) if "~~~" not in text else FENCE_MARK.finditer(text)
    for match in marks:
        start, end = match.span()
        if start < done:
            continue
        done = text.find("\n", end)
        done = len(text) if done < 0 else done
        line = start
        if start and text[start - 1] != "\n":
            line = text.rfind("\n", max(0, start - FURTHEST), start) + 1
            fence = FENCE.match(text, line)
            if fence is None or fence.start(1) != start:
                continue
        mark, info = match[0], text[end:done]
        if not opened:
            if mark[0] == "~" or "`" not in info:
                begun, opened = line, mark
        elif mark[0] == opened[0] and len(mark) >= len(opened) and not info.strip():
            found.append((begun, done))
            opened = ""
    if opened:
        found.append((begun, len(text)))
    return found


def outline(text: str) -> Outline:  # noqa: C901 - one pass over the lines, which is most of what chunking costs
    """Return what a text is made of."""
    found = Outline()
    blocks, code, headings = found.blocks, found.code, found.headings
    begun = 0  # the block that isn't closed yet
    opened = ""  # the fence that isn't closed yet
    top = FIRST_LINE.match(text)
    for match in chain((top,) if top else (), LINES.finditer(text)):
        place = match.end()
        first = text[place]
        if first == "\n":
            if not opened:
                end = match.start()
                if end > begun:
                    blocks.append((begun, end))
                begun = place + 1
            continue
        line = match.start() + (match is not top)
        start = -1
        if first in "#=":
            if not opened:
                start = _heading(text, line, code, headings)
        elif (fence := FENCE.match(text, line)) and fence.start(1) - line < FURTHEST:
            mark, info = fence[1], fence[2]
            if not opened:
                if mark[0] == "~" or "`" not in info:
                    start, opened = line, mark
            elif mark[0] == opened[0] and len(mark) >= len(opened) and not info.strip():
                blocks.append((begun, fence.end()))
                code.append((begun, fence.end()))
                begun, opened = fence.end(), ""
        elif first == "-" and not opened:
            start = _heading(text, line, code, headings)
        if start >= 0:
            if start > begun:
                blocks.append((begun, start))
            begun = start
    if opened:
        code.append((begun, len(text)))
    if begun < len(text):
        blocks.append((begun, len(text)))
    headings.sort()
    return found


def _heading(text: str, line: int, code: list[tuple[int, int]], headings: list[tuple[int, int, str]]) -> int:
    """Add the heading that a line makes, of itself or of the line above; return its start, -1 where there is none."""
    heading = HEADING.match(text, line)
    if heading is not None:
        headings.append((line, len(heading[1]), _title(heading[2] or "")))
        return line
    underline = UNDERLINE.match(text, line)
    if underline is None:
        return -1
    start = text.rfind("\n", 0, line - 1) + 1 if line > 1 else 0
    title = text[start:line].strip()
    paragraph = start == 0 or not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
    if not title or not paragraph or text.startswith(NOT_PROSE, start) or (code and start < code[-1][1]):
        return -1
    headings.append((start, 1 if "=" in underline[0] else 2, title))
    return start


def _title(rest: str) -> str:
    """Return a heading's text without the marks that may close it."""
    title = rest.strip()
    opened = title.rstrip("#")
    return opened.rstrip() if not opened or opened[-1] in " \t" else title


def looks_like_markdown(text: str) -> bool:
    """Whether a text that says nothing of its markup is Markdown: fenced code, or headings that follow a blank line."""
    if "```" in text and fences(text):
        return True
    if "#" not in text:
        return False
    top = TOP.match(text)
    return any(_title(match[1]) for match in chain((top,) if top else (), APART.finditer(text)))


class CodePlaces:
    """Tells what stands in code, for places in ascending order: each stretch of text is looked at once."""

    __slots__ = ("_end", "_fences", "_indented", "_line", "_seen", "_start", "_text", "_ticks", "fenced")

    def __init__(self, text: str, code: list[tuple[int, int]] | None = None) -> None:
        """Take the text, and where its fenced code is if that is known."""
        self._text = text
        self.fenced = fences(text) if code is None else code
        self._fences = iter(self.fenced)
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
        return not self._text[self._line : self._line + LINE_START].lstrip().startswith(("-", "*", "+", "<", "|"))
