"""Names of groups of columns stand with the names of their columns, whatever format a table is written in."""

# ruff: noqa: E501 - the rows are read side by side

from pathlib import Path

import pytest
from corpus_makers import docx, paragraph, read_one
from test_spreadsheet import xlsx

from openbook.corpus.tables import Cell, table_lines

HEAD = ["| Port | Spring / low | Spring / high | Autumn / low | Autumn / high |", "| --- | --- | --- | --- | --- |"]
WHOLE = "\n".join([*HEAD, "| Leith | 1 | 5 | 2 | 6 |", "| Wick | 3 | 7 | 4 | 8 |"])


def plain(*rows: str) -> list[list[Cell]]:
    """Rows of cells between bars: `Spring*2` goes over two columns, `Port^2` over two rows."""

    def cell(text: str) -> Cell:
        words, _, columns = text.strip().partition("*")
        words, _, down = words.partition("^")
        return Cell(words, int(columns or 1), int(down or 1))

    return [[cell(text) for text in row.split("|")] for row in rows]


DATA = ("Leith|1|5|2|6", "Wick|3|7|4|8")


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        (("Port^2|Spring*2|Autumn*2", "low|high|low|high", *DATA), HEAD[0]),
        (("Port|Spring*2|Autumn*2", "|low|high|low|high", *DATA), HEAD[0]),
        (("|Spring*2|Autumn*2", "Port|low|high|low|high", *DATA), HEAD[0]),
        (("Tides at two ports", "Port^2|Spring*2|Autumn*2", "low|high|low|high", *DATA), HEAD[0]),
        (("|Tons*2", "Port|in|out", "Leith|4|5"), "| Port | Tons / in | Tons / out |"),
        (("Port^2|Tons*2", "2021|2022", "Leith|4|5"), "| Port | Tons / 2021 | Tons / 2022 |"),
        (("Port^3|Year*4", "Spring*2|Autumn*2", "low|high|low|high", *DATA),
         "| Port | Year / Spring / low | Year / Spring / high | Year / Autumn / low | Year / Autumn / high |"),
        (("Port^2|Keeper^2|Lamp*2", "kind|range", "Leith|Moore|oil|far"), "| Port | Keeper | Lamp / kind | Lamp / range |"),
        (("Day*2|Night*2", "in|out|in|out", "a|b|c|d"), "| Day / in | Day / out | Night / in | Night / out |"),
    ],
)  # fmt: skip
def test_names_of_groups_are_told_with_each_of_their_columns(rows: tuple[str, ...], head: str) -> None:
    lines = table_lines(plain(*rows))
    assert head in lines
    assert lines[lines.index(head) + 1].startswith("| --- |")


@pytest.mark.parametrize(
    "rows",
    [
        ("Port|Hours*2", "Leith|9|17", "Wick|8|16"),
        ("Port|Hours*2", "Leith|early|late", "Wick|8|16"),
        ("Monday|closed*2", "Tuesday|9|17", "Friday|9|12"),
        ("Name|Languages*2", "|French|Dutch", "Bo|Greek|Thai"),
        ("|Languages*2", "Ann|French|Dutch", "Bo|Greek|Thai"),
        ("Day*2|Night*2", "1|2|3|4", "5|6|7|8"),
        ("Port^2|Tons*2", "12|13", "Leith|4|5"),
        ("Port^2|Tons*2", "in|out"),
        ("Port^2|Tons*2", "in|", "Leith|4|5"),
        ("Port|low|high", "|a|a", "Leith|4|5"),
    ],
)
def test_rows_that_may_be_data_stay_below_the_head(rows: tuple[str, ...]) -> None:
    assert not any(" / " in line for line in table_lines(plain(*rows)))


def test_empty_cells_behind_a_name_are_its_columns_where_a_file_knows_no_spans() -> None:
    rows = plain("Port|Spring||Autumn|", "|low|high|low|high", *DATA)
    assert table_lines(rows, spanned=False)[0] == HEAD[0]
    assert table_lines(rows)[0] == "| Port | Spring |  | Autumn |  |"
    beside = plain("Port|Spring||Autumn|", "Leith|1|5|2|6", "Wick|3|7|4|8")
    assert table_lines(beside, spanned=False)[0] == "| Port | Spring |  | Autumn |  |"


def test_a_cell_over_rows_and_columns_keeps_the_places_of_the_others() -> None:
    assert table_lines(plain("Port|a|b|c", "Leith|tall^2*2|1", "Wick|2", "Oban|3|4|5")) == [
        "| Port | a | b | c |",
        "| --- | --- | --- | --- |",
        "| Leith | tall |  | 1 |",
        "| Wick | tall |  | 2 |",
        "| Oban | 3 | 4 | 5 |",
    ]


def test_rows_in_the_head_of_a_page_s_table_name_its_columns_whatever_is_below(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<table><thead><tr><td>Port<td colspan=2>Lamps</tr><tr><td>and quay<td>east<td>west</tr></thead>"
        "<tr><td>Leith<td>red<td>green</tr></table>"
    )
    assert read_one(tmp_path / "a.html").text.split("\n")[0] == "| Port / and quay | Lamps / east | Lamps / west |"


def test_a_head_that_holds_all_rows_of_a_table_is_none(tmp_path: Path) -> None:
    rows = "<tr><th>Port<th>Lamp</tr><tr><td>Leith<td>red</tr><tr><td>Wick<td>white</tr>"
    (tmp_path / "a.html").write_text(f"<table><thead>{rows}</thead></table>")
    assert read_one(tmp_path / "a.html").text.split("\n")[2:] == ["| Leith | red |", "| Wick | white |"]


def word_row(*cells: tuple[str, str]) -> str:
    drawn = (f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>" for text, properties in cells)
    return f"<w:tr>{''.join(drawn)}</w:tr>"


WIDE, BEGINS, GOES_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
TEX = r"""\begin{tabular}{lrrrr}
\multirow{2}{*}{Port} & \multicolumn{2}{c}{Spring} & \multicolumn{2}{c}{Autumn}\\ \cmidrule{2-5}
& low & high & low & high\\ \midrule
Leith & 1 & 5 & 2 & 6\\ Wick & 3 & 7 & 4 & 8\\
\end{tabular}"""
GRID = """\
+-------+-----------+-----------+
| Port  | Spring    | Autumn    |
|       +-----+-----+-----+-----+
|       | low | high| low | high|
+=======+=====+=====+=====+=====+
| Leith | 1   | 5   | 2   | 6   |
+-------+-----+-----+-----+-----+
| Wick  | 3   | 7   | 4   | 8   |
+-------+-----+-----+-----+-----+
"""
SIMPLE = """\
=====  ===  ====  ===  ====
         Spring    Autumn
-----  ---------  ---------
Port   low  high  low  high
=====  ===  ====  ===  ====
Leith  1    5     2    6
Wick   3    7     4    8
=====  ===  ====  ===  ====
"""
COLUMNS = r"\cellx1000\cellx2000\cellx3000\cellx4000\cellx5000"
RTF_DATA = (
    rf"\trowd{COLUMNS} \cell low\cell high\cell low\cell high\cell\row"
    rf"\trowd{COLUMNS} Leith\cell 1\cell 5\cell 2\cell 6\cell\row"
    rf"\trowd{COLUMNS} Wick\cell 3\cell 7\cell 4\cell 8\cell\row\pard End.\par}}"
)
HTML_DATA = "".join(
    f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in ("low|high|low|high", *DATA)
)
FILES = {
    "a.html": "<table><tr><td rowspan=2>Port<td colspan=2>Spring<td colspan=2>Autumn</tr>" + HTML_DATA + "</table>",
    "a.tex": TEX,
    "a.rst": GRID,
    "b.rst": SIMPLE,
    "a.adoc": "|===\n.2+|Port 2+|Spring 2+|Autumn\n|low |high |low |high\n|Leith |1 |5 |2 |6\n|Wick |3 |7 |4 |8\n|===",
    "a.csv": "Port,Spring,,Autumn,\n,low,high,low,high\nLeith,1,5,2,6\nWick,3,7,4,8\n",
    "a.rtf": r"{\rtf1 Before.\par\trowd\cellx1000\cellx3000\cellx5020 Port\cell Spring\cell Autumn\cell\row" + RTF_DATA,
    "b.rtf": r"{\rtf1 Before.\par\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\clmgf\cellx4000\clmrg\cellx5000"
    r" Port\cell Spring\cell\cell Autumn\cell\cell\row" + RTF_DATA,
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_each_format_tells_its_groups(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FILES[name])
    assert WHOLE in read_one(tmp_path / name).text


@pytest.mark.parametrize("down", [True, False])
def test_word_tells_its_groups_where_no_row_is_marked_as_a_head(down: bool, tmp_path: Path) -> None:
    head = word_row(("Port", BEGINS * down), ("Spring", WIDE), ("Autumn", WIDE))
    names = word_row(("", GOES_ON * down), *((text, "") for text in ("low", "high", "low", "high")))
    rest = "".join(word_row(*((text, "") for text in row.split("|"))) for row in DATA)
    assert read_one(docx(tmp_path / "a.docx", f"<w:tbl>{head}{names}{rest}</w:tbl>")).text == WHOLE


@pytest.mark.parametrize("merged", ["A1:A2", ""])
def test_a_sheet_tells_its_groups(merged: str, tmp_path: Path) -> None:
    rows = [["Port", "Spring", None, "Autumn", None], [None, "low", "high", "low", "high"]]
    more = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    path = xlsx(tmp_path / "a.xlsx", {"Tides": [*rows, ["Leith", 1, 5, 2, 6], ["Wick", 3, 7, 4, 8]]}, more)
    assert read_one(path).text == f"# Tides\n\n{WHOLE}"


def test_a_drawn_table_keeps_cells_over_rows_whole(tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text(
        "+------+-------+-----+\n| Port | Lamps | No  |\n+======+=======+=====+\n| Wick | are   | 1   |\n"
        "+------+ lit   +-----+\n| Oban | at    | 2   |\n|      | dusk  |     |\n+------+-------+-----+\n"
    )
    assert read_one(tmp_path / "a.rst").text.split("\n")[2:] == [
        "| Wick | are lit at dusk | 1 |",
        "| Oban | are lit at dusk | 2 |",
    ]
