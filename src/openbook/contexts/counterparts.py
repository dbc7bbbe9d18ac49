"""What is put beside gold: a passage that contradicts it, an older state of it, or a version that agrees with it."""

from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain, count, islice
from typing import TYPE_CHECKING

from openbook import draws
from openbook.contexts.candidates import ASKED_AGAIN, NEAR, REMEMBERED, Candidates
from openbook.contexts.defaults import defaults, excerpt, first_cell
from openbook.contexts.in_passing import names_its_subject, set_into, shortened, stands_alone
from openbook.contexts.likeness import COPIES, Form
from openbook.contexts.repetition import Guard
from openbook.contexts.tellable import Tellable, tellable
from openbook.contexts.text_versions import ONE_PAGE, copy_of, dates, differ_in_a_fact, prose, statements, years_between
from openbook.dataclass import dataclass, replace
from openbook.records import Chunk, Passage
from openbook.text.content import Content

if TYPE_CHECKING:
    from openbook.contexts.contradict import Altered

ALTERED = "-altered"
"""Ends the id of a passage that was made from a chunk."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a made passage is to stand beside."""

    gold: tuple[Chunk, ...]
    texts: Sequence[str] = ()
    """Of the distractors."""
    is_refused: Callable[[str], bool] = lambda _: False
    """Whether a text may not stand in the context."""
    is_apart: bool = False
    """Whether it is to be of another document than gold."""


class Walked:
    """What an iterator yields, kept as far as it was walked: each sentence of a chunk is offered to the same pages."""

    def __init__(self, source: Iterator[Chunk]) -> None:
        """Walk nothing yet."""
        self._source = source
        self._found: list[Chunk] = []

    def __iter__(self) -> Iterator[Chunk]:
        """Yield all that the source yields, from its start."""
        for place in count():
            if place == len(self._found):
                following = next(self._source, None)
                if following is None:
                    return
                self._found.append(following)
            yield self._found[place]


class Counterparts:
    """Finds or makes what stands beside a chunk; a function of the seed, the chunk and its neighbours."""

    def __init__(self, candidates: Candidates, guard: Guard, seed: int) -> None:
        """Take other chunks from `candidates`, past the `guard`."""
        self._candidates = candidates
        self._guard = guard
        self._seed = seed
        self._ruled = lru_cache(maxsize=REMEMBERED)(self._by_rule)
        self._without: set[tuple[str, bool]] = set()
        """The chunks without a fact to change: kinds that fall short ask all of them again."""
        self._tellable = lru_cache(maxsize=ASKED_AGAIN)(self._find_tellable)
        self._hosts = lru_cache(maxsize=REMEMBERED)(lambda *asked: Walked(self._find_hosts(*asked)))

    def form(self, chunk: Chunk) -> Form:
        """Return how a passage is to disagree with the chunk, by a draw."""
        return "copy" if draws.uniform(self._seed, "form", chunk.id) < COPIES else "passing"

    def version(self, chunk: Chunk, *, older: bool) -> Passage | None:
        """Return another version of the page from the corpus that differs in a fact; an `older` one has an earlier date
        where both are dated.
        """
        now = dates(chunk.text)
        for other in self._versions(chunk) if now or not older else ():
            then = dates(other.text)
            if (not older or (then and max(then) < max(now))) and differ_in_a_fact(chunk.text, other.text):
                return replace(shown(other), is_gold=False)
        return None

    def by_rule(self, chunk: Chunk, *, older: bool) -> "Altered | None":
        """Return the chunk's text with one fact changed by rule, or with a dated state moved back."""
        return None if (chunk.id, older) in self._without else self._ruled(chunk, older)

    def _by_rule(self, chunk: Chunk, older: bool) -> "Altered | None":
        from openbook.contexts.contradict import contradicting, outdating

        if older:
            found = outdating(chunk.text, self._seed, chunk.id)
        else:
            found = contradicting(chunk.text, self._seed, chunk.id, self._related(chunk))
        if found is None:
            self._without.add((chunk.id, older))
        return found

    def may_be_rewritten(self, chunk: Chunk, *, older: bool) -> bool:
        """Whether a model may find a fact in the chunk to change: it has statements or a table, for an `older` one a
        statement with a year.
        """
        has_table = not older and "\n|" in f"\n{chunk.text}"
        return has_table or any(not older or dates(sentence) for sentence in prose(chunk.text))

    def may_be_told(self, chunk: Chunk) -> bool:
        """Whether another page may tell of the chunk in passing, as far as can be said before one is looked for."""
        return bool(self._tellable(chunk))

    def has_nobody(self, chunk: Chunk, *ids: str) -> bool:
        """Whether nobody could tell of the chunk, nor of another one of its document, which `ids` decide, if the two
        stood beside each other as sources of one question.
        """
        sisters = map(self._candidates.chunk, self._candidates.sisters(chunk))
        apart = [one for one in sisters if not one.is_beside(chunk)]
        if not apart:
            return False
        pair = (chunk, draws.pick(apart, self._seed, "partner", *ids))
        return all(self.echo(one, Beside(pair), *ids) is None for one in pair)

    def _find_tellable(self, chunk: Chunk) -> Sequence[Tellable]:
        if not self._candidates.has_company(chunk):
            return ()
        return tuple(tellable(chunk, is_alone=next(self._candidates.sisters(chunk), None) is None))

    def altered(self, chunk: Chunk, altered: "Altered", form: Form, beside: Beside | None = None) -> Passage | None:
        """Return the passage that tells the altered fact; None where it can't take this form."""
        if form == "copy":
            return self._copy(chunk, altered.text)
        beside = beside or Beside((chunk,))
        years = years_between(altered.before, altered.after)
        row = next((one.row for one in defaults(altered.text) if one.row.text not in chunk.text), None)
        fact, mention = altered.before, altered.mention
        if row is not None and not mention:
            # `false` stands in many rows: what it is the default of is a part of the fact.
            fact, mention = f"{fact} {first_cell(row)}", excerpt(row, chunk)
        if mention:
            return self._told(chunk, mention, beside, is_named=True, fact=fact, years=years)
        told = [sentence for sentence in prose(altered.text) if sentence not in chunk.text]
        if len(told) != 1 or not stands_alone(told[0], altered.text):
            return None
        is_named = names_its_subject(told[0], chunk)
        return self._told(chunk, told[0], beside, is_named=is_named, fact=altered.before, years=years)

    def otherwise(self, chunk: Chunk, beside: Beside) -> Passage | None:
        """Return a page that tells a fact of the chunk otherwise in passing; None where no rule can change one."""
        altered = self.by_rule(chunk, older=False) if self.may_be_told(chunk) else None
        changed = [one for one in statements(chunk.text) if altered and one not in altered.text]
        if altered is None or any(map(beside.is_refused, changed)):
            return None
        return self.altered(chunk, altered, "passing", beside)

    def echo(self, chunk: Chunk, beside: Beside, *ids: str) -> Passage | None:
        """Return a page that tells a row of a table or a sentence of the chunk in passing, as it stands there: where
        any has a figure, one of those, as they do that contradict.
        """
        drawn = sorted(
            self._tellable(chunk), key=lambda one: (one.rank, draws.number(self._seed, "echo", *ids, one.text))
        )
        made = (self._told(chunk, one.text, beside, is_named=one.is_named) for one in drawn)
        return next((one for one in made if one is not None), None)

    def _told(
        self,
        chunk: Chunk,
        sentence: str,
        beside: Beside,
        *,
        is_named: bool,
        fact: str = "",
        years: Set[str] = frozenset(),
    ) -> Passage | None:
        """Return a page on something else that tells a sentence about the chunk in the place of one of its own. It does
        not tell the `fact` as it is, nor name one of the `years` that the change goes past: its own order of what
        happened would no longer be possible.
        """
        if beside.is_refused(sentence):
            return None
        gone = Content.of(fact).vocabulary
        shown = {one.document_id for one in beside.gold} if beside.is_apart else ()
        for host in self._hosts(chunk, beside.gold, is_named) if is_named or not shown else ():
            if host.document_id in shown:
                continue
            if beside.texts and not self._guard.admits(host, (), beside.texts):
                continue
            if gone and gone.issubset(Content.of(host.text).vocabulary):
                continue
            if years and not years.isdisjoint(dates(host.text)):
                continue
            text = set_into(host.text, sentence, self._seed, chunk.id)
            if text is not None and not beside.is_refused(host.text):
                return Passage(f"{host.id}{ALTERED}", host.source, text, 0, 0.0, is_gold=False, synthetic=True)
        return None

    def agreeing(self, chunk: Chunk) -> Passage | None:
        """Return another version of the page that differs in no fact, or else the chunk without one of its sentences.

        It is gold as well: it tells the same.
        """
        for other in self._versions(chunk):
            if not differ_in_a_fact(chunk.text, other.text):
                return shown(other)
        return self.shortened(chunk)

    def shortened(self, chunk: Chunk, needed: Set[str] = frozenset()) -> Passage | None:
        """Return the chunk without one of its sentences, as another version; None where it has too few beside what
        is `needed`.
        """
        shorter = shortened(chunk.text, self._seed, chunk.id, needed)
        return replace(self._copy(chunk, shorter), is_gold=True) if shorter else None

    def named(self, gold: Passage, beside: Passage) -> list[Passage]:
        """Return gold and a copy under two names, either of which may be the copy's; another page keeps its own."""
        is_copy = beside.synthetic and beside.chunk_id == f"{gold.chunk_id}{ALTERED}"
        if is_copy and draws.uniform(self._seed, "names", gold.chunk_id) < 0.5:
            return [replace(gold, source=beside.source), replace(beside, source=gold.source)]
        return [gold, beside]

    def _copy(self, chunk: Chunk, text: str) -> Passage:
        source = copy_of(chunk.source, self._seed, chunk.id)
        return Passage(f"{chunk.id}{ALTERED}", source, text, 0, 0.0, is_gold=False, synthetic=True)

    def _find_hosts(self, chunk: Chunk, gold: tuple[Chunk, ...], is_named: bool) -> Iterator[Chunk]:
        """Yield the chunks that may tell a fact of the chunk in passing, beside `gold`; of the same document unless it
        `is_named` what the fact is about. What is nearest to the chunk comes last: it is what a search finds beside it.
        """
        around = tuple(dict.fromkeys((*gold, chunk)))
        near = self._near(chunk, NEAR)
        close = chain((n for n in self._candidates.sisters(chunk) if n not in near), reversed(near))
        allowed = (n for n in close if self._candidates.may_stand_beside(n, gold))
        within = (self._candidates.chunk(position) for position in allowed)
        random = self._candidates.random(around, self._candidates.companions(around), "host", chunk.id)
        for host in chain(within, (one.chunk for one in islice(random, NEAR))) if is_named else within:
            is_other = host.id != chunk.id and (is_named or host.document_id == chunk.document_id)
            if is_other and self._guard.admits(host, around, ()):
                yield host

    def _related(self, chunk: Chunk) -> Iterator[str]:
        """Yield the texts of the chunks that are nearest to it; looked for when the first is asked for."""
        for position in self._near(chunk, 8):
            if self._candidates.may_be_gold(position, chunk):
                yield self._candidates.chunk(position).text

    def _near(self, chunk: Chunk, most: int) -> Sequence[int]:
        return [hit.position for hit in self._candidates.near(chunk)[:most]]

    def _versions(self, chunk: Chunk) -> Iterator[Chunk]:
        """Yield chunks of other documents that say nearly what this one says."""
        found = self._candidates.near(chunk)
        least = ONE_PAGE * next((hit.score for hit in found if self._candidates.id(hit.position) == chunk.id), 0.0)
        for hit in found:
            if hit.score < least:
                return
            other = self._candidates.chunk(hit.position)
            if (
                other.document_id != chunk.document_id
                and self._candidates.may_be_gold(hit.position, chunk)
                and other.text != chunk.text
                and self._guard.containment(chunk.text, other.text) >= ONE_PAGE
            ):
                yield other


def shown(chunk: Chunk) -> Passage:
    """Return a chunk as a gold passage, not yet placed."""
    return Passage(chunk.id, chunk.source, chunk.text, 0, 0.0, is_gold=True)
