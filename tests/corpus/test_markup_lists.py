"""Plain markup as other programs write it: numbers and labels of lists, struck-out words, tables over pages, blocks in blocks."""

# ruff: noqa: E501 - the rows are read side by side

from pathlib import Path

import pytest
from corpus_makers import read_one


def text(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content)
    return read_one(folder / name).text


def tex_list(*items: str, options: str = "", kind: str = "enumerate") -> str:
    return f"\\begin{{{kind}}}{options}\n" + "\n".join(f"\\item {item}" for item in items) + f"\n\\end{{{kind}}}"


TEX = [
    (tex_list("a", "b\n" + tex_list("c", "d\n" + tex_list("e"))), "1. a\n2. b\n\n   (a) c\n   (b) d\n\n       i. e"),
    (tex_list("a", "b", options="[label=(\\roman*)]"), "(i) a\n(ii) b"),
    (tex_list("a", "b", options="[label={\\Alph*)}, leftmargin=*]"), "A) a\nB) b"),
    (tex_list("a", "b", options="[label=\\textbf{\\arabic*}.]"), "1. a\n2. b"),
    (tex_list("a", options="[start=4]"), "4. a"),
    (tex_list("a", "b", options="[(a)]"), "(a) a\n(b) b"),
    (tex_list("a", "b", options="[Step 1:]"), "Step 1: a\nStep 2: b"),
    (tex_list("a", options="[noitemsep]"), "1. a"),
    (tex_list("a", "b", options="\n\\def\\labelenumi{(\\alph{enumi})}\n\\setcounter{enumi}{2}"), "(c) a\n(d) b"),
    (tex_list("a", options="\n\\renewcommand{\\labelenumi}{\\theenumi.\\arabic{enumi}}"), "1. a"),
    (tex_list("a", options="[label=\\arabic{enumi}.\\arabic{enumii}]"), "1. a"),
    (
        "\\renewcommand{\\labelenumi}{\\Roman{enumi}.}\n\\begin{document}\n" + tex_list("a", "b") + "\n\\end{document}",
        "I. a\nII. b",
    ),
    (tex_list("[(iv)] a", "b"), "(iv) a\n1. b"),
    (tex_list("[$\\boxtimes$] oil", "[$\\square$] wick", kind="itemize"), "- [x] oil\n- [ ] wick"),
    (tex_list("[--] oil", "[$\\bullet$] wick", kind="itemize"), "- oil\n- wick"),
    (tex_list("[Ebb] It falls.", kind="description"), "- Ebb: It falls."),
    (tex_list("a\n\\begin{verbatim}\nx\n y\n\\end{verbatim}"), "1. a\n\n   ```\n   x\n    y\n   ```"),
    ("\\begin{quote}\na\n\\begin{verbatim}\nx\n\\end{verbatim}\n\\end{quote}", "> a\n>\n> ```\n> x\n> ```"),
    (
        (
            "\\begin{longtable}[]{@{}lr@{}}\n\\caption{Lamps}\\tabularnewline\nLamp & Oil \\\\\n\\endfirsthead\nLamp & Oil (cont.) \\\\\n\\endhead\n"
            "\\multicolumn{2}{r}{over} \\\\\n\\endfoot\n\\endlastfoot\nGreat & 12 \\\\\n\\end{longtable}"
        ),
        "Lamps\n\n| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\begin{longtable}{ll}\nLamp & Oil \\\\\n\\endhead\nGreat & 12 \\\\\n\\end{longtable}",
        "| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\begin{longtable}[]{@{}\n  >{\\raggedright}p{(\\columnwidth - 2\\tabcolsep) * \\real{0.2}}\n  l@{}}\nLamp & Oil \\\\\nGreat & 12\n\\end{longtable}",
        "| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\begin{tabularx}{\\linewidth}{lX}\nLamp & Oil \\\\\nGreat & 12\n\\end{tabularx}",
        "| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\begin{tabular*}{9cm}[t]{@{\\extracolsep{\\fill}}ll}\nLamp & Oil \\\\\nGreat & 12\n\\end{tabular*}",
        "| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\begin{longtblr}[caption={x}]{colspec={lX}}\nLamp & Oil \\\\\nGreat & 12\n\\end{longtblr}",
        "| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\begin{tabular}{ll}\n{\\bf Lamp} & Oil \\\\\nGreat & \\multicolumn{1}{p{3cm}}{12}\n\\end{tabular}",
        "| Lamp | Oil |\n| --- | --- |\n| Great | 12 |",
    ),
    (
        "\\pdfstringdefDisableCommands{\\renewcommand{\\sout}{}}\n\\begin{document}\nIt is \\sout{two} three.\n\\end{document}",
        "It is ~~two~~ three.",
    ),
    ("a line\\\\\nbreak\\\\[2pt]\n\nand \\rule{1cm}{0.4pt}", "a line\nbreak\n\nand"),
]
ORG = [
    ("#+begin_quote\na\n\n#+begin_quote\nb\n#+end_quote\n#+end_quote\nc", "> a\n>\n> > b\n\nc"),
    ("#+begin_center\n#+begin_src c\nint x;\n#+end_src\n#+end_center", "```c\nint x;\n```"),
    ("#+begin_src org\n#+begin_src c\n#+end_src\nc", "```org\n#+begin_src c\n```\n\nc"),
    ("a line\\\\\nbreak", "a line\nbreak"),
    ("H_{2}O, 12 m^{2}, x_{i+1}", "H2O, 12 m^2, x_{i+1}"),
    ("$x_{2}$ and \\(y_{2}\\)", "$x_{2}$ and \\(y_{2}\\)"),
    ("An _underlined word_. But snake_case_ and _x/y", "An underlined word. But snake_case_ and _x/y"),
    ("- Ebb :: It falls.\nA :: b", "- Ebb: It falls.\nA :: b"),
    ("Built[fn:1] in\n\n[fn:1] 1897.", "Built[1] in\n\n[1] 1897."),
]
ADOC = [
    (". a\n.. b\n... c\n.... d", "1. a\n   a. b\n      i. c\n         A. d"),
    ("[upperroman]\n. a\n. b\n\n[lowerroman,start=3]\n. c", "I. a\nII. b\n\niii. c"),
    ("[loweralpha]\n.. a\n.. b", "a. a\nb. b"),
    ("[decimal]\n.. a", "1. a"),
    ("[line-through]*two* [.line-through]#three# [.big.line-through]_four_", "~~two~~ ~~three~~ ~~four~~"),
    ("a\n\n'''''\n\nb", "a\n\nb"),
]
RST = [("Costs [STRIKEOUT:two] three.", "Costs ~~two~~ three.")]
MD = [
    ("Press `<kbd>`{=html}C`</kbd>`{=html} now.", "Press C now."),
    ("a\n\n```{=html}\n<b>bold</b>\n```\n\nb", "a\n\nbold\n\nb"),
    ("a\n\n~~~ {=html}\n<!-- x -->\n~~~\n\nb", "a\n\nb"),
    ("a `\\newpage`{=latex}\n\n```{=latex}\n\\clearpage\n```\nb", "a \n\nb"),
    ("```\n`<b>`{x}\n```", "```\n`<b>`{x}\n```"),
]


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        (f"a.{ending}", *row)
        for ending, rows in (("tex", TEX), ("org", ORG), ("adoc", ADOC), ("rst", RST), ("md", MD))
        for row in rows
    ],
)
def test_what_other_programs_write_reads_as_it_is_shown(tmp_path: Path, name: str, given: str, wanted: str) -> None:
    assert text(tmp_path, name, given) == wanted


def test_what_only_another_format_shows_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a `\\newpage`{=latex}")
    [notice] = read_one(tmp_path / "a.md").notices
    assert str(notice) == "what is only shown in another format is left out: latex"


@pytest.mark.parametrize(
    ("name", "unit"),
    [("a.tex", "\\begin{enumerate}\\def\\labelenumi{"), ("a.org", "#+begin_quote\n")],
)
def test_blocks_in_blocks_without_end_are_read_to_a_depth(tmp_path: Path, name: str, unit: str) -> None:
    (tmp_path / name).write_text(f"begun\n{unit * 1500}last words")
    assert "begun" in read_one(tmp_path / name).text
