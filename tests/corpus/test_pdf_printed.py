"""Pages that a browser printed: what it writes around them is none of their text, on a single page too."""

from pathlib import Path

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
