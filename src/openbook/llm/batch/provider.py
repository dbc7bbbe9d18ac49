"""What every provider of batches is: lines go in, an id comes back, and some hours later results."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Literal, Protocol

from openbook.calls import Request
from openbook.dataclass import dataclass
from openbook.llm.failures import Failure


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of one request of a batch."""

    key: str
    body: bytes = b""
    """The reply as an OpenAI-compatible body; empty where there is none."""
    failure: Failure | None = None
    """Why there is no reply."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a batch has come."""

    state: Literal["at_work", "ended", "failed", "too_large"]
    """`too_large`: it was refused for what is queued already, or for its own size; smaller or later, it may go."""
    detail: str = ""
    """Why it failed, in the provider's words."""
    files: tuple[str, ...] = ()
    """Where its results are, in the provider's terms."""


class Lines(Protocol):
    """Writes requests as some provider wants them."""

    @property
    def server(self) -> str:
        """Its address, as it is called in messages and in the ledger."""
        ...

    def line(self, key: str, request: Request, adaptations: tuple[str, ...], room: int | None) -> bytes:
        """Return a request as a line of the file that is sent; a reply may have `room` tokens."""
        ...


class Provider(Lines, Protocol):
    """One provider's batches for one model."""

    most_requests: int
    most_bytes: int

    async def submit(self, name: str, path: Path) -> str:
        """Send a file of lines under a name, and return the batch's id. Raises BatchRefused, ServerError, Unsure."""
        ...

    async def newest(self) -> str:
        """Return the id of the batch that was made last, where batches have no names to be found by; else nothing."""
        ...

    async def find(self, name: str, keys: frozenset[str], newest: str) -> str | None:
        """Return the id of the batch that was sent under this name after `newest`; None where there is none."""
        ...

    async def standing(self, id_: str) -> Standing:
        """Return how far a batch has come."""
        ...

    def results(self, standing: Standing) -> AsyncIterator[BatchResult]:
        """Yield the results of a batch that has ended."""
        ...


class BatchRefused(Exception):  # noqa: N818 - what a provider says, not what broke here
    """The provider does not take a batch of this size now."""


class Unsure(Exception):  # noqa: N818
    """The connection broke while a batch was sent: it may have arrived."""
