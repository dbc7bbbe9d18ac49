"""What the figures of a text count: 23 keys are no 23 days, and 2 GB not 4."""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise

from openbook.text.amounts import COUNTERS, MONEY, is_unit_or_figure, sign_of_stem
from openbook.text.content import Content, is_number, is_spaceless, numbers
from openbook.text.days import is_year
from openbook.text.word_lists import stop_words

FEW_DIGITS = 3
"""Characters of a figure that many things have."""
BEHIND = 3
"""Words behind a figure among which stands what it counts."""


def counts_another(tokens: Sequence[str], figure: str, told: Set[str]) -> bool:
    """Whether a text has a figure of things that are not those it counts elsewhere: 23 keys are no 23 days.

    `told`: the words that say what it counts there; where none of them is a unit, nothing can be said.
    """
    named = tuple(filter(sign_of_stem, told))
    units = set(map(sign_of_stem, named))
    if not units or (units <= MONEY and is_year(figure)):  # 1271, of the Yuan dynasty
        return False
    for place in (place for place, token in enumerate(tokens) if token == figure):
        behind = tokens[place + 1 : place + 1 + BEHIND]
        if not behind or not behind[0].isalpha() or is_spaceless(behind[0]) or behind[0] in stop_words():
            return False
        if any(sign_of_stem(word) in units or word.startswith(named) for word in behind):
            return False
        if is_year(figure) and not any(map(sign_of_stem, behind)):  # `by 1883 engines gave 40 kW` counts no engines
            return False
    return True


@lru_cache(maxsize=512)
def counted(tokens: tuple[str, ...]) -> Mapping[str, Set[str]]:
    """Return the words of a text, as they stand in a Content, that stand right behind figures, with those."""
    found: dict[str, set[str]] = {}
    for one, other in pairwise(token for token in tokens if token not in COUNTERS):
        if is_number(one) and not is_number(other):
            found.setdefault(other, set()).add(one)
    return found


def is_small_amount(words: Iterable[str]) -> bool:
    """Whether words are a figure of few digits alone, or with its unit, or a round one: other things may well have as
    much.
    """
    row = list(words)
    figures = numbers(row)
    if len(figures) != 1 or len(row) > 2 or len(row) != 1 + len(list(filter(sign_of_stem, row))):
        return False
    return len(figures[0]) <= FEW_DIGITS or len(figures[0].rstrip("0")) < FEW_DIGITS


def counts_otherwise(passage: str, words: Set[str], told: Mapping[str, Set[str]], asked: Set[str]) -> bool:
    """Whether a text counts one of some words without a figure by none of an answer's, 2 GB are not 4, or measures by
    a figure where the answer counts what is asked about: 6 books are not 6 percent.

    `told`: what the answer counts, and by which figures. A unit that the text doesn't count at all tells nothing,
    unless it has the figure elsewhere.
    """
    if not told:
        return False
    there, text = counted(Content.of(passage).tokens), Content.of(passage).vocabulary
    if figures := numbers(words):
        things, others = ({word for word in row if figures[0] in row[word]} for row in (told, there))
        is_asked = any(word in asked and not is_unit_or_figure(word) for word in things)
        return len(words) == 1 and is_asked and bool(others) and all(map(is_unit_or_figure, others))
    return any(
        told[word].isdisjoint(there.get(word) or (text if is_unit_or_figure(word) else told[word]))
        for word in words & told.keys()
    )
