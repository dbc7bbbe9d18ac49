"""What is typed and ticked in the fields of a form, put where it stands on the page."""

import ctypes
import logging
from collections.abc import Callable
from typing import Any

from openbook.corpus.clean import clean, one_line
from openbook.corpus.formats.pdf.lines import Box, Line, PageLines
from openbook.corpus.formats.pdf.turned import moved, upright
from openbook.dataclass import dataclass, field, replace
from openbook.text.late import late

TICKED, OPEN = "☒", "☐"
BLANK = late(r"_{2,}(?:\s?_+)*|\.{4,}|…{2,}|[□❏❑▢]")
"""What is printed for a hand to write on."""
ASKS = (":", "：", "?", "？", "=", "№", "#")
"""A label ends so: the value belongs to it."""
TALLEST = 14.0
"""Points of a line in a field that holds many."""
CLOSE = 20.0
"""Points between a box that is drawn and the words that it belongs to, at most."""
UNSEEN = 1 | 2 | 32
"""Flags of an annotation that is not shown on the page."""
PASSWORD = 1 << 13
REMARKS = frozenset([1, 9, 10, 11, 12])
"""Notes of readers, by pdfium's numbers: pinned to a page, and with words that are highlighted, underlined, struck."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds something."""

    text: str
    box: Box
    is_tick: bool
    is_drawn: bool = False
    """Whether it is a box without a field, which belongs to what is close to it and may be no more than a drawing."""


@dataclass(slots=True)
class Attached:
    """What is attached to a page."""

    fields: list[Field] = field(default_factory=list)
    """Those that hold something."""
    files: list[str] = field(default_factory=list)
    """The names of files that are pinned to it."""
    remarks: int = 0
    """How many notes of readers it has with words in them."""


def has_fields(document: Any) -> bool:
    """Whether the file is a form; its values can be asked for from then on."""
    if not document.get_formtype():
        return False
    log = logging.getLogger(type(document).__module__)
    quiet, log.disabled = log.disabled, True
    try:
        # It says on every form with an XFA part that it can't show that one.
        document.init_forms()
    finally:
        log.disabled = quiet
    return document.formenv is not None


def attached_to(document: Any, page: Any) -> Attached:
    """Return the values of the fields on a page, and what else is attached to it."""
    import pypdfium2.raw as pdfium

    form = document.formenv.raw if document.formenv is not None else None
    found = Attached()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                found.files.append(_name(pdfium.FPDFAnnot_GetFileAttachment(annotation)))
            elif kind in REMARKS:
                found.remarks += bool(_string(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents"))
            elif (one := _field(form, page, annotation, kind)) is not None:
                found.fields.append(one)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def together(fields: list[Field], boxes: list[Field]) -> list[Field]:
    """Return the fields of a page and the boxes that are drawn where none of them is, from top to bottom."""
    apart = [one for one in boxes if not any(_overlaps(one.box, other.box) for other in fields)]
    return sorted([*fields, *apart], key=lambda one: (-round(one.box[3] / 4), one.box[0]))


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _name(attachment: Any) -> str:
    import pypdfium2.raw as pdfium

    return one_line(_string(pdfium.FPDFAttachment_GetName, attachment)) if attachment else "?"


def _field(form: Any, page: Any, annotation: Any, kind: int) -> Field | None:
    import pypdfium2.raw as pdfium

    if kind not in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
        return None
    if pdfium.FPDFAnnot_GetFlags(annotation) & UNSEEN:
        return None
    sides = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, sides):
        return None
    box = moved((sides.left, sides.bottom, sides.right, sides.top), upright(page))
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        text = _string(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")
        return Field(text, box, False) if text else None
    what = pdfium.FPDFAnnot_GetFormFieldType(form, annotation) if form is not None else -1
    if what in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return Field(TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else OPEN, box, True)
    text = ""
    if what in (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        text = _chosen(form, annotation) or _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    elif what == pdfium.FPDF_FORMFIELD_TEXTFIELD and not (
        pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD
    ):
        text = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    return Field(text, box, False) if text else None


def _chosen(form: Any, annotation: Any) -> str:
    """Return the entries of a list that are chosen, as they are shown."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFAnnot_GetOptionCount(form, annotation)
    chosen = [index for index in range(count) if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, index)]
    labels = [_string(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, index) for index in chosen]
    return ", ".join(filter(None, labels))


def _string(ask: Any, *arguments: Any) -> str:
    """Return a string of pdfium's, which says first how long it is."""
    length = ask(*arguments, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return clean(buffer.raw[: length - 2].decode("utf-16-le", "replace")).strip()


def with_fields(page: PageLines, fields: list[Field], text_in: Callable[[Box], str]) -> PageLines:
    """Return the page with the values of its fields behind their labels; `text_in` tells what stands in a box."""
    lines = list(page.lines)
    values: list[Line] = []
    for one in fields:
        near = _near(one, [*lines, *values])
        if not (_filled_in(one, near) or _between(one, near, text_in) or _attached(one, near, values)):
            values += _own_lines(one, near) if near or not one.is_drawn else []
    return replace(page, lines=lines + values) if fields else page


def _near(field: Field, lines: list[Line]) -> list[Line]:
    """Return the lines that stand in the row of a field: of a tall one, in its first row."""
    _, bottom, _, top = field.box
    middle = (top + max(bottom, top - TALLEST)) / 2
    return [line for line in lines if abs((line.bottom + line.top) / 2 - middle) < 0.6 * max(line.height, 8.0)]


def _filled_in(field: Field, near: list[Line]) -> bool:
    """Put a value where the line has dots or dashes for it."""
    left, _, right, _ = field.box
    for line in near:
        for part in line.cells or (line,):
            if part.left < right and part.right > left and (blank := BLANK.search(part.text)):
                _change(line, part, part.text[: blank.start()] + field.text + part.text[blank.end() :])
                return True
    return False


def _between(field: Field, near: list[Line], text_in: Callable[[Box], str]) -> bool:
    """Put a tick between the words of a line that has a gap for it."""
    left, _, right, _ = field.box
    over = [(line, part) for line in near for part in line.cells or (line,) if part.left < left and right < part.right]
    for line, part in over if field.is_tick else ():
        behind = "".join(text_in(((left + right) / 2, part.bottom, part.right + 2, part.top)).split())
        at = len(part.text)
        while behind and at and (part.text[at - 1].isspace() or behind.endswith(part.text[at - 1])):
            at -= 1
            behind = behind if part.text[at].isspace() else behind[:-1]
        if not behind and at < len(part.text):
            _change(line, part, f"{part.text[:at].rstrip()} {field.text} {part.text[at:].lstrip()}")
            return True
    return False


def _attached(field: Field, near: list[Line], values: list[Line]) -> bool:
    """Put a tick at what it stands beside, and a value behind a label that asks for it."""
    left, _, right, _ = field.box
    reach = CLOSE if field.is_drawn else float("inf")
    parts = [
        (line, part) for line in near for part in line.cells or (line,)
        if part.right >= left - reach and part.left <= right + reach
    ]  # fmt: skip
    before = max((pair for pair in parts if pair[1].right <= left + 2), key=lambda pair: pair[1].right, default=None)
    after = min((pair for pair in parts if pair[1].left >= right - 2), key=lambda pair: pair[1].left, default=None)
    if field.is_tick and after and (not before or after[1].left - right < left - before[1].right):
        _change(after[0], after[1], f"{field.text} {after[1].text}")
        after[1].left = after[0].left = min(left, after[0].left)
        return True
    if before and (field.is_tick or (before[0] not in values and before[1].text.endswith(ASKS))):
        _change(before[0], before[1], f"{before[1].text} {field.text}")
        before[1].right = right
        before[0].right = max(right, before[0].right)
        return True
    return False


def _change(line: Line, part: Line, text: str) -> None:
    line.alone = True
    part.text = " ".join(text.split())
    if line.cells:
        line.text = " ".join(cell.text for cell in line.cells)


def _own_lines(field: Field, near: list[Line]) -> list[Line]:
    left, bottom, right, top = field.box
    rows = [row for row in field.text.split("\n") if row.strip()]
    height = min(TALLEST, (top - bottom) / max(len(rows), 1))
    base = near[0].base if near else top - height
    size = near[0].size if near else height
    return [
        Line(row.strip(), left, at, right, at + size, at, size, alone=True)
        for row, at in zip(rows, (base - number * height for number in range(len(rows))), strict=True)
    ]
