"""One run an output directory: a lock that the operating system lets go of, however the run ends."""

import os
import sys
from pathlib import Path
from uuid import uuid4

from openbook.atomic import LOCK_FILE, unwritable
from openbook.errors import OutputError


class OutputLock:
    """The exclusive use of one output directory, and the directory's id."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; the folder is made where it is missing.

        Raises OutputError where another run has it or the folder can't be written.
        """
        self.folder = folder
        path = folder / LOCK_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError as error:
            raise unwritable(folder, error) from error
        if not _lock(self._file):
            self.release()
            raise OutputError(
                f"{folder}: another run is using this folder. Wait until it has ended, or choose another with --output."
            )
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.release)
        self.id = os.read(self._file, 64).decode("ascii", "replace").strip()
        """Empty in a folder that is new to openbook, until `name` is called."""

    def name(self, id_: str = "") -> str:
        """Give the directory this id, or a new one, for good, and return it."""
        self.id = id_ or uuid4().hex[:16]
        if self._file is not None:
            os.pwrite(self._file, f"{self.id}\n".encode(), 0)
            os.fsync(self._file)
        return self.id

    def release(self) -> None:
        """Let others use the directory; a forked child calls it for its copy, which leaves the parent's lock alone."""
        if self._file is not None:
            file, self._file = self._file, None
            os.close(file)


def _lock(file: int) -> bool:
    """Take the lock without waiting: flock, because POSIX locks don't see a second open in the same process."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
