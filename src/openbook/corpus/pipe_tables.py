"""Tables in Markdown as people write them: found with their captions, and without the padding of their columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openbook.corpus.markup import fences

RULE = re.compile(r"(?:\A|\n)([ \t>]*+)\|?[ \t]*+:?-[-:| \t]*+(?=\n|\Z)")
"""The line below the names of the columns, and what stands before it on the line (a list's indentation, a quotation)."""
CELL_END = re.compile(r"(?<!\\)\|")
PADDING = re.compile(r"(?<=(?<!\\)\|)[ \t]++(?=\n|\Z)|(?<=(?<!\\)\|)[ \t]{2,}+|(?<=\S)[ \t]{2,}+(?=\|)")
DASHES = re.compile(r":?-+:?")
MOST_HEADERS = 4
"""Rows above the rule that can name the columns."""
CAPTION = 200
"""Characters that a line above a table has at most to be its caption."""
LABELLED = re.compile(r"[*_#\s]*[^\W\d]{1,20}\.?\s*\d+(?:[.\-]\d+)*\s*[.:|)：．–—-]|[*_]*[表图圖표그림]\s*\d+")
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


def pipe_tables(text: str) -> Iterator[PipeTable]:
    """Yield the tables outside of code, in order."""
    code: list[tuple[int, int]] | None = None
    done = 0
    for match in RULE.finditer(text):
        if "|" not in match[0]:
            continue
        rule = match.start() + (text[match.start()] == "\n")
        if rule < done:
            continue
        table = _table(text, rule, match.end(), match[1], done)
        if table is None:
            continue
        if code is None:
            code = fences(text)
        if any(first <= table.start < last for first, last in code):
            continue
        done = table.end
        yield table


def _table(text: str, rule: int, end: int, prefix: str, done: int) -> PipeTable | None:
    """Return the table around a rule; None where nothing above it can name columns."""
    columns = _columns(text[rule:end])
    start = rule
    for number in range(MOST_HEADERS):
        above = text.rfind("\n", 0, start - 1) + 1 if start else 0
        line = text[above : max(start - 1, 0)]
        if above >= start or above < done or "|" not in line or not line.startswith(prefix) or _columns(line) < 2 > columns:
            break
        if number and not line[len(prefix) :].startswith("|"):
            break
        if not number and _columns(line) != columns and not line[len(prefix) :].startswith("|"):
            break
        start = above
    if start == rule:
        return None
    while end < len(text):
        line_end = text.find("\n", end + 1)
        line_end = len(text) if line_end < 0 else line_end
        line = text[end + 1 : line_end]
        if "|" not in line or not line.startswith(prefix) or not line.strip():
            break
        end = line_end
    return PipeTable(start, rule, end, prefix)


def _columns(line: str) -> int:
    """Return how many cells a row has."""
    inner = line.strip(" \t>").removeprefix("|")
    return len(CELL_END.findall(inner.removesuffix("|"))) + 1


def unpadded(text: str) -> str:
    """Return the text with tables as rows of `| a | b |`, whatever lined their columns up. Nothing else changes."""
    if "|" not in text or "-" not in text:
        return text
    parts: list[str] = []
    place = 0
    for table in pipe_tables(text):
        parts += (text[place : table.start], _unpadded(text, table))
        place = table.end
    return "".join(parts) + text[place:] if parts else text


def _unpadded(text: str, table: PipeTable) -> str:
    whole = text[table.start : table.end]
    if not _is_closed(whole, table.prefix):
        whole = "\n".join(_closed(line, table.prefix) for line in whole.split("\n"))
    whole = PADDING.sub(_single, whole) if "  " in whole or "\t" in whole else whole
    if "----" not in whole:
        return whole
    lines = whole.split("\n")
    number = text.count("\n", table.start, table.rule)
    lines[number] = DASHES.sub("---", lines[number])
    return "\n".join(lines)


def _single(match: re.Match[str]) -> str:
    end = match.end()
    return "" if end == len(match.string) or match.string[end] == "\n" else " "


def _is_closed(whole: str, prefix: str) -> bool:
    """Whether every row begins and ends with a column mark."""
    skip = len(prefix)
    return all(line.startswith("|", skip) and line.rstrip().endswith("|") for line in whole.split("\n"))


def _closed(line: str, prefix: str) -> str:
    inner = line[len(prefix) :].strip()
    end = "" if inner.endswith("|") and not inner.endswith("\\|") and len(inner) > 1 else " |"
    return f"{prefix}{'' if inner.startswith('|') else '| '}{inner}{end}"


def caption_start(text: str, table: int) -> int:
    """Return where the line above a table begins that says what the table is about; the table's start without one.

    It is a line of its own, no more than a blank line away, that is labelled (`Table 3.`) or no sentence.
    """
    end = table
    while end and text[end - 1] in "\n \t":
        end -= 1
    if not end or text.count("\n", end, table) > 2:
        return table
    start = text.rfind("\n", 0, end) + 1
    line = text[start:end].strip()
    alone = start < 2 or not text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
    if not alone or not 0 < len(line) <= CAPTION or line.startswith(NO_CAPTION) or text[start] in " \t":
        return table
    return start if line.rstrip("*_ ")[-1:] not in FULL_STOPS or LABELLED.match(line) else table
