"""Old Office files: converted where something can, else a reason that says what to do."""

import gzip
import os
import select
import stat
from pathlib import Path

import pytest
from corpus_makers import docx, paragraph, read_one, records

from openbook.codes import Code
from openbook.records import Rejected

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is all there is besides those of the system's shell."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setattr("openbook.corpus.formats.legacy.which", lambda name: _found(folder / name))
    return folder


def _found(path: Path) -> str | None:
    return str(path) if path.is_file() else None


def old(tmp_path: Path, name: str = "a.doc", blob: bytes = OLD) -> Path:
    path = tmp_path / name
    path.write_bytes(blob)
    return path


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.doc", ".docx"), ("a.wps", ".docx"), ("a.wpd", ".docx"), ("a.ppt", ".pptx"), ("a.pps", ".pptx")],
)
def test_without_a_converter_the_reason_says_what_to_do(name: str, form: str, programs: Path, tmp_path: Path) -> None:
    [found] = records(old(tmp_path, name))
    assert isinstance(found, Rejected)
    assert found.code == Code.UNSUPPORTED_FORMAT
    assert "install LibreOffice" in found.detail
    assert form in found.detail


def test_an_office_program_writes_what_is_then_read(programs: Path, tmp_path: Path) -> None:
    made = docx(tmp_path / "made.docx", paragraph("The harbour."))
    program(programs, "soffice", f'while [ "$1" != --outdir ]; do shift; done; cp {made} "$2"/a.docx')
    assert read_one(old(tmp_path)).text == "The harbour."


@pytest.mark.parametrize("name", ["a.rtf", "a.docx.gz", "a.docx"])
@pytest.mark.parametrize("converter", ["soffice", "catdoc"])
def test_a_converter_is_given_what_the_file_is_under_a_name_of_that(
    converter: str, name: str, programs: Path, tmp_path: Path
) -> None:
    made = docx(tmp_path / "made.docx", paragraph("The harbour."))
    look = 'for file; do true; done; case "$file" in *.doc) grep -q WordDoc "$file" || exit 1;; *) exit 1;; esac'
    write = f'while [ "$1" != --outdir ]; do shift; done; cp {made} "$2"/a.docx'
    program(programs, converter, f"{look}; {write if converter == 'soffice' else 'echo The harbour.'}")
    blob = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1WordDoc" + "WordDocument".encode("utf-16-le")
    path = old(tmp_path, name, gzip.compress(blob) if name.endswith(".gz") else blob)
    assert read_one(path).text.strip() == "The harbour."


def test_an_office_program_that_fails_is_a_reason(programs: Path, tmp_path: Path) -> None:
    program(programs, "soffice", "exit 1")
    [found] = records(old(tmp_path))
    assert isinstance(found, Rejected)
    assert found.code == Code.BROKEN_FILE


def test_a_program_that_gives_text_alone_is_said(programs: Path, tmp_path: Path) -> None:
    program(programs, "catdoc", "echo The harbour.")
    monk = read_one(old(tmp_path, blob=OLD))
    assert monk.text.strip() == "The harbour."
    assert "catdoc" in str(monk.notices[0])


def test_what_is_called_so_and_is_something_else_is_read_as_that(programs: Path, tmp_path: Path) -> None:
    made = docx(tmp_path / "made.docx", paragraph("Packed."))
    assert read_one(old(tmp_path, blob=made.read_bytes())).text == "Packed."
    assert read_one(old(tmp_path, blob=rb"{\rtf1 Rich.}")).text == "Rich."
    [found] = records(old(tmp_path, blob=b"plain words"))
    assert isinstance(found, Rejected)
    assert found.code == Code.BROKEN_FILE


def test_a_converter_ends_before_the_reader_would_be_ended(programs: Path, tmp_path: Path) -> None:
    program(programs, "soffice", "exec sleep 60")
    [found] = records(old(tmp_path), max_seconds=0.2)
    assert isinstance(found, Rejected)
    assert found.code == Code.TIMEOUT
    assert "raise read.max_seconds (0.2)" in found.detail


def test_a_converter_that_takes_too_long_is_ended_with_all_that_it_started(programs: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    program(programs, "soffice", f"sleep 60 > {pipe} & wait")
    [found] = records(old(tmp_path), max_seconds=1)
    assert isinstance(found, Rejected)
    assert found.code == Code.TIMEOUT
    # A pipe ends when nobody is left who could write to it.
    assert select.select([end], [], [], 20)[0]
    assert os.read(end, 1) == b""
    os.close(end)
