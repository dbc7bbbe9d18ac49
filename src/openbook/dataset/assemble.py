"""Drafts → training records: shuffle, group, give each its system prompt, mark what is trained."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from openbook import draws
from openbook.config import Config
from openbook.config.sections import SystemSection
from openbook.contexts.layout import format_context
from openbook.dataset.render.place import DATA
from openbook.records import Conversation, ConversationTurn, Draft, Item


def assemble(drafts: Sequence[Draft], config: Config) -> Iterator[Conversation]:
    """Yield one record a draft: the turns of the drafts before it in its group, then its own, which are trained.

    The order is a stable function of seed and item ids, whatever the order of the drafts; all groups but the last one
    have `num_items_per_group` members. Those with strict system prompts and those without are grouped apart, so that
    no earlier turn was answered under the other rule. What is held out comes last, in groups of its own. At most one
    group is in memory. A draft without turns makes no record.
    """
    system = config.system
    sides: dict[tuple[bool, bool], dict[str, int]] = {}
    for position, draft in enumerate(drafts):
        if draft.turns:
            sides.setdefault((draft.item.held_out, draft.item.strict), {})[draft.item.id] = position
    for held_out in (False, True):
        for ids, positions in _groups(sides, held_out, system):
            group = [drafts[positions[id_]] for id_ in ids]
            for place, target in enumerate(group):
                before = [_remembered(draft, system.history) for draft in group[:place] if system.history != "none"]
                yield conversation(before, target, system_prompt(target.item, system))


def _remembered(draft: Draft, history: str) -> Draft:
    """Return an earlier draft as a record shows it: its thoughts speak of passages that are no longer there."""
    if history == "full":
        return draft
    return replace(draft, turns=tuple(replace(turn, thoughts="") for turn in draft.turns))


def _groups(
    sides: Mapping[tuple[bool, bool], dict[str, int]], held_out: bool, system: SystemSection
) -> Iterator[tuple[list[str], dict[str, int]]]:
    """Yield the ids of each group of one side, the families of system prompts interleaved by a stable order."""
    found: list[tuple[int, list[str], dict[str, int]]] = []
    for strict in (False, True):
        positions = sides.get((held_out, strict), {})
        order = draws.ordered(positions, system.seed, "group")
        for start in range(0, len(order), system.num_items_per_group):
            ids = order[start : start + system.num_items_per_group]
            found.append((draws.number(system.seed, "group", ids[0]), ids, positions))
    for _, ids, positions in sorted(found, key=lambda group: group[:2]):
        yield ids, positions


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
