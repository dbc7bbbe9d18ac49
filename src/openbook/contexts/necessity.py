"""Is every source needed, and asked about? A question of several sources is none that one of them answers."""

from collections.abc import Iterable, Set

from openbook.contexts.titles import titles
from openbook.records import Chunk, Item
from openbook.text.amounts import is_unit_or_figure
from openbook.text.content import numbers
from openbook.text.leak import content
from openbook.text.told_amounts import same_amount


def unneeded(item: Item) -> tuple[Chunk, ...]:
    """Return the gold chunks without which the reference answers are still covered by the others.

    A chunk is needed when the answers have a number, date, name, quote or rare word that it alone holds, and that is no
    amount which another one tells in another measure, or before it was rounded.
    """
    texts = [frozenset(content(chunk.text)) for chunk in item.gold]
    asked = {word for question in item.questions for word in content(question.text)}
    told = frozenset(word for question in item.questions for word in content(question.reference_answer)) - asked
    alone = [told.intersection(text).difference(*texts[:n], *texts[n + 1 :]) for n, text in enumerate(texts)]
    return tuple(
        chunk for chunk, words in zip(item.gold, alone, strict=True) if not words - _told_otherwise(item, chunk, words)
    )


def _told_otherwise(item: Item, chunk: Chunk, words: frozenset[str]) -> Set[str]:
    """Return figures and units of amounts in the reference answers that other gold tells otherwise than a chunk."""
    others = [one.text for one in item.gold if one is not chunk and numbers(words)]
    told = {same_amount(text, asked.reference_answer, asked.text) for text in others for asked in item.questions}
    figures = words.intersection(amount.partition(" ")[0] for amount in told)
    return {word for word in words if figures and is_unit_or_figure(word)}.difference(set(numbers(words)) - figures)


def unnamed(gold: tuple[Chunk, ...], questions: Iterable[str]) -> tuple[Chunk, ...]:
    """Return the gold chunks of which the questions, taken together, name nothing that the others have not: no word of
    the text, its title or its heading.
    """
    asked = {word for question in questions for word in content(question)}
    texts = [frozenset(content("\n".join((chunk.text, *titles(chunk))))) for chunk in gold]
    own = [text.difference(*texts[:n], *texts[n + 1 :]) for n, text in enumerate(texts)]
    return tuple(chunk for chunk, words in zip(gold, own, strict=True) if words and asked.isdisjoint(words))
