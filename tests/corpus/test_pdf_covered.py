"""Words of a PDF that a rectangle is drawn over are none that anybody sees."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from corpus_makers import read_one
from pdf_makers import FONT, PROSE, column, made, show, stream

from growth import grows_linearly
from openbook.corpus.formats.pdf.covered import Cover, texts_under
from openbook.corpus.formats.pdf.positions import Positions
from openbook.records import Document

SENTENCE = "The pilot was Edda Brandt of Foula."
CLEAR = "/ExtGState << /G1 << /ca 0.4 >> /G2 << /BM /Multiply >> >>"


def read(folder: Path, over: str, *, under: str = "", behind: str = "") -> Document:
    """A sentence between prose, and what is drawn before it, over it and last."""
    content = column(72, 760, PROSE) + under + show(72, 600, 11, SENTENCE) + over + column(72, 560, PROSE) + behind
    return read_one(made(folder / "a.pdf", [content], resources=CLEAR))


def bar(colour: str = "0 g", state: str = "") -> str:
    return f"q {state} {colour} 139 596 62 14 re f Q\n"


@pytest.mark.parametrize("colour", ["0 g", "0.2 0.2 0.6 rg", "0 0 0 1 k"])
@pytest.mark.parametrize("late", [True, False])
def test_words_under_a_bar_are_left_out_and_said_and_the_bar_is_seen(colour: str, late: bool, tmp_path: Path) -> None:
    document = read(tmp_path, "" if late else bar(colour), behind=bar(colour) if late else "")
    assert "The pilot was █ of Foula." in document.text
    assert document.text.count(" ".join(PROSE)) == 2
    assert [str(notice) for notice in document.notices] == ["10 letters that something is drawn over are left out"]


def test_what_is_written_on_paper_put_over_words_takes_their_place(tmp_path: Path) -> None:
    text = read(tmp_path, "q 1 g 70 596 300 14 re f Q\n" + show(72, 600, 11, "The pilot was Jon Sund.")).text
    assert "The pilot was Jon Sund." in text
    assert not {"Edda", "█"} & set(text.split())


def test_what_is_written_into_a_gap_that_paper_leaves_is_read(tmp_path: Path) -> None:
    text = read(tmp_path, bar("1 g") + show(142, 600, 11, "Jon Sund")).text
    assert "Jon Sund" in text
    assert not {"Edda", "█"} & set(text.split())


def test_a_line_that_is_covered_as_a_whole_leaves_nothing(tmp_path: Path) -> None:
    text = read(tmp_path, "0 g 70 596 300 14 re f\n").text
    assert text.split() == " ".join([*PROSE, *PROSE]).split()


@pytest.mark.parametrize(
    ("under", "over"),
    [
        (bar(), ""),
        ("", bar(state="/G1 gs")),
        ("", bar(state="/G2 gs")),
        ("", bar("1 1 0 rg", "/G2 gs")),
        ("", "139 596 62 14 re S\n"),
        ("", "0 g 144 596 m 202 596 l 173 640 l f\n"),
        ("", "0 g 144 596 m 202 600 l 202 620 l 144 616 l f\n"),
        ("", "0 g 144 608 58 2.5 re f\n"),
        ("", "0 g 20 20 560 800 re f\n"),
        ("", "q 300 300 20 20 re W n 0 g 139 596 62 14 re f Q\n"),
        ("", "0 g 20 20 5 5 re f\n" * 401 + bar()),
        ("", "q 1 g 70 596 300 14 re f Q\n" + show(72, 600, 11, SENTENCE)),
    ],
)
def test_words_that_nothing_hides_stay(under: str, over: str, tmp_path: Path) -> None:
    document = read(tmp_path, over, under=under)
    assert SENTENCE in document.text.replace("~~", "")
    assert not document.notices


def test_a_bar_below_a_form_hides_nothing_that_can_be_told(tmp_path: Path) -> None:
    form = stream(
        show(72, 600, 11, SENTENCE),
        f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 {FONT} 0 R >> >>",
    )
    content = column(72, 760, PROSE) + show(72, 600, 11, SENTENCE) + "q 1 g 70 596 300 14 re f Q\n/X1 Do\n"
    path = made(tmp_path / "a.pdf", [content], resources="/XObject << /X1 4 0 R >>", objects=[form])
    document = read_one(path)
    assert SENTENCE in document.text
    assert not document.notices


def test_texts_of_one_line_are_not_each_compared_with_all_others() -> None:
    def looked_at(times: int) -> None:
        texts = [SimpleNamespace(value=at + 1) for at in range(times)]
        left = [72 + at / times * 100 for at in range(times)]
        objects = SimpleNamespace(
            texts=texts, bounds=lambda one: (left[one.value - 1], 600, left[one.value - 1] + 6, 608)
        )
        places = cast(Positions, SimpleNamespace(objects=objects))
        assert len(texts_under(places, [Cover((0, 590, 600, 620), dark=True, before=times)])) == times

    assert grows_linearly(looked_at, 8000)
