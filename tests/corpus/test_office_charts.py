"""Charts of Office files: each value stands at what it belongs to, with what is written at it."""

import pytest

from openbook.corpus.formats.office.charts import chart_lines
from openbook.corpus.formats.package import parse_xml

NAMES = 'xmlns:c="urn:c" xmlns:a="urn:a" xmlns:cx="urn:cx" xmlns:c15="urn:c15"'


def lines(inside: str) -> list[str]:
    return chart_lines(parse_xml(f"<c:chartSpace {NAMES}>{inside}</c:chartSpace>".encode(), "a chart"))


def points(kind: str, *values: str, code: str = "") -> str:
    inside = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(values))
    form = f"<c:formatCode>{code}</c:formatCode>" if code else ""
    return f"<c:{kind}><c:numCache>{form}{inside}</c:numCache></c:{kind}>"


def series(name: str, *parts: str) -> str:
    return f"<c:ser>{points('tx', name)}{''.join(parts)}</c:ser>"


def label(place: int, words: str) -> str:
    rich = f"<c:tx><c:rich><a:p>{words}</a:p></c:rich></c:tx>"
    return f'<c:dLbls><c:dLbl><c:idx val="{place}"/>{rich}</c:dLbl></c:dLbls>'


BARS = (points("cat", "May", "June"), points("val", "3", "5"))
CELLS = '<c15:dlblRangeCache><c15:pt idx="0"><c15:v>new boat</c15:v></c15:pt></c15:dlblRangeCache>'


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (label(1, "<a:r><a:t>record</a:t></a:r>"), "| June | 5 (record) |"),
        (label(1, "<a:r><a:t>June: 5 t</a:t></a:r>"), "| June | June: 5 t |"),
        (label(1, '<a:fld type="VALUE"><a:t>[VALUE]</a:t></a:fld>'), "| June | 5 |"),
        (label(0, '<a:fld type="CELLRANGE"><a:t>[CELLRANGE]</a:t></a:fld>') + CELLS, "| May | 3 (new boat) |"),
        (CELLS, "| May | 3 (new boat) |"),
    ],
)
def test_what_is_written_at_a_point_stands_with_its_value(said: str, row: str) -> None:
    assert row in lines(series("Catch", *BARS, said))


def test_points_in_a_plane_keep_their_own_places_and_bubbles_their_sizes() -> None:
    one = series("Cod", points("xVal", "1", "2"), points("yVal", "10", "20"), points("bubbleSize", "7", "8"))
    other = series("Eel", points("xVal", "5"), points("yVal", "50"))
    assert lines(one + other) == [
        "|  | Cod | Cod (size) |", "| --- | --- | --- |", "| 1 | 10 | 7 |", "| 2 | 20 | 8 |", "",
        "|  | Eel |", "| --- | --- |", "| 5 | 50 |",
    ]  # fmt: skip


def test_series_without_labels_of_their_own_share_those_of_the_chart() -> None:
    assert lines(series("Cod", *BARS) + series("Eel", points("val", "1", "2")))[2:] == [
        "| May | 3 | 1 |",
        "| June | 5 | 2 |",
    ]


@pytest.mark.parametrize(("code", "value", "shown"), [("0%", "0.45", "45%"), ("General", "0.45", "0.45")])
def test_values_have_the_units_of_their_format(code: str, value: str, shown: str) -> None:
    assert lines(series("Share", points("cat", "May"), points("val", value, code=code)))[2:] == [f"| May | {shown} |"]


def test_a_title_that_a_cell_gives_is_read() -> None:
    assert lines(f"<c:title>{points('tx', 'Landings')}</c:title>{series('Cod', *BARS)}")[0] == "Landings"


def test_charts_in_the_newer_form_are_read() -> None:
    data = (
        '<cx:data id="0"><cx:strDim type="cat"><cx:lvl><cx:pt idx="0">Start</cx:pt><cx:pt idx="1">Loss</cx:pt></cx:lvl>'
        '</cx:strDim><cx:numDim type="val"><cx:lvl formatCode="General"><cx:pt idx="0">100</cx:pt>'
        '<cx:pt idx="1">-30</cx:pt></cx:lvl></cx:numDim></cx:data>'
    )
    name = "<cx:tx><cx:txData><cx:v>Cash</cx:v></cx:txData></cx:tx>"
    assert lines(f'{data}<cx:series layoutId="waterfall">{name}<cx:dataId val="0"/></cx:series>') == [
        "|  | Cash |",
        "| --- | --- |",
        "| Start | 100 |",
        "| Loss | -30 |",
    ]


def test_a_chart_without_words_has_no_lines() -> None:
    assert lines("<c:ser/>") == []
