"""A fact that a page on something else tells in passing: a sentence of one text, set into another."""

import re

from openbook import draws
from openbook.contexts.text_versions import prose
from openbook.contexts.titles import names
from openbook.records import Chunk
from openbook.text.content import Content
from openbook.text.language import language
from openbook.text.normalise import is_spaceless
from openbook.text.word_lists import folded, listed, script_of
from openbook.text.words import words

_ABBREVIATED = re.compile(r"\b[A-Z][a-z]{0,2}\.$")
"""What may look like the end of a sentence: `St.`, `Mr.`, an initial."""


def stands_alone(sentence: str, text: str) -> bool:
    """Whether a sentence of a text is a whole one and points to nothing before it.

    Never where the language has no list of words that do.
    """
    pointers = listed("pointers").get(script_of(language(text)), ())
    place = text.find(sentence)
    before = text[:place].rstrip(" ")[-1:]
    begins = sentence[0].upper() == sentence[0] and (before in ("", "\n") or not before.isalnum())
    is_torn = _ABBREVIATED.search(sentence) or _ABBREVIATED.search(text[:place].rstrip())
    if not pointers or not begins or is_torn or text[:place].rstrip()[-1:] in (",", ";", "-"):
        return False
    if is_spaceless(pointers[0]):
        return not any(word in sentence for word in pointers)
    return {folded(word) for word in pointers}.isdisjoint(map(folded, words(sentence)))


def names_its_subject(sentence: str, chunk: Chunk) -> bool:
    """Whether a sentence has what its chunk is called."""
    told = Content.of(sentence).vocabulary
    return any(told.issuperset(name) for name in names(chunk))


def set_into(text: str, sentence: str, seed: int, *ids: str) -> str | None:
    """Return a text with a sentence more, behind one of its own that ends a paragraph where there is any; None where
    it has no sentences.
    """
    places = [text.find(own) + len(own) for own in prose(text) if text.count(own) == 1]
    ends = [place for place in places if text[place:].lstrip(" ")[:1] in ("", "\n")]
    if not places:
        return None
    place = draws.pick(ends or places, seed, "passing", *ids)
    gap = "" if is_spaceless(sentence) else " "
    return f"{text[:place]}{gap}{sentence}{text[place:]}"
