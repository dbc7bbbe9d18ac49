"""A fact that a page on something else tells in passing: a sentence of one text, set into another."""

from collections.abc import Sequence
from functools import lru_cache

from openbook import draws
from openbook.contexts.text_versions import is_whole, prose
from openbook.contexts.titles import names
from openbook.records import Chunk
from openbook.text.content import Content
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.normalise import is_spaceless
from openbook.text.word_lists import folded, listed, script_of
from openbook.text.words import words

_ABBREVIATED = late(r"\b[A-Z][a-z]{0,2}\.$")
"""What may look like the end of a sentence: `St.`, `Mr.`, an initial."""

_PAIRS = (("(", ")"), ("[", "]"), ("（", "）"), ("「", "」"), ("『", "』"), ("《", "》"))


def stands_alone(sentence: str, text: str) -> bool:
    """Whether a sentence of a text is a whole one and points to nothing before it.

    Never where the language has no list of words that do.
    """
    pointers = listed("pointers").get(script_of(language(text)), ())
    place = text.find(sentence)
    before = text[:place].rstrip(" ")[-1:]
    is_headed = sentence[0].isalnum() and sentence[0].upper() == sentence[0]
    begins = is_headed and (before in ("", "\n") or not before.isalnum()) and is_whole(sentence, text)
    is_torn = _ABBREVIATED.search(sentence) or _ABBREVIATED.search(text[:place].rstrip()) or _is_open(sentence)
    if not pointers or not begins or is_torn or text[:place].rstrip()[-1:] in (",", ";", "-"):
        return False
    if is_spaceless(pointers[0]):
        return not any(word in sentence for word in pointers)
    return _folded(pointers).isdisjoint(map(folded, words(sentence)))


def _is_open(sentence: str) -> bool:
    """Whether a quotation or a bracket of a sentence ends elsewhere."""
    return sentence.count('"') % 2 == 1 or any(sentence.count(one) != sentence.count(other) for one, other in _PAIRS)


@lru_cache(maxsize=64)
def _folded(pointers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(folded, pointers))


def names_its_subject(sentence: str, chunk: Chunk) -> bool:
    """Whether a sentence has what its chunk is called."""
    told = Content.of(sentence).vocabulary
    return any(told.issuperset(name) for name in names(chunk))


def set_into(text: str, sentence: str, seed: int, *ids: str) -> str | None:
    """Return a text that tells a sentence in the place of one of its own, so that it is no longer than others: of one
    that nothing hangs on, as far as can be told, and of like length. Behind one that ends a paragraph where there is no
    such; None where it has no sentences. What is told in several lines is a paragraph by itself.
    """
    is_block = "\n" in sentence
    own = [
        one
        for one in prose(text)
        if text.count(one) == 1
        and one[0].isalnum()
        and is_whole(one, text)  # no figure or letter: it closes a quotation
    ]
    ends = [one for one in own if _ends_a_paragraph(one, text, "\n\n" if is_block else "\n")]
    loose = [one for one in own[1:] if one in ends or (not is_block and _is_followed_by_a_whole_one(one, own, text))]
    if loose:
        place = draws.number(seed, "passing", *ids)
        instead = min(loose, key=lambda one: (abs(len(one) - len(sentence)), draws.number(place, "place", one)))
        return _with_block(text, instead, sentence, 0) if is_block else text.replace(instead, sentence)
    if not own or (is_block and not ends):
        return None
    before = draws.pick(ends or own, seed, "passing", *ids)
    if is_block:
        return _with_block(text, before, sentence, len(before))
    return text.replace(before, f"{before}{'' if is_spaceless(sentence) else ' '}{sentence}")


def _with_block(text: str, sentence: str, block: str, kept: int) -> str:
    """Return a text with a paragraph behind the one that a sentence ends, of which so many characters are kept."""
    before, _, after = text.partition(sentence)
    told = f"{before}{sentence[:kept]}".rstrip()
    return "\n\n".join(filter(None, (told, block, after.lstrip(" ").lstrip("\n"))))


def _ends_a_paragraph(sentence: str, text: str, gap: str) -> bool:
    rest = text.partition(sentence)[2].lstrip(" ")
    return not rest or rest.startswith(gap)


def _is_followed_by_a_whole_one(sentence: str, own: Sequence[str], text: str) -> bool:
    rest = text.partition(sentence)[2].lstrip(" ")
    return any(rest.startswith(other) and stands_alone(other, text) for other in own)
