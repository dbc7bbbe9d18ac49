"""Hindi numbers as figures of which a part is told before them: three and a half lakh."""

import re

from openbook.text.late import late
from openbook.text.numerals import figure_of, number_words, value_of
from openbook.text.word_lists import folded

HINDI_ONES = {"दो": "2", "एक": "1", "ढाई": "2.5", "डेढ़": "1.5", "डेढ": "1.5", "सवा": "1.25", "पौन": "0.75"}
"""What counts before hundreds, hours and the like, and alone says other things."""
HINDI_SIGNS = ("र", "स", "ख", "पौ")
"""Of which a text has one that has words of these kinds."""
_BEFORE_HUNDREDS = {**HINDI_ONES, "पौने": "0.75"}
_PARTS = {"साढ़े": 0.5, "साढे": 0.5, "सवा": 0.25, "पौने": -0.25}
"""What stands before a number and adds a part of one to it."""
_MANY = {"अरब": 10**9, "खरब": 10**11}
"""Arabs too but before money."""
_BEFORE, _BEHIND = r"(?<![\w\u0900-\u0963])", r"(?![\w\u0900-\u0963])"
_HUNDREDS = "सौ|हज़ार|हजार|लाख|करोड़|करोड"
_ONE = late(rf"{_BEFORE}({'|'.join(_BEFORE_HUNDREDS)})\s+(?=(?:{_HUNDREDS}){_BEHIND})")
_NUMBER = r"(\d+(?:\.\d+)?|[\u0900-\u0963]+)"
_PART = late(rf"{_BEFORE}({'|'.join(_PARTS)})\s+{_NUMBER}{_BEHIND}(?![.,]\d)(?!\s+बजे{_BEHIND})")
_OF_MONEY = late(rf"{_BEFORE}(?<!\d[.,]){_NUMBER}\s+({'|'.join(_MANY)})(?=\s+(?:रुप|डॉलर|यूरो|पाउंड|येन|युआन))")


def in_hindi_digits(text: str) -> str:
    """Return a Hindi text with what stands before hundreds and thousands in digits, and with numbers and a part of one
    as decimals: alone, `दो` is `give` too, and `ढाई`, two and a half, is told with a unit.
    """
    text = _PART.sub(_with_a_part, _ONE.sub(lambda found: f"{_BEFORE_HUNDREDS[found[1]]} ", text))
    return _OF_MONEY.sub(_multiplied, text) if any(map(text.__contains__, _MANY)) else text


def _with_a_part(found: re.Match[str]) -> str:
    whole = _value(found[2])
    return found[0] if whole is None else figure_of(whole + _PARTS[found[1]])


def _multiplied(found: re.Match[str]) -> str:
    value = _value(found[1])
    return found[0] if value is None else figure_of(value * _MANY[found[2]])


def _value(number: str) -> float | None:
    """Return what a number in figures or in one word comes to, if it is below a hundred; None for others."""
    if number[0].isdigit():
        return value_of(number)
    value = HINDI_ONES.get(number) or number_words().get(folded(number))
    return None if value is None or float(value) >= 100 else float(value)
