"""Pairs with answers that the model to be trained gives itself, and what it is shown to give them.

A wrong one is rejected for a right one to the same question, both the model's own. Where it has no right one there, the
accepted answer is chosen, and a right one to another question of the record in a second pair: so to come from that
model tells nothing.
"""

from collections.abc import Callable, Iterator, Sequence

from openbook.calls import Message
from openbook.config import Config
from openbook.dataclass import replace
from openbook.dataset.assemble import conversation, system_prompt
from openbook.dataset.pairs.others import Others
from openbook.dataset.pairs.pair import Group, declines_alike, fault_between, fault_found, own_turns, pair
from openbook.dataset.render.chat import folded
from openbook.dataset.render.renderer import Renderer
from openbook.records import Conversation, Draft, Item, LookedAt, Turn


def prompted(config: Config) -> Callable[[Draft, int], tuple[Message, ...]]:
    """Return what gives a record's messages up to the question of a turn, from 1, without the turns of other items."""
    renderer = Renderer.from_config(config)

    def messages(draft: Draft, number: int) -> tuple[Message, ...]:
        asked = replace(draft, turns=draft.turns[:number])
        *said, _ = renderer.chat(conversation((), asked, system_prompt(draft.item, config.system))).messages
        shown = folded(said) if renderer.layout.folds_system else said
        return tuple(Message(message.role, message.text) for message in shown)

    return messages


def sampled_answers(record: Conversation, others: Others) -> Iterator[Group]:
    """Yield a group for each wrong answer that a right one can be set beside."""
    own = own_turns(record)
    asked = replace(record, turns=tuple(entry for entry in record.turns if entry.trained))
    given = [one for one in others.sampled(record.item) if own[one.number - 1].question == one.turn.question]
    right = [one for one in given if one.is_right]
    for wrong in given:
        fault = fault_found(wrong.check, wrong.code)
        beside = _right_one(right, own, wrong, record.item) if fault is not None else None
        if fault is None or beside is None:
            continue
        right.remove(beside)
        turns, is_bare = _alike([*own, wrong.turn, beside.turn], others)
        *accepted, bad, good = turns
        at, place = wrong.number - 1, beside.number - 1
        if at == place:
            yield Group("sampled_answers", (pair(asked, accepted[:at], good, bad, fault),), is_bare)
            continue
        between = fault_between(accepted[place], accepted[at], earlier=at < place)
        own_words = pair(asked, accepted[:at], accepted[at], bad, fault)
        yield Group("sampled_answers", (own_words, pair(asked, accepted[:place], good, accepted[at], between)), is_bare)


def _right_one(right: Sequence[LookedAt], own: Sequence[Turn], wrong: LookedAt, item: Item) -> LookedAt | None:
    """Return a right answer to the same question, or else to another one that the accepted answer does not answer; None
    where none is left.
    """
    accepted = own[wrong.number - 1]
    fit = (
        one
        for one in sorted(right, key=lambda one: (one.number != wrong.number, one.number))
        if one.number == wrong.number
        or not (one.turn.answer == accepted.answer or declines_alike(item, own[one.number - 1], accepted))
    )
    return next(fit, None)


def _alike(turns: list[Turn], others: Others) -> tuple[list[Turn], bool]:
    """Return turns with thoughts in all of them under the same headings, or in none, and whether some are left out."""
    shown = others.config.generation.thoughts != "none"
    bare = shown and not all(turn.thoughts for turn in turns)
    labels = turns[0].labels
    return [replace(turn, thoughts="" if bare else turn.thoughts, labels=labels) for turn in turns], bare
