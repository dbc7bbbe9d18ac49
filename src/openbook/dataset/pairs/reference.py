"""Pairs of an answer and the reference answer with which its question was asked: the context makes one the better.

The same two answers stand in two contexts, each chosen in one and rejected in the other. What an item hides is shown in
the second context, so that declining is wrong there; what contradicts its gold is gone, so that two sides are. Both
answers stand without thoughts, since a reference answer has none.
"""

from collections.abc import Iterator

from openbook import draws
from openbook.contexts.compose import ranked
from openbook.dataclass import replace
from openbook.dataset.pairs.others import Others
from openbook.dataset.pairs.pair import Fault, Group, own_turns, pair
from openbook.dialogue.checks.by_scenario import one_sided
from openbook.dialogue.prompts.filling import disagreeing
from openbook.records import Conversation, Item, Passage, Turn
from openbook.scenarios import SCENARIOS

FAULTS: dict[str, tuple[Fault, Fault]] = {
    "abstains": ("answers_though_missing", "declines_though_found"),
    "leaves_a_gap": ("answers_though_missing", "declines_though_found"),
    "recalls": ("passes_off_memory", "declines_though_found"),
    "compares": ("tells_one_side", "tells_what_is_not_shown"),
}
"""By what the answers of a scenario do: what is wrong with the reference answer in the item's context, and with the
written answer in the other one."""


def reference_answers(record: Conversation, others: Others) -> Iterator[Group]:
    """Yield a group of two pairs for the record's first question, where it was asked with a reference answer."""
    item, written, scenario = record.item, own_turns(record)[0], SCENARIOS[record.item.scenario]
    faults = FAULTS.get(scenario.does)
    asked = item.questions[0] if item.questions else None
    if faults is None or asked is None or asked.text != written.question or not asked.reference_answer.strip():
        return
    said = replace(written, thoughts="")
    told = Turn(asked.text, "", asked.reference_answer.strip(), labels=written.labels)
    if scenario.disagrees:
        is_contrast = one_sided(item, (said,)) is None and one_sided(item, (told,)) is not None
        elsewhere = _without_the_contradiction(item) if is_contrast else None
    else:
        elsewhere = _with_all_gold(item, others) if written.found is not True else None
    if elsewhere is None:
        return
    there = others.shown(record, elsewhere)
    made = pair(record, (), said, told, faults[0]), pair(there, (), told, said, faults[1])
    yield Group("reference_answers", made, bare=True)


def _with_all_gold(item: Item, others: Others) -> Item | None:
    """Return the item with what it hides in place of some of its distractors; None where nothing is hidden."""
    shown = {passage.chunk_id for passage in item.passages}
    hidden = [chunk for chunk in item.gold if chunk.id not in shown]
    if not hidden:
        return None
    passages = list(item.passages)
    free = {passage.chunk_id: n for n, passage in enumerate(passages) if not passage.is_gold}
    places = [free[id_] for id_ in draws.ordered(free, others.config.system.seed, f"shown after all {item.id}")]
    for n, chunk in enumerate(hidden):
        passage = Passage(chunk.id, chunk.source, chunk.text, 0, 0.0, is_gold=True)
        if n < len(places):
            passages[places[n]] = passage
        else:
            passages.append(passage)
    return replace(item, passages=ranked(passages))


def _without_the_contradiction(item: Item) -> Item | None:
    """Return the item without the passage that says something else than gold; None where there is none."""
    against = [passage for passage in disagreeing(item) if not passage.is_gold]
    if not against:
        return None
    return replace(item, passages=ranked([passage for passage in item.passages if passage not in against]))
