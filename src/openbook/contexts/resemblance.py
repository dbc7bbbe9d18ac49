"""Passages that resemble each other without contradicting: every kind of context has such, or likeness would tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from openbook import draws
from openbook.contexts.counterparts import ALTERED
from openbook.contexts.in_passing import names_its_subject, set_into, stands_alone
from openbook.contexts.text_versions import copy_of, prose, shortened
from openbook.records import Chunk, Item, Passage
from openbook.scenarios import SCENARIOS


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How often distractors are made to resemble another passage."""

    seed: int
    paired: Callable[[str], float]
    """How often two distractors are versions of one text, by kind, where no gold is shown."""
    echoed: float
    """How often a distractor tells a sentence of another passage in passing, where nothing disagrees."""

    def among(
        self, item: Item, chunks: Sequence[Chunk], drawn: Sequence[Passage], is_refused: Callable[[str], bool]
    ) -> list[Passage]:
        """Return the distractors, made from `chunks`, now and then with two versions of one text among them, or with a
        sentence of another passage in one of them. `is_refused` says whether a text may not stand in the context.
        """
        scenario = SCENARIOS[item.scenario]
        if scenario.disagrees or not drawn:
            return list(drawn)
        if scenario.shows == "none" and draws.uniform(self.seed, "paired", item.id) < self.paired(item.scenario):
            return self._versions(drawn)
        if draws.uniform(self.seed, "echoed", item.id) < self.echoed:
            origin = item.gold[0] if scenario.shows != "none" else chunks[0]
            hosts = range(scenario.shows == "none", len(drawn))
            return self._echo(item, origin, chunks, drawn, hosts, is_refused)
        return list(drawn)

    def _versions(self, drawn: Sequence[Passage]) -> list[Passage]:
        original = drawn[0]
        shorter = shortened(original.text, self.seed, original.chunk_id) if len(drawn) > 1 else None
        if shorter is None:
            return list(drawn)
        source = copy_of(original.source, self.seed, original.chunk_id)
        copy = _made(original, shorter, source)
        if draws.uniform(self.seed, "names", original.chunk_id) < 0.5:
            original, copy = replace(original, source=copy.source), replace(copy, source=original.source)
        return [original, *drawn[1:-1], copy]

    def _echo(
        self,
        item: Item,
        origin: Chunk,
        chunks: Sequence[Chunk],
        drawn: Sequence[Passage],
        hosts: range,
        is_refused: Callable[[str], bool],
    ) -> list[Passage]:
        """Return the passages, one of them with a sentence of the origin."""
        own = [sentence for sentence in prose(origin.text) if stands_alone(sentence, origin.text)]
        for sentence in sorted(own, key=lambda one: draws.number(self.seed, "echo", item.id, one)):
            is_named = names_its_subject(sentence, origin)
            for place in hosts:
                if not is_named and chunks[place].document_id != origin.document_id:
                    continue
                text = set_into(drawn[place].text, sentence, self.seed, item.id)
                if text is not None and not is_refused(sentence):
                    return [*drawn[:place], _made(drawn[place], text, drawn[place].source), *drawn[place + 1 :]]
        return list(drawn)


def _made(original: Passage, text: str, source: str) -> Passage:
    return replace(
        original, chunk_id=f"{original.chunk_id}{ALTERED}", source=source, text=text, synthetic=True, is_gold=False
    )
