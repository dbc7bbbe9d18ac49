"""The copy of what lies in storage, on this machine: its files, what is known of each, and who may change it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataclass import dataclass, field
from openbook.storage.remote import Stored


@dataclass(slots=True)
class Synced:
    """A file of the copy, as it was when it was last the same here and in storage."""

    tag: str
    """In storage."""
    size: int
    changed: int
    """Nanoseconds; with the size it tells whether the file has been written since."""


@dataclass(slots=True)
class Copy:
    """A folder on this machine and what is known of its files."""

    folder: Path
    known: dict[str, Synced] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path) -> "Copy":
        """Look at a copy; one that is not there yet is empty."""
        try:
            rows = orjson.loads(cls._state(folder).read_bytes())
            known = {name: Synced(*row) for name, row in rows.items()}
        except (OSError, ValueError, TypeError):
            known = {}
        return cls(folder, known)

    @staticmethod
    def _state(folder: Path) -> Path:
        return folder.with_name(f"{folder.name}.json")

    def keep(self) -> None:
        """Write down what is known."""
        rows = {name: (one.tag, one.size, one.changed) for name, one in self.known.items()}
        atomic.write_bytes(self._state(self.folder), orjson.dumps(rows))

    def is_current(self, name: str, stored: Stored) -> bool:
        """Whether a file is here as it is in storage, or was changed here alone."""
        one = self.known.get(name)
        return one is not None and one.tag == stored.tag and (self.folder / name).exists()

    def is_changed(self, name: str) -> bool:
        """Whether a file has been written here since it was last the same in storage."""
        one = self.known.get(name)
        status = (self.folder / name).stat()
        return one is None or (one.size, one.changed) != (status.st_size, status.st_mtime_ns)

    def note(self, name: str, tag: str) -> None:
        """Take down that a file is the same here and in storage."""
        status = (self.folder / name).stat()
        self.known[name] = Synced(tag, status.st_size, status.st_mtime_ns)

    def drop(self, name: str) -> None:
        """Delete a file, and folders that are empty then."""
        self.known.pop(name, None)
        path = self.folder / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self.folder or not parent.is_dir() or any(parent.iterdir()):
                return
            parent.rmdir()


@contextmanager
def alone(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Keep others on this machine from changing a copy while the block runs; yield whether that could be had.

    With `wait`, it always can, later. The system lets go of it however the process ends.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _lock(file, wait=wait)
    finally:
        os.close(file)


def _lock(file: int, *, wait: bool) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def is_placeable(name: str) -> bool:
    """Whether a name in storage can be a file's name below a folder here."""
    parts = name.split("/")
    return "\0" not in name and all(part not in ("", ".", "..") and len(os.fsencode(part)) <= 200 for part in parts)
