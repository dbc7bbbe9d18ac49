"""LaTeX: signs and words that commands without much of an argument stand for."""

# ruff: noqa: E501 - the rows are read side by side

from pathlib import Path

import pytest
from corpus_makers import read_one

SIGNS = """
ss:ß SS:SS ae:æ AE:Æ oe:œ OE:Œ o:ø O:Ø aa:å AA:Å l:ł L:Ł i:ı j:ȷ dh:ð DH:Ð dj:đ DJ:Đ th:þ TH:Þ ng:ŋ NG:Ŋ ij:ij IJ:IJ
S:§ P:¶ dag:† ddag:‡ copyright:© pounds:£ euro:€ texteuro:€ textsection:§ textparagraph:¶ textdagger:†
textdaggerdbl:‡ textcopyright:© textregistered:® texttrademark:™ textservicemark:℠ textsterling:£ textyen:¥
textcent:¢ textcurrency:¤ textdollar:$ textbaht:฿ textwon:₩ textpeso:₱ textdegree:° degree:° textcelsius:°C celsius:°C
textohm:Ω textmu:µ textmicro:µ textperthousand:‰ perthousand:‰ textpertenthousand:‱ textonehalf:½
textonequarter:¼ textthreequarters:¾ textonesuperior:¹ texttwosuperior:² textthreesuperior:³ textordfeminine:ª
textordmasculine:º texttimes:× textdiv:÷ textpm:± textminus:− textsurd:√ textlnot:¬ textleftarrow:←
textrightarrow:→ textuparrow:↑ textdownarrow:↓ ldots:… dots:… textellipsis:… textendash:– textemdash:—
textbullet:• textperiodcentered:· textasteriskcentered:* textnumero:№ textestimated:℮ textexclamdown:¡
textquestiondown:¿ textquotesingle:' textasciigrave:` textquoteleft:‘ textquoteright:’ textquotedblleft:“
textquotedblright:” textquotedbl:" quotesinglbase:‚ quotedblbase:„ guilsinglleft:‹ guilsinglright:› guillemotleft:«
guillemotright:» guillemetleft:« guillemetright:» glq:‚ grq:‘ glqq:„ grqq:“ flq:‹ frq:› flqq:« frqq:» og:« fg:»
checkmark:✓ textvisiblespace:␣ textgreater:> textless:< textbar:| textasciicircum:^ textbackslash:\\ textasciitilde:~
textunderscore:_ textbraceleft:{ textbraceright:} lbrack:[ rbrack:] slash:/ LaTeX:LaTeX TeX:TeX BibTeX:BibTeX
XeTeX:XeTeX LuaTeX:LuaTeX pdfTeX:pdfTeX XeLaTeX:XeLaTeX LuaLaTeX:LuaLaTeX pdfLaTeX:pdfLaTeX ConTeXt:ConTeXt
AmSTeX:AmSTeX MiKTeX:MiKTeX LaTeXe:LaTeX2e eTeX:e-TeX
""".split()  # noqa: SIM905 - reads better than a list


def text(folder: Path, given: str) -> str:
    (folder / "a.tex").write_text(given)
    return read_one(folder / "a.tex").text


def test_commands_of_signs_are_the_signs(tmp_path: Path) -> None:
    names, signs = zip(*(sign.split(":", 1) for sign in SIGNS), strict=True)
    given = "\n\n".join(f"\\{name}{{}}k" for name in names)
    assert [line.replace(" ", "") for line in text(tmp_path, given).split("\n\n")] == [f"{sign}k" for sign in signs]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (r"Tha\"\i s, fa\^\i{}te, \'\AE sir, \=\O re, H\"u\-te", "Thaïs, faîte, Ǽsir, Ø̄re, Hüte"),
        (r"\'\ae{}, \`\o, \'\O, \v\j, \=\oe{}, \=\OE", "ǽ, ø̀, Ǿ, ǰ, œ̄, Œ̄"),
        (r"\newcommand{\k}[1]{\lstinline{#1} \Verb{#1}}\k{a--b}", "`a--b` `a--b`"),
        (r"\c c\v s\k{\i}, \H o\r u", "çšį, őů"),
        (r"\~{}anna, 2\^{}8, \`{ }", "~anna, 2^8, `"),
        (r"a\textbackslash emph b\textasciitilde c", "a\\emph b~c"),
        (r"\newcommand{\th}{tide}At \th{} \ng", "At tide ŋ"),
        (r"\ding{52} \ding{56} \ding{173} \ding{213} \ding{170}", "✔ ✘ ② → ♥"),
    ],
)
def test_accents_and_signs_stand_on_their_letters_and_by_themselves(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (r"\texttt{ls --all --size} {\tt a--b} \path{x--y} \option{--deep} 1--2", "`ls --all --size` `a--b` `x--y` --deep 1–2"),
        (r"\citep[see][ch.~2]{moore} \citet{a, b} \Cite[p. 3]{c} \footcite[][]{d}", "[see moore, ch. 2] [a, b] [c, p. 3] [d]"),
        (r"\autocite{a}\textcite{b}\parencite{c}\supercite{d}\citealp{e}\citealt{f}", "[a][b][c][d][e][f]"),
        (r"\nicefrac{1}{2} \sfrac{3}{4} \textfrac{1}{8} mile", "1/2 3/4 1/8 mile"),
        (r"\SIrange{1}{4}{\kilo\metre}, \qtyrange{5}{6}{\percent}, \numrange{7}{9}", "1 – 4 km, 5 – 6%, 7 – 9"),
        (r"\SIlist{1;2}{\gram}, \qtylist{3; 4}{\second}, \numlist{5;6}", "1, 2 g, 3, 4 s, 5, 6"),
        (r"\ang{45}, \ang{1;2;3}, \ang{;;4}, \unit[7]{kg}, \unit[per-mode=x]{\gram}", "45°, 1°2′3″, 4″, 7 kg, g"),
    ],
)  # fmt: skip
def test_what_commands_say_of_their_arguments_is_kept(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, given) == wanted


def test_names_of_authors_do_not_fuse_with_marks_of_where_they_work(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(
        "\\author{Ada\\inst{1} \\and Bo\\affref{2} \\and Cy\\IEEEauthorrefmark{3} \\and Di\\footnotemark[4]}"
        "\\begin{document}x\\end{document}"
    )
    assert read_one(tmp_path / "a.tex").metadata == (("author", "Ada, Bo, Cy, Di"),)


@pytest.mark.parametrize(
    "command",
    [
        r"\input{x/a.c}", r"\include{x/a.c}", r"\subfile{x/a.c}", r"\import{x}{x/a.c}", r"\subimport*{x}{x/a.c}",
        r"\includepdf[pages=-]{x/a.c}", r"\lstinputlisting[language=C]{x/a.c}", r"\verbatiminput{x/a.c}",
        r"\VerbatimInput{x/a.c}", r"\inputminted[linenos]{c}{x/a.c}", r"\csvautotabular{x/a.c}",
        r"\pgfplotstabletypeset[col sep=comma]{x/a.c}",
    ],
)  # fmt: skip
def test_what_is_read_in_from_other_files_is_said_and_its_name_is_no_text(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.tex").write_text(f"Before.\n\n{command}\n\nAfter.")
    document = read_one(tmp_path / "a.tex")
    assert document.text == "Before.\n\nAfter."
    assert [str(notice) for notice in document.notices] == ["what is read in from other files is left out: x/a.c"]
