"""Chunks tile the text: never over the size, in order, nothing lost, cut where a person would cut."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from growth import grows_linearly
from openbook.corpus.chunking.chunk import Chunker, too_short
from openbook.corpus.chunking.graphemes import is_boundary
from openbook.records import Chunk, Document
from some import some

SENTENCE = "The harbour board met on the first Tuesday of March and agreed to deepen the eastern basin. "
STRUCTURE = ["\n\n", "\n", " ", "\t", "# Heading\n\n", "## Sub heading\n", "- item one\n- item two\n", "1. first\n"]
STRUCTURE += ["| a | b |\n| --- | --- |\n", "| 1 | 2 |\n", "```\ncode line\n\nmore\n```\n", "~~~\n", "Title\n=====\n"]
WORDS = [SENTENCE, "word ", "港湾局は会合を開いた。", "เรือทุกลำ", "مرفأ الصيد. ", "한국어 ", "x" * 50]
WORDS += ["👩🏽‍🔧", "e\u0301", "Z\u0351\u036b", "\u200b", "\ufeff", "🇩🇪🇫🇷"]
PIECES = st.sampled_from(STRUCTURE + WORDS)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=60).map("".join),
    st.text(max_size=600),
    st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=40).map("".join),
)


def document(text: str, markup: str = "markdown", source: str = "a.md", pages: tuple[int, ...] = ()) -> Document:
    return Document(id="d", source=source, text=text, markup=markup, pages=pages)  # type: ignore[arg-type]


def visible(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "\u200b\ufeff\u2060")


def check(chunks: list[Chunk], text: str, size: int) -> None:
    place = 0
    for ordinal, chunk in enumerate(chunks):
        assert text[chunk.start : chunk.end] == chunk.text
        assert 0 < len(chunk.text) <= size
        assert visible(chunk.text)
        assert chunk.start >= place
        assert not visible(text[place : chunk.start])
        assert chunk.ordinal == ordinal
        place = chunk.end
    assert not visible(text[place:])


@given(TEXTS, st.integers(1, 200), st.sampled_from(["markdown", "plain"]))
@example("a" * 41, 20, "plain")
@example("# " * 30, 5, "markdown")
def test_chunks_cover_all_text_in_order_and_within_the_size(text: str, size: int, markup: str) -> None:
    check(Chunker(size)(document(text, markup)), text, size)


@given(TEXTS, st.integers(20, 120))
@example("\n" + "x" * 100, 100)
@example("```\ncode\n```\n" + "x" * 40 + " " + "y" * 30, 40)
def test_no_cut_goes_through_a_word_that_fits_nor_through_a_grapheme(text: str, size: int) -> None:
    text = text.replace("\u200b", "").replace("\ufeff", "")
    chunks = Chunker(size)(document(text))
    for before, after in pairwise(chunks):
        if before.end != after.start:
            continue
        cut = before.end
        start = cut
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        end = cut
        while end < len(text) and not text[end].isspace():
            end += 1
        word = text[start:end]
        spaced = all(char < "\u0e00" or "\uac00" <= char <= "\ud7a3" for char in word)
        assert len(word) > size or not spaced, (word, cut)
        longest = 0
        run = 1
        for place in range(start + 1, end):
            run = 1 if is_boundary(text, place) else run + 1
            longest = max(longest, run)
        assert is_boundary(text, cut) or longest > size


@given(TEXTS, st.integers(20, 200), st.integers(1, 15))
def test_overlapping_chunks_still_cover_all_and_stay_within_the_size(text: str, size: int, overlap: int) -> None:
    chunks = Chunker(size, overlap=overlap)(document(text))
    covered = 0
    for before, after in pairwise(chunks):
        assert before.start < after.start
        assert before.end < after.end
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert len(chunk.text) <= size
        assert not visible(text[covered : chunk.start])
        covered = max(covered, chunk.end)
    assert not visible(text[covered:])


def test_an_overlap_repeats_whole_sentences_of_the_chunk_before() -> None:
    text = "".join(f"Sentence number {n} says something of the harbour. " for n in range(60))
    chunks = Chunker(500, overlap=120)(document(text, "plain"))
    for before, after in some(pairwise(chunks)):
        assert after.start < before.end
        assert after.text.startswith("Sentence")
        assert before.end - after.start <= 120


def test_a_text_that_fits_is_one_chunk() -> None:
    [chunk] = Chunker(4000)(document(f"\n\n{SENTENCE}\n\n"))
    assert chunk.text == SENTENCE.strip()


def test_paragraphs_are_kept_whole_and_blank_lines_between_them_too() -> None:
    paragraphs = [f"Paragraph {n}. " + SENTENCE * 3 for n in range(12)]
    for chunk in some(Chunker(700)(document("\n\n".join(paragraphs), "plain"))):
        for part in some(chunk.text.split("\n\n")):
            assert part.strip() in [paragraph.strip() for paragraph in paragraphs]


def test_a_heading_stays_with_the_text_below_it() -> None:
    text = "\n\n".join(f"## Section {n}\n\n{SENTENCE * 4}" for n in range(20))
    for chunk in some(Chunker(900)(document(text))):
        assert not chunk.text.split("\n")[-1].startswith("#")


def test_a_heading_stays_with_a_section_that_is_longer_than_a_chunk() -> None:
    for size in range(200, 260):
        chunks = Chunker(size)(document(f"# Harbour\n\n## Dredging\n\n{SENTENCE * 12}"))
        assert "The harbour board" in chunks[0].text


def test_sections_are_cut_at_headings_before_paragraphs() -> None:
    text = "".join(f"# Part {n}\n\n{SENTENCE * 2}\n\n{SENTENCE * 2}\n\n" for n in range(8))
    chunks = Chunker(450)(document(text))
    assert [chunk.text.split("\n")[0] for chunk in chunks] == [f"# Part {n}" for n in range(8)]


def test_chunks_know_the_headings_above_them() -> None:
    text = f"# A\n\n{SENTENCE}\n\n## B\n\n{SENTENCE * 5}\n\n{SENTENCE * 5}\n\n## C\n\n{SENTENCE}\n\n# D\n\n{SENTENCE}"
    paths = {chunk.text.split("\n")[0][:12]: chunk.headings for chunk in Chunker(480)(document(text))}
    assert paths["# A"] == ()
    assert paths["## B"] == ("A",)
    assert paths["The harbour "] == ("A", "B")
    assert paths["## C"] == ("A",)


def test_a_hash_inside_code_is_no_heading_and_code_that_fits_is_not_cut() -> None:
    code = "```sh\n# not a heading\n\n\n## nor this\necho done\n```"
    text = f"# Tools\n\n{SENTENCE * 3}\n\n{code}\n\n{SENTENCE * 3}"
    chunks = Chunker(330)(document(text))
    assert sum(code in chunk.text for chunk in chunks) == 1
    assert {heading for chunk in chunks for heading in chunk.headings} <= {"Tools"}


def test_lists_are_cut_between_items_and_tables_between_rows() -> None:
    items = "\n".join(f"- item number {n} of the list, with some words" for n in range(60))
    for chunk in some(Chunker(300)(document(items))):
        assert chunk.text.startswith("- item")
    rows = "\n".join(f"| {n} | Berth {n} | {n * 7} |" for n in range(90))
    for chunk in some(Chunker(300)(document(rows))):
        assert chunk.text.startswith("| ")
        assert chunk.text.endswith(" |")


def test_the_last_chunk_is_no_tiny_tail() -> None:
    for count in range(8, 40):
        chunks = Chunker(700)(document("\n\n".join([SENTENCE.strip()] * count), "plain"))
        assert min(len(chunk.text) for chunk in chunks) > 250


@pytest.mark.parametrize(
    ("sentence", "stop"),
    [
        ("港湾局は千九百十一年三月に会合を開き、東の泊地を二メートル深くすることを決めた。", "。"),
        ("港务局于一九一一年三月开会，决定将东港池加深两米！", "！"),
        ("اجتمع مجلس الميناء في مارس وقرر تعميق الحوض الشرقي. ", "."),
        ("هل اجتمع مجلس الميناء في مارس وقرر تعميق الحوض الشرقي؟ ", "؟"),
        ("बंदरगाह बोर्ड की बैठक मार्च में हुई। ", "।"),
        ("Die Hafenbehörde tagte im März, z.B. am Dienstag, und Dr. Moore warnte. ", "."),
    ],
)
def test_sentences_are_kept_whole_in_any_language(sentence: str, stop: str) -> None:
    for chunk in some(Chunker(200)(document(sentence * 60, "plain"))):
        assert chunk.text.endswith(stop)
        assert chunk.text.startswith(sentence[:4])


def test_abbreviations_do_not_end_sentences() -> None:
    text = "Mr. Smith met Dr. J. Moore at St. Mary's, cf. the plan of approx. 1911, e.g. the eastern quay. " * 30
    for chunk in some(Chunker(250)(document(text, "plain"))):
        assert chunk.text.startswith("Mr. Smith")


def test_thai_without_spaces_is_cut_between_graphemes() -> None:
    text = "ท่าเรือปิดในวันนี้สำหรับเรือทุกลำที่" * 40
    chunks = Chunker(100)(document(text, "plain"))
    check(chunks, text, 100)
    assert all(not unicodedata.category(chunk.text[0]).startswith("M") for chunk in some(chunks))


def test_a_long_line_without_any_break_chunks_well_and_fast() -> None:
    words = "harbour dredger quay wall basin timber pile gravel engineer season herring "
    text = (words * 6000)[:420_000]
    chunks = Chunker(4000)(document(text, "plain"))
    check(chunks, text, 4000)
    assert min(len(chunk.text) for chunk in chunks) > 3500


def test_one_huge_token_is_cut_by_length() -> None:
    chunks = Chunker(4000)(document("a1" * 10_000, "plain"))
    assert [len(chunk.text) for chunk in chunks] == [4000] * 5


ENDLESS = [
    "`",
    "```\n",
    "~~~ x\n",
    "# ",
    "# a\n",
    "|",
    "| --- |\n",
    "\n",
    "\n ",
    "- ",
    "- \n",
    "=\n",
    "a\n=\n",
    ".",
    ". ",
]
ENDLESS += [
    "a. ",
    "Mr. ",
    "。",
    "\u0301",
    "🇩🇪",
    "\u200d",
    "x:\n\n",
    "Title\n\n",
    "[",
    "<",
    " ",
    "\t\n",
    "# x" + " " * 500,
]


@pytest.mark.one_in(16)
@pytest.mark.parametrize("markup", ["markdown", "plain"])
@pytest.mark.parametrize("piece", ENDLESS)
def test_no_text_takes_more_than_linear_time(piece: str, markup: str) -> None:
    def cut(times: int) -> None:
        text = piece * times
        chunks = Chunker(1000)(document(text, markup))
        check(chunks, text, 1000)
        for chunk in chunks:
            too_short(chunk)

    assert grows_linearly(cut, 100_000 // len(piece))
