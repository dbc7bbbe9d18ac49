"""Markdown as Pandoc, MyST, R Markdown, Quarto and Hugo extend it."""

from pathlib import Path

import pytest
from corpus_makers import read_one

from openbook.corpus.formats.markdown import as_shown


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("# Tar {#sec:tar .unnumbered}", "# Tar"),
        ("# Tar {-}", "# Tar"),
        ("{% tabs %}\n{% tab title=\"Hemp\" %}\ntar it\n{% endtab %}\n{% endtabs %}\nend", "Hemp\ntar it\nend"),
        ("{% highlight ruby linenos %}\ntar(1)\n{% endhighlight %}", "```ruby\ntar(1)\n```"),
        ("{% raw %}\nWrite {% raw %} or {% if x %}.\n{% endraw %}", "Write {% raw %} or {% if x %}.\n"),
        ("[//]: # (not seen)\n[comment]: <> (nor this)\n[a]: http://x", "[a]: http://x"),
        ("1. tar\n\n   hot\n1. oil\n   1. cod\n   1. seal\n1. end\n\nText\n\n1. one\n1. two",
         "1. tar\n\n   hot\n2. oil\n   1. cod\n   2. seal\n3. end\n\nText\n\n1. one\n2. two"),
        ("1. a\n\n# Next\n\n1. b\n\n```\n1. c\n1. d\n```\n\n1. e\n2. f",
         "1. a\n\n# Next\n\n1. b\n\n```\n1. c\n1. d\n```\n\n1. e\n2. f"),
        ("[TOC]\n\n[[_TOC_]]\n\nSee [TOC] there.", "\n\nSee [TOC] there."),
        ("# Tar {: #tar }", "# Tar"),
        ("![A hull](a.png){#fig width=50%}", "![A hull](a.png)"),
        ("`tar`{.bash} and [small]{.smallcaps lang='de'}.", "`tar` and small."),
        ("The set {a, b} and f{x} and [a]{b}.", "The set {a, b} and f{x} and [a]{b}."),
        ("``` {.python .numberLines startFrom=\"10\"}\nx = {1}\n```", "```python\nx = {1}\n```"),
        ("```{r setup, include=FALSE}\nx <- 1\n```", "```r\nx <- 1\n```"),
        ("```{code-block} python\n:linenos:\n:caption: Moor\nmoor()\n```", "Moor\n\n```python\nmoor()\n```"),
        ("```{math}\n:label: e\na^2\n```", "$$\na^2\n$$"),
        ("```{figure} a.png\n:width: 20\n\nThe hull.\n```", "The hull."),
        ("```{image} a.png\n:alt: A hull\n```", "A hull"),
        ("```{list-table} Ropes\n:header-rows: 1\n* - Rope\n  - Load\n* - hemp\n  - 2\n```",
         "Ropes\n\n| Rope | Load |\n| --- | --- |\n| hemp | 2 |"),
        ("```{csv-table}\n:header: a, b\n1, \"2, 3\"\n```", "| a | b |\n| --- | --- |\n| 1 | 2, 3 |"),
        ("```{table} Loads\n| a |\n|---|\n| 1 |\n```", "Loads\n\n| a |\n|---|\n| 1 |"),
        ("a\n\n```{toctree}\nintro\n```\n\nb", "a\n\nb"),
        ("```{versionadded} 2.1\nKnots.\n```", "New in version 2.1: Knots."),
        ("::: {#tbl-x}\nWords.\n:::", "Words."),
        ("See {ref}`the quay <q>`, {doc}`intro`, {py:func}`a.b`.", "See the quay, intro, `a.b`."),
        ("H{sub}`2`O, {math}`x^2`, {eq}`e1`.", "H2O, $x^2$, (e1)."),
        ("(quay)=\n# Quay\n\n% aside\n+++\n{ref}`q`", "# Quay\n\nq"),
        ("% Title of a file by Pandoc", "% Title of a file by Pandoc"),
        ("```\n{ref}`a <b>` {#x}\n```", "```\n{ref}`a <b>` {#x}\n```"),
        ("(@tar) Hot.\n(@) Cold, see (@tar) and @tar.", "(1) Hot.\n(2) Cold, see (1) and (1)."),
        ("A {{< glossary text=\"Pod\" id=\"p\" >}} runs.", "A Pod runs."),
        ("{{% note %}}\nMind it.\n{{% /note %}}\n", "Mind it.\n"),
        *(
            (f'{{{{< {name} "Ebb" >}}}}low{{{{< /{name} >}}}}{{{{< {name} title="Flood" >}}}}high{{{{< /{name} >}}}}\n',
             "Ebb\n\nlow\n\nFlood\n\nhigh")
            for name in ("tab", "tabitem", "tab-item", "codetab", "details", "expand", "collapse", "accordion",
                         "accordion-item", "step", "panel")
        ),
        ('{{< tab >}}low{{< /tab >}}', "low"),
        ("{{< figure src=\"a.png\" title=\"A hull\" >}}\n", "A hull\n"),
        ("+-----+------+\n| a   | b    |\n+=====+======+\n| one | two  |\n|     | more |\n+-----+------+\n",
         "| a | b |\n| --- | --- |\n| one | two more |\n"),
        ("  Right   Left\n-------   -----\n     12   ab\n    123   cd\n\nend",
         "| Right | Left |\n| --- | --- |\n| 12 | ab |\n| 123 | cd |\n\nend"),
        ("# Ropes\n{: .no_toc #ropes }\n\n* TOC\n{:toc}\n\nHemp.{: .lead}\n\nA {:ok} here.",
         "# Ropes\n\n\nHemp.\n\nA {:ok} here."),
        ("Words go\n--- ---\nacross it.", "Words go\n--- ---\nacross it."),
    ],
)  # fmt: skip
def test_what_flavours_of_markdown_add_reads_as_it_is_shown(given: str, wanted: str) -> None:
    assert as_shown(given)[0].strip("\n") == wanted.strip("\n")


@pytest.mark.parametrize(
    "given",
    [
        "```{include} a.md\n```\n\nb",
        "{{< include a.md >}}\n\nb",
        '{% include-markdown "a.md" %}\n\nb',
        "{%\n  include-markdown 'a.md'\n  start='## Ropes'\n%}\n\nb",
        "{% include_cached a.md wide=true %}\n\nb",
        '--8<-- "a.md"\n\nb',
        "-8<-\na.md\n-8<-\n\nb",
        "{! a.md !}\n\nb",
    ],
)
def test_what_is_included_from_other_files_is_said(given: str) -> None:
    text, notices = as_shown(given)
    assert text.strip() == "b"
    assert [str(notice) for notice in notices] == ["what is included from other files is left out: a.md"]


@pytest.mark.parametrize("given", ['Cut here: --8<-- "a.md"', "Oh {! no !} yes.", "Write `{% include a.md %}`."])
def test_what_only_looks_like_a_file_to_include_stays(given: str) -> None:
    assert as_shown(given) == (given, ())


@pytest.mark.parametrize("name", ["a.Rmd", "a.qmd"])
def test_files_of_r_and_quarto_are_markdown(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("---\ntitle: Catch\n---\n# Cod {#sec}\n\nTen boxes were landed.")
    assert read_one(tmp_path / name).text == "# Cod\n\nTen boxes were landed."


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("See [the chart][c].\n\n[c]: https://x.org 'Chart'", "See [the chart](https://x.org)."),
        ("See [the  Chart][].\n\n[the chart]: <https://x.org>", "See [the  Chart](https://x.org)."),
        ("See ![a plan][c].\n\n[c]: p.png", "See ![a plan](p.png)."),
        ("See [the chart][d], `[a][c]` and a[1][2].\n\n[c]: p.png", "See [the chart][d], `[a][c]` and a[1][2]."),
        ("See [a][^1].\n\n[^1]: A note.", "See [a][^1]."),
    ],
)
def test_a_link_has_its_target_where_it_is_used(given: str, wanted: str) -> None:
    assert as_shown(given)[0].partition("\n")[0] == wanted
