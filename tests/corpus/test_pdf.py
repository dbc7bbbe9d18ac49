"""PDF pages are read as a person reads them: columns, paragraphs, hyphens, headers, notes, pages."""

from pathlib import Path

import pypdf
import pytest
from corpus_makers import Text, pdf, read_one, records

from openbook.codes import Code
from openbook.corpus.formats.pdf.lines import Line
from openbook.corpus.formats.pdf.words import Words
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


def test_the_pieces_of_a_row_across_the_columns_stay_together(tmp_path: Path) -> None:
    row = [
        (80.0, 640.0, 11.0, "s = 4 +"),
        (240.0, 640.0, 11.0, "the wide root of all t +"),
        (400.0, 640.0, 11.0, "5 u"),
    ]
    below = [(60.0, 600.0, 11.0, "One. Mend the nets."), (60.0, 580.0, 11.0, "Two. Dry the sails.")]
    last = [(60.0, 550.0, 11.0, "A line that runs on over the place where the columns are parted above.")]
    path = pdf(tmp_path / "a.pdf", [[row[1], *column(60, LEFT), row[0], *column(320, RIGHT), row[2], *below, *last]])
    assert " ".join(read_one(path).text.split()).count("s = 4 + the wide root of all t + 5 u One.") == 1


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


def test_rows_of_small_figures_that_begin_with_a_number_are_no_footnotes(tmp_path: Path) -> None:
    cells = [(80.0, "1"), (120.0, "Mole head"), (240.0, "12.50"), (330.0, "400"), (420.0, "daily")]
    row = [(x, 300, 7, text) for x, text in cells]
    first = [*column(60, LEFT * 2, 740), *row]
    document = read_one(pdf(tmp_path / "a.pdf", [first, column(60, RIGHT)]))
    assert document.text.index("Mole head") < document.text.index(RIGHT[0])


def test_a_page_without_text_among_others_is_no_scan(tmp_path: Path) -> None:
    document = read_one(pdf(tmp_path / "a.pdf", [column(60, LEFT), [], column(60, RIGHT)]))
    assert len(document.pages) == 3


def words(*texts: str) -> Words:
    return Words(lambda: [Line(text, 0, 0, 0, 0, 0) for text in texts])


CUT_BEFORE_AN_ENDING = """
    north-ern south-erner west-erners east-erly south-ward north-wards hard-ly nine-ty high-er long-ers low-est
    hard-en short-ens short-ened soft-ening full-ness state-less two-fold hard-ish half-ing low-ings open-ed state-ism
    real-ist real-ity real-ize real-ized real-izes real-ise real-ised real-ises state-ment state-ments second-ary
    nine-teen nine-teenth six-th four-ths user-s full-y
"""


@pytest.mark.parametrize("word", CUT_BEFORE_AN_ENDING.split())
def test_an_ending_goes_on_with_the_word_that_may_be_the_first_half_of_a_compound(word: str) -> None:
    before, _, after = word.partition("-")
    assert words().joined(f"the {before}", f"{after} of") == ""


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


GERMAN = "Der Hafen ist mit dem Boot zu erreichen, und die Boote sind auch bei Sturm nicht von der Mole zu sehen."
DUTCH = "De haven is met de boot te bereiken, en het is niet voor een dag dat de boten er door de storm worden gezien."
ENGLISH = "The harbour is one of the oldest on the coast, and from the mole you can see that boats are not for sale."
SWEDISH = "Hamnen är gammal och båtarna ligger där hela vintern, medan fiskarna lagar sina nät på kajen."


@pytest.mark.parametrize(
    ("language", "before", "after", "joint"),
    [
        (GERMAN, "der Haupt", "und den Nebeneingang", "- "),
        (GERMAN, "die Ost", "oder Westmole", "- "),
        (GERMAN, "Haupt-, Neben", "sowie Hintereingang", "- "),
        (GERMAN, "die Ge", "unden", ""),
        (DUTCH, "de in", "en uitgang", "- "),
        (ENGLISH, "in pre", "and post-war times", "- "),
        (ENGLISH, "a two", "or three-day trip", "- "),
        (ENGLISH, "the sail", "or came home", ""),
        (ENGLISH, "the pho", "to shows it", ""),
        (ENGLISH, "the hus", "band came", ""),
        (SWEDISH, "vår", "och höststormar", "- "),
    ],
)
def test_a_hyphen_that_stands_for_the_end_of_a_compound_stays(
    language: str, before: str, after: str, joint: str
) -> None:
    assert words(language).joined(before, after) == joint


def test_a_word_that_is_written_whole_elsewhere_is_joined_though_its_end_joins_others() -> None:
    assert words(GERMAN, "die Verbund").joined("die Verb", "und der Wagen") == ""


@pytest.mark.parametrize(
    ("end", "start", "wanted"),
    [
        ("of the inspec-", "tor came.", "of the inspector came."),
        ("by the north-", "west quay.", "by the north-west quay."),
        ("the Anglo-", "Saxon hoard.", "the Anglo-\n\nSaxon hoard."),
        ("at pages 12-", "to be seen.", "at pages 12- to be seen."),
        ("as pre-", "and post-war boats.", "as pre- and post-war boats."),
    ],
)
def test_a_word_that_is_cut_at_the_end_of_a_page_is_whole_again(
    end: str, start: str, wanted: str, tmp_path: Path
) -> None:
    pages = [column(60, [*LEFT, f"and the boat {end}"], 140), column(60, [start, *RIGHT])]
    document = read_one(pdf(tmp_path / "a.pdf", pages))
    assert f"boat {wanted}" in document.text
    assert document.text[document.pages[1] :].startswith(start)


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


def heads(size: float, step: int) -> list[list[tuple[float, float, float, str]]]:
    """Three pages with running titles that change, and numbers that count by a step."""
    numbers = [22 + step * page for page in range(3)]
    titles = [f"{numbers[0]} THE HARBOUR", f"OF QUAYS AND CRANES {numbers[1]}", f"{numbers[2]} THE BOATS"]
    return [[*column(60, LEFT), (60, 810, size, title)] for title in titles]


def test_running_titles_of_three_pages_are_told_by_their_small_letters_and_their_numbers(tmp_path: Path) -> None:
    assert "QUAYS" not in read_one(pdf(tmp_path / "a.pdf", heads(8, 1))).text
    assert "QUAYS" in read_one(pdf(tmp_path / "b.pdf", heads(8, 5))).text
    assert "QUAYS" in read_one(pdf(tmp_path / "c.pdf", heads(14, 1))).text


def test_a_running_title_above_pages_of_a_few_lines_is_told_also_where_its_number_is_drawn_apart(
    tmp_path: Path,
) -> None:
    text = [(60.0, 770.0 - 14 * row, 11.0, f"{line} of the harbour") for row, line in enumerate(LEFT * 4)]
    pages = [
        [*(text if number == 12 else text[:2]), *head]
        for number, head in (
            (12, [(60.0, 800.0, 11.0, "12 I. OF QUAYS")]),
            (13, [(60.0, 800.0, 11.0, "1.1. THE MOLE"), (520.0, 800.0, 11.0, "13")]),
            (14, [(60.0, 800.0, 11.0, "14 I. OF QUAYS")]),
            (15, [(60.0, 800.0, 11.0, "1.2. THE BOATS 15")]),
        )
    ]
    found = read_one(pdf(tmp_path / "a.pdf", pages)).text
    assert "MOLE" not in found
    assert "BOATS" not in found
    assert found.count(f"{LEFT[0]} of the harbour") == 4 + 3


@pytest.mark.parametrize(("step", "gone"), [(1, True), (7, False)])
def test_a_running_title_as_close_as_double_spaced_lines_is_told_by_its_number(
    step: int, gone: bool, tmp_path: Path
) -> None:
    body = [(60.0, 780.0 - 30 * row, 11.0, line) for row, line in enumerate(LEFT)]
    pages = [[(60.0, 815.0, 11.0, f"Of quays and boats {41 + step * page}"), *body] for page in range(3)]
    assert ("Of quays" not in read_one(pdf(tmp_path / "a.pdf", pages)).text) == gone


def test_a_note_on_a_page_of_a_few_lines_waits_until_the_sentence_has_ended(tmp_path: Path) -> None:
    first = [
        (60, 780, 11, "The harbour board met on the first Tuesday of March and agreed"),
        (60, 765, 11, "to deepen the eastern basin by two metres in the year after the"),
        (60, 750, 11, "great flood. The work was let to a builder from the next town,"),
        (60, 735, 11, "who had mended the quay wall and knew where the gravel ended. A"),
        (60, 720, 11, "month went by in which no one of the board was seen at the new"),
        (60, 82, 8, "1 It was opened in the year of the comet, as the stone says."),
    ]
    text = read_one(pdf(tmp_path / "a.pdf", [first, [(60, 780, 11, "basin, and no pile was driven.")]])).text
    assert "seen at the new basin, and no pile was driven." in text
    assert "1 It was opened in the year of the comet" in text


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


def test_a_file_is_not_said_to_need_the_password_of_the_one_before(tmp_path: Path) -> None:
    locked = pypdf.PdfWriter(pdf(tmp_path / "a.pdf", [[(60, 700, 12, "The quay is closed.")]]))
    locked.encrypt("basin", algorithm="RC4-128")
    locked.write(tmp_path / "a.pdf")
    pdf(tmp_path / "b.pdf", [])
    found = [*records(tmp_path / "a.pdf"), *records(tmp_path / "b.pdf")]
    assert [one.code for one in found if isinstance(one, Rejected)] == [Code.ENCRYPTED, Code.EMPTY]


BELOW = ["The stakes were driven in by hand, since no", "engine could be brought over the mud, and"]
BELOW += ["each tide washed some of them out again. A", "watchman counted them at night."]
BESIDE = ["When the basin was flooded the stakes were", "cut off under water. What is left of them"]
BESIDE += ["can be seen from the bridge when the spring", "tide is at its lowest."]


def banded(title: float, below: float = 520) -> list[Text]:
    """Two columns of text, a title in the first in letters of some size, and two columns below it."""
    titles = [(60.0, 560.0, title, "How the stakes were set")]
    return [*column(60, LEFT), *column(320, RIGHT), *titles, *column(60, BELOW, 520), *column(320, BESIDE, below)]


def test_a_short_title_between_two_bands_of_columns_parts_them(tmp_path: Path) -> None:
    text = read_one(pdf(tmp_path / "a.pdf", [banded(16)])).text
    assert text == f"{WHOLE}\n\nHow the stakes were set\n\n{' '.join(BELOW)}\n\n{' '.join(BESIDE)}"


@pytest.mark.parametrize(("title", "below"), [(10, 520), (16, 534), (16, 660)])
def test_a_line_is_no_title_of_a_band_in_letters_of_the_text_or_beside_a_column_that_goes_on(
    title: float, below: float, tmp_path: Path
) -> None:
    text = read_one(pdf(tmp_path / "a.pdf", [banded(title, below)])).text
    assert text.index("How the stakes") < text.index("watchman") < text.index("of 1912. Captain")
