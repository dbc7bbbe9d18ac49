"""Words that a line's end has split in a passage, written whole in a draft that took them over with their hyphen."""

import re
from functools import lru_cache

from openbook.dataclass import replace
from openbook.records import Item, Turn
from openbook.text.late import late
from openbook.text.phrases import phrases
from openbook.text.signs import said_for

_HYPHEN = late("[-\u2010\u00ad][ \t\n]")
_SPLIT = late(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010\u00ad][ \t]*\n?[ \t]+([^\W\d_]+)")
_LINE_END = late(r"(?<![^\W\d_])([^\W\d_]+)[-\u2010\u00ad][ \t]*\n\s*([^\W\d_]+)")


def unbroken(item: Item, turn: Turn) -> Turn:
    """Return a turn in which no word is in two pieces with a hyphen that a passage has at the end of a line.

    What goes on with an `and` or an `or` had its hyphen before: `Trink- und Brauchwasser`.
    """
    prose = (turn.question, turn.thoughts, turn.answer)
    if not any(_HYPHEN.search(text) and _SPLIT.search(text) for text in prose):
        return turn
    split = frozenset().union(*(_split_words(passage.text) for passage in item.passages))
    question, thoughts, answer = (_joined(text, split) for text in prose)
    if (question, thoughts, answer) == prose:
        return turn
    return replace(turn, question=question, thoughts=thoughts, answer=answer)


def _joined(text: str, split: frozenset[tuple[str, str]]) -> str:
    def whole(found: re.Match[str]) -> str:
        return found[1] + found[2] if (found[1].casefold(), found[2].casefold()) in split else found.group()

    return _SPLIT.sub(whole, text)


@lru_cache(maxsize=256)
def _split_words(text: str) -> frozenset[tuple[str, str]]:
    """Return the two pieces of each word that stands on two lines."""
    pairs = ((found[1].casefold(), found[2].casefold()) for found in _LINE_END.finditer(text))
    return frozenset(pair for pair in pairs if pair[1] not in said_for("&") and not phrases("choices").within(pair[1]))
