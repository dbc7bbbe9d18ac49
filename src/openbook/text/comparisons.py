"""What a statement compares with what, in any script: the subject, and the standard behind `than` or before `より`."""

import re
from functools import lru_cache

from openbook.dataclass import dataclass
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.word_lists import lines_of

SPARE = 3
"""Letters of a word's end by which its forms differ."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A statement that something is more so than something else."""

    degree: str
    """In what, without its ending: `heav`, `plus ch`, `重`."""
    subject: frozenset[str]
    """Content words of all but the standard."""
    standard: frozenset[str]
    """Content words of what the subject is compared with."""


def may_compare(text: str) -> bool:
    """Whether a part of a text may compare something."""
    said = text.casefold().replace("’", "'")
    return any(sign in said for sign, _ in _patterns())


@lru_cache(maxsize=512)
def comparison(statement: str) -> Comparison | None:
    """Return what a statement compares; None where it compares nothing."""
    said = statement.casefold().replace("’", "'")
    for sign, pattern in _patterns():
        if sign in said and (found := pattern.search(said)):
            degree, standard = found["degree"], frozenset(content(found["standard"]))
            around = said.replace(found["standard"], " ", 1).replace(degree, " ", 1)
            begun = degree[: -min(SPARE, len(degree) // 3)] if len(degree) > SPARE else degree
            return Comparison(begun, frozenset(content(around)) - standard, standard)
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return how each language compares, and before it what stands in all that it compares."""
    return tuple((head.partition(" ")[2], late(rest)) for head, rest in lines_of("comparisons"))
