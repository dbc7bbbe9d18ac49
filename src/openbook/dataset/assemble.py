"""Drafts → training records: shuffle, group, give each its system prompt, mark what is trained."""

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256

from openbook import draws
from openbook.blocks import Spreading, here
from openbook.config import Config
from openbook.config.sections import SystemSection
from openbook.contexts.layout import format_context
from openbook.dataclass import replace
from openbook.dataset.render.place import DATA
from openbook.records import Conversation, ConversationTurn, Draft, Item
from openbook.spool import at_rest


def assemble(drafts: Sequence[Draft], config: Config) -> Iterator[Conversation]:
    """Yield one record a draft: the turns of the drafts before it in its group, then its own, which are trained.

    A draft without turns makes no record.
    """
    groups = Groups.of(drafts, config.system)
    for number in range(len(groups)):
        yield from groups.records(number)


class Groups:
    """Drafts by the groups whose turns stand before each other: about 16 bytes of memory a draft, and one group.

    The order is a stable function of seed and item ids, whatever the order of the drafts; all groups but the last one
    have `num_items_per_group` members. Those with strict system prompts and those without are grouped apart, so that
    no earlier turn was answered under the other rule. What is held out comes last, in groups of its own.
    """

    def __init__(self, drafts: Sequence[Draft], system: SystemSection) -> None:
        """Begin without any."""
        self._drafts = drafts
        self._system = system
        self._places = array("q")
        """Of the drafts, those of a group one after the other."""
        self._ends = array("q")
        """Where those that are grouped apart end there."""
        self._starts = array("q")
        """Where the groups begin there, in the order of the records."""

    @classmethod
    def of(cls, drafts: Sequence[Draft], system: SystemSection, spread: Spreading = here) -> "Groups":
        """Group the drafts."""
        places, numbers = [array("q") for _ in range(4)], [array("Q") for _ in range(4)]

        def work(block: range) -> list[tuple[int, int, int]]:
            found = ((place, drafts[place]) for place in block)
            return [
                (place, 2 * one.item.held_out + one.item.strict, draws.number(system.seed, "group", one.item.id))
                for place, one in found
                if one.turns
            ]

        def took(found: Sequence[tuple[int, int, int]]) -> None:
            for place, side, number in found:
                places[side].append(place)
                numbers[side].append(number)

        at_rest(drafts)
        spread(work, len(drafts), took)
        made = cls(drafts, system)
        for sides in ((0, 1), (2, 3)):
            found: list[tuple[int, int]] = []
            for side in sides:
                own = places[side]
                order = draws.arranged(numbers[side], partial(_id, drafts, own))
                first = len(made._places)
                made._places.extend(own[place] for place in order)
                size = system.num_items_per_group
                found += ((numbers[side][order[n]], first + n) for n in range(0, len(order), size))
                made._ends.append(len(made._places))
            found.sort()
            made._starts.extend(start for _, start in found)
        return made

    def __len__(self) -> int:
        return len(self._starts)

    def records(self, number: int) -> Iterator[Conversation]:
        """Yield the records of one group."""
        start = self._starts[number]
        end = min(start + self._system.num_items_per_group, next(end for end in self._ends if end > start))
        group = [self._drafts[place] for place in self._places[start:end]]
        history = self._system.history
        for place, target in enumerate(group):
            before = [_remembered(draft, history) for draft in group[:place] if history != "none"]
            yield conversation(before, target, system_prompt(target.item, self._system))


def _id(drafts: Sequence[Draft], places: Sequence[int], number: int) -> str:
    return drafts[places[number]].item.id


def _remembered(draft: Draft, history: str) -> Draft:
    """Return an earlier draft as a record shows it: its thoughts speak of passages that are no longer there."""
    if history == "full":
        return draft
    return replace(draft, turns=tuple(replace(turn, thoughts="") for turn in draft.turns))


def conversation(before: Sequence[Draft], target: Draft, prompt: str) -> Conversation:
    """Return the record of one draft; `prompt` is its system prompt, the context not yet filled in."""
    turns = [ConversationTurn(turn, trained=False, draft_id=d.item.id) for d in before for turn in d.turns]
    turns += [ConversationTurn(turn, trained=True, draft_id=target.item.id) for turn in target.turns]
    ids = tuple(draft.item.id for draft in (*before, target))
    return Conversation(
        id=conversation_id(ids),
        system=filled(prompt, target.item),
        turns=tuple(turns),
        draft_ids=ids,
        item=target.item,
    )


def conversation_id(ids: Sequence[str]) -> str:
    """Return the id of the record with these items, the target's last."""
    return sha256("\n".join(ids).encode()).hexdigest()[:32]


def system_prompt(item: Item, system: SystemSection) -> str:
    """Return one of the system prompts of the item's family, drawn for the item, `{data}` still in it."""
    prompts = system.strict_prompts if item.strict else system.final_assistant_prompts
    return draws.pick(prompts, system.seed, "system_prompt", item.id)


def filled(prompt: str, item: Item) -> str:
    """Return the prompt with the item's context in it, verbatim and in one pass."""
    return format_context(item.passages).join(prompt.split(DATA))
