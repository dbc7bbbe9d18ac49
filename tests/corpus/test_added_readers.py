"""Other packages add readers by entry points: installed, they read as ours do, and a broken one is said beforehand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from openbook.config import Config
from openbook.corpus.convert import read_are
from openbook.corpus.read import read_corpus
from openbook.corpus.remember import FILE
from openbook.corpus.suffixes import added
from openbook.errors import PrerequisiteError
from openbook.installed import entry_points
from openbook.records import Document, Rejected

READER = """
from openbook.codes import Code
from openbook.corpus.parsed import Parsed, RawFile, Unreadable
from openbook.corpus.suffixes import Format


def letters(file):
    for number, text in enumerate(file.blob().decode().split("~"), start=1):
        if text == "lost":
            yield Unreadable(Code.BROKEN_LINE, "it is lost", number)
        else:
            yield Parsed(text, title="a letter", line=number)


def whole(file):
    if b"boom" in file.blob():
        raise ValueError("boom")
    yield Parsed(file.blob().decode().upper())


def nonsense(file):
    yield file.blob()


LETTERS = Format("quill:letters", many=True)
PLAIN = Format("text", textual=True)
LOST = Format("quill:nowhere")
NUMBER = 7
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package, as an installer lays it down, with these entry points."""
    site = tmp_path / "site"

    def installed(version: str = "1.0", code: str = READER, **points: str) -> None:
        facts = site / "quill.dist-info"
        facts.mkdir(parents=True, exist_ok=True)
        (site / "quill.py").write_text(code, "utf-8")
        (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: quill\nVersion: {version}\n", "utf-8")
        lines = [f"{name} = {value}" for name, value in points.items()]
        (facts / "entry_points.txt").write_text("\n".join(["[openbook.readers]", *lines]), "utf-8")
        monkeypatch.delitem(__import__("sys").modules, "quill", raising=False)
        entry_points.cache_clear()
        added.cache_clear()

    monkeypatch.syspath_prepend(site)
    yield installed
    entry_points.cache_clear()
    added.cache_clear()


def read(folder: Path, **files: str) -> list[Document | Rejected]:
    inside, output = folder / "documents", folder / "output"
    inside.mkdir(exist_ok=True)
    output.mkdir(exist_ok=True)
    for name, text in files.items():
        (inside / name.replace("_", ".")).write_text(text, "utf-8")
    return list(read_corpus(Config.model_validate({"path": {"input_dir": inside, "output_dir": output}})))


def test_a_function_reads_the_files_of_its_ending(tmp_path: Path, install: Install) -> None:
    install(qil="quill:whole")
    (document,) = read(tmp_path, a_QIL="ink\r\nand pen\x00")
    assert isinstance(document, Document)
    assert (document.source, document.text) == ("a.QIL", "INK\nAND PEN")


def test_a_row_says_what_is_special_about_its_ending(tmp_path: Path, install: Install) -> None:
    install(qil="quill:LETTERS", note="quill:PLAIN")
    first, second, third, note = read(tmp_path, a_qil="dear~lost~yours", b_note="a plain note")
    assert isinstance(first, Document)
    assert (first.source, first.title) == ("a.qil:1", "a letter")
    assert isinstance(second, Rejected)
    assert (second.code, second.source) == ("broken_line", "a.qil:2")
    assert isinstance(third, Document)
    assert isinstance(note, Document)
    assert note.text == "a plain note"


def test_what_a_reader_breaks_on_costs_that_file_alone(tmp_path: Path, install: Install) -> None:
    install(qil="quill:whole", bad="quill:nonsense")
    broken, nonsense, fine = read(tmp_path, a_qil="boom", b_bad="x", c_qil="pen")
    assert isinstance(broken, Rejected)
    assert (broken.code, "ValueError: boom" in broken.detail) == ("broken_file", True)
    assert isinstance(nonsense, Rejected)
    assert "gave a bytes, wanted Parsed or Unreadable" in nonsense.detail
    assert isinstance(fine, Document)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"qil": "quill_that_is_not:read"}, "qil .* can't be loaded: No module named 'quill_that_is_not'. Repair"),
        ({"qil": "quill:LOST"}, "can't be loaded: .*nowhere"),
        ({"qil": "quill:NUMBER"}, "names nothing that reads files: quill:NUMBER is a int"),
        ({"pdf": "quill:whole"}, ".pdf has a reader already"),
    ],
)
def test_a_broken_one_is_said_before_anything_is_read(
    tmp_path: Path, install: Install, points: dict[str, str], said: str
) -> None:
    install(**points)
    with pytest.raises(PrerequisiteError, match=said):
        read(tmp_path, a_txt="a text of ours")


def test_what_is_read_is_told_with_the_added_endings(install: Install) -> None:
    install(qil="quill:whole")
    assert ".qil" in read_are()


@pytest.mark.whole
def test_another_version_of_a_reader_reads_again(tmp_path: Path, install: Install) -> None:
    install(qil="quill:whole")
    read(tmp_path, a_qil="pen")
    assert (tmp_path / "output" / FILE).is_file()
    install(code=READER.replace("upper()", "lower().title()"), qil="quill:whole")
    (document,) = read(tmp_path)
    assert isinstance(document, Document)
    assert document.text == "Pen"
