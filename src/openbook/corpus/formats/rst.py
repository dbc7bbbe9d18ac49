"""reStructuredText → Markdown, line by line: sections, lists, tables, code and the text of directives.

Sphinx's directives and roles are known by their shape, so that a manual reads without its extensions.
"""

import re
from collections.abc import Callable, Iterator

from openbook.codes import Kind
from openbook.corpus.clean import one_line
from openbook.corpus.formats.fenced import dedented, fenced, text_of
from openbook.corpus.formats.rst_inline import inline
from openbook.corpus.formats.rst_labels import said_by
from openbook.corpus.formats.rst_names import DIRECTIVE, OPTION, substitutions
from openbook.corpus.formats.rst_tables import csv_rows, end_of_simple, grid_table, list_table, simple_table
from openbook.corpus.parsed import Parsed, RawFile
from openbook.records import Notice
from openbook.text.late import late

ADORNMENT = late(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*\Z")
TARGET = late(r"\s*\.\. _|\s*__ ")
NOTE = late(r"(\s*)\.\. \[([^\]]+)\][ \t]*(.*)\Z")
HOLDS_BLOCKS = late(r"\n\s*\n|\A(?:[-*+•] |\d+[.)] |#\. |\.\. |\+[-=]|=+ +=|>>> )")
"""What the text of a field has that is more than one paragraph."""
FIELD = late(r":([^:\s][^:]*):(?:[ \t]+(.*))?\Z")
GIVEN = late(r"\s*\(?(\d+)[.)][ \t]+")
"""An item with a number, from which those without count on."""
ITEM = late(r"(\s*)(#\.|\(#\))[ \t]+")
MARKED = late(r"\s*(?:[-*+]|#\.|\(?\d+[.)])[ \t]+(?=\.\. [\w:+.-]+::)")
CODE = frozenset("code code-block sourcecode highlight-block prompt parsed-literal doctest testcode ipython".split())  # noqa: SIM905
LEFT_OUT = frozenset(
    """contents toctree index meta highlight tabularcolumns role default-role sectnum section-numbering header footer
    target-notes testsetup testcleanup currentmodule py:currentmodule programlisting raw""".split()  # noqa: SIM905
)
ELSEWHERE = late(r"include\Z|literalinclude\Z|auto\w+\Z|plot\Z|graphviz\Z|digraph\Z|inheritance-diagram\Z|image\Z")
"""What they show stands in another file, or in a picture."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does."""
    text, notices = text_of(file)
    lines = text.expandtabs(8).split("\n")
    page = _Page(lines, given=substitutions(lines) if ".. |" in text else {})
    written = page.read()
    said: list[Notice] = []
    if page.elsewhere:
        names = ", ".join(sorted(set(page.elsewhere))[:5])
        shown = "a directive shows" if len(page.elsewhere) == 1 else f"{len(page.elsewhere)} directives show"
        said.append(Notice(Kind.NOT_RENDERED, f"what {shown} is not in this file ({names})"))
    yield Parsed(written, title=page.title, markup="markdown", metadata=tuple(page.fields), notices=(*notices, *said))


class _Page:
    """The lines of a file on their way."""

    __slots__ = ("elsewhere", "fields", "is_whole", "levels", "lines", "numbers", "substitutions", "title")

    def __init__(self, lines: list[str], above: "_Page | None" = None, given: dict[str, str] | None = None) -> None:
        self.lines = lines
        self.is_whole = above is None
        self.levels: list[str] = above.levels if above else []
        self.elsewhere: list[str] = above.elsewhere if above else []
        self.substitutions: dict[str, str] = above.substitutions if above else given or {}
        self.fields: list[tuple[str, str]] = []
        self.title = ""
        self.numbers: dict[int, int] = {}  # of the last item of each list that is open, by its indentation

    def read(self) -> str:
        blocks: list[str] = []
        place = 0
        first = True  # whether nothing but headings stands above
        while place < len(self.lines):
            if not self.lines[place].strip():
                place += 1
                continue
            self._end_lists(self.lines[place])
            block, place = self._block(place, first=first)
            if block.strip():
                blocks.append(block)
                first = first and block.startswith("#")
        return "\n\n".join(blocks)

    def _block(self, place: int, *, first: bool) -> tuple[str, int]:
        """Return the block that begins at a line, and where the next one does."""
        line = self.lines[place]
        heading = self._heading(place)
        if heading is not None:
            return heading
        if line[0].isalpha():
            # Most lines: nothing else begins so.
            return self._paragraph(place)
        marked = MARKED.match(line)
        if marked is not None:
            # An item that begins with a directive: its mark stands before what that shows.
            self.lines[place] = f"{' ' * marked.end()}{line[marked.end() :]}"
            block, end = self._explicit(place)
            return f"{self._numbered(marked[0])}{block.lstrip()}", end
        if line.lstrip().startswith((".. ", "..\n")) or line.strip() == ".." or TARGET.match(line):
            return self._explicit(place)
        if line.startswith(("+-", "+=")):
            end = self._while(place, lambda row: row.startswith(("+", "|")))
            return grid_table(self.lines[place:end], self._inline), end
        if re.match(r"=+( +=+)+ *\Z", line.strip()):
            end = end_of_simple(self.lines, place)
            return simple_table(dedented(self.lines[place:end]), self._inline), end
        if ADORNMENT.match(line.strip()) and len(line.strip()) > 3:
            return "", place + 1
        field = FIELD.match(line)
        if field is not None and not line.startswith("::"):
            return self._field(place, field, first=first)
        if line.lstrip().startswith(">>> "):
            end = self._filled(place)
            return fenced("\n".join(dedented(self.lines[place:end])), "python"), end
        return self._paragraph(place)

    def _heading(self, place: int) -> tuple[str, int] | None:
        lines = self.lines
        line, below = lines[place], lines[place + 1] if place + 1 < len(lines) else ""
        if line[:1] != line[1:2] and (not below or below[:1] != below[1:2]):
            return None
        over = _adorned(line)
        closed = over and place + 2 < len(lines) and below.strip() and _adorned(lines[place + 2])
        if closed and lines[place + 2][0] == line[0] and len(line.rstrip()) + 2 >= len(below.strip()):
            return self._headed(f"{line[0]}{line[0]}", below), place + 3
        under = _adorned(below)
        if under and line[:1].strip() and not over and len(below.rstrip()) + 2 >= len(line.rstrip()):
            return self._headed(below[0], line), place + 2
        return None

    def _headed(self, mark: str, title: str) -> str:
        if mark not in self.levels:
            self.levels.append(mark)
        words = one_line(self._inline(title))
        self.title = self.title or words
        return f"{'#' * min(6, self.levels.index(mark) + 1)} {words}"

    def _explicit(self, place: int) -> tuple[str, int]:
        """Read what begins with two dots: a directive, a note, a target, a comment."""
        line = self.lines[place]
        indent = _indent(line)
        end = self._deeper(place + 1, indent)
        directive = DIRECTIVE.match(line)
        if directive is not None:
            inside = self.lines[place + 1 : end]
            shown = "" if directive[2] else self._directive(directive[3].lower(), directive[4] or "", inside)
            return _indented(shown, " " * indent), end
        note = NOTE.match(line)
        if note is not None:
            body = _Page(dedented([note[3], *dedented(self.lines[place + 1 : end])]), self).read()
            return f"{' ' * indent}[{note[2].lstrip('#')}] {body}", end
        # An empty comment ends at its line: what is indented below is a quotation.
        return "", (
            place + 1 if line.strip() == ".." and not "".join(self.lines[place + 1 : place + 2]).strip() else end
        )

    def _directive(self, name: str, argument: str, inside: list[str]) -> str:
        options: dict[str, str] = {}
        body = list(inside)
        more: list[str] = []
        while body and body[0].strip() and not OPTION.match(body[0]) and name not in CODE:
            more.append(body.pop(0).strip())
        while body and (option := OPTION.match(body[0])):
            options[option[1]] = option[2] or ""
            body.pop(0)
        if more and not body and not argument:
            body, more = more, []
        argument = " ".join([argument, *more]).strip()
        lines = dedented(body)
        simple = name.rpartition(":")[2]
        if simple == "code-tab":
            language, _, title = argument.partition(" ")
            code = fenced("\n".join(lines), language.lower())
            return f"{title.strip()}:\n\n{code}" if title.strip() else code
        if name in CODE or simple in CODE:
            code = fenced(
                "\n".join(lines if options or name in CODE else dedented(inside)), argument.split(" ")[0].lower()
            )
            return "\n\n".join(filter(None, (self._inline(options.get("caption", "")), code)))
        if ELSEWHERE.match(simple):
            self.elsewhere.append(name)
            if simple == "image" or not simple.startswith("auto") or not "".join(lines).strip():
                return self._inline(options.get("alt", "")) if simple == "image" else ""
        if name in LEFT_OUT:
            return ""
        if simple == "math":
            return "$$\n" + "\n".join([argument, *lines]).strip() + "\n$$"
        if simple in ("table", "list-table", "csv-table"):
            return self._table(simple, argument, options, lines)
        content = _Page(lines, self).read()
        return self._said(simple, argument, options, content)

    def _said(self, name: str, argument: str, options: dict[str, str], content: str) -> str:
        """Return what a directive with content shows: its label, its argument, its content."""
        if name == "figure":
            self.elsewhere.append(name)
            alt = self._inline(options.get("alt", ""))
            return "\n\n".join(filter(None, (alt if alt not in content else "", content)))
        return said_by(name, argument, self._inline(argument), content)

    def _table(self, name: str, title: str, options: dict[str, str], lines: list[str]) -> str:
        if name == "list-table":
            rows = list_table(lines, lambda cell: _Page(cell, self).read())
        elif name == "csv-table":
            rows = csv_rows(options.get("header", ""), lines, self._inline)
        else:
            rows = _Page(lines, self).read()
        return "\n\n".join(filter(None, (self._inline(title), rows)))

    def _field(self, place: int, field: re.Match[str], *, first: bool) -> tuple[str, int]:
        end = self._while(place + 1, lambda row: row.startswith(" ") or not row.strip())
        name, body = self._inline(field[1]), dedented(self.lines[place + 1 : end])
        whole = "\n".join([field[2] or "", *body]).strip()
        if HOLDS_BLOCKS.search(whole):
            return f"{name}:\n\n{_Page(whole.split(chr(10)), self).read()}", end
        value = one_line(self._inline(whole))
        if first and self.is_whole:
            self.fields += [(field[1].lower(), value)] if value else []
            return "", end
        return f"{name}: {value}".rstrip(), end

    def _paragraph(self, place: int) -> tuple[str, int]:
        end = self._filled(place)
        lines = self.lines[place:end]
        for number in range(1, len(lines)):
            begins = number > 1 and self._heading(place + number) is not None
            if begins or (".. " in lines[number] and DIRECTIVE.match(lines[number])):
                end, lines = place + number, lines[:number]
                break
        literal = lines[-1].rstrip().endswith("::")
        text = "\n".join(lines)
        if "| " in text:
            text = "\n".join(line[2:] + "  " if line.startswith("| ") else line for line in lines)
        if literal:
            text = re.sub(r"(?:\s+::|(:):)\s*\Z", lambda match: match[1] or "", text) if text.strip() != "::" else ""
        shown = self._numbered(self._inline(text))
        if not literal:
            return shown, end
        indent = _indent(lines[-1] if len(lines) == 1 else lines[0])
        start, end = end, self._deeper(end, indent)
        code = fenced("\n".join(dedented(self.lines[start:end])))
        return "\n\n".join(filter(None, (shown, code))), end

    def _end_lists(self, line: str) -> None:
        """Forget the numbers of lists that end where a block begins."""
        if not self.numbers:
            return
        most = _indent(line) + bool(ITEM.match(line) or GIVEN.match(line))
        self.numbers = {at: number for at, number in self.numbers.items() if at < most}

    def _numbered(self, text: str) -> str:
        """Give the items of a list without numbers of its own their numbers."""
        lines = text.split("\n")
        for index, line in enumerate(lines):
            if line[:1].isalpha():
                continue
            first = line.lstrip()[:1]
            if not first.isdigit() and first not in ("#", "("):
                continue
            item, given = ITEM.match(line), GIVEN.match(line)
            if given:
                self.numbers[_indent(line)] = int(given[1])
            elif item:
                number = self.numbers[_indent(line)] = self.numbers.get(_indent(line), 0) + 1
                lines[index] = f"{item[1]}{number}. {line[item.end() :]}"
        return "\n".join(lines)

    def _while(self, place: int, holds: Callable[[str], bool]) -> int:
        while place < len(self.lines) and holds(self.lines[place]):
            place += 1
        return place

    def _filled(self, place: int) -> int:
        """Return the first blank line from a place on."""
        lines = self.lines
        while place < len(lines) and lines[place] and not lines[place].isspace():
            place += 1
        return place

    def _deeper(self, place: int, indent: int) -> int:
        """Return the first line from a place on that is neither blank nor further in."""
        lines = self.lines
        while place < len(lines) and ((margin := lines[place][: indent + 1]).isspace() or not margin):
            place += 1
        return place

    def _inline(self, text: str) -> str:
        return inline(text, self.substitutions)


def _adorned(line: str) -> bool:
    """Whether a line is nothing but one sign, three times or more: most lines begin with two that differ."""
    return line[:1] == line[1:2] and ADORNMENT.match(line) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _indented(block: str, indent: str) -> str:
    return "\n".join(indent + line if line else line for line in block.split("\n")) if indent else block
