"""Lines of a PDF that are written from right to left: words, names, figures and brackets in the order of reading."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import made, mapped, show

LETTERS = "אבגדהוזחטיכלמנסעפצקרשתםןךףץابتعقلمنهي"
CODES = {letter: 0xA1 + place for place, letter in enumerate(LETTERS)}
GLYPHS = {0xF0: "\ufefb", 0xF1: "لا", 0xF2: "\ufef7", 0xF3: "\ufd8e", 0xF4: "مخج", 0xF5: "\ufb2a"}
"""Codes of glyphs that stand for several letters: as a form of Unicode's, or by their letters."""
SIZE, STEP = 10, 6.0
"""Points; all letters of the font are equally wide."""


def drawn(seen: str, y: float, how: str) -> str:
    """A line as it is seen, from left to right: drawn at once, or letter by letter from the right."""
    chars = [chr(CODES.get(char, ord(char))) for char in seen]
    if how == "at once":
        return show(80, y, SIZE, "".join(chars), font="F2")
    places = [(80 + STEP * place, char) for place, char in enumerate(chars) if char != " "]
    return "".join(show(x, y, SIZE, char, font="F2") for x, char in reversed(places))


def read(tmp_path: Path, lines: list[str], how: str = "at once") -> str:
    """What is read of some lines, one below the other."""
    content = "".join(drawn(seen, 780 - 15 * place, how) for place, seen in enumerate(lines))
    return " ".join(read_whole(tmp_path, content).split())


def read_whole(tmp_path: Path, content: str) -> str:
    """What is read of a page, line by line."""
    same = {code: chr(code) for code in range(32, 127)}
    letters = mapped(same | {code: letter for letter, code in CODES.items()} | GLYPHS)
    typed = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /Seen /Encoding /WinAnsiEncoding /ToUnicode 5 0 R /FirstChar 32 "
        f"/LastChar 255 /Widths [{'600 ' * 224}] >>"
    )
    path = made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=[typed, letters])
    return read_one(path).text


def back(text: str) -> str:
    """Words that are written leftwards, as they are seen."""
    return text[::-1]


SHOP, TODAY, PAGE, HOUR = "החנות", "היום", "עמוד", "בשעה"
LINES = [
    (f"{back(TODAY)} Harbour News 2019 {back(SHOP)}", f"{SHOP} Harbour News 2019 {TODAY}"),
    (f".17:30 {back(HOUR)} {back(SHOP)}", f"{SHOP} {HOUR} 17:30."),
    (f"{back(TODAY)} 12-15 {back(PAGE)} 3 {back(SHOP)}", f"{SHOP} 3 {PAGE} 12-15 {TODAY}"),
    (f"{back(TODAY)} (Harbour News) {back(SHOP)}", f"{SHOP} (Harbour News) {TODAY}"),
    (f"(17% {back(PAGE)}) 1,250.50 {back(SHOP)}", f"{SHOP} 1,250.50 ({PAGE} 17%)"),
    (f"!{back(SHOP)} Windows 10, Linux {back(TODAY)}", f"{TODAY} Windows 10, Linux {SHOP}!"),
    (f"{back(TODAY)} ++C {back(SHOP)}", f"{SHOP} C++ {TODAY}"),
]


@pytest.mark.parametrize("how", ["at once", "from the right"])
@pytest.mark.parametrize(("seen", "wanted"), LINES)
def test_what_is_written_rightwards_stands_in_its_place_and_in_its_order(
    seen: str, wanted: str, how: str, tmp_path: Path
) -> None:
    assert read(tmp_path, [seen], how) == wanted


def test_an_address_within_a_line_is_whole(tmp_path: Path) -> None:
    seen = f"{back(TODAY)} https://example.org/a-b.html {back(PAGE)}"
    assert read(tmp_path, [seen]) == f"{PAGE} https://example.org/a-b.html {TODAY}"


OTHER, OTHER_READ = f"{back(TODAY)} {back(PAGE)} {back(HOUR)} {back(SHOP)}", f"{SHOP} {HOUR} {PAGE} {TODAY}"


def test_a_line_that_ends_in_a_name_begins_where_most_of_the_page_does(tmp_path: Path) -> None:
    name = f"Harbour Office {back(SHOP)}"
    english = "The office opens at nine and is closed on Sunday"
    assert read(tmp_path, [OTHER, name, OTHER]) == f"{OTHER_READ} {SHOP} Harbour Office {OTHER_READ}"
    assert read(tmp_path, [english, name, english]) == f"{english} Harbour Office {SHOP} {english}"


def test_a_word_within_an_english_sentence_stays_in_it(tmp_path: Path) -> None:
    seen = f"The word {back(SHOP)} means a shop, {back(TODAY)} today (2 words)."
    wanted = f"The word {SHOP} means a shop, {TODAY} today (2 words)."
    assert read(tmp_path, [OTHER, seen, OTHER]) == f"{OTHER_READ} {wanted} {OTHER_READ}"


def test_a_name_that_ends_a_sentence_on_a_line_of_its_own_has_its_stop_behind_it(tmp_path: Path) -> None:
    assert read(tmp_path, [OTHER, ".library@example.org"]) == f"{OTHER_READ} library@example.org."


@pytest.mark.parametrize(("seen", "wanted"), [("%12.5", "12.5%"), ("1918-1914", "1914-1918"), ("9:30", "9:30")])
def test_an_arabic_share_has_its_sign_behind_it_and_a_span_runs_leftwards(
    seen: str, wanted: str, tmp_path: Path
) -> None:
    word = "المعلم"
    assert read(tmp_path, [f"{back(word)} {seen} {back(word)}"]) == f"{word} {wanted} {word}"


@pytest.mark.parametrize("how", ["at once", "from the right"])
@pytest.mark.parametrize(
    ("glyph", "letters"), [("\xf0", "لا"), ("\xf1", "لا"), ("\xf2", "لأ"), ("\xf3", "مخج"), ("\xf4", "مخج")]
)
def test_a_glyph_of_several_letters_has_them_in_their_order(glyph: str, letters: str, how: str, tmp_path: Path) -> None:
    seen = f"{back('بعق')}{glyph}{back('منه')} {back('المعلم')}"
    assert read(tmp_path, [seen], how) == f"المعلم منه{letters}بعق"


ROWS = [(f"1914{' ' * 18}{back(SHOP)}", 700), (f"{back(TODAY)}{' ' * 20}{back(PAGE)}", 680), (back(HOUR), 660)]
TABLE = f"| {SHOP} | 1914 |\n| --- | --- |\n| {PAGE} | {TODAY} {HOUR} |"


def table(more: str = "") -> str:
    """Two rows of two cells between lines, the last one over two lines, and a heading that is drawn after them."""
    content = "".join(drawn(seen, y, "at once") for seen, y in ROWS) + more + drawn(back(OTHER_READ), 714, "at once")
    content += "".join(f"70 {y} 220 0.5 re f\n" for y in (712, 692, 652))
    return content + "".join(f"{x} 652 0.5 60 re f\n" for x in (70, 180, 290))


def test_the_columns_of_a_table_with_borders_run_from_right_to_left(tmp_path: Path) -> None:
    assert read_whole(tmp_path, table()) == f"{OTHER_READ}\n\n{TABLE}"


@pytest.mark.parametrize(
    ("drawn", "sign"),
    [("180 652 110 40 re f\n185 672 100 20 re f\n185 652 100 20 re f\n", ""), ("130 680 10 10 re S\n", " ☐")],
    ids=["shades of paragraphs", "a box to be ticked"],
)
def test_what_is_drawn_within_a_cell_parts_no_table(drawn: str, sign: str, tmp_path: Path) -> None:
    wanted = TABLE.replace(TODAY, f"{TODAY}{sign}")
    assert read_whole(tmp_path, f"0.9 g {drawn} 0 g\n{table()}") == f"{OTHER_READ}\n\n{wanted}"
