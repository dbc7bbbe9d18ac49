"""Parts of a document to which a question points by number, and to no document: `under subsection (1)(c)`."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from openbook.records import Chunk
from openbook.text.content import vocabulary_of
from openbook.text.late import late
from openbook.text.leak import content
from openbook.text.normalise import bare, holds
from openbook.text.word_lists import lines_of

_NUMBER = r"(?:\(?\d{1,3}(?:\.\d{1,2}){0,3}[a-z]?\)?(?:\(\w{1,3}\)){0,3}|\((?:[a-z]|[ivx]{1,4})\)|[ivx]{2,4}(?!\w))"
_HAN_NUMBER = r"[\d一二三四五六七八九十]{1,4}"
_UNSPACED = ("chinese", "japanese", "korean")
"""Where other words stand right beside one, or particles."""
_NAMED = late(r"(?<![.!?:¿] )(?<!^)(?<!^¿)\b(?!I\b)[A-ZА-ЯЁ][\w-]+|[`«„“\"「『《]")
"""What may be the document's name, or quoted from it."""
_NOUNS_IN_CAPITALS = "german"


def unseen_part(question: str, spoken: Sequence[str], gold: Sequence[Chunk]) -> str:
    """Return the numbered part of a document that a question points to, where nothing in it tells which document.

    A name tells it, or a word of gold's title or file, or what is said behind the number: `of the lease`. `spoken`: the
    languages that the question may be in.
    """
    asked = " ".join(question.casefold().split())
    for language in (one for one in spoken if one in _parts() and not (one == "chinese" and "japanese" in spoken)):
        found = _parts()[language].search(asked)
        if found is None:
            continue
        around = f"{asked[: found.start()]} {asked[found.end() :]}"
        whose, before = (_parts().get(f"{language}.{side}") for side in ("whose", "before"))
        if whose and whose.match(asked, found.end()):
            return ""
        if before and before.search(asked[: found.start()]):
            return ""
        if language != _NOUNS_IN_CAPITALS and _NAMED.search(_without(question, found.group())):
            return ""
        return (
            ""
            if _titles(tuple(gold)) & frozenset(content(around)) or _is_titled(found.group(), gold)
            else found.group()
        )
    return ""


def _without(question: str, part: str) -> str:
    return re.sub(re.escape(part), "x", " ".join(question.split()), count=1, flags=re.IGNORECASE)


@lru_cache(maxsize=64)
def _titles(gold: tuple[Chunk, ...]) -> frozenset[str]:
    """Return the words of what gold's documents and chapters are called."""
    lines = (one.text.strip().partition("\n")[0] for one in gold)
    names = (f"{PurePosixPath(one.source).parent} {PurePosixPath(one.source).stem}" for one in gold)
    return vocabulary_of((*lines, *names, *(word for one in gold for word in (one.title, *one.headings))))


def _is_titled(part: str, gold: Sequence[Chunk]) -> bool:
    """Whether a document is called so itself."""
    return any(holds(bare(one.text.strip().partition("\n")[0]), bare(part)) for one in gold)


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, re.Pattern[str]]:
    found = {}
    for head, pattern in lines_of("numbered_parts"):
        number = _HAN_NUMBER if head in _UNSPACED else _NUMBER
        edges = ("(?:", ")") if head in _UNSPACED else (r"(?<!\w)(?:", r")(?!\w)")
        edges = {"whose": (r"\s?(?:", r")(?!\w)"), "before": ("(?:", r")\s?$")}.get(head.partition(".")[2], edges)
        found[head] = late(f"{edges[0]}{pattern.replace('N', number)}{edges[1]}")
    return found
