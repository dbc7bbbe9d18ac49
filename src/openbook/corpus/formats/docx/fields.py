"""Fields of a Word file: instructions are not shown, results are; forms show what was chosen."""

from dataclasses import dataclass
from typing import Any

from openbook.corpus.formats.office.equations import equation
from openbook.corpus.formats.office.number_formats import numeral
from openbook.corpus.formats.office.ooxml import attribute, number, switched, value
from openbook.corpus.formats.office.symbols import sign
from openbook.text.late import late

TICKED, EMPTY = "☒", "☐"
CONTENTS = frozenset({"TOC", "TOA"})
"""Fields whose result is a list of what stands in the document, with its pages."""
SILENT = CONTENTS | {"SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE"}
LEGAL = (("decimal", "#."),) * 9
LISTS: dict[str, tuple[tuple[str, str], ...]] = {
    "numberdefault": tuple(
        (form, around) for around in ("#)", "(#)", "#.") for form in ("decimal", "lowerLetter", "lowerRoman")
    ),
    "outlinedefault": (
        ("upperRoman", "#."), ("upperLetter", "#."), ("decimal", "#."), ("lowerLetter", "#)"), ("decimal", "(#)"),
        ("lowerLetter", "(#)"), ("lowerRoman", "(#)"), ("lowerLetter", "(#)"), ("lowerRoman", "(#)"),
    ),
    "legaldefault": LEGAL,
}  # fmt: skip
"""The formats and signs of the levels of the lists that Word itself has for numbers inside of a text."""
QUOTED = late(r'"([^"]*)"|(\S+)')


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
        self._counted = 0
        self._lists: dict[str, list[int]] = {}  # how far the lists of LISTNUM fields have counted, by level

    @property
    def visible(self) -> bool:
        """Whether what stands here is shown."""
        return all(field.result and _name(field.code) not in SILENT for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether this place is in a table of contents."""
        return any(_name(field.code) in CONTENTS for field in self._open)

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
                return self.without_result(field.code) if field.form is None else (form_value(field.form), "")
        return "", ""

    def without_result(self, code: str) -> tuple[str, str]:
        """Return the text of a field whose result the file does not hold, and its name if that can't be told."""
        name = _name(code)
        if name == "EQ":
            found = equation(code)
            return (f"${found}$", "") if found else ("", name)
        if name == "SYMBOL":
            return _symbol(code), ""
        if name in ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT"):
            self._counted += 1
            return f"{self._counted}. ", ""
        if name == "LISTNUM":
            text = self._listed(code)
            return text, "" if text else name
        return "", ""

    def _listed(self, code: str) -> str:
        """Count one number of a list inside of a text; empty for a list that the file defines itself."""
        words: list[str] = [quoted or bare for quoted, bare in QUOTED.findall(code)][1:]
        named = words[0] if words and not words[0].startswith("\\") else "NumberDefault"
        forms = LISTS.get(named.casefold())
        depth, start = _switch(words, "\\l"), _switch(words, "\\s")
        if forms is None or not 1 <= (depth or 1) <= len(forms):
            return ""
        counts = self._lists.setdefault(named.casefold(), [])
        depth = depth or max(len(counts), 1)
        counts[depth:] = []
        counts += [1] * (depth - 1 - len(counts))
        if len(counts) < depth:
            counts.append(0)
        counts[-1] = counts[-1] + 1 if start is None else start
        if forms is LEGAL:
            return ".".join(map(str, counts)) + "."
        form, around = forms[depth - 1]
        return around.replace("#", numeral(counts[-1], form, ""))


def _switch(words: list[str], name: str) -> int | None:
    """Return the number behind a switch of an instruction; None where it has none."""
    after = words[words.index(name) + 1] if name in words[:-1] else ""
    return int(after) if after.isdecimal() and len(after) < 5 else None


def is_contents(instruction: str) -> bool:
    """Whether a field in one piece makes a table of contents."""
    return _name(instruction) in CONTENTS


def is_silent(instruction: str) -> bool:
    """Whether a field in one piece shows nothing of its result."""
    return _name(instruction) in SILENT


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


def _name(code: str) -> str:
    return next(iter(code.split(None, 1)), "").upper()


def _symbol(code: str) -> str:
    words: list[str] = [quoted or bare for quoted, bare in QUOTED.findall(code)][1:]
    if not words:
        return ""
    font = words[words.index("\\f") + 1] if "\\f" in words[:-1] else ""
    digits = words[0].lower().removeprefix("0x")
    hexadecimal = words[0].lower().startswith("0x")
    try:
        return sign(int(digits, 16 if hexadecimal else 10), font)
    except ValueError:
        return words[0]
