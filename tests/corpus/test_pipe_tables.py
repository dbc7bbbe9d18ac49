"""Tables of Markdown as people write them: without padding, and found wherever they stand."""

import pytest

from openbook.corpus.markup import fences, outline
from openbook.corpus.pipe_tables import pipe_tables, unpadded


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("| a    | b  |\n|:-----|---:|\n| c d  |    |", "| a | b |\n|---|---|\n| c d |  |"),
        ("|a|b|\n|---|---|\n|c|d|", "|a|b|\n|---|---|\n|c|d|"),
        ("Name | Price\n--- | ---\nCod | 3", "| Name | Price |\n| --- | --- |\n| Cod | 3 |"),
        ("| a   | b \n|-----|---\n| c   | d ", "| a | b |\n|---|--- |\n| c | d |"),
        ("- x\n\n  | a    | b  |\n  |------|----|\n  | c    | d  |", "- x\n\n  | a | b |\n  |---|---|\n  | c | d |"),
        (
            "1. x\n\n   | a    | b  |\n   |------|----|\n   | c    | d  |",
            "1. x\n\n   | a | b |\n   |---|---|\n   | c | d |",
        ),
        ("> | a    | b  |\n> |------|----|\n> | c    | d  |", "> | a | b |\n> |---|---|\n> | c | d |"),
        (
            "| `x  y`   | a \\| b   |\n|----------|----------|\n| 1  | 2   |",
            "| `x  y` | a \\| b |\n|---|---|\n| 1 | 2 |",
        ),
    ],
)
def test_padding_goes_and_cells_stay(given: str, wanted: str) -> None:
    assert unpadded(given)[0] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "a  |  b",
        "Heading | of two\n------\n\ntext",
        "```\n| a    | b  |\n|------|----|\n| c    | d  |\n```",
        "a | b | c\n--- | ---\nno table: three names over two columns",
        "x  y\n\n- a  |  b\n- c",
        "----\n\n|  \n",
    ],
)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert unpadded(text)[0] == text


def test_the_places_of_code_are_those_of_the_new_text() -> None:
    table = "| a    | b  |\n|------|----|\n| c    | d  |"
    text = f"```\nx\n```\n\n{table}\n\n~~~\ny\n~~~\n\n{table}\n\n```\nz"
    written, code = unpadded(text)
    assert code == fences(written) == outline(written).code


def test_a_table_ends_where_its_rows_end() -> None:
    text = "before\n\n| a | b |\n|---|---|\n| c | d |\nbehind\n\n| e | f |\n|---|---|"
    assert [text[table.start : table.end] for table in pipe_tables(text)] == [
        "| a | b |\n|---|---|\n| c | d |",
        "| e | f |\n|---|---|",
    ]
