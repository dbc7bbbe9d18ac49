"""Is every source needed, and asked about? A question of several sources is none that one of them answers."""

from collections.abc import Iterable

from openbook.contexts.titles import titles
from openbook.records import Chunk, Item
from openbook.text.leak import content


def unneeded(item: Item) -> tuple[Chunk, ...]:
    """Return the gold chunks without which the reference answers are still covered by the others.

    A chunk is needed when the answers have a number, date, name, quote or rare word that it alone holds.
    """
    texts = [frozenset(content(chunk.text)) for chunk in item.gold]
    asked = {word for question in item.questions for word in content(question.text)}
    told = {word for question in item.questions for word in content(question.reference_answer)} - asked
    alone = [told.intersection(text).difference(*texts[:n], *texts[n + 1 :]) for n, text in enumerate(texts)]
    return tuple(chunk for chunk, words in zip(item.gold, alone, strict=True) if not words)


def unnamed(gold: tuple[Chunk, ...], questions: Iterable[str]) -> tuple[Chunk, ...]:
    """Return the gold chunks of which the questions, taken together, name nothing that the others have not: no word of
    the text, its title or its heading.
    """
    asked = {word for question in questions for word in content(question)}
    texts = [frozenset(content("\n".join((chunk.text, *titles(chunk))))) for chunk in gold]
    own = [text.difference(*texts[:n], *texts[n + 1 :]) for n, text in enumerate(texts)]
    return tuple(chunk for chunk, words in zip(gold, own, strict=True) if words and asked.isdisjoint(words))
