"""The clauses of an answer: which of them speak of the matter, and which of the search."""

import re
from functools import lru_cache

from openbook.text.content import Content, stemmed
from openbook.text.late import late
from openbook.text.said import words_of
from openbook.text.word_lists import all_of, listed

BUT = (
    r"[,;，、]?\s*\b(?:but|yet|though|however|aber|doch|jedoch|mais|toutefois|pero|sino|aunque|но|однако|لكن|ولكن|لكنه|लेकिन|परंतु|मगर)\b"
    r"|[，,]?(?:但是?|不过|可是)|ですが、|ものの、|しかし|(?<=지만) "
)
"""What parts a statement from one that is set against it, as a pattern."""
_CONTRAST = late(BUT, re.IGNORECASE)
_SET_AGAINST = frozenset(
    ("but", "yet", "though", "however", "aber", "doch", "jedoch", "mais", "toutefois", "pero", "sino", "aunque")
)
"""Its words in ASCII."""
_CLAUSE = late(r"[,.!?:;\n。！？；：，、؟،؛।—–](?:(?<![,.!?:])|(?=\s|$))")
_SENTENCE = late(r"(?:[^.!?\n。！？।؟]++|[.](?!\s|$))++")


def statements_of(answer: str) -> list[str]:
    """Return the sentences of an answer, but those about its search."""
    return of_the_matter(answer, _SENTENCE.findall(answer))


def contrasted(sentence: str) -> list[str]:
    """Return the parts of a sentence that are set against each other: `nothing was found, but it is ten`."""
    if sentence.isascii() and _SET_AGAINST.isdisjoint(words_of(sentence)):
        return [sentence]
    return _CONTRAST.split(sentence)


def clauses(answer: str) -> list[str]:
    """Return the clauses of an answer."""
    return [clause for part in _CLAUSE.split(answer) if (clause := part.strip())]


def of_the_matter(answer: str, parts: list[str]) -> list[str]:
    """Return the parts of an answer that are not about its search; all where nothing of it is."""
    if answer.isascii() and not is_about_the_search(answer):
        return parts
    return [part for part in parts if not is_about_the_search(part)]


def is_about_the_search(clause: str) -> bool:
    """Whether a clause speaks of a search and its sources: it names what the passages hold."""
    if not Content.of(clause).vocabulary.isdisjoint(_talk()):
        return True
    return not clause.isascii() and any(sign in clause for sign in _signs())


@lru_cache(maxsize=1)
def _talk() -> frozenset[str]:
    return stemmed(all_of("search_talk"))


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return listed("search_talk")["signs"]
