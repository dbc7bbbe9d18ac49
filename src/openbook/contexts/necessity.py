"""Is every source needed? A question of several sources that one of them answers is no such question."""

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
