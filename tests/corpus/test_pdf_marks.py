"""Raised and lowered marks of a PDF never fuse with what they stand at."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, show


def marked(path: Path, *parts: tuple[str, float, float], size: float = 12) -> str:
    """The text of a line of parts (text, size, rise), set one after the other."""
    content = "BT 72 760 Td " + "".join(f"/F1 {part:g} Tf {rise:g} Ts ({text}) Tj " for text, part, rise in parts)
    return read_one(made(path / "a.pdf", [content + "ET\n" + column(72, 700, PROSE)])).text.split("\n\n")[0]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("rebuilt in 1897", 12, 0), ("3", 7, 5), (" after the flood", 12, 0)], "rebuilt in 1897³ after the flood"),
        ([("a dose of 10", 12, 0), ("-3", 7, 4), (" g at most", 12, 0)], "a dose of 10⁻³ g at most"),
        ([("it holds 10", 12, 0), ("12", 8, 4), (" cells", 12, 0)], "it holds 10¹² cells"),
        ([("a yard of 40 m", 12, 0), ("2", 7, 4), (", fenced", 12, 0)], "a yard of 40 m², fenced"),
        ([("some H", 12, 0), ("2", 7, -2), ("SO", 12, 0), ("4", 7, -2), (" is added", 12, 0)], "some H₂SO₄ is added"),
        ([("the water", 12, 0), ("1,2", 7, 4), (" rose", 12, 0)], "the water¹,² rose"),
        ([("fewer than 900", 12, 0), ("a", 7, 4), (" boats", 12, 0)], "fewer than 900ª boats"),
        ([("it was 20", 12, 0), ("o", 7, 4), (" warm", 12, 0)], "it was 20º warm"),
        ([("on the 21", 12, 0), ("st", 7, 4), (" of May", 12, 0)], "on the 21st of May"),
        ([("as e", 12, 0), ("ix", 7, 4), (" turns", 12, 0)], "as e^{ix} turns"),
        ([("each x", 12, 0), ("i", 7, -2), (" counts", 12, 0)], "each x_i counts"),
        ([("each x", 12, 0), ("i", 7, -2), ("+1", 8, -2), (" counts", 12, 0)], "each x_{i+1} counts"),
        ([("a Velcro", 12, 0), ("TM", 6, 4), (" strap", 12, 0)], "a Velcro™ strap"),
        ([("see the note", 12, 0), ("*", 7, 4), (" below", 12, 0)], "see the note* below"),
        ([("set by L", 12, 0), ("A", 8, 3), ("T", 12, 0), ("E", 12, -3), ("X ", 12, 0)], "set by LaTeX"),
        ([("set by L", 12, 0), ("A", 8, 3), ("TEX or not", 12, 0)], "set by LaTeX or not"),
        ([("A", 12, 0), ("M", 12, -3), ("S-T", 12, 0), ("E", 12, -3), ("X", 12, 0)], "AMS-TeX"),
        ([("set by plain T", 12, 0), ("E", 12, -3), ("X", 12, 0)], "set by plain TeX"),
        ([("of the same size x", 12, 0), ("2", 12, 5), (" here", 12, 0)], "of the same size x² here"),
        ([("bake 2", 12, 0), ("1", 7, 4), ("/", 12, 0), ("4", 7, 0), (" hours", 12, 0)], "bake 2 1/4 hours"),
        ([("bake 2", 12, 0), ("1", 7, 4), ("/", 7, 2), ("4", 7, -2), (" hours", 12, 0)], "bake 2 1/4 hours"),
        ([("bake ", 12, 0), ("3", 7, 4), ("/4", 7, 0), (" hours", 12, 0)], "bake 3/4 hours"),
        (
            [("a plank of 9", 12, 0), ("13", 7, 4), ("/", 12, 0), ("16", 7, 0), (" in", 12, 0)],
            "a plank of 9 13/16 in",
        ),
        ([("a speed of 10", 12, 0), ("2", 7, 4), ("/4 knots", 12, 0)], "a speed of 10²/4 knots"),
    ],
)
def test_a_mark_is_told_from_what_it_stands_at(
    parts: list[tuple[str, float, float]], expected: str, tmp_path: Path
) -> None:
    assert marked(tmp_path, *parts) == expected


def test_small_capitals_on_the_line_are_no_marks(tmp_path: Path) -> None:
    assert marked(tmp_path, ("T", 12, 0), ("HE ", 9, 0), ("M", 12, 0), ("INISTER", 9, 0)) == "THE MINISTER"


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1)])
def test_a_mark_that_is_placed_by_itself_belongs_to_its_line(order: tuple[int, ...], tmp_path: Path) -> None:
    parts = [
        show(72, 760, 12, "The mill was built in 1897"),
        show(207, 765, 7, "3"),
        show(215, 760, 12, "and burnt down."),
    ]
    content = "".join(parts[index] for index in order) + column(72, 700, PROSE)
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert text.startswith("The mill was built in 1897³ and burnt down.")


def test_the_mark_of_a_footnote_stands_before_its_text(tmp_path: Path) -> None:
    note = show(72, 83, 5, "1") + show(76, 80, 8, "The minutes are kept in the town hall, volume twelve.")
    text = read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE * 2) + note])).text
    assert text.endswith("\n\n¹ The minutes are kept in the town hall, volume twelve.")


def test_cells_that_stand_at_other_heights_are_no_marks(tmp_path: Path) -> None:
    rows = [(f"gate {row}", 700 - 40 * row) for row in range(4)]
    content = "".join(show(72, y, 10, gate) + show(200, y + 3, 10, "opens at noon, and") for gate, y in rows)
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert "gate 1" in text
    assert "{" not in text


def test_the_mark_of_a_note_that_is_drawn_as_a_line_of_its_own_stays_with_it(tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + show(72, 604, 5, "2") + show(75.5, 600, 8, "Its first stone is older by a year.")
    assert "² Its first stone" in read_one(made(tmp_path / "a.pdf", [content])).text


def bar(left: float, right: float, height: float) -> str:
    return f"{left} {height} {right - left} 0.4 re f\n"


def half(x: float, y: float) -> str:
    return show(x, y + 7, 10, "a + b") + bar(x - 1, x + 27, y + 3) + show(x + 10, y - 7, 10, "2")


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (show(72, 600, 10, "The mean is m =") + half(150, 600), "The mean is m = (a + b)/2"),
        (half(72, 600) + show(104, 600, 10, "is the mean of a and b."), "(a + b)/2 is the mean of a and b."),
        (
            show(72, 600, 10, "It takes 1") + show(115, 604, 7, "3") + bar(114, 121, 602.7) + show(115, 596, 7, "4")
            + show(124, 600, 10, "cups of tar."),
            "It takes 1 3/4 cups of tar.",
        ),
        (
            show(72, 600, 10, "v =") + show(93, 606.5, 10, "s") + bar(90, 104, 603) + show(91, 593.5, 10, "2a"),
            "v = s/(2a)",
        ),
    ],
)  # fmt: skip
def test_what_stands_over_and_under_a_line_beside_text_is_a_fraction(drawn: str, text: str, tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + drawn + column(72, 560, PROSE)
    assert text in read_one(made(tmp_path / "a.pdf", [content])).text.split("\n")


def test_a_line_under_the_names_of_columns_makes_no_fraction(tmp_path: Path) -> None:
    content = show(72, 606, 10, "Ships") + bar(68, 110, 602) + show(72, 594, 10, "12") + show(130, 606, 10, "Tons")
    assert "/" not in read_one(made(tmp_path / "a.pdf", [column(72, 760, PROSE) + content])).text


def in_symbols(tmp_path: Path, drawn: str, name: str = "Symbol") -> str:
    symbols = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} >>"
    return read_one(made(tmp_path / "a.pdf", [drawn], fonts="/F2 4 0 R", objects=[symbols])).text


def test_a_root_goes_as_far_as_its_line(tmp_path: Path) -> None:
    root = show(93, 600, 20, "Ö", font="F2") + bar(104, 132, 615) + show(105, 602, 10, "a + b")
    drawn = show(72, 602, 10, "x =") + root.replace("600 Tm", "615 Tm") + show(95, 618, 5, "3")
    drawn += show(135, 602, 10, "is so.")
    assert in_symbols(tmp_path, drawn) == "x = ³√(a + b) is so."


def test_a_small_mark_before_a_line_is_no_line_over_which_giants_are_drawn(tmp_path: Path) -> None:
    content = show(72, 602, 3, "*") + show(74, 600, 9, "Paid by the board.")
    assert read_one(made(tmp_path / "a.pdf", [content])).text == "*Paid by the board."
