"""Calls that failed for one run and must not keep the others of a journey waiting, by the hash of the request."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataclass import dataclass
from openbook.errors import CallError, OutputError, RefusedError, TransientError

GIVEN_UP_FILE = "given_up.jsonl"


@dataclass(frozen=True, slots=True)
class GivenUp:
    """Why there is no reply to a request."""

    refused: bool
    """The server will never answer it; else it may next time."""
    detail: str

    def error(self) -> CallError:
        """Return what the call raised."""
        return RefusedError(self.detail) if self.refused else TransientError(self.detail)


def read_given_up(path: Path) -> dict[str, GivenUp]:
    """Return what a file holds; nothing where there is none. Raises OutputError where it can't be read."""
    if not path.is_file():
        return {}
    try:
        rows = [orjson.loads(line) for line in path.read_bytes().splitlines()]
        return {row["key"]: GivenUp(bool(row["refused"]), str(row["detail"])) for row in rows}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise OutputError(f"{path}: can't be read ({error}). Delete it: what it lists is then tried again.") from error


def write_given_up(path: Path, given_up: Mapping[str, GivenUp]) -> None:
    """Write a file in the place of an earlier one; none where there is nothing to list."""
    if not given_up:
        path.unlink(missing_ok=True)
        return
    rows: Iterable[tuple[str, GivenUp]] = sorted(given_up.items())
    with atomic.writer(path) as file:
        for key, one in rows:
            row = {"key": key, "refused": one.refused, "detail": one.detail}
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
