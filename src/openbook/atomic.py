"""Files that are whole or not there: a reader, or a run after a kill, never sees half a file."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from uuid import uuid4

from openbook.errors import OutputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_SPACE = r"(?i)no space left|disk (is )?full|quota exceeded|\(os error 28\)|errno 28\b"
_SUFFIX = ".part"

LOCK_FILE = ".openbook.lock"
"""Marks an output folder, keeps it to one run at a time and holds its id, which survives a move; never deleted."""


@contextmanager
def writer(path: Path) -> Iterator[IO[bytes]]:
    """Yield a binary file that takes the place of `path` when the block ends; on an exception `path` stays as it was.

    The bytes go to a hidden file in the same folder (made where it is missing), are flushed to the disk, and are then
    renamed. What is no file, such as a device or a pipe, stays what it is and is written to. Raises OutputError where
    the folder can't be written or the disk is full.
    """
    if _is_no_file(path):
        with _straight(path) as file:
            yield file
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{uuid4().hex}{_SUFFIX}")
        file = part.open("xb", buffering=1 << 18)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with file:
            yield file
            _finish(file, part, path)
    except OSError as error:
        if error.errno in _FULL:
            raise unwritable(path, error) from error
        raise
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what a full disk breaks inside of the block, wherever it does, into OutputError; and so a folder that is
    deleted meanwhile.
    """
    try:
        yield
    except Exception as error:
        if not folder.is_dir():
            raise gone(folder) from error
        if isinstance(error, OutputError) or not is_full(error):
            raise
        raise full(folder) from error


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, is that of a full disk; libraries put it in words of their own."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        if isinstance(error, OSError | ValueError | RuntimeError) and re.search(_NO_SPACE, str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False


def full(path: Path) -> OutputError:
    """Return the error for a disk without room for `path`."""
    return OutputError(
        f"{path}: the disk is full. Free some space and run the same command again; nothing paid is lost."
    )


def gone(path: Path) -> OutputError:
    """Return the error for a folder or file that was deleted under a run."""
    return OutputError(
        f"{path}: was deleted while the run was using it. Nothing more is sent; run the same command again to start "
        "anew, with another --output if something else clears this folder."
    )


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file at once; see `writer`."""
    with writer(path) as file:
        file.write(content)


def sweep(folder: Path) -> None:
    """Delete the hidden parts that a kill left below a folder; call it only while nobody else writes there."""
    for part in folder.rglob(f".*{_SUFFIX}"):
        with suppress(OSError):
            part.unlink()


def _is_no_file(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def _straight(path: Path) -> Iterator[IO[bytes]]:
    """Yield what writes to a device or a pipe."""
    try:
        with path.open("wb", buffering=1 << 18) as file:
            yield file
    except OSError as error:
        raise unwritable(path, error) from error


def _finish(file: IO[bytes], part: Path, path: Path) -> None:
    """Bring the bytes to the disk, then put them in the place of `path`."""
    try:
        file.flush()
        with suppress(FileNotFoundError, PermissionError):
            os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
        os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return what a person is told of a place where nothing can be written."""
    if error.errno in _FULL:
        return full(path)
    if isinstance(error, FileExistsError | NotADirectoryError):
        return OutputError(
            f"{path}: can't be written: a file is in the way where a folder is wanted. Name another folder."
        )
    reason = (error.strerror or str(error)).lower()
    return OutputError(f"{path}: can't be written ({reason}). Mend its permissions, or name another folder.")
