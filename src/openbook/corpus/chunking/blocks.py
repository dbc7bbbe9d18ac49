"""A document's text → units that should stay whole: paragraphs, lists, tables, code, headings with what they head."""

from openbook.corpus.markup import outline
from openbook.corpus.pipe_tables import caption_start
from openbook.dataclass import dataclass, field
from openbook.records import Document
from openbook.text.late import late

BLANK = late(r"\n(?:[ \t\u3000\xa0\u200b\ufeff]*\n)+")
HEADED = (0.0, 0.0, 0.03, 0.06, 0.09, 0.12, 0.12)
"""What it costs to cut before a heading, by its level; a full chunk left empty costs 1."""
PARAGRAPH = 0.25
FOLLOWING = 0.4
"""Before a list, table or code: it often says what the paragraph above speaks of."""
MARGIN = 40
"""Characters before the first column mark of a table in a list or quotation, at most."""
JOINED = 4
"""Blocks that join the one above at most: an outline without text is no heading of what comes last."""
FULL_STOPS = '.!?,;…。！？、；，।؟"”’»)」』'


@dataclass(slots=True)
class Units:
    """Stretches that are cut only where they are longer than a chunk: one entry of each list is one of them."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    """Of cutting before it."""
    floors: dict[int, int] = field(default_factory=dict)
    """Start → the end of its heading, where it has one: no cut inside comes at or before this place."""
    rows: dict[int, int] = field(default_factory=dict)
    """End → start of the code or table in it: each line there is a unit of its own."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the chunker knows of a document's structure."""

    units: Units
    headings: list[tuple[int, int, str]]
    """(start, level, title) in order; empty for plain text."""


def structure(document: Document) -> Structure:
    """Return the units of a document, in order; together they hold all of its text but white space."""
    text = document.text
    if document.markup != "markdown":
        return Structure(_units(text, _paragraphs(text), {}, set(), plain=True), [])
    found = outline(text)
    levels = {start: level for start, level, _ in found.headings}
    units = _units(text, found.blocks, levels, {start for start, _ in found.code}, plain=not levels)
    return Structure(units, found.headings)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return what stands between blank lines."""
    found = []
    start = 0
    for match in BLANK.finditer(text):
        end = match.start()
        if end > start:
            found.append((start, end))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def _units(text: str, blocks: list[tuple[int, int]], levels: dict[int, int], code: set[int], *, plain: bool) -> Units:
    """Join what belongs together: headings and introducing lines with the block below them."""
    units = Units()
    starts, ends, costs = units.starts, units.ends, units.costs
    joined = -1  # how many blocks have joined the last unit; -1 where the next block begins one
    for number, (start, end) in enumerate(blocks):
        last = text[end - 1]
        if last.isspace():
            end = start + len(text[start:end].rstrip())
            if end == start:
                continue
            last = text[end - 1]
        first = text[start]
        table = first == "|" or (first in " \t>" and text[start : start + MARGIN].lstrip(" \t>")[:1] == "|")
        lines = table or start in code
        if lines:
            units.rows[end] = start
        if table and joined < 0 and starts and caption_start(text, start) == blocks[number - 1][0] >= starts[-1]:
            joined = 1
        if joined < 0:
            starts.append(start)
            ends.append(end)
            costs.append(PARAGRAPH if first.isalpha() and start not in levels else _cost(first, start, levels, lines))
        else:
            ends[-1] = end
        joined += 1
        if joined >= JOINED:
            joined = -1
        elif first == "#" or start in levels:
            if start in levels and _is_only_heading(text, start, end):
                units.floors[starts[-1]] = end
            else:
                joined = -1
        elif last in ":：":
            if lines:
                joined = -1
        elif plain and end - start <= 80 and last not in FULL_STOPS and "\n" not in text[start:end]:
            units.floors[starts[-1]] = end
        else:
            joined = -1
    return units


def _cost(first: str, start: int, levels: dict[int, int], lines: bool) -> float:
    if start in levels:
        return HEADED[levels[start]]
    return FOLLOWING if lines or first in "-*+>`~ \t" or first.isdigit() else PARAGRAPH


def _is_only_heading(text: str, start: int, end: int) -> bool:
    newline = text.rfind("\n", start, end)
    return newline < 0 or not text[newline + 1 : end].strip(" =-")
