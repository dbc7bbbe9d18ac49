"""How much disk a run will take: what it writes, and what it needs meanwhile. Sizes follow from the config."""

from collections.abc import Mapping
from typing import Any

from openbook.dataclass import dataclass
from openbook.pipeline.counts import Counts
from openbook.pipeline.prepare import FormatTally
from openbook.spool import LONG

PROMPT = 3_000
"""Bytes that a call adds to the texts it shows: what is kept of its instructions, its reply and its verdict."""
TURNS = 2_500
"""Bytes of a draft's turns with their citations and scores."""
INDEX = 0.35
"""Of the text, what an index of its words takes."""
PACKED = 0.35
"""Of long records that wait, what their compressed form takes."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes, about."""

    output: int
    """In the output folder at the end, its ledger included."""
    work: int
    """Beside that while the run works; given back when it ends."""

    @classmethod
    def of(cls, config: Mapping[str, Any], formats: Mapping[str, FormatTally], counts: Counts, calls: int) -> "Disk":
        """Estimate for a look ahead: its config as run.json has it, what was read, and how many calls will be paid for.

        Figures are those of runs of a thousand to twenty thousand chunks, and within a half of what those took.
        """
        text, chunks = sum(tally.characters for tally in formats.values()), max(1, counts.chunks.total)
        mean, items = text / chunks, counts.items.total
        judged = counts.chunks.total - counts.chunks.not_sampled
        context = mean * (1 + int(config["system"]["rag_max_chunks"])) / 2
        item = mean + context
        records = (context + PROMPT) * (1 + len(config["export"]["formats"]))
        output = items * (item + records + item + mean + PROMPT + TURNS)
        ledger = calls * (mean / 2 + PROMPT / 2)
        waiting = judged * _packed(mean + PROMPT) + items * _packed(item + PROMPT + TURNS)
        work = text * (1 + INDEX) + waiting
        return cls(round(output + ledger), round(work))


def _packed(record: float) -> float:
    """Return what a record of so many bytes takes while it waits."""
    return record if record < LONG else PACKED * record
