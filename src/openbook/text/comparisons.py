"""What a statement compares with what, in any script: the subject, and the standard behind `than` or before `より`."""

import re
from collections.abc import Mapping
from functools import lru_cache

from openbook.dataclass import dataclass
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


@lru_cache(maxsize=512)
def comparison(statement: str) -> Comparison | None:
    """Return what a statement compares; None where it compares nothing."""
    said = statement.casefold().replace("’", "'")
    for pattern in _patterns().values():
        if found := pattern.search(said):
            degree, standard = found["degree"], frozenset(content(found["standard"]))
            around = said.replace(found["standard"], " ", 1).replace(degree, " ", 1)
            begun = degree[: -min(SPARE, len(degree) // 3)] if len(degree) > SPARE else degree
            return Comparison(begun, frozenset(content(around)) - standard, standard)
    return None


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(rest) for name, rest in lines_of("comparisons")}
