"""`openbook init`: a commented config for a folder of documents, after a look at the folder."""

import os
import shlex
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from openbook.atomic import write_bytes
from openbook.codes import Code
from openbook.corpus.parsed import Limits
from openbook.corpus.suffixes import suffix_of
from openbook.corpus.walk import FoundFile, walk
from openbook.dataclass import dataclass
from openbook.errors import OutputError
from openbook.records import Rejected
from openbook.terminal.command import command
from openbook.terminal.conversation import Choices, filled
from openbook.terminal.numbers import counted, whole

TEMPLATE = Path(__file__).with_name("config_template.yaml")
NAME = "config.yaml"
DOCUMENTS = "documents"
MOST_FILES = 20_000
"""Files that are looked at: a folder with more needs no exact count here."""
MOST_KINDS = 6


def config_path(folder: Path) -> Path:
    """Return where a folder's config belongs. Raises OutputError where there is one already."""
    path = folder / NAME
    if path.exists():
        raise OutputError(
            f"{path} is there already and stays as it is. Edit it, name another folder, or move it away first."
        )
    return path


def write_template(folder: Path, choices: Choices | None = None) -> Path:
    """Write a commented config into a folder and return its path; the folder is made where it is missing.

    The config reads the folder itself where documents lie in it, else its subfolder `documents`, which is made. Raises
    OutputError where there is a config already, or nothing can be written.
    """
    path = config_path(folder)
    input_dir = "." if holds_documents(folder) else f"./{DOCUMENTS}"
    text = filled(TEMPLATE.read_text("utf-8").replace("{input_dir}", f"{input_dir:21} "), choices or Choices())
    write_bytes(path, text.encode())
    (folder / input_dir).mkdir(exist_ok=True)
    return path


def holds_documents(folder: Path) -> bool:
    """Whether documents lie in a folder or its subfolders, and no subfolder is made for them."""
    if not folder.is_dir() or (folder / DOCUMENTS).is_dir():
        return False
    return any(not isinstance(one, Rejected) or one.code == Code.EMPTY for one in _files(folder))


def _files(folder: Path) -> Iterator[FoundFile | Rejected]:
    """Yield what a run would find in a folder, up to a number."""
    return islice(walk(folder, Limits()), MOST_FILES)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies where a new config reads."""

    documents: int
    told: str
    """In one or two sentences; where there are none, where they belong."""


def look(folder: Path) -> Found:
    """Look at the documents that a new config in this folder reads."""
    place = folder if holds_documents(folder) else folder / DOCUMENTS
    left_out: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for one in _files(place) if place.is_dir() else ():
        if isinstance(one, Rejected):
            left_out[suffix_of(Path(one.source).name) or "no extension"] += one.code == Code.UNSUPPORTED_FORMAT
        else:
            kinds[one.suffix] += 1
    others = f" {_of(left_out)} in a format that is not read." if left_out.total() else ""
    if not kinds:
        return Found(0, f"Put your documents into {place}/.{others}")
    more = "More than " if kinds.total() + left_out.total() >= MOST_FILES else ""
    return Found(kinds.total(), f"{more}{_of(kinds, 'documents')} in {place}.{others}")


def _of(kinds: Counter[str], unit: str = "files") -> str:
    kinds = +kinds
    alone = len(kinds) == 1
    most = sorted(kinds.items(), key=lambda row: (-row[1], row[0]))[:MOST_KINDS]
    named = ", ".join(name if alone else f"{whole(n)} {name}" for name, n in most)
    rest = ", …" if len(kinds) > MOST_KINDS else ""
    return f"{counted(kinds.total(), unit)} ({named}{rest})"


def next_commands(path: Path, choices: Choices | None) -> Iterator[str]:
    """Yield what to type after a config was written, in its order."""
    typed = shlex.quote(str(path))
    writer = choices.writer if choices is not None else None
    if writer is not None and writer.key and not os.environ.get(writer.key):
        yield f"export {writer.key}=…"
    rows = [("run", "", "makes the data")]
    if writer is not None:
        rows = [
            ("doctor", "", "calls the model once"),
            ("plan", "", "counts and cost beforehand"),
            ("run", " --limit 20", "a taste, to read first"),
            ("run", "", "the whole"),
        ]
    commands = [(f"{command()} {verb} {typed}{more}", what) for verb, more, what in rows]
    width = max(len(typed) for typed, _ in commands)
    for typed, what in commands:
        yield f"{typed:{width}}  # {what}"
