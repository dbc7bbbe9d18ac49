"""The blocks of a Word file in order: paragraphs, lists, headings, code, tables, each with its notes."""

from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.docx.around import Around
from openbook.corpus.formats.docx.runs import (
    Runs,
    box_of,
    control_content,
    is_contents_control,
)
from openbook.corpus.formats.docx.styles import Style
from openbook.corpus.formats.docx.tables import Row, cells_of, filled, gap, is_layout, rows_of, written
from openbook.corpus.formats.office.blocks import Block, flat, indented, with_labels
from openbook.corpus.formats.office.drawings import Figure
from openbook.corpus.formats.office.ooxml import attribute, local, switched, value

THROUGH = frozenset(
    {"body", "document", "docPartBody", "customXml", "ins", "moveTo", "smartTag", "txbxContent", "sdtContent"}
)
FORMULAS = ("oMath", "oMathPara")
Embedded = Callable[[str, str], list[Block]]
"""Returns what a part that is embedded holds: its kind (`chunk`, `diagram`, `chart`), and its relationship's id."""


class Writer:
    """Walks the blocks of a story and collects them."""

    def __init__(self, around: Around, embedded: Embedded, *, cell: bool = False) -> None:
        """`cell`: the notes of its paragraphs are kept for what the cell stands in."""
        self._around = around
        self._embedded = embedded
        self._cell = cell
        self._held = ""
        """The text of a paragraph whose end is hidden, deleted, or only that of an initial."""
        self.title = ""
        self.blocks: list[Block] = []
        self.notes: list[tuple[str, str]] = []

    def story(self, element: Any) -> list[Block]:
        """Write a body, a cell or a note, and return its blocks."""
        self._block(element)
        self._let_go()
        return self.blocks

    def _block(self, element: Any) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                self._paragraph(child)
                continue
            if name in ("tbl", "altChunk", *FORMULAS):
                self._let_go()
            if name == "tbl":
                self._table(child)
            elif name == "sdt":
                self._control(child)
            elif name == "altChunk":
                self.blocks.extend(self._embedded("chunk", attribute(child, "id")))
            elif name == "subDoc":
                self._around.lost["linked"] += 1
            elif name == "AlternateContent":
                self._alternative(child)
            elif name in FORMULAS:
                self._formula(child)
            elif name in THROUGH:
                self._block(child)

    def _alternative(self, element: Any) -> None:
        before = len(self.blocks)
        for choice in element:
            self._block(choice)
            if len(self.blocks) > before:
                return

    def _control(self, control: Any) -> None:
        self._around.lost["contents"] += is_contents_control(control)
        content = control_content(control)
        if content is not None:
            before = len(self.blocks)
            self._block(content)
            text = box_of(control) if len(self.blocks) == before else ""
            if text:
                self.blocks.append(Block(text))

    def _formula(self, element: Any) -> None:
        runs = Runs(self._around, self._around.styles.default)
        runs.collect_formula(element)
        if runs.text():
            self.blocks.append(Block(runs.text()))

    def _paragraph(self, paragraph: Any) -> None:
        around = self._around
        style = around.styles.of(paragraph)
        outside = not around.fields.in_contents
        runs = Runs(around, style)
        runs.collect(paragraph)
        around.fields.end_paragraph()
        if style.contents:
            return
        if self._goes_on(paragraph, style, runs):
            return
        label = around.numbering.label(paragraph, style) if outside else None
        text = self._held + runs.text()
        self._held = ""
        self._add(text, style, runs, label)
        for figure in runs.figures:
            self._figure(figure)
        self._write_notes(runs.notes)

    def _goes_on(self, paragraph: Any, style: Style, runs: Runs) -> bool:
        """Hold a paragraph that its end does not part from the next one; return whether that is so."""
        properties = paragraph.find("{*}pPr")
        if properties is None:
            return False
        cap = value(properties, "{*}framePr", "dropCap") in ("drop", "margin")
        mark = properties.find("{*}rPr")
        gone = mark is not None and any(local(child) in ("del", "moveFrom") for child in mark)
        hidden = self._around.styles.look(mark, style).hidden
        if not (cap or gone or hidden) or (style.level and not gone):
            return False
        text = runs.text()
        self._held += text.strip() if cap else text
        self.notes.extend(runs.notes)
        for figure in runs.figures:
            self._figure(figure)
        return True

    def _let_go(self) -> None:
        """Write what waited for a paragraph that did not come."""
        text, self._held = self._held.strip(), ""
        if text:
            self.blocks.append(Block(text))
        if not self._cell:
            held, self.notes = self.notes, []
            self._write_notes(held)

    def _add(self, raw: str, style: Style, runs: Runs, label: Any) -> None:
        code = not style.level and (style.code or self._is_code(runs, style)) and (style.code or label is None)
        text = "\n".join(line.rstrip() for line in raw.split("\n"))
        if code and (text.strip() or (self.blocks and self.blocks[-1].kind == "code")):
            self.blocks.append(Block(text, "code", style.indent))
            return
        text, below = text.strip(), indented(text, self.blocks)
        if not text:
            if self._cell and label is not None and label.text and not style.level:
                self.blocks.append(Block(label.text, "label", label.depth))
            return
        if style.level:
            title = " ".join(text.split())
            if label is not None and label.text:
                title = f"{label.text} {title}"
            self.title = self.title or title
            self.blocks.append(Block(f"{'#' * style.level} {title}", "heading"))
        elif label is None:
            self.blocks.append(Block(below))
        else:
            marker = "- " * label.bullet + (f"{label.text} " if label.text else "")
            self.blocks.append(Block(marker + text, "item", label.depth))

    def _is_code(self, runs: Runs, style: Style) -> bool:
        """Whether all that is seen is set in a font for code, in a document that isn't set in one."""
        fonts = self._around.fonts
        if fonts.is_fixed(self._around.styles.default.look.font):
            return False
        return all(map(fonts.is_fixed, runs.fonts)) if runs.fonts else fonts.is_fixed(style.look.font)

    def _figure(self, figure: Figure) -> None:
        if figure.kind == "box":
            self._let_go()
            self._block(figure.element)
            self._let_go()
        elif figure.kind == "words":
            self.blocks.append(Block(figure.target))
        else:
            self.blocks.extend(self._embedded(figure.kind, figure.target))

    def _write_notes(self, notes: list[tuple[str, str]]) -> None:
        if self._cell:
            self.notes.extend(notes)
            return
        for kind, identifier in notes:
            body = self._around.notes(kind).bodies.get(identifier)
            if body is None:
                continue
            inner = Writer(self._around, self._embedded, cell=True)
            text = flat(with_labels([inner.story(body)])[0])
            mark = self._around.notes(kind).refer(identifier)
            own = mark.strip("[^]")
            if text.startswith(own) and not own.isalnum():
                text = text.removeprefix(own).lstrip()
            if text:
                self.blocks.append(Block(f"{mark}: {text}"))
            self._write_notes(inner.notes)

    def _table(self, table: Any) -> None:
        notes: list[tuple[str, str]] = []
        rows = []
        for row in rows_of(table):
            late, elements, said = gap(row), list(cells_of(row)), []
            for cell in elements:
                inner = Writer(self._around, self._embedded, cell=True)
                said.append(inner.story(cell))
                self.title = self.title or inner.title
                notes.extend(inner.notes)
            cells = [late] if late is not None else []
            cells += map(filled, elements, with_labels(said))
            rows.append(Row(cells, bool(switched(row, "{*}trPr/{*}tblHeader"))))
        if is_layout(rows):
            self.blocks.extend(
                block for row in rows for cell in row.cells if not cell.continued for block in cell.blocks
            )
        else:
            block = written(rows)
            if block is not None:
                self.blocks.append(block)
        self._write_notes(notes)
