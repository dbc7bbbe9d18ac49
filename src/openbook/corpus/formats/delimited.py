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
SPACED = 4
"""Rows above which it is no chance that every other one is empty."""
BETWEEN = " | "
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
    held = [row for row in rows if row and (row[0].isalnum() or any(map(str.strip, row)))]
    if not held:
        raise Unreadable(Code.EMPTY, "a table without rows")
    parts = [held]
    if len(held) < len(rows) and not _is_spaced(rows):
        parts = list(tables_in([[cell.strip() for cell in row] for row in rows]))
    words = [_words(part) if len(parts) > 1 else "" for part in parts]
    texts = [said or _written(part) for said, part in zip(words, parts, strict=True)]
    yield Parsed("\n\n".join(texts), markup="markdown", notices=notices)


def _is_spaced(rows: Sequence[list[str]]) -> bool:
    """Whether an empty row stands behind each, as where line ends were written twice: it parts nothing."""
    return len(rows) > SPACED and not any(cell.strip() for row in rows[1::2] for cell in row)


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
    if '"' not in text and f"{delimiter} " not in text and "\n " not in text and text[:1] != " ":
        return [line.split(delimiter) if line else [] for line in text.removesuffix("\n").split("\n")]
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
    lines = list(map(BETWEEN.join, rows))
    if headed and max(map(len, lines[top + 1 :]), default=0) > LONG and _are_long(rows[top + 1 :]):
        titles = [" ".join(row).strip() for row in rows[:top]]
        return "\n\n".join([*titles, *(_record(rows[top], row) for row in rows[top + 1 :])])
    said = "\n".join(lines)
    if top or said.count("\n") >= len(lines):
        grid = [[Cell(" ".join(cell.split())) for cell in row] for row in rows]
        return "\n".join(table_lines(grid, headed=headed))
    narrow = len(min(rows, key=len)) < width
    if said.count("|") > (sum(map(len, rows)) if narrow else width * len(rows)) - len(rows):
        rows = [[escape(cell) for cell in row] for row in rows]
        said = "\n".join(map(BETWEEN.join, rows))
    table = _between_bars(said)
    if narrow or not _is_neat(table):
        table = _between_bars("\n".join([_line(row) + BETWEEN * (width - len(row)) for row in rows]))
    first, _, rest = table.partition("\n")
    return "\n".join([first, "|" + " --- |" * width, rest]) if headed else table


def _are_long(rows: list[list[str]]) -> bool:
    """Whether a cell is too long for a line of a table, and thus a row."""
    return max(len("".join(row)) for row in rows) > LONG and any(max(map(len, row)) > LONG for row in rows)


def _between_bars(lines: str) -> str:
    return f"| {lines} |".replace("\n", " |\n| ")


def _is_neat(table: str) -> bool:
    """Whether no white space stands in a clean table where it shows nothing."""
    if "  " in table or "\t" in table:
        return False
    return table.isascii() or table.replace("\n", "").isprintable()


def _line(row: list[str]) -> str:
    line = BETWEEN.join(row)
    if "  " in line or not line.isprintable() or line[:1] == " " or line[-1:] == " ":
        return BETWEEN.join(map(str.strip, row))
    return line


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
