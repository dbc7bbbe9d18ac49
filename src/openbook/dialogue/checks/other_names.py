"""Whether an answer has another name in the place of the one that its turn quotes."""

import re
from collections.abc import Sequence
from functools import lru_cache

from openbook.records import Item, Turn
from openbook.text.content import Content
from openbook.text.days import is_month
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.said import spoken

MANY = 0.2
"""Share of words with a capital from which nouns may have one."""

_NAME = late(r"(?<![\w.])(?=[^\W\d_])[^\W\d_a-z][\w-]{2,}")
_INSIDE = late(r"(?<=[^\W\d_] )[^\W\d_a-z][\w-]{2,}|(?<=[,;] )[^\W\d_a-z][\w-]{2,}")
"""Within a sentence."""
_NOUNS_IN_CAPITALS = "german"


def other_name(item: Item, turn: Turn, quotes: Sequence[str]) -> str:
    """Return what is wrong where an answer has names of the passages in the place of those that are quoted."""
    texts = tuple(passage.text for passage in item.passages)
    asked = spoken(turn.question)
    new = {one for one in _NAME.findall(turn.answer) if one not in turn.thoughts and f" {one.casefold()} " not in asked}
    if not new:
        return ""
    quoted = {one for one in _NAME.findall(" ".join(quotes)) if f" {one.casefold()} " not in asked}
    said = [name for name in new if any(_is_inside(name, text) for text in texts)] if quoted else []
    names = _names(texts) if said else frozenset()
    told, left = names.intersection(said), names.intersection(quoted)
    if told and left and not any(name.casefold() in turn.answer.casefold() for name in left):
        return f"names {min(told)}, where {min(left)} is quoted"
    return ""


def _is_inside(name: str, text: str) -> bool:
    """Whether a word of a text that begins so may stand inside a sentence."""
    place = text.find(f" {name}", 1)
    while place > 0 and not (text[place - 1].isalnum() or text[place - 1] in ",;"):
        place = text.find(f" {name}", place + 1)
    return place > 0


@lru_cache(maxsize=64)
def _names(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the words of passages that are never without a capital; none in German, whose nouns have one."""
    everything = "\n".join(texts)
    inside = [name for name in _INSIDE.findall(everything) if name[0].isupper()]
    if language(everything) == _NOUNS_IN_CAPITALS or len(inside) > MANY * everything.count(" "):
        return frozenset()
    small = frozenset(re.findall(r"\b[a-zа-я][\w-]+", everything))
    rare = (name for name in inside if name.casefold() not in small)
    return frozenset(name for name in rare if not is_month(Content.of(name).tokens[0]))
