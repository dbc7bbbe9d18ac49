"""Every record of the journey, in the order in which it appears.

Document → Chunk → Item → Draft → Conversation → file. Each step takes a record and returns the next one, or `Rejected`.
What goes to a model and comes back is in `calls`; what became of a record, call by call, is in `fates`.
"""

from typing import Literal

from openbook.codes import BROKE, Code, Kind
from openbook.dataclass import dataclass
from openbook.spool import Record

Markup = Literal["markdown", "plain"]
"""How a document's text is marked up: `markdown` has # headings, lists, tables and fences; `plain` has none."""


@dataclass(frozen=True, slots=True)
class Document(Record):
    """The text of one file (or of one line of a JSONL file), as read."""

    id: str
    """Hash of source and text."""
    source: str
    """Path relative to the input folder, with `/`; for a JSONL line `file.jsonl:12`, counted from 1."""
    text: str
    """NFC, line ends `\\n`, no control characters but `\\n` and `\\t`."""
    title: str = ""
    """From front matter, a title element or the file's properties; empty where there is none."""
    markup: Markup = "plain"
    """Readers of rich formats (docx, html, epub) write their structure as Markdown."""
    pages: tuple[int, ...] = ()
    """Start offset in `text` of each page, page 1 first; empty where the format has no pages."""
    metadata: tuple[tuple[str, str], ...] = ()
    """What else the file says of itself (front matter, other keys of a JSONL line), in its order."""
    notices: tuple["Notice", ...] = ()
    """What a person should know of the reading: what was dropped and why, a chapter missing, keys in the text."""


@dataclass(frozen=True, slots=True)
class Notice(Record):
    """One thing that a person should know of a document."""

    kind: Kind
    """Notices of one kind are summed up."""
    text: str
    """One sentence, without the document's name."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Chunk(Record):
    """A slice of a document: `document.text[start:end] == chunk.text`."""

    id: str
    """Hash of the file's path, the text, and n for its n-th occurrence there: an appended line re-ids nothing."""
    document_id: str
    source: str
    """The document's source; for paged formats with the pages: `report.pdf, p. 3` or `report.pdf, pp. 3-4`."""
    start: int
    """First character in the document's text, from 0."""
    end: int
    """One past the last character."""
    text: str
    headings: tuple[str, ...] = ()
    """Heading path above the chunk's first line, outermost first; without `#`."""
    ordinal: int = 0
    """Position among the chunks of its document, from 0: neighbours differ by one."""
    title: str = ""
    """The document's title; empty where it has none."""
    metadata: tuple[tuple[str, str], ...] = ()
    """The document's: what the file says of itself, or a file beside it."""

    def is_beside(self, other: "Chunk") -> bool:
        """Whether two chunks are the same or stand one directly after the other in their document."""
        return self.document_id == other.document_id and abs(self.ordinal - other.ordinal) <= 1


@dataclass(frozen=True, slots=True)
class Passage(Record):
    """A chunk as retrieved: one place in a context."""

    chunk_id: str
    source: str
    text: str
    rank: int
    """Place in the context, from 1: the n of `Chunk {n}`."""
    score: float
    """What the retriever gave it for this query; 0.0 for a random draw."""
    is_gold: bool
    synthetic: bool = False
    """True where the text was made from a chunk by changing a fact in it, so that it contradicts that chunk."""


@dataclass(frozen=True, slots=True)
class Question(Record):
    """A question asked before retrieval, with a short reference answer from the gold chunks alone."""

    text: str
    reference_answer: str
    quote: str = ""
    """The words of gold that the answer follows from; empty where the reply has none."""


@dataclass(frozen=True, slots=True)
class Item(Record):
    """What one generation is about: gold chunks and the context that is shown."""

    id: str
    """The id of the first gold chunk; a spare item of the same chunk adds its number."""
    gold: tuple[Chunk, ...]
    scenario: str
    """How the context was built: `gold`, `missing_recall`, …"""
    passages: tuple[Passage, ...]
    """The context, in the order shown."""
    questions: tuple[Question, ...] = ()
    """Empty until asked."""
    repairs: int = 0
    """How often a passage was replaced after generation because it held the answer."""
    refused: tuple[str, ...] = ()
    """Ids of the chunks that were taken out because they held the answer, sorted."""
    strict: bool = False
    """Whether its system prompt is of the strict family: answer from the sources or not at all."""
    held_out: bool = False
    """Whether its record belongs to the validation split."""

    @property
    def has_gold(self) -> bool:
        """Whether any passage of the context is gold."""
        return True in [passage.is_gold for passage in self.passages]


@dataclass(frozen=True, slots=True)
class Citation(Record):
    """A quotation that an answer gives for a passage."""

    rank: int
    """The passage's place in the context, from 1."""
    quote: str


@dataclass(frozen=True, slots=True)
class Turn(Record):
    """One question and its answer."""

    question: str
    thoughts: str
    """The thought process; empty where the reply had none."""
    answer: str
    citations: tuple[Citation, ...] = ()
    labels: tuple[str, str] = ("Thought Process", "Answer")
    """The two headings as the model wrote them, in its language."""
    short_answer: str = ""
    """The answer in as few words as tell it, as the reply has it in a field; empty where it has none."""
    evidence: tuple[Citation, ...] = ()
    """What the reply's own field names as its evidence, not yet verified; `citations` are verified."""
    found: bool | None = None
    """Whether the passages hold the answer, as the reply has it in a field; None where it has none."""


@dataclass(frozen=True, slots=True)
class LookedAt(Record):
    """A turn that stands beside a draft, and what a check finds in it: one that was dropped, or another's answer."""

    turn: Turn
    number: int
    """Its place in the draft, from 1."""
    check: str = ""
    """What found something in it; empty where nothing did."""
    code: Code | None = None
    """Under which it would be refused; None where nothing is found."""
    detail: str = ""
    """What is wrong, in a sentence for a person."""
    is_right: bool = False
    """Whether nothing is found, and it surely says what the accepted answer says."""


@dataclass(frozen=True, slots=True)
class Draft(Record):
    """An item with the turns that were written for it and passed the checks."""

    item: Item
    turns: tuple[Turn, ...]
    checks: tuple[str, ...] = ()
    """Names of the checks that it passed."""
    scores: tuple[tuple[str, float], ...] = ()
    """What was measured of it, by name, as `dialogue.checks.scores` has it."""
    dropped: tuple[LookedAt, ...] = ()
    """Turns that it lost to a check, where the rest is a conversation by itself."""
    sampled: tuple[LookedAt, ...] = ()
    """Other answers to its questions, for preference pairs; empty where none were asked for."""

    @property
    def id(self) -> str:
        """That of its item."""
        return self.item.id


@dataclass(frozen=True, slots=True)
class ConversationTurn(Record):
    """One question and answer inside a training record."""

    turn: Turn
    trained: bool
    """Whether this turn belongs to the record's own item, and so to the loss."""
    draft_id: str = ""
    """The item that it was written for."""


@dataclass(frozen=True, slots=True)
class Conversation(Record):
    """A training record before it takes a trainer's form. Nothing follows the last trained turn."""

    id: str
    """Hash of the draft ids, the target's last."""
    system: str
    """The system prompt with the target item's context filled in; always masked."""
    turns: tuple[ConversationTurn, ...]
    draft_ids: tuple[str, ...]
    """Item ids in the order of the turns; the last one is the target."""
    item: Item
    """The target item."""


@dataclass(frozen=True, slots=True)
class Rejected(Record):
    """What was left out, and why: a row of rejected.jsonl."""

    step: str
    """Where it ended: `read`, `chunk`, `judge`, `contradict`, `ask`, `simulate`, `generate`, `verify`, `curate`,
    `assemble`, `review`, `export`."""
    code: Code
    detail: str
    """One sentence for a person."""
    id: str
    """Of the document, chunk or item; the source where the document has none yet."""
    source: str

    @property
    def kind(self) -> Literal["rejected", "failed"]:
        """`failed` where something broke, `rejected` where it was judged."""
        return "failed" if self.code in BROKE else "rejected"
