"""Groups of drafts → the rows of their records: fitted, rendered, measured, and ready to be written."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

import orjson

from openbook.config import Config
from openbook.dataclass import dataclass, field
from openbook.dataset.assemble import Groups
from openbook.dataset.fit import fitted
from openbook.dataset.render.chat import Chat
from openbook.dataset.render.renderer import Renderer
from openbook.dataset.render.segments import Segment
from openbook.dataset.rowfile import SPLITS, axolotl_row
from openbook.dataset.token_counts import Encoder, EstimatedLengths
from openbook.records import Conversation, Rejected


@dataclass(slots=True)
class Rows:
    """What some groups came to."""

    lines: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    """Of the records file, by split."""
    lengths: "array[int]" = field(default_factory=lambda: array("I"))
    """In tokens."""
    placed: "array[int]" = field(default_factory=lambda: array("I"))
    """Those of the records as they are exported, where that differs."""
    records: list[tuple[str, int]] = field(default_factory=list)
    """The kind of context and the number of rows of each record."""
    rejected: list[Rejected] = field(default_factory=list)
    """Records that were too long."""
    chats: list[tuple[str, Chat, Conversation]] = field(default_factory=list)
    """For the formats, with their split: each format's file is one process's."""


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Makes them."""

    groups: Groups
    config: Config
    renderer: Renderer
    placed: Renderer
    """Renders what is exported; the other one, where that is the same."""
    measure: Encoder | EstimatedLengths
    length: Callable[[Conversation], int]
    main: bool
    """Whether the records file is written."""
    chats: bool
    """Whether any format is."""

    def __call__(self, block: range) -> Rows:
        """Return the rows of the groups of these numbers."""
        made = Rows()
        for result in fitted(chain.from_iterable(map(self.groups.records, block)), self.length, self.config):
            if isinstance(result, Rejected):
                made.rejected.append(result)
            else:
                self._add(result, made)
        return made

    def _add(self, record: Conversation, made: Rows) -> None:
        split, chat = SPLITS[record.item.held_out], self.renderer.chat(record)
        rows = [row for row in self.renderer.layout.rows(chat) if row]
        made.lengths.extend(tokens(row, self.measure) for row in rows)
        if self.main and rows:
            made.lines[split] += (orjson.dumps(axolotl_row(row)) + b"\n" for row in rows)
        if self.placed is not self.renderer:
            chat = self.placed.chat(record)
            made.placed.extend(tokens(row, self.measure) for row in self.placed.layout.rows(chat))
        if self.chats and rows:
            made.chats.append((split, chat, record))
        made.records.append((record.item.scenario, len(rows)))


def length_of(measure: Encoder | EstimatedLengths, *renderers: Renderer) -> Callable[[Conversation], int]:
    """Return what tells the tokens of the longest row that a record becomes."""

    def length(conversation: Conversation) -> int:
        rows = (row for renderer in renderers for row in renderer.rows(conversation))
        return max((tokens(row, measure) for row in rows), default=0)

    return length


def tokens(row: Sequence[Segment], measure: Encoder | EstimatedLengths) -> int:
    """Return the tokens of a row."""
    return measure.length("".join(segment.text for segment in row))
