"""Documents in storage are read as those on a disk are, and each is fetched once."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mock_hub import hub
from openbook import api
from openbook.codes import Code
from openbook.config import Config
from openbook.corpus.brought import bring
from openbook.corpus.preview import preview
from openbook.corpus.read import read_corpus
from openbook.corpus.remember import ParsedFiles
from openbook.errors import InputError, MissingExtraError, PrerequisiteError
from openbook.records import Document, Rejected

fsspec = pytest.importorskip("fsspec")

FILES = {
    "a.md": b"# Lamps\n\nA lamp burns oil.",
    "sub/b.txt": b"A winch lifts boats.",
    "sub/c.jsonl": b'{"text": "One row."}\n{"text": 2}\n',
    "d.zip": b"PK\3\4 nothing",
    "empty.txt": b"",
    ".hidden.txt": b"no",
    ".git/e.txt": b"no",
}


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield
    fsspec.filesystem("memory").store.clear()


def put(files: dict[str, bytes], root: str = "/docs") -> None:
    for name, content in files.items():
        fsspec.filesystem("memory").pipe_file(f"{root}/{name}", content)


def config(place: str | Path = "memory://docs", **sections: Any) -> Config:
    path = {"input_dir": place, "output_dir": "never-made"} | sections.pop("path", {})
    return Config.model_validate({"path": path, **sections})


def read(**sections: Any) -> list[Document | Rejected]:
    return list(read_corpus(config(**sections), ParsedFiles.look))


def counted(given: Config) -> int:
    came: list[None] = []
    bring(given, lambda files: None, lambda: came.append(None))
    return len(came)


def on_disk(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    "sections", [{}, {"path": {"exclude": ["sub"]}}, {"path": {"include": ["*.md"]}}, {"read": {"max_file_bytes": 19}}]
)
def test_storage_reads_as_a_folder_does_what_is_left_out_included(tmp_path: Path, sections: dict[str, Any]) -> None:
    put(FILES)
    folder = on_disk(tmp_path / "documents", FILES)
    told: list[str] = []
    here = list(
        read_corpus(config(folder, **{k: dict(v) for k, v in sections.items()}), ParsedFiles.look, told=told.append)
    )
    said: list[str] = []
    there = list(read_corpus(config(**{k: dict(v) for k, v in sections.items()}), ParsedFiles.look, told=said.append))
    assert there == here
    assert said == told


def test_a_file_address_is_a_folder_of_this_disk(tmp_path: Path) -> None:
    folder = on_disk(tmp_path / "documents", FILES)
    assert list(read_corpus(config(folder.as_uri()), ParsedFiles.look)) == list(
        read_corpus(config(folder), ParsedFiles.look)
    )
    assert not (tmp_path / "state").exists()


def test_what_is_not_read_is_not_fetched(tmp_path: Path) -> None:
    put(FILES | {"film.mp4": b"x" * 1000})
    given = config(path={"exclude": ["sub"]})
    assert counted(given) == 2  # a.md and empty.txt
    assert (given.path.input_dir / "film.mp4").stat().st_size == 1000
    assert not (given.path.input_dir / "film.mp4").read_bytes().strip(b"\0")


def test_a_file_is_fetched_again_only_when_it_has_changed() -> None:
    put(FILES)
    assert counted(config()) == 4
    assert counted(config()) == 0
    put({"a.md": b"# Lamps\n\nA lamp burns gas."})
    assert counted(config()) == 1
    assert "gas" in next(one.text for one in read() if isinstance(one, Document))


def test_a_file_that_was_left_out_is_fetched_when_it_is_wanted() -> None:
    put(FILES)
    assert counted(config(path={"exclude": ["sub"]})) == 2
    assert counted(config()) == 2


def test_what_is_gone_in_storage_is_gone_here() -> None:
    put(FILES)
    read()
    fsspec.filesystem("memory").rm_file("/docs/sub/b.txt")
    fsspec.filesystem("memory").rm_file("/docs/sub/c.jsonl")
    assert [one.source for one in read()] == ["a.md", "d.zip", "empty.txt"]
    assert not (config().path.input_dir / "sub").exists()


def test_a_copy_that_was_interrupted_goes_on_where_it_was() -> None:
    put(FILES)

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(config(), lambda files: None, stop)
    assert counted(config()) < 4 + 1
    assert [one.source for one in read() if isinstance(one, Document)] == ["a.md", "sub/b.txt", "sub/c.jsonl:1"]


def test_names_that_no_disk_can_have_are_reported() -> None:
    long = f"{'x' * 250}.txt"
    put({"a.txt": b"A text.", long: b"Long."})
    assert {one.source: getattr(one, "code", None) for one in read()} == {"a.txt": None, long: Code.UNREADABLE}


def test_one_file_that_can_not_be_fetched_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    put(FILES)
    memory = fsspec.filesystem("memory")
    fetch = type(memory).get_file

    def refused(self: Any, path: str, *rest: Any, **more: Any) -> None:
        if path.endswith("b.txt"):
            raise PermissionError("Access Denied")
        fetch(self, path, *rest, **more)

    monkeypatch.setattr(type(memory), "get_file", refused)
    found = {one.source: one for one in read()}
    assert isinstance(found["a.md"], Document)
    assert "Access Denied" in getattr(found["sub/b.txt"], "detail", "")


def test_storage_that_is_away_ends_the_run_with_one_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "find", away)
    with pytest.raises(PrerequisiteError, match=r"memory://docs: can't be listed \(ConnectionError: no route\)"):
        read()


def test_an_unknown_kind_of_address_is_an_input_error() -> None:
    with pytest.raises(InputError, match="moon://base"):
        list(read_corpus(config("moon://base/x"), ParsedFiles.look))


@pytest.mark.parametrize(("address", "module"), [("s3://b/x", "s3fs"), ("hf://datasets/a/b", "huggingface_hub")])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, address: str, module: str) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, address.partition(":")[0], raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'openbook\[storage\]'"):
        list(read_corpus(config(address), ParsedFiles.look))


def test_without_fsspec_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingExtraError, match=r"memory://docs needs .* pip install 'openbook\[storage\]'"):
        read()


def test_a_run_s_own_output_in_storage_is_no_document() -> None:
    put(FILES | {"out/.openbook.lock": b"id", "out/drafts.jsonl": b'{"text": "A draft."}'})
    assert not [one for one in read() if one.source.startswith("out/")]


def test_a_password_is_never_shown() -> None:
    with pytest.raises(PrerequisiteError) as caught:
        list(read_corpus(config("moon://ada:secret@base/x"), ParsedFiles.look))
    assert "secret" not in str(caught.value)


def parquet_bytes() -> bytes:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    sink = io.BytesIO()
    parquet.write_table(arrow.table({"text": ["A row of a table."], "topic": ["rows"]}), sink)
    return sink.getvalue()


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    constants = pytest.importorskip("huggingface_hub.constants")
    files = {
        "README.md": b"# The card",
        ".gitattributes": b"x",
        "data/train.jsonl": b'{"text": "A line of a data set.", "topic": "lines"}\n',
        "data/more.parquet": parquet_bytes(),
    }
    with hub(files) as (url, fetched):
        # What HF_ENDPOINT sets where the library is first imported.
        monkeypatch.setattr(constants, "ENDPOINT", url)
        template = constants.HUGGINGFACE_CO_URL_TEMPLATE.partition("/{repo_id}")
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", f"{url}{template[1]}{template[2]}")
        fsspec.get_filesystem_class("hf").clear_instance_cache()
        yield fetched
        fsspec.get_filesystem_class("hf").clear_instance_cache()


@pytest.mark.whole
def test_a_data_set_of_the_hub_is_read_without_its_card(notes: list[str]) -> None:
    told: list[str] = []
    found = list(read_corpus(config("hf://datasets/ada/notes"), ParsedFiles.look, told=told.append))
    assert {(one.source, dict(one.metadata)["topic"]) for one in found if isinstance(one, Document)} == {
        ("data/train.jsonl:1", "lines"),
        ("data/more.parquet:1", "rows"),
    }
    assert len(found) == 2
    assert "README.md" in told[0]
    assert sorted(set(notes)) == ["data/more.parquet", "data/train.jsonl"]


@pytest.mark.whole
def test_one_file_of_a_data_set_can_be_named(notes: list[str]) -> None:
    (found,) = read_corpus(config("hf://datasets/ada/notes/data/more.parquet"), ParsedFiles.look)
    assert found.source == "more.parquet:1"
    assert set(notes) == {"data/more.parquet"}


@pytest.mark.whole
def test_a_data_set_that_is_not_there_is_said_to_be_missing(notes: list[str]) -> None:
    with pytest.raises(PrerequisiteError, match="hf://datasets/ada/nothing"):
        list(read_corpus(config("hf://datasets/ada/nothing"), ParsedFiles.look))


def test_a_program_reads_an_address_as_it_does_a_path() -> None:
    put(FILES)
    assert [one.source for one in api.read("memory://docs/sub/b.txt")] == ["b.txt"]
    assert len(list(api.read("memory://docs"))) == len(read())


def test_a_preview_of_a_single_file_shows_its_chunks() -> None:
    put({"b.txt": b"A winch lifts boats. " * 30})
    given = config("memory://docs/b.txt")
    assert any("chunk 1 of 1" in line for line in preview(given.path.input_dir, given))
    given = config()
    assert "1 document, 1 chunk" in list(preview(given.path.input_dir, given))[-1]
