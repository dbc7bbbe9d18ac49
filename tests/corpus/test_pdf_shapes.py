"""What the shapes and places of a PDF's letters tell where its text layer says something else."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, show, stream

from openbook.corpus.formats.pdf.accents import cut_words
from openbook.corpus.formats.pdf.glyph_names import character
from openbook.corpus.formats.pdf.runs import Run, by_lines
from openbook.corpus.formats.pdf.superiors import apart, with_superiors


class Places:
    """A page whose figures are `h`igh, `l`ow, of `o`ld style or as usual, one letter of `shapes` for each character."""

    def __init__(self, shapes: str) -> None:
        self._shapes = shapes

    def loose(self, _index: int) -> tuple[float, float, float, float]:
        return 0, 98, 5, 108

    def origin(self, _index: int) -> tuple[float, float]:
        return 0, 100

    def tight(self, index: int) -> tuple[float, float, float, float]:
        return {"h": (0, 5, 103.9, 107.5), "l": (0, 5, 98.8, 102.2), "o": (0, 5, 98, 102.9)}.get(
            self._shapes[index], (0, 5, 100, 106.6)
        )


@pytest.mark.parametrize(
    ("text", "shapes", "told"),
    [
        ("in 18731 by", "       h   ", "in 1873¹ by"),
        ("in 187312 by", "       hh   ", "in 1873¹² by"),
        ("the end.3", "        h", "the end.³"),
        ("H2O", " l ", "H₂O"),
        ("1The book", "h        ", "¹The book"),
        ("in 1873 by", "   oooo   ", "in 1873 by"),
        ("in 1873 by", "          ", "in 1873 by"),
    ],
)
def test_small_figures_that_stand_high_or_low_are_such_ones(text: str, shapes: str, told: str) -> None:
    assert with_superiors(Places(shapes), text) == told  # type: ignore[arg-type]


def test_a_mark_that_begins_a_note_stands_apart() -> None:
    assert apart("¹Later it rose") == "¹ Later it rose"
    assert apart("¹⁰ It fell") == "¹⁰ It fell"
    assert apart("⁴⁰Ar is a gas") == "⁴⁰ Ar is a gas"


def test_a_hyphen_is_at_the_end_of_a_line_also_before_the_place_of_an_accent() -> None:
    assert cut_words("the dif- \xad\r\nficult") == "the dif\xad\xad\ufffe\r\nficult"
    assert cut_words("the dif-\r\nficult \xad") == "the dif-\r\nficult \xad"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("/Euro", "€"), ("/uni041C", "М"), ("/u1D45D", "𝑝"), ("/one.oldstyle", "1"), ("/f_f", "ﬀ"), ("/f_f_i", "ﬃ"),
        ("/afii10017", "А"), ("/g123", ""), ("/uniD800", ""), ("/T_h", ""), ("/.notdef", ""),
    ],
)  # fmt: skip
def test_names_of_glyphs_tell_their_characters(name: str, told: str) -> None:
    assert character(name) == told


@pytest.mark.parametrize(("names", "told"), [("/uni041C /o.alt /Euro", "Мo€ here"), ("/g1 /g2 /g3", "ABC here")])
def test_drawn_glyphs_without_a_map_are_what_their_names_say(names: str, told: str, tmp_path: Path) -> None:
    glyphs = " ".join(f"{name} 5 0 R" for name in names.split())
    drawn = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 "
        f"/LastChar 67 /Widths [600 600 600] /Encoding << /Differences [65 {names}] >> /CharProcs << {glyphs} >> "
        "/Resources << >> >>"
    )
    box = stream("600 0 0 0 500 700 d1 0 0 400 700 re f")
    content = show(60, 700, 10, "ABC", font="F2") + show(82, 700, 10, "here")
    assert read_one(made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=[drawn, box])).text == told


def test_a_sentence_goes_on_over_a_page_whatever_it_goes_on_with(tmp_path: Path) -> None:
    first = [*PROSE, "ordered. When the winter came the barrel was empty by"]
    second = ["February, and the board sent a man to the valley for more of it, who", "came back in the spring alone."]
    pages = [column(72, 760, first), column(72, 760, second)]
    assert "empty by February, and" in read_one(made(tmp_path / "a.pdf", pages)).text


def run(text: str, left: float, stand: float) -> Run:
    return Run(text, left, left + 6 * len(text), stand - 2, stand + 8, stand, 0, 10, len(text))


@pytest.mark.parametrize(
    ("runs", "texts"),
    [
        ([run("gate.", 84, 700), run("2", 60, 689), run("Loose", 72, 689)], [["gate."], ["2", "Loose"]]),
        ([run("10", 84, 700), run("4", 96, 704), run("grams", 60, 689)], [["10", "4"], ["grams"]]),
        ([run("a", 84, 704), run("b", 84, 696)], [["a", "b"]]),
        ([run("gate.", 84, 700), run("late", 60, 700)], [["gate.", "late"]]),
    ],
)
def test_what_goes_on_at_the_start_of_the_next_line_is_of_that_line(runs: list[Run], texts: list[list[str]]) -> None:
    assert [[one.text for one in group] for group in by_lines(runs)] == texts


@pytest.mark.parametrize("title", ["", "The lantern"])
def test_every_fifth_lines_number_is_no_word_where_a_page_has_two(title: str, tmp_path: Path) -> None:
    lines = [*PROSE, *PROSE[:4], *PROSE[1:3]]
    content = column(72, 700, lines) + show(50, 640, 11, "5") + show(46, 565, 11, "10")
    content += show(72, 715, 11, title) if title else ""
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert not any(word in ("5", "10") for word in text.split())


def test_a_cell_of_two_lines_in_the_first_column_is_one(tmp_path: Path) -> None:
    rows = [("Name", "Town", "Grams"), ("Small pound", "Nordby", "453.6"), ("Old pound of the wool", "Lund", "489.5")]
    rows += [("sellers", "", ""), ("Stone", "Lund", "6350")]
    content = "".join(
        show(x, 700 - 12 * at, 10, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((190, 313, 359), row, strict=True)
        if cell
    )
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    assert "| Old pound of the wool sellers | Lund | 489.5 |" in text
