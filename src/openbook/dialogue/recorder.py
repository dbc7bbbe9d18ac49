"""What the calls of a step said, kept beside its results: for the debug files, meta-datagen and `explain`."""

from openbook.calls import Exchange
from openbook.dataclass import dataclass, field
from openbook.fates import Attempt
from openbook.records import Item


@dataclass(slots=True)
class Recorder:
    """Keeps what was said about each record until whoever runs the step takes it; ids in flight are unique."""

    _said: dict[str, list[Exchange]] = field(default_factory=dict)
    _shown: dict[str, Item] = field(default_factory=dict)
    _tried: dict[str, list[Attempt]] = field(default_factory=dict)

    def called(self, id_: str, exchange: Exchange) -> None:
        """Keep a call that was answered, for the record of this id."""
        self._said.setdefault(id_, []).append(exchange)

    def tried(self, id_: str, attempt: Attempt, place: int | None = None) -> None:
        """Keep what became of a reply, for the record of this id: behind the others, or at the place that was next."""
        tried = self._tried.setdefault(id_, [])
        tried.insert(len(tried) if place is None else place, attempt)

    def place(self, id_: str) -> int:
        """Return the place of the next reply among those of the record of this id."""
        return len(self._tried.get(id_, ()))

    def shown(self, item: Item) -> None:
        """Keep an item with the context that is shown from now on."""
        self._shown[item.id] = item

    def attempts(self, id_: str) -> tuple[Attempt, ...]:
        """Return what became of the record's replies, in their order, and forget it."""
        return tuple(self._tried.pop(id_, ()))

    def take(self, id_: str) -> tuple[list[Exchange], Item | None]:
        """Return the record's calls, the last one last, and its item as finally used where it changed; forget both."""
        return self._said.pop(id_, []), self._shown.pop(id_, None)
