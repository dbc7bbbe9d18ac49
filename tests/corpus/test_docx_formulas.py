"""Formulas of Word: each part keeps its meaning."""

from pathlib import Path

import pytest
from word_makers import m, math, p, text


def bracketed(start: str, end: str, *inside: str) -> str:
    return m(
        "d", *(m("e", part) for part in inside), properties=f'<m:begChr m:val="{start}"/><m:endChr m:val="{end}"/>'
    )


MATRIX = m("m", m("mr", m("e", "1"), m("e", "2")), m("mr", m("e", "3"), m("e", "4")))
ROWS = m("eqArr", m("e", "0, &amp;x&lt;0"), m("e", "1, &amp;x≥0"))
OVER = m("f", m("num", "n"), m("den", "k"), properties='<m:type m:val="noBar"/>')
BAR = m("f", m("num", "a"), m("den", "b"))


@pytest.mark.parametrize(
    ("content", "tex"),
    [
        (BAR, r"\frac{a}{b}"),
        (m("f", m("num", "a+1"), m("den", "b"), properties='<m:type m:val="lin"/>'), "{a+1}/b"),
        (OVER, r"{n \atop k}"),
        (bracketed("(", ")", OVER), r"\binom{n}{k}"),
        (m("sSup", m("e", BAR), m("sup", "2")), r"{\frac{a}{b}}^{2}"),
        (m("sSup", m("e", "x"), m("sup", "2")), "x^{2}"),
        (m("sSub", m("e", "x"), m("sub", "i+1")), "x_{i+1}"),
        (m("sSubSup", m("e", "x"), m("sub", "i"), m("sup", "2")), "x_{i}^{2}"),
        (m("sPre", m("sub", "6"), m("sup", "14"), m("e", "C")), "{}_{6}^{14}C"),
        (m("rad", m("deg"), m("e", "8")), r"\sqrt{8}"),
        (m("rad", m("deg", "3"), m("e", "8")), r"\sqrt[3]{8}"),
        (m("rad", m("deg", "3"), m("e", "8"), properties="<m:degHide/>"), r"\sqrt{8}"),
        (m("nary", m("sub", "0"), m("sup", "1"), m("e", "f")), "∫_{0}^{1} f"),
        (m("nary", m("sub", "i"), m("sup"), m("e", "f"), properties='<m:chr m:val="∑"/><m:supHide/>'), "∑_{i} f"),
        (MATRIX, r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}"),
        (bracketed("[", "]", MATRIX), r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"),
        (bracketed("|", "|", MATRIX), r"\begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}"),
        (bracketed("|", "|", "x"), r"\lvert x\rvert"),
        (bracketed("[", ")", "0,1"), "[0,1)"),
        (bracketed("{", "", ROWS), r"\begin{cases} 0, x<0 \\ 1, x≥0 \end{cases}"),
        (ROWS, r"\begin{aligned} 0, x<0 \\ 1, x≥0 \end{aligned}"),
        (m("eqArr", m("e", "E=m#(7)")), r"E=m \tag{7}"),
        (m("d", m("e", "a"), m("e", "b"), properties='<m:sepChr m:val=","/>'), "(a, b)"),
        (m("func", m("fName", "sin"), m("e", "x")), r"\sin x"),
        (m("func", m("fName", m("limLow", m("e", "lim"), m("lim", "n→∞"))), m("e", "n")), r"\lim_{n→∞} n"),
        (m("limUpp", m("e", "x"), m("lim", "def")), "x^{def}"),
        (m("acc", m("e", "x"), properties='<m:chr m:val="̅"/>'), r"\overline{x}"),
        (m("acc", m("e", "x")), r"\hat{x}"),
        (m("acc", m("e", "v"), properties='<m:chr m:val="⃗"/>'), r"\vec{v}"),
        (m("bar", m("e", "x"), properties='<m:pos m:val="top"/>'), r"\overline{x}"),
        (m("bar", m("e", "x")), r"\underline{x}"),
        (m("groupChr", m("e", "a+b")), r"\underbrace{a+b}"),
        (m("borderBox", m("e", "x")), r"\boxed{x}"),
        (m("borderBox", m("e", "x"), properties="<m:strikeH/>"), r"\cancel{x}"),
        (m("phant", m("e", "x"), properties='<m:show m:val="0"/>') + m("r", "<m:t>y</m:t>"), "y"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if</m:t></m:r>", r"\text{if}"),
        ("<m:r><m:t>{50%}</m:t></m:r>", r"\{50\%\}"),
        ("<m:r><m:t>cos</m:t></m:r><m:r><m:t>x</m:t></m:r>", r"\cos x"),
    ],
)
def test_a_part_of_a_formula_is_tex(content: str, tex: str, tmp_path: Path) -> None:
    assert text(tmp_path, math(content)) == f"${tex}$"


def test_two_formulas_side_by_side_stay_two(tmp_path: Path) -> None:
    one, two = (f"<m:oMath><m:r><m:t>{part}</m:t></m:r></m:oMath>" for part in ("a=b", "c=d"))
    assert text(tmp_path, p(one, two)) == "$a=b$ $c=d$"


def test_a_formula_on_a_line_of_its_own_is_displayed(tmp_path: Path) -> None:
    one, two = (f"<m:oMath><m:r><m:t>{part}</m:t></m:r></m:oMath>" for part in ("a", "b"))
    assert text(tmp_path, p("Then", f"<m:oMathPara>{one}{two}</m:oMathPara>")) == "Then\n$$a$$\n$$b$$"


def test_a_formula_that_nests_without_end_is_still_read(tmp_path: Path) -> None:
    content = "<m:r><m:t>x</m:t></m:r>"
    for _ in range(75):
        content = f"<m:rad><m:deg/><m:e>{content}</m:e></m:rad>"
    assert "x" in text(tmp_path, math(content))
