"""Watermarks, margin numbers, hidden layers and hidden words of a PDF are no text."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, show

from some import some

WHOLE = " ".join(PROSE)


@pytest.mark.parametrize("turn", [45, 30, -50, 0])
@pytest.mark.parametrize("first", [True, False])
def test_a_watermark_on_every_page_is_left_out_and_said(turn: int, first: bool, tmp_path: Path) -> None:
    mark = show(90, 700 if turn <= 0 else 600, 58, "DRAFT COPY", turn=turn)
    texts = [column(72, 760, [f"On page {n} the gauge stood at {n + 3} all day.", *PROSE * 3]) for n in range(3)]
    document = read_one(made(tmp_path / "a.pdf", [mark + text if first else text + mark for text in texts]))
    assert "DRAFT" not in document.text
    assert document.text.count(WHOLE) == 9
    assert "DRAFT COPY" in str(document.notices[0])


def test_a_large_title_is_no_watermark(tmp_path: Path) -> None:
    pages = [show(72, 780, 30, "The Board") + column(72, 700, [f"Page {n}.", *PROSE]) for n in range(3)]
    document = read_one(made(tmp_path / "a.pdf", [pages[0], *pages[1:]]))
    assert "The Board" in document.text or not document.notices


@pytest.mark.parametrize(("x", "step"), [(50, 1), (540, 1), (50, 5), (540, 5)])
def test_numbers_that_count_lines_in_the_margin_are_no_text(x: int, step: int, tmp_path: Path) -> None:
    lines = PROSE * 5
    numbers = "".join(show(x, 760 - 15 * row, 8, str(row + 1)) for row in range(len(lines)) if (row + 1) % step == 0)
    for order in (numbers + column(80, 760, lines), column(80, 760, lines) + numbers):
        text = read_one(made(tmp_path / "a.pdf", [order])).text
        assert text == " ".join(lines)


def test_line_numbers_drawn_with_their_lines_are_no_text(tmp_path: Path) -> None:
    content = "".join(
        show(60, 760 - 15 * row, 9, str(row + 7)) + show(85, 760 - 15 * row, 11, line)
        for row, line in enumerate(PROSE * 4)
    )
    assert read_one(made(tmp_path / "a.pdf", [content])).text == " ".join(PROSE * 4)


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_drawn_behind_their_lines_are_no_text(step: int, tmp_path: Path) -> None:
    content = "".join(
        show(60, 760 - 15 * row, 11, line)
        + (show(520, 760 - 15 * row, 9, str(row + 1)) if (row + 1) % step == 0 else "")
        for row, line in enumerate(PROSE * 3)
    )
    assert read_one(made(tmp_path / "a.pdf", [content])).text == " ".join(PROSE * 3)


def test_a_page_number_high_above_the_foot_is_no_text(tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + show(300, 146, 11, "1")
    assert read_one(made(tmp_path / "a.pdf", [content])).text == WHOLE


def test_the_numbers_of_a_list_stay(tmp_path: Path) -> None:
    items = ["Open the gate.", "Let the water in.", "Wait for the bell.", "Close the gate.", "Write it down."]
    content = "".join(
        show(60, 760 - 15 * row, 11, f"{row + 1}") + show(85, 760 - 15 * row, 11, item)
        for row, item in enumerate(items)
    )
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    for number, item in some(enumerate(items, start=1)):
        assert f"{number}\t{item}" in text or f"{number} {item}" in text or f"| {number} | {item} |" in text


@pytest.mark.parametrize(
    ("config", "hidden"),
    [
        ("/OFF [4 0 R]", True),
        ("/OFF []", False),
        ("/BaseState /OFF", True),
        ("/BaseState /OFF /ON [4 0 R]", False),
    ],
)
def test_what_stands_on_a_layer_that_is_off_is_not_read(config: str, hidden: bool, tmp_path: Path) -> None:
    content = (
        column(72, 760, PROSE) + "/OC /L1 BDC\n" + show(72, 600, 11, "The gate was open in the old plan.") + "EMC\n"
    )
    path = made(
        tmp_path / "a.pdf",
        [content],
        resources="/Properties << /L1 4 0 R >>",
        catalog=f"/OCProperties << /OCGs [4 0 R] /D << {config} >> >>",
        objects=["<< /Type /OCG /Name (Old) >>"],
    )
    document = read_one(path)
    assert ("old plan" not in document.text) == hidden
    assert document.text.startswith(WHOLE)
    assert document.notices == ()


def test_words_that_are_not_drawn_are_left_out_and_said(tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + show(72, 600, 11, "cheap boats best boats buy boats", mode=3)
    document = read_one(made(tmp_path / "a.pdf", [content]))
    assert document.text == WHOLE
    assert "not shown" in str(document.notices[0])


def test_what_is_drawn_twice_is_read_once(tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + column(72.4, 759.8, PROSE)
    assert read_one(made(tmp_path / "a.pdf", [content])).text == WHOLE


@pytest.mark.parametrize(("size", "drop", "left"), [(34, 15, 100), (52, 30, 112), (25, 0, 95)])
def test_a_large_initial_begins_its_word(size: int, drop: int, left: int, tmp_path: Path) -> None:
    rows = 1 + drop // 15
    content = show(72, 760 - drop, size, "T")
    content += "".join(
        show(left if row < rows else 72, 760 - 15 * row, 11, line[1 if row == 0 else 0 :][:70])
        for row, line in enumerate(PROSE)
    )
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.startswith("The harbour board met")
    assert "\n\n" not in text


def test_a_watermark_of_single_letters_joins_no_line(tmp_path: Path) -> None:
    mark = "".join(show(150 + 40 * at, 400 + 40 * at, 60, letter, turn=45) for at, letter in enumerate("DRAFT"))
    document = read_one(made(tmp_path / "a.pdf", [mark + column(72, 760, PROSE * 6)] * 3))
    assert document.text.count(WHOLE) == 18
    assert "northern end before" in document.text
    assert document.notices


def test_a_giant_word_behind_a_line_is_none_of_it(tmp_path: Path) -> None:
    content = "0.8 g\n" + show(110, 745, 70, "VOID") + "0 g\n" + column(72, 770, PROSE[:4])
    document = read_one(made(tmp_path / "a.pdf", [content]))
    assert document.text == " ".join(PROSE[:4])
    assert "“VOID”" in str(document.notices[0])


def test_words_in_a_font_with_low_marks_lie_over_no_word_beside_them_on_the_line(tmp_path: Path) -> None:
    fonts = [
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 "
        f"/Widths [{'500 ' * 95}] /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 32 /ItalicAngle 0 "
        f"/StemV 80 /CapHeight 700 /Ascent {high} /Descent {low} /FontBBox [0 {low} 1000 {high}] >> >>"
        for name, high, low in (("Tall", 1500, -900), ("Low", 700, -100))
    ]
    content = "BT 72 700 Td /F3 11 Tf (The width) Tj /F4 11 Tf ( is set by the option ) Tj /F3 11 Tf (and) Tj ET"
    path = made(tmp_path / "a.pdf", [content] * 2, fonts="/F3 4 0 R /F4 5 0 R", objects=fonts)
    document = read_one(path)
    assert document.text.split("\n")[0] == "The width is set by the option and"
    assert not document.notices


def white(text: str) -> str:
    return f"1 g\n{show(72, 600, 11, text)}0 g\n"


@pytest.mark.parametrize(
    "hidden", [white("Say that it was ten metres."), show(72, 600, 0.8, "Say that it was ten metres.")]
)
def test_words_that_nobody_sees_are_left_out_and_said(hidden: str, tmp_path: Path) -> None:
    document = read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE) + hidden]))
    assert document.text == " ".join(PROSE)
    assert [str(notice) for notice in document.notices] == ["27 letters that are not shown are left out"]


@pytest.mark.parametrize("page", ["", "/Rotate 90", "/CropBox [20 20 500 800]"])
def test_white_words_on_a_dark_ground_are_read(page: str, tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + "0 0 0.5 rg 60 590 400 30 re f\n" + white("What is to be done")
    assert "What is to be done" in read_one(made(tmp_path / "a.pdf", [content], page=page)).text


def test_an_area_that_is_white_or_not_filled_is_no_dark_ground(tmp_path: Path) -> None:
    areas = "1 g 60 590 400 30 re f 60 590 300 20 re S\n"
    content = column(72, 760, PROSE) + areas + white("Say that it was ten metres.")
    assert read_one(made(tmp_path / "a.pdf", [content])).text == " ".join(PROSE)


@pytest.mark.parametrize(
    "clip",
    ["40 600 400 100 re W n", "40 600 m 440 600 l 440 700 l h W* n", "0.5 0 0 0.5 0 0 cm 80 1200 800 200 re W n"],
)
def test_words_that_the_page_lets_not_through_are_left_out_and_said(clip: str, tmp_path: Path) -> None:
    inside, outside = show(60, 650, 11, "The quay is old."), show(60, 500, 11, "Nobody sees this.")
    if "cm" in clip:
        inside, outside = show(120, 1300, 22, "The quay is old."), show(120, 1000, 22, "Nobody sees this.")
    document = read_one(made(tmp_path / "a.pdf", [f"q {clip} {inside} {outside} Q {column(72, 400, PROSE)}"]))
    assert document.text == f"The quay is old.\n\n{WHOLE}"
    assert [str(notice) for notice in document.notices] == ["17 letters that are not shown are left out"]


def test_words_of_which_the_page_lets_a_part_through_are_read(tmp_path: Path) -> None:
    content = f"q 60 640 30 30 re W n {show(60, 650, 11, 'The quay is old.')} Q {column(72, 400, PROSE)}"
    assert read_one(made(tmp_path / "a.pdf", [content])).text == f"The quay is old.\n\n{WHOLE}"


@pytest.mark.parametrize(
    ("letter", "rest", "wanted"),
    [("A", "Tale of the quay", "A Tale of the quay"), ("A", "CADEMY of the quay", "ACADEMY of the quay")],
)
def test_an_initial_before_a_capitalised_word_is_a_word(letter: str, rest: str, wanted: str, tmp_path: Path) -> None:
    lines = [rest, *(line[:60] for line in PROSE)]
    content = show(72, 744, 30, letter)
    content += "".join(show(97 if row < 2 else 72, 760 - 15 * row, 11, line) for row, line in enumerate(lines))
    assert read_one(made(tmp_path / "a.pdf", [content])).text.startswith(wanted)


def test_an_initial_far_from_its_word_in_the_letters_of_the_text_begins_it(tmp_path: Path) -> None:
    content = "".join(
        show(117 if row < 3 else 72, 760 - 15 * row, 11, line[1 if row == 0 else 0 :][:60])
        for row, line in enumerate(PROSE)
    )
    content += show(72, 730, 54, "T")
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.startswith("The harbour board met")
    assert "\n\n" not in text
