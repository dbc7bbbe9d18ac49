"""Numbers in Hangul, and what they count, in one word: 이백십사, 천팔백구십사년, 3일로."""

from functools import lru_cache

from openbook.text.late import late
from openbook.text.numerals import chinese
from openbook.text.units import names_of_units
from openbook.text.word_lists import listed

_SYLLABLES = ("\uac00", "\ud7af")
HANGUL = late("[{}-{}]".format(*_SYLLABLES))
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
    if is_behind_digits and not _NUMERAL.fullmatch(word):
        return None, word[0] if word[0] in _COUNTERS else _unit(word)
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


_BEHIND_LATIN = late("(?<=[A-Za-z])[\uac00-\ud7af]+")


def without_particles(text: str) -> str:
    """Return a text whose words in Latin letters stand alone: of what Korean ties to them, an ending goes, and a word
    is one by itself. `42m에` is `42m`, `IT업계` is `IT 업계`.
    """
    return _BEHIND_LATIN.sub(lambda found: " " if found[0] in _endings() else f" {found[0]}", text)


def _unit(word: str) -> str:
    """Return the unit of measure that a word is with an ending; empty where it is none."""
    stems = (word[:-length] for length in range(1, min(4, len(word))) if word[-length:] in _endings())
    return next((stem for stem in stems if stem in names_of_units()), "")


def without_tense(word: str) -> str:
    """Return a verb without what its last syllables tell of time and manner: 떠난다, 떠납니다 and 떠났다 are 떠나."""
    is_noun = any(word[-length:] in _endings() for length in (2, 3))  # 였다, 이었다, 입니다
    ending = "" if is_noun else next((one for one in _ENDINGS_OF_VERBS if word.endswith(one)), "")
    stem = word.removesuffix(ending)
    final = (ord(stem[-1]) - _FIRST) % _FINALS if ending and len(stem) > 1 else 0
    if final in _ENDINGS_OF_VERBS.get(ending, ()):
        return stem[:-1] + chr(ord(stem[-1]) - final)
    return stem if len(ending) > 2 and len(stem) > 1 else word


_FIRST, _FINALS = 0xAC00, 28
_N, _B, _SS = 4, 17, 20
"""The last sounds of a syllable that are a part of an ending: ㄴ, ㅂ, ㅆ."""
_ENDINGS_OF_VERBS = {"습니다": (_SS,), "습니까": (_SS,), "니다": (_B,), "니까": (_B,), "다": (_N, _SS)}


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(listed("endings")["hangul"])


def _value(numeral: str) -> str:
    return chinese(numeral.translate(_AS_CHINESE))


def is_hangul(word: str) -> bool:
    """Whether a word begins with a syllable of Hangul."""
    return _SYLLABLES[0] <= word[:1] <= _SYLLABLES[1]
