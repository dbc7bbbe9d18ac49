"""PDF pages are read as a person reads them: columns, paragraphs, hyphens, headers, notes, pages."""

from pathlib import Path

import pytest
from corpus_makers import Text, pdf, read_one, records

from openbook.codes import Code
from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.paragraphs import Words
from openbook.records import Rejected

LEFT = ["The harbour board met on the first Tuesday", "of March 1911 and agreed to deepen the"]
LEFT += ["eastern basin by two metres. The work was", "let to Harlan and Sons for 41,300 pounds,"]
LEFT += ["to be finished before the herring season"]
RIGHT = ["of 1912. Captain Edith Moore, the board's", "only engineer, warned that the quay wall"]
RIGHT += ["had been built on gravel, not on rock. Her", "report asked for forty timber piles at the"]
RIGHT += ["northern corner before any dredging began."]
WHOLE = " ".join(LEFT + RIGHT)


def column(x: float, lines: list[str], top: float = 740) -> list[Text]:
    return [(x, top - 14 * row, 10, line) for row, line in enumerate(lines)]


@pytest.mark.parametrize("order", ["column by column", "row by row", "from the bottom up"])
def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn(order: str, tmp_path: Path) -> None:
    left, right = column(60, LEFT), column(320, RIGHT)
    texts = {
        "column by column": left + right,
        "row by row": [text for pair in zip(left, right, strict=True) for text in pair],
        "from the bottom up": (right + left)[::-1],
    }[order]
    document = read_one(pdf(tmp_path / "a.pdf", [[(60, 780, 16, "A title across both of the columns"), *texts]]))
    assert document.text == f"A title across both of the columns\n\n{WHOLE}"


def test_a_second_column_of_two_lines_is_read_after_the_first(tmp_path: Path) -> None:
    lines = (LEFT + RIGHT)[:-2] * 2
    rest = ["report asked for forty timber piles at the", "northern corner before any dredging began."]
    document = read_one(pdf(tmp_path / "a.pdf", [[*column(60, lines), *column(320, rest)]]))
    assert document.text == " ".join(lines + rest)


def test_a_table_keeps_its_rows(tmp_path: Path) -> None:
    rows = [("Berth", "Depth", "Cargo"), ("North", "5 m", "herring"), ("South", "8 m", "coal"), ("East", "11 m", "ice")]
    texts = [
        (60 + 120 * place, 700 - 16 * row, 10, cell)
        for row, cells in enumerate(rows)
        for place, cell in enumerate(cells)
    ]
    header, rule, *lines = read_one(pdf(tmp_path / "a.pdf", [texts])).text.split("\n")
    assert rule == "| --- | --- | --- |"
    assert [header, *lines] == [f"| {' | '.join(row)} |" for row in rows]


def test_paragraphs_stand_apart_by_space_or_by_indentation(tmp_path: Path) -> None:
    spaced = column(60, LEFT[:3], 740) + column(60, ["Another paragraph begins here, after a gap."], 670)
    assert read_one(pdf(tmp_path / "a.pdf", [spaced])).text.count("\n\n") == 1
    indented = [
        *column(60, [*LEFT[:2], "eastern basin by two metres."]),
        (75, 698, 10, "The next one is indented a little in"),
        *column(60, ["front of the page, and goes on."], 684),
    ]
    assert read_one(pdf(tmp_path / "b.pdf", [indented])).text.endswith(
        "metres.\n\nThe next one is indented a little in front of the page, and goes on."
    )


def page(number: int, lines: list[str]) -> list[Text]:
    return [(60, 800, 8, "HARBOUR BOARD"), *column(60, lines, 740), (280, 30, 8, f"- {number} -")]


def test_running_headers_and_page_numbers_go_and_pages_are_known(tmp_path: Path) -> None:
    pages = [
        page(n, [f"Page {n} says something of its own, as pages do.", "And it says it in two lines."])
        for n in (1, 2, 3, 4)
    ]
    document = read_one(pdf(tmp_path / "a.pdf", pages))
    assert "HARBOUR" not in document.text
    assert "- 2 -" not in document.text
    assert len(document.pages) == 4
    for number, start in enumerate(document.pages, start=1):
        assert document.text[start:].startswith(f"Page {number} says")


def test_text_that_two_pages_begin_with_alike_is_no_header(tmp_path: Path) -> None:
    document = read_one(pdf(tmp_path / "a.pdf", [column(60, LEFT), column(60, LEFT), column(60, RIGHT)]))
    assert document.text.count("The harbour board met") == 2


def test_a_sentence_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    document = read_one(pdf(tmp_path / "a.pdf", [page(1, LEFT), page(2, RIGHT), page(3, ["The end of it."])]))
    assert document.text == f"{WHOLE}\n\nThe end of it."
    assert document.text[document.pages[1] :].startswith("of 1912.")


def test_footnotes_wait_until_the_sentence_has_ended(tmp_path: Path) -> None:
    first = [*column(60, LEFT * 2, 740), (60, 80, 7, "1 The board's minutes are kept in the town hall, volume 12.")]
    document = read_one(pdf(tmp_path / "a.pdf", [first, column(60, RIGHT)]))
    assert "herring season of 1912." in document.text
    assert document.text.endswith("1 The board's minutes are kept in the town hall, volume 12.")


def test_a_page_without_text_among_others_is_no_scan(tmp_path: Path) -> None:
    document = read_one(pdf(tmp_path / "a.pdf", [column(60, LEFT), [], column(60, RIGHT)]))
    assert len(document.pages) == 3


def words(*texts: str) -> Words:
    return Words(lambda: [Line(text, 0, 0, 0, 0, 0) for text in texts])


@pytest.mark.parametrize(
    ("before", "after", "joint"),
    [
        ("the inspec", "tor came", ""),
        ("a well", "known man", "-"),
        ("the north", "east corner", "-"),
        ("the Anglo", "Saxon", "-"),
        ("MED", "LINE", ""),
        ("re", "entry of", "-"),
        ("by web", "crawling", "-"),
        ("pages 12", "14", "-"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_it_belongs(before: str, after: str, joint: str) -> None:
    seen = words("the re-entry of the web-crawling machine", "the inspector")
    assert seen.joined(before, after) == joint


def test_a_file_of_blank_pages_is_empty(tmp_path: Path) -> None:
    [row] = records(pdf(tmp_path / "a.pdf", [[], []]))
    assert isinstance(row, Rejected)
    assert row.code == Code.EMPTY


def test_a_footer_that_changes_with_the_chapter_is_told_by_its_page_number(tmp_path: Path) -> None:
    names = ["Quays", "Cranes", "Boats", "Ice", "Coal", "Fish"]
    pages = [
        [
            *column(60, LEFT),
            (60, 40, 9, f"{number}. {name} {number + 10}" if number % 2 else f"{number + 10} Part {name}"),
        ]
        for number, name in enumerate(names)
    ]
    assert "Part" not in read_one(pdf(tmp_path / "a.pdf", pages)).text
    others = [
        [*column(60, LEFT), (60, 40, 9, f"{name} since {1900 + 7 * number}")] for number, name in enumerate(names)
    ]
    assert "Ice since 1921" in read_one(pdf(tmp_path / "b.pdf", others)).text


WINDS = (
    ["The sea wind is wet and", "slow, even in May.", "It lifts the box kite first."],
    ["The land wind is dry and", "comes in short bursts.", "It tears old cloth at once."],
)


def test_two_short_boxes_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [[(72, 760, 18, "Two winds"), *column(72, WINDS[0]), *column(300, WINDS[1])]])
    text = " ".join(read_one(path).text.split())
    assert text == " ".join(["Two winds", *WINDS[0], *WINDS[1]])


def test_long_cells_that_are_drawn_row_by_row_are_no_boxes(tmp_path: Path) -> None:
    rows = [cell for row in zip(column(72, WINDS[0]), column(300, WINDS[1]), strict=True) for cell in row]
    path = pdf(tmp_path / "a.pdf", [rows])
    assert "| It lifts the box kite first. | It tears old cloth at once. |" in read_one(path).text


def test_short_cells_that_are_drawn_column_by_column_are_no_boxes(tmp_path: Path) -> None:
    names, years = ["Quay", "North mole", "Lighthouse"], ["1897", "1912", "1930"]
    path = pdf(tmp_path / "a.pdf", [[*column(72, names), *column(300, years)]])
    assert "| North mole | 1912 |" in read_one(path).text
