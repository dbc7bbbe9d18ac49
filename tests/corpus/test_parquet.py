"""Rows of a Parquet file are documents, as lines of a JSON lines file are."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from corpus_makers import records

from openbook.codes import Code
from openbook.config import Config
from openbook.corpus.read import read_corpus
from openbook.corpus.remember import ParsedFiles
from openbook.records import Document, Rejected

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS = {
    "text": ["A lamp burns oil.", None, "  ", "# Winch\n\nIt lifts."],
    "title": ["Lamps", None, None, None],
    "pages": [3, 4, 5, 6],
    "when": [date(2020, 1, 2)] * 4,
    "price": [Decimal("1.50")] * 4,
    "vector": [[1.0, 2.0]] * 4,
    "picture": [b"\x89PNG"] * 4,
}


def read(folder: Path, **path: Any) -> list[Document | Rejected]:
    given = {"input_dir": folder, "output_dir": folder / "out"} | path
    limits = {"max_file_bytes": path.pop("max_file_bytes")} if "max_file_bytes" in path else {}
    given = {key: value for key, value in given.items() if key not in limits}
    return list(read_corpus(Config.model_validate({"path": given, "read": limits}), ParsedFiles.look))


def write(path: Path, columns: dict[str, list[Any]] = ROWS) -> Path:
    parquet.write_table(arrow.table(columns), path)
    return path


def test_rows_are_documents_with_the_other_columns_as_metadata(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet")
    first, second, third, last = records(tmp_path / "a.parquet")
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.source, first.text, first.title) == ("a.parquet:1", "A lamp burns oil.", "Lamps")
    assert first.metadata == (("pages", "3"), ("when", "2020-01-02"), ("price", "1.50"))
    assert last.markup == "markdown"
    assert [(one.source, one.code) for one in (second, third) if isinstance(one, Rejected)] == [
        ("a.parquet:2", Code.BROKEN_LINE),
        ("a.parquet:3", Code.EMPTY),
    ]


def test_columns_of_lists_and_structures_that_hold_texts_are_said_once(tmp_path: Path) -> None:
    more = {"notes": [["It is dry."]] * 4, "page": [{"body": "It is dry."}] * 4}
    found = [one for one in records(write(tmp_path / "a.parquet", ROWS | more)) if isinstance(one, Document)]
    assert [list(map(str, one.notices)) for one in found] == [
        ["columns of lists and structures are not read: 'notes', 'page'"],
        [],
    ]


@pytest.mark.whole
def test_another_column_can_hold_the_text(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", {"body": ["A lamp burns oil."], "title": ["x"]})
    (missing,) = read(tmp_path)
    assert isinstance(missing, Rejected)
    assert missing.detail == "no column 'text'; text is in 'body', 'title': set path.text_key"
    (found,) = read(tmp_path, text_key="body")
    assert isinstance(found, Document)


def test_a_column_that_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", {"text": [["a", "b"]]})
    (found,) = records(tmp_path / "a.parquet")
    assert isinstance(found, Rejected)
    assert found.code is Code.NOT_TEXT


@pytest.mark.whole
def test_a_damaged_file_takes_no_other_along(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "c.parquet").write_bytes(whole[:200] + b"\0" * 400 + whole[600:])
    found = read(tmp_path)
    assert sum(isinstance(one, Document) for one in found) >= 2
    assert {one.code for one in found if one.source.startswith("b.") and isinstance(one, Rejected)} == {
        Code.BROKEN_FILE
    }


def test_a_row_is_limited_and_not_the_file(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet", {"text": ["short", "long " * 100, "short too"]})
    first, second, third = read(tmp_path, max_file_bytes=100)
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert isinstance(second, Rejected)
    assert second.code is Code.TOO_LARGE


def test_a_single_file_can_be_the_input(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet")
    assert [one.source for one in read(path)] == [f"a.parquet:{n}" for n in range(1, 5)]


def test_without_the_library_the_pip_line_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openbook.corpus.read import read_file

    path = write(tmp_path / "a.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (found,) = read_file(path, "a.parquet", Config().read)
    assert isinstance(found, Rejected)
    assert "pip install 'openbook[parquet]'" in found.detail
