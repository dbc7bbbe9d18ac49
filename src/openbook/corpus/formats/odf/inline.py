"""The text of one paragraph of an OpenDocument file."""

from collections import Counter
from typing import Any

from openbook.corpus.clean import one_line
from openbook.corpus.formats.odf.styles import Look, Styles
from openbook.corpus.formats.office.field_codes import EMPTY, TICKED
from openbook.corpus.formats.office.inline import Piece, line
from openbook.corpus.formats.office.ooxml import attribute, local, number
from openbook.corpus.formats.office.symbols import translated

SKIPPED = frozenset(
    """tracked-changes annotation annotation-end placeholder hidden-text script bookmark bookmark-start bookmark-end
    reference-mark-start reference-mark-end change change-start change-end soft-page-break ruby-text sequence-decls
    alphabetical-index-mark toc-mark user-index-mark title desc event-listeners forms""".split()  # noqa: SIM905 - a list
)
MOST_SPACES = 200


class Inline:
    """Collects what stands in a paragraph."""

    def __init__(self, styles: Styles, look: Look, lost: Counter[str]) -> None:
        self._styles = styles
        self._look = look
        self._lost = lost
        self._pieces: list[Piece] = []
        self.frames: list[Any] = []
        """What is anchored here, in order."""
        self.notes: list[tuple[Any, int]] = []
        """Notes, with the place of their mark among the pieces."""
        self.fonts: set[str] = set()

    def collect(self, element: Any) -> None:
        """Add an element's content."""
        self._add(element.text)
        for child in element:
            name = local(child)
            if name == "annotation":
                self._lost["comment"] += 1
            elif name == "hidden-text":
                self._lost["hidden"] += 1
            elif name and name not in SKIPPED:
                self._child(name, child)
            self._add(child.tail)

    def _child(self, name: str, child: Any) -> None:
        if name == "s":
            self._put(" " * min(number(attribute(child, "c"), 1), MOST_SPACES))
        elif name == "tab":
            self._put("\t")
        elif name == "line-break":
            self._put("\n")
        elif name == "span":
            before = self._look
            self._look = self._styles.over(before, attribute(child, "style-name"))
            self.collect(child)
            self._look = before
        elif name == "fieldmark":
            self._put(form_value(child))
        elif name == "note":
            self._pieces.append(Piece(""))
            self.notes.append((child, len(self._pieces) - 1))
        elif name in ("frame", "custom-shape", "g", "text-box", "rect", "ellipse"):
            self.frames.append(child)
            self.notes.append((child, len(self._pieces)))
            self._pieces.append(Piece(""))
        else:
            self.collect(child)

    def _add(self, text: str | None) -> None:
        if text:
            self._put(" ".join(text.replace("\n", " ").replace("\t", " ").split(" ")) if "\n" in text else text)

    def _put(self, text: str) -> None:
        if self._look.hidden:
            self._lost["hidden"] += not text.isspace()
            return
        shown, unknown = translated(text, self._look.font)
        self._lost["sign"] += unknown
        self._pieces.append(Piece(shown, self._look.struck, self._look.raised))
        if not text.isspace():
            self.fonts.add(self._look.font)

    def set(self, place: int, text: str) -> None:
        """Put the mark of a note, or what a frame says on the line, in its place."""
        self._pieces[place] = Piece(text)

    def has_text_before(self, place: int) -> bool:
        """Whether anything is said on the line before a place among its pieces."""
        return any(piece.text.strip() for piece in self._pieces[:place])

    def text(self) -> str:
        """Return the text; line breaks inside of it are kept."""
        return line(piece for piece in self._pieces if piece.text)


def form_value(mark: Any) -> str:
    """Return what a field of a form shows: whether it is ticked, which entry is chosen."""
    said = [(attribute(one, "name"), attribute(one, "value")) for one in mark.iter("{*}param")]
    if attribute(mark, "type").endswith("CHECKBOX"):
        return TICKED if ("Checkbox_Checked", "true") in said else EMPTY
    entries = [value for name, value in said if name == "Dropdown_ListEntry"]
    chosen = number(next((value for name, value in said if name == "Dropdown_Selected"), "-1"), -1)
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def description(frame: Any) -> str:
    """Return what a frame says that it shows."""
    said = (one_line(part.text or "") for part in frame.iter("{*}desc", "{*}title"))
    return next(filter(None, said), "")
