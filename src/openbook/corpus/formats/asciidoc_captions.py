"""What an AsciiDoc page writes before titles of tables, figures, examples and listings: `Table 1. `."""

from collections import Counter
from collections.abc import Iterable, Mapping

from openbook.corpus.formats.asciidoc_lines import BLOCK_MACRO, DELIMITER, ID, STYLE, TABLE, said_above
from openbook.text.late import late

WORDS = {"table-caption": "Table", "figure-caption": "Figure", "example-caption": "Example"}
"""Attributes with the words before the numbers, which a file may change or take away; it may number listings too."""
KINDS = {"source": "listing", "listing": "listing", "example": "example"}
"""What a block is by the word in brackets above it."""
NAMED = late(r"(?<![\w-])(title|caption)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\"']*))")


def named(attributes: str) -> dict[str, str]:
    """Return the title and the caption that attributes in brackets give."""
    found = NAMED.findall(attributes) if "=" in attributes else []
    return {name: (double or single or bare).strip("\n") for name, double, single, bare in found}


def captioned(lines: Iterable[str]) -> tuple[str, str | None]:
    """Return what stands below a title (`table`, `figure`, `example`, `listing`; empty for the rest), and its caption.

    That is None where brackets between them give none.
    """
    kind, caption = "", None
    for line in lines:
        style = STYLE.match(line)
        if style is None and ID.match(line) is None:
            return kind or _drawn(line), caption
        if style is not None:
            said = said_above(style[1])[0]
            caption = named(style[1]).get("caption", caption)
            kind = KINDS.get(said, kind)
            if said.isupper():
                return "", caption
    return kind, caption


def _drawn(line: str) -> str:
    """Return what a line begins that has no word above it."""
    macro = BLOCK_MACRO.match(line)
    if TABLE.match(line):
        return "table"
    if macro is not None:
        return "figure" if macro[1] == "image" else ""
    is_block = DELIMITER.match(line) is not None
    return "example" if is_block and line[0] == "=" else "listing" if is_block and line[:3] in ("---", "```") else ""


class Captions:
    """The numbers of a page so far."""

    __slots__ = ("_counted", "said")

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self.said: str | None = None
        """What the brackets above give to the next block."""

    def taken(self, attributes: str) -> str:
        """Keep the caption that attributes in brackets give for the next block, and return its title."""
        told = named(attributes)
        self.said = told.get("caption", self.said)
        return told.get("title", "")

    def before(self, below: Iterable[str], attributes: Mapping[str, str], kind: str = "") -> str:
        """Return what stands before a title, with a space. `below`: the lines below it, where these tell its kind."""
        caption = None
        if not kind:
            kind, caption = captioned(below)
        given, self.said = (self.said if caption is None else caption), None
        given = attributes.get("caption") if given is None else given
        if not kind or given is not None:
            return f"{given.rstrip()} " if kind and given else ""
        words = attributes.get(f"{kind}-caption", "")
        if not words:
            return ""
        self._counted[kind] += 1
        return f"{words} {self._counted[kind]}. "
