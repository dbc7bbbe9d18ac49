"""The passages of one context: which chunks stand in it, and where."""

from collections.abc import Callable, Iterator, Sequence, Set
from itertools import chain, islice

from openbook import draws
from openbook.contexts.candidates import Candidate, Candidates
from openbook.contexts.clusters import NONE, Cluster, Clusters
from openbook.contexts.counterparts import ALTERED, Beside
from openbook.contexts.gold_copies import agreeing, under_own_names
from openbook.contexts.hits import Hits, RankRange
from openbook.contexts.repetition import Guard
from openbook.contexts.resemblance import Resemblance
from openbook.contexts.sides import DistractorKind, Sides, wanted
from openbook.contexts.sizes import Sizes
from openbook.contexts.telling import holds_an_answer
from openbook.contexts.usual import is_one_document_usual
from openbook.dataclass import dataclass, replace
from openbook.records import Chunk, Item, Passage, Question
from openbook.scenarios import SCENARIOS

COMPARED = 200
"""Candidates looked at in full for one place, at most."""

TRIED_INSTEAD = 4
"""Other distractors that are tried where nothing of a context can be told by another page."""

LONE = 6
"""Distractors that are tried for one of another document than several sources are of."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides every context of a run."""

    seed: int
    resemblance: Resemblance
    """Makes distractors that resemble another passage."""
    links: bool
    """Whether distractors are linked to another passage, as several sources of one question are."""
    sizes: Sizes
    """How many passages each context has."""
    sides: Sides
    """Of which documents they are."""
    distractors: DistractorKind
    ranks: RankRange


class Composer:
    """Fills the places of contexts. Every choice is a function of the seed, the item's id and the candidates' ids."""

    def __init__(self, candidates: Candidates, guard: Guard, recipe: Recipe) -> None:
        """Draw from `candidates` by the `recipe`, past the `guard`."""
        self._candidates = candidates
        self._guard = guard
        self._recipe = recipe

    def compose(self, item: Item) -> tuple[Item, bool]:
        """Return the item with its whole context, and whether chunks were lacking for it.

        What `item.passages` already holds stays in it (shown gold, and what contradicts it); distractors join it, each
        at a drawn place. Copies of gold are such that they tell what is asked, once it is known.
        """
        if item.questions:
            item = agreeing(item, self._recipe.resemblance.counterparts)
        size = self._recipe.sizes.draw(item.scenario, item.id)
        wanted = max(0, size - len(item.passages))
        is_alike = self._recipe.resemblance.is_due(item) and wanted + len(item.passages[:1]) > 1
        drawing = self._drawing(item, frozenset(item.refused), size)
        drawn = drawing.several(range(wanted - is_alike), [])
        lacks_made = is_alike and self._may_lack(item, drawn)
        made = self._resembling(item, drawn, size) if is_alike and not lacks_made else None
        for other in drawing.instead(drawn, wanted - 1) if is_alike and not lacks_made and made is None else ():
            if (made := self._resembling(item, [*drawn[:-1], other], size, of_last=True)) is not None:
                drawn[-1] = other
                break
        passages = list(map(_passage, drawn))
        fixed = list(item.passages)
        if made is not None:
            fixed.append(made)
            original = next(
                (place for place, one in enumerate(passages) if made.chunk_id == one.chunk_id + ALTERED), None
            )
            if original is not None:
                passages[original], fixed[-1] = self._recipe.resemblance.counterparts.named(passages[original], made)
        elif is_alike:
            drawn += drawing.lone(wanted - 1, drawn)
            passages += map(_passage, drawn[len(passages) :])
        lacks = len(passages) + len(fixed) < wanted + len(item.passages)
        passages = self._mixed(item, passages)
        for one in fixed:
            one = replace(one, score=drawing.score(one.chunk_id.removesuffix(ALTERED)))
            place = draws.integer(0, len(passages), self._recipe.seed, "place", item.id, one.chunk_id)
            passages.insert(place, one)
        return replace(item, passages=ranked(passages)), lacks

    def _may_lack(self, item: Item, drawn: Sequence[Candidate]) -> bool:
        """Whether no two passages of a context need resemble each other, although there is room for it."""
        return self._recipe.links and self._recipe.resemblance.may_lack(item, [one.chunk for one in drawn])

    def _mixed(self, item: Item, distractors: list[Passage]) -> list[Passage]:
        """Return the distractors in an order that doesn't tell which of them were drawn to suit another passage."""
        if not (self._recipe.links or self._recipe.resemblance.likeness.is_wanted):
            return distractors
        return sorted(distractors, key=lambda one: draws.number(self._recipe.seed, "order", item.id, one.chunk_id))

    def _resembling(
        self, item: Item, drawn: Sequence[Candidate], size: int, *, of_last: bool = False
    ) -> Passage | None:
        chunks = [candidate.chunk for candidate in drawn]
        texts = [chunk.text for chunk in chunks]
        beside = Beside(item.gold, texts, lambda text: holds_an_answer(text, item))
        resemblance = self._recipe.resemblance
        if of_last:
            made = resemblance.of(chunks[-1:], item, chunks[-1:], beside)
        else:
            is_several = SCENARIOS[item.scenario].does == "combines"
            is_elsewhere = is_several and self._recipe.sides.is_apart(item, size)
            tried = (resemblance.made(item, chunks, size, one) for one in _besides(beside, is_elsewhere))
            made = next((one for one in tried if one is not None), None)
        is_refused = made is not None and made.chunk_id.removesuffix(ALTERED) in item.refused
        return None if is_refused else made

    def exchange(self, item: Item, refused: Set[str], tells: Callable[[Passage], bool]) -> Item:
        """Return the item with other passages in place of the refused distractors, none of which `tells` what was
        answered; where no chunk is eligible for a place, it goes.
        """
        drawing = replace(self._drawing(item, refused, len(item.passages)), tells=tells)
        stays = [passage.is_gold or passage.chunk_id not in refused for passage in item.passages]
        texts = [passage.text for passage, stay in zip(item.passages, stays, strict=True) if stay]
        passages: list[Passage] = []
        place = 0
        for passage, stay in zip(item.passages, stays, strict=True):
            if stay:
                passages.append(passage)
            elif (candidate := drawing.draw(place, texts)) is not None:
                passages.append(_passage(candidate))
                texts.append(candidate.chunk.text)
            place += not passage.is_gold
        gone = {passage.chunk_id for passage in item.passages} - {passage.chunk_id for passage in passages}
        originals = (self._candidates.position(id_.removesuffix(ALTERED)) for id_ in gone if id_.endswith(ALTERED))
        chunks = [self._candidates.chunk(position) for position in originals if position is not None]
        return replace(item, passages=ranked(under_own_names(passages, chunks)))

    def _drawing(self, item: Item, refused: Set[str], size: int) -> "_Drawing":
        kind = SCENARIOS[item.scenario].distractors
        clusters = Clusters(self._recipe.seed, self._candidates, self._guard)
        is_apart = self._recipe.sides.is_apart(item, size)
        is_clustered = self._recipe.links and not is_apart
        return _Drawing(
            self._candidates,
            self._guard,
            replace(self._recipe, distractors=kind) if kind in ("hard", "random") else self._recipe,
            item,
            refused,
            list(self._found(item)),
            clusters,
            clusters.of(item, size - self._recipe.resemblance.likeness.is_wanted) if is_clustered else NONE,
            is_apart,
        )

    def _found(self, item: Item) -> Iterator[Hits]:
        """Yield what the retriever finds for each question, or for the chunk where none is asked yet."""
        if item.questions:
            for question in asked_first(item):
                yield self._candidates.retrieve(question.text, is_chunk=False)
        else:
            yield self._candidates.retrieve(item.gold[0].text, is_chunk=True)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The draws for one item."""

    candidates: Candidates
    guard: Guard
    recipe: Recipe
    item: Item
    refused: Set[str]
    found: Sequence[Hits]
    clusters: Clusters
    cluster: Cluster
    is_apart: bool
    """Whether all are of other documents."""
    tells: Callable[[Passage], bool] = lambda _: False
    """Whether a passage tells what a draft has answered already."""

    def several(self, places: range, drawn: Sequence[Candidate]) -> list[Candidate]:
        """Return a candidate for each place, beside those `drawn` already; fewer where no more are eligible."""
        found = list(drawn)
        texts = self._texts([candidate.chunk for candidate in drawn])
        for place in places:
            candidate = self.draw(place, texts, [one.chunk for one in found])
            if candidate is None:
                break
            found.append(candidate)
            texts.append(candidate.chunk.text)
        return found[len(drawn) :]

    def instead(self, drawn: Sequence[Candidate], places: int) -> Iterator[Candidate]:
        """Yield other candidates for the last of the places, if all are taken."""
        if not drawn or len(drawn) < places:
            return
        before = [candidate.chunk for candidate in drawn[:-1]]
        yield from islice(self._eligible(places - 1, self._texts(before), before), 1, 1 + TRIED_INSTEAD)

    def lone(self, place: int, drawn: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return a candidate for the place of a passage that could not be made, none where there is none; beside
        several sources of one document of another one, if one is among the first, where what is near is of one anyhow.
        """
        gold, chunks = self.item.gold, [candidate.chunk for candidate in drawn]
        is_several = sum(passage.is_gold for passage in self.item.passages) > 1
        is_apart = is_several and is_one_document_usual(gold, self.candidates)
        tried = islice(self._eligible(place, self._texts(chunks), chunks), LONE if is_apart else 1)
        return sorted(tried, key=lambda one: one.chunk.document_id == gold[0].document_id)[:1]

    def _texts(self, drawn: Sequence[Chunk]) -> list[str]:
        return [passage.text for passage in self.item.passages] + [chunk.text for chunk in drawn]

    def draw(self, place: int, texts: Sequence[str], drawn: Sequence[Chunk] = ()) -> Candidate | None:
        """Return the first eligible candidate for a place beside those `drawn` before; None where there is none."""
        return next(self._eligible(place, texts, drawn), None)

    def _eligible(self, place: int, texts: Sequence[str], drawn: Sequence[Chunk]) -> Iterator[Candidate]:
        """Yield the eligible candidates for a place, hard or random by the recipe, and behind them the other kind; the
        last of the texts are those of what was drawn.
        """
        seed, ids = self.recipe.seed, (self.item.id, str(place))
        gold = self.item.gold
        fixed = texts[: len(texts) - len(drawn)]
        others = [text for text in fixed if all(text != chunk.text for chunk in gold)]
        beside = self.candidates.companions((*gold, *drawn), others)
        found, side = self.found[place % len(self.found)], wanted(self.item, drawn, is_apart=self.is_apart)
        hard = self.candidates.hard(found, self.recipe.ranks, gold, beside, *ids, side=side)
        random = self.candidates.random(gold, beside, *ids)
        kind = self.recipe.distractors
        is_hard = kind == "hard" or (kind == "mixed" and draws.uniform(seed, "kind", *ids) < 0.5)
        candidates = chain(hard, random) if is_hard else chain(random, hard)
        members = self.clusters.members(self.cluster, place, drawn, gold)
        scored = (Candidate(chunk, self.score(chunk.id)) for chunk in members)
        is_found = SCENARIOS[self.item.scenario].distractors == "hard"  # by its name, of what the search returns
        candidates = chain((one for one in scored if one.score or not is_found), candidates)
        return (one for one in islice(candidates, COMPARED) if self._is_eligible(one, texts))

    def _is_eligible(self, candidate: Candidate, texts: Sequence[str]) -> bool:
        chunk = candidate.chunk
        return (
            chunk.id not in self.refused
            and not self.tells(_passage(candidate))
            and self.guard.admits(chunk, self.item.gold, texts, is_far=candidate.is_far)
            and not holds_an_answer(chunk.text, self.item)
        )

    def score(self, chunk_id: str) -> float:
        """Return the best score that any of the queries gave the chunk."""
        return max(self.candidates.score(found, chunk_id) for found in self.found)


def asked_first(item: Item) -> tuple[Question, ...]:
    """Return the questions for which the context was retrieved: where the topic shifts, not the last one."""
    is_shift = SCENARIOS[item.scenario].adds == "other_topic"
    return item.questions[:-1] if is_shift and len(item.questions) > 1 else item.questions


def _besides(beside: Beside, is_elsewhere: bool) -> Sequence[Beside]:
    """Return what a made passage may stand beside, in turn: of another document than gold first, if it is to be."""
    return (replace(beside, is_apart=True), beside) if is_elsewhere else (beside,)


def ranked(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages numbered in their order."""
    return tuple(replace(passage, rank=rank) for rank, passage in enumerate(passages, start=1))


def _passage(candidate: Candidate) -> Passage:
    chunk = candidate.chunk
    return Passage(chunk.id, chunk.source, chunk.text, 0, candidate.score, is_gold=False)
