"""RTF files: bytes become the characters of their fonts; what is not shown is left out."""

from pathlib import Path

import pytest
from corpus_makers import read_one, records

from openbook.codes import Code
from openbook.records import Rejected

FONTS = rb"{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\froman\fcharset2 Symbol;}{\f2\fcharset204{\*\fname A;}A CYR;}"
FONTS += rb"{\f3\fmodern Mono;}}"

BOX = rb"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres%d\ffdefres%d}}}{\fldrslt }}"
CHOICE = rb"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\fftype2\ffres1{\*\ffl red}{\*\ffl blue}}}}{\fldrslt }}"
NESTED = rb"\trowd\cellx1\cellx2\intbl Top\cell a\par\itap2 in\nestcell side\nestcell"
NESTED += rb"{\*\nesttableprops\trowd\clvmrg\cellx1\nestrow}{\nonesttables\par}\itap2 low\nestcell\nestcell"
NESTED += rb"{\*\nesttableprops\trowd\nestrow}\itap1 b\cell\row\pard\intbl 1\cell 2\cell\row\pard After"
NUMBERED = rb"\intbl Nr\cell Coot\cell\row{\listtext 7.\tab}\cell Rail\cell\row{\listtext 8.\tab}\cell\cell\row"
NUMBERED += rb"{\listtext o\tab}\cell Teal\cell\row\pard{\listtext 9.\tab}\par After"


def rtf(path: Path, body: bytes) -> Path:
    file = path / "a.rtf"
    file.write_bytes(rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + b"}")
    return file


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (rb"Caf\'e9 \u8364? \{x\} \u-3913?", "Café € {x} •"),
        (rb"{\f2\'cf\'f0} {\f1 ab}", "Пр αβ"),
        (rb"\uc2\u20320 ab\uc0\u22909 c", "你好c"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"a{\v hidden}b{\deleted gone}c{\pict 00ff}{\*\unheard of}", "abc"),
        (
            rb"Text{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Box\par}}{\shprslt{\*\do Box}}} goes on",
            "Text goes on\n\nBox",
        ),
        (rb"fee {\strike 20} 25, 10{\super 3}", "fee ~~20~~ 25, 10^3"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}\tab end", "link\tend"),
        (rb"one\par two\line three", "one\n\ntwo\nthree"),
        (rb"{\header Draft}{\stylesheet{\s1 heading 1;}}text", "text"),
        (rb"\pard\outlinelevel1 Depth\par\pard It is.", "## Depth\n\nIt is."),
        (rb"{\listtext 1.\tab}one\par{\listtext 2.\tab}two", "1. one\n2. two"),
        (rb"{\pntext\f1\'b7\tab}one\par", "- one"),
        (rb"Said{\footnote\pard The note.} so\par Next", "Said[^1] so\n\n[^1]: The note.\n\nNext"),
        (
            (
                rb"Said{\super *{\footnote\plain{\super *} Own.}} 7{\super a{\footnote\plain{\super a} Two.}} "
                rb"3{\super 2}{\footnote 2 bells.} so\par Next"
            ),
            "Said[^*] 7[^a] 3^2[^1] so\n\n[^*]: Own.\n\n[^a]: Two.\n\n[^1]: 2 bells.\n\nNext",
        ),
        (
            rb"\intbl a\cell b\cell\row\intbl 1\par 2\cell 3\cell\row\pard After",
            "| a | b |\n| --- | --- |\n| 1 2 | 3 |\n\nAfter",
        ),
        (
            NUMBERED,
            "| Nr | Coot |\n| --- | --- |\n| 7. | Rail |\n|  | Teal |\n\nAfter",
        ),
        (rb"a \bin3 {}}b", "a b"),
        (b"{\r\n\\*\\wgrffmtfilter 013f}text", "text"),
        (rb"{\f3 if x:}\par{\f3   y}\par\pard Then", "```\nif x:\n  y\n```\n\nThen"),
        (rb"{\stylesheet{\s1\b heading 2;}{\s2 toc 1;}}\pard\s2 Depth 3\par\pard\s1 Depth", "## Depth"),
        (rb"x{\up6\fs16 2} and y{\dn4 i}", "x^2 and y_i"),
        (rb"{\field{\*\fldinst { EQ \\f(1;2) }}{\fldrslt {}}} litre", r"$\frac{1}{2}$ litre"),
        (
            rb"{\field{\*\fldinst EQ \\* jc0 \\o\\ad(\\s\\up 9(\u12363?),\u28450?)}{\fldrslt }} seen",
            "漢 seen",
        ),
        (BOX % (25, 1) + b" yes " + BOX % (0, 1) + b" no", "☒ yes ☐ no"),
        (CHOICE + b" it is", "blue it is"),
        (rb"if wet:\par     hang()\par So\par   be it", "if wet:\n\n    hang()\n\nSo\n\nbe it"),
        (NESTED, "| Top | a; in, side; low; b |\n| --- | --- |\n| 1 | 2 |\n\nAfter"),
        (
            rb"\intbl\outlinelevel0 Depth\par\pard\intbl It is.\par\pard\intbl{\listtext 1.\tab}one\cell\row\pard End",
            "# Depth\n\nIt is.\n\n1. one\n\nEnd",
        ),
    ],
)
def test_what_is_shown_is_read(body: bytes, shown: str, tmp_path: Path) -> None:
    assert read_one(rtf(tmp_path, body)).text == shown


def test_the_title_is_the_files_own_and_pictures_are_said(tmp_path: Path) -> None:
    found = read_one(rtf(tmp_path, rb"{\info{\title D\'e9pth}}{\*\shppict{\pict 00}}{\pict 00}text"))
    assert (found.title, tuple(map(str, found.notices))) == ("Dépth", ("1 picture is not read",))


@pytest.mark.parametrize(
    ("blob", "code"),
    [
        (b"PK no rtf", Code.BROKEN_FILE),
        (rb"{\rtf1 \par}", Code.EMPTY),
        (rb"{\rtf1 " + b"{" * 3000, Code.TOO_DEEP),
        (rb"{\rtf1 " + b"x" * 2000, Code.TOO_LARGE),
    ],
)
def test_what_gives_no_text_has_a_reason(blob: bytes, code: Code, tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(blob)
    [found] = records(path, max_file_bytes=5000 if code is not Code.TOO_LARGE else 1000)
    assert isinstance(found, Rejected)
    assert found.code == code


def test_a_cell_over_rows_is_said_in_each_of_them(tmp_path: Path) -> None:
    first = r"\trowd\clvmgf\cellx1000\cellx2000\intbl Tall\cell b1\cell\row"
    (tmp_path / "a.rtf").write_text(
        r"{\rtf1 " + first + r"\trowd\clvmrg\cellx1000\cellx2000\intbl\cell b2\cell\row\pard end\par}"
    )
    assert read_one(tmp_path / "a.rtf").text.startswith("| Tall | b1 |\n| --- | --- |\n| Tall | b2 |")
