"""AsciiDoc → Markdown, line by line: sections, lists, blocks, tables, attributes."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from openbook.codes import Kind
from openbook.corpus.clean import one_line
from openbook.corpus.formats.asciidoc_captions import WORDS, Captions
from openbook.corpus.formats.asciidoc_inline import inline, with_attributes
from openbook.corpus.formats.asciidoc_lines import (
    ATTRIBUTE,
    BLOCK_MACRO,
    DELIMITER,
    HEADING,
    ITEM,
    LABELLED,
    LISTED,
    QUOTED,
    RULE,
    SECTION_STYLES,
    START,
    STYLE,
    TABLE,
    TERM,
    closing,
    holds,
    labelled,
    said_above,
    with_callouts,
)
from openbook.corpus.formats.asciidoc_lists import Lists, numbers_of
from openbook.corpus.formats.asciidoc_tables import columns_of, delimiter_of, rows_of
from openbook.corpus.formats.asciidoc_titles import titles, underlined
from openbook.corpus.formats.fenced import GAP, dedented, fenced, text_of
from openbook.corpus.parsed import Parsed, RawFile
from openbook.corpus.tables import table_lines
from openbook.records import Notice

NEAR = 5
"""Lines above a paragraph among which the term is that it explains, or below a title what it names."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = text_of(file)
    page = _Page(text.split("\n"))
    page.read()
    said = [
        Notice(Kind.LEFT_OUT, f"what {what} is left out: {', '.join(names[:5])}")
        for what, names in (
            ("is included from other files", page.included),
            ("stands under conditions that don't hold", sorted(page.conditions)),
        )
        if names
    ]
    written = GAP.sub("\n\n", "\n".join(page.written)).strip("\n")
    yield Parsed(written, title=page.title, markup="markdown", notices=(*notices, *said))


class _Page:
    """The lines of a file on their way."""

    __slots__ = ("attached", "attributes", "captions", "columns", "conditions", "delimiter", "included", "language",
                 "lines", "lists", "place", "said_by", "style", "title", "titles", "written")  # fmt: skip

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.place = 0
        self.written: list[str] = []
        self.attributes = dict(WORDS)
        self.captions = Captions()
        self.included: list[str] = []
        self.conditions: Counter[str] = Counter()  # lines left out, by what would have to be said for them
        self.style = self.language = self.said_by = ""
        self.lists = Lists()
        self.attached = False  # whether what comes is a part of the item above
        self.columns = 0  # that the next table is said to have
        self.delimiter = ""  # between its cells, where that is not a bar
        self.title = ""
        self.titles: dict[str, str] | None = None  # of what is referred to, once that is asked for

    def read(self) -> None:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            self.place += 1
            if level := underlined(self.lines, self.place - 1):
                line = f"{'=' * level} {line}"
                self.place += 1
            self._end_lists(line)
            indented = line[:1].isspace() and line.strip() and not self._above().strip()
            if indented and not LISTED.match(line) and not self._defines():
                self.written.append(self._as_code(line))
                continue
            if not line:
                self.written.append("")
                continue
            first = line[0]
            if (
                first.isalnum()
                and "::" not in line
                and not self.style
                and not (first in "NTIWC" and LABELLED.match(line))
            ):
                # Most lines: nothing that follows begins so.
                self.written.append(self._inline(line.removesuffix(" +")))
                continue
            if self._is_hidden(line):
                continue
            delimiter = DELIMITER.match(line) if first in "-.=*_+/`" else None
            if first in "|,:!" and TABLE.match(line):
                if self._ends(line):
                    self._table(line.strip())
            elif delimiter and (first != "=" or self._ends(line)):
                self._block(delimiter[1])
            else:
                self._line(line)
                continue
            self.style = self.language = self.said_by = ""
            self.columns, self.delimiter, self.captions.said = 0, "", None

    def _above(self) -> str:
        """Return the line above the one that was just taken."""
        return self.lines[self.place - 2] if self.place > 1 else ""

    def _defines(self) -> bool:
        """Whether a paragraph is what the term above it stands for, however far in."""
        above = next(
            (line for line in reversed(self.lines[max(0, self.place - NEAR) : self.place - 1]) if line.strip()), ""
        )
        term = TERM.match(above) if "::" in above else None
        return term is not None and not term[2]

    def _end_lists(self, line: str) -> None:
        """End the lists above a paragraph or block of its own: what is attached or indented is a part of an item."""
        if not self.lists.marks or not line:
            return
        apart = not self._above().strip() or DELIMITER.match(line) or TABLE.match(line)
        belongs = self.attached or line[0].isspace() or ITEM.match(line) or line[0] == "+"
        if line.startswith("=") or (apart and not belongs):
            self.lists.end()
        self.attached = self.attached and STYLE.match(line) is not None

    def _is_hidden(self, line: str) -> bool:
        """Take in what is no text: comments, attributes, styles of the next block, other files."""
        if line.startswith("//") and not line.startswith("////"):
            return True
        attribute = ATTRIBUTE.match(line) if line[:1] == ":" else None
        if attribute:
            if "!" in line[: attribute.end(1) + 2]:
                self.attributes.pop(attribute[1], None)
            else:
                self.attributes[attribute[1]] = with_attributes(attribute[2] or "", self.attributes)
            return True
        style = STYLE.match(line) if line[:1] == "[" else None
        if style:
            self.columns = columns_of(style[1]) or self.columns
            start = START.search(style[1])
            self.lists.start = int(start[1]) if start else 1
            self.lists.kind = numbers_of(style[1])
            self.delimiter = delimiter_of(style[1]) or self.delimiter
            self.style, self.said_by, self.language = said_above(style[1])
            self._title(self.captions.taken(style[1]))
            return not style[1].startswith(("x]", " ]"))
        macro = BLOCK_MACRO.match(line) if "::" in line else None
        if macro:
            if macro[1] == "include":
                self.included.append(macro[2])
            elif macro[1] in ("ifdef", "ifndef", "ifeval"):
                self._decide(macro)
            elif macro[1] == "image":
                self._title(self.captions.taken(macro[3]), "figure")
                alt = macro[3].split(",")[0].strip("\" '")
                self.written.append(alt if " " in alt else "")
            return True
        return False

    def _decide(self, macro: re.Match[str]) -> None:
        """Read what stands under a condition where it holds, and go on behind it where it doesn't."""
        is_so = holds(macro[1], macro[2], macro[3], self.attributes)
        if macro[3] and macro[1] != "ifeval":
            self.lines[self.place : self.place] = [macro[3]] * is_so
            self.conditions.update([macro[2]] * (not is_so))
            return
        depth = 0 if is_so else 1
        while depth and self.place < len(self.lines):
            other = BLOCK_MACRO.match(self.lines[self.place])
            if other is not None and other[1] == "endif":
                depth -= 1
            elif other is not None and other[1].startswith("if") and (other[1] == "ifeval" or not other[3]):
                depth += 1
            elif other is None and self.lines[self.place].strip():
                self.conditions[macro[2] or macro[3]] += 1
            self.place += 1

    def _line(self, line: str) -> None:
        heading = HEADING.match(line) if line[:1] in "=#" else None
        if heading:
            words = self._inline(heading[2])
            if len(heading[1]) == 1 and not self.title:
                self.title = one_line(words)
            self.written += ["", f"{'#' * len(heading[1])} {words}", ""]
            return
        if line.startswith(".") and re.match(r"\.[^\s.]", line):
            self._title(line[1:].strip())
            return
        if line.strip() in ("---", "<<<", "+") or RULE.match(line):
            self.attached = line.strip() == "+"
            self.written.append("")
            return
        item = ITEM.match(line)
        if item:
            self.written.append(f"{self.lists.item('<' if item[1][0] == '<' else item[1])} {self._inline(item[2])}")
            return
        remark = LABELLED.match(line)
        if remark:
            self.written.append(f"{remark[1].capitalize()}: {self._inline(remark[2])}")
            return
        term = TERM.match(line) if "::" in line else None
        if term and "::" not in term[1] and not term[1].endswith(":"):
            said = f" {self._inline(term[2])}" if term[2] else ""
            self.written.append(f"- {self._inline(term[1])}:{said}")
            return
        if self.style in ("source", "listing") and line.strip():
            self.written.append(self._as_code(line))
            return
        if line.strip() and (self.style.upper() in SECTION_STYLES or self.style in QUOTED):
            rows = [line, *takewhile(str.strip, self.lines[self.place :])]
            self.place += len(rows) - 1
            self._as_said_above(
                "\n".join(self._inline(row.removesuffix(" +")) for row in rows), quoted=self.style in QUOTED
            )
            return
        self.written.append(self._inline(line.removesuffix(" +")))

    def _title(self, words: str, kind: str = "") -> None:
        """Write the title of the block that comes, where it has one, with its number."""
        if words:
            before = self.captions.before(self.lines[self.place : self.place + NEAR], self.attributes, kind)
            self.written += ["", f"**{before}{self._inline(words)}**", ""]

    def _as_code(self, line: str) -> str:
        """Return a paragraph that is indented, or said to be code."""
        code = [line.expandtabs(8)]
        while self.place < len(self.lines) and self.lines[self.place].strip():
            code.append(self.lines[self.place].expandtabs(8))
            self.place += 1
        language, self.language, self.style = self.language, "", ""
        return fenced("\n".join(dedented(code)), language)

    def _ends(self, mark: str) -> bool:
        return closing(self.lines, self.place, mark.rstrip()) < len(self.lines)

    def _until(self, mark: str) -> list[str]:
        start, self.place = self.place, closing(self.lines, self.place, mark) + 1
        return self.lines[start : self.place - 1]

    def _block(self, delimiter: str) -> None:
        ticks = delimiter.startswith("```")
        inside = self._until("```" if ticks else delimiter)
        kind = delimiter[0]
        if kind == "/":
            return
        if kind == "+" and self.style not in ("stem", "latexmath", "asciimath"):
            from openbook.corpus.formats.html_inside import as_markdown

            self.written += ["", as_markdown("\n".join(inside)), ""]
            return
        if ticks or (kind in "-." and delimiter != "--"):
            code = with_callouts("\n".join(inside))
            self.written += ["", fenced(code, delimiter[3:] if ticks else self.language), ""]
            return
        within = _Page(inside)
        within.attributes, within.included, within.title = self.attributes, self.included, "-"
        within.conditions, within.captions = self.conditions, self.captions
        within.titles = self.titles = titles(self.lines) if self.titles is None else self.titles
        within.read()
        self._as_said_above("\n".join(within.written).strip("\n"), quoted=kind == "_")

    def _as_said_above(self, text: str, *, quoted: bool) -> None:
        """Write a block or paragraph as the brackets above it say: with its label, or with who said it."""
        self.written += ["", labelled(self.style, text, self._inline(self.said_by), quoted=quoted), ""]
        self.style = self.said_by = ""

    def _table(self, mark: str) -> None:
        rows = rows_of(mark, self._until(mark), self.delimiter, self.columns, self._inline)
        self.written += ["", "\n".join(table_lines(rows)), ""]

    def _inline(self, text: str) -> str:
        if "<<" in text or "xref:" in text:
            self.titles = titles(self.lines) if self.titles is None else self.titles
        return inline(text, self.attributes, self.titles or {})
