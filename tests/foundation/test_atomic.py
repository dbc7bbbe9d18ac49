"""A file is whole or not there."""

import errno
import os
import threading
from pathlib import Path

import pytest

from openbook import atomic
from openbook.errors import OutputError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def break_off(target: Path) -> None:
    with atomic.writer(target) as file:
        file.write(b"new")
        raise KeyError("x")


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "records.jsonl"
    with atomic.writer(target) as file:
        file.write(b"one\n")
        assert not target.exists()
    assert target.read_bytes() == b"one\n"
    assert names(target.parent) == ["records.jsonl"]


def test_an_exception_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    target.write_bytes(b"old")
    with pytest.raises(KeyError):
        break_off(target)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["records.jsonl"]


def test_permissions_are_those_of_a_plain_open(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    atomic.write_bytes(tmp_path / "ours", b"x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_permissions_of_a_replaced_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "private"
    target.write_bytes(b"")
    target.chmod(0o600)
    atomic.write_bytes(target, b"x")
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_a_file_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match=r"can't be written"), atomic.writer(tmp_path / "out" / "x"):
        pass


def test_a_full_disk_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="disk is full"), atomic.writer(tmp_path / "x"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert names(tmp_path) == []


def test_an_error_that_is_not_of_the_writing_passes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic.writer(tmp_path / "x"):
        (tmp_path / "absent").read_bytes()


def test_sweep_takes_what_a_kill_left_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "debug").mkdir()
    (tmp_path / "debug" / ".x.yaml.abc.part").write_bytes(b"half")
    (tmp_path / "my.part").write_bytes(b"whole")
    atomic.sweep(tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["my.part"]


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EDQUOT, "Disk quota exceeded"),
     ValueError("An IO error occurred: 'No space left on device (os error 28)'")],
    ids=str,
)  # fmt: skip
def test_a_full_disk_is_told_wherever_it_breaks_something(tmp_path: Path, error: Exception) -> None:
    with pytest.raises(OutputError, match="the disk is full"), atomic.explained(tmp_path):
        raise RuntimeError("a step failed") from error


def test_what_is_no_full_disk_stays_what_it_is(tmp_path: Path) -> None:
    for error in (KeyError("full"), OSError(errno.EIO, "Input/output error"), OutputError("busy")):
        with pytest.raises(type(error)) as raised, atomic.explained(tmp_path):
            raise error
        assert raised.value is error


def test_a_folder_that_is_deleted_under_a_run_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with pytest.raises(OutputError, match="was deleted while the run was using it"), atomic.explained(folder):
        (folder / "x").open("xb")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_what_is_no_file_stays_what_it_is_and_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    atomic.write_bytes(pipe, b"one\n")
    reader.join(10)
    assert read == [b"one\n"]
    assert pipe.is_fifo()
    assert names(tmp_path) == ["pipe"]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full here")
def test_a_device_without_room_is_a_full_disk_and_stays_a_device() -> None:
    with pytest.raises(OutputError, match="/dev/full: the disk is full"):
        atomic.write_bytes(Path("/dev/full"), b"one\n")
    assert Path("/dev/full").is_char_device()
