"""HTML inside of Markdown and text: what a reader of the page sees."""

import pytest

from growth import grows_linearly
from openbook.corpus.formats.html_inside import without_html

TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('<h1 align="center">Hafen &amp; <b>Kai</b></h1>\ntext', "# Hafen & Kai\n\ntext"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one</p>\n<p>two</p>\nthree", "one\n\ntwo\n\nthree"),
        ("<div>\n\nwords **stay**\n\n</div>", "words **stay**"),
        ("<ul>\n  <li>one</li>\n  <li>two <ol><li>in</li></ol></li>\n</ul>\nafter", "- one\n- two\n  1. in\n\nafter"),
        ("<ol start='7'><li>seventh</li></ol>", "7. seventh"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
            TABLE,
        ),
        (
            "<table><tr><td>\n\n```js\nx<y\n```\n\n</td><td>two</td></tr></table>\n\nend",
            "```js\nx<y\n```\n\ntwo\n\nend",
        ),
        ("<pre>\n  a &lt; b\n</pre>", "```\n  a < b\n```"),
        ("<blockquote>said</blockquote>", "> said"),
        ("<details><summary>More</summary>\n\ntext\n\n</details>", "More\n\ntext"),
        ("x<sup>2</sup> and H<sub>2</sub>O, <kbd>F1</kbd>", "x^2 and H2O, F1"),
        ("call <code>a &lt; b</code> now", "call `a < b` now"),
        ("it was <s>six</s> <del>seven</del> eight", "it was ~~six~~ ~~seven~~ eight"),
        ("say &quot;ahoy&quot; &mdash; AT&T &unknown;", 'say "ahoy" — AT&T &unknown;'),
        ("`&amp; <b>` and &lt;b&gt;", "`&amp; <b>` and <b>"),
        (
            "| a | b |\n|---|---|\n| x &#124; y | <ul><li>one</li><li>two</li></ul> |",
            "| a | b |\n|---|---|\n| x \\| y | one, two |",
        ),
        ('<img src="m.png" alt="Map of the bay"> <img src="b.svg" alt="build">', "Map of the bay "),
        ("<div style='display: none'>not seen</div>seen", "seen"),
        ('<input type="checkbox" checked> tarred', "[x] tarred"),
        ("<Card><Note>inside</Note></Card>", "inside"),
        ("\\<b>as written\\</b>", "\\<b>as written\\</b>"),
        ("- item <br> more", "- item \n more"),
    ],
)
def test_tags_become_what_they_show(given: str, wanted: str) -> None:
    assert without_html(given).rstrip("\n") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2 and 3 > 2 <- arrow",
        "List<String> and vector<b> and <YOUR_KEY> and <name>",
        "<<SYS>> <</SYS>> <s> </s> <think>",
        "the charset given in <meta>, the word <data>",
        "<https://example.org> and <me@example.org>",
        "    <b>code</b> of four spaces".replace("<b>", "x = y<b>"),
        "```html\n<p>a &amp; b</p>\n```",
        "never <ul closed",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    assert without_html(text) == text


@pytest.mark.one_in(6)
@pytest.mark.parametrize(
    "mark", ["<ul>", "<h1>", "<s>", "<sup>", "&amp;", "<p ", '<b "', "<p style='", "<div hidden>", "<li>", "|<li>"]
)
def test_any_number_of_marks_takes_linear_time(mark: str) -> None:
    assert grows_linearly(lambda times: without_html(mark * times), 40_000)
