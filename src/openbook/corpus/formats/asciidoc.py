"""AsciiDoc → Markdown, line by line: sections, lists, blocks, tables, attributes."""

import re
from collections.abc import Iterator

from openbook.codes import Kind
from openbook.corpus.clean import one_line
from openbook.corpus.formats.asciidoc_inline import inline
from openbook.corpus.formats.fenced import fenced, text_of
from openbook.corpus.parsed import Parsed, RawFile
from openbook.corpus.tables import Cell, table_lines
from openbook.records import Notice
from openbook.text.late import late

HEADING = late(r"(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+=+)?[ \t]*\Z")
ATTRIBUTE = late(r":!?([\w-]+)!?:(?:[ \t]+(.*))?\Z")
STYLE = late(r"\[([^\[\]]*)\][ \t]*\Z")
DELIMITER = late(r"(-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|`{3}\S*)[ \t]*\Z")
TABLE = late(r"[|,:!]={3,}[ \t]*\Z")
ITEM = late(r"[ \t]*(\*{1,5}|-|\.{1,5})[ \t]+(\S.*)\Z")
TERM = late(r"(\S.*?)::(?:[ \t]+(.*))?\Z")
CELL = late(r"(?:(?<=\s)|\A)(?:\d+[+*]|[.\d]*[<^>]|[adehlms])*(?<!\\)\|")
LABELLED = late(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(.*)\Z")
BLOCK_MACRO = late(r"(include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::([^\[]*)\[(.*?)\][ \t]*\Z")
SECTION_STYLES = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = text_of(file)
    page = _Page(text.split("\n"))
    page.read()
    said: list[Notice] = []
    if page.included:
        said.append(
            Notice(Kind.LEFT_OUT, f"what is included from other files is left out: {', '.join(page.included[:5])}")
        )
    written = re.sub(r"\n{3,}", "\n\n", "\n".join(page.written)).strip("\n")
    yield Parsed(written, title=page.title, markup="markdown", notices=(*notices, *said))


class _Page:
    """The lines of a file on their way."""

    __slots__ = ("attributes", "included", "language", "lines", "place", "said_by", "style", "title", "written")

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.place = 0
        self.written: list[str] = []
        self.attributes: dict[str, str] = {}
        self.included: list[str] = []
        self.style = self.language = self.said_by = ""
        self.title = ""

    def read(self) -> None:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            self.place += 1
            if line[:1].isalnum() and "::" not in line and not self.style and not LABELLED.match(line):
                # Most lines: nothing that follows begins so.
                self.written.append(self._inline(line.removesuffix(" +")))
                continue
            if self._is_hidden(line):
                continue
            delimiter = DELIMITER.match(line)
            if TABLE.match(line):
                self._table(line.strip())
            elif delimiter and not (line.startswith("=") and not self._is_closed(line)):
                self._block(delimiter[1])
            else:
                self._line(line)
                continue
            self.style = self.language = self.said_by = ""

    def _is_hidden(self, line: str) -> bool:
        """Take in what is no text: comments, attributes, styles of the next block, other files."""
        if line.startswith("//") and not line.startswith("////"):
            return True
        attribute = ATTRIBUTE.match(line)
        if attribute:
            self.attributes[attribute[1]] = attribute[2] or ""
            return True
        style = STYLE.match(line)
        if style:
            parts = [part.strip() for part in style[1].split(",")]
            self.style = parts[0].split("#")[0].split("%")[0].split(".")[0] if parts else ""
            quoted = self.style in ("quote", "verse")
            self.said_by = (
                ", ".join(part.strip("\"'") for part in parts[1:] if part and "=" not in part) if quoted else ""
            )
            self.language = (
                parts[1] if self.style in ("source", "listing", "") and len(parts) > 1 and "=" not in parts[1] else ""
            )
            return not style[1].startswith(("x]", " ]"))
        macro = BLOCK_MACRO.match(line)
        if macro:
            if macro[1] == "include":
                self.included.append(macro[2])
            elif macro[1] == "image":
                alt = macro[3].split(",")[0].strip("\" '")
                self.written.append(alt if " " in alt else "")
            return True
        return False

    def _line(self, line: str) -> None:
        heading = HEADING.match(line)
        if heading:
            words = self._inline(heading[2])
            if len(heading[1]) == 1 and not self.title:
                self.title = one_line(words)
            self.written += ["", f"{'#' * len(heading[1])} {words}", ""]
            return
        if line.startswith(".") and re.match(r"\.[^\s.]", line):
            self.written += ["", f"**{self._inline(line[1:].strip())}**", ""]
            return
        if line.strip() in ("'''", "---", "<<<", "+"):
            self.written.append("")
            return
        item = ITEM.match(line)
        if item:
            mark = item[1]
            depth = 0 if mark == "-" else len(mark) - 1
            numbered = mark[0] == "."
            self.written.append(f"{'   ' * depth}{self._number(depth) if numbered else '-'} {self._inline(item[2])}")
            return
        labelled = LABELLED.match(line)
        if labelled:
            self.written.append(f"{labelled[1].capitalize()}: {self._inline(labelled[2])}")
            return
        term = TERM.match(line)
        if term and "::" not in term[1] and not term[1].endswith(":"):
            said = f" {self._inline(term[2])}" if term[2] else ""
            self.written.append(f"- {self._inline(term[1])}:{said}")
            return
        if self.style in ("source", "listing") and line.strip():
            self.written.append(self._rest_as_code(line))
            self.style = self.language = ""
            return
        self.written.append(self._inline(line.removesuffix(" +")))

    def _number(self, depth: int) -> str:
        """Return the number of an item: one more than that of the last one at this depth in this list."""
        pattern = re.compile(rf"{'   ' * depth}(\d+)\. ")
        for line in reversed(self.written[-200:]):
            found = pattern.match(line)
            if found:
                return f"{int(found[1]) + 1}."
            if line.startswith("#") or (
                line and not line.startswith((" ", "-", "`", ">")) and not re.match(r"\d+\. ", line)
            ):
                break
        return "1."

    def _rest_as_code(self, line: str) -> str:
        code = [line]
        while self.place < len(self.lines) and self.lines[self.place].strip():
            code.append(self.lines[self.place])
            self.place += 1
        return fenced("\n".join(code), self.language)

    def _is_closed(self, line: str) -> bool:
        return any(other.rstrip() == line.rstrip() for other in self.lines[self.place :])

    def _until(self, mark: str) -> list[str]:
        inside = []
        while self.place < len(self.lines) and self.lines[self.place].rstrip() != mark:
            inside.append(self.lines[self.place])
            self.place += 1
        self.place += 1
        return inside

    def _block(self, delimiter: str) -> None:
        ticks = delimiter.startswith("```")
        inside = self._until("```" if ticks else delimiter)
        kind = delimiter[0]
        if kind == "/":
            return
        if ticks or (kind in "-." and delimiter != "--") or (kind == "+" and self.style not in ("stem", "latexmath")):
            code = re.sub(r"[ \t]*<\d+>(?=\n|\Z)", "", "\n".join(inside))
            self.written += ["", fenced(code, delimiter[3:] if ticks else self.language), ""]
            return
        style, said_by = self.style, self.said_by
        within = _Page(inside)
        within.attributes, within.included, within.title = self.attributes, self.included, "-"
        within.read()
        text = "\n".join(within.written).strip("\n")
        if style.upper() in SECTION_STYLES:
            text = f"{style.capitalize()}: {text}"
        elif kind == "_":
            text += f"\n\n— {self._inline(said_by)}" if said_by else ""
            text = "\n".join(f"> {row}".rstrip() for row in text.split("\n"))
        self.written += ["", text, ""]

    def _table(self, mark: str) -> None:
        inside = self._until(mark)
        columns = 0
        rows: list[list[str]] = []
        cells: list[str] = []
        for line in inside:
            found = CELL.split(line) if mark[0] == "|" else [line]
            if len(found) > 1:
                if found[0].strip() and cells:
                    cells[-1] += f" {found[0].strip()}"
                cells += [self._inline(cell.strip()) for cell in found[1:]]
                columns = columns or len(found) - 1
            elif line.strip() and cells:
                cells[-1] = f"{cells[-1]} {self._inline(line.strip())}".strip()
            elif not line.strip() and cells and columns == 1 and not rows:
                columns = len(cells)
        columns = self._columns() or columns or 1
        rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
        self.written += [
            "",
            "\n".join(table_lines([[Cell(one_line(cell.replace("\\|", "|"))) for cell in row] for row in rows])),
            "",
        ]

    def _columns(self) -> int:
        for line in reversed(self.lines[max(0, self.place - 400) : self.place]):
            spec = line.startswith("[") and re.match(r"\[.*cols\s*=\s*(?:\"([^\"]*)\"|([^,\]]*))", line)
            if spec:
                columns = re.split("[,;]", spec[1] or spec[2] or "")
                return sum(int(several[1]) if (several := re.match(r"(\d+)\*", one)) else 1 for one in columns)
            if line.startswith(("|===", "=")) and not TABLE.match(line):
                break
        return 0

    def _inline(self, text: str) -> str:
        return inline(text, self.attributes)
