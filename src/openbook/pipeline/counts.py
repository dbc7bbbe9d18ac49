"""Where everything went, in numbers."""

from collections import Counter
from collections.abc import Mapping

from openbook.calls import Size
from openbook.codes import Code
from openbook.dataclass import dataclass, field, replace

Reasons = Counter[tuple[str, Code]]
"""How often a step left something out for a code."""

Examples = dict[tuple[str, Code], str]
"""What was said of the first of them."""


@dataclass(slots=True)
class DocumentCounts:
    """Files, or lines of a JSONL file."""

    total: int = 0
    read: int = 0
    rejected: int = 0
    failed: int = 0


class _Added:
    """Counts to which more are added by their names."""

    __slots__ = ()

    def add(self, more: Mapping[str, int]) -> None:
        """Add to each."""
        for name, number in more.items():
            setattr(self, name, getattr(self, name) + number)


@dataclass(slots=True)
class ChunkCounts(_Added):
    """Chunks of all documents that were read."""

    total: int = 0
    suitable: int = 0
    rejected: int = 0
    failed: int = 0
    pending: int = 0
    """Not judged: the run was stopped."""
    not_sampled: int = 0
    """Left aside by `use_subset` or `--limit`."""


@dataclass(slots=True)
class ItemCounts(_Added):
    """One for each suitable chunk."""

    total: int = 0
    success: int = 0
    """Gold is in the context."""
    failure: int = 0
    """No gold is in the context."""
    accepted: int = 0
    rejected: int = 0
    failed: int = 0
    pending: int = 0
    """Not generated: the run was stopped."""
    shortened: int = 0
    """Accepted without a turn in which a check found something."""


@dataclass(slots=True)
class CallCounts:
    """Calls to one model in this run."""

    sent: int = 0
    replayed: int = 0
    """Answered by the ledger, at no cost."""
    retried: int = 0


@dataclass(slots=True)
class Counts:
    """Where everything went."""

    documents: DocumentCounts = field(default_factory=DocumentCounts)
    chunks: ChunkCounts = field(default_factory=ChunkCounts)
    items: ItemCounts = field(default_factory=ItemCounts)
    records: int = 0
    scenarios: dict[str, int] = field(default_factory=dict)
    """Records by kind of context."""
    calls: dict[Size, CallCounts] = field(default_factory=lambda: {"small": CallCounts(), "large": CallCounts()})
    notices: dict[str, int] = field(default_factory=dict)
    """Documents, by the kind of what is said about them."""

    def mismatches(self) -> list[str]:
        """Return the sums that do not come out, one sentence each; something got lost where there is any."""
        documents, chunks, items = self.documents, self.chunks, self.items
        sums = {
            "documents": (documents.total, documents.read + documents.rejected + documents.failed),
            "chunks": (
                chunks.total,
                chunks.suitable + chunks.rejected + chunks.failed + chunks.pending + chunks.not_sampled,
            ),
            "items by context": (items.total, items.success + items.failure),
            "items by fate": (items.total, items.accepted + items.rejected + items.failed + items.pending),
        }
        wrong = [f"{name}: {total} in total, {parts} accounted for" for name, (total, parts) in sums.items()]
        return [sentence for sentence, (total, parts) in zip(wrong, sums.values(), strict=True) if total != parts]

    @property
    def failed(self) -> int:
        """How many documents, chunks and items broke."""
        return self.documents.failed + self.chunks.failed + self.items.failed


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens and money of one model; money in the currency of the config's prices."""

    name: str
    """The model's name; empty for the built-in engine."""
    input_tokens: int = 0
    output_tokens: int = 0
    input_cost: float = 0.0
    output_cost: float = 0.0
    estimated: bool = False
    """True where any reply came without the server's own figures."""

    @property
    def cost(self) -> float:
        """Input and output together."""
        return self.input_cost + self.output_cost


@dataclass(frozen=True, slots=True)
class Between:
    """From what to what."""

    low: float
    high: float

    def times(self, other: "Between") -> "Between":
        """Return the product of two; neither is below 0."""
        return Between(self.low * other.low, self.high * other.high)

    def plus(self, other: "Between") -> "Between":
        """Return the sum."""
        return Between(self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Bounds:
    """From what to what the calls that are not paid yet may come."""

    calls: Between
    input_tokens: Between
    output_tokens: Between
    cost: Between
    seconds: Between = Between(0.0, 0.0)

    def plus(self, other: "Bounds") -> "Bounds":
        """Return both together, one after the other."""
        return Bounds(
            self.calls.plus(other.calls),
            self.input_tokens.plus(other.input_tokens),
            self.output_tokens.plus(other.output_tokens),
            self.cost.plus(other.cost),
            self.seconds.plus(other.seconds),
        )

    def taking(self, seconds: Between) -> "Bounds":
        """Return the same with how long it takes."""
        return replace(self, seconds=seconds)

    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return calls and tokens at the lower and at the upper end."""
        return (
            (self.calls.low, self.input_tokens.low + self.output_tokens.low),
            (self.calls.high, self.input_tokens.high + self.output_tokens.high),
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What `plan` expects of one model."""

    name: str
    calls: int
    """Calls that a whole run makes, once each."""
    in_ledger: int
    """Those of them that are paid already."""
    input_tokens: int
    """Of the calls that are not paid yet; an estimate."""
    output_tokens: int
    cost: float
    paid_cost: float = 0.0
    """Of the calls that are paid already, at the prices of now."""
    seconds: float | None = None
    """Expected duration; None where nothing is known of the server."""
    call_seconds: float | None = None
    """How long its longest kind of call takes; None where the ledger has none."""
    bounds: Bounds | None = None
    """From what to what it may come; None where all is paid."""
