"""The figures of a text that state a fact, so that another one in their place contradicts it."""

import re
from collections.abc import Iterator
from itertools import combinations

from openbook.contexts.text_versions import NUMBER, YEAR, prose, times
from openbook.dataclass import dataclass
from openbook.text.content import Content, is_number, is_spaceless
from openbook.text.denial import is_turned
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.numerals import number_words
from openbook.text.units import is_unit
from openbook.text.word_lists import all_of, folded
from openbook.text.words import MARKS

_EXAMPLE = late(
    r"\b(?:for (?:example|instance)|such as|suppose|imagine|zum beispiel|par exemple|por ejemplo)\b"
    r"|\be\.\s?g\.|\bz\.\s?B\.|例如|例えば",
    re.IGNORECASE,
)
"""In such a sentence another figure would only make another example."""
_QUESTION = ("?", "？", "؟")
_FORMULA = late(r"[=×÷≤≥≠√∑∞^→{}<>\\|±∈]|\bmod\b|[A-Za-z]\(")
"""Sentences with one of these state a formula, whose parts hang together."""
TWIN = late(
    r"\s?(?P<unit>[^\W\d_]{1,14})\s*\((?:about |some |ca\.? )?"
    r"(?P<twin>\d[\d,]*(?:\.\d+)?)\s?(?P<other>[^\W\d_]{1,14})\)"
)
"""What follows a figure with its unit where the same stands beside it in another unit."""
_LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
_UNIT = late(rf"\s?(?:%|{_LETTER}{{2,}}|[\u3040-\u9fff])")
_WORD_BEFORE = late(rf"({_LETTER}+)[\s(\"“]*(?:\$|€|£)?$")
_NUMBER_NEAR = late(r"\d(?:\W+\w+){0,4}\W+$|\d\s?[%％]?[^\W\d_]{0,2}[到至]$")
_NUMBER_NEXT = late(r"(?:\W+\w+){0,4}\W+\d|\s?%?\s?(?:[^\W\d_]{0,4}\s?)(?:至|到|[–~-])\s?\d")
_NAMED_BY_YEAR = late(r"[A-Z][^\W\d_]+ (?:of|von|de|di|van) $")
"""A year behind it names an act, a treaty, a plague: another one would be another one's name."""
_CALENDAR = late(r"\s?(?:世[纪紀]|年代|[月日号號番]|세기|월|일)")
"""What makes a figure a part of a date, of an age or of a name."""
_YEARS = ("年", "년")
"""Behind a figure of four digits they make it a year, although they are units too."""
FIGURES = 3
"""Figures of a sentence beyond which some are worked out from others."""
DECIMALS = 2
"""Of a figure; one with more is a constant or was measured, and others hang on it."""
_PLAIN = late(r"\d+(?:\.\d+)?")
_SHARE_BESIDE = late(r"[(（][^()（）]{0,12}\d\s?[%٪]")


def states_nothing_at(text: str, place: int) -> bool:
    """Whether the sentence at a place of a text states no fact: another value contradicts nothing there."""
    for sentence in prose(text):
        start = text.find(sentence)
        if start <= place < start + len(sentence):
            return states_nothing(sentence)
    return False


def states_nothing(sentence: str) -> bool:
    """Whether a sentence is an example, a formula or a question."""
    return sentence.endswith(_QUESTION) or bool(_EXAMPLE.search(sentence) or _FORMULA.search(sentence))


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that may be changed."""

    number: str
    sentence: str
    start: int
    """In the sentence."""
    is_year: bool


def facts(sentence: str, text: str, stop: frozenset[str]) -> Iterator[StatedFigure]:
    """Yield the figures of a sentence that stand alone in the text, follow a word such as `in` or `about`, and are
    years or have a unit.

    None where the sentence denies something: of what was not so in one year, another year says nothing else.
    """
    numbers = list(NUMBER.finditer(sentence))
    if not numbers or states_nothing(sentence) or is_turned(sentence):
        return
    german = language(text) == "german"
    for found in numbers:
        number = found.group(1) + (found.group(2) or "")
        before, after = sentence[: found.start()], sentence[found.end() :]
        if number in ("0", "1") or times(number, text) != 1 or _hangs_together(number, after, text):
            continue
        listed = _NUMBER_NEAR.search(before) or _NUMBER_NEXT.match(after)
        if (listed and not TWIN.match(after)) or not _follows_a_particle(before, stop):
            continue
        is_year = bool(YEAR.fullmatch(number)) and not _is_measured(after, stop)
        if is_year:
            is_stated = not re.match(r"\s?[A-Z]", after) and not _NAMED_BY_YEAR.search(before)
        else:
            is_worked_out = len(numbers) > FIGURES or bool(_SHARE_BESIDE.search(sentence))
            is_stated = not is_worked_out and _has_unit(after, stop, is_exact="." in number, are_nouns_large=german)
        if is_stated and not _is_sum(number, _figures(sentence)):
            yield StatedFigure(number, sentence, found.start(), is_year)


def _figures(sentence: str) -> frozenset[float]:
    """Return the values of all figures of a sentence, also of those in words."""
    told = (token for token in Content.of(sentence).vocabulary if is_number(token))
    return frozenset(float(token) for token in told if _PLAIN.fullmatch(token))


def _is_sum(number: str, stated: frozenset[float]) -> bool:
    """Whether a figure is what two others of its sentence come to, or differ by: a span's year, a remainder."""
    value = float(number.replace(",", ""))
    return any(value in (one + other, abs(one - other)) for one, other in combinations(stated - {value}, 2))


def _follows_a_particle(before: str, stop: frozenset[str]) -> bool:
    """Whether a number follows a word of every sentence, and so belongs to no name, standard or identifier."""
    word = _WORD_BEFORE.search(before)
    if word is None:
        return False
    last = folded(word[1])
    usual = stop | all_of("about")
    return last in usual or (is_spaceless(last) and last[-1] in usual)


def _hangs_together(number: str, after: str, text: str) -> bool:
    """Whether a figure is a constant, a part of a date or of a name such as SHA512, so that it can't change alone."""
    is_early_year = len(number) == 3 and after.lstrip().startswith(_YEARS)  # or a span: nothing tells them apart
    if len(number.partition(".")[2]) > DECIMALS or _CALENDAR.match(after) or is_early_year:
        return True
    return len(number) > 2 and _ends_a_name(number, text)


def _ends_a_name(number: str, text: str) -> bool:
    """Whether a figure stands right behind a letter anywhere in a text; in a script without spaces every one does."""
    place = text.find(number, 1)
    while place > 0:
        before, behind = text[place - 1], text[place + len(number) : place + len(number) + 1]
        is_letter = before.isalnum() and not before.isdecimal() and not is_spaceless(before)
        if is_letter and not behind.isdecimal():
            return True
        place = text.find(number, place + 1)
    return False


def _has_unit(after: str, stop: frozenset[str], *, is_exact: bool, are_nouns_large: bool) -> bool:
    """Whether what follows a figure says what it counts. One with decimals may be a version, and needs a unit; a word
    with a capital may be a part of a name, unless every noun has one.
    """
    unit = _UNIT.match(after)
    if unit is None:
        return False
    word = unit.group().strip()
    if len(word) > 1 and folded(word) in stop:  # "12 in order": no inches; a stop word of one letter is half of one
        return False
    is_noun = are_nouns_large or not word[0].isupper()
    return is_unit(word) or folded(word) in number_words() or (not is_exact and is_noun)


def _is_measured(after: str, stop: frozenset[str]) -> bool:
    if after.lstrip().startswith(_YEARS):
        return False
    unit = _UNIT.match(after)
    return unit is not None and is_unit(unit.group().strip()) and folded(unit.group().strip()) not in stop
