"""Rows whose cells list the same things line by line, and tables that titles part."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from openbook.corpus.cell_lines import apart, are_listed
from openbook.corpus.tables import Cell, table_lines

PAGE = "<h1>Weir</h1><p>What the weir costs, and what it brings, in the years that are told below.</p>"


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        ([("Oak", "Elm", "Ash"), ("1", "2", "3")], [["Oak", "1"], ["Elm", "2"], ["Ash", "3"]]),
        ([("Oak", "Elm"), ("1,200", "3,400")], [["Oak", "1,200"], ["Elm", "3,400"]]),
        ([("Oak", "Elm", "Ash"), ("€", "1", "2", "3")], [["", "€"], ["Oak", "1"], ["Elm", "2"], ["Ash", "3"]]),
        ([("T",), ("A", "B", "C"), ("1", "–", "3 t")], [["T", "A", "1"], ["T", "B", "–"], ["T", "C", "3 t"]]),
        ([("☐", "☒", "☐"), ("yes", "no", "unknown")], [["☐", "yes"], ["☒", "no"], ["☐", "unknown"]]),
    ],
)  # fmt: skip
def test_lines_of_figures_stand_beside_their_names(cells: list[tuple[str, ...]], rows: list[list[str]]) -> None:
    assert apart(cells) == rows


@pytest.mark.parametrize(
    "cells",
    [
        [("Ada Quill", "Warden", "Weir"), ("Mill Lane", "Old Town", "Kent")],
        [("Fair", "Kent"), ("12 May", "2020")],
        [("Revenue", "(in thousands)"), ("1,200", "3,400")],
        [("Oak", "Elm", "Ash"), ("1", "2")],
        [("Oak", "Elm"), ("1", "2", "3")],
        [("1", "2", "3"), ("Oak",)],
    ],
)
def test_lines_that_may_not_belong_together_make_no_rows(cells: list[tuple[str, ...]]) -> None:
    assert apart(cells) == []


def test_figures_whose_names_are_not_known_can_be_counted() -> None:
    row = [Cell("Oak Elm", lines=("Oak", "Elm")), Cell("1 2 3", lines=("1", "2", "3"))]
    assert table_lines([[Cell("Tree"), Cell("Height")], row])[-1] == "| Oak Elm | 1; 2; 3 |"


def test_two_lines_may_be_one_date() -> None:
    assert not are_listed(("12 May", "2020"))


def test_a_cell_over_rows_keeps_its_lines_together() -> None:
    lines = ("1", "2", "3")
    row = [Cell("Oak Elm Ash", rows=2, lines=("Oak", "Elm", "Ash")), Cell("1 2 3", lines=lines)]
    assert table_lines([row, [Cell("4")]])[0] == "| Oak Elm Ash | 1; 2; 3 |"


def test_lines_of_html_cells_are_breaks_paragraphs_and_items(tmp_path: Path) -> None:
    cells = "<td>Sill<br>Gate<br>Pier</td><td><p>1</p><p>2</p><p>3</p></td><td><ul><li>7<li>8<li>9</ul></td>"
    (tmp_path / "a.html").write_text(f"{PAGE}<table><tr><th>Part<th>Cost<th>Age</tr><tr>{cells}</tr></table>")
    assert read_one(tmp_path / "a.html").text.endswith("| Sill | 1 | 7 |\n| Gate | 2 | 8 |\n| Pier | 3 | 9 |")


def test_titles_part_a_table_of_dates_without_names_of_columns() -> None:
    rows = ["May", "1|Fair", "8|Race", "June", "2|Dance", "|Feast"]
    cells = [[*map(Cell, row.split("|"))] if "|" in row else [Cell(row, 2)] for row in rows]
    assert "\n".join(table_lines(cells)) == ("May\n\n| 1 | Fair |\n| 8 | Race |\n\nJune\n\n| 2 | Dance |\n|  | Feast |")


@pytest.mark.parametrize(
    "rows",
    [
        ["Costs", "Part|Price", "Sill|4", "Gates|", "Pier|5"],
        ["Days", "1|Fair", "2|Race", "3|"],
    ],
    ids=["names of columns", "nothing below"],
)
def test_titles_part_no_table_otherwise(rows: list[str]) -> None:
    cells = [[*map(Cell, row.split("|"))] if "|" in row else [Cell(row, 2)] for row in rows]
    assert "\n\n" not in "\n".join(table_lines(cells)).split("\n\n", 1)[1]
