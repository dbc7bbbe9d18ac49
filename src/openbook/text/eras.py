"""Years that are counted from the beginning of an era, as in Japan and Taiwan."""

from functools import lru_cache

from openbook.text.late import late
from openbook.text.numerals import CHINESE_NUMERAL, chinese

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
"""The years before their first ones."""
_ERA = late(rf"({'|'.join(_ERAS)})(元|\d+|[〇一二三四五六七八九十]+)年")


@lru_cache(maxsize=512)
def years(text: str) -> frozenset[int]:
    """Return the years that a text names by an era."""
    if "年" not in text:
        return frozenset()
    return frozenset(_ERAS[era] + _counted(number) for era, number in _ERA.findall(text))


def _counted(number: str) -> int:
    if number == "元":
        return 1
    return int(chinese(number) if CHINESE_NUMERAL.fullmatch(number) else number)
