"""Defaults in tables of settings: cells that state a fact, and rows as a page on something else shows them."""

import re
from collections import Counter
from collections.abc import Iterator

from openbook.contexts.text_versions import RULE
from openbook.contexts.titles import names, titles
from openbook.dataclass import dataclass
from openbook.records import Chunk
from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.word_lists import all_of, folded

TURNED = {"true": "false", "false": "true"}
"""Values that have one other."""

_VALUE = late(r"(\d{1,6}(?:\.\d+)?)(?: ?(?:[a-z]{1,2}|[KMG]i?B|%))?|(true|false)")
_IDENTIFIES = late(r"status|code|\bport|version|protocol|[a-z]Port", re.IGNORECASE)
"""In the row of a figure that names a standard or an address: another one would be nonsense."""
_WORDS = late(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that has a head."""

    text: str
    start: int
    """In the text."""
    head: str
    """The names of the columns and the line below them."""


@dataclass(frozen=True, slots=True)
class Default:
    """What holds where nothing is set."""

    value: str
    """Without its unit."""
    start: int
    """In the text."""
    row: Row


def defaults(text: str) -> Iterator[Default]:
    """Yield the defaults of a text that are a number, with at most its unit, or `true` or `false`.

    Where several rows begin alike, a changed cell would only make one row more of an example, and contradict nothing;
    nor is one changed that its own row tells a second time.
    """
    found = list(rows(text))
    firsts = Counter(map(first_cell, found))
    for row in found:
        column = _column_of_defaults(row.head)
        before = "|".join(row.text.split("|")[:column])
        cell = row.text[len(before) + 1 :].partition("|")[0] if column > 1 else ""
        value = _VALUE.fullmatch(cell.strip(" `"))
        if value is None or firsts[first_cell(row)] > 1 or not _WORDS.search(first_cell(row)):
            continue
        figure, said = value[1], value[1] or value[2]
        if said in ("0", "1") or _names_defaults(before) or (figure and _IDENTIFIES.search(before)):
            continue
        yield Default(said, row.start + len(before) + 1 + cell.index(said), row)


def rows(text: str) -> Iterator[Row]:
    """Yield the rows of the tables of a text that have heads."""
    head, before, start = "", "", 0
    for line in text.split("\n") if "|" in text else ():
        if not line.startswith("|"):
            head = ""
        elif RULE.fullmatch(line.strip()):
            head = f"{before}\n{line}" if before.startswith("|") else ""
        elif head:
            yield Row(line, start, head)
        before = line
        start += len(line) + 1


def excerpt(row: Row, chunk: Chunk) -> str:
    """Return a row below its table's head and what its page is called; empty where the page has no telling name."""
    known = names(chunk)
    name = next((title for title in titles(chunk) if Content.of(title).tokens in known), "")
    return f"**{name}**\n\n{row.head}\n{row.text}" if name else ""


def first_cell(row: Row) -> str:
    """Return what a row is about."""
    return row.text.split("|")[1].strip()


def _column_of_defaults(head: str) -> int:
    """Return the number of the first column that is headed as that of the defaults; 0 where none is."""
    cells = head.partition("\n")[0].split("|")
    return next((n for n, cell in enumerate(cells) if _names_defaults(cell)), 0)


def _names_defaults(words: str) -> bool:
    return not all_of("defaults").isdisjoint(map(folded, _WORDS.findall(words)))
