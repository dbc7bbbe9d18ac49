"""A Word package → the blocks of its body: its parts are found by their relationships, whatever they are called."""

from collections import Counter
from typing import Any

from openbook.codes import Code, Kind
from openbook.corpus.clean import is_blank
from openbook.corpus.formats.docx.around import Around, Notes
from openbook.corpus.formats.docx.chunks import read_chunk
from openbook.corpus.formats.docx.fields import Fields, balanced
from openbook.corpus.formats.docx.numbering import Numbering
from openbook.corpus.formats.docx.story import Story
from openbook.corpus.formats.docx.styles import Fonts, Styles
from openbook.corpus.formats.docx.writer import Writer
from openbook.corpus.formats.office.blocks import Block
from openbook.corpus.formats.office.charts import chart_lines
from openbook.corpus.formats.office.drawings import diagram_lines
from openbook.corpus.formats.office.lost import notices
from openbook.corpus.formats.office.ooxml import Relation, attribute, main_part, relations, value
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.parsed import Limits, Unreadable
from openbook.records import Notice

FATAL = (Code.TOO_LARGE, Code.ENCRYPTED)


def read_package(package: Package, limits: Limits, depth: int = 0) -> Story:
    """Return the blocks of a package's body. Raises Unreadable: `broken_file`, `too_large`, …"""
    name = main_part(package, "word/document.xml")
    blob = package.read(name)
    if blob is None:
        raise Unreadable(Code.BROKEN_FILE, f"not a Word file: {name} is missing")
    body = parse_xml(blob, name)
    parts = _Parts(package, relations(package, name) or _by_name(name))
    around = _around(parts, body)
    inside = _Embedded(package, parts, limits, depth, around.lost)
    writer = Writer(around, inside)
    blocks = writer.story(body)
    _count_outside(parts, around.lost)
    return Story(blocks, writer.title, (*parts.damaged, *notices(around.lost), *inside.notices))


def _by_name(main: str) -> dict[str, Relation]:
    """Return where the parts of a file usually lie, for one that has lost its relationships."""
    folder = main.rpartition("/")[0]
    kinds = ("styles", "numbering", "fontTable", "settings", "footnotes", "endnotes", "comments")
    return {kind: Relation(kind, f"{folder}/{kind}.xml") for kind in kinds}


class _Parts:
    """The parts that a document names: one that is damaged costs itself."""

    def __init__(self, package: Package, known: dict[str, Relation]) -> None:
        self._package = package
        self.known = known
        self.damaged: list[Notice] = []

    def root(self, kind: str) -> Any:
        """Return the root of the part of a kind; None where there is none, or it is damaged."""
        return next(
            (self.parsed(one.target) for one in self.known.values() if one.kind == kind and not one.outside), None
        )

    def parsed(self, name: str) -> Any:
        """Return the root of a part by its name."""
        try:
            blob = self._package.read(name)
            return None if blob is None else parse_xml(blob, name)
        except Unreadable as problem:
            if problem.code in FATAL:
                raise
            self.damaged.append(Notice(Kind.DAMAGED, f"a part of the file is not read: {problem.detail}"))
            return None


def _around(parts: _Parts, body: Any) -> Around:
    styles = Styles(parts.root("styles"), parts.root("theme"))
    settings = parts.root("settings")
    return Around(
        styles=styles,
        numbering=Numbering(parts.root("numbering"), styles),
        fonts=Fonts(parts.root("fontTable")),
        fields=Fields(whole=balanced(body)),
        footnotes=Notes(_notes(parts.root("footnotes")), form=_form(settings, "footnotePr", "decimal")),
        endnotes=Notes(_notes(parts.root("endnotes")), "e", _form(settings, "endnotePr", "decimal")),
    )


def _form(settings: Any, name: str, otherwise: str) -> str:
    return value(settings, f"{{*}}{name}/{{*}}numFmt") or otherwise


def _notes(root: Any) -> dict[str, Any]:
    if root is None:
        return {}
    return {
        attribute(note, "id"): note
        for note in root
        if isinstance(note.tag, str) and attribute(note, "type") in ("", "normal")
    }


def _count_outside(parts: _Parts, lost: Counter[str]) -> None:
    """Count what stands outside of the body: comments, headers and footers with words in them."""
    comments = parts.root("comments")
    lost["comment"] += sum(1 for _ in comments.iter("{*}comment")) if comments is not None else 0
    for one in parts.known.values():
        if one.kind in ("header", "footer") and not one.outside:
            root = parts.parsed(one.target)
            words = "".join(text.text or "" for text in root.iter("{*}t")) if root is not None else ""
            lost["margin"] += any(map(str.isalpha, words))


class _Embedded:
    """Reads the parts that a document holds in itself."""

    def __init__(self, package: Package, parts: _Parts, limits: Limits, depth: int, lost: Counter[str]) -> None:
        self._package = package
        self._parts = parts
        self._limits = limits
        self._depth = depth
        self._lost = lost
        self.notices: list[Notice] = []

    def __call__(self, kind: str, identifier: str) -> list[Block]:
        """Return what the part holds that a relationship leads to."""
        relation = self._parts.known.get(identifier)
        if relation is None or relation.outside or self._package.name(relation.target) is None:
            self._lost["document" if kind == "chunk" else kind] += 1
            return []
        if kind == "chunk":
            return self._chunk(relation.target)
        root = self._parts.parsed(relation.target)
        if root is None:
            return []
        lines = diagram_lines(root) if kind == "diagram" else chart_lines(root)
        self._lost[kind] += not lines
        return [Block("\n".join(lines), "text" if kind == "diagram" else "table")] if lines else []

    def _chunk(self, name: str) -> list[Block]:
        try:
            story = read_chunk(self._package, name, self._limits, self._depth + 1, read_package)
        except Unreadable as problem:
            if problem.code in FATAL:
                raise
            self.notices.append(Notice(Kind.DAMAGED, f"an embedded document ({name}) is not read: {problem.detail}"))
            return []
        self.notices.extend(notice for notice in story.notices if notice not in self.notices)
        return [block for block in story.blocks if not is_blank(block.text)]
