"""PPTX: the slides in order, each under its title: texts, tables, diagrams, charts, notes."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.office.blocks import Block, lines_of, markdown
from openbook.corpus.formats.office.charts import chart_lines
from openbook.corpus.formats.office.drawings import diagram_lines
from openbook.corpus.formats.office.lost import notices, without_text
from openbook.corpus.formats.office.ooxml import (
    Relation,
    attribute,
    local,
    main_part,
    number,
    properties,
    relations,
    value,
)
from openbook.corpus.formats.office.picture_words import alternative_text
from openbook.corpus.formats.office.shape_text import paragraphs_of
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.formats.slide_order import in_reading_order
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.tables import Cell, table_lines
from openbook.records import Notice

TITLES = ("title", "ctrTitle")
REPEATED = ("dt", "ftr", "sldNum", "hdr")
"""Placeholders for what every slide says: the date, a footer, its number."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the presentation as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, `too_large`."""
    with Package(file, "PowerPoint") as package:
        main = main_part(package, "ppt/presentation.xml")
        blob = package.read(main)
        if blob is None:
            raise Unreadable(Code.BROKEN_FILE, f"not a PowerPoint file: {main} is missing")
        known = relations(package, main)
        order = [attribute_of_relation(slide) for slide in parse_xml(blob, main).iter("{*}sldId")]
        names = [known[name].target for name in order if name in known and not known[name].outside]
        blocks: list[Block] = []
        lost: Counter[str] = Counter()
        said: list[Notice] = []
        for count, name in enumerate(names, start=1):
            try:
                blocks += _Slide(package, name, lost).blocks(count)
            except Unreadable as problem:
                if problem.code in (Code.TOO_LARGE, Code.ENCRYPTED):
                    raise
                said.append(Notice(Kind.DAMAGED, f"slide {count} is not read: {problem.detail}"))
        title, metadata = properties(package)
    text = clean(markdown(blocks))
    if is_blank(text):
        raise without_text("a presentation", (*said, *notices(lost)))
    first = next((block.text.lstrip("# ") for block in blocks if block.kind == "heading"), "")
    yield Parsed(text, title=title or first, markup="markdown", metadata=metadata, notices=(*said, *notices(lost)))


def attribute_of_relation(element: Any) -> str:
    """Return the id of the relationship that an element names; its own `id` has no namespace."""
    return next((str(found) for key, found in element.items() if key.startswith("{") and key.endswith("}id")), "")


class _Slide:
    """One slide."""

    def __init__(self, package: Package, name: str, lost: Counter[str]) -> None:
        blob = package.read(name)
        if blob is None:
            raise Unreadable(Code.BROKEN_FILE, f"{name} is missing")
        self._package = package
        self._root = parse_xml(blob, name)
        self._known: dict[str, Relation] = relations(package, name)
        self._lost = lost
        self._title = ""
        self._blocks: list[Block] = []

    def blocks(self, count: int) -> list[Block]:
        """Return what the slide says; nothing where it is hidden."""
        if attribute(self._root, "show") in ("0", "false"):
            self._lost["slide"] += 1
            return []
        tree = self._root.find("{*}cSld/{*}spTree")
        self._shapes(tree if tree is not None else ())
        self._lost["comment"] += sum(map(self._comments, self._known.values()))
        notes = self._notes()
        if not (self._title or self._blocks or notes):
            return []
        title = self._title or f"Slide {count}"
        return [Block(f"# {title}", "heading"), *self._blocks, *notes]

    def _shapes(self, tree: Any) -> None:
        for shape in in_reading_order(tree):
            name = local(shape)
            if name == "sp":
                self._shape(shape)
            elif name == "grpSp":
                self._shapes(shape)
            elif name == "graphicFrame":
                self._frame(shape)
            elif name == "pic":
                self._picture(shape)
            elif name == "AlternateContent":
                before = len(self._blocks), self._title
                for choice in shape:
                    self._shapes(choice)
                    if (len(self._blocks), self._title) != before:
                        break

    def _shape(self, shape: Any) -> None:
        kind = value(shape, "{*}nvSpPr/{*}nvPr/{*}ph", "type")
        body = shape.find("{*}txBody")
        hidden = value(shape, "{*}nvSpPr/{*}cNvPr", "hidden") in ("1", "true")
        if body is None or kind in REPEATED or hidden:
            self._lost["hidden"] += hidden and body is not None
            return
        paragraphs = list(paragraphs_of(body, self._lost))
        if kind in TITLES and not self._title:
            self._title = one_line(" ".join(block.text.removeprefix("- ") for block in paragraphs))
        else:
            self._blocks += paragraphs

    def _frame(self, frame: Any) -> None:
        table = next(frame.iter("{*}tbl"), None)
        if table is not None:
            rows = [_row(row, self._lost) for row in table.iter("{*}tr")]
            lines = table_lines(rows)
            self._blocks += [Block("\n".join(lines), "table")] if lines else []
            return
        for part in frame.iter():
            kind, identifier = local(part), ""
            if kind == "relIds":
                identifier = attribute(part, "dm")
            elif kind in ("chart", "oleObj"):
                identifier = attribute_of_relation(part)
            if identifier:
                self._part({"relIds": "diagram", "chart": "chart"}.get(kind, "object"), identifier)
                return

    def _part(self, kind: str, identifier: str) -> None:
        relation = self._known.get(identifier)
        blob = self._package.read(relation.target) if relation is not None and kind != "object" else None
        if blob is None or relation is None:
            self._lost[kind] += 1
            return
        root = parse_xml(blob, relation.target)
        lines = diagram_lines(root) if kind == "diagram" else chart_lines(root)
        self._lost[kind] += not lines
        if kind == "diagram":
            self._blocks += [Block(text.lstrip(), "item", len(text) - len(text.lstrip())) for text in lines]
        elif lines:
            self._blocks.append(Block("\n".join(lines), "table"))

    def _picture(self, picture: Any) -> None:
        text = alternative_text(picture, begins=True, heading=False)
        if text:
            self._blocks.append(Block(text))
        else:
            self._lost["picture"] += 1

    def _comments(self, beside: Relation) -> int:
        """Return how many comments a part that belongs to the slide holds."""
        blob = self._package.read(beside.target) if beside.kind == "comments" and not beside.outside else None
        return sum(1 for _ in parse_xml(blob, beside.target).iterfind("{*}cm")) if blob is not None else 0

    def _notes(self) -> list[Block]:
        """Return what the speaker notes down, under a line that says so."""
        name = next((one.target for one in self._known.values() if one.kind == "notesSlide" and not one.outside), "")
        blob = self._package.read(name) if name else None
        if blob is None:
            return []
        found: list[Block] = []
        for shape in parse_xml(blob, name).iter("{*}sp"):
            body = shape.find("{*}txBody")
            if body is not None and value(shape, "{*}nvSpPr/{*}nvPr/{*}ph", "type") == "body":
                found += paragraphs_of(body, self._lost)
        return [Block("Notes:"), *found] if found else []


def _row(row: Any, lost: Counter[str]) -> list[Cell]:
    cells = []
    for cell in row:
        if local(cell) != "tc":
            continue
        body = cell.find("{*}txBody")
        held = list(paragraphs_of(body, lost)) if body is not None else []
        if attribute(cell, "hMerge") in ("1", "true"):
            continue
        columns = min(max(number(attribute(cell, "gridSpan"), 1), 1), 60)
        continued = attribute(cell, "vMerge") in ("1", "true")
        text = " ".join(one_line(block.text) for block in held)
        cells.append(Cell(text, columns, continued=continued, lines=lines_of(held)))
    return cells
