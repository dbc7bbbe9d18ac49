"""Tables in Markdown as people write them: found with their captions, and without the padding of their columns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from openbook.corpus.markup import fences
from openbook.dataclass import dataclass
from openbook.text.late import late

RULE = late(r"\n([ \t>]*+)\|?[ \t]*+:?-[-:| \t]*+(?=\n|\Z)")
"""The line below the names of the columns, and what stands before it on the line (indentation, marks of quotation)."""
CELL_END = late(r"(?<!\\)\|")
WHITE = " \t"
WIDE = frozenset((*"\t", "  ", " \t", "\t ", "\t\t", " \n", "\t\n"))
MARKED_ROWS = late(r"(?:\n[ \t>]*+\|[^\n]*+)++")
ROW = late(r"\n(?=[^\n|]*\|)[^\n]*")
CLOSED = late(r"(?:[ \t>]*+\|[^\n]*\|[ \t]*(?:\n|\Z))+")
DASHES = late(r":?-+:?")
MOST_HEADERS = 4
"""Rows above the rule that can name the columns."""
CAPTION = 200
"""Characters that a line above a table has at most to be its caption."""
LABELLED = late(r"[*_#\s]*[^\W\d]{1,20}\.?\s*\d+(?:[.\-]\d+)*\s*[.:|)：．–—-]|[*_]*[表图圖표그림]\s*\d+")
"""A word and a number: `Table 3:`, `Tabelle 2.1 –`, `表3`."""
FULL_STOPS = frozenset(".!?…。！？؟।")
NO_CAPTION = ("#", "|", "- ", "* ", "+ ", ">", "```", "~~~", "<", "    ", "\t", "---", "===")


@dataclass(frozen=True, slots=True)
class PipeTable:
    """Where a table stands in a text: half-open ranges, line ends between rows included."""

    start: int
    """Of the first row that names columns."""
    rule: int
    """Of the line below the names."""
    end: int
    prefix: str
    """What stands before the first column mark on each line."""


def pipe_tables(text: str, code: Sequence[tuple[int, int]] | None = None) -> Iterator[PipeTable]:
    """Yield the tables outside of fenced code, in order. `code` is where that is; None where nobody has looked yet."""
    done = 0
    if "|" not in text:
        return
    for match in RULE.finditer(text):
        rule = match.start() + 1
        if rule < done or "|" not in match[0]:
            continue
        table = _table(text, rule, match.end(), match[1], done)
        if table is None:
            continue
        if code is None:
            code = fences(text)
        number = bisect_right(code, table.start, key=itemgetter(0)) - 1
        if number >= 0 and table.start < code[number][1]:
            continue
        done = table.end
        yield table


def _table(text: str, rule: int, end: int, prefix: str, done: int) -> PipeTable | None:
    """Return the table around a rule; None where nothing above it can name columns."""
    start = rule
    for number in range(MOST_HEADERS):
        above = text.rfind("\n", 0, start - 1) + 1 if start else 0
        line = text[above : max(start - 1, 0)]
        if above >= start or above < done or "|" not in line or not line.startswith(prefix):
            break
        # A line above that has no mark in front is a row only as the first one, with as many cells as the rule.
        if not line.startswith("|", len(prefix)) and (number or _columns(line) != _columns(text[rule:end])):
            break
        start = above
    if start == rule:
        return None
    marked = MARKED_ROWS.match(text, end)
    end = marked.end() if marked else end
    while (row := ROW.match(text, end)) is not None and row[0].startswith(prefix, 1):
        end = row.end()
    return PipeTable(start, rule, end, prefix)


def _columns(line: str) -> int:
    """Return how many cells a row has."""
    inner = line.strip(" \t>").removeprefix("|")
    return len(CELL_END.findall(inner.removesuffix("|"))) + 1


def unpadded(text: str, code: list[tuple[int, int]] | None = None) -> tuple[str, list[tuple[int, int]] | None]:
    """Return the text with tables as rows of `| a | b |`, whatever lined their columns up; nothing else changes.

    Also where its fenced code is, if that is known (`code`) or had to be found.
    """
    if "|" not in text or "-" not in text or RULE.search(text) is None:
        return text, code
    parts: list[str] = []
    place = gone = 0
    code = fences(text) if code is None else code
    moved: list[tuple[int, int]] = []
    for table in pipe_tables(text, code):
        written = _unpadded(text, table)
        while len(moved) < len(code) and code[len(moved)][0] < table.start:
            first, last = code[len(moved)]
            moved.append((first - gone, last - gone))
        gone += table.end - table.start - len(written)
        parts += (text[place : table.start], written)
        place = table.end
    moved += [(first - gone, last - gone) for first, last in code[len(moved) :]]
    return ("".join(parts) + text[place:] if parts else text), moved


def _unpadded(text: str, table: PipeTable) -> str:
    whole = text[table.start : table.end]
    if CLOSED.fullmatch(whole) is None:
        whole = "\n".join(_closed(line, table.prefix) for line in whole.split("\n"))
    if "  " in whole or "\t" in whole:
        first, *parts = whole.split("|")
        parts = [_narrow(part) if part[:2] in WIDE or part[-2:] in WIDE else part for part in parts]
        whole = "|".join([first, *parts])
    if "----" not in whole:
        return whole
    lines = whole.split("\n")
    number = text.count("\n", table.start, table.rule)
    lines[number] = DASHES.sub("---", lines[number])
    return "\n".join(lines)


def _narrow(part: str) -> str:
    """Return what stands between two column marks with at most one space at each end."""
    if "\n" in part:
        before, _, prefix = part.partition("\n")
        return f"\n{prefix}" if not before.strip() else part
    inner = part.strip(" \t")
    if not inner:
        return part[:2]
    return f"{' ' if part[0] in WHITE else ''}{inner}{' ' if part[-1] in WHITE else ''}"


def _closed(line: str, prefix: str) -> str:
    inner = line[len(prefix) :].strip()
    end = "" if inner.endswith("|") and not inner.endswith("\\|") and len(inner) > 1 else " |"
    return f"{prefix}{'' if inner.startswith('|') else '| '}{inner}{end}"


def caption_start(text: str, table: int) -> int:
    """Return where the line above a table begins that says what the table is about; the table's start without one.

    It is a line of its own, no more than a blank line away, that is labelled (`Table 3.`) or no sentence.
    """
    margin = table
    while text[margin : margin + 1] in (" ", "\t", ">"):
        margin += 1
    prefix = text[table:margin]
    end = table
    while end and (text[end - 1] in "\n \t" or (text[end - 1] == ">" and ">" in prefix)):
        end -= 1
    if not end or text.count("\n", end, table) > 2:
        return table
    start = text.rfind("\n", 0, end) + 1
    above = text[text.rfind("\n", 0, start - 1) + 1 : start] if start > 1 else ""
    if above.strip(" \t\n>" if ">" in prefix else None) or not text.startswith(prefix, start):
        return table
    line = text[start + len(prefix) : end].rstrip()
    if not 0 < len(line) <= CAPTION or line.startswith(NO_CAPTION) or line[0] in " \t":
        return table
    return start if line.rstrip("*_ ")[-1:] not in FULL_STOPS or LABELLED.match(line) else table
