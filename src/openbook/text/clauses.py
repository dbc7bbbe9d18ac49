"""The clauses of an answer: which of them speak of the matter, and which of the search."""

from functools import lru_cache

from openbook.text.content import Content, stemmed
from openbook.text.late import late
from openbook.text.word_lists import all_of, listed

_CLAUSE = late(r"[,.!?:](?=\s|$)|[;\n。！？；：，、؟،؛।—–]")
_SENTENCE = late(r"(?:[^.!?\n。！？।؟]|[.](?!\s|$))+")


def statements_of(answer: str) -> list[str]:
    """Return the sentences of an answer, but those about its search."""
    return [sentence for sentence in _SENTENCE.findall(answer) if not is_about_the_search(sentence)]


def clauses(answer: str) -> list[str]:
    """Return the clauses of an answer."""
    return [clause for part in _CLAUSE.split(answer) if (clause := part.strip())]


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
