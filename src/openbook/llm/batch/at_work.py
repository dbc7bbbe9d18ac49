"""What is known of a batch on disk, so that a run that was killed goes on with it and sends nothing twice.

Two files a batch: its requests, written before anything is sent, and how far it has come. Both go once the ledger has
its replies.
"""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, Self
from uuid import uuid4

import orjson

from openbook import atomic
from openbook.calls import Request, Size
from openbook.dataclass import dataclass, field
from openbook.errors import OutputError

REQUESTS = ".requests.jsonl"

BatchState = Literal["new", "sending", "sent"]
"""`sending`: it may have arrived."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A request that waits for a batch, as much of it as the ledger needs."""

    key: str
    step: str
    size: Size
    model: str
    canonical: str
    line: str
    """As it is sent."""
    adaptations: tuple[str, ...] = ()

    def as_line(self) -> bytes:
        """Return it as a line of JSON."""
        return orjson.dumps(asdict(self), option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def of_line(cls, line: bytes) -> Self:
        """Read such a line."""
        row: dict[str, Any] = orjson.loads(line)
        return cls(**row | {"adaptations": tuple(row["adaptations"])})

    @property
    def request(self) -> Request:
        """The request, as far as the ledger asks for it."""
        return Request(self.step, self.size, self.model)


@dataclass(slots=True)
class BatchAtWork:
    """One batch on disk."""

    folder: Path
    name: str = field(default_factory=lambda: f"openbook-{uuid4().hex[:20]}")
    server: str = ""
    size: str = ""
    """Whose calls they are."""
    state: BatchState = "new"
    id: str = ""
    """The provider's; empty until it is sent."""
    newest: str = ""
    """The batch that was the newest at the provider before this one was sent."""
    since: float = 0.0
    """Unix seconds at which it was sent."""

    @property
    def path(self) -> Path:
        """The file of its requests."""
        return self.folder / f"{self.name}{REQUESTS}"

    def save(self) -> None:
        """Write how far it has come."""
        values = {name: getattr(self, name) for name in ("name", "server", "size", "state", "id", "newest", "since")}
        atomic.write_bytes(self.folder / f"{self.name}.json", orjson.dumps(values))

    def queued(self) -> Iterator[Queued]:
        """Yield its requests."""
        with self.path.open("rb") as file:
            for line in file:
                yield Queued.of_line(line)

    def keys(self) -> frozenset[str]:
        """Return the keys of its requests."""
        return frozenset(one.key for one in self.queued())

    def forget(self) -> None:
        """Delete both files: how far it has come first, since requests without that are none of ours to send."""
        (self.folder / f"{self.name}.json").unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def kept_in(folder: Path) -> list[BatchAtWork]:
    """Return the batches of a folder, oldest first; what a kill left half written goes. Raises OutputError."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(BatchAtWork(folder, **orjson.loads(path.read_bytes())))
        except (ValueError, TypeError, OSError) as error:
            raise OutputError(
                f"{path}: can't be read ({error}). It says which batch is at work; restore it."
            ) from error
    names = {kept.path.name for kept in found}
    for stray in folder.glob(f"*{REQUESTS}"):
        if stray.name not in names and not stray.name.startswith(WRITTEN):
            stray.unlink(missing_ok=True)
    return sorted(found, key=lambda kept: kept.since)


WRITTEN = "written-"
"""Begins the names of those requests that `openbook batch write` has written for others to answer."""
