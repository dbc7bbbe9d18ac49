"""What became of a record in one phase: every call that was answered for it, and where it ended.

Steps know nothing of it; those who count and write do.
"""

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar, cast, overload

from openbook.calls import Exchange, Parts
from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.records import Chunk, Draft, Item, Rejected, Turn
from openbook.spool import Record

R = TypeVar("R")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Attempt(Record):
    """One call that was answered for a record, and what was found wrong with the reply."""

    step: str
    number: int
    """From 1, for each request anew."""
    key: str
    """Of the request: under it the ledger has the reply."""
    check: str = ""
    """What found something: a check, `reply` where nothing could be read; empty where the reply was taken."""
    detail: str = ""
    """What is wrong, in a sentence for a person; empty where the reply was taken."""
    replaced: tuple[str, ...] = ()
    """Ids of the passages that were taken out because of it."""
    mends: str = ""
    """Key of the request whose refused reply this one was to mend; empty where it was asked afresh."""
    code: Code | None = None
    """Under which the reply was refused; None where it was taken."""
    at: tuple[int, ...] = ()
    """Numbers of the turns in which it was found, from 1; empty where it is about all of them."""
    turns: tuple[Turn, ...] = ()
    """Of a refused draft: as they were written, before anything was put right."""
    scores: tuple[tuple[str, float], ...] = ()
    """Of a refused draft: what judges said of it, by name."""
    prompt: str = ""
    """Name of the prompt, `, again` behind it for a judge's second look; of a sampled answer its turn."""


@dataclass(frozen=True, slots=True)
class Fate(Record, Generic[R, S]):
    """What became of one record in one phase: for those who count and write. No step knows of it."""

    record: R
    """As it was finally used."""
    became: S | Rejected | None
    """The next record, or why there is none; None while it is pending, since nothing more was sent."""
    exchange: Exchange | None = None
    """The last call that was answered for it; None where there was none."""
    attempts: tuple[Attempt, ...] = ()
    """All calls that were answered for it, in their order."""

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Pickle it with what the prompt shows of the record once."""
        if self.exchange is None:
            return Record.__reduce__(self)
        exchange, parts = self.exchange.apart(_shown(self.record))
        return _with_parts, (self.record, self.became, exchange, parts, self.attempts)

    @property
    def rejected(self) -> Rejected | None:
        """Why there is no next record; None where there is one, or nothing is decided."""
        return self.became if isinstance(self.became, Rejected) else None

    @property
    def done(self) -> S | None:
        """The next record; None where there is none."""
        return None if isinstance(self.became, Rejected) else self.became


def _with_parts(
    record: R, became: S | Rejected | None, exchange: Exchange, parts: Parts, attempts: tuple[Attempt, ...]
) -> Fate[R, S]:
    return Fate(record, became, exchange.of_parts(parts), attempts)


def _shown(record: object) -> list[str]:
    """Return the texts of a record that prompts about it show."""
    item = record.item if isinstance(record, Draft) else record
    if isinstance(item, Item):
        return [*(chunk.text for chunk in item.gold), *(passage.text for passage in item.passages)]
    return [item.text] if isinstance(item, Chunk) else []


class Done(Sequence[S], Generic[S]):
    """The next records of the fates that have one, in their order; the fates may lie on disk. 8 bytes each."""

    def __init__(self, fates: Sequence[Fate[Any, S]]) -> None:
        """Begin with none."""
        self._fates, self._places = fates, array("q")

    def add(self, places: Iterable[int]) -> None:
        """Take in the places of those that come next."""
        self._places.extend(places)

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> S: ...
    @overload
    def __getitem__(self, index: slice) -> list[S]: ...
    def __getitem__(self, index: int | slice) -> S | list[S]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return cast(S, self._fates[self._places[index]].done)


Judged = Fate[Chunk, Chunk]
"""What became of a chunk before the judge."""
Drafted = Fate[Item, Draft]
"""What became of an item before the writer."""
