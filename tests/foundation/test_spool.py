"""Records on disk that read like a list."""

from pathlib import Path

import pytest

from openbook.records import Message
from openbook.spool import Spool


def test_a_spool_reads_like_a_list(tmp_path: Path) -> None:
    records = [Message("user", f"text {n}" * n) for n in range(50)]
    spool = Spool(tmp_path, records)
    assert len(spool) == 50
    assert list(spool) == records
    assert spool[-1] == records[-1]
    assert spool[3:7] == records[3:7]


def test_appending_goes_on_after_reading(tmp_path: Path) -> None:
    spool: Spool[str] = Spool(tmp_path, ["a"])
    assert spool[0] == "a"
    assert spool.append("b") == 1
    assert list(spool) == ["a", "b"]


def test_an_index_outside_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        Spool(tmp_path, ["a"])[1]


def test_a_spool_leaves_no_file_in_its_folder(tmp_path: Path) -> None:
    spool = Spool(tmp_path, ["a"])
    spool.close()
    assert list(tmp_path.iterdir()) == []
