"""Words of a PDF whose letters are set apart are words; single letters stay single."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import column, made, show

PROSE = ["The ferry leaves at noon from the quay behind the old", "customs house, and comes back before dark."]


def spaced(text: str, gap: int, between: int, y: float = 760) -> str:
    drawn = "".join(f"({char})-{between if char == ' ' else gap} " for char in text)
    return f"BT /F1 14 Tf 1 0 0 1 72 {y} Tm [{drawn}] TJ ET\n"


@pytest.mark.parametrize(
    "text", ["TIMETABLE", "WINTER TARIFF", "On The Quays", "THE OLD ISLAND", "HARBOURS:", "QUAYS & PIERS 12"]
)
@pytest.mark.parametrize("gap", [260, 340])
def test_a_heading_with_its_letters_apart_is_words(text: str, gap: int, tmp_path: Path) -> None:
    content = spaced(text, gap, 2 * gap) + column(72, 720, PROSE)
    assert read_one(made(tmp_path / "a.pdf", [content])).text == f"{text}\n\n{' '.join(PROSE)}"


@pytest.mark.parametrize(("letters", "gap"), [("ABCDEFGH", 300), ("ABBACABBA", 300), ("QUAYSIDE", 1500)])
def test_letters_one_after_the_other_are_no_word(letters: str, gap: int, tmp_path: Path) -> None:
    content = spaced(letters, gap, gap) + column(72, 720, PROSE)
    assert read_one(made(tmp_path / "a.pdf", [content])).text.replace("\t", " ").split("\n")[0] == " ".join(letters)


def test_letters_at_uneven_distances_are_no_word(tmp_path: Path) -> None:
    content = "".join(show(x, 760, 14, char) for x, char in zip((72, 90, 104, 123, 136, 153), "QUAYED", strict=True))
    assert read_one(made(tmp_path / "a.pdf", [content])).text == "Q U A Y E D"


def test_spaces_that_the_file_writes_stay(tmp_path: Path) -> None:
    assert read_one(made(tmp_path / "a.pdf", [show(72, 760, 14, "Q U A Y S I D E")])).text == "Q U A Y S I D E"
