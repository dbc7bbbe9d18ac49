"""States that a sentence dates: it says as of which year, or by which census, holds what it says."""

import re
from functools import lru_cache
from itertools import chain

from openbook.contexts.text_versions import YEAR
from openbook.text.late import late
from openbook.text.normalise import bare, is_spaceless
from openbook.text.word_lists import lines_of, script_of

_IN_ENGLISH = late(
    r"\b(?:as (?:of|at) (?:[A-Za-z]+ )?(?:\d{1,2}, )?|(?:in|by|of|from) the )(?P<year>1\d\d\d|20[0-3]\d)\b(?! [A-Z])",
    re.IGNORECASE,
)


def state_year(sentence: str, spoken: str) -> str | None:
    """Return the year as of which a sentence in a language states something; None where it does not say it."""
    if spoken == "english":
        found = _IN_ENGLISH.search(sentence)
        return found["year"] if found else None
    known = _phrases()
    around = known.get(script_of(spoken)) or tuple(chain.from_iterable(known.values()))  # where the language is unsure
    for found in YEAR.finditer(sentence):
        before, behind = bare(sentence[: found.start()]), bare(sentence[found.end() :])
        if any(_ends(before, first) and _begins(behind, last) for first, last in around):
            return found.group()
    return None


def _ends(text: str, phrase: str) -> bool:
    return not phrase or (text.rstrip() if is_spaceless(phrase) else text).endswith(phrase)


def _begins(text: str, phrase: str) -> bool:
    return not phrase or (text.lstrip() if is_spaceless(phrase) else text).startswith(phrase)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by language what stands before and behind a year, as `bare` has it."""
    return {
        spoken: tuple((_bare(one.partition("…")[0]), _bare(one.partition("…")[2])) for one in phrases.split(","))
        for spoken, phrases in lines_of("dated_states")
    }


def _bare(words: str) -> str:
    if not words.strip():
        return ""
    return bare(words).strip() if is_spaceless(words.strip()) else bare(words)
