"""A chunk as a reader sees it: headings, paragraphs, list items, table rows and code, each with its verbatim text.

Markdown is understood, plain text is a special case of it.
"""

import re
from collections.abc import Iterator
from typing import Literal

from openbook.builtin.words import pattern, words
from openbook.dataclass import dataclass
from openbook.text.late import late

BlockKind = Literal["heading", "paragraph", "item", "row", "code", "noise"]

_FENCE = late(r"^\s*(```+|~~~+)\s*(\S*)")
_HEADING = late(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_PLAIN = late(r"\s*[^\W\d_](?![.)])")
"""The beginning of a line that is nothing but text."""
_ITEM = late(r"^\s*(?:[-*+•]|\(?(\d{1,2})[.)]|\(?[a-z][.)])\s+(?=\S)")
_RULE_ROW = late(r"^(?=.*\|)\s*[\s:|-]*-{2,}[\s:|-]*$")
_EMPHASIS = late(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = late(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_MARKS = ("<", "{", "[", "`", "\\", "*", "_", "&")
"""Where none of these stands, nothing is marked up."""
_BREAK = late(r"<br\s*/?>", re.I)
_CODE_SPAN = late("(`+[^`]+`+)")
_LOOSE_POINT = late(r" ([,.;:!?])(?= |$)")
_LAST_WORD = late(r"((?:\w\.)*\w+)\.$")
_CELL = late(r"(?:`[^`]*`|\\\||[^|])*")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a chunk."""

    kind: BlockKind
    raw: str
    """Verbatim, without the marker of a heading or list item."""
    path: tuple[str, ...]
    """Headings above it, cleaned, outermost first; a heading's own text is its path's last."""
    intro: str = ""
    """Of an item: the cleaned line that leads its list."""
    is_numbered: bool = False
    """Of an item: whether its marker is a number."""
    header: tuple[str, ...] = ()
    """Of a row: the cleaned cells of the table's first row; empty where the chunk begins below it."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The verbatim cells of a row."""
        return split_row(self.raw)


def split_row(line: str) -> tuple[str, ...]:
    """Return the cells of a table row; a pipe inside a code span or after a backslash separates nothing."""
    bare = line.strip().removeprefix("|").removesuffix("|")
    cells = [match.group().strip() for match in _CELL.finditer(bare)]
    return tuple(cell for place, cell in enumerate(cells) if cell or place < len(cells) - 1)


def clean(raw: str) -> str:
    """Return the text that a reader sees: no links, tags, emphasis marks or line breaks; code spans stay."""
    return _tidy(_unmarked(raw) if is_marked(raw) else raw)


def is_marked(raw: str) -> bool:
    """Whether anything in a text may be markup."""
    return any(map(raw.__contains__, _MARKS))


def on_one_line(flat: str) -> str:
    """Return what `clean` does of a text that has no markup and whose white space is collapsed."""
    is_loose = " ." in flat or " ," in flat or " ;" in flat or " :" in flat or " !" in flat or " ?" in flat
    return (_LOOSE_POINT.sub(r"\1", flat) if is_loose else flat).replace("( ", "(").strip()


def _unescaped(text: str) -> str:
    """Return a text with the characters that its entities stand for."""
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _unmarked(raw: str) -> str:
    """Return a text without links, tags and emphasis marks; code spans stay."""
    plain = raw
    if "<" in plain or "{" in plain:
        plain = _BREAK.sub(" ", pattern("comment").sub("", plain))
    if "[" in plain:
        plain = pattern("link").sub(lambda link: link[1], pattern("image").sub("", plain))
    pieces = _CODE_SPAN.split(plain) if "`" in plain else [plain]
    for place in range(0, len(pieces), 2):
        pieces[place] = _unescaped(_ESCAPE.sub(r"\1", pattern("mark").sub("", pieces[place])))
    text = "\0".join(pieces[::2])
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    for span in pieces[1::2]:
        text = text.replace("\0", f"`{span.strip('`')}`", 1)
    return text


def _tidy(text: str) -> str:
    """Return a text on one line, without spaces before its points and inside of its brackets."""
    return on_one_line(" ".join(text.split()))


def sentences(raw: str) -> list[str]:
    """Return the verbatim sentences of a paragraph, in order."""
    found, start = [], 0
    for match in pattern("sentence_end").finditer(raw):
        sign, end = raw[match.start()], match.end()
        before = raw[start : match.start() if sign == "<" else end]
        if sign != ":" and before.count("`") % 2 == 0 and (sign == "<" or not _goes_on(before, raw, end)):
            found.append(before.strip())
            start = end
    found.append(raw[start:].strip())
    return [sentence for sentence in found if sentence]


def _goes_on(before: str, raw: str, end: int) -> bool:
    """Whether a sentence goes on behind its point, by the word before that, and by what follows at the `end`."""
    told = before.rstrip("\"'”’)]*_")
    if not told.endswith("."):
        return False
    place = max(told.rfind(" "), told.rfind("\n")) + 1
    word = told[place:-1].lower()
    if not word.isalpha():
        last = _LAST_WORD.search(told, place)
        word = last[1].lower() if last else ""
    if word in words("last_words"):
        return not pattern("sentence_begins").match(raw, end)
    return word in words("abbreviations") or len(word) == 1 or "." in word


def blocks(text: str, headings: tuple[str, ...] = ()) -> list[Block]:
    """Cut a chunk into blocks; `headings` is the path above its first line."""
    return list(each_block(text, headings))


def each_block(text: str, headings: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the blocks of a chunk."""
    return _Reader(tuple(clean(heading) for heading in headings)).read(text)


class _Reader:
    """The state of one pass over the lines."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        self.path = headings
        self.levels: list[int] = [*range(1, len(headings) + 1)]
        self.lines: list[str] = []
        self.kind: BlockKind = "paragraph"
        self.intro = ""
        self.is_numbered = False
        self.header: tuple[str, ...] = ()

    def begin(self, kind: BlockKind, *lines: str) -> Iterator[Block]:
        """Yield what has been gathered, and start a block of another kind."""
        raw = "\n".join(self.lines).strip()
        if raw and self.kind == "item":
            yield Block("item", raw, self.path, self.intro, self.is_numbered)
        elif raw:
            self.intro = clean(raw).rsplit(". ", 1)[-1] if raw.endswith(":") else ""
            yield Block(self.kind, raw, self.path)
        self.kind, self.lines = kind, list(lines)

    def read(self, text: str) -> Iterator[Block]:
        """Yield the blocks in order."""
        lines = text.split("\n")
        fence = ""
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            mark = _FENCE.match(line) if "```" in line or "~~~" in line else None
            if fence and not (mark and mark[1].startswith(fence) and not mark[2]):
                self.lines.append(line)
            elif mark:
                yield from self.begin("paragraph" if fence else "code")
                fence = "" if fence else mark[1]
            elif _PLAIN.match(line):
                self.lines.append(line)
            else:
                yield from self.prose(line, following)
        yield from self.begin("paragraph")

    def prose(self, line: str, following: str) -> Iterator[Block]:
        """Take one line outside of code."""
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if heading:
            yield from self.begin("paragraph")
            above = sum(level < len(heading[1]) for level in self.levels)
            self.levels, self.path = [*self.levels[:above], len(heading[1])], (*self.path[:above], clean(heading[2]))
            self.header, self.intro = (), ""
            yield Block("heading", heading[2], self.path)
        elif not line.strip():
            yield from self.begin("paragraph")
            self.header = ()
        elif line.lstrip().startswith("|") and line.count("|") >= 2:
            yield from self.begin("paragraph")
            if _RULE_ROW.match(following):
                self.header = tuple(clean(cell) for cell in split_row(line))
            elif not _RULE_ROW.match(line):
                yield Block("row", line.strip(), self.path, header=self.header)
        elif pattern("noise").match(line):
            yield from self.begin("noise", line)
            yield from self.begin("paragraph")
        elif item:
            yield from self.begin("item", line[item.end() :])
            self.is_numbered = bool(item[1])
        else:
            self.lines.append(line)
