"""Fields of an RTF file: their results are shown; where one has none, its instruction says what is."""

from openbook.corpus.formats.office.field_codes import EMPTY, TICKED, FieldCodes, name_of
from openbook.dataclass import dataclass, field

AS_MADE = 25
"""What stands for the result of a form's field that nobody touched."""
BOX, CHOICE = 1, 2


@dataclass(slots=True)
class RtfField:
    """A field that is open."""

    code: str = ""
    shown: bool = False
    """Whether any of its result was."""
    kind: int = -1
    """Of a form: text, a box to tick, a choice."""
    chosen: int = AS_MADE
    as_made: int = 0
    entries: list[str] = field(default_factory=list)
    """What there is to choose."""

    def form_value(self) -> str:
        """Return what a field of a form shows: whether it is ticked, which entry is chosen."""
        value = self.as_made if self.chosen == AS_MADE else self.chosen
        if self.kind == BOX:
            return TICKED if value else EMPTY
        return self.entries[value].strip() if self.kind == CHOICE and 0 <= value < len(self.entries) else ""


@dataclass(slots=True)
class RtfFields:
    """The fields that are open where reading has come to."""

    _open: list[RtfField] = field(default_factory=list)
    _codes: FieldCodes = field(default_factory=FieldCodes)

    def begin(self) -> int:
        """Open a field; return how many are open."""
        self._open.append(RtfField())
        return len(self._open)

    def last(self) -> RtfField:
        """Return the innermost one; where there is none, one that nobody reads."""
        return self._open[-1] if self._open else RtfField()

    def note_shown(self) -> None:
        """Remember that a part of the results was shown."""
        for one in self._open:
            one.shown = True

    def end(self, depth: int) -> tuple[str, str]:
        """Close the fields that are deeper; return what the innermost says without a result, or its name if unknown."""
        found = self._open.pop() if len(self._open) > depth else RtfField(shown=True)
        del self._open[depth:]
        if found.shown:
            return "", ""
        name = name_of(found.code)
        if found.kind in (BOX, CHOICE) or name == "FORMCHECKBOX":
            return found.form_value() or EMPTY * (name == "FORMCHECKBOX"), ""
        return self._codes.without_result(found.code)
