"""Pages that a browser printed: what it writes around them is none of their text, on a single page too."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import PROSE, column, made, show


def printed(path: Path, *heads: tuple[str, str, str, str], size: float = 8) -> str:
    """The text of pages with these words in their corners: top left, top right, bottom left, bottom right."""
    pages = [
        column(40, 790, [f"Pool {number} lies below the stair."], size=10)
        + column(40, 760, PROSE, size=10)
        + "".join(
            show(x, y, size, text)
            for text, x, y in zip(corners, (24, 300, 24, 550), (822, 822, 15, 15), strict=True)
            if text
        )
        for number, corners in enumerate(heads, start=1)
    ]
    return read_one(made(path / "a.pdf", pages)).text


def test_date_title_address_and_page_of_a_browser_are_left_out_of_a_single_page(tmp_path: Path) -> None:
    text = printed(tmp_path, ("29.11.26, 15:57", "Gezeiten", "https://skerra.example/pools", "1/1"))
    assert text == "Pool 1 lies below the stair.\n\n" + " ".join(PROSE)


def test_the_address_may_stand_above_and_the_page_in_words_below(tmp_path: Path) -> None:
    text = printed(tmp_path, ("Tide pools", "https://skerra.example/pools", "1 of 1", "11/29/2026, 3:57 PM"))
    assert text == "Pool 1 lies below the stair.\n\n" + " ".join(PROSE)


def test_an_address_at_the_foot_of_a_page_stays_where_no_page_is_told_of_how_many(tmp_path: Path) -> None:
    assert "skerra.example" in printed(tmp_path, ("", "", "https://skerra.example/pools", "2/7"))
    assert "skerra.example" in printed(tmp_path, ("", "", "https://skerra.example/pools", ""))


def test_a_header_of_several_parts_drawn_after_the_text_is_told_by_its_own_place(tmp_path: Path) -> None:
    parts = (24, "Tide pools of Skerra"), (250, "29/11/26, 3:50 PM"), (450, "the island's hall")
    head = "".join(show(x, 822, 7, text) for x, text in parts)
    pages = [column(40, 760 - 20 * page, PROSE, size=10) + head for page in range(2)]
    assert read_one(made(tmp_path / "a.pdf", pages)).text == "\n\n".join([" ".join(PROSE)] * 2)


def sided(heads: list[str], size: float = 9) -> list[str]:
    """Pages of text below these heads; none where one is empty."""
    return [
        (show(72 if number % 2 else 400, 800, size, head) if head else "")
        + column(72, 760, [f"On page {number} the gauge stood at {number + 3}.", *PROSE])
        for number, head in enumerate(heads, start=1)
    ]


@pytest.mark.parametrize(
    "heads",
    [
        ["The Mole", "A. Moor and B. Reed"] * 2 + ["The Mole"],
        ["", "A. Moor and B. Reed", "The Mole", "A. Moor and B. Reed", "The Mole"],
        ["Of piles", "The Mole", "Of piles", "The Mole", "Of gravel", "The Mole"],
        ["Of piles", "Gravel", "Of piles", "Dredging", "Of piles", "Of ice"],
    ],
)
def test_heads_that_differ_on_left_and_right_pages_are_left_out(heads: list[str], tmp_path: Path) -> None:
    text = read_one(made(tmp_path / "a.pdf", sided(heads))).text
    assert not [head for head in heads if head and head in text]
    assert text.count("the gauge stood at") == len(heads)


@pytest.mark.parametrize(
    "pages",
    [
        sided(["Of piles", "The Mole", "Of gravel", "The Mole", "Of ice", "The flood"]),
        sided(["Of piles", "The Mole", "", "The Mole", "Of ice"]),
        [*sided(["Of piles", "The Mole", "Of gravel"]), *sided(["Of ice", "The Mole"], 14)],
    ],
)
def test_what_neither_side_repeats_throughout_is_no_head(pages: list[str], tmp_path: Path) -> None:
    assert "Of piles" in read_one(made(tmp_path / "a.pdf", pages)).text
