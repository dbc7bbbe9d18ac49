"""Words that say nothing of the matter: those about a question and its answer, and for where else to look."""

from functools import lru_cache

from openbook.text.content import stemmed
from openbook.text.word_lists import all_of


@lru_cache(maxsize=1)
def talk() -> frozenset[str]:
    """Return the words with which an answer puts its question off, repeats it or sends its reader elsewhere."""
    return stemmed(all_of("pointing")) | all_of("pointing")


@lru_cache(maxsize=1)
def reply_parts() -> frozenset[str]:
    """Return the words for the parts of a reply: question, answer, thoughts."""
    return stemmed(all_of("reply_parts")) | all_of("reply_parts")


@lru_cache(maxsize=1)
def sent_to() -> frozenset[str]:
    """Return the words for whom and what an answer sends to that says nothing itself."""
    return stemmed(all_of("sent_to")) | all_of("sent_to")
