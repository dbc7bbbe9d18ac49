"""Notes of an encyclopedia, notes that open at a touch, and pictures that a label tells."""

from pathlib import Path

import pytest
from corpus_makers import epub, read_one

from openbook.corpus.formats.html import fragment, page

TEXT = "<p>The lock was dug by hand, and the boats of the canal have gone through it from that year on.</p>" * 4
MARK = "<sup class=reference id=cite_ref-{0}><a href='#cite_note-{0}'>[{0}]</a></sup>"
NOTE = "<li id=cite_note-{0}><span class=mw-cite-backlink><a href='#cite_ref-{0}'>^</a></span> <span>{1}</span></li>"


def wiki(*notes: str) -> tuple[str, tuple[str, ...]]:
    """The last lines of a page with these notes, and what is said of it."""
    marks = "".join(MARK.format(number) for number, _ in enumerate(notes, start=1))
    items = "".join(NOTE.format(number, note) for number, note in enumerate(notes, start=1))
    found = page(f"<body><main><h1>Lock</h1>{TEXT}<p>It is old{marks} now.</p><ol class=references>{items}</ol></main>")
    return found.text.rpartition("\n\nIt is old")[2], tuple(map(str, found.notices))


def test_notes_of_an_encyclopedia_stay_with_their_marks() -> None:
    assert wiki("By the board.") == ("[1] now.\n\n1. By the board.", ())


def test_sources_of_an_encyclopedia_go_with_their_marks_and_the_notes_keep_their_numbers() -> None:
    shown, said = wiki("<cite class=citation>Moore (1911).</cite>", "By the board.")
    assert shown == "[2] now.\n\n2. By the board."
    assert said == ("1 source of an encyclopedia left out",)


def test_a_long_list_of_sources_goes_whatever_it_is_written_with() -> None:
    shown, said = wiki(*(f"The yearly report of the board, page {number}." for number in range(20)))
    assert shown == " now."
    assert said[0] == "20 sources of an encyclopedia left out"


@pytest.mark.parametrize("how", ["hidden", "style='display: none'"])
def test_a_note_that_opens_at_a_touch_is_read(tmp_path: Path, how: str) -> None:
    note = f"<aside epub:type=footnote id=n1 {how}><p>1. With a rule.</p></aside><div id=x {how}>Not shown</div>"
    chapter = f"<p>Measured<a epub:type=noteref href='#n1'>1</a> once.</p>{note}"
    assert read_one(epub(tmp_path / "a.epub", {"a.xhtml": chapter})).text == "Measured[1] once.\n\n1. With a rule."
    assert page(f"<body>{TEXT}{chapter}").text.endswith("Measured[1] once.\n\n1. With a rule.")


@pytest.mark.parametrize(
    ("cases", "wanted"),
    [
        ("<epub:case required-namespace='m'><math><mi>a</mi></math></epub:case>", "$a$"),
        ("<epub:case required-namespace='s'><svg><text>drawn</text></svg></epub:case>", "a letter"),
        ("<epub:case required-namespace='c'><cml:x>C</cml:x></epub:case>", "a letter"),
    ],
)
def test_of_several_forms_for_several_devices_one_is_read(tmp_path: Path, cases: str, wanted: str) -> None:
    default = "<epub:default><span>a letter</span></epub:default>"
    chapter = f"<p>It is <epub:switch>{cases}{default}</epub:switch> long.</p>"
    assert read_one(epub(tmp_path / "a.epub", {"a.xhtml": chapter})).text == f"It is {wanted} long."


@pytest.mark.parametrize(
    ("picture", "wanted"),
    [
        ("<span role=img aria-label='4 of 5 stars'><svg></svg></span>", "The inn: 4 of 5 stars."),
        ("<svg role=img aria-label='4 of 5 stars'></svg>", "The inn: 4 of 5 stars."),
        ("<i role=img aria-label='rated &lt; 3'></i>", "The inn: rated < 3."),
        ("<span role=img aria-label='star'>★</span>", "The inn: ★."),
        ("<span role=img aria-hidden=true aria-label='star'></span>", "The inn: ."),
        ("<svg role=img width=400 aria-label='A map of the town'></svg>", "The inn: ."),
    ],
)
def test_a_picture_that_a_label_tells_is_read_as_one_with_its_text(picture: str, wanted: str) -> None:
    assert fragment(f"<p>The inn: {picture}.</p>") == wanted
