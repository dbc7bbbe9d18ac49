"""Drafts → training records: shuffle, group, give each its system prompt, mark what is trained."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from openbook import draws
from openbook.config import Config
from openbook.config.sections import SystemSection
from openbook.dialogue.context import format_context
from openbook.records import Conversation, ConversationTurn, Draft, Item

DATA = "{data}"
"""Where the context goes in a system prompt."""


def assemble(drafts: Sequence[Draft], config: Config) -> Iterator[Conversation]:
    """Yield one record a draft: the turns of the drafts before it in its group, then its own, which are trained.

    The order is a stable function of seed and item ids, whatever the order of the drafts; all groups but the last one
    have `num_items_per_group` members. At most one group is in memory. A draft without turns makes no record.
    """
    system = config.system
    positions = {draft.item.id: position for position, draft in enumerate(drafts) if draft.turns}
    order = draws.ordered(positions, system.seed, "group")
    for start in range(0, len(order), system.num_items_per_group):
        ids = order[start : start + system.num_items_per_group]
        group = [drafts[positions[id_]] for id_ in ids]
        for place, target in enumerate(group):
            yield conversation(group[:place], target, system_prompt(target.item, system))


def conversation(before: Sequence[Draft], target: Draft, prompt: str) -> Conversation:
    """Return the record of one draft; `prompt` is its system prompt, the context not yet filled in."""
    turns = [ConversationTurn(turn, trained=False) for draft in before for turn in draft.turns]
    turns += [ConversationTurn(turn, trained=True) for turn in target.turns]
    ids = tuple(draft.item.id for draft in (*before, target))
    return Conversation(
        id=sha256("\n".join(ids).encode()).hexdigest()[:32],
        system=filled(prompt, target.item),
        turns=tuple(turns),
        draft_ids=ids,
        item=target.item,
    )


def system_prompt(item: Item, system: SystemSection) -> str:
    """Return one of the system prompts of the item's family, drawn for the item, `{data}` still in it."""
    prompts = system.strict_prompts if item.strict else system.final_assistant_prompts
    return draws.pick(prompts, system.seed, "system_prompt", item.id)


def filled(prompt: str, item: Item) -> str:
    """Return the prompt with the item's context in it, verbatim and in one pass."""
    return format_context(item.passages).join(prompt.split(DATA))
