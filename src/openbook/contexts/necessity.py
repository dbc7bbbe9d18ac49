"""Is every source needed? A question of several sources that one of them answers is no such question."""

from collections.abc import Sequence

from openbook.records import Chunk, Item
from openbook.text.leak import Text, content_words, critical_spans


def unneeded(item: Item) -> tuple[Chunk, ...]:
    """Return the gold chunks without which the reference answers are still covered by the others.

    A chunk is needed when the answers have a number, date, name, quote or rare word that it alone holds.
    """
    texts = [Text.of(chunk.text) for chunk in item.gold]
    asked = {word for question in item.questions for word in content_words(question.text)}
    told = [
        span
        for question in item.questions
        for span in (*critical_spans(question.reference_answer), *_each(content_words(question.reference_answer)))
        if not asked.issuperset(span)
    ]
    return tuple(chunk for chunk, text in zip(item.gold, texts, strict=True) if not _alone_has_one(text, texts, told))


def _each(found: Sequence[str]) -> list[tuple[str, ...]]:
    return [(word,) for word in found]


def _alone_has_one(text: Text, texts: Sequence[Text], spans: Sequence[tuple[str, ...]]) -> bool:
    others = [other for other in texts if other is not text]
    return any(text.has(span) and not any(other.has(span) for other in others) for span in spans)
