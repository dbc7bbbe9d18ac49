"""Pages that are shown turned, and what is set sideways on them, are read as if they lay upright."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, mapped, show

WHOLE = " ".join(PROSE)


@pytest.mark.parametrize(
    ("rotate", "turn", "start", "step"),
    [
        (90, 90, (72, 72), (15, 0)),
        (180, 180, (520, 100), (0, 15)),
        (270, 270, (500, 760), (-15, 0)),
        (0, 0, (72, 760), (0, -15)),
    ],
)
def test_a_page_that_is_shown_turned_reads_as_an_upright_one(
    rotate: int, turn: int, start: tuple[int, int], step: tuple[int, int], tmp_path: Path
) -> None:
    content = "".join(
        show(start[0] + step[0] * row, start[1] + step[1] * row, 11, line, turn=turn) for row, line in enumerate(PROSE)
    )
    assert read_one(made(tmp_path / "a.pdf", [content], page=f"/Rotate {rotate}")).text == WHOLE


@pytest.mark.parametrize(
    ("turn", "start", "step"), [(90, (100, 72), (15, 0)), (270, (500, 760), (-15, 0)), (180, (520, 200), (0, 15))]
)
def test_text_set_sideways_on_an_upright_page_is_read_in_its_order(
    turn: int, start: tuple[int, int], step: tuple[int, int], tmp_path: Path
) -> None:
    content = "".join(
        show(start[0] + step[0] * row, start[1] + step[1] * row, 11, line, turn=turn) for row, line in enumerate(PROSE)
    )
    assert read_one(made(tmp_path / "a.pdf", [content])).text == WHOLE
    below = column(72, 800, ["A title stands upright above what is turned."])
    text = read_one(made(tmp_path / "b.pdf", [below + content])).text
    assert WHOLE in text
    assert "A title stands upright above what is turned." in text


def test_a_table_set_sideways_keeps_its_rows(tmp_path: Path) -> None:
    cells = [
        ("Part", "Every month", "Tool"),
        ("Rope", "look for wear", "knife"),
        ("Pulley", "oil it", ""),
        ("Brake", "", "spanner"),
    ]
    content = "".join(
        show(100 + 20 * row, 72 + 150 * place, 10, text, turn=90)
        for row, texts in enumerate(cells)
        for place, text in enumerate(texts)
        if text
    )
    text = read_one(made(tmp_path / "a.pdf", [column(72, 800, PROSE[:2]) + content])).text
    assert text.split("\n")[-5:] == [
        "| Part | Every month | Tool |",
        "| --- | --- | --- |",
        "| Rope | look for wear | knife |",
        "| Pulley | oil it |  |",
        "| Brake |  | spanner |",
    ]


def test_what_is_slanted_once_is_kept_apart_from_the_text(tmp_path: Path) -> None:
    content = column(72, 800, PROSE) + show(300, 300, 9, "North wind", turn=40)
    assert read_one(made(tmp_path / "a.pdf", [content])).text == f"{WHOLE}\n\nNorth wind"


@pytest.mark.parametrize("box", ["0 0 595 842", "100 50 500 800"])
def test_text_off_the_page_is_not_read(box: str, tmp_path: Path) -> None:
    content = (
        column(120, 700, [line[:40] for line in PROSE]) + show(120, 820, 8, "SLUG 4711") + show(120, 20, 8, "plate 9")
    )
    text = read_one(made(tmp_path / "a.pdf", [content], page=f"/CropBox [{box}]")).text
    assert ("SLUG" in text) == (box == "0 0 595 842")
    assert PROSE[0][:40] in text


def test_a_page_whose_corner_is_not_at_zero_loses_its_header_too(tmp_path: Path) -> None:
    pages = [
        show(72, 5810, 8, "HARBOUR BOARD") + column(72, 5740, [f"Page {n} has words of its own, as pages do.", *PROSE])
        for n in range(4)
    ]
    text = read_one(made(tmp_path / "a.pdf", pages, box="0 5000 595 5842")).text
    assert "HARBOUR" not in text
    assert text.count(PROSE[0]) == 4


def test_what_is_drawn_beside_the_page_takes_no_line_along(tmp_path: Path) -> None:
    content = "".join(
        show(72, 760 - 15 * row, 11, line) + show(1900, 760 - 15 * row, 11, "mark") for row, line in enumerate(PROSE)
    )
    assert read_one(made(tmp_path / "a.pdf", [content])).text == WHOLE


@pytest.mark.parametrize("pitch", [11, 13])
def test_letters_set_below_each_other_are_no_marks_of_the_one_above(pitch: int, tmp_path: Path) -> None:
    letters = "".join(
        show(500 - 26 * row, 760 - pitch * place, 11, letter)
        for row, word in enumerate(["HARBOUR", "LANTERN", "SEAGULL"])
        for place, letter in enumerate(word)
    )
    text = read_one(made(tmp_path / "a.pdf", [letters])).text
    assert "_" not in text
    assert "^" not in text


COLUMNS = ["\u6c34\u5e74\u571f\u5c71\u5ddd\u5357\u5317\u6771", "\u897f\u65e5\u6708\u706b\u6728\u91d1\u5927\u5c0f"]


def test_lines_set_downwards_are_read_from_the_right_beside_a_header_set_across(tmp_path: Path) -> None:
    codes = {0xA1 + place: letter for place, letter in enumerate("".join(COLUMNS))}
    letters = mapped({code: chr(code) for code in range(32, 127)} | codes)
    known = {letter: chr(code) for code, letter in codes.items()}
    down = "".join(
        show(500 - 26 * row, 700 - 12 * place, 12, known[letter], font="F2")
        for row, word in enumerate(COLUMNS)
        for place, letter in enumerate(word)
    )
    typed = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /Seen /Encoding /WinAnsiEncoding /ToUnicode 5 0 R /FirstChar 32 "
        f"/LastChar 255 /Widths [{'1000 ' * 224}] >>"
    )
    # The last sign of the first line, drawn by itself after the second one.
    down += show(500, 700 - 12 * len(COLUMNS[0]), 12, known[COLUMNS[1][0]], font="F2")
    head = "".join(show(60 + 8 * place, 820, 8, letter) for place, letter in enumerate("7/2019"))
    path = made(tmp_path / "a.pdf", [down + head], fonts="/F2 4 0 R", objects=[typed, letters])
    assert read_one(path).text.startswith(f"{COLUMNS[0]}{COLUMNS[1][0]}{COLUMNS[1]}")
