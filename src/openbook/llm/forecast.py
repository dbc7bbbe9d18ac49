"""What a run would cost: a model that sends nothing, answers from the ledger, and counts what it can't answer."""

from collections.abc import Mapping
from hashlib import sha256

from openbook.calls import Reply, Request, Size
from openbook.config import ModelSettings
from openbook.dataclass import dataclass, field
from openbook.errors import Halt
from openbook.llm.ledger import Ledger
from openbook.llm.wire import estimate_tokens, most_tokens, trimmed

OUTPUT_TOKENS = {"judge": 150, "contradict": 120, "ask": 200, "generate": 900, "verify": 250, "sample": 250}
"""What a reply is expected to have where the ledger has none of its step."""
ANY_OUTPUT = 400


@dataclass(slots=True)
class Estimate:
    """The calls of one step, as a replay met them; equal requests count once."""

    answered: int = 0
    """In the ledger."""
    calls: int = 0
    """Not in the ledger; these and the tokens below would have to be paid for."""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    """In the currency of the config's prices."""
    answered_cost: float = 0.0
    """What the calls in the ledger cost, at the prices of now."""
    seconds: float | None = None
    """How long one call took on average; None where the ledger has none of its step."""


@dataclass(slots=True)
class Replay:
    """Answers from the ledger, and raises Halt for every other request."""

    settings: ModelSettings
    ledger: Ledger | None
    estimates: dict[tuple[Size, str], Estimate]
    _seen: set[bytes] = field(default_factory=set)
    _usual: dict[str, tuple[float, float]] | None = None

    async def reply(self, request: Request) -> Reply:
        """Return the ledger's reply, or count the request and raise Halt."""
        canonical = request.canonical()
        digest = sha256(canonical)
        reply = self.ledger.get(digest.hexdigest()) if self.ledger is not None else None
        if digest.digest() not in self._seen:
            self._seen.add(digest.digest())
            self._count(request, len(canonical), reply)
        if reply is None:
            raise Halt("nothing is sent: this only looks ahead")
        return trimmed(reply, request)

    def _count(self, request: Request, size: int, reply: Reply | None) -> None:
        estimate = self.estimates.setdefault((request.size, request.step), Estimate())
        written, seconds = self._expected(request.step)
        if reply is not None:
            estimate.answered += 1
            estimate.answered_cost += self.settings.price(reply.usage.input_tokens, reply.usage.output_tokens)
            return
        most = most_tokens(request)
        written = 0 if request.inputs else written if most is None else min(written, most)
        read = estimate_tokens(size)
        estimate.calls += 1
        estimate.input_tokens += read
        estimate.output_tokens += int(written)
        estimate.cost += self.settings.price(read, written)
        estimate.seconds = seconds or None

    def _expected(self, step: str) -> tuple[float, float]:
        """Return tokens written and seconds of a usual reply of a step."""
        if self._usual is None:
            accounts = self.ledger.accounts(everybody=True) if self.ledger is not None else []
            self._usual = {
                account.step: (account.output_tokens / account.calls, account.seconds / account.calls)
                for account in accounts
                if account.calls and account.size == self.settings.size
            }
        return self._usual.get(step, (OUTPUT_TOKENS.get(step, ANY_OUTPUT), 0.0))


def seconds_for(estimates: Mapping[tuple[Size, str], Estimate], settings: ModelSettings, limit: int) -> float | None:
    """Return how long one model's unanswered calls would take with `limit` at a time; None where nothing is known."""
    mine = [estimate for (size, _), estimate in estimates.items() if size == settings.size and estimate.calls]
    took = [estimate.calls * estimate.seconds / limit for estimate in mine if estimate.seconds is not None]
    bounds = [sum(took)] if len(took) == len(mine) else []
    if settings.requests_per_minute:
        bounds.append(60.0 * sum(estimate.calls for estimate in mine) / settings.requests_per_minute)
    if settings.tokens_per_minute:
        tokens = sum(estimate.input_tokens + estimate.output_tokens for estimate in mine)
        bounds.append(60.0 * tokens / settings.tokens_per_minute)
    return max(bounds, default=None)
