"""Documents that lie in storage: brought to this machine before they are read, each once.

What is not read (by its name, its size, or because the config leaves it out) is not fetched: a file of its size without
content stands for it, so that it is reported as on a disk.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from openbook.atomic import LOCK_FILE
from openbook.codes import Code
from openbook.config.addresses import shown
from openbook.corpus.globs import Globs
from openbook.corpus.parsed import Unreadable
from openbook.corpus.sidecar import described_by
from openbook.corpus.suffixes import format_by, suffix_of
from openbook.dataclass import dataclass
from openbook.records import Rejected
from openbook.storage.copy import Copy, alone, is_placeable
from openbook.storage.remote import Place, Stored
from openbook.text.late import late

if TYPE_CHECKING:
    from openbook.config import Config

DATA_SET = late(r"hf://datasets/[^/]+/[^/]+")
CARD = "README.md"
"""Of a data set on the hub: it tells about the data, and is none of it."""
STANDS_FOR = "-"
"""In front of the tag of a file that was not fetched."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of it."""

    lost: tuple[Rejected, ...] = ()
    """Files that can't be had, or not under their names."""
    notices: tuple[str, ...] = ()


def bring(config: "Config", expect: Callable[[int], object], came: Callable[[], object]) -> Brought:
    """Make the copy of `path.input_dir` what lies in storage; nothing to do where it is a folder on the disk.

    `expect` is told how many files are fetched; `came` is called for each. Raises PrerequisiteError where storage can't
    be used.
    """
    address = config.path.address("input_dir")
    if address is None:
        return Brought()
    place, folder = Place.at(address, shown(address)), config.path.input_dir
    with alone(folder, wait=True):
        stored = dict(_documents(place.files()))
        card = stored.pop(CARD, None) if DATA_SET.fullmatch(address) else None
        unnamed = [name for name in stored if not _is_placeable(name, stored)]
        for name in unnamed:
            del stored[name]
        refused = _update(Copy.at(folder), stored, place, config, expect, came)
    lost = [_rejected(name, "its name can't be that of a file on a disk: rename it") for name in unnamed]
    lost += [_rejected(name, f"can't be fetched: {why}") for name, why in refused.items()]
    notices = () if card is None else (f"{place.shown}: {CARD} tells about the data set and is not read.",)
    return Brought(tuple(sorted(lost, key=lambda row: row.source)), notices)


def of_address(config: "Config", address: str) -> "Config":
    """Return a config that reads what lies at an address."""
    path = type(config.path).model_validate(config.path.model_dump() | {"input_dir": address})
    return config.model_copy(update={"path": path})


def _documents(files: Mapping[str, Stored]) -> Iterator[tuple[str, Stored]]:
    """Yield what is not hidden, and not written by a run, whose folder has a mark."""
    own = tuple(name.removesuffix(LOCK_FILE) for name in files if name.endswith(f"/{LOCK_FILE}"))
    for name, one in files.items():
        if not any(part.startswith(".") for part in name.split("/")) and not name.startswith(own):
            yield name, one


def _is_placeable(name: str, stored: Mapping[str, Stored]) -> bool:
    """Whether a file can have this name here: storage also has files below the names of files."""
    parents = name.split("/")[:-1]
    above = ("/".join(parents[:depth]) for depth in range(1, len(parents) + 1))
    return is_placeable(name) and not any(parent in stored for parent in above)


def _update(
    copy: Copy,
    stored: Mapping[str, Stored],
    place: Place,
    config: "Config",
    expect: Callable[[int], object],
    came: Callable[[], object],
) -> dict[str, str]:
    """Fetch what is new or changed, delete what is gone; return why single files can't be had."""
    copy.folder.mkdir(parents=True, exist_ok=True)
    globs = Globs(config.path.include, config.path.exclude)
    fetched: list[str] = []
    stood_for: list[str] = []
    for name, one in stored.items():
        read = _is_read(name, one, config.read.max_file_bytes) and _is_taken(name, globs)
        current = Stored(one.size, one.tag if read else f"{STANDS_FOR}{one.tag}")
        if not copy.is_current(name, current):
            (fetched if read else stood_for).append(name)
    expect(len(fetched))
    try:
        for name in [name for name in copy.known if name not in stored]:
            copy.drop(name)
        for name in stood_for:
            _stand_in(copy, name, stored[name])

        def here(name: str) -> None:
            copy.note(name, stored[name].tag)
            came()

        refused = place.bring(fetched, copy.folder, here)
        for name in refused:
            copy.drop(name)
        return refused
    finally:
        copy.keep()


def _is_read(name: str, one: Stored, limit: int) -> bool:
    last = name.rpartition("/")[2]
    row = format_by(suffix_of(last))
    if row is None:
        return bool(described_by(last))
    return row.streamed or one.size <= limit


def _is_taken(name: str, globs: Globs) -> bool:
    parts = name.split("/")
    folders = ("/".join(parts[:depth]) + "/" for depth in range(1, len(parts)))
    return all(map(globs.takes, folders)) and globs.takes(name)


def _stand_in(copy: Copy, name: str, one: Stored) -> None:
    path = copy.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(one.size)
    copy.note(name, f"{STANDS_FOR}{one.tag}")


def _rejected(name: str, detail: str) -> Rejected:
    return Unreadable(Code.UNREADABLE, detail).rejected(name.encode("utf-8", "backslashreplace").decode())
