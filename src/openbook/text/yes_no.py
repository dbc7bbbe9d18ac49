"""Whether an answer begins with a yes or a no, in any script."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from openbook.text.late import late
from openbook.text.normalise import bare
from openbook.text.words import MARKS

Side = Literal["yes", "no", ""]

_OPENING = late(rf"[\W_]*([\w{MARKS}]+)(\s?[^\w\s{MARKS}]|\s*$)?")


def side(answer: str) -> Side:
    """Return what an answer begins with; empty where that is neither.

    A no is one only by itself: before other words it negates them (`No price is given`).
    """
    opening = _OPENING.match(answer)
    if opening is None:
        return ""
    said = _sides().get(bare(opening[1]).strip(), "")
    return "" if said == "no" and opening[2] is None else said


@lru_cache(maxsize=1)
def _sides() -> Mapping[str, Side]:
    text = (files("openbook.text") / "lists" / "yes_no.txt").read_text("utf-8")
    parted = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    sides: dict[str, Side] = {"yes": "yes", "no": "no"}
    return {bare(word).strip(): sides[name] for name, _, words in parted for word in words.split("|")}
