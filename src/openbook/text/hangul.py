"""Numbers in Hangul, and what they count, in one word: 이백십사, 천팔백구십사년, 3일로."""

from openbook.text.late import late
from openbook.text.numerals import chinese

HANGUL = late("[\uac00-\ud7af]")
_AS_CHINESE = str.maketrans("영공일이삼사오육륙칠팔구십백천만억", "〇〇一二三四五六六七八九十百千万亿")
_NUMERAL = late("(?=.*[십백천만억])[영공일이삼사오육륙칠팔구십백천만억]{2,}")
"""A number of Chinese origin: single syllables are words too."""
_COUNTERS = "년월일원명개권시분층번회대장곳주살호쪽쌍채퍼"
_COUNTING = late(
    rf"((?=.*[십백천만억])[영공일이삼사오육륙칠팔구십백천만억]{{2,}}|[일이삼사오육칠팔구십](?=[월일년]))([{_COUNTERS}])\S{{0,4}}"
)
_TENS = {"열": 10, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90}
_ONES = ("하나|한", "둘|두", "셋|세", "넷|네", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE = late(f"({'|'.join(_TENS)})({'|'.join(_ONES)})")
"""A number of Korean origin."""
_SINGLE, _COUNTED = late("[삼사오육칠팔구십]"), late(r"\s[도주개년월일원분초]")
"""One syllable that is a number before what it counts: 사 도, 삼 주."""
_FOLLOWING = late(r"\s[일이삼사오육칠팔구천백십]{2}")


def counted_in_hangul(word: str, after: str, is_behind_digits: bool) -> tuple[int | None, str]:
    """Return the number that a word is and what it counts; None and "" for what it has not.

    `after`: what follows it (만 is a number before another one); `is_behind_digits`: it counts the figure before it.
    """
    if is_behind_digits:
        return None, word[0] if word[0] in _COUNTERS else ""
    if word == "만" and _FOLLOWING.match(after):
        return 10_000, ""
    if _NUMERAL.fullmatch(word) or (_SINGLE.fullmatch(word) and _COUNTED.match(after)):
        return int(_value(word)), ""
    if found := _NATIVE.fullmatch(word):
        ones = next(n for n, forms in enumerate(_ONES, start=1) if found[2] in forms.split("|"))
        return _TENS[found[1]] + ones, ""
    if found := _COUNTING.fullmatch(word):
        return int(_value(found[1])), found[2]
    return None, ""


def _value(numeral: str) -> str:
    return chinese(numeral.translate(_AS_CHINESE))
