"""The phases between reading and writing: judge → simulate (→ ask) → generate (→ sample). All but simulate cost."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from openbook.builtin.judge import unsuitable
from openbook.calls import Size
from openbook.codes import Code
from openbook.contexts.shares import Spare
from openbook.contexts.simulate import Simulator
from openbook.dataclass import dataclass, replace
from openbook.dataset.write import fitting
from openbook.dialogue.attempts import Asker
from openbook.dialogue.generate import Generate
from openbook.dialogue.judge import Judge
from openbook.dialogue.recorder import Recorder
from openbook.errors import RefusedError, ServerError, TransientError
from openbook.fates import Drafted, Fate, Judged
from openbook.pipeline.curation import curated
from openbook.pipeline.mapping import Mapper, Step, Tools
from openbook.pipeline.prepare import Prepared
from openbook.pipeline.rounds import Tally, first, supply, surplus, told_apart
from openbook.records import Chunk, Item, Rejected
from openbook.spool import Spool, pickled

if TYPE_CHECKING:
    from openbook.dialogue.judging.verdicts import Judging

EMBEDDED = 1024
"""Chunks that are at hand for vectors: their calls share requests."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What became of everything, phase by phase."""

    prepared: Prepared
    judged: Sequence[Judged]
    """Of the sampled chunks, in the order of the corpus."""
    drafted: Sequence[Drafted]
    """Of the items, in the order of the corpus."""
    notices: tuple[str, ...]
    refusal: ServerError | None
    """Why the server ended the run; None where it didn't."""


def travel(prepared: Prepared, tools: Tools) -> Journey:
    """Take the chunks through judge, simulate, ask and generate.

    A server that refuses for good, an interrupt and a spent budget all end the sending, not the journey: what the
    ledger holds is still used, the rest is pending. Raises ServerError where nothing at all was answered, and what
    `tools.after` raises behind a phase.
    """
    return _Traveller(prepared, tools).travel()


class _Traveller:
    """Leads the records from phase to phase; each phase's results lie on disk, in the order of its records."""

    def __init__(self, prepared: Prepared, tools: Tools) -> None:
        self._prepared = prepared
        self._tools = tools
        self._recorder = Recorder()
        self._mapper = Mapper(tools, self._recorder)
        self._waits = False
        self._missed: tuple[str, ...] = ()

    def travel(self) -> Journey:
        judged = self._judge()
        self._mapper.raise_if_nothing_came()
        simulator, suitable = self._simulator(judged, is_blind=self._embed())
        drafted = self._in_rounds(suitable, simulator)
        self._mapper.raise_if_nothing_came()
        drafted, sampled = self._sample(drafted)
        told = filter(None, (*self._unembedded(), sampled))
        notices = (*self._prepared.notices, *simulator.notices, *self._missed, *told)
        return Journey(self._prepared, judged, drafted, notices, self._mapper.refusal)

    def _asker(self, size: Size) -> Asker:
        config, models = self._tools.config, self._tools.models
        return Asker(
            model=models.writer(size),
            settings=config.model(size),
            prompts=self._tools.prompts,
            structured=config.generation.structured,
            use_stop=config.system.use_stop,
            recorder=self._recorder,
            repairs=config.verify.repairs if size == "large" else 0,
        )

    def _judge(self) -> Sequence[Judged]:
        """Ask the small model about every sampled chunk."""
        chunks, sampled = self._prepared.chunks, self._prepared.sampled
        skip = self._tools.config.skip
        step: Step[Chunk, Chunk] = _kept if skip.skip_filter_chunks else Judge(self._asker("small"))
        if skip.rules_first and not skip.skip_filter_chunks:
            step = _RulesFirst(step)
        with self._tools.progress.phase("judge", len(sampled), unit="chunks", size="small") as phase:
            return self._mapper.map(step, (Fate(one, one) for one in map(chunks.__getitem__, sampled)), phase)

    def _embed(self) -> bool:
        """Have the vectors of all chunks in the ledger, where a server gives them; return whether some are lacking."""
        vectors, prefix = self._tools.models.vectors, self._tools.config.retrieval.passage_prefix
        if vectors is None:
            return False
        chunks = self._prepared.chunks

        async def step(chunk: Chunk) -> Chunk:
            text = f"{prefix}{chunk.text}"
            try:
                await vectors.prepare([text])
            except RefusedError:
                vectors.refused.add(text)
            except TransientError as error:
                raise ServerError(f"{vectors.name}: {error}. Everything is kept; run the same command again.") from None
            return chunk

        with self._tools.progress.phase("embed", len(chunks), unit="chunks", size="embedding") as phase:
            embedded = self._mapper.map(step, (Fate(chunk, chunk) for chunk in chunks), phase, EMBEDDED)
        self._waits = any(self._tools.pending(fate).became is None for fate in embedded)
        return phase.done < len(chunks)

    def _unembedded(self) -> tuple[str, ...]:
        vectors = self._tools.models.vectors
        if vectors is None or not vectors.refused:
            return ()
        return (f"{len(vectors.refused)} chunks are found by no vector: the server refuses to embed them.",)

    def _simulator(self, judged: Sequence[Judged], is_blind: bool) -> tuple[Simulator, Sequence[int]]:
        """Return what builds contexts, and where the chunks are that may be asked about; `is_blind`: vectors lack."""
        suitable, unsuitable = told_apart(judged, self._prepared.sampled, self._tools.pending, self._tools.spread)
        with self._tools.progress.phase("index", unit="chunks") as phase:
            phase.advance(len(self._prepared.chunks))
            simulator = Simulator(
                self._prepared.chunks,
                self._tools.config,
                self._tools.folder / "index",
                unsuitable,
                embedder=None if is_blind else self._tools.models.vectors,
                held_out=self._prepared.held_out,
                derived=self._tools.derived,
                sketches=self._prepared.sketches,
            )
        return simulator, suitable

    def _in_rounds(self, suitable: Sequence[int], simulator: Simulator) -> Sequence[Drafted]:
        """Take an item of every chunk to its draft, then spare ones until the records have the wanted shares."""
        config, chunks = self._tools.config, self._prepared.chunks
        fits, curate = fitting(config), config.curate
        drafted = self._curated(self._converse(self._simulate(first(chunks, suitable, config), simulator), simulator))
        counted = partial(Tally.of, fits=fits, spread=self._tools.spread)
        before, fared, tried = len(drafted), counted(drafted) if curate.rounds else Tally(), Tally()
        for _ in range(curate.rounds):
            lacking = fared.lacking(simulator.planned_shares, curate.target_records, tried)
            chosen = supply(chunks, suitable, drafted, config) if lacking else ()
            if not (more := self._converse(self._spare(lacking, chosen, simulator), simulator) if lacking else ()):
                break
            drafted = self._curated(Spool(self._tools.folder, chain(drafted, more)))
            fared, tried = counted(drafted), counted(drafted, first=before)
        shares, target = simulator.planned_shares, curate.target_records
        if curate.rounds:
            self._missed = tuple(fared.missed(shares, target, simulator.ended))
        over = surplus(drafted, shares, config, fits)
        left = (replace(one, became=over.get(one.record.id, one.became)) for one in drafted)
        return Spool(self._tools.folder, left) if over else drafted

    def _curated(self, drafted: Sequence[Drafted]) -> Sequence[Drafted]:
        """Leave out the drafts that ask what others ask."""
        return curated(drafted, self._tools, self._mapper)

    def _converse(self, simulated: Sequence[Fate[Item, Item]], simulator: Simulator) -> Sequence[Drafted]:
        """Take items from their contexts to their drafts."""
        if simulated and self._tools.config.contradicts_by_model:
            simulated = self._contradict(simulated, simulator)
        if simulated and simulator.asks:
            simulated = self._ask(simulated, simulator)
        return self._generate(simulated, simulator) if simulated else ()

    def _simulate(self, suitable: Sequence[int], simulator: Simulator) -> Sequence[Fate[Item, Item]]:
        """Give an item about each suitable chunk its context."""
        simulated: Spool[Fate[Item, Item]] = Spool(self._tools.folder)
        with self._tools.progress.phase("simulate", unit="items") as phase:
            kinds = simulator.assign(suitable)
            counted = simulator.taken()

            def work(block: range) -> tuple[list[bytes], Counter[str]]:
                fates = (self._begun(simulator.item(suitable[n], kinds[n])) for n in block)
                return list(map(pickled, fates)), simulator.taken()

            def took(made: tuple[list[bytes], Counter[str]]) -> None:
                for blob in made[0]:
                    simulated.append_packed(blob)
                simulator.add(made[1])
                phase.advance(len(made[0]))

            self._tools.spread(work, len(suitable), took)
            simulator.add(counted)
        return simulated

    def _spare(
        self, lacking: Mapping[str, int], chosen: Sequence[Spare], simulator: Simulator
    ) -> Sequence[Fate[Item, Item]]:
        """Give spare items their contexts: one after the other, since each takes a chunk from those that come next."""
        simulated: Spool[Fate[Item, Item]] = Spool(self._tools.folder)
        with self._tools.progress.phase("simulate", unit="items") as phase:
            for fate in simulator.spare(lacking, chosen):
                simulated.append(self._begun(fate))
                phase.advance()
        return simulated

    def _begun(self, fate: Fate[Item, Item]) -> Fate[Item, Item]:
        """Return an item as the next phase takes it; where vectors are lacking it waits for them."""
        return Fate(fate.record, None) if self._waits else fate

    def _contradict(self, items: Sequence[Fate[Item, Item]], simulator: Simulator) -> Sequence[Fate[Item, Item]]:
        """Have the large model change a fact where another source is to say otherwise."""
        from openbook.dialogue.change_fact import Contradict

        rewrite = Contradict(self._asker("large"))

        async def step(item: Item) -> Item | Rejected:
            told = await simulator.contradict(item, rewrite)
            if isinstance(told, Item):
                self._recorder.shown(told)
            return told

        with self._tools.progress.phase("contradict", len(items), unit="items", size="large") as phase:
            return self._mapper.map(step, items, phase, tally=simulator)

    def _ask(self, items: Sequence[Fate[Item, Item]], simulator: Simulator) -> Sequence[Fate[Item, Item]]:
        """Have the large model ask first, then retrieve for its questions."""
        from openbook.dialogue.ask import Ask

        ask = Ask(self._asker("large"), self._tools.config.generation.turns)

        async def step(item: Item) -> Item | Rejected:
            asked = await ask(item)
            if isinstance(asked, Rejected):
                return asked
            self._recorder.shown(asked)
            return await simulator.search(asked)

        with self._tools.progress.phase("ask", len(items), unit="items", size="large") as phase:
            return self._mapper.map(step, items, phase, tally=simulator)

    def _generate(self, items: Sequence[Fate[Item, Item]], simulator: Simulator) -> Sequence[Drafted]:
        """Have the large model write every item's turns."""
        config = self._tools.config
        asker, derived = self._asker("large"), self._tools.derived
        write = Generate(asker, simulator.repair, config.generation.turns, self._judging(), derived)
        beside = tuple(size for size in (config.judge_size, "target") if size is not None) if write.judging else ()
        with self._tools.progress.phase("generate", len(items), unit="items", size="large", beside=beside) as phase:
            return self._mapper.map(self._tools.writing(write), items, phase, tally=simulator)

    def _sample(self, drafted: Sequence[Drafted]) -> tuple[Sequence[Drafted], str]:
        """Have the model that will be trained answer too, where the config wants that; and what that came to."""
        if not self._tools.config.verify.samples:
            return drafted, ""
        from openbook.pipeline.sampling import said_of, sampled

        drafted = sampled(drafted, self._tools, self._mapper, self._recorder)
        return drafted, said_of(drafted)

    def _judging(self) -> "Judging | None":
        """Return the judges of drafts, bound to their models; None where the config has none."""
        config = self._tools.config
        verify, size = config.verify, config.judge_size
        if size is None:
            return None
        from openbook.dialogue.judging.bench import Bench
        from openbook.dialogue.judging.verdicts import Judging

        target = self._asker("target") if "closed_book" in verify.asked else None
        bench = Bench(replace(self._asker(size), repairs=0), target)
        return Judging(bench, verify.asked, dict(verify.thresholds), verify.audit, config.system.seed)


@dataclass(frozen=True, slots=True)
class _RulesFirst:
    """The built-in engine's rules before a judge that is paid for."""

    judge: Step[Chunk, Chunk]

    async def __call__(self, chunk: Chunk) -> Chunk | Rejected:
        reason = unsuitable(chunk.text, chunk.headings)
        if reason:
            return Rejected("judge", Code.UNSUITABLE, reason, chunk.id, chunk.source)
        return await self.judge(chunk)


async def _kept(chunk: Chunk) -> Chunk:
    return chunk
