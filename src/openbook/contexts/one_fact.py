"""Whether changed words are one fact: the same value wherever it stands, in whichever form and unit."""

import math
from collections.abc import Sequence
from itertools import islice

from openbook.contexts.text_versions import prose
from openbook.text.content import Content, is_number
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.units import unit_factor

ROUNDED = 0.06
"""By how much a converted amount may be off, as texts round it."""
TELLING = 3
"""Digits from which on a figure hardly stands in a text twice by chance."""

Pair = tuple[str, str]
"""Words before and after."""

_AMOUNT = late(r"(\d+(?:[.,]\d+)*)\s?([^\W\d_]{1,14}|%|°[CF])?")


def are_one_fact(pairs: Sequence[Pair]) -> bool:
    """Whether all pairs tell the same change: word for word, a part of it, or the amount in another unit."""
    first = pairs[0]
    whole = _tokens(first)
    for pair in pairs[1:]:
        part = _tokens(pair)
        is_part = all(one <= other or other <= one for one, other in zip(part, whole, strict=True))
        if not is_part and not _is_converted(first, pair):
            return False
    return True


def _tokens(pair: Pair) -> tuple[frozenset[str], frozenset[str]]:
    return Content.of(pair[0]).vocabulary, Content.of(pair[1]).vocabulary


def _is_converted(one: Pair, other: Pair) -> bool:
    """Whether the amounts of two pairs changed by the same factor, or as Celsius and Fahrenheit do."""
    amounts = [[_amount(words) for words in pair] for pair in (one, other)]
    if any(amount is None or amount == 0 for pair in amounts for amount in pair):
        return False
    (a, b), (c, d) = ((float(pair[0] or 0), float(pair[1] or 0)) for pair in amounts)
    if abs(b / a - d / c) <= ROUNDED * b / a:
        return True
    return any(abs(1.8 * x + 32 - y) <= 2 and abs(1.8 * z + 32 - w) <= 2 for x, y, z, w in ((a, c, b, d), (c, a, d, b)))


def _amount(words: str) -> float | None:
    numbers = [token for token in Content.of(words).tokens if is_number(token)]
    try:
        return float(numbers[0]) if len(numbers) == 1 else None
    except ValueError:
        return None


def leaves_a_trace(text: str, altered: str, changes: Sequence[tuple[int, str, str]]) -> str:
    """Return where the fact still stands as it was, in words for a person; empty where it stands nowhere.

    `changes` have where they begin in the text, what stood there and what stands there now.
    """
    left = Content.of(altered)
    for start, old, new in changes:
        gone = Content.of(old).vocabulary - Content.of(new).vocabulary
        telling = frozenset(content(old, language(text)))
        following = next(iter(islice(Content.of(text[start + len(old) :]).tokens, 1)), "")
        for word in sorted(gone & left.vocabulary):
            if is_number(word):
                beside = any(left.tokens[place + 1 : place + 2] == (following,) for place in left.places({word}))
                if beside or len(word) >= TELLING:
                    return f"“{word}” still stands elsewhere in the text"
            elif word in telling:
                return f"“{word}” still stands elsewhere in the text"
        twin = _unchanged_twin(text, start, old, [words for _, words, _ in changes])
        if twin:
            return f"{twin} is {old.strip()} in another unit, and was not changed with it"
    return ""


def _unchanged_twin(text: str, start: int, old: str, changed: Sequence[str]) -> str:
    """Return the amount of the same sentence that is the old one in another unit and stays as it was."""
    amount = _amount(old)
    here = _AMOUNT.match(text, start + next((n for n, char in enumerate(old) if char.isdigit()), 0))
    sentence = next(
        (one for one in prose(text) if old in one and text.find(one) <= start < text.find(one) + len(one)), ""
    )
    if amount is None or here is None or not here[2]:
        return ""
    for found in _AMOUNT.finditer(sentence):
        factor = unit_factor(here[2], found[2] or "")
        value = _amount(found[1])
        if factor is None or value is None or any(found[1] in words for words in changed):
            continue
        if math.isclose(amount * factor, value, rel_tol=ROUNDED):
            return found.group()
    return ""


def stands_already(text: str, old: str, new: str) -> bool:
    """Whether a text has all of the new words already, beside those that the fact had before."""
    fresh = frozenset(content(new, language(text))) | {word for word in Content.of(new).tokens if is_number(word)}
    fresh -= Content.of(old).vocabulary
    return bool(fresh) and fresh <= Content.of(text).vocabulary and not all(len(word) == 1 for word in fresh)
