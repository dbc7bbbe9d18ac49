"""Amounts and hours of the clock as people tell them: an hour and a half, a quarter of an hour, half past nine."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from openbook.dataclass import dataclass
from openbook.text.about import matter_and_needed, names_a_date
from openbook.text.amounts import Amount, figures_of, has_thousands, scale, sign_of, thousands, with_names, without_of
from openbook.text.content import Content, is_number, numbers, stemmed
from openbook.text.days import years
from openbook.text.hindi_numbers import HINDI_ONES
from openbook.text.late import late
from openbook.text.numerals import CHINESE_NUMERAL, chinese, ordinal
from openbook.text.phrases import sentences
from openbook.text.stemming import tokens_of
from openbook.text.stems import alike
from openbook.text.units import names_of_units
from openbook.text.word_lists import lines_of
from openbook.text.words import MARKS

HALF_DAY = 12 * 60
"""Minutes after which an hour that is told in words comes again."""

_ASCII_PARTS = ("half", "quart", "halb", "halv", "viertel", "demi", "medio", "media", "cuarto", "mezz", "meio", "meia")
_PARTS = (
    *_ASCII_PARTS,
    *("pół", "пол", "четверт", "نصف", "ربع", "أرباع", "साढ", "सवा", "पौन", "डेढ", "ढाई", "आध", "반", "半", "日", "일"),
)
"""Of which a text has one, in small letters, that tells an amount by its parts, in any language."""
_CLOCK = late(r"\b(?:uhr|las? |alle |all['’]una|le |[àa]s |à uma|uur)")
_CLOCKS = (
    *("past", "quarter", "clock", "ten to ", "five to ", "twenty to ", " nach ", " vor ", "moins ", "menos ", "halb"),
    *("viertel", "heure", "kwart", "half", "wpół", "пол", "четверт", "часов", "الساعة", "نصف", "ربع", "बजे", "시"),
    *"点點時时",
)
"""The same of an hour in words."""
_FIGURES = late(
    r"(?P<hour>\d(?<![\d.,:].)(?:(?<=[01])\d|(?<=2)[0-4]|))(?:(?:[:.]|\s?h\s?|\s?[時时点點시]\s?)(?P<minute>[0-5]\d)(?![\d.,:]*\d)(?:\s?(?P<noon>[ap])\.?m\b)?"
    r"|(?=\s(?:h|часов|часа|час)(?!\w)))"
)
"""In lower case. It begins with the figure, which is looked for faster than what must not stand before it."""
_CHOICE = late(r"\(\?:([^()]*)\)(?![?*])|\[([^\]^]+)\](?![?*])")
_DIGIT = late(r"\d")
_VARYING = late(r"\((?:[^()]|\([^()]*\))*\)[?*+]*|\[[^\]]*\][?*+]*|\\.[?*+]*|.[?*]|[NU]")
"""What a pattern of the lists has that may stand in a text in several ways, or not."""
_TIED = late(r"(?<=\d[hHчЧ])(?=\d)|(?<=\d\s[hHчЧ])(?=\d)")
"""Between the sign of an hour and its minutes: 4h30."""
_IS_TIED = late(r"\d\s?[hHчЧ]\d")
_WORD = rf"[^\W\d_][\w{MARKS}]*"
_DECIMALS = r"(?:[.,]\d+)?"
_NUMBER, _UNIT = rf"(?P<n>\d+{_DECIMALS}|{_WORD}?)", rf"(?P<u>{_WORD})"
_BEFORE, _BEHIND = rf"(?<![\w{MARKS}.,:])", rf"(?![\w{MARKS}])"
_HAN_NUMBER = rf"(?P<n>\d+{_DECIMALS}|[一二三四五六七八九十百两兩]+)"
_HAN_CLOCK = late(r"(\d{1,2}|[一二三四五六七八九十两兩]{1,3})[点點時时](\d{1,2}|[一二三四五六七八九十]{1,3})分")
_HAN_UNIT = r"(?P<u>小时|小時|钟头|時間|分钟|個月|个月|か月|年|月|日|天|周|週間|週|公里|公斤|米|升)"
_UNSPACED, _RUNNING_ON = ("chinese", "japanese"), "korean"

_YEAR = late(r"1[5-9]\d\d|20\d\d")
_EXACT = 1e-6


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to tell an amount."""

    pattern: re.Pattern[str]
    signs: tuple[str, ...]
    """Letters of which some stand in whatever tells an amount so."""
    value: float
    is_added: bool
    """Whether the value is added to the number N."""
    unit: str
    """Its sign, where the way to tell it names the unit itself."""

    def told(self, text: str, of: int = 1) -> Iterator[tuple[float, str]]:
        """Yield what a text tells in this way: the value, and the unit; the number N is counted `of` times."""
        for found in self.pattern.finditer(text):
            named = found.groupdict()
            number = _value(named["n"]) if self.is_added else 0.0
            if number is not None:
                yield of * number + self.value, self.unit or sign_of(named.get("u") or "")

    def with_figures(self, text: str) -> str:
        """Return a text in which what is told so of thousands and millions stands in figures."""

        def figured(found: re.Match[str]) -> str:
            many = found.groupdict().get("u") or ""
            number = _value(found["n"].lower()) if self.is_added else 0.0
            is_known = thousands().fullmatch(many) and number is not None
            return f"{(number or 0) + self.value:g} {many}" if is_known else found[0]

        return self.pattern.sub(figured, text)


@lru_cache(maxsize=512)
def halved(text: str) -> frozenset[Amount]:
    """Return the amounts that a text tells by halves and quarters, or by hours and minutes, each with its unit."""
    small = text.lower()
    found = frozenset(Amount(f"{minutes / 60:g}", "h") for minutes in _timed(text))
    if not _has_parts(small):
        return found
    small = unicodedata.normalize("NFKC", small)
    told = chain.from_iterable(form.told(small) for sign, form in _by_sign("halves_of_units") if sign in small)
    return found.union(Amount(f"{value:g}", unit) for value, unit in told if unit)


def _has_parts(small: str) -> bool:
    """Whether a text in small letters may tell an amount by its parts."""
    return any(map(small.__contains__, _ASCII_PARTS if small.isascii() else _PARTS))


@lru_cache(maxsize=512)
def _timed(text: str) -> frozenset[int]:
    """Return the times that a text tells by hours and minutes, in minutes: 4h30, four hours and thirty minutes."""
    said = Content.of(_TIED.sub(" ", text) if _IS_TIED.search(text) else text)
    if said.vocabulary.isdisjoint(_named("h")):
        return frozenset()
    found = set()
    for place in said.places(_named("h")):
        hour, behind = said.tokens[max(0, place - 1)], said.tokens[place + 1 : place + 4]
        if behind[2:] and behind[2] in _named("min"):  # what joins them may stand between
            behind = behind[1:]
        if hour.isdigit() and behind and behind[0].isdigit() and int(behind[0]) < 60:
            found.add(60 * int(hour) + int(behind[0]))
    return frozenset(found)


@lru_cache(maxsize=8)
def _named(unit: str) -> frozenset[str]:
    """Return the names of a unit as they stand in a Content."""
    return stemmed(name for name, sign in names_of_units().items() if sign == unit)


@lru_cache(maxsize=512)
def measures(text: str) -> frozenset[Amount]:
    """Return the amounts that a text tells with the names of units or with signs, by halves, or in several units."""
    if not (_DIGIT.search(text) or numbers(Content.of(text).vocabulary) or _has_parts(text.lower())):
        return frozenset()
    return figures_of(with_names(_in_full(text))).amounts | halved(text)


def _in_full(text: str) -> str:
    """Return a text with what is told by halves of thousands and millions in figures: 2.5 millions."""
    if not has_thousands(text):
        return text
    text = unicodedata.normalize("NFKC", text)
    for form in _forms("halves_of_units") if _has_parts(text.lower()) else ():
        text = form.with_figures(text)
    return without_of(text)


@lru_cache(maxsize=512)
def hours(text: str) -> frozenset[int]:
    """Return the hours of the clock that a text names, in minutes of half a day: in words 9:30 is 21:30 too."""
    small = text.lower()
    found = {60 * int(one["hour"]) + int(one["minute"] or 0) for one in _FIGURES.finditer(small)}
    plain = small if small.isascii() else unicodedata.normalize("NFKC", small)
    for hour, minute in _HAN_CLOCK.findall(plain) if "分" in plain else ():
        found.add(round(60 * (_value(hour) or 0) + (_value(minute) or 0)))
    forms = [form for sign, form in _by_sign("hours_of_the_clock") if sign in plain]
    if forms and (any(map(small.__contains__, _CLOCKS)) or _CLOCK.search(small)):
        for form in forms:
            found |= {round(minutes) for minutes, _ in form.told(plain, of=60) if minutes <= 2 * HALF_DAY}
    return frozenset(minutes % HALF_DAY for minutes in found)


def without_hours(figures: Sequence[str], text: str, places: Sequence[str]) -> list[str]:
    """Return those of some figures that are of no hour of the clock which a text tells, and one of the places too."""
    told = _clock(text) if figures else None
    same = told and told & frozenset().union(*map(_clock, places))
    if not same:
        return [*figures]
    found = ((one["hour"], one["minute"] or "0") for one in _FIGURES.finditer(text.lower()))
    own = {str(int(one)) for row in found if (60 * int(row[0]) + int(row[1])) % HALF_DAY in same for one in row}
    hour = [f"{minutes / 60 + noon:g}" for minutes in same for noon in (0, 12)]
    return [one for one in figures if one not in own and one not in hour]


def same_amount(passage: str, answer: str, question: str) -> str:
    """Return the amount, hour or year of an answer that a sentence about its question tells, in whatever measure.

    Five weeks are 35 days, 35% are thirty-five percent, half past nine is 9:30, the twentieth year of Meiji is 1887.
    Empty where no sentence does.
    """
    wanted, clock, dates, eras = _wanted(answer, question)
    if not (wanted or clock or dates or eras):
        return ""
    asked, needed, undated = matter_and_needed(question)
    there = Content.of(passage).vocabulary
    figures = sum(not word.isalpha() for word in asked)  # which may be others in a sentence by itself
    if len(alike(asked, there)) + figures < needed or not (
        _has_same(passage, wanted)
        or (clock and not clock.isdisjoint(_clock(passage)))
        or (dates and not dates.isdisjoint(years(passage)))
        or not there.isdisjoint(map(str, eras))
    ):
        return ""
    for sentence in sentences(passage):
        held = Content.of(sentence).vocabulary
        if len(alike(asked, held)) < (needed if names_a_date(held) else undated):
            continue
        if told := [str(amount) for amount in wanted if _has_same(sentence, (amount,))]:
            return min(told)
        if clock & _clock(sentence) or dates & years(sentence) or any(str(year) in held for year in eras):
            return answer
    return ""


def tells_amounts(answer: str, question: str) -> bool:
    """Whether an answer tells anything beyond its question that `same_amount` looks for."""
    return any(_wanted(answer, question))


@lru_cache(maxsize=64)
def _wanted(answer: str, question: str) -> tuple[frozenset[Amount], frozenset[int], frozenset[int], frozenset[int]]:
    """Return the amounts, hours, years, and years of eras that an answer tells beyond its question."""
    new = Content.of(answer).vocabulary - Content.of(question).vocabulary
    dates = frozenset(map(int, filter(_YEAR.fullmatch, new)))
    amounts, clock = measures(answer), _clock(answer)
    amounts, clock = amounts and amounts - measures(question), clock and clock - _clock(question)
    return amounts, clock, dates, years(answer)


def _clock(text: str) -> frozenset[int]:
    """Return the hours of the clock that a text names, and those that its hours and minutes may be."""
    return hours(text) | {minutes % HALF_DAY for minutes in _timed(text)}


def _has_same(text: str, wanted: Collection[Amount]) -> bool:
    """Whether a text has one of some amounts, in whatever measure, or before it was rounded."""
    there = measures(text) if wanted else frozenset()
    return any(_is_same(amount, other) for amount in wanted for other in there)


def _is_same(amount: Amount, other: Amount) -> bool:
    factor = 1.0 if amount.unit == other.unit else scale(other.unit, amount.unit)
    if factor is None or not (amount.is_plain and other.is_plain):
        return amount == other
    rounded = amount.rounding if amount.unit == other.unit else 0.0
    return abs(float(other.figure) * factor - float(amount.figure)) < rounded + _EXACT


def _value(number: str) -> float | None:
    """Return what a number in figures or words comes to; None where it is none."""
    if CHINESE_NUMERAL.fullmatch(number):
        return float(chinese(number))
    figure = HINDI_ONES.get(number) or _one().get(number) or next(filter(is_number, tokens_of(number)), "")
    try:
        return float(figure or ordinal(number) or "")
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _one() -> Mapping[str, str]:
    return {word.strip(): "1" for word in dict(lines_of("hours_of_the_clock"))["one"].split("|")}


@lru_cache(maxsize=4)
def _forms(name: str) -> tuple[_Form, ...]:
    forms = []
    for language, rest in lines_of(name):
        if language == "one":
            continue
        is_unspaced = language in _UNSPACED
        number, unit = (_HAN_NUMBER, _HAN_UNIT) if is_unspaced else (_NUMBER, _UNIT)
        number = number if "U" in rest else number.replace(_DECIMALS, "")
        behind = "" if language.startswith(_RUNNING_ON) else _BEHIND
        for entry in rest.split(" | "):
            pattern, _, value = entry.rpartition("=")
            figure, _, unit_told = value.partition(" ")
            said = pattern.replace("N", number).replace("U", unit)
            edged = late(said if is_unspaced else f"{_BEFORE}{said}{behind}")
            forms.append(_Form(edged, _signs(pattern), float(figure), figure[0] in "+-", unit_told))
    return tuple(forms)


@cache
def _by_sign(name: str) -> tuple[tuple[str, _Form], ...]:
    return tuple((sign, form) for form in _forms(name) for sign in form.signs)


def _signs(pattern: str) -> tuple[str, ...]:
    """Return letters of which some stand in whatever a pattern of the lists finds: its longest stretch that is always
    there, or those of the words among which it has a choice.
    """
    sign = max(_VARYING.split(pattern), key=len)
    if sign.strip():
        return (sign,)
    choice = _CHOICE.search(pattern)
    if choice is None:
        return ("",)
    return tuple(choice[2] or (max(_VARYING.split(one), key=len) for one in choice[1].split("|")))
