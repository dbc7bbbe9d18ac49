"""What a sheet of XLSX shows beyond its values: what formats write with numbers, and what it hides."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from openbook.corpus.formats.cell_values import NumberFormat, number_format
from openbook.corpus.formats.office.ooxml import attribute, main_part, number, relations
from openbook.corpus.formats.package import Package, parse_xml
from openbook.corpus.formats.sheet_drawings import drawn_text
from openbook.corpus.formats.sheet_looks import marked_strings, struck_styles
from openbook.corpus.formats.sheet_values import day_styles, inline_strings, odd_values
from openbook.dataclass import dataclass, field
from openbook.text.late import late

Place = tuple[int, int]
"""Row and column, from 0."""
Range = tuple[int, int]
"""The first and the last row or column of several."""

KNOWN_FORMATS = {"9": "0%", "10": "0.00%"}
"""Formats that every program knows by their numbers, as far as they say more than their numbers do."""
ROW = late(rb"<(?:\w+:)?row\b([^>]*\shidden=\"(?:1|true)\"[^>]*)>")
COLUMN = late(rb"<(?:\w+:)?col\b([^>]*\shidden=\"(?:1|true)\"[^>]*)>")
ATTRIBUTE = late(rb"\b([\w-]+)=\"([^\"]*)\"")
FILTER = late(rb"<(?:\w+:)?filterColumn\b")
COMMENT = late(rb"<(?:\w+:)?comment\b")
SHARED = late(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?v>(\d{1,9})<")
PLACE = late(rb"\sr=\"([A-Z]+)(\d+)\"")
BEYOND = late(rb"\sr=\"([A-Za-z]{4,}\d+|[A-Za-z]+\d{8,})\"")
"""A cell in a column of four letters, or a row of eight digits: the last are XFD and 1,048,576."""


@dataclass(slots=True)
class Marks:
    """Of one sheet."""

    formats: dict[Place, NumberFormat] = field(default_factory=dict)
    """Of cells whose format says more than their numbers."""
    struck: list[Place] = field(default_factory=list)
    """Cells whose words are struck out."""
    texts: dict[Place, str] = field(default_factory=dict)
    """What cells say in which something is raised, lowered or struck out."""
    values: dict[Place, str] = field(default_factory=dict)
    """Errors, days before 1900, hours below nothing."""
    rows: list[Range] = field(default_factory=list)
    """Hidden ones, that neither a filter hides nor a click opens."""
    columns: list[Range] = field(default_factory=list)
    drawn: str = ""
    """What boxes of text and the titles of charts say."""
    beyond: str = ""
    """A cell that no sheet has room for. To read up to it would take minutes."""


def of_xlsx(package: Package, lost: Counter[str]) -> dict[str, Marks]:
    """Return the marks of the sheets of an XLSX file by their names; its comments are counted as lost."""
    main = main_part(package, "xl/workbook.xml")
    blob = package.read(main)
    if blob is None or not main.endswith(".xml"):
        return {}
    parts = relations(package, main)
    targets = {one.kind: one.target for one in parts.values()}
    looks = _looks(package.read(targets.get("styles", "")))
    strings = marked_strings(package.read(targets.get("sharedStrings", "")))
    found = {}
    for sheet in parse_xml(blob, "the workbook").iter("{*}sheet"):
        relation = parts.get(attribute(sheet, "id"))
        content = package.read(relation.target) if relation is not None and relation.kind == "worksheet" else None
        if relation is None or content is None:
            continue
        marks = found[attribute(sheet, "name")] = _of_sheet(content, looks)
        marks.texts = _texts(content, strings) if strings else {}
        marks.texts |= _placed(inline_strings(content))
        marks.values = _placed(odd_values(content, looks.days, lost))
        for beside in relations(package, relation.target).values():
            if beside.kind == "drawing":
                marks.drawn = drawn_text(package, beside.target, lost)
            if beside.kind == "comments":
                lost["comment"] += len(COMMENT.findall(package.read(beside.target) or b""))
    return found


@dataclass(frozen=True, slots=True)
class _Looks:
    """What the styles of cells say."""

    formats: dict[int, NumberFormat] = field(default_factory=dict)
    """Those that say more than their numbers, by style."""
    struck: frozenset[int] = frozenset()
    """Styles that strike out."""
    cells: re.Pattern[bytes] | None = None
    """Finds the cells of any of these styles: style, letters, row."""
    days: dict[int, bool] = field(default_factory=dict)
    """Styles of days and hours, and whether they show a day."""


def _looks(blob: bytes | None) -> _Looks:
    if blob is None:
        return _Looks()
    root = parse_xml(blob, "the styles")
    codes = dict(KNOWN_FORMATS)
    codes |= {attribute(form, "numFmtId"): attribute(form, "formatCode") for form in root.iter("{*}numFmt")}
    known = {name: number_format(code) for name, code in codes.items()}
    styles = root.find("{*}cellXfs")
    found = {}
    for place, style in enumerate(() if styles is None else styles):
        form = known.get(attribute(style, "numFmtId"))
        if form is not None:
            found[place] = form
    struck = struck_styles(root)
    which = "|".join(map(str, sorted({*found, *struck})))
    cells = (
        re.compile(rf"<(?:\w+:)?c\b(?=[^>]*\ss=\"({which})\")[^>]*?\sr=\"([A-Z]+)(\d+)\"".encode()) if which else None
    )
    return _Looks(found, frozenset(struck), cells, day_styles(root))


def _texts(content: bytes, strings: dict[int, str]) -> dict[Place, str]:
    """Return what cells say that hold one of these shared strings."""
    shared = ((given, int(which)) for given, which in SHARED.findall(content))
    return _placed((given, strings[which]) for given, which in shared if which in strings and b't="s"' in given)


def _placed(cells: Iterable[tuple[bytes, str]]) -> dict[Place, str]:
    """Return what cells say by where they are, of which their attributes tell."""
    places = ((PLACE.search(given), text) for given, text in cells)
    return {(int(at[2]) - 1, _column(at[1])): text for at, text in places if at is not None}


def _of_sheet(content: bytes, looks: _Looks) -> Marks:
    marks = Marks()
    if found := BEYOND.search(content):
        marks.beyond = found[1].decode()
    for style, letters, row in looks.cells.findall(content) if looks.cells is not None else ():
        place, which = (int(row) - 1, _column(letters)), int(style)
        if which in looks.formats:
            marks.formats[place] = looks.formats[which]
        if which in looks.struck:
            marks.struck.append(place)
    if not FILTER.search(content):
        marks.rows = [(at, at) for given in _closed(ROW, content) if (at := _number(given, "r") - 1) >= 0]
    for given in _closed(COLUMN, content):
        marks.columns.append((_number(given, "min") - 1, _number(given, "max") - 1))
    return marks


def _closed(pattern: re.Pattern[bytes], content: bytes) -> Iterator[dict[str, str]]:
    """Yield the attributes of hidden rows or columns, but for those of an outline, which a click opens."""
    for match in pattern.finditer(content):
        given = _attributes(match[1])
        if given.get("outlineLevel", "0") == "0":
            yield given


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in ATTRIBUTE.findall(tag)}


def _number(given: dict[str, str], name: str, otherwise: int = 0) -> int:
    return number(given.get(name, ""), otherwise)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
