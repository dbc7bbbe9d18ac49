"""What is measured of a draft, for people and for curation; nothing is refused for it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from openbook.records import Item, Turn
from openbook.text.content import Content, vocabulary_of
from openbook.text.leak import content
from openbook.text.mentions import mentions


def supported(item: Item, turns: Sequence[Turn]) -> float:
    """Return the share of the answers' content words that a passage or a question has."""
    held = vocabulary_of(tuple(passage.text for passage in item.passages))
    said = [word for turn in turns for word in content(turn.answer)]
    held |= frozenset().union(*(Content.of(turn.question).vocabulary for turn in turns))
    return len([word for word in said if word in held]) / len(said) if said else 1.0


def quoted(item: Item, turns: Sequence[Turn]) -> float:
    """Return how many verified quotations a turn has on average."""
    return sum(len(turn.citations) for turn in turns) / len(turns)


def looked_at(item: Item, turns: Sequence[Turn]) -> float:
    """Return the share of the passages that the thoughts speak of by number or source."""
    ranks = {mention.rank for turn in turns for mention in mentions(turn.thoughts)}
    seen = [one for one in item.passages if one.rank in ranks or any(one.source in turn.thoughts for turn in turns)]
    return len(seen) / len(item.passages) if item.passages else 1.0


def alike(item: Item, turns: Sequence[Turn]) -> float:
    """Return how much the two questions that are most alike have in common, of all their words."""
    asked = [Content.of(turn.question).vocabulary for turn in turns]
    return max((len(one & two) / len(one | two) for one, two in combinations(asked, 2) if one | two), default=0.0)


SCORES: Mapping[str, Callable[[Item, Sequence[Turn]], float]] = {
    "supported": supported,
    "quoted": quoted,
    "looked_at": looked_at,
    "alike": alike,
}
"""By the name under which a draft has it; each but `quoted` is from 0 to 1."""


def scored(item: Item, turns: Sequence[Turn]) -> tuple[tuple[str, float], ...]:
    """Return all scores of a draft, rounded as they are written."""
    return tuple((name, round(measure(item, turns), 3)) for name, measure in SCORES.items())
