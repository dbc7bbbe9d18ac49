"""Formats of plain markup: reStructuredText, Org, AsciiDoc, LaTeX."""

# ruff: noqa: E501 - the rows are read side by side

from pathlib import Path

import pytest
from corpus_makers import read_one

from growth import grows_linearly
from openbook.codes import Kind
from openbook.corpus.formats.components import without_components

TABLE = "| Berth | Depth |\n| --- | --- |\n| North quay | 3 m |"


def text(tmp_path: Path, name: str, content: str) -> str:
    (tmp_path / name).write_text(content)
    document = read_one(tmp_path / name)
    assert document.markup == "markdown"
    return document.text


RST = [
    ("=====\nTitle\n=====\n\nSub\n===\n\nLow\n---\n\nNext\n====", "# Title\n\n## Sub\n\n### Low\n\n## Next"),
    (
        "See :ref:`the part <x>`, :func:`~a.b.c`, :func:`open`, ``lit`` and `a link <http://x>`_.",
        "See the part, `c`, `open`, `lit` and a link.",
    ),
    ("Note [1]_ and name_ and snake_case_name.", "Note [1] and name and snake_case_name."),
    ("See Here__ and a_b__, and dune_.", "See Here and a_b, and dune."),
    (".. note:: Mind\n   the gap.\n\nafter", "Note: Mind the gap.\n\nafter"),
    (".. warning::\n\n   Mind *it*.\n\n   - a\n   - b", "Warning: Mind *it*.\n\n- a\n- b"),
    (".. code-block:: c\n   :linenos:\n\n   int x;\n\n   int y;", "```c\nint x;\n\nint y;\n```"),
    ("Run this::\n\n    make\n\nand", "Run this:\n\n```\nmake\n```\n\nand"),
    (">>> 1 + 1\n2", "```python\n>>> 1 + 1\n2\n```"),
    ("#. one\n#. two", "1. one\n2. two"),
    (":Kind:\n   - a\n   - b\n\n   Both.\n\n:Size: small", "Kind:\n\n- a\n- b\n\nBoth.\n\nSize: small"),
    (
        "Text.\n\n:Limits:\n\n====  ===\nKey   Max\n====  ===\nrows  3\n====  ===",
        "Text.\n\nLimits:\n\n| Key | Max |\n| --- | --- |\n| rows | 3 |",
    ),
    ("Text.\n\n:Who:\n   A person\n   of note.", "Text.\n\nWho: A person of note."),
    ("3. one\n#. two", "3. one\n4. two"),
    ("Before\n\n..\n\n   Quoted.", "Before\n\n   Quoted."),
    (".. a comment\n   hidden\n\n.. _target:\n\nseen", "seen"),
    (".. |v| replace:: 3.4\n\nVersion |v|, |v|_ and |v|__.", "Version 3.4, 3.4 and 3.4."),
    (".. code-block:: c\n   :caption: In ``x.c``\n\n   int x;", "In `x.c`\n\n```c\nint x;\n```"),
    (
        "+-------+-------+\n| Berth | Depth |\n+=======+=======+\n| North | 3 m   |\n| quay  |       |\n+-------+-------+",
        TABLE,
    ),
    (
        "==========  =====\nBerth       Depth\n==========  =====\nNorth quay  3 m\n==========  =====\n\nend",
        f"{TABLE}\n\nend",
    ),
    (".. list-table::\n\n   * - Berth\n     - Depth\n   * - North quay\n     - 3 m", TABLE),
    (".. csv-table::\n   :header: Berth, Depth\n\n   North quay, 3 m", TABLE),
    (
        ".. py:function:: open(path)\n\n   Opens it.\n\n   .. versionadded:: 3.2\n      More.",
        "`open(path)`\n\nOpens it.\n\nNew in version 3.2: More.",
    ),
    (".. unknown:: arg\n\n   Kept.", "`arg`\n\nKept."),
    (".. math::\n\n   a^2", "$$\na^2\n$$"),
    (".. figure:: x.png\n   :alt: Map of the bay\n\n   The caption.", "Map of the bay\n\nThe caption."),
    (".. [1] The note.", "[1] The note."),
    (
        "#. one\n\n#. two\n\n   #. in\n\n   Words.\n\n#. three\n\nText.\n\n#. one",
        "1. one\n\n2. two\n\n   1. in\n\n   Words.\n\n3. three\n\nText.\n\n1. one",
    ),
    ("H\\ :sub:`2`\\ O, x\\ :sub:`max`, 10\\ :sup:`-3`, 1\\ :sup:`st`, :sup:`n+1`", "H2O, x_max, 10^-3, 1st, ^{n+1}"),
    (
        ".. |c| unicode:: U+00A9 .. sign\n.. |m| image:: m.png\n   :alt: Map\n.. |l| replace:: a long\n   name\n\n|c| |m| |l|",
        "© Map a long name",
    ),
    ("===  ===\na    b\n===  ===\n1    2\n\\    3\n===  ===", "| a | b |\n| --- | --- |\n| 1 | 2 |\n|  | 3 |"),
    (".. tip::\n\n   * a\n   * b\n\n.. seealso:: More.", "Tip:\n\n* a\n* b\n\nSee also: More."),
    (".. versionadded:: 3.1", "New in version 3.1."),
    (":envvar:`<NAME>_ROOT`, :ref:`<low>`, `<http://x>`_", "`<NAME>_ROOT`, low, http://x"),
    (
        "Term\n  .. note:: Low.\n\n  More.\n\n#. .. code-block:: sh\n\n      tar\n\n#. two",
        "Term\n\n  Note: Low.\n\n  More.\n\n1. ```sh\n   tar\n   ```\n\n2. two",
    ),
    (
        ".. tab:: Linux\n\n   Run it.\n\n.. code-tab:: sh Bash\n\n   run",
        "Linux:\n\nRun it.\n\nBash:\n\n```sh\nrun\n```",
    ),
]


@pytest.mark.parametrize(("given", "wanted"), RST)
def test_restructured_text_reads_as_it_is_shown(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.rst", given) == wanted


def test_what_stands_in_other_files_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text(".. autofunction:: open\n\n.. include:: b.rst\n\nText.")
    (tmp_path / "a.adoc").write_text("include::b.adoc[]\n\nText.")
    (tmp_path / "a.org").write_text('#+INCLUDE: "b.org"\nText.')
    (tmp_path / "a.tex").write_text("\\input{b}\n\\begin{tikzpicture}x\\end{tikzpicture}\nText.")
    kinds = [
        [notice.kind for notice in read_one(tmp_path / name).notices] for name in ("a.rst", "a.adoc", "a.org", "a.tex")
    ]
    assert kinds == [[Kind.NOT_RENDERED], [Kind.LEFT_OUT], [Kind.LEFT_OUT], [Kind.LEFT_OUT, Kind.NOT_RENDERED]]


def test_fields_at_the_top_are_properties(tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text("Title\n=====\n\n:Author: Moore\n\nText.")
    document = read_one(tmp_path / "a.rst")
    assert (document.title, document.metadata, document.text) == ("Title", (("author", "Moore"),), "# Title\n\nText.")


ORG = [
    ("* TODO One :tag:\n:PROPERTIES:\n:ID: x\n:END:\n** Two", "# TODO One\n## Two"),
    ("=a_b= and /it/ and *bold* and +old+ but a/b/c", "`a_b` and *it* and **bold** and ~~old~~ but a/b/c"),
    ("[[https://x.y][a link]] and [[file:a.org]]", "a link and file:a.org"),
    ("see [[*Tides]] and [[#tides]] [[./map.png]][[file:b.jpg]]", "see Tides and tides "),
    ("<<here>>High[fn:: said so] @@html:<b>@@water", "High (said so) water"),
    ("#+begin_warning\nFog.\n#+end_warning", "Warning: Fog."),
    ("* A\n\n    Tides.\n\n    - high\n      - low\n#+name: x", "# A\n\nTides.\n\n- high\n  - low"),
    ("* A\nStays\n    here\n* B\n  Moves", "# A\nStays\n    here\n# B\nMoves"),
    ("| a |\n|---|\n| <r3> |\n| 1 |", "| a |\n| --- |\n| 1 |"),
    ("| Berth      | Depth |\n|------------+-------|\n| North quay | 3 m   |", TABLE),
    ("#+BEGIN_SRC python :results output\n  x = 1\n\n  ,* y\n#+END_SRC", "```python\nx = 1\n\n* y\n```"),
    ("#+begin_quote\nsaid\n#+end_quote", "> said"),
    ("# hidden\nseen\n#+OPTIONS: toc:nil\nSCHEDULED: <2020-01-01 Wed>", "seen"),
]


@pytest.mark.parametrize(("given", "wanted"), ORG)
def test_org_reads_as_it_is_shown(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.org", given) == wanted


def test_settings_of_org_are_properties(tmp_path: Path) -> None:
    (tmp_path / "a.org").write_text("#+TITLE: Harbour\n#+AUTHOR: Moore\nText.")
    document = read_one(tmp_path / "a.org")
    assert (document.title, document.metadata, document.text) == ("Harbour", (("author", "Moore"),), "Text.")


ADOC = [
    (":version: 3.4\n\n== Intro\n\nVersion {version}.", "## Intro\n\nVersion 3.4."),
    ("<<sec-b,the part>>, https://x.y[the site^], kbd:[F1], `+code+`", "the part, the site, F1, `code`"),
    ("// hidden\nseen\n\n////\nhidden\n////", "seen"),
    ("NOTE: Mind it.\n\n[WARNING]\n====\nBlock.\n====", "Note: Mind it.\n\nWarning: Block."),
    ("|===\nSeen\n|a |b\n|===", "| Seen | a |\n| --- | --- |\n| b |  |"),
    ("|===\n|a |b\n\nSeen.", "|a |b\n\nSeen."),
    ("____\n----\nx\n----\n____", "> ```\n> x\n> ```"),
    (".Depths\n|===\n|Berth |Depth\n\n|North quay\n|3 m\n|===", f"**Table 1. Depths**\n\n{TABLE}"),
    ('[cols="1,1"]\n|===\n|Berth\n|Depth\n|North quay\n|3 m\n|===', TABLE),
    ("[source,python]\n----\nx = 1 <1>\n----", "```python\nx = 1 (1)\n```"),
    ("----\na <.> <.>\nb <.>\nc <2>;\nd <!--3-->\n----", "```\na (1) (2)\nb (3)\nc <2>;\nd (3)\n```"),
    (".Ships\n[cols=2]\n|===\n|a |b\n|1 |2\n|===", "**Table 1. Ships**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
    (".A quay\n[[q]]\nimage::q.png[The quay]", "**Figure 1. A quay**\n\nThe quay"),
    (".A\n====\n.B\n=====\nTake it.\n=====\n====", "**Example 1. A**\n\n**Example 2. B**\n\nTake it."),
    (".A\n[NOTE]\n====\nTake it.\n====", "**A**\n\nNote: Take it."),
    (":figure-caption: Abb.\n\n.A quay\nimage::q.png[The quay]", "**Abb. 1. A quay**\n\nThe quay"),
    (":figure-caption!:\n\n.A quay\nimage::q.png[The quay]", "**A quay**\n\nThe quay"),
    ("```sh\nmake\n```", "```sh\nmake\n```"),
    (". one\n. two\n.. inner\n. three\n\n* bullet", "1. one\n2. two\n   a. inner\n3. three\n\n   - bullet"),
    (". one\n+\naside\n\n. two\n+\n----\nx\n----\n. three", "1. one\n\naside\n\n2. two\n\n```\nx\n```\n\n3. three"),
    (
        "[start=4]\n. four\n\n. five\n\nText.\n\n. one\n\n//-\n\n. one",
        "4. four\n\n5. five\n\nText.\n\n1. one\n\n1. one",
    ),
    ("* a\n. one\n. two\n* b\n. one", "- a\n   1. one\n   2. two\n- b\n   1. one"),
    ("----\nx = 1 # <1>\n----\n<1> set\n<.> used", "```\nx = 1 # (1)\n```\n\n1. set\n2. used"),
    ("((Tides)) rise(((tide, high))), H~2~O, `a~b~`, x^n+1^, 10^3^.", "Tides rise, H2O, `a~b~`, x^{n+1}, 10^3."),
    (
        "Tides\n=====\n\n[[low]]\nLow water\n~~~~~~~~~\nEbb.\n\nNo title\n----\nx\n----",
        "# Tides\n\n### Low water\n\nEbb.\n\nNo title\n\n```\nx\n```",
    ),
    (
        "Run\n\n tar 1\n  oil 2\n\n* item\n  goes on\n\nEnd.",
        "Run\n\n```\ntar 1\n oil 2\n```\n\n- item\n  goes on\n\nEnd.",
    ),
    (
        "[[low]]\n== Low water\n\n=== The Ebb\n\n[#t]\n.Depths\n|===\n|a |b\n|===\n\nSee <<low>>, <<_the_ebb>>, xref:x#t[] and <<else_where>>.",
        "## Low water\n\n### The Ebb\n\n**Table 1. Depths**\n\n| a | b |\n\nSee Low water, The Ebb, Depths and else where.",
    ),
    ("|===\n|a |b |c\n\n|May ||1|2 2+|x\n|===", "| a | b | c |\n| --- | --- | --- |\n| May |  | 1 |\n| 2 | x |  |"),
    ("anchor:x[]A +++<u>tide+++ table.", "A tide table."),
    ("term:: says", "- term: says"),
    ("____\nSaid.\n____", "> Said."),
    (
        ":top: https://a.b/c\n:guide: {top}/guide\n\nSee {guide}/stem[the `stem` page]; 3 &#xD7; &lt;&amp;.",
        "See the `stem` page; 3 × <&.",
    ),
    (
        'The pass:c[->] and [.line-through]#old# [.path]_new_ C{pp}, "`so`" +as is+ \\{x}.',
        "The -> and ~~old~~ _new_ C++, “so” as is {x}.",
    ),
    ("C# and a#b are icon:flag[] marks.", "C# and a#b are  marks."),
    ('[cols=",",options="header",]\n|===\n|Berth |Depth\n|North quay |3 m\n|===', TABLE),
    ("[%header,cols=1;m]\n|===\n|Berth |Depth\n\n|North quay\n|3 m\n|===", TABLE),
    ('[cols="1,2"]\n|===\n|a \\| b\n|c\n|===', "| a \\| b | c |"),
    ("[NOTE]\nMind it\nwell.\n\nText.", "Note: Mind it\nwell.\n\nText."),
    ("[quote,Moore]\nSaid *so*.\n\nText.", "> Said *so*.\n>\n> — Moore\n\nText."),
    ("[verse]\nRow,\nrow.", "> Row,\n> row."),
    ("[TIP]\nMind it.\n\n====\nBlock.\n====", "Tip: Mind it.\n\nBlock."),
    ("[quote,Moore,The Tide]\n____\nSaid.\n____", "> Said.\n>\n> — Moore, The Tide"),
]


@pytest.mark.parametrize(("given", "wanted"), ADOC)
def test_asciidoc_reads_as_it_is_shown(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.adoc", given) == wanted


TEX = [
    (
        r"\begin{document}" + "\n"
        r"\newtheorem{CLAIM}{Claim}[section] \newenvironment{claimed}[1][x]{\begin{CLAIM} {\bf #1} }{\end{CLAIM}}"
        + "\n"
        r"\topsep=0pt" + "\n" + r"Seen.\begin{CLAIM}So.\end{CLAIM}",
        "Seen.\n\nClaim. So.",
    ),
    ("\\documentclass{x} \\title{T}\n\\begin{document}\nSeen. % hidden\n\\end{document} gone", "Seen."),
    ("\\section{One}\\label{s}\nText.\n\\subsection*{Two \\& a half}", "## One\n\nText.\n\n### Two & a half"),
    ('Caf\\\'e, na\\"{\\i}ve, stra\\ss e, M{\\"u}ller, \\v{c}, 5\\%', "Café, naïve, straße, Müller, č, 5%"),
    ("``Said'' --- 1--2~m", "“Said” — 1–2 m"),
    ("\\textbf{bold \\emph{in}} \\texttt{a\\_b}\\footnote{A note.}", "**bold *in*** `a_b` (A note.)"),
    ("\\date{}\n\n{\\small\nShown.}", "Shown."),
    ("\\vspace{1cm}\n{\\Large Shown.}\n\\setlength{\\parskip}{2pt} {So.}", "Shown.\n So."),
    ("Clay\\sidenote{grey} walls\\footnoteB{old} stand\\marginpar{still}.", "Clay (grey) walls (old) stand (still)."),
    ("Seen\\footnote{by two} {later}.", "Seen (by two) later."),
    ("\\href{x}{Here} {and there}, \\fcolorbox{red}{blue}{then}", "Here and there, then"),
    ("\\emph{so {said} it is} \\foo{a {b} c}, {{d}}", "*so said it is* a b c, d"),
    ("\\subfloat[The sea.\\label{x}]{\\hbox to 1in{At {noon}}}", "The sea.\n\nAt noon"),
    ("\\noindent [sic] as told", "[sic] as told"),
    ("$a \\cdot b$ and \\[ x_1 \\]", "$a \\cdot b$ and \\[ x_1 \\]"),
    ("\\begin{equation}\\label{e}\nE = mc^2\n\\end{equation}", "$$\nE = mc^2\n$$"),
    (
        "\\begin{itemize}\n\\item a\n\\begin{enumerate}\n\\item x\n\\item y\n\\end{enumerate}\n\\item b\n\\end{itemize}",
        "- a\n\n  1. x\n  2. y\n- b",
    ),
    (
        "\\begin{table}[h]\\caption{Depths}\n\\begin{tabular}{|l|r|}\\hline\nBerth & Depth \\\\ \\hline\nNorth quay & 3 m \\\\\n\\end{tabular}\\end{table}",
        f"Depths\n\n{TABLE}",
    ),
    ("\\begin{lstlisting}[language=Python]\nx = 1 % 2\n\\end{lstlisting}", "```python\nx = 1 % 2\n```"),
    ("\\begin{theorem}[Moore] It sinks.\\end{theorem}", "Theorem (Moore). It sinks."),
    (
        "\\newcommand{\\ie}{i.e.}\\newcommand\\boat[2][old]{the #1 #2}\\def\\q#1{<#1>}\nIt, \\ie{} \\boat{ship} or \\boat[new]{\\q{brig}}.",
        "It, i.e. the old ship or the new <brig>.",
    ),
    ("\\begin{thebibliography}{99}\\bibitem{moore} Moore.\\end{thebibliography}", "[moore]  Moore."),
    (r"\verb|a~{b}%c| is `new', \BibTeX{} and \LaTeXe.", "`a~{b}%c` is ‘new', BibTeX and LaTeX2e."),
    (r"B\kern-.05em i\hskip 1em plus 2em minus 3em\raise.5ex\hbox{o}", "B io"),
    (
        "\\section{Ebb}\\label{s}\nSee \\ref{s}, \\autoref{t}.",
        "## Ebb\n\nSee “Ebb”, (t).",
    ),
    (
        "\\newtheorem{satz}{Satz}\\begin{satz}Low.\\end{satz}\\begin{multicols}{2}Two.\\end{multicols}",
        "Satz. Low.\n\nTwo.",
    ),
    ("\\begin{tcolorbox}[colback=red,title={Mind it}]Fog.\\end{tcolorbox}", "Mind it: Fog."),
    (
        "\\begin{tabular}{ll}\na & \\begin{tabular}[c]{@{}c@{}}b\\\\c\\end{tabular} \\\\\n1 & 2\n\\end{tabular}",
        "| a | b c |\n| --- | --- |\n| 1 | 2 |",
    ),
    ("\\newcommand{\\a}{\\b\\b}\\newcommand{\\b}{\\a\\a}End.", "End."),
    ("\\newcommand{\\R}{\\mathbb{R}}In $\\R^2$.", "In $\\mathbb{R}^2$."),
    ("Paid \\sout{20} \\textcolor{red}{25}.", "Paid ~~20~~ 25."),
    (
        "\\begin{Shaded}\n\\begin{Highlighting}[]\n\\KeywordTok{def}\\NormalTok{ f(\\_x):}\n\\end{Highlighting}\n\\end{Shaded}",
        "```\ndef f(_x):\n```",
    ),
    (
        "see \\ref{a}, \\cite[p. 3]{moore}, \\href{http://x}{the site}, \\unknown{kept}",
        "see (a), [moore, p. 3], the site, kept",
    ),
]


@pytest.mark.parametrize(("given", "wanted"), TEX)
def test_latex_reads_as_it_is_shown(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.tex", given) == wanted


@pytest.mark.one_in(8)
@pytest.mark.parametrize("name", ["a.rst", "a.org", "a.adoc", "a.tex", "a.mdx"])
@pytest.mark.parametrize(
    "mark",
    [
        "`",
        "|",
        "+-",
        ".. x::\n   ",
        "\\begin{a}",
        "{",
        "\\a{",
        "[",
        "[[",
        "*",
        "=",
        "$",
        ":a:`",
        "<",
        "{{",
        "<A b={",
        "%%\n",
    ],
)
def test_any_number_of_marks_takes_linear_time(tmp_path: Path, name: str, mark: str) -> None:
    def read(times: int) -> None:
        (tmp_path / name).write_text("Words.\n\n" + mark * times)
        read_one(tmp_path / name)

    assert grows_linearly(read, 8000)


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "```{=latex}\n"),
        ("a.md", "~~~{=html}\n a\n\n"),
        ("a.md", "```mermaid\n"),
        ("a.md", "::: note\n"),
        ("a.md", "+---+\n"),
        ("a.md", "+---+\n| a |\n"),
        ("a.md", "[//]: # ("),
        ("a.mdx", "<A\n"),
        ("a.tex", "\\begin{Verbatim}\n"),
        ("a.tex", "\\begin{Highlighting}[]"),
        ("a.tex", "\\begin{algorithm}\\For{a}{"),
        ("a.tex", "\\newglossaryentry{a}{\\gls{a}"),
        ("a.tex", "\\NewDocumentCommand{\\a}{m}{"),
        ("a.tex", "\\SIrange["),
        ("a.tex", "\\lstinputlisting["),
        ("a.tex", "\\begin{tabular}{ll}\na & b \\\\\n"),
        ("a.tex", "\\begin{tabular}{ll} a & "),
        ("a.tex", "\\begin{itemize}\n\\item a\n"),
        ("a.tex", "\\begin{tabbing}\na \\= b \\\\\n"),
        ("a.tex", "\\begin{equation}\na\n"),
        ("a.tex", "\\( a "),
        ("a.tex", "\\[ a "),
        ("a.tex", "\\section["),
        ("a.tex", "a \\\\[ "),
        ("a.tex", "\\pdfstringdefDisableCommands{a}"),
        ("a.org", "*a /b =c ~d +e "),
        ("a.org", "\\(a "),
        ("a.rst", "=== ===\na   b\n"),
        ("a.mdx", "<A>\na\n"),
        ("a.adoc", "link:a["),
        ("a.adoc", "pass:["),
    ],
)
def test_blocks_that_begin_and_never_end_take_linear_time(tmp_path: Path, name: str, begins: str) -> None:
    def read(times: int) -> None:
        (tmp_path / name).write_text("Words.\n\n" + begins * times)
        read_one(tmp_path / name)

    assert grows_linearly(read, 8000)


def test_a_rule_of_a_table_that_has_no_rows_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text("The rope is dry.\n\n=====  =====\n")
    assert read_one(tmp_path / "a.rst").text == "The rope is dry."


def test_marks_of_code_in_a_paragraph_without_end_take_linear_time() -> None:
    assert grows_linearly(lambda times: without_components("`b`\n" * times), 32_000)


def test_a_row_of_many_cells_takes_linear_time(tmp_path: Path) -> None:
    def read(times: int) -> None:
        (tmp_path / "a.tex").write_text("\\begin{tabular}{l}\n" + "a & " * times + "\n\\end{tabular}\n")
        read_one(tmp_path / "a.tex")

    assert grows_linearly(read, 32_000)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (".. class:: Crane(reach)\n\n   Lifts.\n\n   .. attribute:: Crane.reach\n\n      In metres.",
         "`Crane(reach)`\n\nLifts.\n\n`Crane.reach`\n\nIn metres."),
        (".. class:: big red\n\n   Lifts.", "Lifts."),
        (".. class:: big\n\nLifts.", "Lifts."),
        (".. autoclass:: Crane(reach)\n   :members: lift\n\n   Lifts.\n\n   - a", "`Crane(reach)`\n\nLifts.\n\n- a"),
        ("Lifts.\n\n.. autofunction:: lift", "Lifts."),
        (".. function:: lift(load)\n\n   :param load: In tons.", "`lift(load)`\n\nparam load: In tons."),
        (".. module:: quay\n\n   Lifts.", "Lifts."),
        (".. versionadded:: 3.1\n   Lifts:\n\n   * a\n   * b", "New in version 3.1: Lifts:\n\n* a\n* b"),
        (".. versionadded:: 3.1\n\n   * a\n   * b", "New in version 3.1:\n\n* a\n* b"),
        (".. figure:: a.png\n   :alt: A crane\n\n   A crane", "A crane"),
        ("A \\- b \\<c> d\\e", "A - b <c> d\\e"),
    ],
)  # fmt: skip
def test_what_directives_describe_is_read(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.rst", given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("See link:/a[Hemp, jute, sisal].", "See Hemp, jute, sisal."),
        ("See https://x.org[Hemp, jute^].", "See Hemp, jute."),
        ("See link:/a[Hemp,role=big].", "See Hemp."),
        ('See link:/a["Hemp, jute",window=_blank].', "See Hemp, jute."),
        ("See link:/a[role=big].", "See /a."),
        ("Ask mailto:a@b.org[us,Subject].", "Ask us."),
        ("Press kbd:[Ctrl,T], mind stem:[f(x, y)], image:a.png[A rope, 200].", "Press Ctrl+T, mind f(x, y), A rope."),
        ("The [file]_a.adoc_ and [cmd]`run`, a[1]*2*3.", "The _a.adoc_ and `run`, a[1]*2*3."),
        (":u: https://x.org\nhemp::\n\n  Tall, see {u}/7[#7].\n", "- hemp:\n\n  Tall, see #7."),
        ("* hemp\n\n  code here\n", "- hemp\n\n```\ncode here\n```"),
        ("++++\n<div><iframe src='x'></iframe><b>Seen</b> words</div>\n++++", "Seen words"),
    ],
)
def test_what_lines_of_asciidoc_show_is_read_whole(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.adoc", given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("\\documentclass{a}\n\\newcommand{\\x}{y}\n\\begin{document}\nHemp.\n\\end{document}\nrest", "Hemp."),
        ("\\input{pre}\n\\begin{document}\nHemp.\n\\end{document}", "Hemp."),
        ("\\documentclass{a}\n\\newcommand{\\bi}{\\begin{itemize}}\n\\begin{document}\nHemp.\n\\end{document}", "Hemp."),
        ("Hemp.\n\\begin{lst}\n\\documentclass{a}\n\\begin{document}\nJute.\n\\end{document}\n\\end{lst}\nSisal.",
         "Hemp.\n\n\\documentclass{a}\n\nJute.\n\nSisal."),
        ("\\begin{document}\nHemp.\n\\begin{lst}\n\\begin{document}\nJute.\n\\end{document}\n\\end{lst}\nSisal.\n\\end{document}",
         "Hemp.\n\nJute.\n\nSisal."),
    ],
)  # fmt: skip
def test_an_example_of_a_document_ends_and_begins_none(tmp_path: Path, given: str, wanted: str) -> None:
    assert text(tmp_path, "a.tex", given).replace("\\documentclass{a}\n\n", "").replace(
        "\n\n\n", "\n\n"
    ) == wanted.replace("\\documentclass{a}\n\n", "")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("#+begin_export html\n<p>Hemp in <b>Riga</b>.</p>\n#+end_export", "Hemp in Riga."),
        ("#+BEGIN_HTML\n<p>Hemp.</p>\n#+END_HTML", "Hemp."),
        ("#+HTML: <p>Hemp.</p>", "Hemp."),
        ("#+begin_export ascii\nHemp.\n#+end_export", "Hemp."),
        ("Hemp @@html:<b>@@now &amp; then@@html: &amp; on</b>@@@@latex:x@@", "Hemp now &amp; then & on"),
        (
            r"Go \rightarrow there at 20\deg{}C, C:\in and \new, \alpha-rope",
            "Go → there at 20°C, C:\\in and \\new, α-rope",
        ),
        (r"Keep \(\alpha\) and =\beta=, \alpha, x^{2}.", r"Keep \(\alpha\) and `\beta`, α, x^2."),
    ],
)
def test_what_an_org_file_writes_for_one_format_is_read_where_it_can_be(
    tmp_path: Path, given: str, wanted: str
) -> None:
    assert text(tmp_path, "a.org", given) == wanted


def test_a_note_in_a_section_that_is_kept_back_is_shown_where_its_mark_is(tmp_path: Path) -> None:
    (tmp_path / "a.org").write_text("Bell.[fn:1]\n* COMMENT Own\nHidden.\n[fn:2] None.\n[fn:1] From\na wreck.\n\nGone.")
    assert read_one(tmp_path / "a.org").text == "Bell.[1]\n\n[1] From\na wreck."


def test_what_an_org_file_writes_for_other_formats_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.org").write_text("Hemp.\n#+LATEX: \\newpage\n#+begin_export odt\nx\n#+end_export")
    document = read_one(tmp_path / "a.org")
    assert document.text == "Hemp."
    assert [str(notice) for notice in document.notices] == [
        "what is only shown in another format is left out: latex, odt"
    ]


def test_sections_that_an_org_file_keeps_back_are_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.org").write_text(
        "* Quay\nseen\n** COMMENT Plan\nhidden\n*** deep\n* Old :noexport:\ngone\n* End\n3. [@7] seven"
    )
    document = read_one(tmp_path / "a.org")
    assert document.text == "# Quay\nseen\n# End\n7. seven"
    said = "2 sections that are not to be exported (COMMENT, :noexport:) left out"
    assert [str(notice) for notice in document.notices] == [said]


def test_conditions_of_asciidoc_decide_what_is_read(tmp_path: Path) -> None:
    given = ":draft:\nifdef::draft[]\na\nendif::[]\nifndef::draft[]\nb\nifdef::x[]\nc\nendif::[]\nendif::[]\n"
    (tmp_path / "a.adoc").write_text(given + "ifdef::x,draft[d]\nifdef::x+draft[e]\n:!draft:\nifdef::draft[f]\n")
    document = read_one(tmp_path / "a.adoc")
    assert document.text.split() == ["a", "d"]
    assert [str(notice) for notice in document.notices] == [
        "what stands under conditions that don't hold is left out: draft, x+draft"
    ]


@pytest.mark.parametrize(
    ("compared", "holds"),
    [
        ('"{lang}" == "de"', True),
        ("'{lang}' != 'de'", False),
        ('"{lang}" == "en"', False),
        ('"{other}" == ""', True),
        ('"{other}" == "de"', False),
        ('"{backend}" == "html5"', True),
        ('"{backend}" == "pdf"', False),
        ('"{basebackend}" == "html"', True),
        ('"{doctype}" == "book"', False),
        ('"{filetype}" == "html"', True),
        ("{level} > 2", True),
        ("{level} <= 2", False),
        ("{level} >= 10", False),
        ("{level} < 10.5", True),
        *(
            (f'"{{{name}}}" == "x"', True)
            for name in ("docname", "asciidoctor-version", "localdate", "outfile", "user-home")
        ),
        ("what else", True),
    ],
)
def test_conditions_of_asciidoc_that_compare_decide_too(compared: str, holds: bool, tmp_path: Path) -> None:
    within = f"ifeval::[{compared}]\nThe rope is dry.\nendif::[]\n"
    (tmp_path / "a.adoc").write_text(
        f":lang: de\n:level: 3\n\nAsk.\n{within}ifdef::x[]\nifeval::[1 == 1]\nx\nendif::[]\ny\nendif::[]\n"
    )
    document = read_one(tmp_path / "a.adoc")
    assert document.text.split("\n") == ["Ask.", *["The rope is dry."] * holds]
    [notice] = document.notices
    assert (compared in str(notice)) == (not holds)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('[caption="Plan A: "]\n.A\nimage::q.png[The quay]', "**Plan A: A**\n\nThe quay"),
        ('.A\n[caption="Plan A:"]\nimage::q.png[The quay]', "**Plan A: A**\n\nThe quay"),
        (
            '.A\n[caption=""]\n|===\n|x |y\n|===\n\n.B\n|===\n|z |y\n|===',
            "**A**\n\n| x | y |\n\n**Table 1. B**\n\n| z | y |",
        ),
        (":caption: Shown:\n\n.A\n====\nx\n====", "**Shown: A**\n\nx"),
        (
            "image::q.png[The quay,title='A']\n\n.B\nimage::q.png[The quay]",
            "**Figure 1. A**\n\nThe quay\n\n**Figure 2. B**\n\nThe quay",
        ),
        ('[title="A",cols=2]\n|===\n|x |y\n|===', "**Table 1. A**\n\n| x | y |"),
        (".A\n[source,sh]\n----\nmake\n----", "**A**\n\n```sh\nmake\n```"),
        (
            ":listing-caption: Listing\n\n.A\n[source,sh]\n----\nmake\n----\n\n.B\n```\nx\n```",
            "**Listing 1. A**\n\n```sh\nmake\n```\n\n**Listing 2. B**\n\n```\nx\n```",
        ),
        (":listing-caption: Listing\n\n.A\n[listing]\nx = 1", "**Listing 1. A**\n\n```\nx = 1\n```"),
        (".A\n[example]\nTake it.", "**Example 1. A**\n\nTake it."),
        (
            '[caption="Plan: "]\nTake it.\n\n----\nx\n----\n\n.B\n====\nx\n====',
            "Take it.\n\n```\nx\n```\n\n**Example 1. B**\n\nx",
        ),
        (
            "The {table-caption}.\n\n:table-caption!:\n\nifdef::table-caption[x]\n.A\n|===\n|x |y\n|===",
            "The Table.\n\n**A**\n\n| x | y |",
        ),
    ],
)
def test_titles_of_asciidoc_have_the_words_and_numbers_of_the_page(given: str, wanted: str, tmp_path: Path) -> None:
    assert text(tmp_path, "a.adoc", given) == wanted


def test_cells_of_asciidoc_span_and_are_repeated(tmp_path: Path) -> None:
    given = "[cols=2*]\n|===\n|x |y\n|===\n\n|===\n|a |b |c\n\n2+|wide |z\n.2+|tall |1 |2\n2*|3\n|==="
    wanted = "| a | b | c |\n| --- | --- | --- |\n| wide |  | z |\n| tall | 1 | 2 |\n| tall | 3 | 3 |"
    assert text(tmp_path, "a.adoc", given).endswith(wanted)


def test_what_latex_switches_off_and_thanks_for_is_no_text(tmp_path: Path) -> None:
    given = "\\title{Locks\\thanks{Paid \\emph{by} us}}\\author{A \\and B}\\begin{document}\\iffalse x \\fi seen\\end{document}"
    (tmp_path / "a.tex").write_text(given)
    document = read_one(tmp_path / "a.tex")
    assert (document.title, document.text, document.metadata) == ("Locks", "seen", (("author", "A, B"),))


def test_an_address_in_a_head_of_latex_stands_there(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text("\\title{Locks}\\author{A \\url{http://x/a%20b}}\\begin{document}x\\end{document}")
    assert read_one(tmp_path / "a.tex").metadata == (("author", "A http://x/a%20b"),)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (r"\SI{5}{\kilo\metre\per\second\squared}, \qty{20}{\celsius}, \num{7}, \si{\micro\gram}, \SI{3}{\percent}",
         "5 km/s^2, 20 °C, 7, µg, 3%"),
        (r"\SI{4}{m.s}, \qty{2}{\square\metre}, \SI{1}{\fathom}", "4 m s, 2 m^2, 1 fathom"),
        (r"\enquote{aye}", "“aye”"),
        (r"\url{http://x/~a%20b\_c--d} \nolinkurl{a%b} \path{/a%b}", "http://x/~a%20b_c--d a%b `/a%b`"),
        (r"\href{http://x/a%20b}{the \emph{site}}", "the *site*"),
        (r"\newcommand{\d}[1]{\url{http://x/#1} \lstinline{#1}}\d{7}", "http://x/7 `7`"),
        (r"\lstinline|a % b| \lstinline[x=y]{a % {b}} \mintinline{c}{a % 3} \Verb+a%b+", "`a % b` `a % {b}` `a % 3` `a%b`"),
        (r"\begin{tabular}{ll}a & b\\1 & \url{http://x?a&b}\end{tabular}",
         "| a | b |\n| --- | --- |\n| 1 | http://x?a&b |"),
        (r"\begin{frame}{Tides}\begin{block}{Ebb}low\end{block}\end{frame}", "### Tides\n\nEbb: low"),
        (r"\begin{frame}\frametitle{Tides}low\end{frame}", "### Tides\n\nlow"),
        (r"\begin{tabular}{ll}a & b\\\multirow{2}{*}{m} & 1\\ & 2\\x & 3\end{tabular}",
         "| a | b |\n| --- | --- |\n| m | 1 |\n| m | 2 |\n| x | 3 |"),
    ],
)  # fmt: skip
def test_what_packages_of_latex_write_is_shown(given: str, wanted: str, tmp_path: Path) -> None:
    assert text(tmp_path, "a.tex", given) == wanted


@pytest.mark.parametrize("table", [',===\nx,y\n1,"2, 3"\n,===', '[format=csv]\n|===\nx,y\n1,"2, 3"\n|==='])
def test_tables_of_asciidoc_may_be_csv(table: str, tmp_path: Path) -> None:
    assert text(tmp_path, "a.adoc", f"{table}\n\nend") == "| x | y |\n| --- | --- |\n| 1 | 2, 3 |\n\nend"


def test_lines_that_are_set_at_stops_are_read_with_tabs_between(tmp_path: Path) -> None:
    given = (
        "\\begin{tabbing}\n\\hspace{2cm}\\=\\qquad\\= \\kill\n"
        "Keel \\> \\> oak \\+\\\\\nRib \\= ash\\\\[2pt]\n\\- Caf\\a'e \\' one \\pushtabs\\\\* end\n\\end{tabbing}\nAfter."
    )
    wanted = "Keel\t\toak\nRib\tash\nCafé\tone\nend\n\nAfter."
    assert text(tmp_path, "a.tex", given) == wanted
    formulas = ("$a \\> b$", r"\(a \= b \\ c\)")
    given = "\\begin{{tabbing}}\n$x$ \\= \\kill Keel \\> {} \\\\ Rib \\> {}\n\\end{{tabbing}}".format(*formulas)
    assert text(tmp_path, "a.tex", given) == "Keel\t{}\nRib\t{}".format(*formulas)
