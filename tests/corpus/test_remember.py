"""Parsed text is remembered by content: a second run parses nothing, and nothing is ever stale."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from corpus_makers import docx, epub, paragraph, pdf

from openbook.config import Config
from openbook.corpus.read import read_corpus
from openbook.corpus.remember import FILE
from openbook.corpus.workers import Pool
from openbook.records import Document, Rejected

TEXT = [(60.0, 700.0, 10.0, "The harbour board met in March.")]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out").mkdir()
    pdf(folder / "a.pdf", [TEXT, TEXT])
    docx(folder / "b.docx", paragraph("The quay slid into the basin."))
    epub(folder / "c.epub", {"one.xhtml": "<p>Chapter one of the book.</p>"})
    (folder / "d.html").write_text("<title>D</title><p>A page of text.</p>")
    (folder / "e.pdf").write_bytes(b"no pdf at all")
    (folder / "f.md").write_text("# Heading\n\nSome text.")
    return Config.model_validate({"path": {"input_dir": folder, "output_dir": tmp_path / "out"}})


def read(config: Config) -> list[Document | Rejected]:
    return list(read_corpus(config))


def forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a file was parsed again")

    monkeypatch.setattr(Pool, "submit", refuse)


def test_a_second_run_parses_nothing_and_gives_the_same(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(config)
    forbid_parsing(monkeypatch)
    assert read(config) == first
    assert sum(isinstance(record, Rejected) for record in first) == 1


def test_a_renamed_file_is_known_by_its_content_under_its_new_name(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(config)
    (config.path.input_dir / "a.pdf").rename(config.path.input_dir / "z.pdf")
    forbid_parsing(monkeypatch)
    assert read(config)[-1].source == "z.pdf"


@pytest.mark.whole
def test_a_changed_file_is_read_anew_although_size_and_time_are_the_same(config: Config) -> None:
    import os

    read(config)
    path = config.path.input_dir / "d.html"
    times = path.stat()
    path.write_text(path.read_text().replace("page", "leaf"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    [document] = [record for record in read(config) if record.source == "d.html"]
    assert isinstance(document, Document)
    assert document.text == "A leaf of text."


@pytest.mark.whole
def test_another_setting_is_another_entry(config: Config) -> None:
    read(config)
    changed = config.model_copy(update={"read": config.read.model_copy(update={"max_unpacked_bytes": 10})})
    codes = {record.source: record.code for record in read(changed) if isinstance(record, Rejected)}
    assert codes["b.docx"] == "too_large"
    assert {record.source for record in read(config) if isinstance(record, Rejected)} <= {"e.pdf"}


def test_what_is_no_longer_there_is_forgotten(config: Config) -> None:
    read(config)
    (config.path.input_dir / "a.pdf").unlink()
    read(config)
    with closing(sqlite3.connect(config.path.output_dir / FILE)) as base, base:
        [(count,)] = base.execute("SELECT count(*) FROM parsed")
    assert count == 4


@pytest.mark.whole
@pytest.mark.one_in(2)
@pytest.mark.parametrize("damage", ["garbage", "folder", "read-only", "half"])
def test_a_damaged_memory_costs_time_only(config: Config, damage: str) -> None:
    first = read(config)
    path = config.path.output_dir / FILE
    if damage == "garbage":
        path.write_bytes(b"this is no database" * 1000)
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    elif damage == "read-only":
        path.chmod(0o400)
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert read(config) == first
    assert read(config) == first


@pytest.mark.whole
def test_garbage_inside_of_an_entry_is_read_anew(config: Config) -> None:
    first = read(config)
    with closing(sqlite3.connect(config.path.output_dir / FILE)) as base, base:
        base.execute("UPDATE parsed SET found = x'00ff'")
    assert read(config) == first


def test_without_an_output_folder_nothing_is_written(config: Config) -> None:
    config.path.output_dir.rmdir()
    read(config)
    assert not config.path.output_dir.exists()
