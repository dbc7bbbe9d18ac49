"""Rows of plain values: what names their columns, what stands above them, and where another table begins."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from growth import grows_linearly
from openbook.corpus.parted_tables import names_columns, tables_in


def read(tmp_path: Path, content: str) -> str:
    (tmp_path / "a.csv").write_text(content)
    return read_one(tmp_path / "a.csv").text


@pytest.mark.parametrize(
    ("row", "below", "names"),
    [
        (["day", "state"], [["2023-01-01", "ok"]], True),
        (["2023-01-01", "ok"], [["2023-01-02", "bad"]], False),
        (["01.02.2023", "ok"], [["11.02.2023", "bad"]], False),
        (["08:15", "ok"], [["09:30", "bad"]], False),
        (["ann@example.org", "ok"], [["bob@example.org", "bad"]], False),
        (["$3.50", "tea"], [["$4.00", "milk"]], False),
        (["100%", "full"], [["50%", "half"]], False),
        (["-1.5e3", "full"], [["2", "half"]], False),
        (["1 250,00 €", "tea"], [["4", "milk"]], False),
        (["item", "2023-01"], [["ball", "3"]], True),
        (["item", "01.01.2023"], [["ball", "3"]], True),
        (["Q1", "Q2"], [["A1", "B2"]], True),
        (["item", "2019", "2020"], [["ball", "3", "4"]], True),
        (["item", "2019", "2020"], [["ball", "2018", "2017"]], False),
        (["item", "2019", "2019"], [["ball", "3", "4"]], False),
        (["2019", "item"], [["3", "ball"]], False),
        (["", "0", "1"], [["a", "7", "8"]], True),
        (["", "1", "2"], [["a", "7", "8"]], True),
        (["", "1", "2"], [["a", "1", "2"]], False),
        (["a", "1", "2"], [["b", "7", "8"]], False),
        (["", "5", "6"], [["b", "7", "8"]], False),
        (["item", "2019"], [], False),
    ],
)
def test_values_are_no_names_of_columns(row: list[str], below: list[list[str]], names: bool) -> None:
    assert names_columns(row, below) == names


TABLE = "| Day | Hour | Level |\n| --- | --- | --- |\n| 2023-01-01 | 08:15 | 4.1 |\n| 2023-01-02 | 09:15 |  |"
ROWS = "Day,Hour,Level\n2023-01-01,08:15,4.1\n2023-01-02,09:15,\n"


@pytest.mark.parametrize("gap", ["", "\n", ",,\n\n"])
@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("Gauge,LX\nPlace,Quay\n", "Gauge: LX\n\nPlace: Quay"),
        ("Gauge:,LX\n", "Gauge: LX"),
        ("Gauge,7\n", "Gauge: 7"),
        ("Levels of the quay\nGauge,7\n", "Levels of the quay\n\nGauge: 7"),
        ("Levels of the quay\n", "Levels of the quay"),
    ],
)
def test_what_stands_above_a_table_is_none_of_its_rows(above: str, said: str, gap: str, tmp_path: Path) -> None:
    assert read(tmp_path, above + gap + ROWS) == f"{said}\n\n{TABLE}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Part,Size\nBall,big\nCube,small\n", "| Part | Size |\n| --- | --- |\n| Ball | big |\n| Cube | small |"),
        ("Part,Size\nBall,3\n\nCube,4\n", "| Part | Size |\n| --- | --- |\n| Ball | 3 |\n| Cube | 4 |"),
        (
            "Part,Size\nBall,3\n\nCrew,Watch\nMoore,1\n\nEnd\n",
            "| Part | Size |\n| --- | --- |\n| Ball | 3 |\n\n| Crew | Watch |\n| --- | --- |\n| Moore | 1 |\n\nEnd",
        ),
        (
            "Part,Size\nBall,3\n\nCube,\nCone,4\n\nSpare\nRing,5\n",
            "| Part | Size |\n| --- | --- |\n| Ball | 3 |\n| Cube |  |\n| Cone | 4 |\n| Spare |  |\n| Ring | 5 |",
        ),
        (
            "Part,Size\nBall,3\n\nCrew\nMoore,1,2\n",
            "| Part | Size |\n| --- | --- |\n| Ball | 3 |\n\nCrew\n\n| Moore | 1 | 2 |",
        ),
        (
            "Part,Size\nBall,3\n\nCrew\nName,Watch\nMoore,1\n",
            "| Part | Size |\n| --- | --- |\n| Ball | 3 |\n\nCrew\n\n| Name | Watch |\n| --- | --- |\n| Moore | 1 |",
        ),
        ("Ball,big\nDay,Hour,Level\n", "| Ball | big |  |\n| --- | --- | --- |\n| Day | Hour | Level |"),
        (
            "a,b\nc,d\nDay,Hour,Level\nx,,\n",
            "| a | b |  |\n| --- | --- | --- |\n| c | d |  |\n| Day | Hour | Level |\n| x |  |  |",
        ),
    ],
)
def test_rows_that_are_alike_stay_together(content: str, text: str, tmp_path: Path) -> None:
    assert read(tmp_path, content) == text


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("Time,Warmth,State\ns,°C,\n0,20.1,ok\n1,20.3,ok\n", "| Time / s | Warmth / °C | State |"),
        ("Time,Warmth\n[s],[K]\n0,20.1\n1,20.3\n", "| Time / [s] | Warmth / [K] |"),
        ("Time,Warmth\n,µg/m³\nx,20.1\ny,20.3\n", "| Time | Warmth / µg/m³ |"),
        ("Time,Warmth\ns,m\nx,y\nx,y\n", "| Time | Warmth |"),
        ("Time,Warmth\n4,5\n0,20.1\n1,20.3\n", "| Time | Warmth |"),
        ("Time,Warmth\nlow,high\n0,20.1\n1,20.3\n", "| Time | Warmth |"),
        (
            ",price,price,count\n,min,max,sum\npart,,,\nball,1,2,3\ncube,2,3,4\n",
            "| part | price / min | price / max | count / sum |",
        ),
        (",price,price\n,min,max\nball,1,2\ncube,2,3\n", "|  | price / min | price / max |"),
        (",price,price\n,min,max\n,1,2\n,2,3\n", "|  | price | price |"),
        (",price,price\n,1,2\nball,2,3\n", "|  | price | price |"),
        ("Part,Spring,,\n,low,high,mean\nBall,1,2,3\n", "| Part | Spring / low | Spring / high | Spring / mean |"),
    ],
)
def test_units_and_levels_of_names_stand_with_the_names(content: str, names: str, tmp_path: Path) -> None:
    assert read(tmp_path, content).split("\n")[0] == names


@pytest.mark.parametrize("name", ["Ball red", '"Ball\nred"'])
def test_names_of_groups_are_told_where_cells_have_several_lines_too(name: str, tmp_path: Path) -> None:
    lines = read(tmp_path, f"Part,Spring,,\n,low,high,mean\n{name},1,2,3\n").split("\n")
    assert lines[0] == "| Part | Spring / low | Spring / high | Spring / mean |"
    assert lines[2] == "| Ball red | 1 | 2 | 3 |"


def test_many_gaps_take_no_time_for_each_row_above() -> None:
    def work(size: int) -> None:
        rows = [row for at in range(size) for row in ([str(at), "a", "b"], [])]
        assert len(list(tables_in(rows))) == 1

    assert grows_linearly(work, 40_000)


def test_many_parts_of_one_table_take_linear_time() -> None:
    def work(size: int) -> None:
        parts = [row for at in range(size) for row in (["a", "", ""], [str(at), "b", "3"], [])]
        assert len(list(tables_in([["name", "word", "count"], ["x", "y", "3"], [], *parts]))) == 1

    assert grows_linearly(work, 10_000)
