"""Web pages and books: the text that a person reads, its structure as Markdown."""

from pathlib import Path

import pytest
from corpus_makers import epub, read_one, records, zipped

from growth import grows_linearly
from openbook.codes import Code
from openbook.corpus.formats.html import fragment, page
from openbook.errors import MissingExtraError
from openbook.records import Rejected

SAID = " ".join(["the lamp of the pier was lit at dusk, and seen from the other shore"] * 6)


def markdown(path: Path, html: str) -> str:
    (path / "a.html").write_text(html, encoding="utf-8")
    return read_one(path / "a.html").text


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<h1>A <b>bold</b>\nhead</h1><p>One\n two.</p>", "# A bold head\n\nOne two."),
        ("<p>a<b>b</b>c &amp; d&nbsp;e<br>f</p>", "abc & d e\nf"),
        (
            "<ul><li>one<li>two<ul><li>in</ul><li><p>three</p><p>more</p></ul>",
            "- one\n- two\n  - in\n- three\n\n  more",
        ),
        ('<ol start="3"><li>c<li>d</ol>', "3. c\n4. d"),
        ('<pre><code class="language-py">a = 1\n\n  b</code></pre>', "```py\na = 1\n\n  b\n```"),
        ("<p>Use <code>x  y</code> and <code>a`b</code>.</p>", "Use `x y` and ``a`b``."),
        ("<blockquote><p>one</p><p>two</p></blockquote>after", "> one\n\n> two\n\nafter"),
        ("<dl><dt>Term<dd>What it is.</dl>", "Term\n: What it is."),
        (
            "<dl><dt>Sail<dd><dl><dt>Jib<dd>Before.</dd><dt>Gaff<dd>Above.</dl>All.</dd><dt>Oar<dd>Wood.</dl>",
            "Sail\n\n- Jib\n\n  Before.\n- Gaff\n\n  Above.\n: All.\n\nOar\n: Wood.",
        ),
        ("<p>10<sup>6</sup> and 1<sup>st</sup> and H<sub>2</sub>O</p>", "10^6 and 1st and H2O"),
        ('<p>Said<sup><a href="#n">1</a></sup></p>', "Said[1]"),
        ("<p>x<script>no()</script>y<style>p{}</style><!-- c --><svg><text>s</text></svg></p>", "xy"),
        ('<p>x</p><p hidden>a</p><p style="display: none">b</p><p aria-hidden="true">c</p>', "x"),
        ('<math alttext="a^2"><mi>a</mi></math>', "$a^2$"),
        ("<p>one<p>two<div>three", "one\n\ntwo\n\nthree"),
        ("<details><summary>More</summary>Text</details>", "More\n\nText"),
        ("<h2></h2><p> </p><p>x</p>", "x"),
        ("plain words", "plain words"),
    ],
)
def test_elements_become_markdown(html: str, wanted: str, tmp_path: Path) -> None:
    assert markdown(tmp_path, html) == wanted


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("<tr><th>a<th>b<tr><td>1<td>2", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<caption>Depths</caption><tr><td>a<td>b<tr><td>1<td>2", "Depths\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<tr><th>a<td>1<tr><th>b<td>2", "| a | 1 |\n| b | 2 |"),
        ("<tr><th>a<th>b<tr><td rowspan=2>x<td>1<tr><td>2", "| a | b |\n| --- | --- |\n| x | 1 |\n| x | 2 |"),
        ("<tr><th>a<th>b<th>c<tr><td colspan=2>x<td>1", "| a | b | c |\n| --- | --- | --- |\n| x |  | 1 |"),
        ("<tr><th colspan=2>Title<tr><th>k<td>v<tr><th>l<td>w", "Title\n\n| k | v |\n| l | w |"),
        ("<tr><td>k<td><ul><li>one<li>two</ul>", "| k | one, two |"),
        ("<tr><td>one column only", "one column only"),
        ("<tr><td>a|b<td>c<br>d", "| a\\|b | c d |"),
    ],
)
def test_tables_keep_cells_with_their_rows(table: str, wanted: str, tmp_path: Path) -> None:
    assert markdown(tmp_path, f"<table>{table}</table>") == wanted


def test_a_piece_of_html_is_read_whole_but_for_scripts_and_what_is_hidden() -> None:
    html = "<h2>Dues</h2>Two &amp; a <b>half</b>.<script>no()</script><nav><a href=x>Next</a></nav><p hidden>no</p>"
    assert fragment(html) == "## Dues\n\nTwo & a half.\n\nNext"


def test_a_piece_without_markup_stays_text() -> None:
    assert fragment("if a < b and c > d: 2 & 3") == "if a < b and c > d: 2 & 3"


def test_the_main_content_is_taken_and_what_surrounds_it_left(tmp_path: Path) -> None:
    page = (
        "<title>T</title><header>Banner<nav>Menu</nav></header><main><nav>Crumbs</nav><header><h1>Head</h1></header>"
        "<p>The text of the page.</p><aside>Ad</aside></main><footer>Legal</footer>"
    )
    assert markdown(tmp_path, page) == "# Head\n\nThe text of the page."
    body = page.replace("<main>", "<div>").replace("</main>", "</div>")
    assert markdown(tmp_path, body) == "# Head\n\nThe text of the page."


def test_a_main_element_that_holds_next_to_nothing_is_not_trusted(tmp_path: Path) -> None:
    assert "The real text" in markdown(tmp_path, "<main>x</main><div><p>The real text stands outside of it.</p></div>")


def test_menus_of_links_go_and_short_lists_of_links_stay(tmp_path: Path) -> None:
    menu = "".join(f'<li><a href="{n}">Language {n}</a>' for n in range(30))
    html = f"<main><p>{'The text of the page. ' * 30}</p><ul>{menu}</ul><ul><li><a href=x>See also</a></ul></main>"
    text = markdown(tmp_path, html)
    assert "Language" not in text
    assert text.endswith("- See also")


def test_nesting_of_any_depth_is_read(tmp_path: Path) -> None:
    assert markdown(tmp_path, "<div><b>" * 5_000 + "deep" + "</b></div>" * 5_000) == "deep"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_pages_are_decoded_by_mark_or_guess_whatever_they_say(encoding: str, tmp_path: Path) -> None:
    page = "<meta charset='utf-8'><p>Procès-verbal de l'écluse, coûta cher.</p>"
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    assert read_one(tmp_path / "a.html").text == "Procès-verbal de l'écluse, coûta cher."


def test_an_xhtml_page_with_self_closed_elements_keeps_its_text(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script/></head>'
    assert markdown(tmp_path, f"{page}<body><a id='x'/><p>Text<br/>here</p></body></html>") == "Text\nhere"


def test_the_web_extra_is_named_when_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openbook.corpus.read.find_spec", lambda name: None)
    (tmp_path / "a.html").write_text("<p>x</p>")
    with pytest.raises(MissingExtraError, match=r"openbook\[web\]"):
        records(tmp_path / "a.html", web=True)


def test_trafilatura_picks_the_content_where_it_is_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    article = "".join(
        f"<p>Paragraph {n} of the article says something of the harbour and its quay.</p>" for n in range(9)
    )
    (tmp_path / "a.html").write_text(
        f"<html><body><div>Menu</div><article><h1>Head</h1>{article}</article></body></html>"
    )
    text = read_one(tmp_path / "a.html", web=True).text
    assert "Paragraph 8 of the article" in text


def test_chapters_come_in_the_order_of_the_spine_without_navigation(tmp_path: Path) -> None:
    chapters = {"z.xhtml": "<h1>First</h1><p>One.</p>", "nav.xhtml": "<p>Contents</p>", "a.xhtml": "<h1>Second</h1>"}
    book = read_one(epub(tmp_path / "a.epub", chapters, nav='properties="nav"'))
    assert book.text == "# First\n\nOne.\n\n# Second"
    assert (book.title, book.metadata) == ("Harbour", (("creator", "E. Moore"),))


def test_a_book_of_pictures_is_empty(tmp_path: Path) -> None:
    [found] = records(epub(tmp_path / "a.epub", {"one.xhtml": "<img src='x.png'/>"}))
    assert isinstance(found, Rejected)
    assert found.code == Code.EMPTY


def test_a_zip_without_a_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(zipped({"notes.txt": "text"}))
    [found] = records(tmp_path / "a.epub")
    assert isinstance(found, Rejected)
    assert found.code == Code.BROKEN_FILE


@pytest.mark.parametrize(
    ("foot", "stays"),
    [
        ("<p>Correction: the lower gate is of larch, not of oak.</p>", True),
        ("Correction: the lower gate is of larch, not of oak.", True),
        ("<p>訂正：下の門は松ではなく樫でできています。</p>", True),
        ("<p>Posted by Ann on 3 May in Gates and weirs</p>", False),
        ("<p>© 2024 The keepers of the gates. All rights reserved.</p>", False),
        ("<p><a href=a>Read here how the gates of the upper lock were built.</a></p>", False),
        ("<p>Tell us whether this page was of any help to you.</p><textarea></textarea>", False),
    ],
)
def test_the_foot_of_an_article_stays_where_it_says_a_sentence(foot: str, stays: bool) -> None:
    line = "<p>The upper gate of the lock is of oak, and it was hung in the year of the flood.</p>"
    text = page(f"<main><article><h1>Gates</h1>{line}{line}<footer>{foot}</footer></article></main>").text
    assert text.count("\n\n") == 2 + stays
    below = page(f"<main><h1>Gates</h1>{line}{line}<footer>{foot}</footer></main>").text
    assert below.count("\n\n") == 2


@pytest.mark.parametrize(("listed", "item"), [("ul", "li"), ("dl", "dd")])
def test_a_list_of_any_length_takes_linear_time(listed: str, item: str) -> None:
    def read_list(items: int) -> str:
        rows = "".join(f"<{item}>{number}: {SAID}</{item}>" for number in range(items))
        return page(f"<main><h1>Lamps</h1><{listed}>{rows}</{listed}></main>").text

    assert f"3: {SAID}" in read_list(5)
    assert grows_linearly(read_list, 32_000)
