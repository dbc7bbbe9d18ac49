"""Boxes to be ticked that are drawn on a page: which of them are, and that no other square is one."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import column, form, labels, made, show, tick


def box(x: float, y: float, drawn: str = "", side: float = 9) -> str:
    """A box, and what is drawn in it: `x` a cross, `v` a tick of one stroke, `f` all of it, `s` a shade."""
    ways = {
        "x": f"{x} {y} m {x + side} {y + side} l S {x} {y + side} m {x + side} {y} l S\n",
        "v": f"{x + 1} {y + 4} m {x + 4} {y + 1} l {x + side} {y + side} l S\n",
        "f": f"{x} {y} {side} {side} re f\n",
        "s": f"0.9 g {x} {y} {side} {side} re f 0 g\n",
    }
    return f"{ways.get(drawn, '')}{x} {y} {side} {side} re S\n"


def test_boxes_that_are_drawn_before_their_words_say_whether_they_are_ticked(tmp_path: Path) -> None:
    words = labels("Moored at the quay", "Engine on board", "Mast is down", "Sails are new", "No sail at all")
    drawn = "".join(box(56, 740 - 20 * row, how) for row, how in enumerate(["", "x", "v", "f", "s"]))
    assert read_one(made(tmp_path / "a.pdf", [words + drawn])).text.split("\n") == [
        "☐ Moored at the quay",
        "☒ Engine on board",
        "☒ Mast is down",
        "☒ Sails are new",
        "☐ No sail at all",
    ]


def test_a_box_that_is_drawn_alone_in_a_row_is_a_cell_of_its_table(tmp_path: Path) -> None:
    words = labels("Rope", "Anchor", "Buoy") + show(72, 760, 11, "Item") + column(200, 760, ["New"])
    words += column(280, 760, ["Old"])
    drawn = "".join(box(203, 740 - 20 * row, "x" * (row == 1)) + box(283, 740 - 20 * row) for row in range(3))
    assert read_one(made(tmp_path / "a.pdf", [words + drawn])).text.split("\n")[2:] == [
        "| Rope | ☐ | ☐ |",
        "| Anchor | ☒ | ☐ |",
        "| Buoy | ☐ | ☐ |",
    ]


def circle(x: float, y: float, radius: float, how: str) -> str:
    k = 0.55 * radius
    return (
        f"{x + radius} {y} m {x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c "
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c "
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c "
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c h {how}\n"
    )


def test_round_buttons_that_are_drawn_say_which_is_pressed(tmp_path: Path) -> None:
    drawn = circle(62, 744, 4.5, "S") + circle(62, 724, 4.5, "S") + circle(62, 724, 2.2, "f")
    path = made(tmp_path / "a.pdf", [labels("by sea", "by land") + drawn])
    assert read_one(path).text.split("\n") == ["○ by sea", "◉ by land"]


@pytest.mark.parametrize(
    "drawn",
    [
        box(56, 740, "f"),
        box(56, 742, side=4),
        box(71, 738, side=12),
        "".join(box(100 + 9 * number, 740) for number in range(4)),
        "".join(box(20 + 11 * (number % 8), 780 - 12 * (number // 8)) for number in range(64)),
        box(56, 500),
        "56 740 9 9 re n\n",
    ],
    ids=[
        "a filled one",
        "the mark of an item",
        "around a letter",
        "for one letter each",
        "a drawing",
        "no words",
        "unseen",
    ],
)
def test_squares_that_nobody_ticks_say_nothing(drawn: str, tmp_path: Path) -> None:
    assert read_one(made(tmp_path / "a.pdf", [labels("K is the key to press.") + drawn])).text == (
        "K is the key to press."
    )


def test_ticks_stand_in_the_gaps_of_a_line_that_is_drawn_in_one_go(tmp_path: Path) -> None:
    line = labels("Queen present:        yes        no")
    wanted = "Queen present: ☐ yes ☒ no"
    path = form(tmp_path / "a.pdf", line, tick("155 736 167 748", False, "a"), tick("200 736 212 748", True, "b"))
    assert read_one(path).text == wanted
    assert read_one(made(tmp_path / "b.pdf", [line + box(156, 739) + box(201, 739, "x")])).text == wanted


def test_a_box_that_is_drawn_around_a_field_is_read_once(tmp_path: Path) -> None:
    words = labels("Moored at the quay") + box(56, 740)
    assert read_one(form(tmp_path / "a.pdf", words, tick("56 740 65 749", True))).text == "☒ Moored at the quay"
