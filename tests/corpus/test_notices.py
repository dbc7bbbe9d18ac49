"""What is said about a document, and beside it."""

import gzip
from pathlib import Path

import pytest
from corpus_makers import read_one, records

from openbook.codes import KINDS, Code, Kind
from openbook.config import Config
from openbook.corpus.preview import preview
from openbook.corpus.read import read_corpus
from openbook.records import Document, Rejected


def config(folder: Path) -> Config:
    return Config.model_validate({"path": {"input_dir": folder, "output_dir": folder / "out"}})


def test_every_kind_of_notice_has_its_words() -> None:
    assert set(KINDS) == set(Kind)


def test_a_large_file_with_little_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words.\n\n<!--" + "x" * 30_000 + "-->")
    [notice] = read_one(tmp_path / "a.md").notices
    assert notice.kind == Kind.LITTLE_TEXT
    assert "8 characters of text from 30,015 bytes" in notice.text
    (tmp_path / "b.md").write_text("Words.\n\n<!--" + "x" * 3_000 + "-->")
    assert read_one(tmp_path / "b.md").notices == ()


def test_a_folder_is_shown_a_line_a_document_with_its_notices(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Words.\n\n<!--" + "x" * 30_000 + "-->")
    (tmp_path / "b.zip").write_bytes(b"x")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.txt").write_text("Words of a document.")
    lines = list(preview(tmp_path, config(tmp_path)))
    assert lines[0] == "a.md: md, 8 characters, 1 chunk"
    assert lines[1].startswith("  notice: 8 characters of text")
    assert lines[2].startswith("b.zip: rejected as unsupported_format: the extension .zip")
    assert lines[2].endswith("unpack it")
    assert lines[3:5] == ["c/d.txt: txt, 20 characters, 1 chunk", ""]
    assert lines[-1] == "2 documents, 2 chunks, 1 left out"


def test_which_formats_are_read_is_said_once_however_many_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    (tmp_path / "b").write_text("x")
    (lines,) = (list(preview(tmp_path, config(tmp_path))),)
    assert sum(".docx" in line and ".pdf" in line and "source code" in line for line in lines) == 1
    assert sum(".docx" in line for line in preview(tmp_path / "a.xyz", config(tmp_path))) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt.meta.json", '{"title": "Harbour", "year": 1911, "tags": ["sea", "quay"]}'),
        ("a.txt.meta.yaml", "title: Harbour\nyear: 1911\ntags: [sea, quay]\n"),
        ("a.txt.metadata.json", '{"metadataAttributes": {"title": "Harbour", "year": 1911, "tags": ["sea", "quay"]}}'),
    ],
)
def test_a_file_beside_a_document_says_more_of_it(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "a.txt").write_text("Words of a document.")
    (tmp_path / name).write_text(content)
    [document] = read_corpus(config(tmp_path))
    assert isinstance(document, Document)
    assert document.title == "Harbour"
    assert document.metadata == (("year", "1911"), ("tags", "sea, quay"))


def test_what_a_document_says_itself_goes_before_what_is_said_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Own\nyear: 1911\n---\nWords of a document.")
    (tmp_path / "a.md.meta.json").write_text('{"title": "Other", "year": 2000, "place": "quay"}')
    [document] = read_corpus(config(tmp_path))
    assert isinstance(document, Document)
    assert (document.title, document.metadata) == ("Own", (("year", "1911"), ("place", "quay")))


def test_a_broken_file_beside_a_document_costs_a_notice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words of a document.")
    (tmp_path / "a.txt.meta.json").write_text("{")
    [document] = read_corpus(config(tmp_path))
    assert isinstance(document, Document)
    assert [notice.kind for notice in document.notices] == [Kind.DAMAGED]


def test_a_file_named_so_with_nothing_beside_it_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.meta.json").write_text('{"text": "Words of a document."}')
    [document] = read_corpus(config(tmp_path))
    assert document.source == "a.meta.json"


def test_packed_text_is_unpacked(tmp_path: Path) -> None:
    for name, content in (
        ("a.txt", "Words."),
        ("b.jsonl", '{"text": "One."}\n{"text": "Two."}'),
        ("c.md", "# Head\n\ntext"),
    ):
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    found = list(read_corpus(config(tmp_path)))
    assert [record.source for record in found] == ["a.txt.gz", "b.jsonl.gz:1", "b.jsonl.gz:2", "c.md.gz"]
    assert all(isinstance(record, Document) for record in found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *((f"a.{end}", "<p>The ferry runs.</p>") for end in ("html", "htm", "xhtml")),
        ("a.rtf", r"{\rtf1 The ferry runs.\par}"),
        ("a.eml", "From: ann@example.org\n\nThe ferry runs.\n"),
        ("a.mbox", "From ann\nFrom: ann@example.org\n\nThe ferry runs.\n"),
        *(
            (f"a.{end}", "From: <x>\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>The ferry runs.</p>\n")
            for end in ("mht", "mhtml")
        ),
    ],
)
def test_packed_pages_and_mails_are_unpacked(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    [document] = read_corpus(config(tmp_path))
    assert isinstance(document, Document)
    assert document.text == "The ferry runs."


def test_what_is_packed_badly_or_too_well_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Words." * 99)[:-9])
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b" " * 5000))
    (tmp_path / "c.parquet.gz").write_bytes(gzip.compress(b" " * 5000))
    (tmp_path / "d.pdf.gz").write_bytes(gzip.compress(b" " * 5000))
    found = [*records(tmp_path / "a.txt.gz"), *records(tmp_path / "b.txt.gz", max_unpacked_bytes=1000)]
    found += [*records(tmp_path / "c.parquet.gz"), *records(tmp_path / "d.pdf.gz")]
    assert [row.code for row in found if isinstance(row, Rejected)] == [
        Code.BROKEN_FILE,
        Code.TOO_LARGE,
        Code.UNSUPPORTED_FORMAT,
        Code.BROKEN_FILE,
    ]
