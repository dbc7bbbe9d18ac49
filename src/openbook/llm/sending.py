"""Models whose requests are sent: to a server, into a batch, or to a model that a program hands in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from openbook.calls import Size
from openbook.config import Config, ModelSettings
from openbook.llm.batch.batched import Batched
from openbook.llm.batch.batches import BATCHES, Batches
from openbook.llm.batch.opening import provider_for
from openbook.llm.budget import Budget
from openbook.llm.counters import Counters
from openbook.llm.embeddings import Embeddings
from openbook.llm.endpoint import Endpoint
from openbook.llm.handed import Handed
from openbook.llm.ledger import Ledger
from openbook.llm.ledger.takeover import OldVectors
from openbook.llm.limits import Gate, Lane
from openbook.llm.manners import Manners
from openbook.llm.model import Model
from openbook.llm.remembered import Purse, Remembered
from openbook.llm.stop import Stop
from openbook.llm.till import Till, TillBudget, TillRates, budget_of, lane_of
from openbook.llm.timing import Timing
from openbook.llm.transport import Transport, open_session

if TYPE_CHECKING:
    import aiohttp


@asynccontextmanager
async def sending(
    config: Config, ledger: Ledger, stop: Stop, timing: Timing | None, till: Till | None
) -> AsyncIterator["Sending"]:
    """Yield the ways to the config's models, over one session."""
    old = OldVectors(config.path.output_dir)
    async with open_session(config.system.concurrency_limit) as session:
        budget = TillBudget(till) if till is not None else budget_of(config, ledger)
        ways = Sending(config, ledger, session, timing or Timing(), stop, budget, till, old)
        try:
            yield ways
        finally:
            old.close(done=ways.embeds and stop.reason is None)


class Sending:
    """What the models of a run share: the session, the budget, and a gate for each server."""

    def __init__(
        self,
        config: Config,
        ledger: Ledger,
        session: "aiohttp.ClientSession",
        timing: Timing,
        stop: Stop,
        budget: Budget,
        till: Till | None,
        old: OldVectors,
    ) -> None:
        self._config, self._ledger, self._session = config, ledger, session
        self._timing, self._stop = timing, stop
        self._budget, self._till, self._old = budget, till, old
        self._gates: dict[str, Gate] = {}
        self.batches: dict[Size, Batches] = {}
        self.embeds = False

    def model(self, settings: ModelSettings, counters: Counters, handed: Model | None) -> Model:
        """Return one model behind the ledger. `handed`: one of the program's own that answers in its place."""
        if settings.mode == "batch" and handed is None:
            return self._batched(settings, counters)
        purse = self._purse(settings, counters, handed)
        if settings.size == "embedding":
            self.embeds = True
            return Embeddings(purse, self._ledger, counters, self._old)
        return Remembered(purse, self._ledger, counters)

    def _purse(self, settings: ModelSettings, counters: Counters, handed: Model | None) -> Purse:
        """Return what pays for the requests of one model, its way to the server included."""
        if handed is not None:
            manners = Manners(lambda adaptation: None, ())
            return Purse(Handed(handed, self._stop), manners, settings, counters, self._budget, self._stop)
        transport, ledger = Transport(settings, self._session), self._ledger
        gate = self._gates.setdefault(transport.server, Gate(self._config.system.concurrency_limit))
        if self._till is None:
            lane = lane_of(settings, gate, self._timing.clock)
        else:
            lane = Lane(gate, self._timing.clock, shared=TillRates(self._till, settings.size))
        self._stop.lanes.append(lane)
        manners = Manners(
            partial(ledger.remember, transport.server, settings.model),
            ledger.adaptations(transport.server, settings.model),
        )
        endpoint = Endpoint(
            settings=settings,
            transport=transport,
            lane=lane,
            counters=counters,
            timing=self._timing,
            stop=self._stop,
            manners=manners,
            structured=self._config.generation.structured,
        )
        return Purse(endpoint, manners, settings, counters, self._budget, self._stop)

    def _batched(self, settings: ModelSettings, counters: Counters) -> Batched:
        """Return a model whose calls go in batches; `batches` has them."""
        ledger, folder = self._ledger, self._config.path.output_dir / BATCHES
        provider = provider_for(settings, self._session, self._timing, self._stop)
        model = Batched(
            provider=provider,
            settings=settings,
            ledger=ledger,
            counters=counters,
            manners=Manners(
                partial(ledger.remember, provider.server, settings.model),
                ledger.adaptations(provider.server, settings.model),
            ),
            budget=self._budget,
            stop=self._stop,
            structured=self._config.generation.structured,
            queue=folder / f"{settings.size}.queue",
        )
        self.batches[settings.size] = Batches(provider, model, folder, self._timing, self._stop)
        self.batches[settings.size].resume()
        return model
