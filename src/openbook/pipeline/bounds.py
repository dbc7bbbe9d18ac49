"""From what to what a run may come: first by assumption, then by what the ledger holds, narrower with all it holds."""

import math
from collections.abc import Iterable, Iterator, Mapping

from openbook.calls import Size
from openbook.config import Config
from openbook.dataclass import dataclass
from openbook.fates import Drafted, Judged
from openbook.llm.forecast import Estimate
from openbook.llm.ledger.store import Account
from openbook.pipeline.counts import Between, Bounds

SUITABLE = Between(0.5, 1.0)
"""Share of the chunks that a judge takes."""
CALLS = {"judge": Between(1.0, 1.1), "ask": Between(1.0, 1.4), "generate": Between(1.0, 1.8),
         "verify": Between(0.5, 1.8), "sample": Between(0.5, 1.0)}  # fmt: skip
"""Calls a record: replies that can't be used are asked for again, and drafts that a check refuses are mended. Of those
of judges that are foreseen, some are not needed, since answers agree without a call that compares them; of answers
that are sampled, those of drafts that will not be accepted.
"""
OF_DRAFTS = ("verify", "sample")
"""Steps whose calls are about drafts."""
SPARE = Between(0.0, 0.5)
"""Spare items an item, where `curate.rounds` allows any."""
WRITTEN = Between(0.5, 1.6)
"""Tokens of a reply, of what is expected."""
READ = Between(0.8, 1.25)
"""Tokens of a prompt, of what its letters let expect."""
SPEED = Between(15.0, 80.0)
"""Tokens a second that one call writes."""
AT_ONCE = 8
"""Calls that a slow server answers at a time, whatever it is sent."""
CERTAIN = 0.05
"""What is measured is believed to so much, however often it was."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a ledger and the replay of it tell."""

    judged: int = 0
    """Chunks with a verdict of the model."""
    suitable: int = 0
    settled: int = 0
    """Items that were accepted or left out."""
    unjudged: float = 0.0
    """Share of the items ahead whose chunk has no verdict."""
    accounts: Mapping[tuple[Size, str], Account] | None = None

    @classmethod
    def of(cls, judged: Iterable[Judged], drafted: Iterable[Drafted], accounts: Iterable[Account]) -> "Known":
        """Count what is decided."""
        verdicts = [fate for fate in judged if fate.became is not None and fate.exchange is not None]
        waiting = {fate.record.id for fate in judged if fate.became is None}
        ahead = [fate.record.gold[0].id in waiting for fate in drafted if fate.became is None]
        return cls(
            judged=len(verdicts),
            suitable=sum(fate.rejected is None for fate in verdicts),
            settled=sum(fate.became is not None and bool(fate.attempts or fate.exchange) for fate in drafted),
            unjudged=sum(ahead) / len(ahead) if ahead else 0.0,
            accounts={(account.size, account.step): account for account in accounts},
        )

    def suitable_share(self) -> Between:
        """Return the share of the unjudged chunks that will be taken."""
        return _narrowed(SUITABLE, self.suitable / self.judged if self.judged else 0.0, self.judged, most=1.0)

    def calls_a_record(self, size: Size, step: str) -> Between:
        """Return how often a record of a step is asked about."""
        records = self.judged if step == "judge" else self.settled
        account = (self.accounts or {}).get((size, step))
        assumed = CALLS.get(step, Between(1.0, 1.0))
        if account is None or not records or step in OF_DRAFTS:  # a draft takes several
            return assumed
        return _narrowed(assumed, max(1.0, account.calls / records), records, least=1.0)

    def calls_of(self, size: Size, step: str) -> int:
        """Return how many calls of a step the ledger has."""
        account = (self.accounts or {}).get((size, step))
        return account.calls if account is not None else 0


def bounds(config: Config, estimates: Mapping[tuple[Size, str], Estimate], known: Known) -> dict[Size, Bounds]:
    """Return from what to what the calls that are not paid yet may come, by model."""
    found: dict[Size, Bounds] = {}
    for (size, step), estimate in estimates.items():
        if estimate.calls:
            one = _of_step(config, size, step, estimate, known)
            found[size] = found[size].plus(one) if size in found else one
    return {size: _timed(config, size, one, estimates, known) for size, one in found.items()}


def _of_step(config: Config, size: Size, step: str, estimate: Estimate, known: Known) -> Bounds:
    calls = Between(estimate.calls, estimate.calls).times(known.calls_a_record(size, step))
    if size == "large" or step in OF_DRAFTS:
        share, unjudged = known.suitable_share(), known.unjudged
        calls = calls.times(Between(1 - unjudged * (1 - share.low), 1 - unjudged * (1 - share.high)))
        calls = calls.times(Between(1 + SPARE.low, 1 + SPARE.high)) if config.curate.rounds else calls
    paid = known.calls_of(size, step)
    read = Between(estimate.input_tokens / estimate.calls, estimate.input_tokens / estimate.calls)
    written = Between(estimate.output_tokens / estimate.calls, estimate.output_tokens / estimate.calls)
    read = calls.times(read).times(READ)
    written = calls.times(written).times(_narrowed(WRITTEN, 1.0, paid) if paid else WRITTEN)
    settings = config.model(size)
    cost = Between(
        *((r * settings.cost_input + w * settings.cost_output) / 1e6
          for r, w in ((read.low, written.low), (read.high, written.high)))
    )  # fmt: skip
    return Bounds(calls, read, written, cost)


def _timed(
    config: Config, size: Size, one: Bounds, estimates: Mapping[tuple[Size, str], Estimate], known: Known
) -> Bounds:
    """Add how long it takes: by what calls took, else by speeds that servers have."""
    settings, limit = config.model(size), config.system.concurrency_limit
    mine = {step: each for (of, step), each in estimates.items() if of == size and each.calls}
    took = [each.seconds for each in mine.values()]
    if took and all(took):
        mean = sum((each.seconds or 0.0) * each.calls for each in mine.values()) / sum(e.calls for e in mine.values())
        paid = min(known.calls_of(size, step) for step in mine)
        each_call = _narrowed(Between(0.5, 2.0), 1.0, paid)
        seconds = [n * mean * share / min(limit, max(n, 1)) for n, share in
                   ((one.calls.low, each_call.low), (one.calls.high, each_call.high))]  # fmt: skip
    else:
        seconds = [
            one.output_tokens.low / SPEED.high / min(limit, max(one.calls.low, 1)),
            one.output_tokens.high / SPEED.low / min(limit, AT_ONCE, max(one.calls.high, 1)),
        ]
    for n, (calls, tokens) in enumerate(one.ends()):
        if settings.requests_per_minute:
            seconds[n] = max(seconds[n], 60 * calls / settings.requests_per_minute)
        if settings.tokens_per_minute:
            seconds[n] = max(seconds[n], 60 * tokens / settings.tokens_per_minute)
    return one.taking(Between(*seconds))


def _narrowed(assumed: Between, measured: float, times: int, *, least: float = 0.0, most: float = math.inf) -> Between:
    """Return what is measured, with what so many measurements leave open; never wider than what is assumed of it."""
    if not times:
        return assumed
    open_ = CERTAIN + 1 / math.sqrt(times)
    low, high = measured * (1 - open_), measured * (1 + open_)
    if assumed.low <= measured <= assumed.high:
        low, high = max(low, assumed.low), min(high, assumed.high)
    return Between(max(least, low), min(most, high))


def rests_on(known: Known) -> Iterator[str]:
    """Say what the bounds rest on."""
    if known.judged or known.settled:
        yield f"The ledger narrows it: {known.judged:,} verdicts, {known.settled:,} items that came to their end."
    else:
        yield "Nothing is paid yet, so it rests on assumptions: `openbook docs cost` has them."
    if known.unjudged:
        share = known.suitable_share()
        yield f"Of the chunks without a verdict {share.low:.0%} to {share.high:.0%} count as suitable."
