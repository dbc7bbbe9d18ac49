"""The tables of a text, as Markdown writes them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from openbook.text.late import late

_RULE = late(r"^[ \t]*\|?[ \t]*:?-{2}[-:| \t]*$")

Rows = tuple[tuple[str, ...], ...]
"""The names of a table's columns, and behind them its rows, cell by cell."""


@lru_cache(maxsize=64)
def tables(text: str) -> tuple[Rows, ...]:
    """Return the tables of a text."""
    return tuple(_tables(text.split("\n")))


def _tables(lines: list[str]) -> Iterator[Rows]:
    for number, (above, line) in enumerate(pairwise(lines), start=1):
        if "|" in above and _RULE.match(line):
            rows = [above]
            for row in lines[number + 1 :]:
                if "|" not in row:
                    break
                rows.append(row)
            yield tuple(tuple(cell.strip() for cell in row.strip().strip("|").split("|")) for row in rows)
