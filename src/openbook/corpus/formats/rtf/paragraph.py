"""A paragraph of RTF → a block: a heading, a line of code, an item of a list, or text."""

from openbook.corpus.formats.office.blocks import Block
from openbook.corpus.formats.office.inline import Piece
from openbook.corpus.formats.rtf.styles import Styles
from openbook.dataclass import dataclass, replace

LONGEST_MARK = 4
"""Characters of a note's own mark, at most."""
KINDS = frozenset({"pard", "intbl", "itap", "outlinelevel", "s"})
"""Words that say what a paragraph is."""


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    """What a paragraph is."""

    in_table: bool = False
    nesting: int = 1
    """In how many tables it is, one in the other."""
    level: int = 0
    """Of a heading, else 0."""
    style: int = -1


def kind_of(kind: ParagraphKind, word: str, value: int | None, styles: Styles) -> ParagraphKind:
    """Return what a paragraph is after one more word has said so."""
    if word == "pard":
        return ParagraphKind()
    if word == "intbl":
        return replace(kind, in_table=True)
    if word == "itap":
        return replace(kind, nesting=value or 0)
    if word == "outlinelevel":
        return replace(kind, level=value + 1 if value is not None and 0 <= value < 6 else 0)
    return kind if value is None else replace(kind, style=value, level=kind.level or styles.levels.get(value, 0))


def is_number(label: str) -> bool:
    """Whether the label of an item says more than that one begins."""
    return any(map(str.isalnum, label)) and label != "o"


def block_of(raw: str, text: str, label: str, level: int, *, code: bool) -> Block:
    """Return a paragraph's block. `raw`: with its white space; `label`: of an item; `level`: of a heading, else 0."""
    if level:
        title = " ".join(f"{label} {text}".split())
        return Block(f"{'#' * level} {title}", "heading")
    if label:
        marker = label if is_number(label) else "-"
        return Block(f"{marker} {text}", "item")
    return Block(raw.rstrip(), "code") if code else Block(text)


def marked(pieces: list[Piece], note: str, count: int) -> tuple[str, str, int]:
    """Return how a note is marked, its text, and how many are numbered so far.

    Its own mark, raised before it in the text and at its start, is taken from both.
    """
    own = pieces[-1].text.strip() if pieces and pieces[-1].raised == "superscript" else ""
    text = note.removeprefix("^")
    if 0 < len(own) <= LONGEST_MARK and not own.isdecimal() and text.startswith(own):
        pieces.pop()
        return f"[^{own}]", text.removeprefix(own).lstrip(), count
    return f"[^{count + 1}]", note, count + 1
