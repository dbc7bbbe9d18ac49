"""Glyphs of which a PDF's font tells nothing are no letters: signs of TeX are what they show, others are lost."""

from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import pytest
from corpus_makers import read_one
from pdf_makers import made, mapped, show
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from openbook.corpus.formats.pdf.bitmap_fonts import BitmapFonts
from openbook.corpus.formats.pdf.untold import as_sign, struck_through


def with_font(path: Path, name: str, names: str, content: str, more: str = "") -> Path:
    found = (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /FirstChar 1 /LastChar 126 /Widths [{'500 ' * 126}] "
        f"/FontDescriptor 5 0 R /Encoding << /Differences [{names}] >> {more} >>"
    )
    described = f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 800 /Descent -200 /StemV 80 >>"
    return made(path, [content], fonts="/F2 4 0 R", objects=[found, described, mapped({ord("a"): "a"})])


class Places:
    """A page on which all is drawn in one font that tells nothing, or everything."""

    address = 0

    def __init__(self, signs: str, untold: int = 1) -> None:
        self._signs, self._untold = signs, untold

    def is_untold(self, _address: int, _index: int) -> int:
        return self._untold

    def font_at(self, _index: int) -> int:
        return 1

    def signs_of(self, _font: int) -> str:
        return self._signs


@pytest.mark.parametrize(
    ("kind", "drawn", "shown"),
    [
        ("symbols", "h", "⟨"),
        ("symbols", "i", "⟩"),
        ("symbols", "6", "\u0338"),
        ("symbols", "7", ""),
        ("symbols", "b", "\ufffd"),
        ("symbols", "→", "→"),
        ("more symbols", "N", "\ufffd"),
        ("more symbols", "*", "*"),
        ("large", "P", "∑"),
        ("", "h", "h"),
    ],
)
def test_signs_that_only_tex_names_are_what_they_show(kind: str, drawn: str, shown: str) -> None:
    assert as_sign(Places(kind), 0, drawn) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["symbols", "more symbols"])
def test_a_sign_that_its_font_tells_stays(kind: str) -> None:
    assert as_sign(Places(kind, untold=0), 0, "h") == "h"  # type: ignore[arg-type]


@pytest.mark.parametrize(("line", "meant"), [("a \u0338= b", "a ≠ b"), ("a \u0338 ∈ b", "a ∉ b"), ("a = b", "a = b")])
def test_a_stroke_goes_through_the_sign_behind_it(line: str, meant: str) -> None:
    assert normalize("NFC", struck_through(line)) == meant


def test_a_glyph_that_a_font_of_letters_does_not_tell_is_lost_and_its_letters_stay(tmp_path: Path) -> None:
    names = " ".join(f"{code} /{chr(code)}" for code in range(ord("a"), ord("z") + 1)) + " 65 /g123 32 /space"
    content = show(60, 700, 10, "the oAcer of the north quay", font="F2")
    document = read_one(with_font(tmp_path / "a.pdf", "ABCDEF+Own", names, content))
    assert document.text == "the o\ufffdcer of the north quay"
    assert [str(notice) for notice in document.notices] == [
        "1 glyph has no Unicode value: \ufffd stands for it in words"
    ]


def test_an_encoding_that_is_no_list_leaves_the_fonts_as_they_are() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    encoding = DictionaryObject({NameObject("/Differences"): NumberObject(3)})
    font = DictionaryObject({NameObject("/Subtype"): NameObject("/Type1"), NameObject("/Encoding"): encoding})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    blob = BytesIO()
    writer.write(blob)
    assert b"/Differences" in blob.getvalue()
    assert BitmapFonts(blob.getvalue()).ligatures() == {}


def test_a_file_is_parsed_once_for_all_that_its_fonts_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[object] = []
    monkeypatch.setattr("pypdf.PdfReader", lambda *given, **_: parsed.append(given))
    fonts = BitmapFonts(b"/Differences")
    assert [fonts.ligatures(), fonts.ligatures()] == [{}, {}]
    assert len(parsed) == 1
