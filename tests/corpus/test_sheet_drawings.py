"""What is drawn on a sheet is read with it, or said to be left out."""

import zipfile
from pathlib import Path

import pytest
from corpus_makers import read_one, zipped
from test_spreadsheet import PACKAGE, REL, xlsx

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
CHART = (
    f'<c:chartSpace xmlns:c="{DRAWN}/chart" xmlns:a="{DRAWN}/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r>'
    "<a:t>Boats a year</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:cat><c:strRef>"
    '<c:strCache><c:pt idx="0"><c:v>East</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>'
    '<c:pt idx="0"><c:v>71</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart>'
    "</c:chartSpace>"
)


def box(text: str, more: str = "", name: str = 'id="2" name="b"') -> str:
    body = f"<xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>"
    return f"<xdr:sp {more}><xdr:nvSpPr><xdr:cNvPr {name}/></xdr:nvSpPr>{body}</xdr:sp>"


def read(tmp_path: Path, drawing: str) -> tuple[str, list[str]]:
    """What is read of a sheet of one row with a drawing, and what is said."""
    path = xlsx(tmp_path / "a.xlsx", {"Stores": [["Name", "Year"], ["East", 1897]]})
    with zipfile.ZipFile(path) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    links = '<Relationships xmlns="{}"><Relationship Id="d" Type="{}/{}" Target="{}"/></Relationships>'
    members |= {
        "xl/worksheets/_rels/sheet1.xml.rels": links.format(PACKAGE, REL, "drawing", "../drawings/drawing1.xml"),
        "xl/drawings/_rels/drawing1.xml.rels": links.format(PACKAGE, REL, "chart", "../charts/chart1.xml"),
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{DRAWN}/spreadsheetDrawing" xmlns:a="{DRAWN}/main" '
        f'xmlns:c="{DRAWN}/chart" xmlns:r="{REL}">{drawing}</xdr:wsDr>',
        "xl/charts/chart1.xml": CHART,
    }
    path.write_bytes(zipped(members))
    document = read_one(path)
    return document.text.partition("| East | 1897 |")[2], [str(notice) for notice in document.notices]


def test_boxes_of_text_stand_below_the_table(tmp_path: Path) -> None:
    assert read(tmp_path, box("Closed in winter.") + box("Ask at the quay.")) == (
        "\n\nClosed in winter.\n\nAsk at the quay.",
        [],
    )


def test_a_chart_says_its_title_and_not_once_more_what_the_cells_say(tmp_path: Path) -> None:
    assert read(tmp_path, '<xdr:graphicFrame><a:graphic><c:chart r:id="d"/></a:graphic></xdr:graphicFrame>') == (
        "\n\nBoats a year",
        [],
    )


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (box("East", 'textlink="$A$2"'), []),
        (box("never", name='id="2" name="b" hidden="1"'), ["1 piece of hidden text is left out"]),
        ("<xdr:pic><xdr:nvPicPr/></xdr:pic>", ["1 picture is not read"]),
        ("<broken", ["1 picture is not read"]),
    ],
)
def test_what_is_shown_by_a_cell_hidden_or_a_picture_is_no_text(drawing: str, said: list[str], tmp_path: Path) -> None:
    assert read(tmp_path, drawing) == ("", said)
