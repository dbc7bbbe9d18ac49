"""Files in storage: listed, brought and sent, with one clear message where that fails."""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openbook.errors import OutputError, PrerequisiteError
from openbook.storage.remote import Place
from stores import s3_server

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def place() -> Iterator[Place]:
    yield Place.at("memory://here", "memory://here")
    fsspec.filesystem("memory").store.clear()


def test_a_place_where_nothing_is_holds_nothing(place: Place) -> None:
    assert place.files() == {}
    assert place.read("a") is None
    place.delete(["a"])


def test_what_is_sent_can_be_brought(place: Place, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    place.send({"x/y": tmp_path / "a"})
    assert place.files()["x/y"].size == 3
    came: list[str] = []
    assert place.bring(["x/y"], tmp_path / "got", came.append) == {}
    assert (tmp_path / "got" / "x" / "y").read_bytes() == b"one"
    assert came == ["x/y"]


def test_a_file_beside_with_the_same_beginning_is_not_inside(place: Place) -> None:
    fsspec.filesystem("memory").pipe_file("/hereafter/b", b"x")
    place.write("a", b"x")
    assert list(place.files()) == ["a"]


def test_a_changed_file_has_another_tag(place: Place) -> None:
    place.write("a", b"one")
    before = place.files()["a"].tag
    assert place.files()["a"].tag == before
    place.write("a", b"two")
    assert place.files()["a"].tag != before


def test_a_broken_transfer_leaves_no_half_file(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("a", b"one")

    def breaks(path: str, target: str) -> None:
        Path(target).write_bytes(b"o")
        raise ConnectionError("reset")

    monkeypatch.setattr(place.system, "get_file", breaks)
    with pytest.raises(PrerequisiteError, match="reset"):
        place.bring(["a"], tmp_path / "got", lambda name: None)
    assert not list((tmp_path / "got").iterdir())


def test_a_full_disk_is_told_as_such(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("a", b"one")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path))

    monkeypatch.setattr(place.system, "get_file", full)
    with pytest.raises(OutputError, match="the disk is full"):
        place.bring(["a"], tmp_path / "got", lambda name: None)


def test_what_can_not_be_written_is_one_message(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"one")

    def refused(*_: Any) -> None:
        raise PermissionError("Access Denied")

    monkeypatch.setattr(place.system, "put_file", refused)
    with pytest.raises(PrerequisiteError, match=r"memory://here/x: can't be written \(PermissionError: Access Denied"):
        place.send({"x": tmp_path / "a"})


@pytest.mark.whole
@pytest.mark.filterwarnings("ignore")
def test_on_a_real_server_a_file_is_created_once_and_names_may_lie_below_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with s3_server(monkeypatch) as address:
        bucket = Place.at(f"{address}/x", f"{address}/x")
        assert bucket.create("a", b"one") is True
        assert bucket.create("a", b"two") is False
        assert bucket.read("a") == b"one"
        bucket.write("a/b", b"below")
        assert set(bucket.files()) == {"a", "a/b"}
        missing = Place.at("s3://no-such-bucket-here/x", "s3://no-such-bucket-here/x")
        with pytest.raises(PrerequisiteError, match="s3://no-such-bucket-here/x"):
            missing.write("a", b"")
