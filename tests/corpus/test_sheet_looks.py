"""Cells of spreadsheets with raised, lowered and struck-out words say what they mean."""

import zipfile
from pathlib import Path

import pytest
from corpus_makers import read_one, zipped
from test_spreadsheet import SHEET, xlsx


def run(text: str, look: str = "") -> str:
    properties = f"<rPr>{look}</rPr>" if look else ""
    return f'<r>{properties}<t xml:space="preserve">{text}</t></r>'


SUPER, SUB, STRUCK = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>', "<strike/>"


def workbook(path: Path, cells: list[str], strings: list[str], fonts: str = "", styles: str = "") -> str:
    """What is read of a sheet with a header and one row of cells."""
    xlsx(path, {"Stores": [["a", "b", "c"][: len(cells)], list(cells)]})
    with zipfile.ZipFile(path) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    items = "".join(f"<si>{string}</si>" for string in strings)
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{SHEET}">{items}</sst>'
    links = members["xl/_rels/workbook.xml.rels"]
    assert isinstance(links, bytes)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="t" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    members["xl/_rels/workbook.xml.rels"] = links.replace(b"</Relationships>", link.encode())
    rows = members["xl/worksheets/sheet1.xml"]
    assert isinstance(rows, bytes)
    for number in range(len(cells)):
        place = f'r="{"ABC"[number]}2"'.encode()
        rows = rows.replace(b"<c " + place, b'<c t="s" s="%d" ' % number + place)
    members["xl/worksheets/sheet1.xml"] = rows
    members["xl/styles.xml"] = f'<styleSheet xmlns="{SHEET}">{fonts}<cellXfs>{styles}</cellXfs></styleSheet>'
    path.write_bytes(zipped(members))
    return read_one(path).text.split("\n")[-1]


@pytest.mark.parametrize(
    ("string", "shown"),
    [
        (run("10") + run("3", SUPER) + run(" kg"), "10^3 kg"),
        (run("40 m") + run("2", f"<b/>{SUPER}"), "40 m^2"),
        (run("CO") + run("2", SUB) + run(" in air"), "CO2 in air"),
        (run("sold ") + run("in May", STRUCK) + run(" in June"), "sold ~~in May~~ in June"),
        (run("sold ", '<strike val="0"/>') + run("in June"), "sold in June"),
        (run("10", "<b/>") + run("3"), "103"),
        ("<r><t>half </t></r><r><t>day</t></r><r><t> only_x000D_</t></r>", "half day only"),
    ],
)
def test_marks_and_struck_words_of_a_string_are_told(string: str, shown: str, tmp_path: Path) -> None:
    cells = ["<v>1</v>", "<v>0</v>"]
    assert workbook(tmp_path / "a.xlsx", cells, ["<t>plain</t>", string]) == f"| {shown} | plain |"


def test_a_cell_that_its_style_strikes_out_is_struck_out_once(tmp_path: Path) -> None:
    fonts = "<fonts><font/><font><strike/></font></fonts>"
    styles = '<xf fontId="0"/><xf fontId="1"/><xf fontId="1"/>'
    strings = ["<t>kept</t>", "<t>gone</t>", run("half ") + run("gone", STRUCK)]
    row = workbook(tmp_path / "a.xlsx", ["<v>0</v>", "<v>1</v>", "<v>2</v>"], strings, fonts, styles)
    assert row == "| kept | ~~gone~~ | ~~half gone~~ |"


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ('style:text-position="super 58%"', "10^3 kg"),
        ('style:text-position="33% 58%"', "10^3 kg"),
        ('style:text-position="sub 58%"', "10_3 kg"),
        ('style:text-position="-8% 58%"', "10_3 kg"),
        ('style:text-position="0% 100%"', "103 kg"),
        ('style:text-line-through-style="solid"', "10~~3~~ kg"),
        ('style:text-line-through-type="single"', "10~~3~~ kg"),
        ('style:text-line-through-style="none" style:text-line-through-type="none"', "103 kg"),
    ],
)
def test_marks_and_struck_words_of_an_ods_cell_are_told(properties: str, shown: str, tmp_path: Path) -> None:
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0" xmlns:style="{OFFICE}:style:1.0"><office:automatic-styles>'
        f'<style:style style:name="T1" style:family="text"><style:text-properties {properties}/></style:style>'
        '<style:style style:name="ce1" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
        '<office:body><office:spreadsheet><table:table table:name="Stores">'
        "<table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>"
        "<table:table-cell><text:p>Weight</text:p></table:table-cell></table:table-row><table:table-row>"
        '<table:table-cell table:style-name="ce1"><text:p>Old</text:p></table:table-cell>'
        '<table:table-cell><text:p>10<text:span text:style-name="T1">3</text:span> kg</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "a.ods"
    path.write_bytes(zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}))
    assert read_one(path).text.split("\n")[-1] == f"| ~~Old~~ | {shown} |"
