"""CSV and TSV: rows with the names of their columns; where cells are long, a record of named values a row."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from openbook.codes import Code
from openbook.corpus.formats.fenced import text_of
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.tables import Cell, escape, table_lines

DELIMITERS = ",;\t|"
LOOKED_AT = 50
"""Rows that tell the delimiter."""
SAMPLE = 50_000
"""Characters that hold those rows."""
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
    rows = [row for row in _rows(text, delimiter) if any(row) and any(map(str.strip, row))]
    if not rows:
        raise Unreadable(Code.EMPTY, "a table without rows")
    yield Parsed(_written(rows), markup="markdown", notices=notices)


def _delimiter(text: str) -> str:
    """Return what parts the first rows into the most columns, all of them alike."""

    def alike(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in islice(_rows(text[:SAMPLE], delimiter), LOOKED_AT) if row]
        common = max(set(widths), key=widths.count, default=0)
        return (widths.count(common) / len(widths), common) if common > 1 else (0.0, common)

    return max(DELIMITERS, key=alike)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of each row; a quotation mark that is never closed is an ordinary sign."""
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        yield from (line.split(delimiter) for line in text.split("\n"))


def _written(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    top = next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)
    headed = len(rows) > top + 1 and not any(_is_number(cell) for cell in rows[top])
    if headed and any(max(map(len, row)) > LONG for row in rows[top + 1 :]):
        titles = [" ".join(row).strip() for row in rows[:top]]
        return "\n\n".join([*titles, *(_record(rows[top], row) for row in rows[top + 1 :])])
    if top or any("\n" in "".join(row) for row in rows):
        return "\n".join(table_lines([[Cell(" ".join(cell.split())) for cell in row] for row in rows], headed=headed))
    if any("|" in "".join(row) for row in rows):
        rows = [[escape(cell) for cell in row] for row in rows]
    lines = [f"| {' | '.join(map(str.strip, row))} |{'  |' * (width - len(row))}" for row in rows]
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


def _is_number(cell: str) -> bool:
    bare = cell.strip().replace(",", ".").replace(" ", "").lstrip("+-")
    return bool(bare) and bare.replace(".", "", 1).replace("%", "").isdigit()
