"""What the parts of a Word file share while it is read: styles, lists, open fields, notes, and what is left out."""

from collections import Counter
from typing import Any

from openbook.corpus.formats.docx.fields import Fields
from openbook.corpus.formats.docx.numbering import Numbering
from openbook.corpus.formats.docx.styles import Fonts, Styles
from openbook.corpus.formats.office.number_formats import numeral
from openbook.dataclass import dataclass, field


@dataclass(slots=True)
class Notes:
    """The footnotes or endnotes of a file, numbered as they are met."""

    bodies: dict[str, Any] = field(default_factory=dict)
    mark: str = ""
    """What stands before the number of each: `e` for endnotes."""
    form: str = "decimal"
    numbers: dict[str, str] = field(default_factory=dict)

    def refer(self, identifier: str, own: str = "") -> str:
        """Return how a note is marked in the text: `[^1]`, `[^e1]` for endnotes, `[^*]` with a mark of its own."""
        if identifier not in self.numbers:
            counted = sum(not name.startswith("*") for name in self.numbers.values()) + 1
            self.numbers[identifier] = f"*{own}" if own else numeral(counted, self.form)
        number = self.numbers[identifier]
        return f"[^{number.removeprefix('*') or '*'}]" if number.startswith("*") else f"[^{self.mark}{number}]"


@dataclass(slots=True)
class Around:
    """What is known while a file is read."""

    styles: Styles
    numbering: Numbering
    fonts: Fonts
    fields: Fields
    footnotes: Notes = field(default_factory=Notes)
    endnotes: Notes = field(default_factory=lambda: Notes(mark="e"))
    lost: Counter[str] = field(default_factory=Counter)
    """How many of each key of `office.lost.LOST` were left out."""

    def notes(self, kind: str) -> Notes:
        """Return the notes of a kind, `footnote` or `endnote`."""
        return self.footnotes if kind == "footnote" else self.endnotes
