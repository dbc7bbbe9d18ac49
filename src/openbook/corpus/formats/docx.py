"""DOCX: headings, lists, tables in place, footnotes below their paragraph, text boxes once, as Markdown."""

import posixpath
from collections.abc import Iterator
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.formats.runs import Runs
from openbook.corpus.formats.styles import Numbering, Styles
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.tables import Cell, table_lines

CELL_LIMIT = 600
"""Characters in a cell above which a table is taken for page layout."""
THROUGH = frozenset(
    {
        "body",
        "document",
        "sdt",
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
        "txbxContent",
        "AlternateContent",
    }
)


def local(element: Any) -> str:
    """Return an element's name without its namespace: strict and transitional files differ only in that."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name, empty where it is absent."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, …"""
    with Package(file, "Word") as package:
        main = _main_part(package)
        folder = posixpath.dirname(main)
        blob = package.read(main)
        if blob is None:
            raise Unreadable(Code.BROKEN_FILE, f"not a Word file: {main} is missing")
        body = parse_xml(blob, main)

        def part(name: str) -> Any:
            content = package.read(posixpath.join(folder, name))
            return None if content is None else parse_xml(content, name)

        styles = Styles(part("styles.xml"))
        writer = _Writer(
            styles, Numbering(part("numbering.xml")), _notes(part("footnotes.xml")), _notes(part("endnotes.xml"))
        )
        writer.block(body)
        text = clean(writer.markdown())
        title, metadata = _properties(package)
    if is_blank(text):
        raise Unreadable(Code.EMPTY, "a Word file without text")
    yield Parsed(text, title=title or writer.title, markup="markdown", metadata=metadata)


def _main_part(package: Package) -> str:
    blob = package.read("_rels/.rels")
    if blob is not None:
        for relation in parse_xml(blob, "_rels/.rels").iter("{*}Relationship"):
            if attribute(relation, "Type").endswith("/officeDocument"):
                name = posixpath.normpath(attribute(relation, "Target").lstrip("/"))
                if package.name(name):
                    return name
    return "word/document.xml"


def _notes(root: Any) -> dict[str, Any]:
    if root is None:
        return {}
    return {
        attribute(note, "id"): note
        for note in root
        if isinstance(note.tag, str) and attribute(note, "type") in ("", "normal")
    }


def _properties(package: Package) -> tuple[str, tuple[tuple[str, str], ...]]:
    try:
        blob = package.read("docProps/core.xml")
        root = parse_xml(blob, "docProps/core.xml") if blob else None
    except Unreadable:
        return "", ()
    if root is None:
        return "", ()
    found = {local(element): one_line(element.text or "") for element in root if isinstance(element.tag, str)}
    wanted = ("creator", "subject", "keywords", "language", "created", "modified")
    return found.get("title", ""), tuple((name, found[name]) for name in wanted if found.get(name))


class _Writer:
    """Walks the blocks of a document and collects their Markdown."""

    def __init__(
        self, styles: Styles, numbering: Numbering, footnotes: dict[str, Any], endnotes: dict[str, Any]
    ) -> None:
        self.styles = styles
        self.numbering = numbering
        self.footnotes = footnotes
        self.endnotes = endnotes
        self.title = ""
        self.blocks: list[tuple[str, bool]] = []  # text, whether it is a list item
        self.numbers: dict[tuple[str, str], int] = {}

    def markdown(self) -> str:
        """Return the blocks, list items on adjacent lines, all else apart by blank lines."""
        parts: list[str] = []
        for place, (text, item) in enumerate(self.blocks):
            if place:
                parts.append("\n" if item and self.blocks[place - 1][1] else "\n\n")
            parts.append(text)
        return "".join(parts)

    def block(self, element: Any) -> None:
        """Write a block-level element and what is inside."""
        for child in element:
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "AlternateContent":
                self._alternative(child)
            elif name in THROUGH:
                self.block(child)

    def _alternative(self, element: Any) -> None:
        before = len(self.blocks)
        for choice in element:
            self.block(choice)
            if len(self.blocks) > before:
                return

    def _paragraph(self, paragraph: Any) -> None:
        style = self.styles.of(paragraph)
        if style.contents:
            return
        runs = Runs()
        runs.collect(paragraph)
        text = "\n".join(line.rstrip() for line in runs.text().split("\n")).strip()
        if text:
            self._add(paragraph, style.level, text)
        for box in runs.boxes:
            self.block(box)
        for kind, note in runs.notes:
            self._note(kind, note)

    def _add(self, paragraph: Any, level: int, text: str) -> None:
        if level:
            title = " ".join(text.split())
            self.title = self.title or title
            self.blocks.append((f"{'#' * level} {title}", False))
            return
        number, depth = self.styles.numbering_of(paragraph)
        if not number:
            self.blocks.append((text, False))
            return
        if self.numbering.is_bullet(number, depth):
            marker = "- "
        else:
            count = self.numbers.get((number, depth), self.numbering.start(number, depth) - 1) + 1
            self.numbers[number, depth] = count
            for key in [key for key in self.numbers if key[0] == number and key[1] > depth]:
                del self.numbers[key]
            marker = f"{count}. "
        indent = "  " * int(depth)
        self.blocks.append((indent + marker + text.replace("\n", "\n" + indent + "  "), True))

    def _note(self, kind: str, identifier: str) -> None:
        note = (self.footnotes if kind == "footnote" else self.endnotes).get(identifier)
        if note is None:
            return
        text = " ".join(" ".join(_paragraphs(note)).split())
        if text:
            self.blocks.append((f"{note_mark(kind, identifier)}: {text}", False))

    def _table(self, table: Any) -> None:
        rows = [_row(row) for row in _rows(table)]
        texts = [cell.text for row in rows for cell in row]
        if max(map(len, texts), default=0) > CELL_LIMIT or max(map(len, rows), default=0) < 2:
            for row in _rows(table):
                for cell in row.iter("{*}tc"):
                    if next((parent for parent in cell.iterancestors("{*}tc")), None) is None:
                        self.block(cell)
            return
        lines = table_lines(rows)
        if lines:
            self.blocks.append(("\n".join(lines), False))
        for paragraph in table.iter("{*}p"):
            runs = Runs()
            runs.collect(paragraph)
            for kind, note in runs.notes:
                self._note(kind, note)


def note_mark(kind: str, identifier: str) -> str:
    """Return how a note is marked in the text: `[^1]`, `[^e1]` for endnotes."""
    return f"[^{'e' if kind == 'endnote' else ''}{identifier}]"


def _rows(table: Any) -> list[Any]:
    """Return the rows of a table itself, not of tables inside of it; deleted ones are left out."""
    rows = []
    for child in table:
        if local(child) == "tr":
            if child.find("{*}trPr/{*}del") is None:
                rows.append(child)
        elif local(child) in THROUGH:
            rows.extend(_rows(child))
    return rows


def _row(row: Any) -> list[Cell]:
    cells = []
    for child in row:
        if local(child) == "tc":
            properties = child.find("{*}tcPr")
            span = properties.find("{*}gridSpan") if properties is not None else None
            merge = properties.find("{*}vMerge") if properties is not None else None
            width = attribute(span, "val") if span is not None else "1"
            columns = min(int(width), 50) if width.isascii() and width.isdigit() else 1
            continued = merge is not None and attribute(merge, "val") != "restart"
            text = " ".join(" ".join(_paragraphs(child)).split())
            cells.append(Cell(text, columns, continued=continued))
        elif local(child) in THROUGH:
            cells.extend(_row(child))
    return cells


def _paragraphs(element: Any) -> Iterator[str]:
    """Yield the text of the paragraphs inside, in order; a table inside a cell cell by cell."""
    for paragraph in element.iter("{*}p"):
        if any(local(parent) == "txbxContent" for parent in paragraph.iterancestors()):
            continue
        runs = Runs()
        runs.collect(paragraph)
        yield runs.text()
        for box in runs.boxes:
            for inner in box.iter("{*}p"):
                inside = Runs()
                inside.collect(inner)
                yield inside.text()
