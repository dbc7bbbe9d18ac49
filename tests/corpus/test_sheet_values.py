"""Values that a library for workbooks drops or turns into others are read as the sheet shows them."""

import zipfile
from html import escape
from pathlib import Path

import pytest
from corpus_makers import read_one, zipped
from test_sheet_looks import STRUCK, SUPER, run
from test_spreadsheet import styled, xlsx

from openbook.records import Document


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#NAME?"])
@pytest.mark.parametrize("formula", ["", "<f>1/0</f>", '<f t="shared" si="0"/>'])
def test_an_error_is_shown(error: str, formula: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Share"], ["East", f"<v>{error}</v>"]]})
    assert with_cell(path, 't="e"', formula).text.endswith(f"| East | {error} |")


def test_a_picture_in_a_cell_is_no_error(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Plan", "Depth"], ["East", "<v>#VALUE!</v>", 4]]})
    document = with_cell(path, 't="e" vm="1"')
    assert document.text.endswith("| East |  | 4 |")
    assert [str(notice) for notice in document.notices] == ["1 picture is not read"]


@pytest.mark.parametrize(
    ("code", "value", "wanted"),
    [
        ("yyyy-mm-dd", -18260, "1850-01-01"),
        ("d.m.yyyy hh:mm", -18259.75, "1850-01-01 06:00"),
        ("[$-407]d\\. mmmm yy", -18260, "1850-01-01"),
        ("hh:mm", -0.0625, "-1:30"),
        ("[h]:mm", -0.0625, "-1:30"),
        ("hh:mm", 0, "00:00"),
        ("yyyy-mm-dd", 0, "0"),
        ("yyyy-mm-dd", 3000000, "3000000"),
        ("yyyy-mm-dd", -1e9, "-1000000000"),
        ('0" days"', -5, "-5 days"),
        ("yyyy-mm-dd", 45000, "2023-03-15"),
    ],
)
def test_days_before_1900_and_hours_below_nothing_are_what_they_are(
    code: str, value: float, wanted: str, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Since"], ["East", f"#{value:.15g}"]]})
    formats = f"<numFmts><numFmt numFmtId=\"170\" formatCode='{escape(code)}'/></numFmts>"
    found = read_one(styled(path, formats, '<xf numFmtId="0"/><xf numFmtId="170"/>')).text
    assert found.endswith(f"| East | {wanted} |")


@pytest.mark.parametrize(
    ("string", "shown"),
    [
        (run("10") + run("3", SUPER) + run(" kg"), "10^3 kg"),
        (run("sold ") + run("in May", STRUCK) + run(" in June"), "sold ~~in May~~ in June"),
        ("<r><t>half </t></r><r><t>day</t></r>", "half day"),
    ],
)
def test_marks_of_words_that_a_cell_holds_itself_are_told(string: str, shown: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Berths": [["Quay", "Load"], ["East", f"<is>{string}</is>"]]})
    assert with_cell(path, 't="inlineStr"').text.endswith(f"| East | {shown} |")


def with_cell(path: Path, more: str, formula: str = "") -> Document:
    """What is read of a workbook whose cell B2 has these attributes, and a formula."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="B2">', f'<c r="B2" {more}>{formula}'.encode())
    path.write_bytes(zipped(dict(members)))
    return read_one(path)
