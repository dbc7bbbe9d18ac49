"""Queued calls become batches: they are sent, waited for and fetched, over as many runs as that takes."""

import time
from collections.abc import Iterator
from pathlib import Path

from openbook import atomic
from openbook.calls import Reply, Usage
from openbook.dataclass import dataclass, field
from openbook.errors import ServerError
from openbook.llm.batch.at_work import BatchAtWork, Queued, kept_in
from openbook.llm.batch.batched import Batched
from openbook.llm.batch.provider import BatchRefused, BatchResult, Provider, Standing, Unsure
from openbook.llm.failures import Cause, Failure
from openbook.llm.stop import Stop
from openbook.llm.timing import Timing
from openbook.llm.wire import decode, estimate_tokens

BATCHES = "batches"
"""Below the output folder: what is known of batches that are at work."""
FIRST_LOOK = 5.0
LONGEST_LOOK = 300.0
"""Seconds between two looks at batches at work, growing from the first to the second."""
CROWDED = 3
"""Times that a batch may be refused as too much, with none of ours at work, before its halves are sent instead."""


@dataclass(slots=True)
class Batches:
    """The batches of one model."""

    provider: Provider
    model: Batched
    folder: Path
    timing: Timing
    stop: Stop
    kept: list[BatchAtWork] = field(default_factory=list)
    _crowded: dict[str, int] = field(default_factory=dict)

    def resume(self) -> None:
        """Take up what an earlier run has sent."""
        self.model.queue.unlink(missing_ok=True)
        whose = (self.provider.server, self.model.settings.size)
        self.kept = [kept for kept in kept_in(self.folder) if (kept.server, kept.size) == whose]
        for kept in self.kept:
            self.model.at_work |= kept.keys()

    @property
    def waits(self) -> bool:
        """Whether anything is to be sent or fetched."""
        return bool(self.kept or self.model.queued)

    async def fetch(self) -> bool:
        """Send what is queued, and return when all batches have ended: whether there were any.

        Raises Halt where sending is stopped: the next run goes on. Raises ServerError where the provider refuses.
        """
        self._take_queue()
        if not self.kept:
            return False
        wait = FIRST_LOOK
        while self.kept:
            ended = 0
            for kept in list(self.kept):
                try:
                    ended += await self._further(kept)
                except (LookupError, TypeError, AttributeError) as error:
                    what = f"answers in a form that is not known here ({type(error).__name__}: {error})"
                    raise ServerError(f"{kept.server}: {what}. Batches that are at work there stay so.") from error
            if self.kept and not ended:
                await self.stop.rest(wait, self.timing.sleep)
            wait = FIRST_LOOK if ended else min(LONGEST_LOOK, wait * 1.5)
        return True

    def _take_queue(self) -> None:
        """Part the queue into batches of a size that the provider takes."""
        model = self.model
        model.close_queue()
        if model.queued:
            with model.queue.open("rb") as lines:
                for part in _parts(lines, self.provider.most_requests, self.provider.most_bytes):
                    self.kept.append(self._new(part))
        model.taken()

    def _new(self, part: list[Queued]) -> BatchAtWork:
        kept = BatchAtWork(self.folder, server=self.provider.server, size=self.model.settings.size)
        with atomic.writer(kept.path) as file:
            file.writelines(one.as_line() for one in part)
        kept.save()
        self.model.at_work |= {one.key for one in part}
        return kept

    async def _further(self, kept: BatchAtWork) -> bool:
        """Bring one batch a step further; return whether it has ended."""
        if kept.state != "sent" and not await self._send(kept):
            return False
        standing = await self.provider.standing(kept.id)
        if standing.state == "at_work":
            return False
        if standing.state == "failed":
            self._end(kept)
            raise ServerError(f"{kept.server}: batch {kept.id} failed: {standing.detail}. What is paid is kept.")
        if standing.state == "too_large":
            kept.state, kept.id = "new", ""
            kept.save()
            self._refused(kept)
            return False
        await self._take_in(kept, standing)
        self._end(kept)
        return True

    async def _send(self, kept: BatchAtWork) -> bool:
        """Send a batch, unless it has arrived already; return whether it is there."""
        if kept.state == "sending":
            kept.id = await self.provider.find(kept.name, kept.keys(), kept.newest) or ""
        if not kept.id:
            self.stop.check()
            kept.state, kept.newest, kept.since = "sending", await self.provider.newest(), time.time()
            kept.save()
            lines = kept.path.with_name(f"{kept.name}.jsonl")
            try:
                with lines.open("wb") as file:
                    for one in kept.queued():
                        file.write(one.line.encode() + b"\n")
                kept.id = await self.provider.submit(kept.name, lines)
            except Unsure:
                return False
            except BatchRefused:
                kept.state = "new"
                kept.save()
                self._refused(kept)
                return False
            finally:
                lines.unlink(missing_ok=True)
        kept.state = "sent"
        kept.save()
        return True

    def _refused(self, kept: BatchAtWork) -> None:
        """Have a batch wait for those at work, or part it where there is none and waiting does not help."""
        if any(other.state == "sent" for other in self.kept):
            return
        times = self._crowded[kept.name] = self._crowded.get(kept.name, 0) + 1
        requests = list(kept.queued()) if times >= CROWDED else []
        if len(requests) > 1:
            middle = len(requests) // 2
            self.kept.remove(kept)
            kept.forget()  # first: were both there after a kill, both would be sent
            self.kept += [self._new(requests[:middle]), self._new(requests[middle:])]

    async def _take_in(self, kept: BatchAtWork, standing: Standing) -> None:
        """Have all replies in the ledger, and take in why others are missing."""
        missing = {one.key: one for one in kept.queued()}
        model = self.model
        async for result in self.provider.results(standing):
            queued = missing.get(result.key)
            if queued is None:
                continue
            reply = reply_to(queued, result)
            if reply is not None:
                await model.keep(queued, reply)
            else:
                model.failed(result.key, result.failure or Failure(Cause.BUSY, "the reply can't be read"))
            del missing[result.key]
        detail = standing.detail or "the batch ended without it"
        for key in missing:
            model.failed(key, Failure(Cause.BUSY, detail))

    def _end(self, kept: BatchAtWork) -> None:
        self.model.at_work -= kept.keys()
        self.kept.remove(kept)
        kept.forget()


def reply_to(queued: Queued, result: BatchResult) -> Reply | None:
    """Return the reply that a result holds; None where it holds none."""
    answer = decode(result.body) if result.body else None
    if answer is None:
        return None
    guess = Usage(estimate_tokens(len(queued.canonical)), estimate_tokens(len(answer.text)), estimated=True)
    return Reply(
        text=answer.text,
        finish_reason=answer.finish_reason,
        usage=answer.usage or guess,
        seconds=0.0,  # of waiting for other requests: it would mislead whoever plans by it
        reasoning=answer.reasoning,
        adaptations=queued.adaptations,
        raw=result.body,
    )


def _parts(lines: Iterator[bytes], most: int, most_bytes: int) -> Iterator[list[Queued]]:
    part: list[Queued] = []
    size = 0
    for line in lines:
        one = Queued.of_line(line)
        length = len(one.line.encode()) + 1
        if part and (len(part) >= most or size + length > most_bytes):
            yield part
            part, size = [], 0
        part.append(one)
        size += length
    if part:
        yield part
