"""The content of an ODS file → its sheets as they are shown: what is stored once with a count is repeated."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any

from openbook.codes import Code
from openbook.corpus.clean import one_line
from openbook.corpus.formats.cell_values import percentage, shown
from openbook.corpus.formats.office.inline import Piece, crossed, line
from openbook.corpus.formats.office.ooxml import attribute, local, number
from openbook.corpus.parsed import Unreadable
from openbook.dataclass import dataclass, field
from openbook.text.late import late

MOST = 5_000_000
"""Cells that say something, of one file."""
WIDEST = 16_384
BARE = late(r"[-+−]?(?:0|[1-9][\d.,’'\s]*|0[.,]\d+)(?:E[-+]?\d+)?")
"""A number with nothing that its value does not say."""
ERROR = late(r"#(?:N/A|[A-Z0/?]+!|NAME\?)|Err:\d{3}")
"""What a formula without a value shows."""
DURATION = late(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?)?")
SKIPPED = ("annotation", "table", "frame", "custom-shape", "shapes", "g", "detective")
"""What stands in a cell besides its paragraphs."""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
PLAIN = Piece("")
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}style"
ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
GROUPS = (f"{TABLE}table-row-group", f"{TABLE}table-column-group")
PARTS = (f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column", *GROUPS, STYLE)


@dataclass(slots=True)
class OdsSheet:
    """One sheet, row by row."""

    name: str
    hidden: bool
    rows: list[list[str]] = field(default_factory=list)
    closed: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of columns that are hidden."""
    columns: int = 0
    hanging: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By column, how many rows more a cell reaches down, and what it says."""


def sheets_of(content: bytes, lost: Counter[str]) -> Iterator[OdsSheet]:
    """Yield the sheets; hidden rows and columns, and comments, are counted as lost.

    Raises Unreadable: `broken_file`, `too_large`.
    """
    from lxml import etree

    if b"<!ENTITY" in content:
        raise Unreadable(Code.BROKEN_FILE, "content.xml defines entities, which no document needs")
    walk = _Walk(lost)
    try:
        for event, element in etree.iterparse(
            BytesIO(content), events=("start", "end"), tag=PARTS, resolve_entities=False, no_network=True,
            remove_comments=True, remove_pis=True,
        ):  # fmt: skip
            if event == "start":
                walk.begin(element)
            elif sheet := walk.end(element):
                yield sheet
    except etree.XMLSyntaxError:
        raise Unreadable(Code.BROKEN_FILE, "content.xml is not well-formed XML") from None


class _Walk:
    """Goes through the rows of the sheets, and lets each go when it has been read."""

    def __init__(self, lost: Counter[str]) -> None:
        self._lost = lost
        self._unseen: set[str] = set()
        """Styles of sheets that are not shown."""
        self._looks: dict[str, Piece] = {}
        """How styles show words: raised, lowered, struck out."""
        self._sheets: list[OdsSheet] = []
        """The one that is read, and within it one that stands in a cell."""
        self._groups = 0
        self._left = MOST

    def begin(self, element: Any) -> None:
        """Note where a sheet, or a group of rows or columns, begins."""
        name = local(element)
        if name == "table":
            hidden = attribute(element, "style-name") in self._unseen
            self._sheets.append(OdsSheet(attribute(element, "name"), hidden))
            self._groups = 0
        elif name.endswith("-group"):
            self._groups += 1

    def end(self, element: Any) -> OdsSheet | None:
        """Take what an element says; return a sheet at its end."""
        name = local(element)
        if name == "style":
            self._looks[attribute(element, "name")] = _look(element)
            shown_as = element.find("{*}table-properties")
            if shown_as is not None and attribute(shown_as, "display") == "false":
                self._unseen.add(attribute(element, "name"))
        elif name.endswith("-group"):
            self._groups -= 1
        elif name == "table":
            sheet = self._sheets.pop()
            element.clear()
            return self._without_columns(sheet) if not self._sheets else None
        elif name == "table-column":
            self._column(element)
        elif len(self._sheets) == 1:
            self._row(element, self._sheets[0])
            parent = element.getparent()
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
        return None

    def _column(self, element: Any) -> None:
        sheet = self._sheets[-1]
        count = number(attribute(element, "number-columns-repeated"), 1)
        if self._is_hidden(element):
            sheet.closed.append((sheet.columns, sheet.columns + count - 1))
        sheet.columns += count

    def _is_hidden(self, element: Any) -> bool:
        """Whether neither a filter hides it nor a click opens it."""
        return attribute(element, "visibility") == "collapse" and not self._groups

    def _row(self, element: Any, sheet: OdsSheet) -> None:
        row = self._cells(element, sheet)
        count = max(number(attribute(element, "number-rows-repeated"), 1), 1)
        if self._is_hidden(element):
            self._lost["row"] += count if any(row) else 0
            return
        if not any(row):
            count = 1 if sheet.rows and sheet.rows[-1] else 0
        self._left -= count * max(len(row), 1)
        if self._left < 0:
            raise Unreadable(Code.TOO_LARGE, f"repeats its cells to more than {MOST:,}")
        sheet.rows += [list(row) for _ in range(count)]

    def _cells(self, element: Any, sheet: OdsSheet) -> list[str]:
        """Return what the cells of a row say."""
        said_at: dict[int, str] = {}
        begun: dict[int, tuple[int, str]] = {}
        at = 0
        for cell in element:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            self._lost["comment"] += sum(1 for _ in cell.iter(ANNOTATION)) if len(cell) else 0
            text = said(cell, self._looks) if local(cell) == "table-cell" and len(cell) + len(cell.attrib) else ""
            end = at + max(number(attribute(cell, "number-columns-repeated"), 1), 1)
            down = number(attribute(cell, "number-rows-spanned"), 1) - 1 if text else 0
            for column in range(at, min(end, WIDEST) if text else at):
                said_at[column] = text
                if down > 0:
                    begun[column] = down, text
            at = end
        for column, (left, above) in sheet.hanging.items():
            said_at.setdefault(column, above)
            if left > 1:
                begun.setdefault(column, (left - 1, above))
        sheet.hanging = begun
        return [said_at.get(column, "") for column in range(max(said_at, default=-1) + 1)]

    def _without_columns(self, sheet: OdsSheet) -> OdsSheet:
        """Take hidden columns out of a sheet, and count those that say something."""
        widest = max(map(len, sheet.rows), default=0)
        for at in sorted(
            {at for one, other in sheet.closed for at in range(one, min(other + 1, widest))}, reverse=True
        ):
            held = [row for row in sheet.rows if at < len(row)]
            self._lost["column"] += any(row[at] for row in held)
            for row in held:
                del row[at]
        return sheet


def said(cell: Any, looks: Mapping[str, Piece]) -> str:
    """Return what a cell shows: its value where that is all, else the words that the file has for it.

    `looks`: how styles show words.
    """
    text = _told(cell, looks)
    return crossed(text) if text and looks.get(attribute(cell, "style-name"), PLAIN).struck else text


def _told(cell: Any, looks: Mapping[str, Piece]) -> str:
    told = [child for child in cell if local(child) in ("p", "h", "list")]
    lines = [line(_words(child, looks, PLAIN)) if len(child) else child.text or "" for child in told]
    text = one_line(" ".join(lines))
    if "formula" in "".join(cell.keys()) and ERROR.fullmatch(text):
        return ""
    kind = attribute(cell, "value-type")
    value = attribute(cell, "value")
    if kind in ("float", "currency", "percentage"):
        with suppress(ValueError):
            worth = float(value)
            if kind == "percentage":
                return percentage(worth)
            return shown(worth) if not text or BARE.fullmatch(text) else text
    with suppress(ValueError):
        if kind == "boolean":
            return shown(attribute(cell, "boolean-value") == "true")
        if kind == "date":
            return shown(datetime.datetime.fromisoformat(attribute(cell, "date-value")))
        if kind == "time":
            return shown(_duration(attribute(cell, "time-value")))
    return text or one_line(attribute(cell, "string-value"))


def _words(element: Any, looks: Mapping[str, Piece], look: Piece) -> Iterator[Piece]:
    """Yield the text of a paragraph in pieces that look alike."""
    look = looks.get(attribute(element, "style-name"), look) if local(element) == "span" else look
    yield look._replace(text=element.text or "")
    for child in element:
        name = local(child)
        if name in ("s", "tab", "line-break", "p"):
            yield look._replace(text=" ")
        if name and name not in SKIPPED:
            yield from _words(child, looks, look)
        yield look._replace(text=child.tail or "")


def _look(style: Any) -> Piece:
    """Return how a style shows words."""
    found = style.find("{*}text-properties")
    if found is None:
        return PLAIN
    shift = attribute(found, "text-position").split(" ")[0]
    down = shift == "sub" or shift.startswith("-")
    up = shift == "super" or (shift.rstrip("%").isdigit() and shift.rstrip("%") != "0")
    through = {attribute(found, f"text-line-through-{part}") for part in ("style", "type")}
    struck = not through <= {"", "none"}
    return Piece("", struck, "subscript" if down else "superscript" if up else "")


def _duration(text: str) -> datetime.timedelta:
    """Return a span of time from how it is written: `PT36H00M00S`. Raises ValueError."""
    match = DURATION.fullmatch(text)
    if match is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    return datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds) * (-1 if match[1] else 1)
