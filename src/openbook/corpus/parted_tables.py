"""Rows of plain values → what of them are tables, and which of their rows name the columns: no file says it."""

from collections.abc import Iterator, Sequence

from openbook.corpus.tables import Cell, one_header, with_one_header
from openbook.dataclass import dataclass, field
from openbook.text.late import late
from openbook.text.units import is_unit

LOOKED_AT = 20
"""Rows below the first one that tell what stands in a column."""
HEAD = 6
"""Rows that are looked at for names of groups of columns."""
MOST_PAIRS = 40
"""Rows of a name and a value, at most, that stand above a table."""
UNIT = late(r"[(\[][^()\[\]]{1,20}[)\]]|\S{0,8}[°%µ²³/Ωμ]\S{0,8}")
"""A unit in brackets, or one with signs that only units have."""
YEAR = late(r"(?:1[89]|20)\d\d")
DIGITS, LETTERS = late(r"\d+"), late(r"[^\W\d_]+")
MADE_OF = late(r"[\d@]|://")
"""What values have rather than names."""
PARTED = late(r"[-./:@$€£%+]")
"""What stands between the parts of a value that is no number: a day, an hour, an address."""
NUMBER = late(r"[-+−(]?[$€£¥]?\s?(?:\d{1,3}(?:[.,'\s]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d+)?\s?[%€$£)]?")


@dataclass(slots=True)
class _Table:
    """A table that is being read."""

    rows: list[list[str]] = field(default_factory=list)
    filled: set[int] = field(default_factory=set)
    """Its columns in which something stands."""
    counted: set[int] = field(default_factory=set)
    """Those in which a number stands."""

    def add(self, row: list[str]) -> None:
        self.rows.append(row)
        self.filled.update(column for column, text in enumerate(row) if text)
        self.counted.update(column for column, text in enumerate(row) if _is_counted(text))

    def ends_at(self, row: list[str]) -> bool:
        """Whether a row behind an empty one begins another table: it fills other columns, or holds words only."""
        filled = {column for column, text in enumerate(row) if text}
        if not filled <= self.filled or len(filled) == 1:
            return True
        return bool(self.counted & filled) and not any(map(_is_counted, row))


def tables_in(rows: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """Yield the tables of a sheet: one ends at an empty row where what follows has columns or names of its own.

    What stands above a table in pairs of a name and a value comes with it.
    """
    held: list[list[str]] = []
    for table in _apart(rows):
        if held and _goes_on(held[: MOST_PAIRS + LOOKED_AT], table):
            held += table
            continue
        if held and len(held) <= MOST_PAIRS and _pairs([*held, *table[: LOOKED_AT + 1]]) == len(held):
            table = [*held, *table]
        elif held:
            yield held
        held = table
    if held:
        yield held


def _goes_on(above: list[list[str]], table: list[list[str]]) -> bool:
    """Whether a table goes on behind an empty row with a row of one cell: what follows that has no names of its own and
    stands in the columns of the one above, which has.
    """
    filled = [{column for column, text in enumerate(row) if text} for row in table[: LOOKED_AT + 1]]
    at = next((at for at, columns in enumerate(filled) if len(columns) > 1), 0)
    if not at or names_columns(table[at], table[at + 1 : at + 1 + LOOKED_AT]):
        return False
    return max(map(max, filled)) < max(map(len, above)) and with_names(above)[2]


def _apart(rows: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    table = _Table()
    apart = False
    for row in rows:
        if not any(row):
            apart = bool(table.rows)
            continue
        if apart and table.ends_at(row):
            yield table.rows
            table = _Table()
        table.add(row)
        apart = False
    if table.rows:
        yield table.rows


def with_names(rows: list[list[str]]) -> tuple[list[list[str]], int, bool]:
    """Return the rows of a table with all that names its columns in one, the place of that, and whether it names them.

    Above it stand rows of one cell: titles, and pairs of a name and a value.
    """
    end = _pairs(rows)
    if end:
        rows = [*([": ".join(filter(None, (row[0].rstrip(": "), *row[1:2])))] for row in rows[:end]), *rows[end:]]
    top = next((at for at, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)
    more = more_names(rows[top : top + LOOKED_AT])
    if more:
        cells = [[Cell(" ".join(cell.split())) for cell in row] for row in rows[top : top + more + 1]]
        return [*rows[:top], [cell.text for cell in one_header(cells)], *rows[top + more + 1 :]], top, True
    if len(rows) <= top + 1 or not names_columns(rows[top], rows[top + 1 : top + 1 + LOOKED_AT]):
        return rows, top, False
    above = [[Cell(" ".join(cell.split())) for cell in row] for row in rows[: top + HEAD]]
    head = with_one_header(above, spanned=False)
    if len(head) < len(above):
        rows = [*rows[:top], [cell.text for cell in head[top]], *rows[top + 1 + len(above) - len(head) :]]
    return rows, top, True


def _pairs(rows: list[list[str]]) -> int:
    """Return how many rows at the top are pairs of a name and a value, or titles, above names of more columns."""
    end = pairs = 0
    for row in rows[: MOST_PAIRS + 1]:
        filled = [column for column, text in enumerate(row) if text.strip()]
        if len(filled) > 2 or not filled or filled[0] != 0 or filled[-1] > 1:
            break
        pairs += len(filled) == 2
        end += 1
    if not pairs or end > MOST_PAIRS or len(rows) < end + 2:
        return 0
    names, below = rows[end], rows[end + 1 : end + 1 + LOOKED_AT]
    if sum(bool(cell.strip()) for cell in names) < 3 or not names[0].strip() or not names_columns(names, below):
        return 0
    wide = sum(any(cell.strip() for cell in row[2:]) for row in below)
    told = pairs > 1 or any(row[0].endswith(":") or MADE_OF.search("".join(row[1:])) for row in rows[:end])
    return end if told and wide * 2 >= len(below) else 0


def names_columns(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row names the columns of those below it: what is a value there is none here.

    Numbers name columns where all of them are years, or count the columns from nought or one, and others stand below.
    """
    numbers = [(column, text) for column, text in enumerate(row) if NUMBER.fullmatch(text.strip())]
    if numbers:
        return _are_names(row, numbers, below)
    held = below[:LOOKED_AT]
    for column, text in enumerate(row):
        if MADE_OF.search(text) and PARTED.search(text):
            shape = _shape(text)
            cells = [other[column] for other in held if column < len(other) and other[column].strip()]
            if cells and sum(_shape(one) == shape for one in cells) * 2 > len(cells):
                return False
    return True


def _are_names(row: Sequence[str], numbers: list[tuple[int, str]], below: Sequence[Sequence[str]]) -> bool:
    said = [text.strip() for _, text in numbers]
    if len(numbers) == len(row) or numbers[0][0] == 0:
        return False
    are_years = all(map(YEAR.fullmatch, said))
    are_counted = (
        len(said) > 1
        and not row[0].strip()
        and said in ([str(at) for at in range(len(said))], [str(at + 1) for at in range(len(said))])
    )
    if not (are_years or are_counted) or len(set(said)) < len(said):
        return False
    held = [other[column].strip() for column, _ in numbers for other in below[:LOOKED_AT] if column < len(other)]
    alike = sum(bool(YEAR.fullmatch(one)) if are_years else one in said for one in held)
    return bool(held) and alike * 2 < len(held)


def _shape(text: str) -> str:
    """Return what a value is made of: digits and letters by one sign each."""
    return LETTERS.sub("a", DIGITS.sub("9", text.strip()))


def _is_counted(text: str) -> bool:
    return text.removesuffix("%").replace(".", "", 1).replace("-", "").replace(":", "").isdigit()


def more_names(rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows below the first one name the columns with it: levels of names, and units.

    Levels of names have nothing in the first column, where all rows below do; units stand above numbers.
    """
    levels = 0
    while levels < min(3, len(rows)) and rows[levels] and not rows[levels][0] and _are_words(rows[levels][1:]):
        levels += 1
    below = rows[levels : levels + LOOKED_AT]
    if levels > 1 and below and all(row and row[0] for row in below):
        # The name of the first column stands alone in a row of its own.
        alone = len(below) > 1 and not any(below[0][1:])
        return levels - 1 + alone
    return int(len(rows) > 2 and _are_units(rows[1], rows[2 : 2 + LOOKED_AT]))


def _are_words(cells: Sequence[str]) -> bool:
    return bool(cells) and all(cells) and not any(map(NUMBER.fullmatch, cells))


def _are_units(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    said = [(column, text.strip()) for column, text in enumerate(row) if text.strip()]
    if not said or any(len(text) > 20 or NUMBER.fullmatch(text) for _, text in said):
        return False
    counted = [text for column, text in said if _are_numbers([other[column] for other in below if column < len(other)])]
    told = [text for text in counted if UNIT.fullmatch(text) or is_unit(text)]
    return len(told) * 2 > len(said)


def _are_numbers(cells: Sequence[str]) -> bool:
    held = [one.strip() for one in cells if one.strip()]
    return bool(held) and sum(map(bool, map(MADE_OF.search, held))) * 10 >= len(held) * 9
