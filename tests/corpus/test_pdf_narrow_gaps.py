"""Columns of a PDF that stand close to each other, or are drawn at once, keep their cells apart."""

from pathlib import Path

from corpus_makers import read_one
from pdf_makers import PROSE, column, made, show


def figure_width(text: str, size: float = 10) -> float:
    return 0.556 * size * len(text)


def rightward(x: float, y: float, text: str) -> str:
    """Figures that end at x."""
    return show(x - figure_width(text), y, 10, text)


def read(path: Path, content: str) -> str:
    return read_one(made(path / "a.pdf", [content + column(72, 500, PROSE)])).text.split("\n\n")[0]


def test_figures_set_to_the_right_edge_of_their_column_stay_apart_from_the_next_one(tmp_path: Path) -> None:
    content = show(72, 700, 10, "Gap") + rightward(300, 700, "1001") + show(310.5, 700, 10, "Guard")
    for row, (name, year, keeper) in enumerate(
        (("Quay", "1912", "Ada"), ("Foggy", "1930", "Mina"), ("Gypsy", "7", "Jo"))
    ):
        y = 684 - 16 * row
        content += show(72, y, 10, name) + rightward(300, y, year) + show(310.5, y, 10, keeper)
    assert read(tmp_path, content).splitlines()[2:] == [
        "| Quay | 1912 | Ada |",
        "| Foggy | 1930 | Mina |",
        "| Gypsy | 7 | Jo |",
    ]


def test_such_a_gap_in_two_rows_is_one_between_words(tmp_path: Path) -> None:
    content = show(72, 658, 10, "Gypsy") + show(277.76, 658, 10, "1951 May")
    for y, name in ((690, "Quay"), (674, "Foggy")):
        content += show(72, y, 10, name) + rightward(300, y, "1912") + show(310.5, y, 10, "Ada")
    assert read(tmp_path, content).splitlines()[::2] == ["| Quay | 1912 Ada |", "| Foggy | 1912 Ada |"]


def test_cells_drawn_at_once_stay_apart_where_the_first_letters_are_drawn_before_them(tmp_path: Path) -> None:
    # The widths of the gaps are told in the text that is drawn, as typesetters do.
    content = ""
    for row, (start, rest, cells) in enumerate(
        [
            ("Whee", "l", ((-2100, "Teeth"), (-1900, "Weight"), (-1800, "Metal"))),
            ("Grea", "t", ((-2500, "96"), (-3000, "41"), (-2600, "iron"))),
            ("Secon", "d", ((-1990, "80"), (-6700, "brass"))),
            ("Strik", "e", ((-6900, "17"), (-2600, "brass"))),
        ]
    ):
        drawn = "".join(f" {move} ({text})" for move, text in cells)
        content += f"BT /F1 10 Tf 72 {700 - 14 * row} Td ({start}) Tj [({rest}){drawn}] TJ ET\n"
    lines = read(tmp_path, content).splitlines()
    assert lines[0] == "| Wheel | Teeth | Weight | Metal |"
    assert lines[2:] == ["| Great | 96 | 41 | iron |", "| Second | 80 |  | brass |", "| Strike |  | 17 | brass |"]


def test_figures_beside_the_names_of_their_columns_stand_below_the_name_on_their_left(tmp_path: Path) -> None:
    content = "".join(
        show(x, 700, 10, text) for x, text in zip((72, 150, 210, 270), ("Line", "Day", "Dusk", "Sum"), strict=True)
    )
    for row, (name, *figures) in enumerate((("Red", "12", "9", ""), ("Blue", "", "4", "42"), ("Sand", "7", "", "43"))):
        y = 685 - 15 * row
        content += show(72, y, 10, name)
        content += "".join(rightward(x, y, text) for x, text in zip((208, 268, 330), figures, strict=True) if text)
    assert read(tmp_path, content).splitlines()[2:] == [
        "| Red | 12 | 9 |  |",
        "| Blue |  | 4 | 42 |",
        "| Sand | 7 |  | 43 |",
    ]
