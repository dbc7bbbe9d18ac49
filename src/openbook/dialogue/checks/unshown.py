"""What hidden gold has and nobody was shown: by its words an answer gives away what it should not have."""

from collections.abc import Sequence

from openbook.records import Item, Turn
from openbook.text.clauses import contrasted
from openbook.text.content import GRAMMAR, Content, numbers, vocabulary_of, word_count
from openbook.text.leak import content
from openbook.text.phrases import phrases, sentences

GIVEN_AWAY = 2
"""Words of hidden gold, or one figure of it, by which a sentence gives its matter away."""


def hidden_words(item: Item, turns: Sequence[Turn]) -> frozenset[str]:
    """Return the words of gold that neither a passage, nor its source's name, nor a question has."""
    shown = vocabulary_of(tuple(passage.text for passage in item.passages))
    names = vocabulary_of(tuple(passage.source for passage in item.passages))
    asked = frozenset().union(*(Content.of(turn.question).vocabulary for turn in turns))
    return vocabulary_of(tuple(chunk.text for chunk in item.gold)) - shown - names - asked


def gives_away(text: str, hidden: frozenset[str], item: Item) -> bool:
    """Whether a statement that denies nothing has words of what a sentence of gold hides, or a figure, or one behind a
    `but` a figure. A pair of characters is half a word; in hiragana it is grammar.
    """
    for number, part in ((number, part) for one in sentences(text) for number, part in enumerate(contrasted(one))):
        is_denied = phrases("negations").within(part) != ""
        if is_denied and number == 0:
            continue
        told = [word for word in content(part) if word in hidden and not GRAMMAR.fullmatch(word)]
        has_figure = any(len(word) > 1 for word in numbers(told))
        if has_figure or (word_count(told) >= GIVEN_AWAY and not is_denied and _are_of_one(told, item)):
            return True
    return False


def _are_of_one(told: Sequence[str], item: Item) -> bool:
    """Whether a sentence of gold has several of some words: those of many sentences say nothing of any."""
    rows = (Content.of(one).vocabulary for chunk in item.gold for one in sentences(chunk.text))
    return any(word_count([word for word in told if word in row]) >= GIVEN_AWAY for row in rows)
