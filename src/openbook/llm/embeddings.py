"""Texts to vectors, by calls like any other: each text is one logical call, and neighbours share a request.

A server that takes fewer texts at a time is asked for fewer from then on. A text that is too long for the model is
halved, and its vector is the mean of its halves' by their length.
"""

import asyncio
from array import array
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from math import hypot

from openbook.calls import Reply, Request, Usage
from openbook.dataclass import dataclass, field, replace
from openbook.errors import OpenbookError, TooLongError
from openbook.llm.counters import Counters
from openbook.llm.ledger import Ledger
from openbook.llm.ledger.takeover import OldVectors
from openbook.llm.model import Model
from openbook.llm.remembered import Purse
from openbook.llm.wire import LONGEST

STEP = "embed"
BATCH = 32
"""Texts of one request."""
BATCH_BYTES = 128 * 1024
"""Of all texts of one request, unless one alone has more."""
SHORTEST = 64
"""Characters; a text that is refused as too long although it is shorter stays refused."""

Vector = Sequence[float]


def embedding_request(model: str, text: str) -> Request:
    """Return the logical call for one text."""
    return Request(step=STEP, size="embedding", model=model, inputs=(text or " ",))


def vector_of(reply: Reply) -> "array[float]":
    """Return the vector that a reply to one text holds."""
    return array("f", b64decode(reply.text))


@dataclass(frozen=True, slots=True)
class _Call:
    request: Request
    key: str
    canonical: bytes
    told: asyncio.Future[Reply]

    @property
    def text(self) -> str:
        return self.request.inputs[0]


@dataclass(slots=True)
class Embeddings:
    """An embedding model behind the ledger: what was answered once is not sent again. Equal texts share one call."""

    purse: Purse
    ledger: Ledger
    counters: Counters
    old: OldVectors
    _waiting: list[_Call] = field(default_factory=list)
    _shared: dict[str, asyncio.Future[Reply]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _batch: int = BATCH

    async def reply(self, request: Request) -> Reply:
        """Return the reply to a request with one text, whose vector `vector_of` reads."""
        canonical = request.canonical()
        key = sha256(canonical).hexdigest()
        while (shared := self._shared.get(key)) is not None:
            await asyncio.wait((shared,))
            if not shared.cancelled():
                self.counters.replayed += 1
                return replace(shared.result(), replayed=True)
        found = self.ledger.get(key) or await self._taken_over(request, key, canonical)
        if found is not None:
            self.counters.replayed += 1
            return found
        call = _Call(request, key, canonical, asyncio.get_running_loop().create_future())
        self._shared[key] = call.told
        try:
            if self._too_long(call.text):
                await self._halve(call)
            else:
                self._queue(call)
            return await call.told
        finally:
            del self._shared[key]
            call.told.cancel()

    async def _taken_over(self, request: Request, key: str, canonical: bytes) -> Reply | None:
        """Return a vector of the days when they had a file of their own, once it is in the ledger."""
        vector = self.old.get(request.model, request.inputs[0])
        if vector is None or key in self._shared:
            return None
        reply = Reply(b64encode(vector).decode(), "stop", Usage(0, 0), 0.0)
        await self.ledger.put(request, reply, key=key, canonical=canonical)
        return replace(reply, replayed=True)

    def _queue(self, call: _Call) -> None:
        """Have a call sent with those that come in the same moment."""
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(call)

    def _flush(self) -> None:
        waiting, self._waiting = [call for call in self._waiting if not call.told.done()], []
        while waiting:
            taken = size = 0
            for call in waiting[: self._batch]:
                size += len(call.canonical)
                if taken and size > BATCH_BYTES:
                    break
                taken += 1
            self._start(waiting[:taken])
            waiting = waiting[taken:]

    def _start(self, batch: list[_Call]) -> None:
        task = asyncio.get_running_loop().create_task(self._send(batch))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send(self, batch: list[_Call]) -> None:
        """Send a batch; where it is too much, its halves; where a single text is, the halves of that."""
        first = batch[0].request
        request = replace(first, inputs=tuple(call.text for call in batch))
        size = sum(len(call.canonical) for call in batch)
        try:
            await self.purse.buy(request, size, lambda reply: self._keep(batch, reply))
        except TooLongError as error:
            if len(batch) > 1:
                middle = len(batch) // 2
                self._batch = min(self._batch, max(1, len(batch) - middle))
                self._start(batch[:middle])
                self._start(batch[middle:])
                return
            await self._settle(batch, self._refused(batch[0], error))
        except OpenbookError as error:
            _tell(batch, error)
        except asyncio.CancelledError:
            for call in batch:
                call.told.cancel()
            raise
        except Exception as error:  # whoever waits must hear of it
            _tell(batch, error)

    async def _settle(self, batch: list[_Call], error: OpenbookError | None) -> None:
        if error is not None:
            _tell(batch, error)
            return
        try:
            await self._halve(batch[0])
        except OpenbookError as failure:
            _tell(batch, failure)

    def _refused(self, call: _Call, error: TooLongError) -> TooLongError | None:
        """Return the error of a text that can't be halved, else None, having remembered how long is too long."""
        if len(call.text) < SHORTEST:
            return error
        self.purse.manners.learn(f"{LONGEST}{len(call.text.encode('utf-8', 'replace'))}")
        return None

    def _too_long(self, text: str) -> bool:
        known = self.purse.manners.longest
        return known is not None and len(text) >= SHORTEST and len(text.encode("utf-8", "replace")) >= known

    async def _halve(self, call: _Call) -> None:
        """Answer a call by the halves of its text."""
        parts = halves(call.text)
        replies = await asyncio.gather(*(self.reply(embedding_request(call.request.model, part)) for part in parts))
        mean = _mean([vector_of(reply) for reply in replies], [len(part) for part in parts])
        seconds = sum(reply.seconds for reply in replies)
        reply = Reply(b64encode(mean).decode(), "stop", Usage(0, 0), seconds, adaptations=("halved",))
        await self.ledger.put(call.request, reply, key=call.key, canonical=call.canonical)
        if not call.told.done():
            call.told.set_result(reply)

    async def _keep(self, batch: list[_Call], reply: Reply) -> None:
        """Keep the vector of each text under its own key, with its share of the cost."""
        vectors = reply.text.split("\n")
        shares = _shares(reply.usage.input_tokens, [len(call.canonical) for call in batch])
        replies = [
            Reply(
                text=vector,
                finish_reason="stop",
                usage=Usage(tokens, 0, reply.usage.estimated),
                seconds=reply.seconds / len(batch),
                adaptations=reply.adaptations,
            )
            for vector, tokens in zip(vectors, shares, strict=True)
        ]
        pairs = list(zip(batch, replies, strict=True))
        await asyncio.gather(
            *(self.ledger.put(call.request, one, key=call.key, canonical=call.canonical) for call, one in pairs)
        )
        for call, one in pairs:
            if not call.told.done():
                call.told.set_result(one)


@dataclass(slots=True)
class Vectors:
    """What a retriever asks for vectors: those that the ledger has, at once; the others are fetched beforehand."""

    model: Model
    name: str
    ledger: Ledger | None
    refused: set[str] = field(default_factory=set)
    """Texts that the server refuses to embed: they are found by no search."""
    _length: int = 1
    """Of all vectors, once one is known."""

    async def prepare(self, texts: Sequence[str]) -> None:
        """Have the vectors of these texts in the ledger. Raises what a call raises."""
        calls = (self.model.reply(embedding_request(self.name, text)) for text in texts)
        for reply in await asyncio.gather(*calls):
            self._length = len(vector_of(reply))

    def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Return a vector for each text, which was prepared or refused."""
        found = [None if text in self.refused else self._known(text) for text in texts]
        self._length = next((len(vector) for vector in found if vector is not None), self._length)
        return [vector if vector is not None else array("f", bytes(4 * self._length)) for vector in found]

    def _known(self, text: str) -> Vector:
        reply = self.ledger.get(embedding_request(self.name, text).key()) if self.ledger is not None else None
        if reply is None:
            raise OpenbookError("A vector was asked for that was never fetched.")
        return vector_of(reply)


def halves(text: str) -> tuple[str, str]:
    """Return a text in two parts of about the same length, parted at white space where there is some."""
    middle = len(text) // 2
    near = range(middle, middle + len(text) // 8)
    place = next((n for n in near if text[n].isspace()), middle)
    return text[:place], text[place:]


def _mean(vectors: Sequence["array[float]"], lengths: Sequence[int]) -> bytes:
    """Return the mean of unit vectors, weighted by the lengths of their texts."""
    weights = [length / (hypot(*vector) or 1.0) for vector, length in zip(vectors, lengths, strict=True)]
    total = sum(lengths)
    columns = zip(*vectors, strict=True)
    return array(
        "f", [sum(w * x for w, x in zip(weights, column, strict=True)) / total for column in columns]
    ).tobytes()


def _shares(tokens: int, sizes: Sequence[int]) -> list[int]:
    """Return a number of tokens in shares by size, which add up to it."""
    total, before, shares = sum(sizes), 0, []
    for size in sizes:
        after = before + size
        shares.append(tokens * after // total - tokens * before // total)
        before = after
    return shares


def _tell(batch: Sequence[_Call], error: Exception) -> None:
    for call in batch:
        if not call.told.done():
            call.told.set_exception(error)
