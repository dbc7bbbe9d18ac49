"""Notes in the margin of a PDF's text are paragraphs of their own, above what they stand at."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, rows, show

WHOLE = " ".join(PROSE)


@pytest.mark.parametrize("x", [40, 510])
@pytest.mark.parametrize("off", [0, 2])
def test_a_note_in_the_margin_does_not_break_into_the_sentences_beside_it(x: int, off: int, tmp_path: Path) -> None:
    content = column(130, 700, PROSE) + column(130, 610, PROSE)
    content += column(x, 700 - off, ["Work at", "the basin"], size=8, pitch=9)
    content += column(x, 580 - off, ["Who was", "asked"], size=8, pitch=9)
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.split("\n\n") == ["Work at the basin", WHOLE, "Who was asked", WHOLE]


def test_a_note_right_at_the_text_is_none_of_its_words(tmp_path: Path) -> None:
    lines = [show(130, 700 - 15 * row, 11, line) for row, line in enumerate(PROSE)]
    lines[1] = show(98, 685, 8, "Dues") + lines[1]
    text = read_one(made(tmp_path / "a.pdf", ["".join(lines)])).text
    assert text.split("\n\n") == ["Dues", WHOLE]


def test_a_table_whose_first_column_is_in_smaller_letters_is_one(tmp_path: Path) -> None:
    cells = [("North quay", "12 ships"), ("East quay", "7 ships"), ("South quay", "9 ships"), ("Mole", "none")]
    content = rows(700, (60,), [(name,) for name, _ in cells], size=8) + rows(700, (180,), [(n,) for _, n in cells])
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.split("\n")[0] == "| North quay | 12 ships |"


def test_small_letters_within_the_text_stay_there(tmp_path: Path) -> None:
    content = column(72, 700, PROSE) + column(72, 610, ["A note in small letters below the text"], size=8)
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.split("\n\n") == [WHOLE, "A note in small letters below the text"]
