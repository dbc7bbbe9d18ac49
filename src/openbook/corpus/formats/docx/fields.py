"""Fields of a Word file: instructions are not shown, results are; forms show what was chosen."""

from typing import Any

from openbook.corpus.formats.office.field_codes import EMPTY, TICKED, FieldCodes, name_of
from openbook.corpus.formats.office.ooxml import attribute, number, switched, value
from openbook.dataclass import dataclass

CONTENTS = frozenset({"TOC", "TOA"})
"""Fields whose result is a list of what stands in the document, with its pages."""
SILENT = CONTENTS | {"SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE"}


@dataclass(slots=True)
class _Field:
    form: Any = None
    code: str = ""
    result: bool = False
    """Whether the instruction is over."""
    shown: bool = False
    """Whether any of its result was."""


class Fields:
    """The fields that are open where reading has come to; they may go on over many paragraphs."""

    def __init__(self, *, whole: bool) -> None:
        """`whole`: every field that begins also ends; else none lasts longer than its paragraph."""
        self._whole = whole
        self._open: list[_Field] = []
        self.codes = FieldCodes()

    @property
    def visible(self) -> bool:
        """Whether what stands here is shown."""
        return all(field.result and name_of(field.code) not in SILENT for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether this place is in a table of contents."""
        return any(name_of(field.code) in CONTENTS for field in self._open)

    def end_paragraph(self) -> None:
        """Give up fields that have no end, rather than all that follows."""
        if not self._whole:
            self._open.clear()

    def instruct(self, text: str) -> None:
        """Add to the instruction of the field that is open."""
        if self._open and not self._open[-1].result:
            self._open[-1].code += text

    def note_shown(self) -> None:
        """Remember that a part of the results was shown."""
        for field in self._open:
            field.shown = True

    def mark(self, element: Any) -> tuple[str, str]:
        """Take one mark of a field; return its text, where it has one without a result, and the name if unknown."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._open.append(_Field(element.find("{*}ffData")))
        elif kind == "separate" and self._open:
            self._open[-1].result = True
        elif kind == "end" and self._open:
            field = self._open.pop()
            if self.visible and not field.shown:
                return self.codes.without_result(field.code) if field.form is None else (form_value(field.form), "")
        return "", ""


def is_contents(instruction: str) -> bool:
    """Whether a field in one piece makes a table of contents."""
    return name_of(instruction) in CONTENTS


def is_silent(instruction: str) -> bool:
    """Whether a field in one piece shows nothing of its result."""
    return name_of(instruction) in SILENT


def form_value(form: Any) -> str:
    """Return what a field of a form shows: whether it is ticked, which entry is chosen."""
    box, choice = form.find("{*}checkBox"), form.find("{*}ddList")
    if box is not None:
        checked = switched(box, "{*}checked")
        return TICKED if (switched(box, "{*}default") if checked is None else checked) else EMPTY
    if choice is None:
        return ""
    entries = [attribute(entry, "val") for entry in choice.iter("{*}listEntry")]
    chosen = number(value(choice, "{*}result") or value(choice, "{*}default"))
    return str(entries[chosen]) if 0 <= chosen < len(entries) else ""


def balanced(story: Any) -> bool:
    """Whether every field of a story that begins also ends."""
    depth = 0
    for mark in story.iter("{*}fldChar"):
        kind = attribute(mark, "fldCharType")
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return False
    return depth == 0
