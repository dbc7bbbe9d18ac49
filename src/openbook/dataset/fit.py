"""Records that are too long made to fit, so that no trainer cuts what matters: its answer or its evidence."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from openbook.codes import Code
from openbook.config import Config
from openbook.dataclass import replace
from openbook.dataset.assemble import conversation_id, filled, system_prompt
from openbook.records import Conversation, Passage, Rejected, Turn
from openbook.text.late import late

NUMBER = late(r"(?<![\w.,])\d{1,3}(?![\w%])")
"""In thoughts, which go through the passages one by one, any small number may be one of them."""

REFERENCE = late(
    r"(?:chunk|passage|source|document|excerpt|snippet|result)s?\W{1,3}(\d{1,3})|[\[(【](\d{1,3})[\])】]", re.I
)
"""In questions and answers, where numbers mean other things."""

Length = Callable[[Conversation], int]
"""Tokens of the longest row that a conversation becomes."""


def fitted(conversations: Iterable[Conversation], length: Length, config: Config) -> Iterator[Conversation | Rejected]:
    """Yield the conversations, those above `export.max_tokens` with less in them, or rejected as `too_long`.

    First distractors go that the record's own turns don't speak of, then the turns of earlier items, the oldest first.
    Gold, questions and answers stay.
    """
    most = config.export.max_tokens
    if most is None:
        yield from conversations
        return
    for conversation in conversations:
        tokens = length(conversation)
        smaller = iter(_smaller(conversation, config))
        while tokens > most and (shrunk := next(smaller, None)):
            conversation, tokens = shrunk, length(shrunk)
        if tokens <= most:
            yield conversation
        else:
            item = conversation.item
            detail = f"{tokens} tokens when all that can go is gone, and export.max_tokens is {most}"
            yield Rejected("export", Code.TOO_LONG, detail, item.id, item.gold[0].source)


def _smaller(conversation: Conversation, config: Config) -> Iterator[Conversation]:
    """Yield the conversation with less and less in it."""
    while (passages := _without_last(conversation, config)) is not None:
        item = replace(conversation.item, passages=passages)
        text = filled(system_prompt(item, config.system), item)
        conversation = replace(conversation, item=item, system=text)
        yield conversation
    while len(conversation.draft_ids) > 1:
        gone, *ids = conversation.draft_ids
        turns = tuple(turn for turn in conversation.turns if turn.draft_id != gone)
        conversation = replace(conversation, id=conversation_id(ids), draft_ids=tuple(ids), turns=turns)
        yield conversation


def _without_last(conversation: Conversation, config: Config) -> tuple[Passage, ...] | None:
    """Return the passages without the last one that can go; None where none can.

    A distractor can go when the turns speak neither of it nor of a passage after it, whose number would change; and
    the only passage stays, since a context without any is another case.
    """
    passages = conversation.item.passages
    if len(passages) < 2:
        return None
    turns = [entry.turn for entry in conversation.turns if entry.trained]
    named = spoken_of(turns, passages, with_thoughts=config.generation.thoughts != "none")
    for passage in reversed(passages):
        if passage.rank in named or passage.source in named:
            return None
        if not passage.is_gold and not passage.synthetic:
            rest = [other for other in passages if other is not passage]
            return tuple(replace(other, rank=rank) for rank, other in enumerate(rest, start=1))
    return None


def spoken_of(turns: Sequence[Turn], passages: Sequence[Passage], *, with_thoughts: bool) -> set[int | str]:
    """Return ranks and sources of the passages that turns speak of, or may be speaking of."""
    said = "\n".join(f"{turn.question}\n{turn.answer}" for turn in turns)
    thoughts = "\n".join(turn.thoughts for turn in turns) if with_thoughts else ""
    numbers = {int(number) for match in REFERENCE.findall(said) for number in match if number}
    numbers |= {int(number) for number in NUMBER.findall(thoughts)}
    numbers |= {citation.rank for turn in turns for citation in turn.citations}
    sources = {passage.source for passage in passages if passage.source in said or passage.source in thoughts}
    return {*(passage.rank for passage in passages if passage.rank in numbers), *sources}
