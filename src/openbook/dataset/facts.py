"""The facts of a text: its sentences, lines of lists and rows of tables that hold something to ask for."""

import re
from collections.abc import Iterator

from openbook.corpus.markup import fences
from openbook.dataclass import dataclass
from openbook.records import Chunk
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.phrases import sentences
from openbook.text.word_lists import stop_words
from openbook.text.words import spaced

FEWEST, FEWEST_WITH_FIGURE = 4, 2
"""Words that tell something in a fact, at least; with a figure among them fewer are enough."""


@dataclass(frozen=True, slots=True)
class Askable:
    """Something to ask for."""

    text: str
    """A sentence, a line of a list, or a row of a table."""
    words: frozenset[str]
    """Those of it that tell something."""
    headings: tuple[str, ...]
    """The path of the heading that it stands under."""


_LINK = late(r"!?\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_OWN_LINE = late(r"[ \t>]*(?:#|\||[-*+•◦▪·]\s|\(?\w{1,4}[.)]\s|!!!|\?\?\?|===|:::|<)")
"""What begins a line that does not go on with the one before."""
_RULE = late(r"[\s|:\-=+>]+")
_HEADING = late(r"[ \t>]*(#{1,6})\s+(.*?)[\s#]*")
_FRONT_MATTER = late(r"---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SIGN = late(r"[ \t]*(?:!!!|\?\?\?\+?|===|:::)")
"""The head of a box or of a tab."""


def facts_of(chunk: Chunk) -> Iterator[Askable]:
    """Yield the facts of a chunk in their order; code, headings, front matter and the names of columns are none."""
    stop, path = stop_words(language(chunk.text)), chunk.headings
    for line in _lines(chunk.text):
        heading = _HEADING.fullmatch(line)
        if heading:
            path = (*path[: len(heading[1]) - 1], heading[2])
            continue
        for sentence in [line] if "|" in line[:1] else sentences(line):
            told = frozenset(spaced(sentence).split()) - stop
            if len(told) >= FEWEST or (len(told) >= FEWEST_WITH_FIGURE and not all(map(str.isalpha, told))):
                yield Askable(sentence, told, path)


def _lines(text: str) -> Iterator[str]:
    """Yield paragraphs, list items and rows, each in one line."""
    for block in _prose(text).split("\n\n"):
        said: list[str] = []
        for line in block.split("\n"):
            if _RULE.fullmatch(line):
                said = said[:-1] if said and "|" in said[-1] else said
                continue
            if said and not _OWN_LINE.match(line):
                said[-1] = f"{said[-1]} {line.strip()}"
            else:
                said.append(line.strip())
        yield from (line for line in said if line and not _SIGN.match(line))


def _prose(text: str) -> str:
    """Return a text without its code, and with the words of its links alone."""
    front = _FRONT_MATTER.match(text)
    parts, start = [], front.end() if front else 0
    for opened, closed in fences(text):
        parts.append(text[start:opened])
        start = max(start, closed)
    parts.append(text[start:])
    prose = "\n\n".join(parts)
    return _LINK.sub(r"\1", prose) if "](" in prose or "][" in prose else prose
