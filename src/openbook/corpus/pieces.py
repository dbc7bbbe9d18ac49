"""Tables and code that are longer than a chunk, written as several that each stand on their own.

A chunk is a slice of the document's text, so what a reader of the chunk has to know must stand in that text: each piece
of a table begins with its caption and the names of its columns, each piece of code with its fence.
"""

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from openbook.corpus.markup import FENCE, fences
from openbook.corpus.pipe_tables import CELL_END, PipeTable, caption_start, pipe_tables
from openbook.dataclass import dataclass
from openbook.text.late import late

Measure = Callable[[Sequence[str]], Sequence[int]]
"""Texts → how long each is, in the unit of the chunk size."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of a stretch of text."""

    start: int
    end: int
    text: str


SHARE = 0.8
"""How full a piece is at most, where its parts allow it: a heading or an introduction stands above it."""
BEFORE = 3
"""Blocks above that the chunker joins with a table or code."""
CLOSERS = late(r"[)\]}>]|(?:end|else|elif|elsif|elseif|except|rescue|finally|ensure|catch|done|fi|esac|then|and|or)\b")
"""What goes on with the line above."""


def in_pieces(text: str, size: int, lengths: Measure) -> list[Edit]:
    """Return how to write Markdown so that tables and fenced code are no longer than `size`."""
    edits: list[Edit] = []
    found: list[tuple[int, int, PipeTable | None]] = []
    if "|" in text:
        found += [(table.start, table.end, table) for table in pipe_tables(text)]
    if "```" in text or "~~~" in text:
        found += [(start, end, None) for start, end in fences(text)]
    place = 0
    for start, end, table in sorted(found, key=lambda one: one[0]):
        lead = _lead(text, start, place)
        if (end - lead) * 4 < size:
            continue
        whole, above = lengths((text[start:end], text[lead:start]))
        if whole + above <= size:
            continue
        edit = _edit(text, start, end, table, max(lead, place), int(size * SHARE), int(size * SHARE) - above, lengths)
        if edit is not None:
            edits.append(edit)
            place = end
    return edits


def _edit(
    text: str, start: int, end: int, table: PipeTable | None, lead: int, room: int, first: int, lengths: Measure
) -> Edit | None:
    if table is None:
        written = _code(text[start:end], room, first, lengths)
        return Edit(start, end, written) if written is not None else None
    caption = max(caption_start(text, start), lead)
    said = text[caption:start].split("\n", 1)[0].rstrip()
    written = _table(text, table, said, room, first + (lengths((said,))[0] if said else 0), lengths)
    return Edit(caption, end, written) if written is not None else None


def _lead(text: str, start: int, done: int) -> int:
    """Return where the headings and introducing lines begin that the chunker keeps with what starts here."""
    lead = start
    for _ in range(BEFORE):
        end = lead
        while end > done and text[end - 1] in "\n \t":
            end -= 1
        blank, heading = text.rfind("\n\n", done, end), text.rfind("\n#", done, end)
        begun = max(blank + 2 if blank >= 0 else done, heading + 1 if heading >= 0 else done)
        block = text[begun:end].strip()
        if begun >= lead or not block:
            break
        if block.startswith("#") or block[-1] in ":：" or caption_start(text, lead) == begun:
            lead = begun
        else:
            break
    return lead


def _table(text: str, table: PipeTable, caption: str, room: int, first: int, lengths: Measure) -> str | None:
    """Return the pieces of a table; None where its header leaves no room for rows."""
    names = text[table.start : table.rule].split("\n")[:-1]
    rule_end = text.find("\n", table.rule, table.end)
    if rule_end < 0:
        return None
    header = "\n".join([*([caption] if caption else []), *names, text[table.rule : rule_end]])
    rows = text[rule_end + 1 : table.end].split("\n")
    used = lengths((header,))[0] + 1
    most, named = int(room / SHARE), set[int]()
    sizes = [length + 1 for length in lengths(rows)]
    if room - used < max(sizes):
        room = int(room / SHARE)
    if room - used < min(sizes):
        return None
    pieces: list[list[str]] = [[]]
    filled, limit = used, min(first, room)
    share = _share(sum(sizes), room - used)
    for row, size in zip(rows, sizes, strict=True):
        if used + size > most:
            pieces += [[*([caption] if caption else []), *_named(names[-1], row)], []]
            named.add(len(pieces) - 2)
            filled, limit = used, room
            continue
        if pieces[-1] and (filled + size > limit or filled - used >= share):
            pieces.append([])
            filled, limit = used, room
        pieces[-1].append(row)
        filled += size
    written = (
        "\n".join(piece if number in named else [header, *piece]) for number, piece in enumerate(pieces) if piece
    )
    return "\n\n".join(written)


def _named(names: str, row: str) -> list[str]:
    """Return `name: value` lines of a row that fits in no chunk: each says what its column is."""
    columns, cells = ([cell.strip() for cell in CELL_END.split(line.strip(" >\t|"))] for line in (names, row))
    return [f"{name}: {cell}" if name else cell for name, cell in zip_longest(columns, cells, fillvalue="") if cell]


def _share(total: int, room: int) -> float:
    """Return how much of the total each piece takes, so that all are about equally long."""
    return total / -(-total // max(room, 1))


def _code(block: str, room: int, first: int, lengths: Measure) -> str | None:
    """Return the pieces of fenced code, each in its fence; None where there is nothing to cut."""
    lines = block.lstrip("\n").split("\n")
    opening = lines[0]
    fence = FENCE.match(opening)
    if fence is None:
        return None
    closing = FENCE.match(lines[-1]) if len(lines) > 1 else None
    closed = closing is not None and not closing[2].strip() and closing[1][0] == fence[1][0]
    body = lines[1:-1] if closed else lines[1:]
    if len(body) < 2:
        return None
    again = re.sub(r"[^\s>]", " ", opening[: fence.start(1)]) + opening[fence.start(1) :]
    last = lines[-1] if closed else again[: len(again) - len(fence[2])].rstrip()
    used = sum(lengths((opening, last))) + 2
    sizes = [length + 1 for length in lengths(body)]
    pieces = _parts(body, sizes, max(room - used, 1), max(first - used, 1))
    written = ["\n".join([opening if not number else again, *piece, last]) for number, piece in enumerate(pieces)]
    return "\n\n".join(written) if len(written) > 1 else None


def _parts(lines: list[str], sizes: list[int], room: int, first: int) -> list[list[str]]:
    """Return the lines in runs that fit, cut where something new begins."""
    parts: list[list[str]] = []
    indents = [len(line) - len(line.lstrip()) if line.strip() else -1 for line in lines]
    start = 0
    limit = first
    while start < len(lines):
        end, filled = start, 0
        while end < len(lines) and (end == start or filled + sizes[end] <= limit):
            filled += sizes[end]
            end += 1
        if end < len(lines):
            end = _cut(lines, indents, start, end)
        part = lines[start:end]
        while part and not part[-1].strip():
            part.pop()
        if part:
            parts.append(part)
        start, limit = end, room
        while start < len(lines) and not lines[start].strip():
            start += 1
    return parts


def _cut(lines: list[str], indents: list[int], start: int, end: int) -> int:
    """Return before which line to cut at best, in start + 1..end: the later of those that are equally good."""
    best, least = end, 99.0
    for place in range(start + 1, end + 1):
        indent = indents[place]
        if indent < 0:
            continue
        cost = min(indent, 40) / 4 + (2.0 if (place - start) * 3 < end - start else 0.0)
        blank = indents[place - 1] < 0
        cost += 0.0 if blank else 3.0
        if CLOSERS.match(lines[place], indent) or (not blank and indents[place - 1] < indent):
            cost += 6.0
        if cost <= least:
            best, least = place, cost
    return best
