"""Runs of Chinese characters as words: numbers, what they count, and pairs of the rest."""

from collections.abc import Iterator
from itertools import pairwise

from openbook.text.late import late
from openbook.text.numerals import CHINESE, CHINESE_NUMERAL, chinese

_ALWAYS_COUNTED = frozenset("年月日次个個人名种種届位岁歳回本件度倍分点點世号號米条條章座所家部天周週層层级級")
_COUNTED_TOO = frozenset("冊册枚台匹頭头隻张張辆輛艘間间軒户戶戸棟栋頁页円元時时秒")
"""What counts but for a one before it, which says other things there: 一時."""
COUNTED = _ALWAYS_COUNTED | _COUNTED_TOO
"""What Chinese and Japanese count with: before one of these a single Chinese numeral counts."""
_UNITS = frozenset(["小时", "小時", "钟头", "鐘頭", "星期", "公里", "公斤", "毫米", "厘米", "平方", "立方"])
"""The same in two characters, which stay a word."""


_POINTING = frozenset("那这這此该該同每某另哪任何前后後上下头頭")
"""Before a one that counts nothing: 那一年, 同一个, 下一次."""
_POINTING_IN_KANA = frozenset(["その", "この", "あの", "どの", "ある", "もう"])
_SOME_DAY = frozenset(["有一天", "有一年", "有一日", "有一次"])
_SEVERAL = tuple("数數几幾")
"""Before tens and hundreds of which nobody tells how many: 数十年."""
_VAGUE = late("[一二三四五六七八九两兩]{2}(?=[十百千万萬亿億])|(?<=[十百千万萬亿億])[一二三四五六七八九]{2}$")
"""Two numerals beside each other for one or the other: 一百二三十, 十七八."""
_ONE_OR_OTHER = frozenset(["一二", "两三", "兩三", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"])
_SURELY = frozenset(["万一", "萬一"])
"""`If ever`, and no number."""
_MANY_DONT = late("千[万萬][别別不勿莫]")
_PERCENT = "百分之"
_MONTHS = ("か月", "ヶ月", "カ月", "ケ月")


def words_of_han(text: str, start: int, end: int, is_counted: bool) -> Iterator[str]:
    """Yield the numbers of a run of a text, what they count apart, and pairs of the rest."""
    run = text[start:end]
    place = 0
    if is_counted and run[0] in COUNTED:
        yield run[0]
        place = 1
    for found in CHINESE_NUMERAL.finditer(run):
        numeral, following = found.group(), run[found.end() : found.end() + 1]
        if found.start() < place:
            continue
        if run.startswith(_PERCENT, found.start()):
            yield from pairs(run[place : found.start()])
            place = found.start() + len(_PERCENT)
            continue
        before = text[max(0, start + found.start() - 2) : start + found.start()]
        if not _is_number(numeral, run[found.end() : found.end() + 2] or text[end : end + 2], before):
            continue
        yield from pairs(run[place : found.start()])
        if not (numeral == "一" and _is_pointed_at(before, following)):
            yield chinese(numeral)
        place = found.end()
        if _counts(numeral, following):
            yield following
            place += 1
    yield from pairs(run[place:])


def _is_number(numeral: str, behind: str, before: str) -> bool:
    """Whether a numeral surely is a number, by the two characters behind it and those before it."""
    if before[-1:] in _SEVERAL and numeral[0] not in CHINESE:
        return False
    if len(numeral) == 1:
        return behind in _UNITS or behind in _MONTHS or _counts(numeral, behind[:1])
    is_other = numeral in _SURELY or numeral in _ONE_OR_OTHER or _MANY_DONT.match(numeral + behind)
    return not is_other and not _VAGUE.search(numeral)


def _is_pointed_at(before: str, counted: str) -> bool:
    """Whether a one stands behind what points to something, so that it counts nothing."""
    return before[-1:] in _POINTING or before in _POINTING_IN_KANA or f"{before[-1:]}一{counted}" in _SOME_DAY


def _counts(numeral: str, following: str) -> bool:
    """Whether a numeral counts what follows."""
    return bool(following) and (following in _ALWAYS_COUNTED or (following in COUNTED and numeral != "一"))


def pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    for one, other in pairwise(run):
        yield one + other
