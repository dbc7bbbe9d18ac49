"""The input folder → its files in sorted order, and a reason for what is not read."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openbook.atomic import LOCK_FILE
from openbook.codes import Code
from openbook.corpus.formats import READERS
from openbook.corpus.parsed import Limits, Unreadable, too_large
from openbook.errors import InputError
from openbook.records import Rejected

STREAMED = (".jsonl", ".ndjson")
"""Read line by line: the limit holds for a line, not for the file."""
ENGLISH = ", ".join(sorted({suffix for suffix in READERS if suffix not in (".text", ".markdown", ".ndjson", ".xhtml")}))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read."""

    path: Path
    source: str
    """Relative to the input folder, with `/`; bytes that are not UTF-8 shown as `\\xff`."""
    suffix: str
    """Lower case."""
    size: int
    """Bytes."""


def walk(folder: Path, limits: Limits) -> Iterator[Found | Rejected]:
    """Yield the files below a folder in the order of their sources. Raises InputError where it can't be listed.

    Hidden files and folders are skipped, and so are openbook's own output folders: what a run wrote is no document.
    Links to files are followed inside of the folder; links to folders are not, so that nothing is read twice and loops
    end.
    """
    if not folder.exists():
        raise InputError(f"path.input_dir: no folder {folder}; make it, or name another")
    if not folder.is_dir():
        raise InputError(f"path.input_dir: {folder} is a file; name the folder that it lies in")
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise InputError(f"path.input_dir: {folder} can't be listed: {error.strerror}") from None
    root = folder.resolve()
    for source, entry in _sorted(folder):
        yield entry if isinstance(entry, Rejected) else _look(entry, source, root, limits)


def readable(path: Path) -> str:
    """Return a relative path as a source: with `/`, and always encodable as UTF-8."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _sorted(folder: Path) -> Iterator[tuple[str, Path | Rejected]]:
    """Yield (source, file) in the order of the sources, holding no more than the names on the way down."""
    levels: list[Iterator[tuple[str, Path | Rejected]]] = [iter(_inside(folder, ""))]
    while levels:
        source, entry = next(levels[-1], ("", None))
        if entry is None:
            levels.pop()
        elif isinstance(entry, Path) and source.endswith("/"):
            levels.append(iter(_inside(entry, source)))
        else:
            yield source, entry


def _inside(folder: Path, prefix: str) -> list[tuple[str, Path | Rejected]]:
    """Return what a folder holds, sorted as the sources are: those of folders end in `/`."""
    found: list[tuple[str, Path | Rejected]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if prefix and entry.name == LOCK_FILE:
                    return []
                if not entry.name.startswith("."):
                    end = "/" if entry.is_dir(follow_symlinks=False) else ""
                    found.append((f"{prefix}{readable(Path(entry.name))}{end}", folder / entry.name))
    except OSError as error:
        source = prefix.rstrip("/")
        return [(source, _rejected(source, Code.UNREADABLE, f"the folder can't be listed: {error.strerror}"))]
    return sorted(found, key=lambda pair: pair[0])


def _look(path: Path, source: str, root: Path, limits: Limits) -> Found | Rejected:
    try:
        if path.is_symlink():
            problem = _link_problem(path, root)
            if problem:
                return _rejected(source, Code.LINK, problem)
        status = path.stat()
    except (OSError, RuntimeError) as error:
        return _rejected(source, Code.UNREADABLE, f"can't be read: {getattr(error, 'strerror', None) or error}")
    if not stat.S_ISREG(status.st_mode):
        return _rejected(source, Code.UNREADABLE, "not a file but a pipe, socket or device: not opened")
    suffix = path.suffix.lower()
    if suffix not in READERS:
        what = f"the extension {suffix}" if suffix else "no extension"
        return _rejected(source, Code.UNSUPPORTED_FORMAT, f"{what}: read are {ENGLISH}")
    if not status.st_size:
        return _rejected(source, Code.EMPTY, "an empty file")
    if status.st_size > limits.max_file_bytes and suffix not in STREAMED:
        problem_ = too_large(status.st_size, limits.max_file_bytes)
        return _rejected(source, problem_.code, problem_.detail)
    return Found(path, source, suffix, status.st_size)


def _link_problem(path: Path, root: Path) -> str:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a link that leads nowhere"
    if target.is_dir():
        return "a link to a folder: not followed"
    if not target.is_relative_to(root):
        return "a link out of the input folder: not followed"
    if not any(part.startswith(".") for part in target.relative_to(root).parts):
        return "a link to a file that is read by its own name"
    return ""


def _rejected(source: str, code: Code, detail: str) -> Rejected:
    return Unreadable(code, detail).rejected(source)
