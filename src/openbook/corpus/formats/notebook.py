"""Jupyter notebooks: the text and the code of their cells and what the code printed, in order."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import clean, one_line
from openbook.corpus.formats.fenced import fenced
from openbook.corpus.formats.json_values import parse
from openbook.corpus.formats.markdown import as_shown
from openbook.corpus.formats.notebook_outputs import joined, left_out, outputs
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.records import Notice


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the notebook as one document. Raises Unreadable where it is none."""
    try:
        book, _ = parse(file.blob(), file.limits.max_depth)
    except Unreadable as problem:
        code = Code.BROKEN_FILE if problem.code == Code.BROKEN_LINE else problem.code
        raise Unreadable(code, f"not a notebook: {problem.detail}") from None
    cells = _cells(book)
    language = _language(book)
    blocks: list[str] = []
    notices: list[Notice] = []
    lost: Counter[str] = Counter()
    for cell in cells:
        source = clean(joined(cell.get("source", cell.get("input"))))
        kind = cell.get("cell_type")
        if kind == "code":
            blocks.append(fenced(source, _magic(source) or language))
            blocks += outputs(cell, lost)
        elif kind == "heading":
            level = cell.get("level")
            blocks.append(f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {one_line(source)}")
        else:
            text, said = as_shown(source)
            blocks.append(text.strip("\n"))
            notices += said
    notices += left_out(lost)
    title = book.get("metadata", {}).get("title") if isinstance(book.get("metadata"), dict) else None
    text = "\n\n".join(filter(None, blocks))
    yield Parsed(
        text, title=one_line(title) if isinstance(title, str) else "", markup="markdown", notices=tuple(notices)
    )


def _cells(book: Any) -> list[dict[str, Any]]:
    """Return the cells of a notebook, or of the work sheets of an old one."""
    if not isinstance(book, dict):
        raise Unreadable(Code.BROKEN_FILE, "not a notebook: no object")
    sheets = book.get("worksheets")
    cells = book.get("cells")
    if not isinstance(cells, list) and isinstance(sheets, list):
        cells = [cell for sheet in sheets if isinstance(sheet, dict) for cell in _listed(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise Unreadable(Code.BROKEN_FILE, "not a notebook: it has no cells")
    return [cell for cell in cells if isinstance(cell, dict)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _language(book: dict[str, Any]) -> str:
    metadata = book.get("metadata")
    if isinstance(metadata, dict):
        for section, key in (("language_info", "name"), ("kernelspec", "language"), ("kernelspec", "name")):
            found = metadata.get(section)
            name = found.get(key) if isinstance(found, dict) else None
            if isinstance(name, str) and name:
                return "python" if name.startswith("python") else "".join(name.lower().split())
    return "python"


def _magic(source: str) -> str:
    """Return the language that the first line of a cell switches to (`%%bash`)."""
    first = source.split("\n", 1)[0]
    name = first[2:].split()[0] if first.startswith("%%") and first[2:].split() else ""
    return name if name in ("bash", "sh", "html", "javascript", "js", "sql", "latex", "ruby", "perl", "r", "R") else ""
