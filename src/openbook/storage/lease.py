"""One run at a time on what lies in storage, whichever machine it is on: a file there says who, and that they live."""

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson

from openbook.dataclass import dataclass
from openbook.errors import OutputError
from openbook.storage.remote import Place

LEASE_SECONDS = 600.0
"""Since the last sign of life, after which others may take over."""
SETTLE_SECONDS = 1.0
"""Between writing and looking whose name stands there, where storage can't create a file only if there is none."""


@dataclass(slots=True)
class Lease:
    """The right to write to a place, under a name that this copy keeps."""

    place: Place
    name: str
    """Of the file that says who has it."""
    holder: str
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], object] = time.sleep

    def take(self) -> str:
        """Take it, and return a sentence where somebody else had it and is gone, else nothing.

        Raises OutputError while another run has it.
        """
        found = self._found()
        if found is None and self.place.create(self.name, self._content()):
            return ""
        found = self._found()
        if found is not None and found["holder"] != self.holder:
            since = self.clock() - found["time"]
            if since < LEASE_SECONDS:
                raise OutputError(self._busy(found))
        self.place.write(self.name, self._content())
        self.sleep(SETTLE_SECONDS)
        if not self.is_ours():
            raise OutputError(self._busy(self._found() or {}))
        if found is None or found["holder"] == self.holder:
            return ""
        return (
            f"{self.place.shown}: the run on {found['host']} gave no sign of life since {_moment(found['time'])}: this "
            "one takes over. Replies that only that machine has are joined when it runs again."
        )

    def renew(self) -> bool:
        """Give a sign of life; return whether it is still ours."""
        if not self.is_ours():
            return False
        self.place.write(self.name, self._content())
        return True

    def is_ours(self) -> bool:
        """Whether our name stands there."""
        found = self._found()
        return found is not None and found["holder"] == self.holder

    def release(self) -> None:
        """Let others have it."""
        if self.is_ours():
            self.place.delete([self.name])

    def is_held(self) -> bool:
        """Whether anybody who lives has it."""
        found = self._found()
        return found is not None and self.clock() - found["time"] < LEASE_SECONDS

    def _found(self) -> dict[str, Any] | None:
        content = self.place.read(self.name)
        if content is None:
            return None
        try:
            read = orjson.loads(content)
            return {"holder": str(read["holder"]), "host": str(read["host"]), "time": float(read["time"])}
        except (ValueError, KeyError, TypeError):
            return {"holder": "", "host": "an unknown machine", "time": 0.0}

    def _content(self) -> bytes:
        return orjson.dumps({"holder": self.holder, "host": socket.gethostname(), "time": self.clock()})

    def _busy(self, found: dict[str, Any]) -> str:
        return (
            f"{self.place.shown}: a run on {found.get('host', 'another machine')} is using this folder (last sign of "
            f"life {_moment(found.get('time', 0.0))}). Wait until it has ended, or choose another with --output. Where "
            f"that machine is gone, wait {LEASE_SECONDS / 60:.0f} minutes, or delete {self.name} there."
        )


def new_holder() -> str:
    """Return a name that nobody else has."""
    return uuid4().hex


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
