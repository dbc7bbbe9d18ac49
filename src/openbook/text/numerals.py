"""Numbers as texts write them: in digits of any script, in words, in Chinese numerals. Each has one spelling here."""

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from openbook.text.late import late
from openbook.text.word_lists import folded, listed

_DIGITS = ("〇零", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九")
CHINESE = {char: value for value, chars in enumerate(_DIGITS) for char in chars}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "만": 10**4, "亿": 10**8, "億": 10**8, "억": 10**8}
CHINESE_NUMERAL = late("[〇零一二三四五六七八九十百千万萬亿億两兩]+")
GROUPED = late(r"\d{1,3}(?:[.,'’ \u00a0\u202f\u066c]\d{3})+(?![\d])|\d{1,2}(?:,\d\d)+,\d{3}")
"""By three, or as in India by two but for the last: 2,50,000."""
THOUSAND = 1000
"""From here on a number word multiplies what stands before it."""
EXACT = 15
"""Characters of a number that is reckoned with exactly."""
_SHAPES = str.maketrans(
    {**dict.fromkeys(string.digits, "0"), **dict.fromkeys(string.ascii_lowercase, "a"), **dict.fromkeys("-/.,:'", ".")}
)


def digits(number: str) -> str:
    """Return a number in digits in its one spelling: no separators, a point before decimals, no leading zeros."""
    if not number.isascii():
        number = "".join(str(int(char)) if char.isdecimal() else char for char in number).replace("٫", ".")
    if number.isdigit():
        return number.lstrip("0") or "0"
    if GROUPED.fullmatch(number) and not number.startswith("0"):
        return re.sub(r"\D", "", number)
    found = re.fullmatch(r"(\d[\d.,'’\u00a0\u202f\u066c]*)[.,](\d+)", number)
    if not found:
        return number
    whole, decimals = found.groups()
    if whole.isdigit() or GROUPED.fullmatch(whole):
        decimals = decimals.rstrip("0")
        whole = re.sub(r"\D", "", whole).lstrip("0") or "0"
        return f"{whole}.{decimals}" if decimals else whole
    return number


def chinese(numeral: str) -> str:
    """Return a number in Chinese numerals in digits."""
    if not any(char in TENS or char in MYRIADS for char in numeral):
        return "".join(str(CHINESE[char]) for char in numeral).lstrip("0") or "0"
    total = part = one = 0
    for char in numeral:
        if char in CHINESE:
            one = CHINESE[char]
        elif char in TENS:
            part += (one or 1) * TENS[char]
            one = 0
        else:
            many = MYRIADS[char]
            total = total + (part + one) * many if total > many else (total + part + one or 1) * many
            part = one = 0
    return str(total + part + one)


COMPOUND = late("hundert|tausend")


@lru_cache(maxsize=512)
def german(word: str) -> int | None:
    """Return the value of a German number in one word (zweihundertvierzehn, folded); None where it is none."""
    many, thousand, rest = word.rpartition("tausend")
    thousands = _below_a_thousand(many) if many else len(thousand[:1])
    ones = _below_a_thousand(rest.removeprefix("und")) if rest else 0
    return None if thousands is None or ones is None else 1000 * thousands + ones


def _below_a_thousand(word: str) -> int | None:
    many, hundred, rest = word.rpartition("hundert")
    hundreds = _up_to_99(many) if many else len(hundred[:1])
    ones = _up_to_99(rest.removeprefix("und")) if rest else 0
    return None if hundreds is None or ones is None else 100 * hundreds + ones


def _up_to_99(word: str) -> int | None:
    value = _GERMAN_ONE.get(word) or number_words().get(word, THOUSAND)
    return value if value < 100 else None


_GERMAN_ONE = {"ein": 1, "eins": 1}


@lru_cache(maxsize=1)
def number_words() -> Mapping[str, int]:
    """Return the value of every number word of all languages, folded."""
    found: dict[str, int] = {}
    for name, words in listed("numbers").items():
        for entry in words if name not in ("ones", "behind_tens") else ():
            word, _, value = entry.partition("=")
            found.setdefault(folded(word), int(value))
    for entry in listed("numbers")["arabic"]:
        word, _, value = entry.partition("=")
        found.setdefault(f"و{folded(word)}", int(value))
    units = ("zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun")
    tens = ("zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig")
    ones = {"ein": 1, **{name: found[name] for name in units}}
    for one, amount in ones.items():
        found.update({f"{one}und{ten}": found[ten] + amount for ten in tens})
        found[f"{one}hundert"], found[f"{one}tausend"] = 100 * amount, 1000 * amount
    return found


@lru_cache(maxsize=1)
def ones() -> frozenset[str]:
    """Return the words that mean 1 behind tens, and much else elsewhere; folded."""
    return frozenset(map(folded, listed("numbers")["ones"]))


@lru_cache(maxsize=1)
def behind_tens() -> Mapping[str, int]:
    """Return the values of words that count behind tens, and say other things elsewhere; folded."""
    entries = (entry.partition("=") for entry in listed("numbers")["behind_tens"])
    return {folded(word): int(value) for word, _, value in entries}


_ENDING = 4
"""Letters that may follow the stem of an ordinal."""


@lru_cache(maxsize=1024)
def ordinal(word: str) -> int:
    """Return the place that a word gives (`third`, `التاسعة`); 0 for none."""
    plain = folded(word)
    lengths = range(len(plain), max(1, len(plain) - _ENDING - 1), -1)
    return next((_ordinals()[plain[:length]] for length in lengths if plain[:length] in _ordinals()), 0)


@lru_cache(maxsize=1)
def _ordinals() -> Mapping[str, int]:
    entries = (entry.partition("=") for row in listed("ordinals").values() for entry in row)
    return {folded(stem): int(value) for stem, _, value in entries}


_FEW_HUNDREDS = frozenset({"deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"})
_COINS = frozenset({"cent", "cents"})
_HUNDREDTHS = frozenset({"cent", "cento", "ciento"})
BEFORE_HUNDREDTHS = frozenset({"per", "pour", "por"})


def is_no_hundred(word: str, before: str) -> bool:
    """Whether a folded word for a hundred is of a share (`30 per cent`), or a coin right behind an amount: `50 Cent`,
    `twenty cents`, not `deux cents` or `mille cent`.
    """
    if before in BEFORE_HUNDREDTHS and word in _HUNDREDTHS:
        return True
    if word not in _COINS or before in _FEW_HUNDREDS:
        return False
    return before[:1].isdigit() or 0 < number_words().get(before, 0) < THOUSAND


def joined(values: Sequence[float]) -> Iterator[str]:
    """Yield the numbers that number words in a row make: 20, 4 is 24; 2, 100, 50 is 250; 1.2, 1000000 is 1200000."""
    total = current = 0.0
    is_open = False
    for value in values:
        if value >= THOUSAND and is_open and (not total or value < total):
            total += (current or 1) * value
            current = 0
        elif value > THOUSAND and is_open and THOUSAND <= total < value and total % THOUSAND == 0:
            total, current = (total + current) * value, 0  # dos mil millones
        elif value == 100 and is_open and 0 < current < 100:
            current *= 100
        elif is_open and current % 100 == 4 and value == 20:
            current += 76  # quatre-vingts
        elif is_open and _adds(current, value):
            current += value
        elif is_open and total and not current and value < THOUSAND:
            current = value
        else:
            if is_open:
                yield figure_of(total + current)
            total, current = (value, 0.0) if value >= THOUSAND else (0.0, value)
        is_open = True
    if is_open:
        yield figure_of(total + current)


def _adds(current: float, value: float) -> bool:
    """Whether a smaller number word after another one adds to it."""
    if 0 < value < 1:
        return True
    if current >= 100 and current % 100 == 0:
        return value < 100
    tens = current % 100
    if tens in (60, 80) and 10 <= value < 20:  # soixante-douze, quatre-vingt-dix-neuf
        return True
    if tens in (10, 70, 90) and 7 <= value < 10:  # dix-neuf
        return True
    return tens >= 20 and tens % 10 == 0 and 0 < value < 10


def figure_of(value: float) -> str:
    """Return a number as `digits` spells it."""
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


def value_of(number: str) -> float | None:
    """Return what a number in digits comes to; None for a version or a date, and beyond what is told exactly."""
    spelled = digits(number)
    is_plain = len(spelled) <= EXACT and spelled.replace(".", "", 1).isdecimal()
    return float(spelled) if is_plain else None


def is_composed(small: str) -> bool:
    """Whether not every run of letters and digits is a word of a text in small ASCII letters: figures are joined, have
    thousands behind a space, or a letter.
    """
    shapes = small.translate(_SHAPES)
    return "0.0" in shapes or "0 000" in shapes or "0a" in shapes
