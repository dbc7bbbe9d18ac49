"""Marks in place of texts: what a template makes of them tells where each text goes, and how it is written there."""

import json
from collections.abc import Iterator
from typing import Literal, NamedTuple

from openbook.dataclass import dataclass
from openbook.dataset.render.chat import Role
from openbook.text.late import late

SpokenPart = Literal["content", "thoughts", "query", "source", "text"]
"""Of a message its content, its thoughts, or the words that it searches for; of a document its source or its text."""

SIGNS: dict[SpokenPart, str] = {
    "content": "\ue0f0", "thoughts": "\ue0f1", "query": "\ue0f2", "source": "\ue0f3", "text": "\ue0f4",
}  # fmt: skip
END = "\ue0f9"
PARTS = {sign: part for part, sign in SIGNS.items()}

MARK = late(rf"([{''.join(SIGNS.values())}])(\d+)(\\*)\"{END}")
"""Private characters and a number, which no template touches, and a quotation mark, which JSON escapes."""


class Said(NamedTuple):
    """The outline of a message."""

    role: Role
    thinks: bool = False
    """Whether it has thoughts apart from its content."""
    calls: bool = False
    """Whether it is a search call, which has a query and no content."""


class Shape(NamedTuple):
    """The outline of a conversation: those of one shape are written alike."""

    said: tuple[Said, ...]
    documents: int = 0
    """How many passages stand in the template's own field."""
    searches: bool = False
    """Whether a search tool is offered."""

    def until(self, number: int) -> "Shape":
        """Return the shape with its first messages only."""
        return self._replace(said=self.said[:number])


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text goes."""

    part: SpokenPart
    number: int
    """Of the message, or of the document."""
    start: int
    end: int
    """In the marked text."""
    escapes: int
    """How often the text stands as JSON inside JSON: 0 where it stands as it is."""

    def filled(self, text: str) -> str:
        """Return a text as it is written here."""
        for _ in range(self.escapes):
            text = json.dumps(text, ensure_ascii=False)[1:-1]
        return text


def mark(part: SpokenPart, number: int) -> str:
    """Return what stands in for a text."""
    return f'{SIGNS[part]}{number}"{END}'


def slots(text: str) -> Iterator[Slot]:
    """Yield the places of all marks, in order."""
    for match in MARK.finditer(text):
        yield Slot(PARTS[match[1]], int(match[2]), match.start(), match.end(), (len(match[3]) + 1).bit_length() - 1)


def expected(shape: Shape) -> set[tuple[SpokenPart, int]]:
    """Return the texts of a shape that must be shown, each once; thoughts may be forgotten, sources left out."""
    texts: set[tuple[SpokenPart, int]] = {("text", number) for number in range(shape.documents)}
    return texts | {("query" if one.calls else "content", number) for number, one in enumerate(shape.said)}
