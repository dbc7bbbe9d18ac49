"""Listings in a PDF whose lines are counted: the numbers are none of the code."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, show

COURIER = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
CODE = [
    "def ebb(boats):",
    "    for boat in boats:",
    "        if boat.dry:",
    "",
    "            boat.wait()",
    "    return boats",
]
LETTER = 5.4
"""Width of the letters of the code, in points."""


def read(folder: Path, content: str) -> str:
    path = made(folder / "a.pdf", [content], fonts="/F2 4 0 R", objects=[COURIER])
    return read_one(path).text


def numbers(size: float, font: str, first: int, count: int = len(CODE)) -> list[str]:
    wide = size * (0.6 if font == "F2" else 0.556)
    texts = [str(first + row) for row in range(count)]
    return [show(80 - wide * len(text), 600 - 12 * row, size, text, font=font) for row, text in enumerate(texts)]


def code(spaces: bool) -> list[str]:
    drawn = []
    for row, line in enumerate(CODE):
        deep = len(line) - len(line.lstrip())
        at, text = (90, line) if spaces else (90 + LETTER * deep, line.lstrip())
        drawn.append(show(at, 600 - 12 * row, 9, text, font="F2") if line else "")
    return drawn


@pytest.mark.parametrize(("size", "font", "first"), [(5, "F2", 1), (6, "F1", 8), (9, "F2", 97)])
@pytest.mark.parametrize("spaces", [True, False])
@pytest.mark.parametrize("order", ["line by line", "numbers first", "code first"])
def test_numbers_before_the_lines_of_a_listing_are_none_of_it(
    size: float, font: str, first: int, spaces: bool, order: str, tmp_path: Path
) -> None:
    counted, lines = numbers(size, font, first), code(spaces)
    drawn = {
        "line by line": [part for pair in zip(counted, lines, strict=True) for part in pair],
        "numbers first": counted + lines,
        "code first": lines + counted,
    }[order]
    text = read(tmp_path, column(72, 760, PROSE) + "".join(drawn) + column(72, 500, PROSE))
    whole = " ".join(PROSE)
    assert text.split("\n\n")[0] == text.split("\n\n")[-1] == whole
    listing = text.removeprefix(whole).removesuffix(whole)
    assert [line for line in listing.split("\n") if line] == [line for line in CODE if line]


@pytest.mark.parametrize(
    "lines",
    [
        ["heron  12", "gull   11", "tern    9", "plover  7"],
        ["row out", "drop the net", "wait", "haul it in"],
    ],
)
def test_numbers_of_a_list_in_letters_of_one_width_stay(lines: list[str], tmp_path: Path) -> None:
    counted = numbers(9, "F2", 1, len(lines))
    drawn = [
        number + show(90, 600 - 12 * row, 9, line, font="F2")
        for row, (number, line) in enumerate(zip(counted, lines, strict=True))
    ]
    words = read(tmp_path, column(72, 760, PROSE) + "".join(drawn)).replace("|", " ").split()
    assert [word for word in words if word in ("1", "2", "3", "4")] == ["1", "2", "3", "4"]
