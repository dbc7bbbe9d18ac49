"""The statements of a text, numbered: a model names the one that it means, and need not copy it.

Copying is what small models fail at, and a statement that is named by its number stands in the text in any case.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from openbook.corpus.chunking.cuts import SENTENCE, ends_sentence
from openbook.text.content import Content
from openbook.text.fences import fenced
from openbook.text.late import late
from openbook.text.normalise import length

FEWEST_WORDS = 3
"""Words of a statement; headings, links and what only leads to a list or a table have no number either."""
LEADS = (":", "：")
CLEARLY = 0.3
"""Share of an answer's words that another statement has more than the named one, from which it is the one meant."""

Span = tuple[int, int]

_NUMBER = late(r"(?:^|\s)(\[\d{1,3}\])(?=[\s.,;:?!]|$)")
_LINE = late(r"[^\n]*\n?")
_RULE = late(r"[ \t>]*+(?:\|?[ \t]*+:?-{2}[-:| \t]*|[=_*~+-]{3,}[ \t]*)$")
"""A line below a table's column names or a heading, or one that parts."""
_HEADING = late(r"[ ]{0,3}#{1,6}(?:[ \t]|$)")
_ITEM = late(r"[ \t>]*(?:[-*+•▪‣◦–]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+(?=\S)")
_ROW = late(r"[ \t>]*\|.*\|[ \t]*$|[^|\n]+\|[^|\n]+(?:\||$)")


@lru_cache(maxsize=64)
def statements(text: str) -> tuple[str, ...]:
    """Return the statements of a text as they stand in it: sentences, items of lists, rows of tables, blocks of code.

    A text without any is one itself.
    """
    return tuple(text[start:end] for start, end in _spans(text))


def numbered(text: str) -> str:
    """Return a text with the number of each statement in brackets before it."""
    pieces, last = [], 0
    for number, (start, _) in enumerate(_spans(text), start=1):
        pieces.append(f"{text[last:start]}[{number}] ")
        last = start
    return "".join([*pieces, text[last:]])


def unnumbered(said: str, text: str) -> str:
    """Return what was written of a numbered text without the numbers that were copied along; its own ones stay."""
    return _NUMBER.sub(lambda mark: mark.group() if mark[1] in text else "", said).strip() if "[" in said else said


def meant(said: Sequence[str], number: int, answer: str) -> str:
    """Return the statement that an answer follows from: the one of the number, unless another one clearly has more of
    the answer's words; nothing where there is neither.
    """
    words = Content.of(answer).vocabulary
    shares = [len(words & Content.of(one).vocabulary) / max(1, len(words)) for one in said]
    own = shares[number - 1] if 1 <= number <= len(said) else 0.0
    best = max(shares, default=0.0)
    if words and best >= own + CLEARLY:
        return said[shares.index(best)]
    return said[number - 1] if 1 <= number <= len(said) else ""


@lru_cache(maxsize=64)
def _spans(text: str) -> tuple[Span, ...]:
    found = [(a, b) for a, b in _pieces(text) if length(text[a:b]) >= FEWEST_WORDS and not text[:b].endswith(LEADS)]
    whole = _trimmed(text, 0, len(text))
    return tuple(found) or ((whole,) if whole[0] < whole[1] else ())


def _pieces(text: str) -> Iterator[Span]:
    """Yield the spans of what may be a statement, in order."""
    place = 0
    for start, end in fenced(text):
        yield from _of_lines(text, place, start)
        yield _trimmed(text, start, end)
        place = end
    yield from _of_lines(text, place, len(text))


def _of_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield those of a stretch without code: its lines are gathered to paragraphs, and those cut into sentences."""
    begun = start
    row: Span | None = None
    for line in _LINE.finditer(text, start, end):
        said = line.group().rstrip()
        is_row = bool(_ROW.match(said)) and not _RULE.match(said)
        parts = not said or is_row or bool(_RULE.match(said) or _HEADING.match(said))
        if row and not _RULE.match(said):
            yield _trimmed(text, *row)
        row = line.span() if is_row else None
        if parts or _ITEM.match(said):
            yield from _sentences(text, begun, line.start())
            begun = line.end() if parts else line.start()
    if row:
        yield _trimmed(text, *row)
    yield from _sentences(text, begun, end)


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    begun = start
    for stop in SENTENCE.finditer(text, start, end):
        if ends_sentence(text, stop.end()):
            yield _trimmed(text, begun, stop.end())
            begun = stop.end()
    yield _trimmed(text, begun, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a span without the white space at its ends."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
