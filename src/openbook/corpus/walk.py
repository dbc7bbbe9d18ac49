"""The input folder → its files in sorted order, and a reason for what is not read."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from openbook.atomic import LOCK_FILE
from openbook.codes import Code
from openbook.corpus.convert import unsupported
from openbook.corpus.globs import Globs
from openbook.corpus.parsed import Limits, Unreadable, too_large
from openbook.corpus.sidecar import described_by
from openbook.corpus.suffixes import format_by, suffix_of
from openbook.dataclass import dataclass, field
from openbook.errors import InputError
from openbook.records import Rejected
from openbook.text.late import late

_HEAD = 1 << 16
_SECTION, _KEY = late(rb"^[\"']?path[\"']?\s*:", re.MULTILINE), late(rb"\binput_dir[\"']?\s*:")
"""What every config of openbook has."""
_CONTROLS = late("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read."""

    path: Path
    source: str
    """Relative to the input folder, with `/`; bytes that are not UTF-8 shown as `\\xff`."""
    suffix: str
    """Lower case."""
    size: int
    """Bytes."""
    sidecar: Path | None = None
    """A file beside it that says more of it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which files of the input folder may be documents."""

    globs: Globs = field(default_factory=Globs)
    own: frozenset[Path] = frozenset()
    """Files and folders that belong to the run itself, such as its config."""


def walk(folder: Path, limits: Limits, chosen: Chosen | None = None) -> Iterator[FoundFile | Rejected]:
    """Yield the files below a folder in the order of their sources, or the one file that is named in its place.

    Raises InputError where it can't be listed.

    Hidden files and folders are skipped, and so are openbook's own output folders, its config and prompts: what a run
    wrote or was told is no document.
    Links to files are followed inside of the folder; links to folders are not, so that nothing is read twice and loops
    end.
    """
    if not folder.exists():
        raise InputError(f"path.input_dir: no folder {folder}; make it, or name another")
    if not folder.is_dir() and format_by(suffix_of(folder.name)) is None:
        raise InputError(f"path.input_dir: {folder} is a file; name the folder that it lies in")
    if not folder.is_dir():
        yield _look(_File(folder), readable(Path(folder.name)), folder.parent.resolve(), limits)
        return
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise InputError(f"path.input_dir: {folder} can't be listed: {error.strerror}") from None
    root = folder.resolve()
    for source, entry in _sorted(folder, chosen or Chosen()):
        yield entry if isinstance(entry, Rejected) else _look(entry, source, root, limits)


def readable(path: Path) -> str:
    """Return a relative path as a source: with `/`, always encodable as UTF-8, and in one line that does nothing but be
    read: what controls a terminal or turns a line around is escaped.
    """
    name = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return _CONTROLS.sub(lambda sign: sign.group().encode("unicode_escape").decode(), name)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    sidecar: Path | None = None


def _sorted(folder: Path, chosen: Chosen) -> Iterator[tuple[str, _File | Rejected]]:
    """Yield (source, file) in the order of the sources, holding no more than the names on the way down."""
    levels: list[Iterator[tuple[str, _File | Rejected]]] = [iter(_inside(folder, "", chosen))]
    while levels:
        source, entry = next(levels[-1], ("", None))
        if entry is None:
            levels.pop()
        elif isinstance(entry, _File) and source.endswith("/"):
            levels.append(iter(_inside(entry.path, source, chosen)))
        else:
            yield source, entry


def _inside(folder: Path, prefix: str, chosen: Chosen) -> list[tuple[str, _File | Rejected]]:
    """Return what a folder holds, sorted as the sources are: those of folders end in `/`."""
    found: list[tuple[str, _File | Rejected]] = []
    try:
        with os.scandir(folder) as entries:
            names = {entry.name: entry.is_dir(follow_symlinks=False) for entry in entries}
    except OSError as error:
        source = prefix.rstrip("/")
        return [(source, _rejected(source, Code.UNREADABLE, f"the folder can't be listed: {error.strerror}"))]
    if prefix and LOCK_FILE in names:
        return []
    sidecars = {described: name for name in names if (described := described_by(name)) and described in names}
    for name, is_folder in names.items():
        if name.startswith(".") or (described_by(name) and sidecars.get(described_by(name)) == name):
            continue
        source = f"{prefix}{readable(Path(name))}{'/' if is_folder else ''}"
        path = folder / name
        if path not in chosen.own and not _is_config(path) and chosen.globs.takes(source):
            found.append((source, _File(path, folder / sidecars[name] if name in sidecars else None)))
    return sorted(found, key=lambda pair: pair[0])


def _is_config(path: Path) -> bool:
    """Whether a file is a config of openbook, of this run or of another one."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return bool(_SECTION.search(head) and _KEY.search(head))


def _look(file: _File, source: str, root: Path, limits: Limits) -> FoundFile | Rejected:
    path = file.path
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
    suffix = suffix_of(path.name)
    row = format_by(suffix)
    if row is None:
        return unsupported(suffix).rejected(source)
    if not status.st_size:
        return _rejected(source, Code.EMPTY, "an empty file")
    if status.st_size > limits.max_file_bytes and not row.streamed:
        problem_ = too_large(status.st_size, limits.max_file_bytes)
        return _rejected(source, problem_.code, problem_.detail)
    return FoundFile(path, source, suffix, status.st_size, file.sidecar)


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
