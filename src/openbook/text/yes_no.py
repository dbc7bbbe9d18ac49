"""Whether an answer begins with a yes or a no, in any script."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from openbook.text.late import late
from openbook.text.normalise import bare, is_spaceless
from openbook.text.word_lists import lines_of
from openbook.text.words import MARKS

Side = Literal["yes", "no", ""]

_OPENING = late(rf"[\W_]*([\w{MARKS}]+)(\s?[^\w\s{MARKS}]|\s*$)?")


@lru_cache(maxsize=512)
def side(answer: str) -> Side:
    """Return what an answer begins with; empty where that is neither.

    A no is one only by itself: before other words it negates them (`No price is given`).
    """
    opening = _OPENING.match(answer)
    if opening is None:
        return ""
    first = bare(opening[1]).strip()
    said = _sides().get(first, "")
    if not said and (first.startswith(_agreeing()[0]) or bare(answer).startswith(_agreeing()[1])):
        return "yes"
    return "" if said == "no" and opening[2] is None else said


@lru_cache(maxsize=1)
def _agreeing() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what says yes before other words: without a space between, and of several words."""
    agreeing = [word for word, side in _sides().items() if side == "yes"]
    unspaced = tuple(word for word in agreeing if is_spaceless(word) and len(word) > 1)
    return unspaced, tuple(f" {word} " for word in agreeing if " " in word)


@lru_cache(maxsize=1)
def _sides() -> Mapping[str, Side]:
    sides: dict[str, Side] = {"yes": "yes", "no": "no"}
    return {bare(word).strip(): sides[name] for name, words in lines_of("yes_no") for word in words.split("|")}
