"""States that a sentence dates: it says as of which year, or by which census, holds what it says."""

import re

from openbook.contexts.text_versions import YEAR
from openbook.text.framed import stands_around
from openbook.text.late import late

_IN_ENGLISH = late(
    r"\b(?:as (?:of|at) (?:[A-Za-z]+ )?(?:\d{1,2}, )?|(?:in|by|of|from) the )(?P<year>1\d\d\d|20[0-3]\d)\b(?! [A-Z])",
    re.IGNORECASE,
)


def state_year(sentence: str, spoken: str) -> str | None:
    """Return the year as of which a sentence in a language states something; None where it does not say it."""
    if spoken == "english":
        found = _IN_ENGLISH.search(sentence)
        return found["year"] if found else None
    return next((one.group() for one in YEAR.finditer(sentence) if _is_dating(one, sentence, spoken)), None)


def _is_dating(year: re.Match[str], sentence: str, spoken: str) -> bool:
    return stands_around("dated_states", spoken, sentence[: year.start()], sentence[year.end() :])
