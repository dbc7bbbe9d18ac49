"""The figures of a text that state a fact, so that another one in their place contradicts it."""

import re
from collections.abc import Iterator
from itertools import combinations

from openbook.contexts.text_versions import NUMBER, YEAR, prose, times
from openbook.dataclass import dataclass
from openbook.text.content import Content, is_number, is_spaceless
from openbook.text.denial import compares_amount, is_turned
from openbook.text.framed import stands_around
from openbook.text.language import language
from openbook.text.late import late
from openbook.text.normalise import SPACELESS
from openbook.text.numerals import number_words
from openbook.text.phrases import phrases
from openbook.text.units import is_unit
from openbook.text.word_lists import all_of, folded
from openbook.text.words import MARKS

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
_WORDS = rf"(?:\W+(?:(?!{SPACELESS})\w)+){{0,4}}\W+"
_PIECE = rf"(?:[\s%％/、~–-]|{SPACELESS}){{1,6}}?"
"""What lies between two figures of a list; in a script without spaces a word is a character or two."""
_DATE = r"\s?[月日号號월일]"
"""Behind a figure: it is a part of a date, and no member of a list."""
_NUMBER_NEAR = late(rf"\d(?:{_WORDS}|(?!{_DATE}){_PIECE}|[\uac00-\ud7a3]{{1,3}}{_WORDS})$")
_NUMBER_NEXT = late(
    rf"(?:\s?%?\s?[^\W\d_]{{0,4}}\s?[–~-]\s?|{_WORDS}|[\uac00-\ud7a3]{{1,3}}{_WORDS}|{_PIECE})\d+(?!\d|{_DATE})"
)
_NAMED_BY_YEAR = late(r"[A-Z][^\W\d_]+ (?:of|von|de|di|van) $")
"""A year behind it names an act, a treaty, a plague: another one would be another one's name."""
_CALENDAR = late(r"\s?(?:世[纪紀]|年代|[月日号號番级級届屆型等]|세기|월|일|급|등(?!대))")
"""What makes a figure a part of a date or of a name, or a grade."""
_YEARS = late(r"\s?(?:[年년]|(?:году?|года|roku|rok)\b)")
"""Behind a figure of four digits it makes it a year, although some are units too."""
_NOUN = late(rf"(?P<gap>\s?)(?P<word>{_LETTER}+)")
"""Behind a figure of four digits: what it counts, or how its sentence goes on."""
FIGURES = 3
"""Figures of a sentence beyond which some are worked out from others."""
NEAR = 3
"""Words before a figure among which one may say that it is a bound."""
DECIMALS = 2
"""Of a figure; one with more is a constant or was measured, and others hang on it."""
PLAIN = late(r"\d+(?:\.\d+)?")
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
    return sentence.endswith(_QUESTION) or bool(_FORMULA.search(sentence) or phrases("examples").within(sentence))


def _is_a_case(sentence: str) -> bool:
    """Whether a sentence says what holds in some case, or of any one of a kind: another figure makes another case."""
    is_any = phrases("indefinite").within(sentence) and phrases("permissions").within(sentence)
    return bool(is_any or phrases("suppositions").within(sentence))


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that may be changed."""

    number: str
    sentence: str
    start: int
    """In the sentence."""
    is_year: bool
    is_age: bool
    """Whether it is the age of somebody."""


def facts(sentence: str, text: str, stop: frozenset[str]) -> Iterator[StatedFigure]:
    """Yield the figures of a sentence that stand alone in the text, follow a word such as `in` or `about`, and are
    years or have a unit.

    None where the sentence denies something: of what was not so in one year, another year says nothing else.
    """
    numbers = list(NUMBER.finditer(sentence))
    if not numbers or states_nothing(sentence) or _is_a_case(sentence) or is_turned(sentence):
        return
    spoken = language(text)
    for found in numbers:
        number = found.group(1) + (found.group(2) or "")
        before, after = sentence[: found.start()], sentence[found.end() :]
        if (
            float(number.replace(",", "")) in (0, 1)
            or _is_dated_otherwise(number)
            or times(number, text) != 1
            or _hangs_together(number, after, text)
        ):
            continue
        listed = _NUMBER_NEAR.search(before) or _NUMBER_NEXT.match(after)
        is_dated = YEAR.fullmatch(number) is not None
        if (listed and not TWIN.match(after)) or not _follows_a_particle(before, stop, is_dated=is_dated):
            continue
        is_year = is_dated and not _is_measured(after, stop)
        if is_year and _may_count(before, after, stop):
            if not _follows(before, all_of("about")):
                continue
            is_year = False
        if is_year:
            is_stated = not re.match(r"\s?[A-Z]", after) and not _NAMED_BY_YEAR.search(before)
        else:
            is_worked_out = len(numbers) > FIGURES or bool(_SHARE_BESIDE.search(sentence))
            german = spoken == "german"
            is_stated = not is_worked_out and _has_unit(after, stop, is_exact="." in number, are_nouns_large=german)
        if not is_stated or _is_one_sided(before, number, after, spoken, is_year=is_year):
            continue
        if not _is_sum(number, figures(sentence)):
            is_age = not is_year and stands_around("ages", spoken, before, after)
            yield StatedFigure(number, sentence, found.start(1), is_year, is_age)


def figures(sentence: str) -> frozenset[float]:
    """Return the values of all figures of a sentence, also of those in words."""
    told = (token for token in Content.of(sentence).vocabulary if is_number(token))
    return frozenset(float(token) for token in told if PLAIN.fullmatch(token))


def _is_sum(number: str, stated: frozenset[float]) -> bool:
    """Whether a figure is what two others of its sentence come to, or differ by: a span's year, a remainder."""
    value = float(number.replace(",", ""))
    return any(value in (one + other, abs(one - other)) for one, other in combinations(stated - {value}, 2))


def _is_one_sided(before: str, number: str, after: str, spoken: str, *, is_year: bool) -> bool:
    """Whether a figure is only the one end of what may be, so that another may be true as well: over 40, by 1343."""
    if is_year:
        return stands_around("one_sided_times", spoken, before, after, between=1)
    near = f"{' '.join(before.split()[-NEAR:])} {number}"
    is_bound = compares_amount(near) or phrases("bounds").within(f"{near} {' '.join(after.split()[:2])}")
    return bool(is_bound) or stands_around("one_sided", spoken, before, after, between=1)


def _is_dated_otherwise(number: str) -> bool:
    """Whether a figure could be a year in digits in which no year of a text is found: ١٨٩٣."""
    return not number.isascii() and number.isdecimal() and YEAR.fullmatch(str(int(number))) is not None


def _follows_a_particle(before: str, stop: frozenset[str], *, is_dated: bool) -> bool:
    """Whether a number follows a word of every sentence, or one that stands before years where it `is_dated`, and so
    belongs to no name, standard or identifier.
    """
    return _follows(before, stop | all_of("about") | (all_of("before_years") if is_dated else frozenset()))


def _follows(before: str, words: frozenset[str]) -> bool:
    """Whether what is before a number ends with one of some words."""
    found = _WORD_BEFORE.search(before)
    last = folded(found[1]) if found else ""
    return last in words or (is_spaceless(last) and last[-1] in words)


def _hangs_together(number: str, after: str, text: str) -> bool:
    """Whether a figure is a constant, a part of a date or of a name such as SHA512, so that it can't change alone."""
    is_early_year = len(number) == 3 and _YEARS.match(after)  # or a span: nothing tells them apart
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
    """Whether a unit of measure stands behind a figure that could be a year."""
    unit = _UNIT.match(after)
    if unit is None or _YEARS.match(after):
        return False
    word = unit.group().strip()
    return is_unit(word) and folded(word) not in stop


def _may_count(before: str, after: str, stop: frozenset[str]) -> bool:
    """Whether a figure that could be a year may be the number of what stands right behind it: an army of 1500 men. In
    a script without spaces that is any letter but the sign of years.
    """
    noun = _NOUN.match(after)
    if noun is None or _YEARS.match(after):
        return False
    if is_spaceless(noun["word"]) or not noun["gap"]:
        return True
    return folded(noun["word"]) not in stop and not _follows(before, all_of("before_years"))
