"""The blocks of an OpenDocument file in order: headings, lists, tables, slides, with the notes that belong to them."""

from collections import Counter
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.odf.inline import Inline, description
from openbook.corpus.formats.odf.mended import MOST
from openbook.corpus.formats.odf.objects import embedded
from openbook.corpus.formats.odf.slide_shapes import in_reading_order
from openbook.corpus.formats.odf.styles import Styles, label
from openbook.corpus.formats.office.blocks import Block, flat, indented, lines_of, with_labels
from openbook.corpus.formats.office.ooxml import attribute, local, number, value
from openbook.corpus.formats.office.picture_words import fills_cell, fills_paragraph, points, words_of
from openbook.corpus.formats.package import Package
from openbook.corpus.tables import Cell, table_lines

CONTENTS = frozenset({"table-of-content", "illustration-index", "table-index", "object-index", "user-index"})
SKIPPED = frozenset(
    {"tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls", "event-listeners"}
)
TITLES = ("Title",)
CODE_NAMES = ("Preformatted_20_Text", "Source_20_Code", "Code")
REPEATED = ("date-time", "footer", "header", "page-number")
LONG = 600
"""Characters in a cell above which a table of one row is taken for page layout."""


class Writer:
    """Walks the blocks of a document."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        self._counts: dict[int, int] = {}
        self._lists: dict[str, dict[int, int]] = {}
        self._marks = 0
        self._pending: list[str] = []
        self._nested = 0
        self.title = ""
        self.lost: Counter[str] = Counter()
        self.blocks: list[Block] = []

    def story(self, element: Any) -> list[Block]:
        """Write a body and return its blocks."""
        self._block(element)
        return self.blocks

    def _block(self, element: Any) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "h":
                self._heading(child)
            elif name == "list":
                self._list(child, "", 1)
            elif name == "table":
                self._table(child)
            elif name == "page":
                self._page(child)
            elif name == "frame":
                self._frame(child)
            elif name in CONTENTS:
                self.lost["contents"] += 1
            elif name in SKIPPED:
                self.lost["deletion"] += sum(1 for _ in child.iter("{*}deletion"))
            elif name == "annotation":
                self.lost["comment"] += 1
            elif name == "section" and attribute(child, "display") == "none":
                self.lost["hidden"] += 1
            elif name and name not in ("notes", "index-title"):
                before = len(self.blocks)
                self._block(child)
                linked = name == "section" and child.find("{*}section-source") is not None
                self.lost["linked"] += linked and len(self.blocks) == before

    def _read(self, paragraph: Any) -> tuple[str, Inline]:
        look = self._styles.look(attribute(paragraph, "style-name"), "paragraph")
        inline = Inline(self._styles, look, self.lost)
        inline.collect(paragraph)
        after: list[Any] = []
        for element, place in inline.notes:
            if local(element) == "note":
                inline.set(place, self._note(element))
            else:
                formula, _ = embedded(self._package, element)
                said = formula or self._said_by(element, inline, place)
                inline.set(place, said)
                after += [] if said else [element]
        inline.frames = after
        return inline.text(), inline

    def _said_by(self, frame: Any, inline: Inline, place: int) -> str:
        """Return what a picture on the line says, where it stands for words."""
        if next(frame.iter("{*}image"), None) is None or next(frame.iter("{*}object", "{*}p"), None) is not None:
            return ""
        size = max(points(attribute(frame, "width")) + points(attribute(frame, "height")), default=0.0)
        begins = not inline.has_text_before(place) and not fills_cell(frame)
        heading = next(frame.iterancestors("{*}h"), None) is not None and fills_paragraph(frame)
        return words_of(description(frame), size, begins=begins, heading=heading)

    def _paragraph(self, paragraph: Any, marker: str = "", depth: int = 0, *, item: bool = False) -> None:
        raw, inline = self._read(paragraph)
        style = attribute(paragraph, "style-name")
        code = not item and self._is_code(style, inline)
        text = "\n".join(part.rstrip() for part in raw.split("\n"))
        if code and (text.strip() or (self.blocks and self.blocks[-1].kind == "code")):
            self.blocks.append(Block(text, "code"))
        elif text.strip() and self._styles.is_named(style, TITLES) and not self._nested:
            title = one_line(text)
            self.title = self.title or title
            self.blocks.append(Block(f"# {title}", "heading"))
        elif text.strip():
            said = marker + text.strip() if item else indented(text, self.blocks)
            self.blocks.append(Block(said, "item" if item else "text", depth))
        elif self._nested and item and any(map(str.isalnum, marker)):
            self.blocks.append(Block(marker.strip(), "label", depth))
        for frame in inline.frames:
            self._frame(frame)
        self._let_notes_go()

    def _is_code(self, style: str, inline: Inline) -> bool:
        if self._styles.is_named(style, CODE_NAMES):
            return True
        if self._styles.is_fixed(self._styles.default.font):
            return False
        return bool(inline.fonts) and all(map(self._styles.is_fixed, inline.fonts))

    def _heading(self, heading: Any) -> None:
        raw, inline = self._read(heading)
        depth = max(number(attribute(heading, "outline-level"), 1), 1)
        title = one_line(raw)
        plain = attribute(heading, "is-list-header") == "true"
        if title:
            number_ = "" if plain else self._outline(heading, depth)
            title = f"{number_} {title}" if number_ else title
            self.title = self.title or title
            self.blocks.append(Block(f"{'#' * min(depth, 6)} {title}", "heading"))
        for frame in inline.frames:
            self._frame(frame)
        self._let_notes_go()

    def _outline(self, heading: Any, depth: int) -> str:
        start = attribute(heading, "start-value")
        _count(self._counts, depth, number(start, 1) if start else None, self._styles.outline)
        return label(self._styles.outline, self._counts, depth)

    def _list(self, element: Any, style: str, depth: int, counts: dict[int, int] | None = None) -> None:
        style = attribute(element, "style-name") or style
        if counts is None:
            counts = self._begun(element, style)
        levels = self._styles.levels(style)
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            first = local(item) == "list-item"
            for child in item:
                name = local(child)
                if name == "list":
                    self._list(child, style, depth + 1, counts)
                elif name == "h":
                    self._heading(child)
                elif name == "p" and first:
                    first = False
                    start = attribute(item, "start-value")
                    _count(counts, depth, number(start, 1) if start else None, levels)
                    text = label(levels, counts, depth)
                    self._paragraph(child, f"{text} " if text else "- ", depth - 1, item=True)
                elif name == "p":
                    self._paragraph(child, "  ", depth - 1, item=True)
                else:
                    self._block([child])

    def _begun(self, element: Any, style: str) -> dict[int, int]:
        """Return how far a list has counted: on from another one, where it says so."""
        other = attribute(element, "continue-list")
        counts: dict[int, int] = {}
        if other or attribute(element, "continue-numbering") == "true":
            counts = self._lists.get(other) or self._lists.get(style, {})
        self._lists[style] = counts
        own = next((str(text) for name, text in element.items() if str(name).endswith("}id")), "")
        if own:
            self._lists[own] = counts
        return counts

    def _note(self, note: Any) -> str:
        own = value(note, "{*}note-citation", "label")
        self._marks += not own
        mark = f"[^{own or 'e' * (attribute(note, 'note-class') == 'endnote') + str(self._marks)}]"
        body = note.find("{*}note-body")
        text = flat(self._inside(body)) if body is not None else ""
        if text:
            self._pending.append(f"{mark}: {text}")
        return mark

    def _let_notes_go(self) -> None:
        if not self._nested:
            notes, self._pending = self._pending, []
            self.blocks.extend(Block(note) for note in notes)

    def _inside(self, element: Any, *, labels: bool = False) -> list[Block]:
        """Return the blocks of a cell or a note; their notes wait for what these stand in.

        `labels`: with the numbers of items that have no words.
        """
        held, self.blocks = self.blocks, []
        self._nested += 1
        self._block(element)
        self._nested -= 1
        found, self.blocks = self.blocks, held
        return found if labels else with_labels([found])[0]

    def _table(self, table: Any) -> None:
        rows: list[list[Cell]] = []
        inner: list[list[Block]] = []
        hanging: dict[int, tuple[int, Cell]] = {}
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table"), None) is not table:
                continue
            if attribute(row, "visibility") in ("collapse", "filter"):
                self.lost["hidden"] += 1
                continue
            cells: list[Cell] = []
            elements = [cell for cell in row if local(cell) in ("table-cell", "covered-table-cell")]
            inside = [self._inside(cell, labels=True) for cell in elements]
            for cell, blocks in zip(elements, with_labels(inside), strict=True):
                inner.append(blocks)
                left, held = hanging.pop(len(cells), (0, Cell(flat(blocks), lines=lines_of(blocks))))
                left = left or number(attribute(cell, "number-rows-spanned"), 1)
                if left > 1:
                    # A cell over rows says the same of each of them.
                    held = Cell(held.text)
                    hanging[len(cells)] = left - 1, held
                cells += [held] * min(number(attribute(cell, "number-columns-repeated"), 1), MOST)
            again = number(attribute(row, "number-rows-repeated"), 1) if any(cell.text for cell in cells) else 1
            rows += [cells] * min(again, MOST)
        self._write_table(rows, inner)

    def _write_table(self, rows: list[list[Cell]], inner: list[list[Block]]) -> None:
        texts = [cell.text for row in rows for cell in row]
        several = sum(sum(bool(cell.text) for cell in row) > 1 for row in rows)
        if max(map(len, rows), default=0) < 2 or (several < 2 and max(map(len, texts), default=0) > LONG):
            self.blocks.extend(block for blocks in inner for block in blocks)
        else:
            lines = table_lines(rows, spanned=False)
            short = "; ".join(", ".join(cell.text for cell in row if cell.text) for row in rows)
            self.blocks += [Block("\n".join(lines), "table", flat=short)] if lines else []
        self._let_notes_go()

    def _frame(self, frame: Any) -> None:
        if attribute(frame, "class") in REPEATED:
            return
        if next(frame.iter("{*}p", "{*}h", "{*}table"), None) is not None:
            self._block([frame] if local(frame) != "frame" else frame)
            return
        formula, tables = embedded(self._package, frame)
        if formula:
            self.blocks.append(Block(formula))
        elif tables:
            for table in tables:
                self._table(table)
        elif next(frame.iter("{*}object", "{*}object-ole"), None) is not None:
            self.lost["object"] += 1
        elif next(frame.iter("{*}image"), None) is not None:
            self.lost["picture"] += 1

    def _page(self, page: Any) -> None:
        """Write a slide under its title."""
        if self._styles.is_hidden_page(attribute(page, "style-name")):
            self.lost["slide"] += 1
            return
        held, self.blocks = self.blocks, []
        title = ""
        for shape in in_reading_order(page):
            name = local(shape)
            if attribute(shape, "class") == "title" and not title:
                title = flat(self._inside(shape))
            elif name and name not in ("notes", *SKIPPED) and attribute(shape, "class") not in REPEATED:
                self._block([shape])
        notes = page.find("{*}notes")
        frames = [frame for frame in notes if attribute(frame, "class") == "notes"] if notes is not None else []
        said = [block for frame in frames for block in self._inside(frame)]
        found, self.blocks = self.blocks, held
        if title or found or said:
            self.title = self.title or title
            name = title or attribute(page, "name") or "Slide"
            self.blocks += [Block(f"# {name}", "heading"), *found, *([Block("Notes:"), *said] if said else [])]
        self._let_notes_go()


def _count(counts: dict[int, int], depth: int, start: int | None, levels: Any) -> None:
    if start is not None:
        counts[depth] = start
    elif depth in counts:
        counts[depth] += 1
    else:
        counts[depth] = levels[depth].start if depth in levels else 1
    for below in [below for below in counts if below > depth]:
        del counts[below]
