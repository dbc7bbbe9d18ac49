"""What may be left out of an office file, and what is said of it."""

from collections import Counter
from collections.abc import Iterable

from openbook.codes import Code, Kind
from openbook.corpus.parsed import Unreadable
from openbook.dataclass import dataclass
from openbook.records import Notice

SAVE = "not read: save what it holds as a file of its own"
LINKED = "not read: each is a file of its own"
CONVERT = "not read: convert them to formulas of the program itself"


@dataclass(frozen=True, slots=True)
class Lost:
    """One kind of what is left out."""

    kind: Kind
    one: str
    several: str
    what: str
    """What becomes of it."""


LOST = {
    "comment": Lost(Kind.LEFT_OUT, "comment", "comments", "left out: what reviewers wrote beside the text"),
    "deletion": Lost(Kind.LEFT_OUT, "tracked deletion", "tracked deletions", "left out"),
    "hidden": Lost(Kind.LEFT_OUT, "piece of hidden text", "pieces of hidden text", "left out"),
    "contents": Lost(Kind.LEFT_OUT, "table of contents", "tables of contents", "left out"),
    "margin": Lost(Kind.LEFT_OUT, "header or footer", "headers and footers", "left out: repeated on every page"),
    "slide": Lost(Kind.LEFT_OUT, "hidden slide", "hidden slides", "left out"),
    "sheet": Lost(Kind.LEFT_OUT, "hidden sheet", "hidden sheets", "left out"),
    "row": Lost(Kind.LEFT_OUT, "hidden row", "hidden rows", "left out"),
    "column": Lost(Kind.LEFT_OUT, "hidden column", "hidden columns", "left out"),
    "picture": Lost(Kind.NOT_RENDERED, "picture", "pictures", "not read"),
    "object": Lost(Kind.NOT_RENDERED, "embedded object", "embedded objects", SAVE),
    "document": Lost(Kind.NOT_RENDERED, "embedded document", "embedded documents", SAVE),
    "linked": Lost(Kind.NOT_RENDERED, "document that it shows", "documents that it shows", LINKED),
    "diagram": Lost(Kind.NOT_RENDERED, "diagram", "diagrams", "not read: the file doesn't hold its text"),
    "chart": Lost(Kind.NOT_RENDERED, "chart", "charts", "not read: the file doesn't hold its values"),
    "equation": Lost(Kind.NOT_RENDERED, "formula that is a picture", "formulas that are pictures", CONVERT),
    "EQ": Lost(Kind.NOT_RENDERED, "formula in an EQ field", "formulas in EQ fields", CONVERT),
    "LISTNUM": Lost(Kind.NOT_RENDERED, "LISTNUM field", "LISTNUM fields", "not read: its numbers are missing"),
    "sign": Lost(Kind.NOT_RENDERED, "sign of an unknown font", "signs of unknown fonts", "left out"),
}
"""By what readers count, in the order of the notices."""


def notices(lost: Counter[str]) -> tuple[Notice, ...]:
    """Return what was left out and why, a sentence a kind."""
    return tuple(Notice(row.kind, _sentence(lost[key], row)) for key, row in LOST.items() if lost[key] > 0)


def without_text(what: str, said: Iterable[Notice]) -> Unreadable:
    """Return the reason to leave out a file that says nothing, with what is in it all the same."""
    return Unreadable(Code.EMPTY, "; ".join((f"{what} without text", *map(str, said))))


def _sentence(count: int, row: Lost) -> str:
    return f"1 {row.one} is {row.what}" if count == 1 else f"{count:,} {row.several} are {row.what}"
