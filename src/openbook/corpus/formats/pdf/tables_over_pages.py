"""Tables of a PDF that go on at the head of the next page: rows without a header are none of a table of their own."""

from openbook.text.tables import cells_of

MOST = 0.8
"""Share of a column's cells that are figures, from which all may be."""


def further_rows(above: str, below: str) -> str:
    """Return the rows of a table that belong to the one above, without the header that it repeats; empty for none.

    The first row has figures where those of the table above have, and its header none, or it is that header again.
    """
    if not (above.startswith("| ") and below.startswith("| ")):
        return ""
    head, *rest = _rows(above)
    first = _rows(below)[0]
    if len(first) != len(head) or not rest:
        return ""
    lines = below.split("\n")
    if first == head:
        return "\n".join(lines[2:])
    columns = [[row[at] for row in rest if at < len(row) and row[at]] for at in range(len(head))]
    figures = [sum(map(_is_figure, cells)) >= MOST * len(cells) > 0 for cells in columns]
    told = [cell for cell, is_one in zip(first, figures, strict=True) if is_one and cell]
    names = [cell for cell, is_one in zip(head, figures, strict=True) if is_one]
    goes_on = bool(told) and all(map(_is_figure, told)) and not any(map(_is_figure, names))
    return "\n".join([lines[0], *lines[2:]]) if goes_on else ""


def _rows(table: str) -> list[tuple[str, ...]]:
    """Return the cells of a table's rows, without the line below its header."""
    return [cells_of(line) for at, line in enumerate(table.split("\n")) if at != 1]


def _is_figure(cell: str) -> bool:
    return any(map(str.isdecimal, cell)) and sum(map(str.isalpha, cell)) < 4
