"""What a sheet shows beyond its values: percentages, truth values, cells over rows, and what it hides."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from openbook.corpus.formats.office.ooxml import attribute, main_part, number, relations
from openbook.corpus.formats.package import Package, parse_xml
from openbook.dataclass import dataclass, field
from openbook.text.late import late

Place = tuple[int, int]
"""Row and column, from 0."""
Range = tuple[int, int]
"""The first and the last row or column of several."""

PERCENT_FORMATS = frozenset({"9", "10"})
"""The formats of a percentage that every program knows by their numbers."""
LITERAL = late(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
"""What a number format says in words, where a percent sign means nothing."""
ROW = late(rb"<(?:\w+:)?row\b([^>]*\shidden=\"(?:1|true)\"[^>]*)>")
COLUMN = late(rb"<(?:\w+:)?col\b([^>]*\shidden=\"(?:1|true)\"[^>]*)>")
ATTRIBUTE = late(rb"\b([\w-]+)=\"([^\"]*)\"")
FILTER = late(rb"<(?:\w+:)?filterColumn\b")
COMMENT = late(rb"<(?:\w+:)?comment\b")
ODS_TAG = late(
    rb"<(?:table:(table|table-column|table-row|table-cell|covered-table-cell)|office:(annotation))(?=[\s/>])([^>]*)>"
    rb"|<(/?)table:table-(?:row|column)-group\b"
)
LOOK = (b"percentage", b"boolean", b"collapse", b"spanned", b"office:annotation")
"""Without any of these an ODS file has no marks."""


@dataclass(slots=True)
class Marks:
    """Of one sheet."""

    percent: set[Place] = field(default_factory=set)
    truths: set[Place] = field(default_factory=set)
    """Where a 1 stands for true."""
    spans: list[tuple[Place, Place]] = field(default_factory=list)
    """Cells over several, as far as the library doesn't tell them: the first and the last place."""
    rows: list[Range] = field(default_factory=list)
    """Hidden ones, that neither a filter hides nor a click opens."""
    columns: list[Range] = field(default_factory=list)


def of_xlsx(package: Package, lost: Counter[str]) -> dict[str, Marks]:
    """Return the marks of the sheets of an XLSX file by their names; its comments are counted as lost."""
    main = main_part(package, "xl/workbook.xml")
    blob = package.read(main)
    if blob is None or not main.endswith(".xml"):
        return {}
    parts = relations(package, main)
    styles = next((one.target for one in parts.values() if one.kind == "styles"), "")
    percent = _percent_cells(_percent_styles(package.read(styles)))
    found = {}
    for sheet in parse_xml(blob, "the workbook").iter("{*}sheet"):
        relation = parts.get(attribute(sheet, "id"))
        content = package.read(relation.target) if relation is not None and relation.kind == "worksheet" else None
        if relation is None or content is None:
            continue
        found[attribute(sheet, "name")] = _of_sheet(content, percent)
        for beside in relations(package, relation.target).values():
            if beside.kind == "comments":
                lost["comment"] += len(COMMENT.findall(package.read(beside.target) or b""))
    return found


def _percent_styles(blob: bytes | None) -> list[int]:
    """Return which of the cell styles show a percentage."""
    if blob is None:
        return []
    root = parse_xml(blob, "the styles")
    formats = set(PERCENT_FORMATS)
    for form in root.iter("{*}numFmt"):
        if "%" in LITERAL.sub("", attribute(form, "formatCode")):
            formats.add(attribute(form, "numFmtId"))
    styles = root.find("{*}cellXfs")
    return [
        place for place, style in enumerate(() if styles is None else styles) if attribute(style, "numFmtId") in formats
    ]


def _percent_cells(styles: list[int]) -> re.Pattern[bytes] | None:
    """Return what finds the cells of these styles, with their letters and their row."""
    if not styles:
        return None
    which = "|".join(map(str, styles))
    return re.compile(rf"<(?:\w+:)?c\b(?=[^>]*\ss=\"(?:{which})\")[^>]*?\sr=\"([A-Z]+)(\d+)\"".encode())


def _of_sheet(content: bytes, percent: re.Pattern[bytes] | None) -> Marks:
    marks = Marks()
    if percent is not None:
        marks.percent = {(int(row) - 1, _column(letters)) for letters, row in percent.findall(content)}
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


def of_ods(content: bytes, lost: Counter[str]) -> dict[str, Marks]:
    """Return the marks of the sheets of an ODS file by their names, from its content; comments are counted as lost."""
    found: dict[str, Marks] = {}
    if not any(sign in content for sign in LOOK):
        return found
    marks = Marks()
    row = column = next_row = groups = 0
    for match in ODS_TAG.finditer(content):
        if match[1] is None and match[2] is None:
            groups += -1 if match[4] else 1
            continue
        if match[2]:
            lost["comment"] += 1
            continue
        given = _attributes(match[3])
        if match[1] == b"table":
            marks = found.setdefault(given.get("name", ""), Marks())
            next_row = column = groups = 0
            continue
        repeated = _number(given, "number-rows-repeated" if match[1] == b"table-row" else "number-columns-repeated", 1)
        hidden = given.get("visibility") == "collapse" and not groups
        if match[1] == b"table-row":
            row, next_row, column = next_row, next_row + repeated, 0
            if hidden:
                marks.rows.append((row, next_row - 1))
            continue
        if match[1] == b"table-column":
            if hidden:
                marks.columns.append((column, column + repeated - 1))
        else:
            _mark_cell(marks, given, (row, column), repeated)
        column += repeated
    return found


def _mark_cell(marks: Marks, given: dict[str, str], place: Place, repeated: int) -> None:
    kind = given.get("value-type")
    if kind in ("percentage", "boolean") and repeated < 1000:
        places = {(place[0], place[1] + more) for more in range(repeated)}
        (marks.percent if kind == "percentage" else marks.truths).update(places)
    over = _number(given, "number-rows-spanned", 1) - 1
    if over > 0:
        across = _number(given, "number-columns-spanned", 1) - 1
        marks.spans.append((place, (place[0] + over, place[1] + across)))
