"""Tables, subtitles, e-mail and source code."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from corpus_makers import read_one, records

from openbook.codes import Code
from openbook.corpus.suffixes import FORMATS, LANGUAGES
from openbook.records import Document, Rejected
from some import some


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Name,Price\nCod,3\n"),
        ("a.csv", "Name;Price\nCod;3\n"),
        ("a.csv", "sep=;\nName;Price\nCod;3\n"),
        ("a.csv", "Name|Price\r\nCod|3\r\n"),
        ("a.csv", '"Name","Price"\n"Cod","3"\n,\n'),
        ("a.tsv", "Name\tPrice\nCod\t3"),
    ],
)
def test_rows_stand_under_the_names_of_their_columns(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert read_one(tmp_path / name).text == "| Name | Price |\n| --- | --- |\n| Cod | 3 |"


def test_cells_of_a_table_keep_their_signs(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Name;Remark\nCod;"3,5 | ""fresh""\nfrom sea"\nEel;\n')
    assert read_one(tmp_path / "a.csv").text == (
        '| Name | Remark |\n| --- | --- |\n| Cod | 3,5 \\| "fresh" from sea |\n| Eel |  |'
    )


def test_a_title_above_a_table_is_no_row_and_numbers_are_no_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Sales of 1911\n\nName,Price\nCod,3\n")
    assert read_one(tmp_path / "a.csv").text.startswith("Sales of 1911\n\n| Name | Price |\n| --- |")
    (tmp_path / "b.csv").write_text("1,2\n3,4\n")
    assert read_one(tmp_path / "b.csv").text == "| 1 | 2 |\n| 3 | 4 |"


def test_long_cells_are_written_as_named_values(tmp_path: Path) -> None:
    review = "It was good. " * 60
    (tmp_path / "a.csv").write_text(f'Name,Review\nCod,"{review}\n\nSecond."\nEel,short\n')
    assert read_one(tmp_path / "a.csv").text == (
        f"Name: Cod\nReview:\n{review}\n\nSecond.\n\nName: Eel\nReview: short".replace("\n\nSecond", "\n\nSecond")
    )


SRT = """1
00:00:01,000 --> 00:00:03,000
The ferry
runs <i>four</i> times

2
00:00:03,100 --> 00:00:05,000
a day.

3
00:00:09,000 --> 00:00:10,000
{\\an8}It is blue.
"""
VTT = """WEBVTT

NOTE hidden

STYLE
::cue { color: red }

00:01.000 --> 00:03.000 align:start
<v Ann>Hello &amp; welcome.</v>

name
00:03.000 --> 00:04.000
<v Bob>Hi.</v>

00:04.000 --> 00:05.000
<00:04.500>Again.
"""


def test_subtitles_are_what_is_said_in_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT)
    assert read_one(tmp_path / "a.srt").text == "The ferry runs four times a day.\n\nIt is blue."
    (tmp_path / "a.vtt").write_text(VTT)
    assert read_one(tmp_path / "a.vtt").text == "Ann: Hello & welcome.\n\nBob: Hi.\n\nAgain."


@pytest.mark.parametrize(("first", "wanted"), [("We sail", "Bob: We sail at noon."), ("No.", "Bob: No.\n\nat noon.")])
def test_what_nobody_is_named_for_is_said_by_the_last_one_only_within_a_sentence(
    first: str, wanted: str, tmp_path: Path
) -> None:
    cues = f"00:01.000 --> 00:02.000\n<v Bob>{first}</v>\n\n00:02.000 --> 00:03.000\nat noon.\n"
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{cues}")
    assert read_one(tmp_path / "a.vtt").text == wanted


def test_captions_that_roll_are_read_once(tmp_path: Path) -> None:
    cues = ["one two", "one two three four", "three four", "five"]
    lines = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{cue}\n" for n, cue in enumerate(cues)]
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "\n".join(lines[:2]))
    assert read_one(tmp_path / "a.vtt").text == "one two three four"


def test_a_line_that_stays_on_the_screen_is_read_once(tmp_path: Path) -> None:
    cues = ["we begin", "we begin\nwith the boat", "with the boat\nand its crew", "and its crew\nof ten"]
    lines = [f"00:0{n}.000 --> 00:0{n + 1}.000\n{cue}\n" for n, cue in enumerate(cues)]
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "\n".join(lines))
    assert read_one(tmp_path / "a.vtt").text == "we begin with the boat and its crew of ten"


def test_hours_without_end_are_no_time(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(f"{SRT}\n\n{'9' * 5000}:00:00,000 --> 1:00:00,000\nIt is late.\n")
    assert read_one(tmp_path / "a.srt").text.endswith("It is late.")


def captions(path: Path, *cues: str) -> str:
    """What is read of captions that are shown for a second each, one behind the other."""
    lines = [
        f"00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},990\n{cue}\n" for n, cue in enumerate(cues)
    ]
    path.write_text("\n".join(lines))
    return read_one(path).text


def test_a_line_that_stays_alone_for_a_moment_is_read_once(tmp_path: Path) -> None:
    rolled = ["we begin", "we begin\nwith the boat", "with the boat", "with the boat\nand its crew", "and its crew"]
    assert captions(tmp_path / "a.srt", *rolled) == "we begin with the boat and its crew"
    two = ["one\ntwo", "one\ntwo\nthree", "two\nthree\nfour", "two\nthree\nfour", "three\nfour\nfive"]
    assert captions(tmp_path / "a.srt", *two) == "one two three four five"


@pytest.mark.parametrize("second", ["Yes.", "Really?"])
def test_what_only_says_again_what_was_just_shown_is_no_caption_that_rolls(second: str, tmp_path: Path) -> None:
    cues = f"00:01.000 --> 00:02.000\nReally?\nYes.\n\n00:02.600 --> 00:03.000\n{second}\n"
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{cues}")
    assert read_one(tmp_path / "a.vtt").text == f"Really? Yes. {second}"


def test_captions_do_not_roll_over_a_pause(tmp_path: Path) -> None:
    cues = "00:01.000 --> 00:02.000\nReally?\nYes.\n\n00:09.000 --> 00:12.000\nYes.\nI am sure.\n"
    cues += "\n00:12.000 --> 00:13.000\nI am sure.\nWe go.\n\n00:13.000 --> 00:14.000\nNow.\n"
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{cues}")
    assert read_one(tmp_path / "a.vtt").text == "Really? Yes.\n\nYes. I am sure. I am sure. We go. Now."


def test_what_is_said_twice_in_subtitles_that_do_not_roll_stays(tmp_path: Path) -> None:
    said = ["Who is there?", "Stop!\nGo.", "Go.", "I went.", "No", "Nobody", "Is it?", "Is it? Yes.", "So it is.", "Ah"]
    assert captions(tmp_path / "a.srt", *said) == (
        "Who is there? Stop! Go. Go. I went. No Nobody Is it? Is it? Yes. So it is. Ah"
    )


def test_the_same_words_after_a_pause_are_said_again(tmp_path: Path) -> None:
    times = [("01", "02"), ("04", "05"), ("05", "06"), ("10", "11")]
    cues = "\n".join(f"00:{begin}.000 --> 00:{end}.000\nNo.\n" for begin, end in times)
    (tmp_path / "a.vtt").write_text(f"WEBVTT\n\n{cues}")
    assert read_one(tmp_path / "a.vtt").text.split() == ["No."] * 3


def test_an_empty_line_in_a_subtitle_costs_nothing_and_numbers_may_be_missing(tmp_path: Path) -> None:
    cues = (
        "1\n00:00:01,000 --> 00:00:02,000\nThe sign says:\n\nNO BOATS\n\n\n",
        "2\n00:00:02,000 --> 00:00:03,000\nBuilt in\n1897\n\n",
        "00:00:03.000 --> 00:00:04.000 X1:4\nby\n",
        "00:00:04,000 --> 00:00:05,000\nthe\n\nboard\n",
    )
    (tmp_path / "a.srt").write_text("".join(cues))
    assert read_one(tmp_path / "a.srt").text == "The sign says: NO BOATS Built in 1897 by the board"


def test_an_empty_line_ends_what_is_shown_in_webvtt(tmp_path: Path) -> None:
    cues = (
        "00:01.000 --> 00:02.000\nBuilt in\n1897\n\nNOTE not said\n\nid\n",
        "00:02.000 --> 00:03.000\n\nNOTE nor this\n\n",
        "7\n00:03.000 --> 00:04.000\nby Ann\n",
    )
    (tmp_path / "a.vtt").write_text("WEBVTT\n\n" + "".join(cues))
    assert read_one(tmp_path / "a.vtt").text == "Built in 1897 by Ann"


def test_captions_that_grow_do_so_by_whole_words(tmp_path: Path) -> None:
    assert captions(tmp_path / "a.srt", "No", "No one", "Nobody", "Nobody came") == "No one Nobody came"
    assert captions(tmp_path / "a.srt", "船は", "船は七時に", "船は七時に出る") == "船は七時に出る"


def test_a_message_is_its_text_with_its_headers(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@example.org>", "bob@example.org", "Fähre"
    message["Date"] = "Tue, 7 Mar 1995 10:00:00 +0100"
    message.set_content("The fähre runs.\n\n> quoted\n")
    message.add_alternative("<p>The <b>fähre</b> runs.</p><blockquote>quoted</blockquote>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    document = read_one(tmp_path / "a.eml")
    assert (document.title, document.text, document.markup) == (
        "Fähre",
        "Fähre\n\nThe fähre runs.\n\n> quoted",
        "plain",
    )
    assert document.metadata[::2] == (("from", "Ann <ann@example.org>"), ("date", "1995-03-07T10:00:00+01:00"))
    assert [str(notice) for notice in document.notices] == ["attachments left out: plan.pdf"]


def test_a_message_of_html_is_read_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("Subject: x\nContent-Type: text/html\n\n<h1>Head</h1><p>Text &amp; more.</p>")
    assert read_one(tmp_path / "a.eml").text == "# x\n\n# Head\n\nText & more."


def test_soft_line_ends_of_a_message_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("Subject: x\nContent-Type: text/plain; format=flowed\n\nRuns four \ntimes.\nEnd.")
    assert read_one(tmp_path / "a.eml").text == "x\n\nRuns four times.\nEnd."
    head = "Subject: x\nContent-Type: text/plain; format=flowed; delsp=yes\n\n"
    (tmp_path / "a.eml").write_text(f"{head}> Runs \n> four.\n>> once \n> No.\n > stuffed\n-- \nMoore")
    assert read_one(tmp_path / "a.eml").text == "x\n\n> Runsfour.\n>> once\n> No.\n> stuffed\n-- \nMoore"


@pytest.mark.parametrize("date", ["Tue, 7 Mar 99999999999 10:00", "Tue, 7 Mar 1995 10:00:00 +99999999999", "x", ""])
def test_a_date_that_is_none_costs_nothing(tmp_path: Path, date: str) -> None:
    (tmp_path / "a.eml").write_text(f"From: x\nDate: {date}\n\nText.")
    assert read_one(tmp_path / "a.eml").text == "Text."


def test_what_is_no_message_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("just words\n\nwithout headers")
    [row] = records(tmp_path / "a.eml")
    assert isinstance(row, Rejected)
    assert row.code == Code.BROKEN_FILE


def test_source_code_is_a_block_with_its_language(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('"""Doc with ``` in it."""\n\nx = 1\n')
    assert read_one(tmp_path / "a.py").text == '````python\n"""Doc with ``` in it."""\n\nx = 1\n````'
    (tmp_path / "a.rs").write_text("fn main() {}\n")
    assert read_one(tmp_path / "a.rs").text == "```rust\nfn main() {}\n```"


def test_every_language_has_its_endings() -> None:
    for language, endings in some(LANGUAGES.items()):
        for ending in some(endings.split()):
            assert FORMATS[f".{ending}"].language == language


def test_minified_code_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("var a=1;" * 9000)
    [row] = records(tmp_path / "a.js")
    assert isinstance(row, Rejected)
    assert row.code == Code.NOT_TEXT


def test_a_format_that_is_not_read_says_which_are_and_what_to_do(tmp_path: Path) -> None:
    from openbook.config import Config
    from openbook.corpus.convert import read_are
    from openbook.corpus.read import read_corpus

    for name in ("a.mobi", "b.xyz", "c"):
        (tmp_path / name).write_text("x")
    config = Config.model_validate({"path": {"input_dir": tmp_path, "output_dir": tmp_path / "out"}})
    details = [record.detail for record in read_corpus(config) if not isinstance(record, Document)]
    assert all(detail.startswith(("the extension .", "no extension")) for detail in details)
    assert all(ending in read_are() for ending in (".md, ", ".pdf"))
    assert details[0].endswith("convert it to .epub (ebook-convert of Calibre)")


def test_one_file_that_is_not_read_says_what_to_do_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.textile").write_text("h1. Head")
    [row] = records(tmp_path / "a.textile")
    assert isinstance(row, Rejected)
    assert row.detail.endswith("convert it to .md (pandoc -t markdown)")


MAILBOX = """From a@b.c Mon Jan  1 00:00:00 2020
From: a@b.c
Subject: One

The first message.

>From the harbour it is a mile.

From d@e.f Mon Jan  2 00:00:00 2020
Subject: Two
Content-Type: text/html

<p>The second &amp; last.</p>
"""


def test_a_mailbox_is_its_messages(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text(MAILBOX)
    found = records(tmp_path / "a.mbox")
    assert [(one.source, one.title, one.text) for one in found if isinstance(one, Document)] == [
        ("a.mbox:1", "One", "One\n\nThe first message.\n\nFrom the harbour it is a mile."),
        ("a.mbox:2", "Two", "# Two\n\nThe second & last."),
    ]


def test_a_message_that_is_none_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text(MAILBOX.replace("Subject: Two\nContent-Type: text/html\n", "no header\n"))
    kept, lost = records(tmp_path / "a.mbox")
    assert isinstance(kept, Document)
    assert isinstance(lost, Rejected)
    assert lost.source == "a.mbox:2"


def test_a_message_beyond_the_limit_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text(MAILBOX.replace("The first", "The long first " * 40))
    lost, kept = records(tmp_path / "a.mbox", max_file_bytes=300)
    assert isinstance(lost, Rejected)
    assert lost.code == Code.TOO_LARGE
    assert isinstance(kept, Document)


def test_a_message_named_as_a_mailbox_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text("Subject: x\n\nText.")
    [row] = records(tmp_path / "a.mbox")
    assert isinstance(row, Rejected)
    assert ".eml" in row.detail


@pytest.mark.parametrize(
    ("kind", "body", "wanted"),
    [("plain", "Low water.", "Tides\n\nLow water."), ("plain", "Tides today.", "Tides today."),
     ("html", "<p>Low water.</p>", "# Tides\n\nLow water.")],
)  # fmt: skip
def test_a_message_begins_with_its_subject(tmp_path: Path, kind: str, body: str, wanted: str) -> None:
    (tmp_path / "a.eml").write_text(f"Subject: Tides\nContent-Type: text/{kind}\n\n{body}")
    assert read_one(tmp_path / "a.eml").text == wanted


@pytest.mark.parametrize(
    ("ending", "usual", "content"),
    [
        (".text", ".txt", "Cod # 3"),
        (".markdown", ".md", "# Cod\n\n<!-- x -->\n\nThree"),
        (".rmd", ".md", "Cod\n\n```{r}\nx\n```"),
        (".qmd", ".md", "Cod\n\n```{r}\nx\n```"),
        (".ndjson", ".jsonl", '{"text": "Cod"}'),
        (".tab", ".tsv", "Fish\tPrice\nCod\t3"),
        (".asciidoc", ".adoc", "== Cod\n\nThree"),
        (".htm", ".html", "<title>Fish</title><p>Cod &amp; eel</p>"),
        (".xhtml", ".html", "<title>Fish</title><p>Cod &amp; eel</p>"),
        (".mhtml", ".mht", "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>Cod &amp; eel</p>"),
    ],
)
def test_another_ending_of_a_format_is_read_like_the_usual_one(
    ending: str, usual: str, content: str, tmp_path: Path
) -> None:
    paths = [tmp_path / f"a{end}" for end in (ending, usual)]
    for path in paths:
        path.write_text(content)
    document, like = (read_one(path) for path in paths)
    assert "Cod" in document.text
    assert (document.title, document.text, document.markup) == (like.title, like.text, like.markup)
