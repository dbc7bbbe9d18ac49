"""Runs of Chinese characters as words: numbers, what they count, and pairs of the rest."""

from collections.abc import Iterator
from itertools import pairwise

from openbook.text.numerals import CHINESE_NUMERAL, chinese

_ALWAYS_COUNTED = frozenset("年月日次个個人名种種届位岁歳回本件度倍分点點世号號米条條章座所家部天周週層层级級")
_COUNTED_TOO = frozenset("冊册枚台匹頭头隻张張辆輛艘間间軒户戶戸棟栋頁页円元時时秒")
"""What counts but for a one before it, which says other things there: 一時."""
COUNTED = _ALWAYS_COUNTED | _COUNTED_TOO
"""What Chinese and Japanese count with: before one of these a single Chinese numeral counts."""
_UNITS = frozenset(["小时", "小時", "钟头", "鐘頭", "星期", "公里", "公斤", "毫米", "厘米", "平方", "立方"])
"""The same in two characters, which stay a word."""


def words_of_han(run: str, is_counted: bool) -> Iterator[str]:
    """Yield the numbers of a run, what they count apart, and pairs of the rest."""
    place = 0
    if is_counted and run[0] in COUNTED:
        yield run[0]
        place = 1
    for found in CHINESE_NUMERAL.finditer(run):
        following, unit = run[found.end() : found.end() + 1], run[found.end() : found.end() + 2]
        is_number = len(found.group()) > 1 or unit in _UNITS or _counts(found.group(), following)
        if found.start() < place or not is_number:
            continue
        yield from pairs(run[place : found.start()])
        yield chinese(found.group())
        place = found.end()
        if _counts(found.group(), following):
            yield following
            place += 1
    yield from pairs(run[place:])


def _counts(numeral: str, following: str) -> bool:
    """Whether a numeral counts what follows."""
    return bool(following) and (following in _ALWAYS_COUNTED or (following in COUNTED and numeral != "一"))


def pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for one, other in pairwise(run):
        yield one + other
