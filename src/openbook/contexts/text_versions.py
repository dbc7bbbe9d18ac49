"""Versions of one text: how they are named, what they say alike, and in which figures they differ."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from openbook import draws
from openbook.retrieval.shingles import containment, shingles
from openbook.text.content import Content
from openbook.text.late import late
from openbook.text.normalise import length

FEWEST_WORDS = 6
"""Of a sentence whose fact is changed: a shorter one is a caption or a list number."""
SAME_WORDS = 8
"""Of a sentence that two versions share but for its figures."""
ONE_PAGE = 0.5
"""Containment from which two texts are versions of one page."""
FARTHEST = 20
"""Years by which two of them may differ; what differs by more are amounts."""
SHARED = 0.4
"""Share of the words of the shorter of two sentences from which they speak of one thing."""

NUMBER = late(
    r"(?<![A-Za-z0-9_.,:/#=\[(×^<>+*–-])(?:\$|€|£)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![A-Za-z_]|[.,:/=–-]\d|[-/:=)\]–×^+*])"
)
YEAR = late(r"(?<![A-Za-z0-9_.,-])(1\d\d\d|20[0-3]\d)(?![A-Za-z_-]|[.,]\d)")
_SENTENCE_END = late(
    r"(?<=[.!?])(?<!e\.g\.|i\.e\.|z\.B\.|d\.h\.)(?<!\b[dpz]\.)(?<!\bz\. B\.|\bd\. h\.)(?<!\bnp\.)"
    r"(?<!\bp\.ex\.|\bp\.ej\.|\bbijv\.|\bнапр\.)(?<!\bp\. ex\.|\bp\. ej\.)(?=[\s\"”)])|(?<=[。！？।۔؟])|\n"
)
_ENDS = (".", "!", "?", "。", "！", "？", "।", "۔", "؟")
_ABBREVIATED = late(r"\b[A-Z][a-z]{0,2}\.$")
"""What may look like the end of a sentence: `St.`, `Mr.`, an initial."""
LAST = 8
"""Characters that hold an abbreviation at the end of a text, and what stands before it."""
_LINE = late(r"\|.*\w|[-*] .*\w")
RULE = late(r"\|[\s|:-]*-[\s|:-]*")
"""The line below the head of a table."""
_ROW = late(r"^\|.*$", re.MULTILINE)
CODE_BLOCK = late(r"```.*?(?:```|\Z)", re.DOTALL)


def differ_in_a_fact(one: str, other: str) -> bool:
    """Whether two texts share a sentence but for its figures, as versions of one page do."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for sentence in prose(one):
        said.setdefault(NUMBER.sub("#", sentence), set()).add(_figures(sentence))
    for sentence in prose(other):
        frame, figures = NUMBER.sub("#", sentence), _figures(sentence)
        if figures and len(frame.split()) >= SAME_WORDS and frame in said and figures not in said[frame]:
            return True
    return False


def disputed(one: str, other: str) -> tuple[str, str]:
    """Return what two texts say on the point on which they disagree: what only one of them says where they are versions
    of one page, else the two statements that have most in common without being the same.
    """
    own, others = statements(one), statements(other)
    if containment(shingles(one), shingles(other)) >= ONE_PAGE:
        alone = ["\n".join(said for said in told if said not in text) for told, text in ((own, other), (others, one))]
        return (alone[0], alone[1]) if all(alone) else (one, other)
    vocabularies = {said: Content.of(said).vocabulary for said in own}
    best, found = SHARED, (one, other)
    for told in others:
        words = Content.of(told).vocabulary
        for said, known in vocabularies.items():
            shared = len(words & known) / max(1, min(len(words), len(known)))
            if shared > best and said != told:
                best, found = shared, (said, told)
    return found


def dates(text: str) -> frozenset[str]:
    """Return the years that a text names."""
    return frozenset(YEAR.findall(text))


def years_between(one: str, other: str) -> frozenset[str]:
    """Return the years from one to another, both of them too; none where they are no years, or too far apart."""
    if not (YEAR.fullmatch(one) and YEAR.fullmatch(other)):
        return frozenset()
    first, last = sorted((int(one), int(other)))
    return frozenset(map(str, range(first, last + 1))) if last - first <= FARTHEST else frozenset()


def copy_of(source: str, seed: int, id_: str) -> str:
    """Return a source for another version of a text, named as collections name them: a version, a date, a folder."""
    path, comma, pages = source.partition(", p")
    file, colon, line = path.rpartition(":")
    if not (colon and line.isdigit()):
        file, colon, line = path, "", ""
    name = PurePosixPath(file)
    year, month = draws.integer(2015, 2024, seed, "copy year", id_), draws.integer(1, 12, seed, "copy month", id_)
    number = draws.integer(1, 4, seed, "copy number", id_)
    forms = (
        name.with_name(f"{name.stem}-v{number}{name.suffix}"),
        name.with_name(f"{name.stem}_{year}-{month:02}{name.suffix}"),
        name.with_name(f"{year}-{name.stem}{name.suffix}"),
        name.parent / str(year) / name.name,
        name.parent / f"v{number}" / name.name,
        PurePosixPath("archive") / name,
    )
    return f"{draws.pick(forms, seed, 'copy', id_)}{colon}{line}{comma}{pages}"


def is_whole(sentence: str, text: str) -> bool:
    """Whether what is read as a sentence goes on with none: in a text whose lines are broken a line may end one, and a
    point within brackets one of theirs.
    """
    before, _, after = text.partition(sentence)
    before = before.rstrip(" ")
    goes_on = sentence[0].islower() or sentence[0] in ")]}”»,;:" or after.lstrip(" ")[:1].islower()
    if goes_on or _ABBREVIATED.search(sentence[-LAST:]) or _ABBREVIATED.search(before[-LAST:]):
        return False
    return before.endswith("\n\n") or before.rstrip().endswith((*_ENDS, ":", '"', "”", ")")) or not before.strip()


def statements(text: str) -> tuple[str, ...]:
    """Return what a text states by itself: its sentences, the rows of its tables and the items of its lists."""
    return (*prose(text), *lines_of(text))


@lru_cache(maxsize=512)
def lines_of(text: str) -> tuple[str, ...]:
    """Return the rows of tables and the items of lists outside of code blocks that are one line; no heads of tables."""
    lines = CODE_BLOCK.sub("\n", text).splitlines()
    pairs = zip(lines, [*lines[1:], ""], strict=True)
    return tuple(line for line, below in pairs if _LINE.match(line) and not RULE.fullmatch(below.strip()))


@lru_cache(maxsize=512)
def prose(text: str) -> tuple[str, ...]:
    """Return the sentences outside of code blocks and tables as they stand in the text, but those with code or links;
    of the texts looked at last they are remembered.
    """
    return tuple(_prose(text))


def _prose(text: str) -> Iterator[str]:
    for piece in _SENTENCE_END.split(_ROW.sub("", CODE_BLOCK.sub("\n", text))):
        sentence = piece.strip()
        is_prose = sentence.endswith(_ENDS) and not sentence.startswith(("|", "<", "{"))
        if is_prose and length(sentence) >= FEWEST_WORDS and "`" not in sentence and "](" not in sentence:
            yield sentence


def _figures(sentence: str) -> tuple[str, ...]:
    return tuple(found.group() for found in NUMBER.finditer(sentence))


_IN_A_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")


def times(fact: str, text: str) -> int:
    """Return how often a fact stands whole in a text: as often as `whole` finds it, and in a tenth of the time."""
    found, start = 0, text.find(fact)
    while start >= 0:
        end = start + len(fact)
        follows = text[end : end + 2]
        is_torn = follows[:1] in _IN_A_WORD or (follows[:1] in (".", ",") and follows[1:].isdecimal())
        found += not is_torn and not (start and (text[start - 1] in _IN_A_WORD or text[start - 1] in ".,"))
        start = text.find(fact, start + 1)
    return found


def whole(fact: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_.,]){re.escape(fact)}(?![A-Za-z0-9_]|[.,]\d)")
