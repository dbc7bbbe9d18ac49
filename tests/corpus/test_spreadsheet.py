"""Spreadsheets: sheets under their names, tables with their headers, values as they are meant."""

from html import escape
from pathlib import Path

import pytest
from corpus_makers import read_one, records, zipped

from openbook.codes import Code
from openbook.records import Rejected

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
Value = str | float | None


def cells(rows: list[list[Value]]) -> str:
    """The cells of a sheet; what begins with `<` is a cell's content as it is, `#14:` before a number is its style."""

    def cell(place: str, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, str) and value.startswith("<"):
            return f'<c r="{place}">{value}</c>'
        if isinstance(value, str) and value.startswith("#"):
            return f'<c r="{place}" s="1"><v>{value[1:]}</v></c>'
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{place}"><v>{value}</v></c>'

    lines = (
        f'<row r="{y}">{"".join(cell(f"{chr(64 + x)}{y}", value) for x, value in enumerate(row, 1))}</row>'
        for y, row in enumerate(rows, 1)
    )
    return f"<sheetData>{''.join(lines)}</sheetData>"


def xlsx(path: Path, sheets: dict[str, list[list[Value]]], more: str = "", hidden: str = "") -> Path:
    """A workbook with these sheets; `more` stands behind the cells of each."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="text/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
    }
    names, links = "", f'<Relationship Id="s" Type="{REL}/styles" Target="styles.xml"/>'
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name == hidden else ""
        names += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"{state}/>'
        links += f'<Relationship Id="r{number}" Type="{REL}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        content = f'<worksheet xmlns="{SHEET}">{cells(rows)}{more}</worksheet>'
        members[f"xl/worksheets/sheet{number}.xml"] = content
    members["xl/workbook.xml"] = f'<workbook xmlns="{SHEET}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>'
    members["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'
    path.write_bytes(zipped(members))
    return path


def text(tmp_path: Path, rows: list[list[Value]], more: str = "") -> str:
    return read_one(xlsx(tmp_path / "a.xlsx", {"Berths": rows}, more)).text


def test_each_sheet_stands_under_its_name_with_its_header(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"East": [["Name", "Depth"], ["Old pier", 5.5]], "West": [["a", "b"], ["c", "d"]]})
    assert read_one(path).text == (
        "# East\n\n| Name | Depth |\n| --- | --- |\n| Old pier | 5.5 |\n\n# West\n\n| a | b |\n| --- | --- |\n| c | d |"
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3.0, "3"),
        (0.30000000000000004, "0.3"),
        ("#45000", "2023-03-15"),
        ("#45000.5", "2023-03-15 12:00"),
        (1e20, "1e+20"),
        (1234567890123456.0, "1234567890123456"),
        (-9007199254740991.0, "-9007199254740991"),
    ],
)
def test_values_are_written_as_they_are_meant(value: Value, shown: str, tmp_path: Path) -> None:
    assert text(tmp_path, [["Name", "Value"], ["a", value]]).endswith(f"| a | {shown} |")


def test_a_title_stands_above_and_a_merged_cell_in_each_of_its_rows(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Depths"], ["Pier", "Berth"], ["East", 1], [None, 2]]
    found = text(tmp_path, rows, '<mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells>')
    assert found.split("\n")[2:] == ["Depths", "", "| Pier | Berth |", "| --- | --- |", "| East | 1 |", "| East | 2 |"]


def test_tables_below_each_other_have_their_own_headers_and_a_gap_is_no_end(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Pier", "Depth"], ["East", 5], [], ["West", 6], [], ["Crew", "Watch"], ["Moore", 1]]
    tables = text(tmp_path, rows).split("\n\n")[1:]
    assert tables == [
        "| Pier | Depth |\n| --- | --- |\n| East | 5 |\n| West | 6 |",
        "| Crew | Watch |\n| --- | --- |\n| Moore | 1 |",
    ]


def test_hidden_sheets_and_formulas_without_a_value_are_said(tmp_path: Path) -> None:
    shown: list[list[Value]] = [["a", "b"], ["c", "<f>1+1</f>"]]
    found = read_one(xlsx(tmp_path / "a.xlsx", {"In": shown, "Out": [["secret", "x"]]}, hidden="Out"))
    assert "secret" not in found.text
    assert [str(notice).partition(":")[0] for notice in found.notices] == [
        "1 formula has no value in the file",
        "1 hidden sheet is left out",
    ]


@pytest.mark.parametrize(
    ("name", "blob", "code"),
    [
        ("a.xlsx", b"PK\x03\x04 broken", Code.BROKEN_FILE),
        ("a.xlsx", zipped({"a.txt": "x"}), Code.BROKEN_FILE),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", Code.ENCRYPTED),
        ("a.xlsb", zipped({"xl/a.bin": "x"}), Code.BROKEN_FILE),
        ("a.xls", b"no workbook at all", Code.BROKEN_FILE),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", Code.BROKEN_FILE),
        ("a.ods", zipped({"mimetype": "x"}), Code.BROKEN_FILE),
    ],
)
def test_what_is_no_workbook_has_a_reason(name: str, blob: bytes, code: Code, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(blob)
    [found] = records(path)
    assert isinstance(found, Rejected)
    assert found.code == code


def test_an_empty_workbook_and_a_bomb_are_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Empty": []})
    [empty] = records(path)
    [bomb] = records(path, max_unpacked_bytes=300)
    assert isinstance(empty, Rejected)
    assert isinstance(bomb, Rejected)
    assert (empty.code, bomb.code) == (Code.EMPTY, Code.TOO_LARGE)


def test_a_damaged_sheet_costs_itself(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["a", "b"], ["c", "d"]]
    path = xlsx(tmp_path / "a.xlsx", {"Bad": [["<v>1</v></c><c r="]], "Good": rows})
    found = read_one(path)
    assert found.text.startswith("# Good")
    assert "“Bad” is not read" in str(found.notices[0])


@pytest.mark.parametrize("place", ["EditA1", "XFDA1", "A99999999"])
def test_a_sheet_with_a_cell_that_no_sheet_has_room_for_costs_itself_and_no_time(place: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Wide": [[f'<v>1</v></c><c r="{place}"><v>2</v>']], "Good": [["a", "b"]]})
    found = read_one(path)
    assert found.text.startswith("# Good")
    assert f"“Wide” is not read: it names the cell {place}" in str(found.notices[0])


def test_a_cell_that_stands_alone_is_a_line_and_no_table(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Depths of 1911"], [], ["Berth", "Depth"], ["North", 3]]
    text = read_one(xlsx(tmp_path / "a.xlsx", {"A": rows})).text
    assert text == "# A\n\nDepths of 1911\n\n| Berth | Depth |\n| --- | --- |\n| North | 3 |"


def styled(path: Path, formats: str, styles: str) -> Path:
    """Put other formats and styles into a workbook."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["xl/styles.xml"] = f'<styleSheet xmlns="{SHEET}">{formats}<cellXfs>{styles}</cellXfs></styleSheet>'
    path.write_bytes(zipped(members))
    return path


@pytest.mark.parametrize(
    ("formats", "style", "wanted"),
    [
        ("", '<xf numFmtId="10"/>', "12.5%"),
        ('<numFmts><numFmt numFmtId="170" formatCode="0.0%;[Red]-0.0%"/></numFmts>', '<xf numFmtId="170"/>', "12.5%"),
        ('<numFmts><numFmt numFmtId="170" formatCode="0.0&quot;%&quot;"/></numFmts>', '<xf numFmtId="170"/>', "0.125%"),
    ],
)
def test_a_share_is_shown_as_its_format_shows_it(tmp_path: Path, formats: str, style: str, wanted: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Free"], ["East", "#0.125"]]})
    assert read_one(styled(path, formats, f'<xf numFmtId="0"/>{style}')).text.endswith(f"| East | {wanted} |")


@pytest.mark.parametrize(
    ("code", "value", "wanted"),
    [
        ("00000", 417, "00417"),
        ("000-00-0000", 12345678, "012-34-5678"),
        ("#,##0.00\\ [$€-407]", 1234.5, "1234.50 €"),
        ("#,##0.00\\ [$€-407];[Red]-#,##0.00\\ [$€-407]", -3, "-3.00 €"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_)', -12.5, "-$12.50"),
        ('_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_)', 0, "$0.00"),
        ('0.0" °C"', 21.25, "21.25 °C"),
        ('0.0,,"\u00a0M"', 1_250_000, "1.25 M"),
        ('"yes";;"no"', 1, "yes"),
        ('"yes";;"no"', 0, "no"),
        ('[=1]"one boat";0" boats"', 1, "one boat"),
        ('[=1]"one boat";0" boats"', 4, "4 boats"),
        ("[>=1000]0,\\k;0", 5000, "5k"),
        ('General" kg"', 2.5, "2.5 kg"),
        ("# ##0", 12345, "12345"),
        ("#,##0.00", 1234.5, "1234.5"),
        ("0.00E+00", 1234.5, "1234.5"),
        ("# ?/?", 0.5, "0.5"),
        ("[Red]0", 7, "7"),
        ('"No. "0', 1234567890123456, "No. 1234567890123456"),
    ],
)
def test_units_and_noughts_of_a_format_are_said(code: str, value: float, wanted: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Said"], ["East", f"#{value}"]]})
    formats = f"<numFmts><numFmt numFmtId=\"170\" formatCode='{escape(code)}'/></numFmts>"
    found = read_one(styled(path, formats, '<xf numFmtId="0"/><xf numFmtId="170"/>')).text
    assert found.endswith(f"| East | {wanted} |")


def hidden(tmp_path: Path, columns: str, row: str, more: str = "") -> tuple[str, str]:
    """What is read of a sheet with these columns and second row, and its notices."""
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Key", "Depth"], ["East", "k1", 3], ["West", "k2", 5]]}, more)
    import zipfile

    with zipfile.ZipFile(path) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, bytes)
    given = sheet.decode().replace("<sheetData>", f"<cols>{columns}</cols><sheetData>")
    members["xl/worksheets/sheet1.xml"] = given.replace('<row r="2">', f'<row r="2"{row}>')
    path.write_bytes(zipped(members))
    document = read_one(path)
    return document.text.partition("\n\n")[2], "; ".join(map(str, document.notices))


def test_hidden_rows_and_columns_are_left_out_and_counted(tmp_path: Path) -> None:
    found = hidden(tmp_path, '<col min="2" max="2" hidden="1"/>', ' hidden="1"')
    wanted = "| Quay | Depth |\n| --- | --- |\n| West | 5 |"
    assert found == (wanted, "1 hidden row is left out; 1 hidden column is left out")


@pytest.mark.parametrize(
    ("columns", "row", "more"),
    [
        ('<col min="2" max="2" hidden="1" outlineLevel="1"/>', "", ""),
        ("", ' hidden="1" outlineLevel="1"', ""),
        ("", ' hidden="1"', '<autoFilter ref="A1:C3"><filterColumn colId="0"/></autoFilter>'),
    ],
)
def test_what_a_click_or_another_filter_shows_is_read(tmp_path: Path, columns: str, row: str, more: str) -> None:
    found, notices = hidden(tmp_path, columns, row, more)
    assert "| East | k1 | 3 |" in found
    assert not notices


def ods(tmp_path: Path, table: str) -> tuple[str, str]:
    """What is read of the one sheet of an ODS file, and its notices."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:spreadsheet><table:table table:name="Berths">{table}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    path = tmp_path / "a.ods"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    path.write_bytes(zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}))
    document = read_one(path)
    return document.text.partition("\n\n")[2], "; ".join(map(str, document.notices))


def word(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def test_an_ods_sheet_shows_shares_cells_over_rows_and_what_is_not_hidden(tmp_path: Path) -> None:
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.07"><text:p>7 %</text:p></table:table-cell>'
    )
    over = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    remark = "<office:annotation><text:p>really?</text:p></office:annotation>"
    rows = (
        "<table:table-column/><table:table-column/><table:table-column table:visibility='collapse'/>".replace("'", '"'),
        f"<table:table-row>{word('Quay')}{word('Free')}{word('Key')}</table:table-row>",
        f"<table:table-row>{word(f'East{remark}', over)}{share}{word('k')}</table:table-row>",
        f"<table:table-row><table:covered-table-cell/>{word('none')}</table:table-row>",
        f'<table:table-row table:visibility="collapse">{word("gone")}{word("x")}</table:table-row>',
        f"<table:table-row-group><table:table-row table:visibility='collapse'>{word('shut')}{word('y')}".replace(
            "'", '"'
        ),
        "</table:table-row></table:table-row-group>",
    )
    wanted = "| Quay | Free |\n| --- | --- |\n| East | 7% |\n| East | none |\n| shut | y |"
    found, notices = ods(tmp_path, "".join(rows))
    assert found == wanted
    said = "1 comment is left out: what reviewers wrote beside the text"
    assert notices == f"{said}; 1 hidden row is left out; 1 hidden column is left out"


def held(kind: str, value: str, text: str) -> str:
    named = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    given = f'office:value-type="{kind}" office:{named}="{value}"'
    return f"<table:table-cell {given}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("<table:table-cell><text:p>Berg</text:p></table:table-cell>", "Berg"),
        ("<table:table-cell><text:p>Ada<text:s/>and</text:p><text:p>Eva</text:p></table:table-cell>", "Ada and Eva"),
        (held("float", "417", "00417"), "00417"),
        (held("float", "1234.5", "1.234,50"), "1234.5"),
        (held("currency", "12.5", "12,50 €"), "12,50 €"),
        (held("date", "2019-03-04T17:30:00", "04.03.19"), "2019-03-04 17:30"),
        (held("time", "PT36H05M00S", "36:05"), "36:05"),
        (held("boolean", "true", "WAHR"), "TRUE"),
        (held("float", "0", "#DIV/0!").replace(" office:", ' table:formula="of:=1/0" office:', 1), ""),
    ],
)
def test_a_cell_of_an_ods_sheet_says_what_it_shows(cell: str, wanted: str, tmp_path: Path) -> None:
    rows = f"<table:table-row>{word('Quay')}{word('Said')}</table:table-row>"
    found, _ = ods(tmp_path, f"{rows}<table:table-row>{word('East')}{cell}</table:table-row>")
    assert found.endswith(f"| East | {wanted} |")


def test_cells_and_rows_that_an_ods_sheet_stores_once_are_repeated(tmp_path: Path) -> None:
    again = ' table:number-rows-repeated="2"'
    twice, empty = ' table:number-columns-repeated="2"', '<table:table-cell table:number-columns-repeated="1020"/>'
    rows = (
        f"<table:table-row>{word('Day')}{word('Early')}{word('Late')}</table:table-row>",
        f"<table:table-row{again}>{word('Monday')}{word('Berg', twice)}{empty}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>',
    )
    found, _ = ods(tmp_path, "".join(rows))
    assert found == "| Day | Early | Late |\n| --- | --- | --- |\n" + "\n".join(["| Monday | Berg | Berg |"] * 2)


def test_an_ods_sheet_that_repeats_without_end_is_refused(tmp_path: Path) -> None:
    many = ' table:number-columns-repeated="9000"'
    rows = f'<table:table-row table:number-rows-repeated="900000">{word("x", many)}</table:table-row>'
    with pytest.raises(AssertionError, match="too_large"):
        ods(tmp_path, rows)


@pytest.mark.parametrize("name", ["a.xlsm", "a.xltx"])
def test_templates_and_books_with_macros_are_spreadsheets(name: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / name, {"East": [["Name", "Depth"], ["Old pier", 5.5]]})
    assert read_one(path).text == "# East\n\n| Name | Depth |\n| --- | --- |\n| Old pier | 5.5 |"


def test_what_names_no_columns_and_what_stands_above_them_is_told_apart(tmp_path: Path) -> None:
    days: list[list[Value]] = [["2023-01-01", "wet"], ["2023-01-02", "dry"]]
    assert text(tmp_path, days) == "# Berths\n\n| 2023-01-01 | wet |\n| 2023-01-02 | dry |"
    rows: list[list[Value]] = [["Gauge", "LX"], ["Place", "Quay"], [], ["Day", "Hour", "Level"], ["Monday", "noon", 4]]
    table = "| Day | Hour | Level |\n| --- | --- | --- |\n| Monday | noon | 4 |"
    assert text(tmp_path, rows) == f"# Berths\n\nGauge: LX\n\nPlace: Quay\n\n{table}"
