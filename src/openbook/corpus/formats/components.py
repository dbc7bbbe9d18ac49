"""Markdown with code in it (MDX): imports, exports and components go, what stands in components stays."""

import re

from openbook.codes import Kind
from openbook.corpus.formats.fenced import BLANK_LINES, GAP
from openbook.corpus.markup import fences
from openbook.records import Notice
from openbook.text.late import late

MODULE = late(
    r"^(?:import\s+(?:['\"{]|\*\s+as\s|(?:type\s+)?[\w$]+\s*(?:,\s*[{*]|from\s))"
    r"|export\s+(?:(?:const|let|var|async|function|class|type|interface)\s|default\s|[{*]))[^\n]*",
    re.MULTILINE,
)
IMPORT = late(r"\nimport\s+(?:[^\n]{1,500}?\s+from\s+)?['\"][^'\"\n]+['\"];?[ \t]*(?=\n|\Z)")
"""A line that only a module of code has: Markdown with one is MDX, whatever its name."""
PIECE = late(r"``*|\$\$?|<(?=[A-Za-z/>])|\{|\\[{<]")
"""What may be one; each way begins with a sign of its own, by which it is found fast."""
NAME = late(r"</?([A-Za-z][\w.:-]*)?")
SHOWN = late(
    r"(?:^|[\s{])(?:title|label|heading|header|summary|caption|description|question|text)=(?:\"([^\"]*)\"|'([^']*)'|\{\s*[\"'`]([^\"'`]*)[\"'`]\s*\})"
)
"""Properties that a component shows to its reader."""
LITERAL = late(r"\{\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|`([^`$]*)`)\s*\}\Z")
BLANK = late(r"\n(?:[ \t]*\n)+")
QUOTES = "\"'`"
BOUND = late(r"[\"'`{}<>\n]")
"""What may end a tag or an expression, or keep it from ending."""
LONGEST = 5_000
"""Characters of a tag or an expression, at most."""
DEEPEST = 50
"""Brackets in brackets of an expression, at most: more are no code that somebody wrote."""


def is_mdx(text: str) -> bool:
    """Whether Markdown imports modules of code."""
    if "\nimport" not in text and not text.startswith("import"):
        return False
    text = f"\n{text}" if text.startswith("import") else text
    found = [match.start() for match in IMPORT.finditer(text)]
    code = fences(text) if found else []
    return any(not any(start <= place < end for start, end in code) for place in found)


def without_components(text: str) -> tuple[str, tuple[Notice, ...]]:
    """Return the Markdown without code of modules, tags of components and expressions, and what was left out."""
    page = _Page()
    place = 0
    for start, end in [*fences(text), (len(text), len(text))]:
        page.prose(text[place:start])
        page.code(text[start:end])
        place = end
    lost = page.lost
    said = f"{'an expression' if lost == 1 else f'{lost} expressions'} of code left out"
    return GAP.sub("\n\n", "".join(page.parts)).strip("\n"), (Notice(Kind.NOT_RENDERED, said),) if lost else ()


class _Page:
    """A text on its way: what was read, and how deep in components the place is."""

    __slots__ = ("_apart", "depth", "lost", "open", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[bool] = []  # the components around the place: whether each stands apart from lines of text
        self._apart = 0  # how many of them do
        self.depth = 0  # the same before the tag that is being read
        self.lost = 0  # expressions that were left out

    def code(self, block: str) -> None:
        """Take over fenced code, without the indentation that a component gives to it."""
        self.parts.append(_dedented(block) if self.depth else block)

    def prose(self, text: str) -> None:
        """Read what stands between two blocks of code."""
        text = _without_modules(text)
        shown: list[str] = []
        place = blank = 0
        while match := PIECE.search(text, place):
            start, mark = match.start(), match[0]
            shown.append(text[place:start])
            end = _closed(text, start) if mark in "<{" else 0
            if mark[0] in "`$":
                if 0 <= blank < match.end():
                    blank = text.find("\n\n", match.end())
                end = text.find(mark, match.end(), blank if blank >= 0 else len(text))
                place = end + len(mark) if end >= 0 else match.end()
                shown.append(text[start:place])
            elif not end:
                place = match.end()
                shown.append("{" if mark == "\\{" else mark)
            elif mark == "{":
                place = end
                shown.append(self._expression(text[start:end]))
            else:
                place = end
                begins = not text[text.rfind("\n", 0, start) + 1 : start].strip()
                tag = self._tag(text[start:end], apart=begins and not _goes_on(text, start, end))
                if tag.startswith("\n\n"):
                    self._take("".join(shown))
                    shown = []
                self.depth = self._apart
                shown.append(tag)
        self._take("".join(shown) + text[place:])

    def _expression(self, piece: str) -> str:
        literal = LITERAL.match(piece)
        self.lost += literal is None and not piece.startswith("{/*")
        return next((group for group in literal.groups() if group is not None), "") if literal else ""

    def _tag(self, tag: str, *, apart: bool) -> str:
        """Return what stands for a tag: elements of HTML stay, components go, with what they show kept."""
        found = NAME.match(tag)
        name = (found[1] or "") if found else ""
        if name and name[0].islower() and "." not in name:
            closing = "/" if tag.endswith("/>") else ""
            return tag if "{" not in tag else f"</{name}>" if tag.startswith("</") else f"<{name}{closing}>"
        said = [next((group for group in match.groups() if group), "") for match in SHOWN.finditer(tag)]
        if tag.startswith("</"):
            apart = self.open.pop() if (held := bool(self.open)) else apart
            self._apart -= held and apart
        elif not tag.endswith("/>"):
            self.open.append(apart)
            self._apart += apart
        if not apart:
            words = " ".join(filter(str.strip, said))
            return f"{words} " if words and not tag.endswith("/>") else words
        return "\n\n" + "".join(f"{words}\n\n" for words in said if words.strip())

    def _take(self, text: str) -> None:
        text = _without_ends(BLANK_LINES.sub("\n\n", text))
        self.parts.append(_by_blocks(text) if self.depth else text)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether words follow in the same line behind what a tag opens that a line begins with: it is a part of them."""
    found = NAME.match(text, start)
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    close = text.find(f"</{found[1]}>", end, line_end) if found and found[1] else -1
    behind = text[text.find(">", close) + 1 : line_end].strip() if close >= 0 else ""
    return behind[:1] not in ("", "<", "{")


def _without_ends(text: str) -> str:
    """Return the text without white space at the ends of lines: what is left of lines with nothing but tags.

    The last line, which goes on, keeps it unless it holds nothing else.
    """
    *lines, last = text.split("\n")
    if not lines:
        return text
    return "\n".join([*(line.rstrip(" \t") for line in lines), last if last.strip(" \t") else ""])


def _without_modules(text: str) -> str:
    """Leave out imports and exports: from their first line to a blank one outside of brackets."""
    parts: list[str] = []
    place = 0
    for match in MODULE.finditer(text):
        start = match.start()
        if start < place:
            continue
        end, depth = start, 0
        while end < len(text):
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
            line = text[end:line_end]
            if not line.strip() and depth <= 0:
                break
            depth += sum(line.count(char) for char in "({[") - sum(line.count(char) for char in ")}]")
            end = line_end + 1
        parts.append(text[place:start])
        place = min(end, len(text))
    return "".join(parts) + text[place:]


def _closed(text: str, start: int) -> int:
    """Return where a tag or an expression ends that begins here; 0 where it doesn't."""
    tag = text[start] == "<"
    depth = 0
    quote = ""
    for match in BOUND.finditer(text, start, min(len(text), start + LONGEST)):
        place, char = match.start(), match[0]
        if quote:
            if char == quote and text[place - 1] != "\\":
                quote = ""
        elif char in QUOTES and (tag or depth):
            # An apostrophe of prose inside of an expression is none of code.
            quote = char if char != "'" or text.find("'", place + 1, place + 500) > 0 else ""
        elif char == "{":
            depth += 1
            if depth > DEEPEST:
                return 0
        elif char == "}":
            depth -= 1
            if not depth and not tag:
                return place + 1
        elif char == ">" and tag and not depth:
            return place + 1
        elif tag and not depth and place > start and (char == "<" or text.startswith("\n\n", place)):
            return 0
    return 0


def _by_blocks(text: str) -> str:
    """Return the text with each paragraph without its indentation."""
    parts = BLANK.split(text)
    return "\n\n".join(_dedented(part) for part in parts)


def _dedented(block: str) -> str:
    lines = block.split("\n")
    indent = min((len(line) - len(line.lstrip(" \t")) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:] if line.strip() else line for line in lines) if indent else block
