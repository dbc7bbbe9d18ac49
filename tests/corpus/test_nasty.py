"""Each row of the table of files that break readers, as one test: what a good reader does with it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nasty_checks import (
    FRENCH,
    P1,
    P2,
    P3,
    Outcome,
    Outcomes,
    all_of,
    bad_lines,
    bounded,
    chapters,
    code_whole,
    counts,
    cut_at_line_ends,
    front_matter_out,
    graphemes_whole,
    injection,
    mostly_cut_at_sentences,
    no_base64,
    not_asked_about,
    noticed,
    paragraphs,
    read,
    reads,
    refused,
    repeated_notice,
    table_says_columns,
    titled,
)

from openbook.codes import Code
from openbook.corpus.clean import is_blank

pytestmark = pytest.mark.corpora


@pytest.fixture(scope="module")
def nasty(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    return read(corpora / "nasty", tmp_path_factory.mktemp("out"))


# fmt: off
ROWS: dict[str, Callable[[Outcome], None]] = {
    "pdf/encrypted-user-password.pdf": refused(Code.ENCRYPTED, "password"),
    "pdf/encrypted-owner-only.pdf": reads(P1, P2),
    "pdf/repeated-header-footer.pdf": reads(P1, P2, P3, P1[:30], P2, P3, never="HARBOUR BOARD|Page \\d"),
    "pdf/truncated.pdf": refused(Code.BROKEN_FILE),
    "pdf/xref-garbage.pdf": reads(P1, P2, P3),
    "pdf/html-inside.pdf": refused(Code.BROKEN_FILE, "not a PDF"),
    "pdf/zero-bytes.pdf": refused(Code.EMPTY),
    "pdf/no-pages.pdf": refused(Code.EMPTY, "without pages"),
    "pdf/page-tree-loop.pdf": refused(Code.BROKEN_FILE),
    "pdf/huge-count.pdf": refused(Code.EMPTY),
    "pdf/scanned-image-only.pdf": refused(Code.NO_TEXT_LAYER, "no text layer"),
    "pdf/line-end-hyphens.pdf": reads(
        "inspector", "dredger", "efficient crew", "north-east sluice", never="inspec-|\ufffe|- "
    ),
    "docx/good.docx": all_of(reads("Harbour", P1, P2, P3), paragraphs(4)),
    "docx/renamed-zip.docx": refused(Code.BROKEN_FILE, "not a Word file"),
    "docx/renamed-txt.docx": refused(Code.BROKEN_FILE, "not a Word file"),
    "docx/missing-document.docx": refused(Code.BROKEN_FILE, "word/document.xml is missing"),
    "docx/truncated.docx": refused(Code.BROKEN_FILE),
    "docx/bad-xml.docx": refused(Code.BROKEN_FILE, "not well-formed"),
    "docx/ole-encrypted.docx": refused(Code.ENCRYPTED, "old Office format"),
    "docx/bomb-like.docx": bounded,
    "docx/entity-expansion.docx": refused(Code.BROKEN_FILE, "entities"),
    "docx/table-and-breaks.docx": reads(
        "Berths", "| Berth 1 | 5 metres |", "| Berth 8 | 26 metres |", "Before\ttab\nafter break", "inserted text",
        never="deleted text",
    ),
    "epub/good.epub": chapters,
    "epub/spine-order.epub": reads("First", "Second"),
    "epub/no-container.epub": reads(P1),
    "epub/missing-chapter.epub": all_of(reads(P1), noticed("two.xhtml")),
    "epub/path-escape.epub": reads(P1, never="must not be written"),
    "epub/drm.epub": refused(Code.ENCRYPTED, "DRM"),
    "text/latin1.txt": reads(FRENCH, never="\ufffd"),
    "text/cp1252.txt": reads("“The quay,” she wrote, “won’t hold” — it cost €41,300…", never="[\x80-\x9f]"),
    "text/shift-jis.txt": reads("港湾局は千九百十一年三月に会合を開き", never="\ufffd"),
    "text/gb18030.txt": reads("港务局于一九一一年三月开会", never="\ufffd"),
    "text/utf16-le-bom.txt": reads(P1, P2, P3, never="\x00"),
    "text/utf16-be-no-bom.txt": reads(P1, P2, P3, never="\x00"),
    "text/utf8-bom.md": reads("# Harbour", P1, never="\ufeff"),
    "text/mixed-encodings.txt": all_of(reads(P1, P3, FRENCH, FRENCH, never="\ufffd"), noticed("not UTF-8")),
    "text/nul-bytes.txt": reads(P1, "Captain Edith Moore", never="\x00"),
    "text/control-chars.txt": reads(P1, "red", P2, P3, never="[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]|\\[31m"),
    "text/lone-surrogate-bytes.txt": reads(P1, "😀", P2, never="[\ud800-\udfff]"),
    "text/binary.txt": refused(Code.BINARY, "PNG"),
    "text/empty.txt": refused(Code.EMPTY),
    "text/whitespace.txt": refused(Code.EMPTY),
    "text/one-word.txt": not_asked_about,
    "text/one-line-300k.txt": bounded,
    "text/one-token-20k.txt": bounded,
    "text/crlf.md": reads("# Harbour\n\n", P1, "## Later\n\n", P3, never="\r"),
    "text/old-mac-cr.txt": all_of(reads(P1, P2, P3, never="\r"), paragraphs(3)),
    "text/hard-wrapped.txt": all_of(reads(P1, P2), paragraphs(3)),
    "text/no-blank-lines.txt": cut_at_line_ends,
    "text/emoji-rtl-combining.txt": graphemes_whole,
    "text/nfd.txt": lambda outcome: outcome.text.index(FRENCH),
    "text/cjk-no-spaces.txt": mostly_cut_at_sentences,
    "text/duplicate-a.txt": reads(P1, P2, P3),
    "text/duplicate-b.txt": reads(P1, P2, P3),
    "text/duplicate-near.txt": reads(P1, P2, P3),
    "text/UPPER.TXT": reads(P1),
    "text/no_extension": refused(Code.UNSUPPORTED_FORMAT),
    "text/a.txt.bak": refused(Code.UNSUPPORTED_FORMAT, ".bak"),
    "text/.hidden.txt": counts(0, 0),
    "text/dir-named.txt/inner.txt": reads(P2),
    "text/spaces & 'quotes' – naïve 文档.txt": reads(P3),
    "text/same-name/notes.txt": reads(P1),
    "text/same-name/deeper/notes.txt": reads(P2),
    "md/template-injection.md": injection,
    "md/front-matter.md": front_matter_out,
    "md/front-matter-unclosed.md": reads("title: Harbour", P1, P2, P3),
    "md/front-matter-toml.md": all_of(reads(P1, P2, P3, never="\\+\\+\\+"), titled("Harbour")),
    "md/code-blocks.md": code_whole,
    "md/huge-table.md": table_says_columns,
    "md/headings-only.md": not_asked_about,
    "md/link-list.md": all_of(not_asked_about, no_base64),
    "md/html-inside.md": reads("More", P1, P2, never="swordfish|alert|<details>"),
    "md/boilerplate-every-section.md": repeated_notice,
    "html/no-closing-tags.html": all_of(reads("# Harbour", P1, P2, "- one\n- two"), paragraphs(4)),
    "html/meta-charset.html": reads("Портовый совет собрался в марте 1911 года."),
    "html/lying-charset.html": reads("Procès-verbal de l'écluse.", P1, never="\ufffd"),
    "html/boilerplate.html": reads(
        "# Quay", P1, "abc & <d>", "| Depth | 2 m |",
        never="Home|Subscribe|color:red|not text|Related|Cookies|JavaScript|unused|hidden text",
    ),
    "html/javascript-only.html": refused(Code.EMPTY),
    "html/deep-nesting.html": reads(P1),
    "jsonl/bad-lines.jsonl": bad_lines,
    "jsonl/u2028-in-text.jsonl": counts(2),
    "jsonl/crlf-bom.jsonl": counts(2),
    "jsonl/no-final-newline.jsonl": counts(2),
    "jsonl/array-not-lines.jsonl": all_of(counts(2), noticed("looks like a JSON array")),
    "jsonl/deep-nesting.jsonl": counts(2, 1),
    "jsonl/latin1.jsonl": all_of(counts(2), lambda outcome: outcome.documents[0].text.index("Procès-verbal")),
    "jsonl/empty.jsonl": refused(Code.EMPTY),
    "jsonl/huge-int.jsonl": counts(1, 1),
    "real/libreoffice-password.pdf": refused(Code.ENCRYPTED),
    "real/images-only.pdf": refused(Code.NO_TEXT_LAYER),
}
# fmt: on


@pytest.mark.whole
@pytest.mark.parametrize("name", ROWS)
def test_row(name: str, nasty: Outcomes) -> None:
    ROWS[name](nasty(name))


def test_every_row_of_the_table_has_a_test(corpora: Path) -> None:
    table = (corpora / "nasty" / "README.md").read_text("utf-8")
    names = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert set(names) == set(ROWS)


@pytest.mark.whole
def test_two_files_of_one_name_stay_apart_and_equal_texts_have_ids_of_their_own(nasty: Outcomes) -> None:
    names = [
        "text/same-name/notes.txt",
        "text/same-name/deeper/notes.txt",
        "text/duplicate-a.txt",
        "text/duplicate-b.txt",
    ]
    assert len({document.id for name in names for document in nasty(name).documents}) == 4
    assert len({chunk.id for name in names for chunk in nasty(name).chunks}) == 4


@pytest.mark.whole
def test_accents_as_combining_marks_read_like_precomposed_ones(nasty: Outcomes) -> None:
    assert nasty("text/nfd.txt").text == nasty("text/latin1.txt").text


@pytest.mark.whole
def test_a_paragraph_of_another_encoding_costs_none_of_its_neighbours(nasty: Outcomes) -> None:
    assert nasty("text/mixed-encodings.txt").text.count("coûta") == 2


@pytest.fixture(scope="module")
def extra(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcomes]:
    folder = tmp_path_factory.mktemp("extra")
    subprocess.run(
        [sys.executable, corpora / "nasty" / "make_nasty.py", folder, "--extra"], check=True, capture_output=True
    )
    yield read(folder, tmp_path_factory.mktemp("out"))
    (folder / "extra" / "fifty-megabytes.txt").unlink()


@pytest.mark.slow
def test_a_line_of_five_megabytes_is_chunked_like_any_document(extra: Outcomes) -> None:
    outcome = extra("extra/five-megabyte-line.jsonl")
    assert len(outcome.documents) == 2
    assert len(outcome.documents[0].text) >= 4_990_000
    bounded(outcome)


@pytest.mark.slow
def test_fifty_megabytes_are_read_and_repeat_themselves(extra: Outcomes) -> None:
    bounded(extra("extra/fifty-megabytes.txt"))
    assert len({chunk.text for chunk in extra("extra/fifty-megabytes.txt").chunks}) < 20


@pytest.mark.slow
def test_loops_of_links_end_and_a_file_is_read_once(extra: Outcomes) -> None:
    outcomes = extra
    assert P1 in outcomes("extra/links/real.txt").text
    for name in ("loop", "sub/up", "dangling.txt", "alias.txt", "self.txt"):
        assert outcomes(f"extra/links/{name}").codes == [Code.LINK]


@pytest.mark.slow
def test_an_unreadable_file_and_a_pipe_are_reported(extra: Outcomes) -> None:
    outcomes = extra
    assert outcomes("extra/pipe.txt").codes == [Code.UNREADABLE]
    unreadable = outcomes("extra/unreadable.txt")
    # The administrator may read everything.
    assert unreadable.codes == [Code.UNREADABLE] or P1 in unreadable.text


@pytest.mark.slow
def test_odd_names_work(extra: Outcomes) -> None:
    outcomes = extra
    assert P1 in outcomes(f"extra/{'n' * 240}.txt").text
    [document] = outcomes("extra/bad-\\xff-name.txt").documents
    document.source.encode("utf-8")


def test_blank_is_blank_whatever_the_white_space() -> None:
    assert is_blank(" \n\t\u00a0\u3000\u200b\ufeff\n")
