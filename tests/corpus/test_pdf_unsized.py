"""Text in fonts that neither a PDF nor the machine has: pdfium sees no width in a sign of them that is drawn alone."""

from pathlib import Path

import pytest
from corpus_makers import read_one
from pdf_makers import made, show, stream

LINES = ["山の上に古い灯台がある。", "船は朝の霧の中を進む。", "港では鐘が鳴る。"]


def foreign(encoding: str) -> list[str]:
    """A font of Japanese by its name alone; `/F2` with its letters in UTF-16."""
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /{encoding} /DescendantFonts [5 0 R] >>",
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
        ),
    ]


def drawn(x: float, y: float, text: str, *, mode: int = 0) -> str:
    return f"BT /F2 12 Tf {mode} Tr 1 0 0 1 {x:g} {y:g} Tm <{text.encode('utf-16-be').hex()}> Tj 0 Tr ET\n"


@pytest.mark.parametrize("single", [True, False], ids=["a sign each", "a line each"])
def test_vertical_lines_are_read_from_the_right(single: bool, tmp_path: Path) -> None:
    content = "".join(
        "".join(drawn(500 - 20 * row, 760 - 13 * place, sign) for place, sign in enumerate(line))
        if single
        else drawn(500 - 20 * row, 760, line)
        for row, line in enumerate(LINES)
    )
    fonts = foreign("UniJIS-UCS2-H" if single else "UniJIS-UCS2-V")
    document = read_one(made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=fonts))
    assert "".join(document.text.split()) == "".join(LINES)


def test_a_sign_that_is_drawn_alone_stands_in_its_line(tmp_path: Path) -> None:
    line = "".join(drawn(72 + 12 * place, 700, sign) for place, sign in enumerate(LINES[0]))
    document = read_one(made(tmp_path / "a.pdf", [line], fonts="/F2 4 0 R", objects=foreign("UniJIS-UCS2-H")))
    assert document.text == LINES[0]


def test_a_letter_that_the_font_of_every_viewer_lacks_is_read(tmp_path: Path) -> None:
    font = (
        "<< /Type /Font /Subtype /TrueType /BaseFont /ArialMT /Encoding << /BaseEncoding /WinAnsiEncoding "
        f"/Differences [33 /afii10071 /alpha] >> /FirstChar 32 /LastChar 34 /Widths [{'600 ' * 3}] >>"
    )
    content = show(72, 700, 11, "Quay") + show(100, 700, 11, "!", font="F2") + show(72, 660, 11, '"', font="F2")
    assert read_one(made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=[font])).text.split() == [
        "Quay", "ё", "α"
    ]  # fmt: skip


def test_such_signs_within_a_form_are_read(tmp_path: Path) -> None:
    form = stream(
        drawn(72, 700, "灯"), "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F2 4 0 R >> >>"
    )
    path = made(
        tmp_path / "a.pdf", ["/X Do"], resources="/XObject << /X 6 0 R >>", objects=[*foreign("UniJIS-UCS2-H"), form]
    )
    assert read_one(path).text == "灯"


def test_what_is_not_drawn_stays_unread(tmp_path: Path) -> None:
    content = drawn(72, 700, "船", mode=3) + drawn(72, 660, "港")
    document = read_one(made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=foreign("UniJIS-UCS2-H")))
    assert document.text == "港"
