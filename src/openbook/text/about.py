"""What a question is about."""

from functools import lru_cache

from openbook.text.content import GRAMMAR
from openbook.text.leak import content
from openbook.text.phrases import phrases


@lru_cache(maxsize=64)
def matter(question: str) -> frozenset[str]:
    """Return the words that say what a question is about: its content words, but those that ask, and grammar."""
    asks = phrases("interrogatives").of_one
    return frozenset(word for word in content(question) if not (GRAMMAR.fullmatch(word) or asks(word)))
