"""LaTeX: what a document defines itself, and what stands for it where it is used."""

# ruff: noqa: E501 - the rows are read side by side

from pathlib import Path

import pytest
from corpus_makers import read_one


def text(folder: Path, given: str) -> str:
    (folder / "a.tex").write_text(given)
    return read_one(folder / "a.tex").text


@pytest.mark.parametrize("way", ["New", "Renew", "Provide", "Declare", "NewExpandable"])
def test_commands_are_written_out_in_whatever_way_they_are_defined(way: str, tmp_path: Path) -> None:
    given = rf"\{way}DocumentCommand{{\boat}}{{s m O{{old}} +m}}{{the #3 boat #2, #4}}\boat*{{Heron}}{{fast}}; \boat{{Gull}}[new]{{\boat{{B}}{{c}}}}."
    assert text(tmp_path, given) == "the old boat Heron, fast; the new boat Gull, the old boat B, c."


@pytest.mark.parametrize(
    ("meaning", "wanted"),
    [
        (r"\IfBooleanTF{#1}{all}{some} of #2", "all of it, some of it"),
        (r"\IfBooleanT{#1}{all of }#2", "all of it, it"),
        (r"\IfNoValueTF{#3}{nothing}{\textbf{#3}}", "nothing, **x**"),
        (r"\IfValueT{#3}{(#3)}#2", "it, (x)it"),
        (r"\IfNoValueF{#3}{#3 }#2#1", "it*, x it"),
    ],
)
def test_what_depends_on_arguments_is_chosen(meaning: str, wanted: str, tmp_path: Path) -> None:
    given = rf"\NewDocumentCommand\z{{s m o}}{{{meaning}}}\begin{{center}}\z*{{it}}, \z{{it}}[x]\end{{center}}"
    assert text(tmp_path, given) == wanted


def test_a_command_that_takes_something_else_keeps_its_arguments(tmp_path: Path) -> None:
    assert text(tmp_path, r"\NewDocumentCommand{\z}{m r()}{#1-#2}\emph{so} \z{it}") == "*so* it"


TERMS = r"""\newacronym{ro}{RO}{reverse osmosis}\newacronym[x=y]{uv}{UV}{ultraviolet}
\newglossaryentry{tide}{name=tide, description={rise, and fall}}
\longnewglossaryentry{ebb}{name={ebb}}{The tide goes.}
\DeclareAcronym{gps}{short = GPS, long = {global positioning system}}
\begin{document}
\acrodef{sst}[SST]{sea surface temperature}\acro{kn}{knot}"""


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (r"\gls{ro}, \gls{ro}, \Gls{ro}", "reverse osmosis (RO), RO, RO"),
        (r"\Gls{tide}, \glspl{tide}, \gls[x]{ebb}, \GLS{ebb}", "Tide, tides, ebb, Ebb"),
        (r"\glspl{uv}, \Glspl{uv}", "ultraviolets (UV), UVs"),
        (r"\acrshort{ro}, \acrlong{ro}, \acrfull{ro}, \gls{ro}", "RO, reverse osmosis, reverse osmosis (RO), RO"),
        (r"\ac{gps}, \ac*{gps}, \Ac{sst}, \acp{sst}", "global positioning system (GPS), GPS, Sea surface temperature (SST), SSTs"),
        (r"\acs{sst}, \acl{sst}, \acf{sst}, \acsp{sst}, \aclp{sst}, \acfp{sst}",
         "SST, sea surface temperature, sea surface temperature (SST), SSTs, sea surface temperatures, sea surface temperatures (SST)"),
        (r"\Acp{kn}", "Knots (kn)"),
        (r"\gls{unknown}", "unknown"),
    ],
)  # fmt: skip
def test_terms_and_acronyms_are_read_as_they_are_shown(given: str, wanted: str, tmp_path: Path) -> None:
    shown = text(tmp_path, f"{TERMS}\n\nSeen: {given}\\end{{document}}")
    assert shown.split("Seen: ")[1] == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("\\begin{tabular}{ll}\nBoat & \\makecell{Keel\\\\(m)} \\\\ \\textbf{Heron\\\\[2pt] two} & 3 \\& more\\\\\n\\end{tabular}",
         "| Boat | Keel (m) |\n| --- | --- |\n| **Heron two** | 3 & more |"),
        ("\\begin{description}\\item[Keel:] below\\item[Rib] beside\\end{description}", "- Keel: below\n- Rib: beside"),
        ("\\begin{lstlisting}[language=C,caption={In \\texttt{a.c}}]\nint x;\n\\end{lstlisting}", "In `a.c`\n\n```c\nint x;\n```"),
        ("\\begin{lstlisting}[title=Keel]\nx\n\\end{lstlisting}", "Keel\n\n```\nx\n```"),
        ("\\begin{verse}Low is\\\\ the tide\\\\*[1ex]\nnow.\\end{verse}", "> Low is\n> the tide\n> now."),
        ("\\begin{solution1}So.\\end{solution1}", "So."),
        ("\\question Why?\\choice A\\CorrectChoice B \\correctchoice C", "- Why?\n- A\n- B \n- C"),
        ("\\documentclass{beamer}\\begin{document}\\only<2->{So} \\alert<+->{it} \\item<1,3-4| alert@2> is. $a<1$\\end{document}",
         "So it \n-  is. $a<1$"),
        ("\\begin{frame}\\begin{block}<2>{Ebb}low\\end{block}\\end{frame}", "Ebb: low"),
        ("In \\emph<1>{x}.", "In <1>x."),
    ],
)  # fmt: skip
def test_what_is_told_in_braces_and_brackets_stands_in_its_place(given: str, wanted: str, tmp_path: Path) -> None:
    assert text(tmp_path, given).replace("-  ", "- ") == wanted.replace("-  ", "- ")


def test_a_term_is_explained_once_however_its_key_is_spaced(tmp_path: Path) -> None:
    given = r"\newacronym{hms}{HMS}{harbour measuring station}\begin{document}The \gls{hms}, then the \gls{ hms }.\end{document}"
    assert text(tmp_path, given) == "The harbour measuring station (HMS), then the HMS."


@pytest.mark.parametrize("sign", ["\ufdd0", "\ufdd1"])
@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("\\begin{tabbing}\nKeel \\> ~5~ oak \\> $x$ \\\\\n\\end{tabbing}", "Keel\t5 oak\t$x$"),
        ("\\begin{tabbing}\nKeel \\> $~0~$ \\\\\n\\end{tabbing}", "Keel\t$0$"),
        ("\\begin{verbatim}\nKeel ~0~\n\\end{verbatim}", "```\nKeel 0\n```"),
        ("Keel \\verb|~0~|", "Keel `0`"),
    ],
)
def test_a_sign_of_ours_costs_nothing_else(given: str, wanted: str, sign: str, tmp_path: Path) -> None:
    assert text(tmp_path, given.replace("~", sign)) == wanted
