"""coverage.jsonl: which documents, headings, chunks and facts a run's records ask about, and which nobody does."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import orjson

from openbook.blocks import Spreading
from openbook.dataset.coverage import Coverage, Heading, Looked, look
from openbook.derived import Derived
from openbook.fates import Drafted, Judged
from openbook.records import Chunk, Draft
from openbook.spool import at_rest

COVERAGE_FILE = "coverage.jsonl"
NOT_SAMPLED, PENDING = "not_sampled", "pending"
About = tuple[str, list[int]]
"""Of an item: why it has no draft, empty where it has one; a hash of the id of each gold chunk, the first where it has
none.
"""


def verdict(fate: Judged) -> str:
    """Return what became of a chunk before the judge; empty where it is suitable."""
    return str(fate.rejected.code) if fate.rejected else PENDING if fate.became is None else ""


def about(fate: Drafted) -> About:
    """Return what is kept of an item."""
    gold = [hash(chunk.id) for chunk in fate.record.gold]
    if fate.done is not None:
        return "", gold
    return str(fate.rejected.code) if fate.rejected else PENDING, gold[:1]


class Covering:
    """Takes in what became of chunks and items, and then looks over all chunks: about 20 bytes of memory each."""

    def __init__(self, sampled: Sequence[int]) -> None:
        """`sampled`: the positions, rising, of the chunks that were judged."""
        self._sampled = sampled
        self._whys: dict[str, int] = {}
        self._judged = bytearray()
        self._keys, self._values = array("q"), array("q")

    def judged(self, verdicts: Iterable[str]) -> None:
        """Take in the verdicts on the next of the sampled chunks."""
        self._judged.extend(map(self._number, verdicts))

    def drafted(self, items: Iterable[About], place: int) -> None:
        """Take in the next items; `place` is that of the first one's draft, or of the next that has one."""
        for why, keys in items:
            self._keys.extend(keys)
            self._values.extend([-1 - self._number(why) if why else place] * len(keys))
            place += not why

    def _number(self, why: str) -> int:
        return self._whys.setdefault(why, len(self._whys))

    def cover(
        self,
        chunks: Sequence[Chunk],
        drafts: Sequence[Draft],
        gone: Mapping[str, str],
        ended: Callable[[Heading], object],
        derived: Derived,
        spread: Spreading,
    ) -> Coverage:
        """Look over the chunks, in the order of the corpus; `gone` are accepted items without a record, with the
        reason's code, and `ended` takes the headings.
        """
        order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        self._keys, self._values = (array("q", map(each.__getitem__, order)) for each in (self._keys, self._values))
        coverage = Coverage(ended)

        def work(block: range) -> list[Looked]:
            return [self._look(chunks, position, drafts, gone, derived) for position in block]

        def took(seen: Sequence[Looked]) -> None:
            for one in seen:
                coverage.add(one)

        at_rest(chunks, drafts)
        spread(work, len(chunks), took)
        coverage.end()
        return coverage

    def _look(
        self, chunks: Sequence[Chunk], position: int, drafts: Sequence[Draft], gone: Mapping[str, str], derived: Derived
    ) -> Looked:
        chunk, names = chunks[position], list(self._whys)
        place = bisect_left(self._sampled, position)
        is_sampled = place < len(self._sampled) and self._sampled[place] == position
        verdict = names[self._judged[place]] if is_sampled else NOT_SAMPLED
        fate, asked = verdict or NOT_SAMPLED, []
        for what in self._about(chunk):
            if what < 0:
                fate = names[-1 - what]
                continue
            draft = drafts[what]
            item = draft.item
            if item.id not in gone:
                asked.append(draft)
            elif item.gold[0].id == chunk.id:
                fate = gone[item.id]
        is_unsuitable = verdict not in ("", PENDING, NOT_SAMPLED)
        return look(chunk, asked, fate, asks=not is_unsuitable, derived=derived)

    def _about(self, chunk: Chunk) -> Iterator[int]:
        """Yield what is kept of the items about a chunk, in their order."""
        key = hash(chunk.id)
        place = bisect_left(self._keys, key)
        while place < len(self._keys) and self._keys[place] == key:
            yield self._values[place]
            place += 1


def line(heading: Heading) -> bytes:
    """Return the line of a heading."""
    return orjson.dumps(heading.row()) + b"\n"
