"""Pages that other programs save: the remarks of readers, numbers by style sheets, prompts and colours of code."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from openbook.corpus.formats.html import fragment, page

TEXT = "<p>The dredger works the eastern basin until the herring come, and is laid up then.</p>"


@pytest.mark.parametrize(
    ("mark", "remark"),
    [
        (
            '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>',
            '<div class=c9><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this true?</span></p><p>Ask.</p></div>',
        ),
        ('<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>', '<p><a href="#cmnt_ref1" id="cmnt1">[a]</a>True?</p>'),
        (
            "<a class=msocomanchor href='#_msocom_1'>[A1]</a>",
            "<div style='mso-element:comment-list'><div id=_com_1><p>Is this true?</p></div></div>",
        ),
    ],
)
def test_what_readers_remarked_is_no_text_and_is_counted(mark: str, remark: str) -> None:
    found = page(f"<body>{TEXT}<p>It is blue{mark}.</p><p>It is old.</p>{remark}")
    assert found.text.endswith("laid up then.\n\nIt is blue.\n\nIt is old.")
    assert [str(notice) for notice in found.notices] == ["a reader's comment is left out"]


def test_a_formula_that_only_word_can_read_is_said() -> None:
    formula = "<!--[if gte msEquation 12]><m:oMath></m:oMath><![endif]--><![if !msEquation]><img src=a.png><![endif]>"
    found = page(f"<body>{TEXT}<p>So {formula} it is.</p>")
    assert [str(notice) for notice in found.notices] == ["1 formula is only drawn, without TeX or MathML: not read"]


def test_numbers_that_a_sheet_writes_before_items_are_read() -> None:
    sheet = "ol.x-1{list-style-type:none}.x-1>li:before{content:'' counter(n-1,lower-latin) '. '}"
    found = page(f"<style>{sheet}</style><body>{TEXT}<ol class=x-1><li>mast<li>sail</ol>")
    assert found.text.endswith("a. mast\nb. sail")


@pytest.mark.parametrize(
    ("name", "first"),
    [("loweralpha", "a."), ("upperalpha", "A."), ("lowerroman", "i."), ("upperroman", "I."), ("x", "1.")],
)
def test_lists_are_numbered_as_their_class_says(name: str, first: str) -> None:
    assert fragment(f"<ol class='{name} simple'><li>mast</ol>") == f"{first} mast"


@pytest.mark.parametrize("name", ["jp-InputPrompt", "jp-OutputPrompt", "input_prompt", "output_prompt"])
def test_prompts_of_a_notebook_that_was_saved_as_a_page_are_no_text(name: str) -> None:
    assert page(f"<body>{TEXT}<div class='{name} prompt'>In [1]:</div><pre>x = 1</pre>").text.endswith(
        "\n\n```\nx = 1\n```"
    )


@pytest.mark.parametrize(
    ("block", "options", "code", "wanted"),
    [
        ("Verbatim", r"commandchars=\\\{\}", r"\PY{k}{for} \PY{n}{x}\PY{p}{:}", "for x:"),
        (
            "sphinxVerbatim",
            r"commandchars=\\\{\}, frame=single",
            r"\PYG{n+nf}{a\PYGZus{}b} \PYGZob{}\PYGZcb{}",
            "a_b {}",
        ),
        ("Verbatim", r"commandchars=\\\{\}", r"\textcolor{red}{\textbf{E}}: \{x\}", "E: {x}"),
        ("Verbatim", "numbers=left", r"\PY{k}{x}", r"\PY{k}{x}"),
        ("Verbatim", "", "[x]", "[x]"),
    ],
)
def test_code_that_pygments_coloured_for_latex_is_code(
    tmp_path: Path, block: str, options: str, code: str, wanted: str
) -> None:
    given = f"[{options}]" if options else ""
    (tmp_path / "a.tex").write_text(f"\\begin{{{block}}}{given}\n{code}\n\\end{{{block}}}")
    assert read_one(tmp_path / "a.tex").text == f"```\n{wanted}\n```"
