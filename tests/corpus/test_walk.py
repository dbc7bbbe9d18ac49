"""The folder's files in sorted order, and a reason for each that is not read."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from openbook.codes import Code
from openbook.config import Config
from openbook.corpus.parsed import Limits, RawFile, Unreadable, file_of, format_of
from openbook.corpus.read import read_corpus
from openbook.errors import InputError
from openbook.records import Document, Rejected


def read(folder: Path, **sections: object) -> list[Document | Rejected]:
    config = Config.model_validate({"path": {"input_dir": folder, "output_dir": folder / "out"}, **sections})
    return list(read_corpus(config))


def codes(folder: Path, **sections: object) -> dict[str, Code]:
    return {record.source: record.code for record in read(folder, **sections) if isinstance(record, Rejected)}


def test_a_missing_folder_and_a_file_in_its_place_are_input_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="input_dir"):
        read(tmp_path / "absent")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        read(tmp_path / "file")


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == []


def test_sources_are_sorted_paths_with_slashes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.md", "a.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("some words here")
    assert [record.source for record in read(tmp_path)] == ["B.txt", "a.txt", "a/b/c.md", "a/z.txt", "b.txt"]


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("x")
    (tmp_path / ".a.txt").write_text("x")
    assert read(tmp_path) == []


def test_links_are_not_followed_out_of_the_folder_nor_twice_to_a_file(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside.txt", tmp_path / "in"
    inside.mkdir()
    outside.write_text("secret")
    (inside / "real.txt").write_text("some words")
    (inside / "out.txt").symlink_to(outside)
    (inside / "again.txt").symlink_to(inside / "real.txt")
    (inside / "up").symlink_to(tmp_path)
    (inside / "gone.txt").symlink_to("nowhere")
    assert set(codes(inside).values()) == {Code.LINK}
    assert [record.source for record in read(inside) if isinstance(record, Document)] == ["real.txt"]


def test_a_link_to_a_hidden_store_inside_of_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / ".store").mkdir()
    (tmp_path / ".store" / "1").write_text("some words")
    (tmp_path / "a.txt").symlink_to(tmp_path / ".store" / "1")
    assert [record.source for record in read(tmp_path) if isinstance(record, Document)] == ["a.txt"]


def test_the_limit_of_bytes_is_said_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 2000)
    [row] = read(tmp_path, read={"max_file_bytes": 1000})
    assert isinstance(row, Rejected)
    assert row.code == Code.TOO_LARGE
    assert "read.max_file_bytes (1,000)" in row.detail


@pytest.mark.parametrize("said", [0, 10, 1999, 2000, 5000])
def test_a_file_is_read_whole_whatever_size_it_says(said: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("x" * 2000)
    monkeypatch.setattr("openbook.corpus.parsed.os.fstat", lambda _: SimpleNamespace(st_size=said))
    assert len(RawFile(tmp_path / "a.txt", "a.txt", Limits(max_file_bytes=2000)).blob()) == 2000
    with pytest.raises(Unreadable, match="max_file_bytes"):
        RawFile(tmp_path / "a.txt", "a.txt", Limits(max_file_bytes=1999)).blob()


def test_a_line_file_may_be_larger_than_the_limit_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "short enough"}\n' * 100 + f'{{"text": "{"x" * 2000}"}}\n' + '{"text": "last"}'
    )
    records = read(tmp_path, read={"max_file_bytes": 1000})
    assert [record.source for record in records if isinstance(record, Rejected)] == ["a.jsonl:101"]
    assert records[-1].source == "a.jsonl:102"
    assert len(records) == 102


def test_an_unreadable_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("some words")
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0)
    try:
        found = codes(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o700)
    # The administrator may list everything.
    assert found in ({}, {"closed": Code.UNREADABLE})


@pytest.mark.parametrize(
    ("source", "file", "kind"),
    [
        ("a/b.jsonl:12", "a/b.jsonl", "jsonl"),
        ("a.pdf, p. 3", "a.pdf, p. 3", "pdf"),
        ("a.pdf, pp. 3-4", "a.pdf, pp. 3-4", "pdf"),
        ("a/README", "a/README", "none"),
        ("B.TXT", "B.TXT", "txt"),
        ("a.b/c", "a.b/c", "none"),
        ("notes: 12", "notes: 12", "none"),
    ],
)
def test_the_file_and_format_of_a_source(source: str, file: str, kind: str) -> None:
    assert (file_of(source), format_of(source)) == (file, kind)


def test_a_name_that_would_take_over_a_terminal_or_a_line_is_escaped(tmp_path: Path) -> None:
    for name in ("a\x1b[31m.txt", "b\nSource: c.txt", "d\te.txt", "f\u202etxt.exe.txt", "灯塔.txt"):
        (tmp_path / name).write_text("some words here")
    sources = [record.source for record in read(tmp_path)]
    assert sources == [r"a\x1b[31m.txt", r"b\nSource: c.txt", r"d\te.txt", r"f\u202etxt.exe.txt", "灯塔.txt"]


def test_configs_of_openbook_are_no_documents_and_other_yaml_is_left_out_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("some words here")
    (tmp_path / "config.yaml").write_text("pipeline: rag-data\npath:\n  input_dir: .\n")
    (tmp_path / "short.YML").write_text('"path": {"input_dir": ., output_dir: out}\n')
    (tmp_path / "other.yaml").write_text("name: the path of input\nsteps: [a, b]\n")
    assert [record.source for record in read(tmp_path)] == ["a.txt", "other.yaml"]
    assert codes(tmp_path) == {"other.yaml": Code.UNSUPPORTED_FORMAT}
