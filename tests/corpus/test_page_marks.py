"""Marks of printed pages and names of icons: they stand in pages and books, and are no words of their text."""

from pathlib import Path

import pytest
from corpus_makers import epub, read_one

from openbook.corpus.formats.html import fragment, page


@pytest.mark.parametrize(
    "mark",
    [
        "<span class=pagenum>[Pg 47]</span>",
        "<span class=pagenum><a id=Page_47>[47]</a></span>",
        "<span class='x pageno'>xlvii</span>",
        "<span class=page-number>{47}</span>",
        "<span class=page>[47]</span>",
        "<span class=pagebreak>S. 47</span>",
        "<a id=page_47 class=x>[47]</a>",
        "<a id=p047>47</a>",
        "<span role=doc-pagebreak>47</span>",
        "<span epub:type=pagebreak title=47>47</span>",
    ],
)
def test_the_mark_of_a_printed_page_is_no_word(mark: str) -> None:
    assert fragment(f"<p>He blew until the dust {mark}glowed.</p>") == "He blew until the dust glowed."


@pytest.mark.parametrize(
    "word",
    [
        "<span class=pagenum>Turn over</span>",
        "<span class=page>47</span>",
        "<span class=page-title>47</span>",
        "<a class=page-number href=#p47>47</a>",
        "<a id=note>47</a>",
        "<a id=p48>47</a>",
        "<b class=wpm>47</b>",
    ],
)
def test_a_number_that_marks_no_page_stays(word: str) -> None:
    assert fragment(f"<p>He blew {word} times.</p>") in ("He blew 47 times.", "He blew Turn over times.")


def test_marks_of_printed_pages_go_in_books_as_well(tmp_path: Path) -> None:
    book = epub(tmp_path / "a.epub", {"a.xhtml": "<p>The dust <a id='page_48' class='pagenum'>[48]</a>glowed.</p>"})
    assert read_one(book).text == "The dust glowed."


@pytest.mark.parametrize(
    "icon",
    [
        "<i class=material-icons>local_fire_department</i>",
        "<span class='material-symbols-outlined'>home</span>",
        "<span class=google-symbols>home</span>",
        "<mat-icon>home</mat-icon>",
        "<i class='f7-icons'>house_fill</i>",
        "<span class=icon>arrow_forward</span>",
        "<i class='md-icon md-18'>home</i>",
    ],
)
def test_the_name_of_an_icon_is_no_word(icon: str) -> None:
    assert fragment(f"<p>{icon} Light the burner.</p>") == "Light the burner."


@pytest.mark.parametrize(
    "word",
    ["<span class=icon>burner</span>", "<i class=iconic>arrow_forward</i>", "<i class=material-icons>Or, so</i>"],
)
def test_words_that_are_no_names_of_icons_stay(word: str) -> None:
    assert len(fragment(f"<p>{word} Light it.</p>")) > len("Light it.")


def test_icons_that_say_yes_or_no_are_signs() -> None:
    cells = "".join(f"<tr><td>{name}<td><i class=material-icons>{name}</i>" for name in ("check", "close"))
    assert fragment(f"<table><tr><th>a<th>b{cells}</table>").endswith("| check | ✓ |\n| close | ✗ |")
    box = "<i class=material-icons>{}</i>".format
    items = f"<li>{box('check_box')} Rye<li>{box('check_box_outline_blank')} Oats"
    assert fragment(f"<ul>{items}</ul>") == "- [x] Rye\n- [ ] Oats"


def test_what_a_page_is_set_to_is_no_text() -> None:
    fields = "<label><input type=checkbox> Protected</label><label><input type=checkbox checked> Inherited</label>"
    settings = f"<div class='site-navigation settings'><h3>Settings</h3><span>Members</span>{fields}</div>"
    text = "<p>The dredger works the eastern basin until the herring come, and is laid up then.</p>"
    assert page(f"<body><h1>Dredger</h1>{text}{settings}<p>It is blue.</p>").text.endswith("up then.\n\nIt is blue.")
    form = f"<div class=order-menu><p>What shall we send you, and how?</p>{fields}</div>"
    assert "What shall we send" in page(f"<body><h1>Dredger</h1>{text}{form}").text


def test_a_mark_in_a_span_of_its_own_does_not_fuse() -> None:
    mark = "<span class=Footnote_20_anchor><a href='#ftn1' id=b>1</a></span>"
    assert fragment(f"<p>Built in 1897{mark} of stone.</p>") == "Built in 1897[1] of stone."
    assert fragment("<aside><sup><a href='#b'>1</a></sup>The stone says so.</aside>") == "[1] The stone says so."
