"""HTML tables → rows: data tables only; what lays out a page is left to the writer of blocks."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from openbook.corpus.formats.html.code import code_text
from openbook.corpus.formats.html.inline import INLINE, INLINE_END, STRUCK, crossed
from openbook.corpus.formats.html.list_numbers import Numbers
from openbook.corpus.formats.html.nodes import BLOCKS, SKIPPED, children, collapsed, skip, walk
from openbook.corpus.tables import Cell, one_header, table_lines

ITEM, ROW, LINE = "\x03", "\x04", "\x05"
"""Stand before each item of a list, each row of a table, and where lines end, in a cell while it is put together."""
CELLS = ("td", "th")
FEWEST = 3
"""Rows of several cells from which a table without names of columns that holds code or paragraphs is one of data."""
PROSE = 160
"""Characters in a cell from which it may be a text of the page."""
LONG = 600
"""Characters in a cell above which a table without names of columns is taken for page layout."""
MANY = 100
"""Items of a list in a cell, at most, that are numbered."""
HUGE = 20 * LONG
"""Characters in a cell above which any table is."""
LAYOUT = ("presentation", "none")


def table(node: Any) -> list[str] | None:
    """Return the lines of a data table; None where the table only lays out the page."""
    if (node.attributes.get("role") or "").lower() in LAYOUT:
        return None
    nested = _holds_table(node)
    lines = list(_own_rows(node)) if nested else _in_order(node.css("tr"), node)
    cells = [_cells(row) for row in lines]
    if max(map(len, cells), default=0) < 2:
        return None
    named = node.css_first("th") is not None and any(cell.tag == "th" for row in cells for cell in row)
    if not named and node.css_first("td h1, td h2, td p + p + p") is not None:
        return None
    if not named and _lays_out_prose(node, [row for row in cells if len(row) > 1]):
        return None
    if nested and not _holds_small_tables(cells, named=named):
        return None
    spans = node.css_first("[colspan], [rowspan]") is not None
    rows = [[_cell(cell, spans=spans) for cell in row] for row in cells]
    if not _is_data(rows, named=named):
        return None
    caption = node.css_first("caption")
    title = _flat(_marked(caption)) if caption is not None else ""
    marked = node.css_first("thead tr") is not None and node.css_first("tbody tr") is not None
    headed = not named or _names_columns(next(row for row in cells if len(row) > 1), marked=marked)
    if headed and (named or marked):
        rows = _with_one_header(rows, cells, marked=marked)
    return ([title, ""] if title else []) + table_lines(rows, headed=headed)


def _lays_out_prose(node: Any, rows: list[list[Any]]) -> bool:
    """Whether a table of so few rows sets code, or a text of the page, beside something else."""
    if len(rows) >= FEWEST:
        return False
    long = [cell for row in rows for cell in row if len(cell.text(strip=True)) > PROSE]
    if long and (len(rows) == 1 or any(map(_has_paragraphs, long))):
        return True
    return node.css_first("td pre") is not None


def _has_paragraphs(cell: Any) -> bool:
    """Whether a cell holds paragraphs: elements, or what two line breaks part."""
    return cell.css_first("p + p") is not None or any(_is_doubled(line_break) for line_break in cell.css("br"))


def _is_doubled(line_break: Any) -> bool:
    following = line_break.next
    while following is not None and following.tag == "-text" and not (following.text_content or "").strip():
        following = following.next
    return following is not None and following.tag == "br"


def _cells(row: Any) -> list[Any]:
    cells = []
    cell = row.child
    while cell is not None:
        if cell.tag in CELLS:
            cells.append(cell)
        cell = cell.next
    return cells


def _own_rows(node: Any) -> Iterator[Any]:
    """Yield the rows of a table without those of the tables in it."""
    groups = [group for group in children(node) if group.tag in ("thead", "tbody", "tr", "tfoot")]
    for group in sorted(groups, key=lambda group: group.tag == "tfoot"):
        yield from [group] if group.tag == "tr" else (row for row in children(group) if row.tag == "tr")


def _in_order(rows: list[Any], node: Any) -> list[Any]:
    """Return the rows with those of the foot behind the others, where the page may have them before."""
    return rows if node.css_first("tfoot") is None else list(_own_rows(node))


def _holds_small_tables(cells: list[list[Any]], *, named: bool) -> bool:
    """Whether the tables in cells are parts of a row rather than what the outer table lays out."""
    if not named and sum(len(row) > 1 for row in cells) < 3:
        return False
    for row in cells:
        for cell in row:
            inner = cell.css("table")
            if inner and (any(map(_holds_table, inner)) or len(cell.text(strip=True)) > LONG):
                return False
    return True


def _holds_table(node: Any) -> bool:
    """Whether there is a table in a table."""
    return any(part.css_first("table") is not None for part in children(node) if part.tag != "-text")


def _is_data(rows: list[list[Cell]], *, named: bool) -> bool:
    """Whether cells are short enough for data: a few long ones don't make a layout of a table of many short ones."""
    lengths = sorted(len(cell.text) for row in rows for cell in row if cell.text)
    if not lengths or lengths[-1] <= LONG:
        return True
    if named or lengths[-1] > HUGE:
        return lengths[-1] <= HUGE
    many = sum(len(row) > 1 for row in rows) > 2
    return (
        many
        and lengths[len(lengths) // 2] <= LONG // 6
        and sum(length > LONG for length in lengths) * 4 <= len(lengths)
    )


def _names_columns(row: list[Any], *, marked: bool) -> bool:
    """Whether a row is nothing but names: its corner may be an empty cell. `marked`: the table has a head, and more."""
    if marked and row and row[0].parent.parent is not None and row[0].parent.parent.tag == "thead":
        return True
    return all(cell.tag == "th" or (not number and not cell.text(strip=True)) for number, cell in enumerate(row))


def _with_one_header(rows: list[list[Cell]], cells: list[list[Any]], *, marked: bool) -> list[list[Cell]]:
    """Return the rows with those that name the columns together as one: a group's name with each of its columns'."""
    first = next(number for number, row in enumerate(cells) if len(row) > 1)
    end = first
    while end < len(cells) - 1 and len(cells[end]) > 1 and _names_columns(cells[end], marked=marked):
        end += 1
    if end - first < 2:
        return rows
    return [*rows[:first], one_header(rows[first:end]), *rows[end:]]


def _cell(node: Any, *, spans: bool) -> Cell:
    marked = _marked(node)
    text, lines = _flat(marked), _lines(marked)
    if not spans:
        return Cell(text, lines=lines)
    attributes = node.attributes
    return Cell(text, _span(attributes.get("colspan")), _span(attributes.get("rowspan")), lines=lines)


def _marked(node: Any) -> str:
    """Return a cell's text, with marks where items, rows and lines begin and end."""
    child = node.child
    if child is None:
        return ""
    if child.tag == "-text" and child.next is None:
        return collapsed(child.text_content or "")
    parts: list[str] = []
    walk(node, parts, ENTER, parts.append, LEAVE)
    text = "".join(parts)
    return crossed(text) if STRUCK in text else text


def _lines(marked: str) -> tuple[str, ...]:
    if ROW in marked or (LINE not in marked and ITEM not in marked):
        return ()
    return tuple(filter(None, map(collapsed, marked.replace(ITEM, LINE).split(LINE))))


def _flat(marked: str) -> str:
    text = marked.replace(LINE, " ")
    if ROW in text:
        return "; ".join(filter(None, map(_listed, text.split(ROW))))
    return _listed(text) if ITEM in text else collapsed(text)


def _listed(text: str) -> str:
    return ", ".join(filter(None, map(collapsed, text.split(ITEM)))).replace(":, ", ": ")


def _writes(mark: str) -> Callable[..., bool]:
    def write(parts: list[str], *_: Any) -> bool:
        parts.append(mark)
        return True

    return write


def _item(parts: list[str], node: Any) -> bool:
    """Begin an item of a list in the cell that is being put together, with the number that it is shown with."""
    parts.append(ITEM)
    numbers = Numbers.of(node.parent) if node.parent is not None and node.parent.tag == "ol" else None
    if numbers is not None:
        for item in islice(children(node.parent), MANY):
            number = numbers.following(item) if item.tag == "li" else ""
            if item.mem_id == node.mem_id:
                parts.append(f"{number}. ")
                break
    return True


def _nested_cell(parts: list[str], _: Any) -> bool:
    """Begin a cell of a table in the cell that is being put together."""
    if parts:
        parts.append(ITEM)
    return True


def _gone(parts: list[str], _: Any) -> bool:
    """Leave out a block; what is before and behind it stands apart all the same."""
    parts.append(" ")
    return False


def _code(parts: list[str], node: Any) -> bool:
    lines = [text.strip() for text in code_text(node, block=True).split("\n")]
    parts += [f" {text} " if "`" in text else f" `{text}` " for text in lines if text]
    return False


PART = _writes(LINE)
ENTER: dict[str, Callable[[list[str], Any], bool]] = dict.fromkeys(BLOCKS, PART)
ENTER |= {**dict.fromkeys(SKIPPED, skip), **dict.fromkeys(SKIPPED & BLOCKS, _gone), **INLINE, "pre": _code}
ENTER |= {"br": PART, "li": _item, "tr": _writes(ROW), **dict.fromkeys(CELLS, _nested_cell)}
LEAVE: dict[str, Callable[[list[str]], object]] = {**dict.fromkeys(BLOCKS - {"li", "tr", *CELLS}, PART), **INLINE_END}


def _span(value: str | None) -> int:
    return min(int(value), 50) if value and value.isascii() and value.isdigit() and len(value) < 4 else 1
