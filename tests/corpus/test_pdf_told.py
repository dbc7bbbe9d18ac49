"""What a PDF tells of its glyphs beside them: a cluster of several is read once, and one without a letter is read."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import font, made, mapped, show

THAI = {ord("k"): "ข", ord("u"): "ึ", ord("t"): "้", ord("n"): "น", ord("r"): "ร", ord("a"): "า", ord("~"): "\x02"}


def with_font(path: Path, content: str) -> Path:
    return made(path, [content], fonts="/F2 4 0 R", objects=[font(5), mapped(THAI)])


def span(text: str, drawn: str) -> str:
    told = f"\ufeff{text}".encode("utf-16-be").hex()
    return f"/Span << /ActualText <{told}> >> BDC {drawn} EMC\n"


def chars(*drawn: tuple[str, float]) -> str:
    """Letters of one kind of object each, with how far the next one is."""
    return " ".join(f"({text}) Tj {wide:g} 0 Td" for text, wide in drawn)


def test_a_cluster_whose_signs_are_drawn_behind_the_next_letter_is_read_once(tmp_path: Path) -> None:
    cluster = span("ขึ้", chars(("k", 10), ("u", 0.8), ("t", -0.8)))
    line = f"BT /F2 20 Tf 1 0 0 1 60 700 Tm {chars(('r', 7), ('a', 11))} {cluster} {chars(('n', 12), ('a', 11))} ET"
    assert read_one(with_font(tmp_path / "a.pdf", line)).text == "ราขึ้นา"


@pytest.mark.parametrize(("gap", "wanted"), [(11, "ขึ้ขึ้"), (17, "ขึ้ ขึ้")])
def test_between_clusters_a_space_is_where_one_is_seen(gap: float, wanted: str, tmp_path: Path) -> None:
    one = span("ขึ้", chars(("k", 10), ("u", 0.8), ("t", gap - 10.8)))
    other = span("ขึ้", chars(("k", 10), ("u", 0.8), ("t", 0)))
    line = f"BT /F2 20 Tf 1 0 0 1 60 700 Tm {one} {other} ET"
    assert read_one(with_font(tmp_path / "a.pdf", line)).text == wanted


@pytest.mark.parametrize("told", ["→", "ⓐⓑ"])
def test_a_glyph_without_a_letter_is_what_the_file_says_of_it(told: str, tmp_path: Path) -> None:
    glyph = span(told, "BT /F2 11 Tf 1 0 0 1 106 700 Tm (~) Tj 7 0 Td (~) Tj ET")
    content = show(60, 700, 11, "The way") + glyph + show(124, 700, 11, "leads to the sea and back.")
    document = read_one(with_font(tmp_path / "a.pdf", content))
    assert document.text == f"The way {told} leads to the sea and back."
    assert not document.notices


@pytest.mark.parametrize(
    ("before", "glyph", "behind", "wanted"),
    [
        ("The post o", "ffi", "ce is closed on market days.", "The post office is closed on market days."),
        ("The post ", "o", "n the hill is closed.", "The post on the hill is closed."),
        ("It is closed, and that is o", "ff", "", "It is closed, and that is off"),
        ("It is set with a so", "\xad", "ft hyphen.", "It is set with a so ft hyphen."),
    ],
    ids=["in a word", "before one", "behind one", "none"],
)
def test_a_glyph_without_any_character_is_what_the_file_says_of_it(
    before: str, glyph: str, behind: str, wanted: str, tmp_path: Path
) -> None:
    document = read_one(nameless(tmp_path / "a.pdf", f"({before}) Tj {span(glyph, '(!) Tj')} ({behind}) Tj"))
    assert document.text == wanted
    assert not document.notices


def test_a_glyph_without_any_character_that_stands_alone_is_said(tmp_path: Path) -> None:
    line = f"(The sea.) Tj 0 -200 Td {span('ffi', '(!) Tj')} 0 -200 Td (The land.) Tj"
    document = read_one(nameless(tmp_path / "a.pdf", line))
    assert "ffi" not in document.text
    assert [notice.text for notice in document.notices] == [
        "a glyph without a letter is left out, of which the file tells a text"
    ]


def nameless(path: Path, drawn: str) -> Path:
    """A page in a font of which one glyph, which is drawn for `!`, has a name that nobody knows, and its own width."""
    widths = " ".join("780" if code == 33 else "500" for code in range(256))
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /LastChar 255 "
        f"/Widths [{widths}] /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [33 /g231] >> >>"
    )
    return made(path, [f"BT /F2 11 Tf 1 0 0 1 60 700 Tm {drawn} ET"], fonts="/F2 4 0 R", objects=[font])


@pytest.mark.parametrize(
    ("told", "first", "second", "behind", "wanted"),
    [
        ("boatm", "boat-", "m", "en of the island", "boatmen of the island"),
        ("boat", "boat-", "men", " of the island", "boat of the island"),
        ("boat", "bo-", "at", "  of the island", "boat of the island"),
        ("boat", "bo-", "at", "2 of the island", "boat 2 of the island"),
    ],
)
def test_a_word_goes_on_behind_what_is_told_over_the_end_of_a_line(
    told: str, first: str, second: str, behind: str, wanted: str, tmp_path: Path
) -> None:
    before = "The old harbour was built from the stones of the hill by the "
    rest = "and it was painted red in the year of the flood"
    line = f"BT /F1 11 Tf 1 0 0 1 60 700 Tm ({before}) Tj {span(told, f'({first}) Tj 0 -15 Td ({second}) Tj')}"
    line += f"({behind} and of the towns along the western coast,) Tj 0 -15 Td ({rest}) Tj ET"
    text = read_one(made(tmp_path / "a.pdf", [line])).text
    assert text == f"{before}{wanted} and of the towns along the western coast, {rest}"


def test_a_word_that_is_told_at_the_end_of_a_line_ends_there(tmp_path: Path) -> None:
    before = "The old harbour was built from the stones of the hill and of the "
    line = f"BT /F1 11 Tf 1 0 0 1 60 700 Tm ({before}) Tj {span('floor', '(f oor) Tj')} 0 -15 Td (of the sea.) Tj ET"
    assert read_one(made(tmp_path / "a.pdf", [line])).text == f"{before}floor of the sea."
