"""A document's text → units that should stay whole: paragraphs, lists, tables, code, headings with what they head."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from openbook.corpus.markup import fences, headings
from openbook.records import Document

BLANK = re.compile(r"\n(?:[ \t\u3000\xa0\u200b\ufeff]*\n)+")
HEADED = (0.0, 0.0, 0.03, 0.06, 0.09, 0.12, 0.12)
"""What it costs to cut before a heading, by its level; a full chunk left empty costs 1."""
PARAGRAPH = 0.25
FOLLOWING = 0.4
"""Before a list, table or code: it often says what the paragraph above speaks of."""
JOINED = 4
"""Blocks that join the one above at most: an outline without text is no heading of what comes last."""
FULL_STOPS = '.!?,;…。！？、；，।؟"”’»)」』'


@dataclass(slots=True)
class Unit:
    """A stretch that is cut only where it is longer than a chunk."""

    start: int
    end: int
    cost: float
    """Of cutting before it."""
    floor: int
    """No cut inside comes at or before this place: the end of its heading."""
    lines: bool = False
    """Whether each line is a unit of its own: code, table rows."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What the chunker knows of a document's structure."""

    units: list[Unit]
    headings: list[tuple[int, int, str]]
    """(start, level, title) in order; empty for plain text."""


def structure(document: Document) -> Structure:
    """Return the units of a document, in order; together they hold all of its text but white space."""
    text = document.text
    code = fences(text) if document.markup == "markdown" else []
    heads = headings(text, code) if document.markup == "markdown" else []
    spans = _spans(text, code, [start for start, _, _ in heads])
    levels = {start: level for start, level, _ in heads}
    return Structure(_units(text, spans, levels, {start for start, _ in code}, not levels), heads)


def _spans(text: str, code: list[tuple[int, int]], heads: list[int]) -> list[tuple[int, int]]:
    """Return blocks between blank lines, cut before headings, with fenced code kept whole."""
    spans = []
    start = 0
    for match in BLANK.finditer(text):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    if code:
        spans = _whole_code(spans, code)
    if heads:
        spans = _before_headings(spans, heads)
    return spans


def _whole_code(spans: list[tuple[int, int]], code: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join blocks inside one fence, and cut a block where a fence begins or ends inside of it."""
    edges = sorted({edge for fence in code for edge in fence})
    starts = [start for start, _ in code]
    whole: list[tuple[int, int]] = []
    last_fence = -1
    for start, end in spans:
        place = start
        index = bisect_right(edges, start)
        parts = []
        while index < len(edges) and edges[index] < end:
            parts.append((place, edges[index]))
            place = edges[index]
            index += 1
        parts.append((place, end))
        for part_start, part_end in parts:
            fence = bisect_right(starts, part_start) - 1
            inside = fence >= 0 and part_start < code[fence][1]
            if inside and fence == last_fence:
                whole[-1] = (whole[-1][0], part_end)
            else:
                whole.append((part_start, part_end))
            last_fence = fence if inside else -1
    return whole


def _before_headings(spans: list[tuple[int, int]], heads: list[int]) -> list[tuple[int, int]]:
    parts = []
    index = 0
    for start, end in spans:
        while index < len(heads) and heads[index] <= start:
            index += 1
        place = start
        while index < len(heads) and heads[index] < end:
            parts.append((place, heads[index]))
            place = heads[index]
            index += 1
        parts.append((place, end))
    return parts


def _units(text: str, spans: list[tuple[int, int]], levels: dict[int, int], code: set[int], plain: bool) -> list[Unit]:
    """Join what belongs together: headings and introducing lines with the block below them."""
    units: list[Unit] = []
    open_unit: Unit | None = None
    joined = 0
    for start, end in spans:
        while end > start and text[end - 1].isspace():
            end -= 1
        if end == start:
            continue
        first = text[start]
        fenced = start in code
        if start in levels:
            cost = HEADED[levels[start]]
        elif fenced or first in "|-*+>`~ \t" or first.isdigit():
            cost = FOLLOWING
        else:
            cost = PARAGRAPH
        if open_unit is None:
            open_unit = Unit(start, end, cost, start, fenced or first == "|")
            units.append(open_unit)
            joined = 0
        else:
            joined += 1
            open_unit.end = end
            open_unit.lines = fenced or first == "|"
        if joined >= JOINED:
            open_unit = None
            continue
        alone = "\n" not in text[start:end] if end - start <= 300 else False
        if (start in levels and (alone or _is_setext(text, start, end))) or (
            plain and alone and end - start <= 80 and text[end - 1] not in FULL_STOPS and text[end - 1] not in ":："
        ):
            open_unit.floor = end
        elif text[end - 1] in ":：" and not fenced:
            pass
        else:
            open_unit = None
    return units


def _is_setext(text: str, start: int, end: int) -> bool:
    newline = text.rfind("\n", start, end)
    return newline > start and not text[newline + 1 : end].strip(" =-")
