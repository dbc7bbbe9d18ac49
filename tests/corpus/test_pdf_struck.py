"""Words of a PDF that a line is drawn through never read as if they stood; other lines leave the words beside alone."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, font, made, mapped, show

WIDTH = 5.56
"""Width of a figure in Helvetica of size 10."""


def line(left: float, right: float, height: float, thick: float = 0.6) -> str:
    return f"{thick:g} w {left:g} {height:g} m {right:g} {height:g} l S\n"


def read(path: Path, *drawn: str, text: str = "0000 1111 2222") -> str:
    """The first paragraph of a page with figures of one width at 100, 700 and what else is drawn."""
    content = show(100, 700, 10, text) + "".join(drawn) + column(72, 600, PROSE)
    return read_one(made(path / "a.pdf", [content])).text.split("\n\n")[0]


@pytest.mark.parametrize(
    "drawn",
    [line(125, 147, 702.7), line(125, 147, 703.5, 1.2), "125 702.3 22 0.7 re f\n", line(124, 150, 702.7)],
    ids=["a stroke", "a thick stroke", "a flat box", "with the spaces around"],
)
def test_words_under_a_line_are_marked_as_struck_out(drawn: str, tmp_path: Path) -> None:
    assert read(tmp_path, drawn) == "0000 ~~1111~~ 2222"


def test_lines_for_each_word_and_for_the_spaces_strike_one_stretch(tmp_path: Path) -> None:
    assert read(tmp_path, line(100, 122, 702.7), line(122, 125, 702.7), line(125, 147, 702.7)) == "~~0000 1111~~ 2222"


def test_two_lines_through_a_word_strike_it_once(tmp_path: Path) -> None:
    assert read(tmp_path, line(125, 147, 702), line(125, 147, 703.6)) == "0000 ~~1111~~ 2222"


def test_a_single_figure_is_struck_out(tmp_path: Path) -> None:
    assert read(tmp_path, line(105.3, 111.4, 702.7), text="( 7 8 coins").startswith("( ~~7~~ 8")


@pytest.mark.parametrize(
    "drawn",
    [
        line(125, 147, 698.8),
        line(125, 147, 708.5),
        line(125, 147, 703, 7),
        line(72, 500, 702.7),
        line(125, 300, 702.7),
        "1 g 125 690 22 13 re f 0 g\n",
        "0.6 w 125 700 m 147 707 l S\n",
        "0.6 w 136 690 m 136 712 l S\n",
    ],
    ids=["below", "above", "a bar", "across the page", "past its end", "a box", "slanted", "upright"],
)
def test_other_lines_strike_nothing(drawn: str, tmp_path: Path) -> None:
    assert "~~" not in read(tmp_path, drawn)


def test_the_bar_of_a_fraction_strikes_nothing(tmp_path: Path) -> None:
    content = show(100, 700, 10, "the share is") + show(162, 706, 10, "31") + show(162, 693.5, 10, "42")
    content += line(161, 174, 703) + show(177, 700, 10, "of it") + column(72, 600, PROSE)
    assert "31/42" in (text := read_one(made(tmp_path / "a.pdf", [content])).text)
    assert "~~" not in text


def test_struck_words_in_cells_are_marked_in_their_cells(tmp_path: Path) -> None:
    cells = (("Gate", "Toll", "Keeper"), ("Upper", "3000 4000", "Ada"), ("Lower", "20", "Mina"), ("Third", "7", "Jo"))
    content = "".join(
        show(100 + 120 * column, 700 - 16 * row, 10, text)
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
    )
    assert (
        "| Upper | ~~3000~~ 4000 | Ada |" in read_one(made(tmp_path / "a.pdf", [content + line(220, 242, 686.7)])).text
    )


def test_a_note_that_strikes_words_out_does_so(tmp_path: Path) -> None:
    note = "/Annots [<< /Type /Annot /Subtype /StrikeOut /Rect [125 698 147 709] "
    note += "/QuadPoints [125 708 147 708 125 698.5 147 698.5] >>]"
    content = show(100, 700, 10, "0000 1111 2222") + column(72, 600, PROSE)
    text = read_one(made(tmp_path / "a.pdf", [content], page=note)).text
    assert text.startswith("0000 ~~1111~~ 2222")


def test_what_is_written_leftward_and_struck_out_is_left_out_with_a_notice(tmp_path: Path) -> None:
    letters = {code: chr(0x5D0 + code - 97) for code in range(97, 123)} | {32: " "}
    content = show(100, 700, 10, "abcd efgh ijkl", font="F2") + line(130, 154, 702.7) + column(72, 600, PROSE)
    hebrew = font(5).replace("Helvetica", "Courier")
    document = read_one(made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=[hebrew, mapped(letters)]))
    assert document.text.split("\n\n")[0].split() == ["כךיט", "דגבא"]
    assert "4 letters that are struck out are left out" in [str(notice) for notice in document.notices]
