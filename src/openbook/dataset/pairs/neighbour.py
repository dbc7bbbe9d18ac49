"""Pairs of the answers of two records, where one's gold passage stands in the other's context: whose question is asked
makes one the better, and the worse one rests on a wrong passage and cites it.
"""

from collections.abc import Iterator, Sequence

from openbook import draws
from openbook.contexts.compose import ranked
from openbook.dataclass import replace
from openbook.dataset.fit import spoken_of
from openbook.dataset.pairs.others import Others
from openbook.dataset.pairs.pair import Group, own_turns, pair
from openbook.records import Conversation, Draft, Item, Passage, Turn


def other_records(record: Conversation, others: Others) -> Iterator[Group]:
    """Yield a group of two pairs, in one context: each of two answers is chosen for its own question.

    An answer that speaks of other passages than its own would be wrong beside others; and where it names its passage by
    number, that keeps its place, so that no word of an answer changes.
    """
    item, own = record.item, own_turns(record)[0]
    gold = others.single_gold(item)
    if gold is None or not _speaks_of_it_alone(own, item, gold, others):
        return
    beside = {p.chunk_id: p for p in item.passages if not p.is_gold and not p.synthetic}
    for id_ in draws.ordered(beside, others.config.system.seed, f"beside {item.id}"):
        draft = others.answering_from(id_)
        if draft is None or draft.item.id in record.draft_ids or draft.item.held_out != item.held_out:
            continue
        placed = _placed(item.passages, beside[id_], draft, others)
        if placed is None:
            continue
        passages, theirs = placed
        if theirs.answer == own.answer or theirs.question == own.question or _made_there(item, draft.item):
            continue
        here = others.shown(record, replace(item, passages=passages))
        both = (own, theirs), (theirs, own)
        pairs = tuple(pair(here, (), one, other, "answers_from_another_passage") for one, other in both)
        yield Group("other_records", pairs)
        return


def _placed(
    passages: Sequence[Passage], beside: Passage, draft: Draft, others: Others
) -> tuple[tuple[Passage, ...], Turn] | None:
    """Return the passages, one of them at the place at which its own answer speaks of it, and that answer; None where
    that can't be.
    """
    there, turn = others.single_gold(draft.item), draft.turns[0]
    if there is None or (there.text, there.source) != (beside.text, beside.source):
        return None
    if not _speaks_of_it_alone(turn, draft.item, there, others):
        return None
    if there.rank not in _spoken(turn, draft.item, others):
        return tuple(passages), replace(turn, citations=tuple(replace(one, rank=beside.rank) for one in turn.citations))
    if there.rank > len(passages) or passages[there.rank - 1].is_gold:
        return None
    moved = list(passages)
    moved[beside.rank - 1], moved[there.rank - 1] = moved[there.rank - 1], moved[beside.rank - 1]
    return ranked(moved), turn


def _made_there(item: Item, other: Item) -> bool:
    """Whether two items show the same passages, and the other one's record makes the pairs."""
    same = {p.chunk_id for p in item.passages} == {p.chunk_id for p in other.passages}
    return same and other.id < item.id


def _speaks_of_it_alone(turn: Turn, item: Item, gold: Passage, others: Others) -> bool:
    cited = {citation.rank for citation in turn.citations}
    return _spoken(turn, item, others) | cited <= {gold.rank, gold.source}


def _spoken(turn: Turn, item: Item, others: Others) -> set[int | str]:
    """Return ranks and sources of the passages that the words of an answer speak of."""
    shown = others.config.generation.thoughts != "none"
    return spoken_of([replace(turn, citations=())], item.passages, with_thoughts=shown)
