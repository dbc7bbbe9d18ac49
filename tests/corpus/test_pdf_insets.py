"""A box between the lines of a sentence waits until it has ended; what belongs to the sentence stays in it."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import column, made

ABOVE = [
    "The island has had a lighthouse since the year in which",
    "the ferry was first run, and its keeper climbs the",
]
BELOW = ["stairs each evening to light the lamp that is seen from", "both quays. In winter he stays up there."]
BOX = ["Good to know", "The stairs have two hundred steps."]
WHOLE = " ".join(ABOVE + BELOW)
GREY = "0.9 g 66 650 300 60 re f 0 g\n"
FRAME = "66 650 300 60 re S\n"


def read(tmp_path: Path, above: list[str], box: list[str], below: list[str], drawn: str = GREY, x: int = 80) -> str:
    content = drawn + column(72, 745, above, 11) + column(x, 690, box, 9, 13) + column(72, 630, below, 11)
    return read_one(made(tmp_path / "a.pdf", [content])).text


@pytest.mark.parametrize("drawn", [GREY, FRAME])
def test_a_box_within_a_sentence_stands_behind_it(drawn: str, tmp_path: Path) -> None:
    assert read(tmp_path, ABOVE, BOX, BELOW, drawn) == f"{WHOLE}\n\n" + "\n".join(BOX)


def test_a_box_at_the_end_of_a_page_waits_for_the_sentence_on_the_next_one(tmp_path: Path) -> None:
    first = GREY + column(72, 745, ABOVE, 11) + column(80, 690, BOX, 9, 13)
    text = read_one(made(tmp_path / "a.pdf", [first, column(72, 745, BELOW, 11)])).text
    assert text == f"{WHOLE}\n\n" + "\n".join(BOX)


@pytest.mark.parametrize(
    ("above", "box", "below"),
    [
        (
            [ABOVE[0], "the ferry was first run."],
            BOX,
            ["The keeper climbs the stairs and lights the lamp", "for both quays."],
        ),
        ([ABOVE[0], "the keeper wrote in his book:"], BOX, BELOW),
        (ABOVE, ["200 steps", "4 lamps"], BELOW),
        (ABOVE, BOX, ["The keeper climbs the stairs each evening and lights", "the lamp for both quays."]),
    ],
)
def test_a_box_elsewhere_stays_where_it_is(above: list[str], box: list[str], below: list[str], tmp_path: Path) -> None:
    text = read(tmp_path, above, box, below)
    assert text.index(above[-1]) < text.index(box[0]) < text.index(below[0])


@pytest.mark.parametrize("drawn", ["", "0.9 g 72 650 230 50 re f 0 g\n", "66 600 300 180 re S\n"])
def test_what_no_box_is_drawn_around_stays_where_it_is(drawn: str, tmp_path: Path) -> None:
    text = read(tmp_path, ABOVE, BOX, BELOW, drawn, x=72)
    assert text.index(ABOVE[-1]) < text.index(BOX[0]) < text.index(BELOW[0])


def test_lines_of_a_sentence_that_are_marked_in_colour_stay_in_it(tmp_path: Path) -> None:
    lines = [
        "The island has a lighthouse of which the keeper says",
        "Never climb it in the wind without a lamp and a rope.",
    ]
    lines += ["or with one hand, for the steps are steep and wet", "when the fog comes in from the sea."]
    marked = "1 1 0 rg 60 724 400 20 re f 0 g\n"
    assert read_one(made(tmp_path / "a.pdf", [marked + column(72, 745, lines)])).text == " ".join(lines)
