"""The text of one paragraph of a Word file: runs, breaks, note marks, formulas; deleted and hidden text left out."""

from collections.abc import Callable
from typing import Any

from openbook.corpus.formats.docx import fields
from openbook.corpus.formats.docx.around import Around
from openbook.corpus.formats.docx.styles import Style
from openbook.corpus.formats.office.drawings import Figure, figures
from openbook.corpus.formats.office.field_codes import EMPTY, TICKED
from openbook.corpus.formats.office.formulas import between
from openbook.corpus.formats.office.inline import Piece, line
from openbook.corpus.formats.office.ooxml import attribute, local, switched, value
from openbook.corpus.formats.office.picture_words import alternative_text
from openbook.corpus.formats.office.symbols import sign, translated

SKIPPED = frozenset(
    """pPr rPr fldData proofErr bookmarkStart bookmarkEnd commentReference annotationRef rt txbxContent oMathParaPr
    ctrlPr sdtPr sdtEndPr lastRenderedPageBreak smartTagPr customXmlPr rubyPr footnoteRef endnoteRef separator
    continuationSeparator""".split()  # noqa: SIM905 - reads better than a column of names
)
LONGEST_MARK = 4
"""Characters of a mark in a run of its own, at most."""
PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Runs:
    """Collects what stands in a paragraph."""

    def __init__(self, around: Around, style: Style) -> None:
        self._around = around
        self._style = style
        self._look = style.look
        self._pieces: list[Piece] = []
        self._marks = 0
        """Runs of which all that is text is a note's own mark, from the one at hand on."""
        self.notes: list[tuple[str, str]] = []
        """(`footnote` or `endnote`, its id) in order."""
        self.figures: list[Figure] = []
        """Text boxes, diagrams and charts that are anchored here."""
        self.fonts: set[str] = set()
        """The fonts that something visible is set in."""

    def text(self) -> str:
        """Return the text; line breaks inside of it are kept."""
        return line(self._pieces)

    def collect(self, element: Any) -> None:
        """Add an element's content."""
        for child in element:
            name = local(child)
            if name and name not in SKIPPED:
                write = WRITE.get(name)
                if write is not None:
                    write(self, child)
                else:
                    self.collect(child)

    def collect_formula(self, element: Any) -> None:
        """Add a formula that stands outside of any paragraph."""
        self._formula(element)

    def _add(self, text: str) -> None:
        if text and self._around.fields.visible:
            self._pieces.append(Piece(text, self._look.struck, self._look.raised))
            self._around.fields.note_shown()
            if not text.isspace():
                self.fonts.add(self._look.font)

    def _run(self, run: Any) -> None:
        before = self._look
        properties = run.find("{*}rPr")
        if properties is not None or before.hidden:
            self._look = self._around.styles.look(properties, self._style)
        if self._look.hidden:
            self._pass_over(run)
        else:
            self.collect(run)
        self._look = before

    def _pass_over(self, run: Any) -> None:
        """Take only the marks of fields from what is hidden."""
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._around.fields.mark(child)
            elif name == "instrText":
                self._around.fields.instruct(child.text or "")
            elif name in ("t", "sym") and (child.text or name == "sym") and self._around.fields.visible:
                self._around.lost["hidden"] += 1

    def _text(self, element: Any) -> None:
        if self._marks:
            return
        text, lost = translated(element.text or "", self._look.font)
        self._around.lost["sign"] += lost
        self._add(text)

    def _plain(self, element: Any) -> None:
        self._add(PLAIN[local(element)])

    def _sign(self, element: Any) -> None:
        if self._marks:
            return
        code = attribute(element, "char")
        try:
            text = sign(int(code, 16), attribute(element, "font"))
        except ValueError:
            text = ""
        self._around.lost["sign"] += not text
        self._add(text)

    def _field(self, element: Any) -> None:
        was = self._around.fields.in_contents
        self._add_result(*self._around.fields.mark(element))
        if was and not self._around.fields.in_contents:
            self._around.lost["contents"] += 1

    def _add_result(self, text: str, unknown: str) -> None:
        """Add what a field shows of itself, and count one of which that can't be told."""
        self._add(text)
        if unknown:
            self._around.lost[unknown] += 1

    def _instruction(self, element: Any) -> None:
        self._around.fields.instruct(element.text or "")

    def _simple_field(self, element: Any) -> None:
        instruction = attribute(element, "instr")
        if fields.is_contents(instruction):
            self._around.lost["contents"] += 1
        elif not fields.is_silent(instruction):
            before = len(self._pieces)
            self.collect(element)
            if len(self._pieces) == before and self._around.fields.visible:
                self._add_result(*self._around.fields.codes.without_result(instruction))

    def _control(self, element: Any) -> None:
        content = control_content(element)
        if content is None:
            return
        before = len(self._pieces)
        self.collect(content)
        if len(self._pieces) == before:
            self._add(box_of(element))

    def _deleted(self, element: Any) -> None:
        if any(text.text for text in element.iter("{*}delText", "{*}t")):
            self._around.lost["deletion"] += local(element) == "del"

    def _formula(self, element: Any) -> None:
        whole = local(element) == "oMathPara"
        parts = [child for child in element if local(child) == "oMath"] if whole else [element]
        text = "\n".join(filter(None, (between(part, display=whole) for part in parts)))
        before = self._pieces[-1].text[-1:] if self._pieces else ""
        if text and whole and before not in ("", "\n"):
            text = f"\n{text}"
        elif text and before == "$":
            text = f" {text}"
        self._add(text)

    def _alternative(self, element: Any) -> None:
        """Take the first alternative that holds anything: the others say the same for older programs."""
        before = len(self._pieces), len(self.figures)
        lost = self._around.lost.copy()
        for choice in element:
            self._around.lost.clear()
            self._around.lost.update(lost)
            self.collect(choice)
            if (len(self._pieces), len(self.figures)) != before:
                return

    def _drawing(self, element: Any) -> None:
        if not self._around.fields.visible:
            return
        found = figures(element)
        self.figures.extend(found)
        if found:
            return
        text = alternative_text(element, begins=not self._pieces, heading=bool(self._style.level))
        if text:
            self._add(text)
        elif next(element.iter("{*}blip", "{*}imagedata"), None) is not None:
            self._around.lost["picture"] += 1

    def _object(self, element: Any) -> None:
        program = value(element, "{*}OLEObject", "ProgID")
        kind = "equation" if program.startswith(("Equation", "MathType")) else "object"
        found = figures(element) if not program else []
        self.figures.extend(found)
        self._around.lost[kind] += not found

    def _linked(self, _: Any) -> None:
        self._around.lost["linked"] += 1

    def _note(self, element: Any) -> None:
        identifier = attribute(element, "id")
        kind = local(element).removesuffix("Reference")
        if not identifier or not self._around.fields.visible:
            return
        own = ""
        if attribute(element, "customMarkFollows") in ("1", "true", "on"):
            own, self._marks = self._mark_behind(element.getparent())
        if (kind, identifier) not in self.notes and identifier not in self._around.notes(kind).numbers:
            self.notes.append((kind, identifier))
        self._pieces.append(Piece(self._around.notes(kind).refer(identifier, own)))

    def _mark_behind(self, run: Any) -> tuple[str, int]:
        """Return the mark that follows a note's reference, and the end of how many runs it is: its own or the next."""
        own = _own_mark(run)
        following = run.getnext() if run is not None and not own else None
        while following is not None and local(following) in SKIPPED:
            following = following.getnext()
        if following is None or local(following) != "r":
            return own, 1
        mark = _own_mark(following)
        if not 0 < len(mark) <= LONGEST_MARK:
            return own, 1
        raised = self._around.styles.look(following.find("{*}rPr"), self._style).raised == "superscript"
        return (mark, 2) if raised or not any(map(str.isalnum, mark)) else (own, 1)

    def _marked_run(self, run: Any) -> None:
        self._run(run)
        self._marks = max(0, self._marks - 1)


def _own_mark(run: Any) -> str:
    parts = []
    for child in run if run is not None else ():
        if local(child) == "t":
            parts.append(child.text or "")
        elif local(child) == "sym":
            code = attribute(child, "char")
            parts.append(sign(int(code, 16), attribute(child, "font")) if code.isalnum() and len(code) == 4 else "")
    return "".join("".join(parts).split())


def control_content(control: Any) -> Any:
    """Return the content of a content control; None where it only shows a prompt, or a table of contents."""
    properties = control.find("{*}sdtPr")
    if switched(properties, "{*}showingPlcHdr") or is_contents_control(control):
        return None
    return control.find("{*}sdtContent")


def is_contents_control(control: Any) -> bool:
    """Whether a content control holds a table of contents."""
    return value(control, "{*}sdtPr/{*}docPartObj/{*}docPartGallery") == "Table of Contents"


def box_of(control: Any) -> str:
    """Return what a content control without any content shows: a box, or the entry of a list that was chosen."""
    properties = control.find("{*}sdtPr")
    box = properties.find("{*}checkbox") if properties is not None else None
    if box is None:
        return ""
    return TICKED if switched(box, "{*}checked") else EMPTY


WRITE: dict[str, Callable[[Runs, Any], None]] = {
    "t": Runs._text,
    "r": Runs._marked_run,
    "sym": Runs._sign,
    "fldChar": Runs._field,
    "instrText": Runs._instruction,
    "delInstrText": lambda _, __: None,
    "fldSimple": Runs._simple_field,
    "sdt": Runs._control,
    "del": Runs._deleted,
    "moveFrom": Runs._deleted,
    "delText": lambda _, __: None,
    "oMath": Runs._formula,
    "oMathPara": Runs._formula,
    "AlternateContent": Runs._alternative,
    "drawing": Runs._drawing,
    "pict": Runs._drawing,
    "object": Runs._object,
    "subDoc": Runs._linked,
    "footnoteReference": Runs._note,
    "endnoteReference": Runs._note,
    **dict.fromkeys(PLAIN, Runs._plain),
}
"""What an element adds; of others, what is in them is added."""
