"""Formulas of RTF files are read as those of other Office files are."""

from pathlib import Path

import pytest
from corpus_makers import read_one


def read(tmp_path: Path, body: str) -> str:
    head = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Times;}{\f1\ftech\fcharset2 Symbol;}}\pard "
    (tmp_path / "a.rtf").write_text(head + body + r"\par}")
    return read_one(tmp_path / "a.rtf").text


POWER = r"{\msSup{\msSupPr{\mctrlPr\i x}}{\me{\mr\msty2\i c}}{\msup{\mr 2}}}"
ROOT = r"{\mrad{\mradPr{\mdegHide on}}{\mdeg{\mr 2}}{\me{\mr b}}}"
SUM = r"{\mnary{\mnaryPr{\mchr \u8721?}{\mlimLoc undOvr}}{\msub{\mr i=1}}{\msup{\mr n}}{\me{\mr i}}}"
MATRIX = r"{\md{\mdPr{\mbegChr [}{\mendChr ]}}{\me{\mm{\mmr{\me{\mr a}}{\me{\mr b}}}{\mmr{\me{\mr c}}{\me{\mr d}}}}}}"


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        (r"{\mr E=m}" + POWER, "E=mc^{2}"),
        (r"{\mf{\mfPr{\mtype bar}}{\mnum{\mr a}}{\mden{\mr 2}}}", r"\frac{a}{2}"),
        (ROOT, r"\sqrt{b}"),
        (SUM, "∑_{i=1}^{n} i"),
        (MATRIX, r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"),
        (r"{\mr\mnor if }{\mr {\rtlch {\ltrch x}}}", r"\text{if }x"),
        (r"{\mr\'b1\u-10187?\u-9123?}", "±𝑝"),
        (r"{\mr\f1 a}", "α"),
        (r"{\md{\mdPr{\mbegChr \{}{\mendChr }}{\me{\mr x}}}", r"\{x"),
    ],
)
def test_a_formula_keeps_its_meaning_within_its_sentence(formula: str, wanted: str, tmp_path: Path) -> None:
    picture = r"{\mmathPict{\*\shppict{\pict\pngblip 00}}}"
    assert read(tmp_path, rf"So {{\mmath{{\*\moMath{formula}}}{picture}}} it is.") == f"So ${wanted}$ it is."


def test_a_formula_on_a_line_of_its_own_is_told(tmp_path: Path) -> None:
    body = r"{\mmath{\*\moMathPara{\*\moMathParaPr{\mjc center}}{\*\moMath{\mr x}}}}"
    assert read(tmp_path, body) == "$$x$$"


def test_a_formula_without_an_end_takes_nothing_but_the_rest(tmp_path: Path) -> None:
    assert read(tmp_path, r"Before. {\mmath{\*\moMath" + r"{\me{\mr x}" * 800).startswith("Before.")
