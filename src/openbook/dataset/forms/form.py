"""What every format is made of: rows from a chat, and the files that its trainer needs beside them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openbook.config.sections import FormName, PassagePlace
from openbook.dataclass import dataclass, field, replace
from openbook.dataset.pairs.others import Others
from openbook.dataset.render.by_template import ChatLayout
from openbook.dataset.render.chat import Chat, folded, one_answer_each
from openbook.dataset.render.renderer import Layout, safe
from openbook.dataset.render.search_tool import SEARCH_TOOL
from openbook.dataset.render.spoken import spoken
from openbook.dataset.token_counts import Encoder, EstimatedLengths
from openbook.records import Conversation
from openbook.templates import Template

Row = dict[str, Any]

NO_DOCUMENTS: frozenset[PassagePlace] = frozenset({"system", "user", "tool"})
ALL_PLACES: frozenset[PassagePlace] = frozenset({"system", "user", "tool", "documents"})


@dataclass(frozen=True, slots=True)
class RowTools:
    """What rows are made with."""

    layout: Layout
    measure: Encoder | EstimatedLengths
    others: Others | None = None
    """What a run has beside one record; None for chats that no record is behind."""
    longest: int | None = None
    """The limit of `export.max_tokens`."""
    made: "Made" = field(default_factory=lambda: Made())

    @property
    def encoder(self) -> Encoder | None:
        """None where no tokenizer is configured."""
        return self.measure if isinstance(self.measure, Encoder) else None

    def length(self, chat: Chat) -> int:
        """Return the tokens of the longest text that a chat becomes."""
        texts = ("".join(segment.text for segment in row) for row in self.layout.rows(chat))
        return max(map(self.measure.length, texts), default=0)

    def chats(self, chat: Chat) -> Iterator[Chat]:
        """Yield the chat as a trainer that reads train flags may have it.

        Control tokens are defused, for the trainer renders the text; the system prompt stands in the first question
        where the chat format has no place for it; and a format that rewrites earlier answers gets one chat for each.
        """
        for part in self.layout.split(chat):
            yield self._ready(part)

    def answers(self, chat: Chat) -> Iterator[Chat]:
        """Yield a chat for each trained answer, which is its last message and the only trained one."""
        for part in one_answer_each(chat):
            yield self._ready(self.layout.recalled(part))

    def chosen_and_rejected(self, chat: Chat) -> Chat:
        """Return the chat, whose last two messages are two answers to one question, as a trainer may have it."""
        *before, chosen, rejected = chat.messages
        quiet = tuple(replace(m, trained=False, thoughts="" if self._forgets else m.thoughts) for m in before)
        return self._ready(replace(chat, messages=(*quiet, chosen, rejected)))

    @property
    def _forgets(self) -> bool:
        return isinstance(self.layout, ChatLayout) and self.layout.forgets

    def messages(self, chat: Chat, *, own_thoughts: bool = False, as_text: bool = False) -> list[Row]:
        """Return the messages of a chat as most trainers read them.

        `own_thoughts`: thoughts in the field of the chat template, if it has one, for trainers that hand the messages
        to it; else between tags. `as_text`: the arguments of calls as JSON text.
        """
        key = self.layout.caller.thoughts_key if own_thoughts and isinstance(self.layout, ChatLayout) else ""
        return spoken(chat.messages, thoughts_key=key, arguments_as_text=as_text)

    def beside(self, chat: Chat) -> Row:
        """Return what the chat template reads beside the messages: `tools`, `documents`; nothing where it has none."""
        given: Row = {"tools": [SEARCH_TOOL]} if chat.searches else {}
        if chat.documents and isinstance(self.layout, ChatLayout):
            given["documents"] = self.layout.caller.documents(chat)
        return given

    def _ready(self, chat: Chat) -> Chat:
        clean = safe(chat, self.layout.defuse)
        messages = folded(clean.messages) if self.layout.folds_system else clean.messages
        return Chat(chat.id, tuple(messages), clean.documents)


@dataclass(slots=True)
class Made:
    """What came of making rows that are not a record each."""

    longest: int = 0
    """Tokens of the longest text."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many rows were left out, by the reason in words."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the settings of a trainer depend on."""

    template: Template
    """The chat format as the trainers call it."""
    headers: tuple[str, str] | None
    """In front of a question and of an answer; None for formats of the user's own."""
    end: str
    """What ends an answer."""
    source: str
    """The Jinja of the chat format; empty for formats of the user's own."""
    thinks: bool
    """Whether thoughts are apart from answers."""
    thoughts_key: str
    """The field in which the chat template reads them; empty where they stand between tags."""
    searches: bool
    """Whether passages are the results of search calls."""
    eos: str
    """The tokenizer's end, where the template names it."""
    longest: int
    """Tokens of the longest row."""
    exact: bool
    """False where `longest` is an estimate."""
    files: Mapping[str, str]
    """The files of the splits that are there: `train`, and `validation` where it is."""

    @property
    def room(self) -> int:
        """The sequence length that fits every row: the next multiple of 64, or of 1024 where it is an estimate."""
        step = 64 if self.exact else 1024
        return max(step, -(-self.longest // step) * step)


@dataclass(frozen=True, slots=True)
class Form:
    """One format."""

    name: FormName
    rows: Callable[[Chat, RowTools], Iterator[Row]]
    settings: Callable[[Situation], Mapping[str, str]]
    """The files beside the rows, by name."""
    places: frozenset[PassagePlace] = frozenset({"system", "user"})
    """Where its passages may stand."""
    of_records: Callable[[Conversation, RowTools], Iterator[Row]] | None = None
    """Makes the rows of a record in place of `rows`, where they are made of its item."""
    thin: Callable[[Path], Mapping[str, int]] | None = None
    """Leaves rows of a written file out, and returns how many by the reason in words."""
    finish: Callable[[Path, Mapping[str, Path]], Iterable[str]] | None = None
    """Makes further files of the rows' files, in the folder, and yields their names."""
    validation: str = "validation.jsonl"
    """The file of the held-out rows; that of the others is `train` with the same suffix."""
    trains: str = "all that is trained"
    """In words, for the dataset card."""

    @property
    def train(self) -> str:
        """The file of the rows to train on."""
        return "train." + self.validation.rpartition(".")[2]
