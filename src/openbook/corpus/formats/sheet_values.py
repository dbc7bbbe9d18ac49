"""Values of XLSX that a library drops or turns into others: errors, days before 1900, marked words in cells."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from openbook.corpus.formats.cell_values import shown
from openbook.corpus.formats.office.ooxml import attribute
from openbook.corpus.formats.package import parse_xml
from openbook.corpus.formats.sheet_looks import LOOKS, marked_string
from openbook.text.late import late

ODD = late(
    rb"<(?:\w+:)?c\b([^>]*)>\s*(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"
    rb"<(?:\w+:)?v>\s*(#[^<]+|-[^<]+|0|\d{7}[^<]*)<"
)
"""A cell with an error, a negative number, nothing, or a number that is no day."""
INLINE = late(rb"<(?:\w+:)?c\b([^>]*)>\s*(<(?:\w+:)?is\b[^>]*>.*?</(?:\w+:)?is>)", re.DOTALL)
BARE = late(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
"""What a format writes as it is, or says of its colours."""
FIRST_DAY = datetime(1899, 12, 30)
LAST_DAY = 2_958_465
DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
"""Formats of days that every program knows by their numbers; some say a month in words."""
HOURS = frozenset({*range(18, 22), *range(32, 36), *range(45, 48), 55, 56})
STYLE = late(rb"\ss=\"(\d{1,9})\"")
PREFIX = late(rb"(?<=<)\w+:|(?<=</)\w+:")


def day_styles(root: Any) -> dict[int, bool]:
    """Return which of the styles of cells are of days or of hours, and whether they show a day."""
    codes = {attribute(form, "numFmtId"): attribute(form, "formatCode") for form in root.iter("{*}numFmt")}
    kinds = {str(number): True for number in DAYS} | {str(number): False for number in HOURS}
    for name, code in codes.items():
        letters = {char for char in BARE.sub("", code.partition(";")[0]).lower() if char.isalpha()}
        kinds.pop(name, None)
        if letters & set("ydhms"):
            kinds[name] = bool(letters & set("yd"))
    styles = root.find("{*}cellXfs")
    named = enumerate(attribute(style, "numFmtId") for style in (() if styles is None else styles))
    return {place: kinds[name] for place, name in named if name in kinds}


def odd_values(content: bytes, days: dict[int, bool], lost: Counter[str]) -> Iterator[tuple[bytes, str]]:
    """Yield the attributes of cells with what they say, where a library says something else."""
    for given, value in ODD.findall(content):
        error = value.startswith(b"#")
        if error and b"vm=" in given:
            # A picture in a cell: older programs are shown an error.
            lost["picture"] += 1
        elif error:
            yield given, value.decode("utf-8", "replace")
        elif (style := STYLE.search(given)) and int(style[1]) in days:
            with suppress(ValueError):
                if text := _moment(float(value), has_day=days[int(style[1])]):
                    yield given, text


def _moment(value: float, *, has_day: bool) -> str:
    """Return a day before 1900, or hours below nothing; the number itself where it is no day; empty for all others."""
    if value == 0:
        return "0" if has_day else ""
    if value > LAST_DAY:
        return shown(value)
    if value > 0:
        return ""
    try:
        lasts = timedelta(seconds=round(value * 86_400))
        return shown(FIRST_DAY + lasts if has_day else lasts)
    except OverflowError:
        return shown(value)


def inline_strings(content: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the attributes of cells that hold their words themselves, with those, where any are marked."""
    if b"inlineStr" not in content or LOOKS.search(content) is None:
        return
    for given, item in INLINE.findall(content):
        if LOOKS.search(item) and (text := marked_string(parse_xml(PREFIX.sub(b"", item), "a string"))):
            yield given, text
