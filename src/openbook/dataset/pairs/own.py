"""Pairs of a record's own answers: each is better than the next one where its own question is asked."""

from collections.abc import Iterator

from openbook.dataset.pairs.others import Others
from openbook.dataset.pairs.pair import Group, declines_alike, fault_between, own_turns, pair
from openbook.records import Conversation


def own_answers(record: Conversation, others: Others) -> Iterator[Group]:
    """Yield one group: every answer is chosen once and rejected once. None where there are no two, or two are alike, or
    decline alike.
    """
    turns = own_turns(record)
    if len(turns) < 2 or len({turn.answer for turn in turns}) < len(turns):
        return
    made = []
    for place, chosen in enumerate(turns):
        other = (place + 1) % len(turns)
        if declines_alike(record.item, chosen, turns[other]):
            return
        fault = fault_between(chosen, turns[other], earlier=other < place)
        made.append(pair(record, turns[:place], chosen, turns[other], fault))
    yield Group("own_answers", tuple(made))
