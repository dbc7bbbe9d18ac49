"""A part of the calls: which of them a shard pays for, and a model that pays for no other."""

from hashlib import sha256
from typing import Self

from openbook.calls import Reply, Request
from openbook.dataclass import dataclass, field
from openbook.errors import Halt, InputError, RefusedError, TransientError
from openbook.llm.given_up import GivenUp
from openbook.llm.ledger import Ledger
from openbook.llm.model import Model
from openbook.records import Chunk, Item


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several runs that share the calls of a journey."""

    number: int
    """From 1."""
    of: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `i/N`, counted from 1, or from 0 as some schedulers do: 0/N is N/N. Raises InputError."""
        number, _, of = text.partition("/")
        if not (number.isascii() and number.isdigit() and of.isascii() and of.isdigit() and int(number) <= int(of) > 0):
            raise InputError(f"--shard {text}: wanted i/N, such as 3/8: the third of eight.")
        return cls(int(number) or int(of), int(of))

    @property
    def name(self) -> str:
        """How its folder is called."""
        return f"{self.number}-of-{self.of}"

    def owns(self, request: Request) -> bool:
        """Whether a request is this shard's: all requests about one text are, so that equal ones are sent once."""
        digest = sha256(_about(request).encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number % self.of


def _about(request: Request) -> str:
    subject = request.subject
    if isinstance(subject, Chunk):
        return subject.text
    if isinstance(subject, Item):
        return "\x1f".join(chunk.text for chunk in subject.gold)
    return request.inputs[0] if request.inputs else request.key()


@dataclass(slots=True)
class ShardModel:
    """A model that pays for a shard's calls; others are answered from the ledgers, or raise Halt."""

    model: Model
    ledger: Ledger | None
    shard: Shard | None
    """None: the model decides by itself what it sends."""
    settled: dict[str, GivenUp]
    """Given up in earlier rounds: nobody tries again."""
    given_up: dict[str, GivenUp]
    """Given up now."""
    elsewhere: set[int] = field(default_factory=set)
    """Calls that are another shard's, by the beginnings of their keys."""

    async def reply(self, request: Request) -> Reply:
        """Return the reply, from wherever. Raises Halt for a request that another shard has to pay for."""
        key = request.key()
        known = self.ledger is not None and self.ledger.has(key)
        if not known and (one := self.settled.get(key)) is not None:
            raise one.error()
        if not known and self.shard is not None and not self.shard.owns(request):
            self.elsewhere.add(int(key[:15], 16))
            raise Halt("another shard pays for this")
        try:
            return await self.model.reply(request)
        except (RefusedError, TransientError) as error:
            self.given_up[key] = GivenUp(isinstance(error, RefusedError), str(error))
            raise
