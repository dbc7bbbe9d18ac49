"""What a run has beside one record: its other drafts, and the drafts that were refused on the way."""

from collections.abc import Callable, Iterator, Sequence

from openbook.config import Config
from openbook.dataclass import replace
from openbook.dataset.assemble import filled, system_prompt
from openbook.dataset.attempts_file import Mended, MendedDrafts
from openbook.dataset.render.chat import Chat
from openbook.records import Conversation, Draft, Item, LookedAt, Passage
from openbook.scenarios import SCENARIOS


class Others:
    """Looked up by id; drafts and replies stay on disk. Close it."""

    def __init__(self, config: Config, drafts: Sequence[Draft], render: Callable[[Conversation], Chat]) -> None:
        """Use the drafts that records are made of, and what makes messages of records."""
        self.config = config
        self.render = render
        self._drafts = drafts
        self._by_gold: dict[str, int] | None = None
        self._mended: MendedDrafts | None = None
        self._sampled: dict[str, int] | None = None

    def shown(self, record: Conversation, item: Item) -> Conversation:
        """Return the record with another context."""
        return replace(record, item=item, system=filled(system_prompt(item, self.config.system), item))

    def answering_from(self, chunk_id: str) -> Draft | None:
        """Return the first draft that answers from this one chunk; None where there is none."""
        if self._by_gold is None:
            self._by_gold = self._places()
        place = self._by_gold.get(chunk_id)
        return None if place is None else self._drafts[place]

    def _places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for place, draft in enumerate(self._drafts):
            gold = self.single_gold(draft.item)
            if gold is not None and draft.turns:
                places.setdefault(gold.chunk_id, place)
        return places

    def single_gold(self, item: Item) -> Passage | None:
        """Return the one passage that an item's answers are from; None where there is none, or more."""
        gold = [passage for passage in item.passages if passage.is_gold]
        return gold[0] if SCENARIOS[item.scenario].does == "answers" and len(gold) == 1 else None

    def mended(self, draft: Draft) -> Iterator[Mended]:
        """Yield the drafts that were refused for the passages of an accepted draft."""
        if self._mended is None:
            self._mended = MendedDrafts(self.config.path.output_dir)
        return self._mended.of(draft)

    def sampled(self, item: Item) -> Sequence[LookedAt]:
        """Return what the model to be trained answers in an item's context; none where that is another one now."""
        if self._sampled is None:
            self._sampled = {draft.id: place for place, draft in enumerate(self._drafts) if draft.sampled}
        place = self._sampled.get(item.id)
        draft = None if place is None else self._drafts[place]
        return draft.sampled if draft is not None and draft.item.passages == item.passages else ()

    def close(self) -> None:
        """Close the files."""
        if self._mended is not None:
            self._mended.close()
