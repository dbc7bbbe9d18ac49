"""A chunk as a reader sees it: headings, paragraphs, list items, table rows and code, each with its verbatim text.

Markdown is understood, plain text is a special case of it. A chunk may begin in the middle of a list, a table or a code
block, since chunks are cut by size.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "row", "code", "noise"]

_FENCE = re.compile(r"^\s*(```+|~~~+)\s*(\S*)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_ADMONITION = re.compile(r"^\s*(?:!!!|\?\?\?\+?|:::)\s*\S*")
_NOISE = re.compile(r"^\s*(?:\{%.*%\}|\{:.*\}|<!--.*-->|\[\^?[^\]]+\]:\s.*|[-=*_~]{3,}\s*|\|?\s*\[!\w+\].*)\s*$")
_RULE_ROW = re.compile(r"^\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$")
_CODE_LINE = re.compile(
    r"^\s*(?:[\w.\"'@/-]+:(\s+[\[\"'{|>&*\w-]\S*)?|[-*]\s+[\w.\"']+[:=]\S*.*|[{}\]<>$].*|\[+[\w.\"'-]+\]+\s*$|.*[{};=,\\]|--\S+.*"
    r"|\s{4,}(?:\S+\s*){1,4}|\s{4,}.*[={}\[\]\"].*)$"
)
_COMMENT = re.compile(r"<!--[^>]{0,500}-->|\{%[^%]{0,300}%\}|\{:[^}]{0,200}\}")
_URL = r"[^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,200})?"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,300}}\]\({_URL}(?:\s+\"[^\"]{{0,200}}\")?\)")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,100}\]){1,300})\]"
    rf"(?:\({_URL}(?:\s+\"[^\"]{{0,200}}\")?\)(?:\{{[^}}]{{0,100}}\}})?|\[[^\[\]]{{0,100}}\])"
)
_MARKUP = re.compile(
    rf"!?\[(?=[^\[\]]{{0,300}}\]\()|\]\({_URL}\)|</?[a-zA-Z][^<>]{{0,500}}>|\[\^?[^\[\]]{{0,20}}\]|[\"“”|\[\]]|\*\*\*?"
)
_FOOTNOTE = re.compile(r"\[\^?[\w ]{1,12}\](?!\()|\[\^[^\]]+\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_CODE_SPAN = re.compile(r"(`+[^`]+`+)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|viz|approx|ca|no|nos|fig|vol|pp?|mr|mrs|ms|dr|st|prof|rev|hon|gen|col|capt|lieut|sr|jr|inc|ltd|co"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Za-z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$",
    re.I,
)
_LAST_WORD = re.compile(r"\b(?:inc|ltd|co|etc|jr|sr)\.$", re.I)
_BEGINS = re.compile(r"\s+(?:The|An?|It|Its|In|He|She|They|This|These|That|On|At|For|If|When|His|Her|Their)\b")
"""Abbreviations that may end a sentence, and what begins the next one then."""
_SENTENCE_END = re.compile(r"[.!?:]+[\"'”’)\]*_]*(?=\s+[\"'“‘(\[*_`]*[A-Z0-9`\[])|<br\s*/?>")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a chunk."""

    kind: Kind
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
    parts, cell, inside = [], "", False
    for place, character in enumerate(line.strip().removeprefix("|").removesuffix("|")):
        inside ^= character == "`"
        if character == "|" and not inside and not cell.endswith("\\"):
            parts.append(cell.strip())
            cell = ""
        else:
            cell += character
        del place
    return (*parts, cell.strip())


def clean(raw: str) -> str:
    """Return the text that a reader sees: no links, tags, emphasis marks or line breaks; code spans stay."""
    pieces = _CODE_SPAN.split(_LINK.sub(r"\1", _IMAGE.sub("", _BREAK.sub(" ", _COMMENT.sub("", raw)))))
    for place in range(0, len(pieces), 2):
        text = _FOOTNOTE.sub("", _TAG.sub("", pieces[place]))
        pieces[place] = html.unescape(_ESCAPE.sub(r"\1", text))
    text = "".join(pieces)
    if "*" in text or "_" in text:
        spans = _CODE_SPAN.findall(text)
        text = _CODE_SPAN.sub("\0", text)
        text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
        for span in spans:
            text = text.replace("\0", span, 1)
    text = re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
    return text.replace("( ", "(").strip()


def quotable(raw: str) -> str:
    """Return the longest stretch of the raw text that stands in it without links, tags or double quotes.

    White space is collapsed, as a reader of the page would copy it. Empty where less than four words remain.
    """
    flat = " ".join(raw.split())
    stretches = _MARKUP.split(flat)
    best = max((stretch.strip(" ,;:()") for stretch in stretches if stretch), key=len, default="")
    return best if len(re.findall(r"\w+", best)) >= 4 and best.count("`") % 2 == 0 else ""


def sentences(raw: str) -> list[str]:
    """Return the verbatim sentences of a paragraph, in order."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(raw):
        before = raw[start : match.end()]
        if match.group().startswith("<"):
            before = raw[start : match.start()]
        elif match.group()[0] == ":":
            continue
        elif match.group()[0] == "." and _ABBREVIATION.search(before.rstrip("\"'”’)]*_")):
            ends = _LAST_WORD.search(before) and _BEGINS.match(raw[match.end() :])
            if not ends:
                continue
        if raw[start : match.start()].count("`") % 2:
            continue
        found.append(before.strip())
        start = match.end()
    found.append(raw[start:].strip())
    return [sentence for sentence in found if sentence]


def blocks(text: str, headings: tuple[str, ...] = ()) -> list[Block]:
    """Cut a chunk into blocks; `headings` is the path above its first line."""
    return list(_Reader(tuple(clean(heading) for heading in headings)).read(text))


class _Reader:
    """The state of one pass over the lines."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        self.above = headings
        self.inside: list[tuple[int, str]] = []
        self.lines: list[str] = []
        self.kind: Kind = "paragraph"
        self.intro = ""
        self.is_numbered = False
        self.header: tuple[str, ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """Headings above the current line."""
        if not self.inside:
            return self.above
        return (*self.above[: self.inside[0][0] - 1], *(title for _, title in self.inside))

    def flush(self) -> Iterator[Block]:
        """Yield what has been gathered."""
        raw = "\n".join(self.lines).strip()
        self.lines = []
        if not raw:
            return
        is_item = self.kind == "item"
        block = Block(self.kind, raw, self.path, self.intro if is_item else "", is_item and self.is_numbered)
        if self.kind == "paragraph":
            self.intro = clean(raw).rsplit(". ", 1)[-1] if raw.endswith(":") else ""
        yield block

    def begin(self, kind: Kind, line: str) -> Iterator[Block]:
        """Start a block of another kind."""
        yield from self.flush()
        self.kind, self.lines = kind, [line]

    def read(self, text: str) -> Iterator[Block]:
        """Yield the blocks in order."""
        lines = text.split("\n")
        code = _starts_in_code(lines)
        for number, line in enumerate(lines):
            fence = _FENCE.match(line)
            if fence or code:
                if not code or self.kind != "code":
                    yield from self.begin("code", "" if fence else line)
                elif not fence:
                    self.lines.append(line)
                if fence:
                    if code and not fence[2]:
                        yield from self.flush()
                        self.kind = "paragraph"
                    code = not code or bool(fence[2])
                continue
            yield from self.prose(line, lines[number + 1] if number + 1 < len(lines) else "")
        yield from self.flush()

    def prose(self, line: str, following: str) -> Iterator[Block]:
        """Take one line outside of code."""
        heading = _HEADING.match(line)
        if heading:
            yield from self.flush()
            level = len(heading[1])
            self.inside = [(depth, title) for depth, title in self.inside if depth < level]
            self.inside.append((level, clean(heading[2])))
            self.header, self.intro, self.kind = (), "", "paragraph"
            yield Block("heading", heading[2], self.path)
        elif not line.strip():
            yield from self.flush()
            self.header, self.kind = (), "paragraph"
        elif _RULE_ROW.match(line) and "|" in line:
            yield from self.flush()
        elif line.lstrip().startswith("|") and line.count("|") >= 2:
            yield from self.flush()
            if _RULE_ROW.match(following) and "|" in following:
                self.header = tuple(clean(cell) for cell in split_row(line))
            else:
                yield Block("row", line.strip(), self.path, header=self.header)
        elif _NOISE.match(line) or _ADMONITION.match(line):
            yield from self.begin("noise", line)
            yield from self.flush()
            self.kind = "paragraph"
        elif _ITEM.match(line):
            marker = _ITEM.match(line)
            yield from self.begin("item", line[marker.end() :] if marker else line)
            self.is_numbered = bool(re.match(r"\s*\(?\d", line))
        elif self.lines or self.kind == "paragraph":
            self.lines.append(line)
        else:
            yield from self.begin("paragraph", line)


def _starts_in_code(lines: list[str]) -> bool:
    """Whether the chunk was cut inside a code block: its first fence closes one, or all of it looks like code."""
    first = next((number for number, line in enumerate(lines) if _FENCE.match(line)), None)
    head = [line for line in lines[:first] if line.strip()]
    if not head:
        return False
    if first is not None and _FENCE.match(lines[first])[2]:  # type: ignore[index]
        return False
    looks = sum(bool(_CODE_LINE.match(line)) and not _HEADING.match(line) and not line.startswith("|") for line in head)
    return looks / len(head) > (0.5 if first is not None else 0.8) and len(head) >= (1 if first is not None else 6)
