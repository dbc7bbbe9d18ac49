"""What a reply or a draft is refused for."""

from typing import Literal

from openbook.codes import Code
from openbook.dataclass import dataclass
from openbook.records import Turn

Then = Literal["again", "mend", "end"]
"""What may still help: the same asked afresh and then a repair, a repair alone, or nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to refuse a paid reply."""

    check: str
    """Name of the check that found it."""
    code: Code
    detail: str
    """One sentence for a person."""
    leaking: tuple[str, ...] = ()
    """Ids of the passages that hold the answer: other passages are wanted, not another reply."""
    at: tuple[int, ...] = ()
    """Numbers of the turns that are at fault, from 1, where the others can stay; empty: all of it."""
    turns: tuple[Turn, ...] = ()
    """The turns in which it was found, as they were written; empty where there are none."""
    scores: tuple[tuple[str, float], ...] = ()
    """What judges said of them, by name."""
    then: Then = "again"
