"""CSV and TSV: rows with the names of their columns; where cells are long, a record of named values a row."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO
from itertools import islice

from openbook.codes import Code
from openbook.corpus.formats.fenced import text_of
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.parted_tables import tables_in, with_names
from openbook.corpus.tables import Cell, escape, table_lines

DELIMITERS = ",;\t|"
LOOKED_AT = 50
"""Rows that tell the delimiter."""
SAMPLE = 50_000
"""Characters that hold those rows."""
MOST_LINES = 200
"""Lines of a cell, at most, where quotation marks are not all those of cells."""
LONG = 400
"""Characters of a cell above which rows are written as records: a line of a table is not cut well."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the file as one document. Raises Unreadable as `decode` does, and where it is no table."""
    text, notices = text_of(file)
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and len(said) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = "\t" if file.suffix in (".tsv", ".tab") else _delimiter(text)
    rows = _rows(text, delimiter)
    held = [row for row in rows if any(map(str.strip, row))]
    if not held:
        raise Unreadable(Code.EMPTY, "a table without rows")
    parts = [held]
    if len(held) < len(rows):
        parts = list(tables_in([[" ".join(cell.split()) for cell in row] for row in rows]))
    words = [_words(part) if len(parts) > 1 else "" for part in parts]
    texts = [said or _written(part) for said, part in zip(words, parts, strict=True)]
    yield Parsed("\n\n".join(texts), markup="markdown", notices=notices)


def _words(rows: list[list[str]]) -> str:
    """Return what rows of one cell each say, as paragraphs; empty where one has more."""
    filled = [[cell for cell in row if cell] for row in rows]
    return "\n\n".join(row[0] for row in filled) if all(len(row) == 1 for row in filled) else ""


def _delimiter(text: str) -> str:
    """Return what parts the first rows into the most columns, all of them alike."""

    def alike(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in islice(_rows(text[:SAMPLE], delimiter), LOOKED_AT) if row]
        common = max(set(widths), key=widths.count, default=0)
        return (widths.count(common) / len(widths), common) if common > 1 else (0.0, common)

    return max(DELIMITERS, key=alike)


def _rows(text: str, delimiter: str) -> Sequence[list[str]]:
    """Return the cells of each row; a quotation mark that encloses no cell is an ordinary sign."""
    for escape_sign in (None, "\\") if '\\"' in text else (None,):
        with suppress(csv.Error):
            rows = list(_strictly(StringIO(text, newline=""), delimiter, escape_sign))
            each_on_a_line = len(rows) == text.count("\n") + (not text.endswith("\n"))
            if each_on_a_line or not any(
                "\n" in "".join(row) and _swallows(row, len(rows[0]), delimiter) for row in rows
            ):
                return rows
    return list(_rows_with_marks(text.split("\n"), delimiter))


def _swallows(row: list[str], width: int, delimiter: str) -> bool:
    """Whether a row of several lines seems to be several rows."""
    return len(row) != width or (delimiter == "\t" and any("\t" in cell for cell in row))


def _strictly(lines: Iterable[str], delimiter: str, escape_sign: str | None = None) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, escapechar=escape_sign, skipinitialspace=True, strict=True)


def _rows_with_marks(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of each row where quotation marks also stand for inches, or for what was said."""
    width = at = 0
    while at < len(lines):
        plain = lines[at].split(delimiter)
        row, end = _quoted(lines, at, delimiter) if '"' in lines[at] else (plain, at + 1)
        if end > at + 1 and len(plain) == width and _swallows(row, width, delimiter):
            row, end = plain, at + 1
        if not row and len(plain) != width:
            row = next(csv.reader([lines[at]], delimiter=delimiter), [])
        yield row or plain
        width = width or len(row or plain)
        at = end


def _quoted(lines: list[str], at: int, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the row that begins at a line, and the line behind it; no cells where quotes enclose none."""
    for end in range(at + 1, min(at + MOST_LINES, len(lines)) + 1):
        if '"' not in lines[end - 1]:
            continue
        try:
            return next(_strictly(["\n".join(lines[at:end])], delimiter), []), end
        except csv.Error as error:
            if "unexpected end" not in str(error):
                break
    return [], at + 1


def _written(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    rows, top, headed = with_names(rows)
    joined = list(map("".join, rows))
    longest = max(map(len, joined[top + 1 :]), default=0)
    if headed and longest > LONG and any(max(map(len, row)) > LONG for row in rows[top + 1 :]):
        titles = [" ".join(row).strip() for row in rows[:top]]
        return "\n\n".join([*titles, *(_record(rows[top], row) for row in rows[top + 1 :])])
    said = "".join(joined)
    if top or "\n" in said:
        grid = [[Cell(" ".join(cell.split())) for cell in row] for row in rows]
        return "\n".join(table_lines(grid, headed=headed))
    if "|" in said:
        rows = [[escape(cell) for cell in row] for row in rows]
    lines = []
    for row in rows:
        line = " | ".join(row)
        if "  " in line or not line.isprintable() or line[:1] == " " or line[-1:] == " ":
            line = " | ".join(map(str.strip, row))
        lines.append(f"| {line} |" if len(row) == width else f"| {line} |{'  |' * (width - len(row))}")
    if headed:
        lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _record(names: list[str], row: list[str]) -> str:
    """Return `name: value` lines; a value of several lines stands below its name."""
    parts = []
    for number, cell in enumerate(row):
        name = names[number].strip() if number < len(names) else ""
        value = cell.strip()
        if value:
            between = "\n" if "\n" in value else " "
            parts.append(f"{name}:{between}{value}" if name else value)
    return "\n".join(parts)
