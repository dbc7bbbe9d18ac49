"""coverage.jsonl: which documents, headings, chunks and facts a run's records ask about, and which nobody does."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import orjson

from openbook import atomic
from openbook.dataset.coverage import Coverage
from openbook.derived import Derived
from openbook.fates import Drafted, Judged
from openbook.records import Chunk, Draft
from openbook.spool import Spool

COVERAGE_FILE = "coverage.jsonl"
NOT_SAMPLED, PENDING = "not_sampled", "pending"


class Covering:
    """Takes in what became of chunks and items, and then looks over all chunks.

    What it keeps of an item lies on disk: its id, its gold chunks, its draft's place, and why it has none.
    """

    def __init__(self, folder: Path) -> None:
        """Lay what there is of the items down in `folder`."""
        self._fates: dict[str, str] = {}
        self._unsuitable: set[str] = set()
        self._items: Spool[tuple[str, tuple[str, ...], int, str]] = Spool(folder)

    def judged(self, fate: Judged) -> None:
        """Take in a chunk."""
        rejected = fate.rejected
        if rejected is not None:
            self._unsuitable.add(fate.record.id)
        self._fates[fate.record.id] = str(rejected.code) if rejected else PENDING if fate.became is None else ""

    def drafted(self, fate: Drafted, place: int) -> None:
        """Take in an item; `place` is that of its draft among the drafts, if it has one."""
        gold = tuple(chunk.id for chunk in fate.record.gold)
        why = str(fate.rejected.code) if fate.rejected else PENDING
        self._items.append((fate.record.id, gold, -1 if fate.done is None else place, why))

    def covered(
        self, chunks: Iterable[Chunk], drafts: Sequence[Draft], gone: Mapping[str, str], derived: Derived
    ) -> Coverage:
        """Look over the chunks, in the order of the corpus; `gone` are accepted items without a record, with the
        reason's code.
        """
        accepted = self._accepted(gone)
        coverage = Coverage(derived)
        for chunk in chunks:
            asked = (drafts[place] for place in accepted.get(chunk.id, ()))
            fate = self._fates.get(chunk.id, NOT_SAMPLED) or NOT_SAMPLED
            coverage.add(chunk, asked, fate, asks=chunk.id not in self._unsuitable)
        return coverage

    def _accepted(self, gone: Mapping[str, str]) -> dict[str, list[int]]:
        """Return the places of the drafts that have a record, by gold chunk; of other items, keep why for the first."""
        accepted: dict[str, list[int]] = {}
        for id_, gold, place, why in self._items:
            for chunk_id in gold:
                if place >= 0 and id_ not in gone:
                    accepted.setdefault(chunk_id, []).append(place)
                elif gold[0] == chunk_id:
                    self._fates[chunk_id] = gone.get(id_) or why
        return accepted


def write_coverage(path: Path, coverage: Coverage) -> None:
    """Write a line a heading."""
    with atomic.writer(path) as file:
        for heading in coverage.headings.values():
            file.write(orjson.dumps(heading.row()) + b"\n")
