"""Does a text give an answer away? Checked on words, so that case, punctuation, layout and articles don't hide it."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from openbook.text.words import words

ARTICLES = frozenset({"a", "an", "the"})
SHORT_ANSWER = 12
"""Words up to which an answer is looked for as a whole; a longer one never recurs word for word."""
NEAR = 30
"""Words around a number, date or name in which the question's words make it an answer."""
COVERED = 0.8
"""Share of a free answer's rare words which, standing together, tell it."""
FEWEST = 5
"""Rare words that a statement must have for their standing together to tell anything."""
WINDOW = 60
"""Words that count as standing together."""

_CAPITALISED = re.compile(r"[^\W\d_][\w’'-]*")
_NUMBER = re.compile(r"(?<!\w)\d[\w.,:/-]*")
_QUOTED = re.compile(r"[\"“„«](.{3,200}?)[\"”“»]|`([^`\n]{2,100})`", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?:;\n]\s*$|^\s*[-*#>|\d.]*\s*$")
_COMMON_WORDS = """
    about above after again all also although always among and another any are aren around as at be because been
    before being below between both but by can cannot could did do does doing don done down during each either else
    even ever every few first for from further get gets had has have having he her here hers him his how however i if
    in into is isn it its itself just last less like made make makes many may me might more most much must my near
    need never new next no none nor not nothing now of off often on once one only onto or other others our out over
    own per same second see several she should since so some still such than that their them then there these they
    this those though three through thus to too two under until up upon us use used uses using very via was way we
    well were what when where whether which while who whom whose why will with within without would yes yet you
    your"""
_COMMON = frozenset(_COMMON_WORDS.split())
"""English words that say nothing about what is asked; in other languages rarity alone decides."""


@dataclass(frozen=True)
class Text:
    """A text to search, normalised once."""

    words: tuple[str, ...]
    """Without articles."""

    @staticmethod
    @lru_cache(maxsize=64)
    def of(text: str) -> "Text":
        """Normalise a text; those of the last few contexts are remembered, since every turn asks for them again."""
        return Text(_normal(text))

    @cached_property
    def joined(self) -> str:
        """The words between single spaces, with one at both ends."""
        return f" {' '.join(self.words)} "

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words."""
        return frozenset(self.words)

    def has(self, run: Sequence[str]) -> bool:
        """Whether the words stand in the text one after the other."""
        return bool(run) and f" {' '.join(run)} " in self.joined

    def places(self, run: Sequence[str]) -> Iterator[int]:
        """Yield the indices in `words` at which the run begins."""
        for start in range(len(self.words) - len(run) + 1):
            if self.words[start] == run[0] and self.words[start : start + len(run)] == tuple(run):
                yield start

    def tells(self, rare: Set[str]) -> bool:
        """Whether some window of the text holds nearly all of the words."""
        needed = COVERED * len(rare)
        if len(self.vocabulary & rare) < needed:
            return False
        places = [(place, word) for place, word in enumerate(self.words) if word in rare]
        for first, (begin, _) in enumerate(places):
            together = {word for place, word in places[first:] if place < begin + WINDOW}
            if len(together) >= needed:
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Sought:
    """A question and its answer, made ready once for all the texts that may give the answer away."""

    answer: tuple[str, ...]
    asked: frozenset[str]
    """Content words of the question."""
    spans: tuple[tuple[str, ...], ...]
    """The answer's critical spans that the question does not give itself."""
    rare: frozenset[str]
    """The answer's content words that the question has not."""

    @property
    def figures(self) -> list[tuple[str, ...]]:
        """The spans with a digit."""
        return [span for span in self.spans if any(word.isdigit() for word in span)]


@lru_cache(maxsize=64)
def _sought(question: str, answer: str) -> _Sought:
    asked = frozenset(content_words(question))
    spans = tuple(span for span in critical_spans(answer) if not asked.issuperset(span))
    return _Sought(_normal(answer), asked, spans, frozenset(content_words(answer)) - asked)


def _normal(text: str) -> tuple[str, ...]:
    return tuple([word for word in words(text) if word not in ARTICLES])


@lru_cache(maxsize=256)
def content_words(text: str) -> tuple[str, ...]:
    """Return the words that say what a text is about, each once, in order."""
    kept = (word for word in _normal(text) if word not in _COMMON and (len(word) > 1 or not word.isascii()))
    return tuple(dict.fromkeys(kept))


def critical_spans(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the quotes, numbers, dates and names of a text, as words: what an answer can't be given without."""
    spans = [_normal(quoted or code) for quoted, code in _QUOTED.findall(text)]
    spans += [_normal(number) for number in _NUMBER.findall(text)]
    spans += [_normal(name) for name in _names(text)]
    return tuple(dict.fromkeys(span for span in spans if span))


def _names(text: str) -> Iterator[str]:
    """Yield runs of capitalised words, leaving out a single one that opens a sentence, and common words."""
    run: list[str] = []
    opening = end = 0
    for found in _CAPITALISED.finditer(text):
        word = found.group()
        follows = bool(run) and text[end : found.start()] in (" ", "-", " of ", " de ", " & ")
        if not word[0].isupper() or word.casefold() in _COMMON:
            word = ""
        if run and (not word or not follows):
            if len(run) > 1 or not opening:
                yield " ".join(run)
            run = []
        if word:
            if not run:
                opening = bool(_SENTENCE_END.search(text[: found.start()])) or not text[: found.start()].strip()
            run.append(word)
            end = found.end()
    if run and (len(run) > 1 or not opening):
        yield " ".join(run)


def states(text: Text, answer: str) -> bool:
    """Whether a short answer stands in the text, words bounded. The strictest test: a chance mention counts too."""
    normal = _normal(answer)
    return len(normal) <= SHORT_ANSWER and text.has(normal)


def gives_away(text: Text, question: str, answer: str) -> bool:
    """Whether someone who reads the text can tell the answer: it stands there, or its spans or rare words do.

    A single word or number may stand anywhere by chance; it counts where two of the question's words are near.
    """
    sought = _sought(question, answer)
    normal, asked, spans = sought.answer, sought.asked, sought.spans
    if not normal:
        return False
    if len(normal) <= SHORT_ANSWER and text.has(normal):
        if len(normal) > 1 and not all(word.isdigit() for word in normal):
            return True
        if _is_answered_near(text, normal, asked):
            return True
    if spans and all(text.has(span) for span in spans) and any(_is_answered_near(text, span, asked) for span in spans):
        return True
    figures = sought.figures
    if figures and not any(text.has(span) for span in figures):
        return False  # the same sentence about something else, as in pages made from one template
    return len(sought.rare) >= 4 and text.tells(sought.rare)


def rare_words(statement: str, question: str) -> frozenset[str]:
    """Return the rare words of a statement, the question's left out; none where there are too few to tell anything."""
    rare = frozenset(content_words(statement)) - frozenset(content_words(question))
    return rare if len(rare) >= FEWEST else frozenset()


def _is_answered_near(text: Text, span: tuple[str, ...], asked: frozenset[str]) -> bool:
    """Whether two words of the question (or its only one) stand near a mention of the span."""
    wanted = min(2, len(asked))
    for start in text.places(span):
        around = text.words[max(0, start - NEAR) : start + len(span) + NEAR]
        if len(asked.intersection(around)) >= wanted:
            return True
    return False
