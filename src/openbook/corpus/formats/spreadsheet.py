"""Spreadsheets (XLSX, XLSB, XLS, ODS): each sheet under its name, its tables as rows with their headers."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError

from openbook.codes import Code, Kind
from openbook.corpus.clean import clean, is_blank, one_line
from openbook.corpus.formats.cell_values import shown
from openbook.corpus.formats.ods_sheets import OdsSheet, sheets_of
from openbook.corpus.formats.office.inline import crossed
from openbook.corpus.formats.office.lost import notices
from openbook.corpus.formats.office.ooxml import properties
from openbook.corpus.formats.package import OLE, Package
from openbook.corpus.formats.sheet_marks import Marks, Range, of_xlsx
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.parted_tables import tables_in, with_names
from openbook.corpus.tables import Cell, table_lines
from openbook.dataclass import dataclass, field
from openbook.records import Notice
from openbook.text.late import late

UNKNOWN_VALUE = late(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell with a formula whose value the file does not hold."""
WORKBOOK = "Workbook".encode("utf-16-le")
"""What an old file calls its part; a new one behind a password, which looks like one, has none."""
Sheet = tuple[str, bool, list[str]]
"""A sheet's name, whether it is hidden, and its tables, each as one block of lines."""


def read(file: RawFile) -> Iterator[Parsed]:
    """Yield the workbook as one document. Raises Unreadable: `encrypted`, `broken_file`, `empty`, `too_large`."""
    inside = _look_inside(file)
    parts: list[str] = []
    said = list(inside.notices)
    lost = inside.lost
    for name, hidden, blocks in _of_ods(inside.sheets) if inside.is_ods else _of_book(file, inside, said):
        if blocks and hidden:
            lost["sheet"] += 1
        elif blocks:
            parts += [f"# {one_line(name)}", *blocks]
    text = clean("\n\n".join(parts))
    if is_blank(text):
        raise _nothing(said, lost)
    said += notices(lost)
    yield Parsed(text, title=inside.title, markup="markdown", metadata=inside.metadata, notices=tuple(said))


def _of_ods(sheets: list[OdsSheet]) -> Iterator[Sheet]:
    for sheet in sheets:
        yield sheet.name, sheet.hidden, _blocks(sheet.rows)


def _of_book(file: RawFile, inside: "_Inside", said: list[Notice]) -> Iterator[Sheet]:
    """Yield the sheets of a book of Excel; one that is damaged is told of in `said`."""
    with _problems_are_reasons():
        book = CalamineWorkbook.from_filelike(BytesIO(file.blob()))
        sheets = book.sheets_metadata
    for sheet in sheets:
        if "WorkSheet" not in str(sheet.typ):
            inside.lost["chart"] += "Chart" in str(sheet.typ)
            continue
        try:
            with _problems_are_reasons():
                marks = inside.marks.get(sheet.name, Marks())
                if marks.beyond:
                    raise Unreadable(
                        Code.BROKEN_FILE, f"it names the cell {marks.beyond[:20]}, for which no sheet has room"
                    )
                blocks = _blocks(_rows(book.get_sheet_by_name(sheet.name), marks, inside.lost))
                blocks += [marks.drawn] if marks.drawn else []
        except Unreadable as problem:
            said.append(Notice(Kind.DAMAGED, f"the sheet “{one_line(sheet.name)}” is not read: {problem.detail}"))
            continue
        yield sheet.name, not str(sheet.visible).endswith(".Visible"), blocks


def _nothing(said: list[Notice], lost: Counter[str]) -> Unreadable:
    damaged = [notice.text for notice in said if notice.kind is Kind.DAMAGED]
    if damaged:
        return Unreadable(Code.BROKEN_FILE, "; ".join(damaged)[:300])
    hidden = ": all that is in it is hidden" if lost["sheet"] else ""
    return Unreadable(Code.EMPTY, f"a workbook without a value{hidden}")


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a package says of itself, and of its sheets beyond their values."""

    title: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    marks: dict[str, Marks] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    is_ods: bool = False
    sheets: list[OdsSheet] = field(default_factory=list)
    """Those of an ODS file."""


def _look_inside(file: RawFile) -> _Inside:
    """Unpack what is packed within the limit, and return what is found besides the values."""
    if _is_old(file):
        return _Inside()
    if file.suffix == ".xls" and not _begins_with(file, b"PK"):
        raise Unreadable(Code.BROKEN_FILE, "not an old Excel file: rename it as what it is (.xlsx, .csv, .html)")
    lost: Counter[str] = Counter()
    marks: dict[str, Marks] = {}
    sheets: list[OdsSheet] = []
    with Package(file, "spreadsheet") as package:
        is_ods = package.name("content.xml") is not None and package.name("xl/workbook.xml") is None
        unknown = 0
        for name in package.names:
            if name.lower().endswith((".xml", ".bin")):
                blob = package.read(name) or b""
                unknown += len(UNKNOWN_VALUE.findall(blob)) if "/worksheets/" in name else 0
        title, metadata = properties(package)
        if is_ods:
            sheets = list(sheets_of(_ods_content(package), lost))
        else:
            # What is damaged here, the library below says of the whole book.
            with suppress(Unreadable):
                marks = of_xlsx(package, lost)
    have = "formula has" if unknown == 1 else "formulas have"
    text = f"{unknown:,} {have} no value in the file: open it in a spreadsheet program and save it again"
    said = (Notice(Kind.NOT_RENDERED, text),) if unknown else ()
    return _Inside(title, metadata, said, marks, lost, is_ods, sheets)


def _begins_with(file: RawFile, sign: bytes) -> bool:
    with file.open() as stream:
        return stream.read(len(sign)) == sign


def _is_old(file: RawFile) -> bool:
    """Whether it is an Excel file of before 2007, whatever its name."""
    return _begins_with(file, OLE) and (file.suffix == ".xls" or WORKBOOK in file.blob())


def _ods_content(package: Package) -> bytes:
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise Unreadable(Code.ENCRYPTED, "password-protected: save it without a password")
    blob = package.read("content.xml")
    if blob is None:
        raise Unreadable(Code.BROKEN_FILE, "not an OpenDocument file: content.xml is missing")
    return blob


@contextmanager
def _problems_are_reasons() -> Iterator[None]:
    """Turn what the library raises into reasons: its panics are no exceptions of Python's usual kind."""
    try:
        yield
    except PasswordError:
        raise Unreadable(Code.ENCRYPTED, "password-protected: save it without a password") from None
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(Code.BROKEN_FILE, f"not a whole workbook: {error}"[:200]) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(Code.BROKEN_FILE, "not a whole workbook: its tables are damaged") from None


def _rows(sheet: Any, marks: Marks, lost: Counter[str]) -> list[list[str]]:
    """Return what the cells of a sheet say."""
    values = sheet.to_python(skip_empty_area=False)
    for (y, x), written in marks.formats.items():
        if y < len(values) and x < len(values[y]):
            value = values[y][x]
            if isinstance(value, int | float) and not isinstance(value, bool):
                values[y][x] = written(value)
    rows = [[shown(value) for value in row] for row in values]
    for (y, x), text in marks.values.items():
        if y < len(rows) and x < len(rows[y]):
            rows[y][x] = text
    for (y, x), text in marks.texts.items():
        if y < len(rows) and x < len(rows[y]) and rows[y][x]:
            rows[y][x] = text
    for y, x in marks.struck:
        if y < len(rows) and x < len(rows[y]) and rows[y][x]:
            rows[y][x] = crossed(rows[y][x])
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom - top >= 10_000:
            continue
        # A cell over rows says the same of each of them.
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and top < len(rows) and left < len(rows[top]) and not row[left]:
                row[left] = rows[top][left]
    _hide(rows, marks, lost)
    return rows


def _blocks(rows: list[list[str]]) -> list[str]:
    """Return the tables of a sheet, each as one block of lines."""
    blocks = []
    for table in tables_in(rows):
        alone = [text for row in table for text in row if text]
        if len(alone) == 1:
            blocks.append(alone[0])
            continue
        named, _, headed = with_names(table)
        lines = table_lines([[Cell(text) for text in row] for row in named], headed=headed)
        if lines:
            blocks.append("\n".join(lines))
    return blocks


def _hide(rows: list[list[str]], marks: Marks, lost: Counter[str]) -> None:
    """Take out hidden rows and columns, and count those that say something."""
    for at in _counted_back(marks.rows, len(rows)):
        lost["row"] += any(rows[at])
        del rows[at]
    for at in _counted_back(marks.columns, max(map(len, rows), default=0)):
        held = [row for row in rows if at < len(row)]
        lost["column"] += any(row[at] for row in held)
        for row in held:
            del row[at]


def _counted_back(ranges: list[Range], end: int) -> list[int]:
    found = {at for first, last in ranges for at in range(first, min(last + 1, end))}
    return sorted(found, reverse=True)
