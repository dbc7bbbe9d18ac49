"""Letters of a PDF that its fonts don't tell, or tell wrongly, are marked, left out or refused; each font by itself."""

import string
import sys
from pathlib import Path

import pytest
from corpus_makers import read_one, records
from pdf_makers import PROSE, column, font, made, mapped, show, stream

from openbook.codes import Code
from openbook.corpus.formats.pdf.readable import is_readable
from openbook.records import Rejected

PLAIN = {code: chr(code) for code in range(32, 127)}


def shifted(by: int) -> dict[int, str]:
    return {code: chr(code + by) for code in range(32, 127 - by)}


def permuted() -> dict[int, str]:
    letters = string.ascii_lowercase
    swapped = dict(zip(letters, letters[7:] + letters[:7], strict=True)) | {"e": "q", "t": "x", "a": "z"}
    return {code: swapped.get(chr(code), chr(code)) for code in range(32, 127)}


def with_font(path: Path, letters: dict[int, str], content: str) -> Path:
    return made(path, [content], fonts="/F2 4 0 R", objects=[font(5), mapped(letters)])


def test_a_glyph_without_a_letter_is_marked_in_its_word_and_its_line_stays(tmp_path: Path) -> None:
    letters = PLAIN | {ord("~"): "\x02"}
    lines = [
        "The of~cer sig~ed that the ~rst ferry was full and that the next one would",
        "leave at noon from the same quay.",
    ]
    document = read_one(with_font(tmp_path / "a.pdf", letters, column(72, 760, lines, font="F2")))
    assert document.text == " ".join(lines).replace("~", "\ufffd")
    assert [str(notice) for notice in document.notices] == [
        "3 glyphs have no Unicode value: \ufffd stands for it in words"
    ]


def test_a_font_of_ornaments_costs_its_own_glyphs_only(tmp_path: Path) -> None:
    content = column(72, 760, PROSE) + show(72, 600, 11, "abcdefghijkl", font="F2")
    document = read_one(with_font(tmp_path / "a.pdf", {code: chr(code % 7 + 1) for code in PLAIN}, content))
    assert document.text == " ".join(PROSE)
    assert "12 letters on page 1 are left out" in str(document.notices[0])


@pytest.mark.parametrize(
    "letters",
    [
        shifted(3),
        shifted(1),
        permuted(),
        {code: chr(0xE000 + code) for code in PLAIN},
        dict.fromkeys(PLAIN, "\x03"),
    ],
    ids=["shifted by 3", "shifted by 1", "permuted", "private use", "controls"],
)
def test_a_text_layer_that_is_no_language_is_refused_with_the_reason(letters: dict[int, str], tmp_path: Path) -> None:
    [row] = records(with_font(tmp_path / "a.pdf", letters, column(72, 760, PROSE, font="F2")))
    assert isinstance(row, Rejected)
    assert row.code == Code.GARBLED_TEXT
    assert "read.ocr" in row.detail


def test_a_font_with_wrong_letters_among_right_ones_is_left_out_and_said(tmp_path: Path) -> None:
    content = column(72, 760, PROSE * 3) + column(72, 400, PROSE, font="F2")
    document = read_one(with_font(tmp_path / "a.pdf", permuted(), content))
    assert document.text == " ".join(PROSE * 3)
    assert "their fonts don't tell which" in str(document.notices[0])


READABLE = {
    "Vietnamese": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con người đều "
    "được tạo hóa ban cho lý trí và lương tâm và cần phải đối xử với nhau trong tình bằng hữu.",
    "Welsh": "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm a "
    "chydwybod, a dylai pawb ymddwyn y naill at y llall mewn ysbryd cymodlon.",
    "Finnish": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on annettu järki "
    "ja omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä.",
    "Swahili": "Watu wote wamezaliwa huru, hadhi na haki zao ni sawa. Wote wamejaliwa akili na dhamiri, hivyo yapasa "
    "watendeane kindugu. Kila mtu anastahili kuwa na haki zote na uhuru wote.",
    "Mongolian": "Хүн бүр төрж мэндлэхдээ эрх чөлөөтэй, адилхан нэр төртэй, ижил эрхтэй байдаг. Оюун ухаан, нандин "
    "чанар заяасан хүн гэгч өөр хоорондоо ахан дүүгийн үзэл санаагаар харьцах учиртай.",
    "Greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι προικισμένοι "
    "με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης.",
    "Chinese": "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。" * 5,
    "a sequence": "ATGGCCATTGTAATGGGCCGCTGAAAGGGTGCCCGATAG " * 5,
    "part numbers": "LM317T BC547B TL072CP NE555P CD4017BE 74HC595N IRF540N 2N3904 MCP3008 DS18B20 LM358N UA741CP " * 4,
    "paths": "See https://example.org/a/b/c?d=e and mail to a@example.org, or look into C:\\Users\\me\\files. " * 3,
    "a few words": "The key is kept under the third stone.",
    "names of programs": "gzip xzcat lsblk mkfs fdisk vgscan",
    "a few words of Polish": "Szczęśliwy chrząszcz brzmi w trzcinie",
    "abbreviations": "NTFS XFS LVM RPM DKMS GRUB",
    "checksums": "a9c664d2f0b1e8 7c1d04f6aa92be 0f3e5d7c9b1a24 52902897f36792c9fd19ee9f4c7 5bb1122d4f664d16d651c4 " * 4,
}
UNREADABLE = {
    "a few words, shifted by three": "Wkh nh| lv nhsw xqghu wkh wklug vwrqh1",
    "a few words, in the order of a font's glyphs": "7KHVHFRQGERDUGPHHWLQJZDVKHOGDWQRRQ",
    "words over and over, in another alphabet": "Aol vsk tpss nypukz aol jvyu vm upul cpsshnlz. " * 6,
    "glyph numbers as phonetic letters": "ɋɬɪɚɧɢɰɚ ɩɟɪɜɚɹ ɞɨɤɭɦɟɧɬɚ ɫɨɞɟɪɠɢɬ ɬɟɤɫɬ ɨ ɝɚɜɚɧɢ " * 4,
    "rare characters": "氅氆氇氈氉氊氋氌氍氎氏氐氒氓氕氖氘氙氚氛氝氞氟氠" * 8,
    "pictures": "❃❄❅❆❇❈❉❊❋❖❘❙❚❛❜❝❞ " * 12,
    "two alphabets in each word": "Тhе bоаrd mеt оn thе fіrst Тuеsdау оf Маrсh аnd аgrееd tо dеереn thе bаsіn. " * 3,
}


VERBS, ENDS = "sed grep tar mkfs fsck".split(), "cfg tgz bak fmt".split()  # noqa: SIM905
FILES = "qxfmt jvload kwsync hzdump xlwrite zkmove jhgroup vblock mfkick bdfswap hwclock vmkfs station entrance".split()  # noqa: SIM905
COMMANDS = [
    f"{VERBS[at % 5]} -f {name}.{ENDS[at % 4]} > {FILES[(at + 3) % len(FILES)]}.log" for at, name in enumerate(FILES)
]


@pytest.mark.parametrize(("name", "read"), [("Courier", True), ("Helvetica", False)])
def test_names_without_vowels_are_code_in_letters_of_one_width(name: str, read: bool, tmp_path: Path) -> None:
    font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
    content = column(72, 760, list(PROSE[:2])) + column(72, 700, COMMANDS, font="F2")
    document = records(made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R", objects=[font]))[0]
    assert isinstance(document, Rejected) != read


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_languages_and_lists_are_readable(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_no_language_writes_is_not(text: str) -> None:
    assert not is_readable(text)


def test_quotation_marks_and_dashes_in_codes_of_windows_are_what_they_mean(tmp_path: Path) -> None:
    letters = PLAIN | {0x93: "\x93", 0x94: "\x94", 0x96: "\x96"}
    content = column(72, 760, ["He called it “the quay” of 1911–1912 and all the", "others did so, too."], font="F2")
    document = read_one(with_font(tmp_path / "a.pdf", letters, content))
    assert document.text == "He called it “the quay” of 1911–1912 and all the others did so, too."


def bitmap(codes: dict[int, str], lines: list[str], path: Path, *others: str) -> Path:
    """A file in a font of bitmaps as TeX makes them: it names no letters, and has ligatures where TeX has them."""
    names = " ".join(f"{code} /a{code}" for code in range(256))
    glyphs = " ".join(f"/a{code} 5 0 R" for code in range(256))
    font_of_bitmaps = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 8 8] /FontMatrix [0.06 0 0 0.06 0 0] /FirstChar 0 "
        f"/LastChar 255 /Widths [{' '.join(['8'] * 256)}] /Encoding << /Type /Encoding /Differences [{names}] >> "
        f"/CharProcs << {glyphs} >> /Resources << >> >>"
    )
    for code, letters in codes.items():
        lines = [line.replace(letters, chr(code)) for line in lines]
    glyph = b"<< /Length 33 >>\nstream\n8 0 0 0 7 7 d1 0 0 7 7 re f          \nendstream"
    content = stream(column(72, 760, lines, font="F2").encode("latin-1"))
    fonts = " ".join(f"/F{number} {number} 0 R" for number in range(6, 6 + len(others)))
    return made(path, [content], fonts=f"/F2 4 0 R {fonts}", objects=[font_of_bitmaps, glyph, *others])


LIGATURES = [
    "The officer of the harbour filed a report that the first ferry was full and",
    "that it would be the fifth one which the office had to turn away on the day.",
]


@pytest.mark.parametrize(
    "codes", [{0x1E: "ffi", 0x1C: "fi"}, {0x0E: "ffi", 0x0C: "fi"}], ids=["in the order of 1990", "in that of 1978"]
)
def test_ligatures_of_fonts_of_tex_are_read(codes: dict[int, str], tmp_path: Path) -> None:
    document = read_one(bitmap(codes, LIGATURES, tmp_path / "a.pdf"))
    assert document.text == " ".join(LIGATURES)
    assert not document.notices


def named(names: str) -> str:
    return (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        f"/BaseEncoding /WinAnsiEncoding /Differences [{names}] >> >>"
    )


@pytest.mark.parametrize(("other", "fi"), [("27 /f_i", "fi"), ("27 /f_l", "\ufffd")], ids=["alike", "otherwise"])
def test_what_names_of_glyphs_tell_goes_before_the_orders_of_tex(other: str, fi: str, tmp_path: Path) -> None:
    lines = [line.replace("ffi", "\x1di").replace("fi", "\x1b") for line in LIGATURES]
    document = read_one(bitmap({}, lines, tmp_path / "a.pdf", named("27 /f_i 29 /f_f"), named(other)))
    assert document.text == " ".join(lines).replace("\x1d", "ff").replace("\x1b", fi)


def test_letters_that_only_names_of_glyphs_tell_are_read_by_font(tmp_path: Path) -> None:
    glyphs = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding << /Type /Encoding /Differences [{}] >> >>"
    first = glyphs.format("Helvetica", "1 /T_h /f_f_i 33 /f_f 65 /e.swash")
    other = glyphs.format("Times-Roman", "1 /s_t.liga 2 /g12")
    content = show(72, 760, 11, "\x01e o\x02cer put o! at noon.", font="F2")
    content += show(72, 745, 11, "The fir\x01 o\x02ce is shut.", font="F3")
    path = made(tmp_path / "a.pdf", [content], fonts="/F2 4 0 R /F3 5 0 R", objects=[first, other])
    document = read_one(path)
    assert document.text == "The officer put off at noon. The first o\ufffdce is shut."
    assert "1 glyph has no Unicode value" in str(document.notices[0])


def test_names_of_glyphs_are_looked_for_only_where_a_file_can_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    letters = PLAIN | {ord("~"): "\x02"}
    document = read_one(with_font(tmp_path / "a.pdf", letters, column(72, 760, ["The of~cer sig~ed."], font="F2")))
    assert document.text == "The of\ufffdcer sig\ufffded."
    # Codes above those that have names, in a file whose other font has some.
    wide = "<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    inner = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica /DW 500 /FontDescriptor 6 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    described = "<< /Type /FontDescriptor /FontName /Helvetica /Flags 4 /Ascent 800 /Descent -200 /StemV 80 >>"
    content = column(72, 760, PROSE) + "BT /F2 11 Tf 72 600 Td <03480349> Tj ET\n"
    objects = [wide, inner, described, named("27 /f_i")]
    made(tmp_path / "b.pdf", [content], fonts="/F2 4 0 R /F3 7 0 R", objects=objects)
    assert " ".join(PROSE) in read_one(tmp_path / "b.pdf").text


def test_a_code_that_stands_where_no_ligature_can_is_not_taken_for_one(tmp_path: Path) -> None:
    lines = [line.replace("officer", "(Officer)").replace("office", "(Office)") for line in LIGATURES]
    document = read_one(bitmap({0x1D: "(", 0x1C: ")"}, lines, tmp_path / "a.pdf"))
    assert "\ufffdOfficer\ufffd" in document.text
    assert "4 glyphs have no Unicode value" in str(document.notices[0])


def test_a_glyph_that_is_mapped_to_no_width_is_marked(tmp_path: Path) -> None:
    letters = PLAIN | {ord("~"): "\u200b"}
    document = read_one(with_font(tmp_path / "a.pdf", letters, column(72, 760, ["The of~ce is open."], font="F2")))
    assert document.text == "The of\ufffdce is open."


def test_letters_of_fonts_of_tex_above_ascii_are_in_the_order_of_1990(tmp_path: Path) -> None:
    lines = [
        "Die Straße über den Fluß ist 5–6 Meter breit — „größer“ als früher; der Łódźer Hafen",
        "und die Œuvres von Čapek sind im Schiff, das für die Auflage reicht.",
    ]
    codes = {0xFF: "ß", 0x15: "–", 0x16: "—", 0x12: "„", 0x10: "“", 0x8A: "Ł", 0xB9: "ź", 0xD7: "Œ", 0x83: "Č"}
    document = read_one(bitmap(codes | {0x1B: "ff", 0x1D: "fl"}, lines, tmp_path / "a.pdf"))
    assert document.text == " ".join(lines)
    assert not document.notices


def test_a_font_of_tex_that_draws_signs_only_is_one_of_symbols(tmp_path: Path) -> None:
    document = read_one(bitmap({0xBF: "€", 0x87: "‰"}, ["30 €, 5 ‰, § 7"], tmp_path / "a.pdf"))
    assert document.text == "30 €, 5 ‰, § 7"


def test_dashes_and_quotation_marks_of_fonts_of_tex_are_read_where_all_letters_are_ascii(tmp_path: Path) -> None:
    lines = ["The quick brown keeper of the harbour—“as it were”—saw 5–6 ships go past."]
    codes = {0x10: "“", 0x11: "”", 0x15: "–", 0x16: "—"}
    assert read_one(bitmap(codes, lines, tmp_path / "a.pdf")).text == lines[0]


def test_codes_of_fonts_with_names_for_their_glyphs_are_not_taken_for_those_of_tex(tmp_path: Path) -> None:
    path = bitmap({0xFF: "ß"}, ["the road by the harbour: Straße"], tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes().replace(b"/a254", b"/thor"))
    assert "Straÿe" in read_one(path).text


def overlaid(accent: str, width: int, letter: str, *, rise: int = 0, wide: int = 556) -> str:
    """Operators that draw an accent over a letter, or hanging from it, as old programs do."""
    aside = (wide - width) // 2
    shown = f"] TJ {rise} Ts [({accent})] TJ 0 Ts [" if rise else f"({accent})"
    return f"{-aside} {shown} {width + aside} ({letter})"


def test_accents_that_are_drawn_apart_are_put_onto_their_letters(tmp_path: Path) -> None:
    words = [
        f"(L'){overlaid('´', 333, 'e')}(t)", overlaid("´", 333, "e"), f"( `a` caf){overlaid('¨', 333, 'e')}( Schr)",
        f"{overlaid('¨', 333, 'o')}(dinger gar){overlaid('¸', 333, 'c', wide=500)}(on )",
        f"{overlaid('´', 333, 'E', rise=2, wide=667)}(tat)",
    ]  # fmt: skip
    content = f"BT /F1 11 Tf 72 700 Td [{' '.join(words)}] TJ ET"
    assert read_one(made(tmp_path / "a.pdf", [content])).text == "L'été `a` cafë Schrödinger garçon État"


def test_words_stay_apart_where_the_accent_of_the_first_is_drawn_after_it(tmp_path: Path) -> None:
    places = ((72, 700, "nahrt"), (79.3, 702, "¨"), (100.2, 700, "bei Land und See"))
    content = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj " for x, y, text in places)
    assert read_one(made(tmp_path / "a.pdf", [f"BT /F1 11 Tf {content} ET"])).text == "nährt bei Land und See"


def test_an_accent_over_a_sign_that_no_letter_has_follows_it(tmp_path: Path) -> None:
    content = f"BT /F1 11 Tf 72 700 Td [(the mean is ){overlaid('ˆ', 333, 'x', wide=333)}( and no more)] TJ ET"
    assert read_one(made(tmp_path / "a.pdf", [content])).text == "the mean is x̂ and no more"


def test_a_ligature_that_is_mapped_to_a_space_is_marked(tmp_path: Path) -> None:
    letters = PLAIN | {ord("~"): " "}
    lines = [
        "The of~ce of the harbour is open on each day of the month, and the",
        "keeper of the lamp has a key to it.",
    ]
    document = read_one(with_font(tmp_path / "a.pdf", letters, column(72, 760, lines, font="F2")))
    assert document.text == " ".join(lines).replace("~", "\ufffd")


def test_a_font_that_draws_its_spaces_keeps_its_words_apart(tmp_path: Path) -> None:
    lines = ["The~office~of~the~harbour~is~open~on~the~first", "of~each~month."]
    letters = PLAIN | {ord("~"): " "}
    text = read_one(with_font(tmp_path / "a.pdf", letters, column(72, 760, lines, font="F2"))).text
    assert text.split() == " ".join(lines).replace("~", " ").split()


def test_words_that_unicodes_hyphen_parts_at_the_end_of_a_line_are_whole_again(tmp_path: Path) -> None:
    letters = PLAIN | {ord("~"): "\u2010"}
    lines = ["The keeper of the har~", "bour has a well~", "known lamp on the north~west quay."]
    text = read_one(with_font(tmp_path / "a.pdf", letters, column(72, 760, lines, font="F2"))).text
    assert text == "The keeper of the harbour has a well-known lamp on the north\u2010west quay."


def test_what_a_file_says_stands_for_no_text_is_none(tmp_path: Path) -> None:
    silent, end = "/Span << /ActualText () >> BDC\n", "EMC\n"
    content = "".join(
        silent + show(60, 700 - 15 * row, 10, str(row)) + end + show(80, 700 - 15 * row, 10, line)
        for row, line in enumerate(
            ("load the boats and sail", "count the nets on the way", "come back before the night")
        )
    )
    whole = "/Span << /ActualText (harbour) >> BDC\n"
    content += show(80, 600, 10, "They left the ") + whole + show(140, 600, 10, "har-") + end
    content += silent + show(80, 585, 10, "bour") + end + show(104, 585, 10, "at night.")
    text = read_one(made(tmp_path / "a.pdf", [content])).text
    code = "load the boats and sail count the nets on the way come back before the night"
    assert " ".join(text.split()) == f"{code} They left the harbour at night."
