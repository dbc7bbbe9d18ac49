"""The two configured models, each behind the ledger: what was answered once is not sent again."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from openbook.calls import Size
from openbook.config import Config, ModelSettings
from openbook.errors import OpenbookError, OutputError
from openbook.llm.budget import Budget
from openbook.llm.counters import Counters
from openbook.llm.endpoint import Endpoint
from openbook.llm.forecast import Estimate, Replay
from openbook.llm.ledger import Ledger
from openbook.llm.limits import Bucket, Gate, Lane
from openbook.llm.manners import Manners
from openbook.llm.model import Model
from openbook.llm.remembered import Purse, Remembered
from openbook.llm.stop import Stop, StopKind
from openbook.llm.timing import Timing
from openbook.llm.transport import Transport, open_session

SIZES: tuple[Size, ...] = ("small", "large")


@dataclass(slots=True)
class Models:
    """Both models, and what they have done."""

    small: Model
    large: Model
    counters: Mapping[Size, Counters]
    stop: Stop
    estimates: Mapping[tuple[Size, str], Estimate] = field(default_factory=dict)
    """By size and step: what a replay met; empty where calls are sent."""

    def halt(self, reason: str, kind: StopKind = "interrupted", grace: float | None = None) -> None:
        """Send nothing more: what is in flight comes home, later calls raise Halt unless the ledger answers them.

        `grace`: seconds that what is in flight has to come home; None for as long as it takes.
        """
        self.stop.now(reason, kind)
        if grace is not None:
            self.stop.abandon_after(grace)

    @property
    def halted(self) -> str | None:
        """Why nothing more is sent; None while sending."""
        return self.stop.reason

    @property
    def halted_by(self) -> StopKind | None:
        """Who stopped it."""
        return self.stop.kind


@asynccontextmanager
async def open_models(
    config: Config,
    ledger: Ledger | None,
    *,
    built_in: Model | None = None,
    replay_only: bool = False,
    timing: Timing | None = None,
) -> AsyncIterator[Models]:
    """Yield the config's two models.

    `built_in` answers, beside the ledger, for those whose mode names it. `ledger` may be None where both are the
    built-in engine, or for a replay of nothing. With `replay_only` nothing is
    sent: a call that the ledger does not answer raises Halt and is counted in `estimates`. Raises ServerError where
    the config names no server.
    """
    settings = {size: config.model(size) for size in SIZES}
    counters: dict[Size, Counters] = {size: Counters() for size in SIZES}
    free = {size: _handed_in(built_in) for size in SIZES if settings[size].mode == "extractive"}
    stop = Stop()
    if replay_only:
        estimates: dict[tuple[Size, str], Estimate] = {}
        replays = {size: free.get(size) or Replay(settings[size], ledger, estimates) for size in SIZES}
        yield Models(replays["small"], replays["large"], counters, stop, estimates)
    elif len(free) == len(SIZES):
        yield Models(free["small"], free["large"], counters, stop)
    else:
        if ledger is None:
            raise OutputError("A model that is paid for needs a ledger.")
        most = config.system.concurrency_limit
        async with open_session(most) as session:
            timing, gates = timing or Timing(), dict[str, Gate]()
            budget = Budget(config.cost.max_cost, _spent(ledger, settings))
            wired: dict[Size, Model] = {}
            for size in SIZES:
                each = settings[size]
                if size in free:
                    continue
                transport = Transport(each, session)
                lane = _lane(each, gates.setdefault(transport.server, Gate(most)), timing)
                stop.lanes.append(lane)
                endpoint = Endpoint(
                    settings=each,
                    transport=transport,
                    lane=lane,
                    counters=counters[size],
                    timing=timing,
                    stop=stop,
                    manners=Manners(
                        partial(ledger.remember, transport.server, each.model),
                        ledger.adaptations(transport.server, each.model),
                    ),
                    structured=config.generation.structured,
                )
                wired[size] = Remembered(Purse(endpoint, each, counters[size], budget, stop), ledger, counters[size])
            both = free | wired
            yield Models(both["small"], both["large"], counters, stop)


def _handed_in(built_in: Model | None) -> Model:
    if built_in is None:
        raise OpenbookError("A model's mode is extractive, but no built-in engine was handed in.")
    return built_in


def _lane(settings: ModelSettings, gate: Gate, timing: Timing) -> Lane:
    now = timing.clock()
    requests, tokens = settings.requests_per_minute, settings.tokens_per_minute
    return Lane(
        gate=gate,
        clock=timing.clock,
        requests=Bucket(requests, now) if requests else None,
        tokens=Bucket(tokens, now) if tokens else None,
    )


def _spent(ledger: Ledger, settings: Mapping[Size, ModelSettings]) -> float:
    """Return what this output directory has paid so far, at the prices of now."""
    return (
        sum(
            account.input_tokens * settings[size].cost_input + account.output_tokens * settings[size].cost_output
            for size, account in ledger.totals().items()
        )
        / 1e6
    )
