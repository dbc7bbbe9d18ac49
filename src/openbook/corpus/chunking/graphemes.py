"""Where a text may be cut without tearing a character that people see as one.

The rules of Unicode's extended grapheme clusters (UAX #29) as far as the standard library's character data goes.
"""

import unicodedata

JOINER = "\u200d"
JAMO_L = range(0x1100, 0x1160)
JAMO_VT = range(0x1160, 0x1200)
SYLLABLES = range(0xAC00, 0xD7A4)
MODIFIERS = range(0x1F3FB, 0x1F400)
INDICATORS = range(0x1F1E6, 0x1F200)
LONGEST_RUN = 200
"""Flags in a row that are counted: an even number, so that a longer run is cut between flags all the same."""
TAGS = range(0xE0020, 0xE0080)


def is_boundary(text: str, place: int) -> bool:
    """Whether no character that is seen as one stands across `text[place - 1]` and `text[place]`."""
    if place <= 0 or place >= len(text):
        return True
    after, before = text[place], text[place - 1]
    if after < "\u0300" and before < "\u0300":
        return True
    if _extends(after) or before == JOINER:
        return False
    code, last = ord(after), ord(before)
    if code in JAMO_VT and (last in JAMO_L or last in JAMO_VT or last in SYLLABLES):
        return False
    if (code in JAMO_L or code in SYLLABLES) and last in JAMO_L:
        return False
    if code in INDICATORS and last in INDICATORS:
        return _run_of_indicators(text, place) % 2 == 0
    # A virama joins the consonant after it to the cluster.
    return not (unicodedata.combining(before) == 9 and unicodedata.category(after) == "Lo")


def _extends(char: str) -> bool:
    if char < "\u0300":
        return False
    code = ord(char)
    return (
        char == JOINER
        or char == "\u200c"
        or code in MODIFIERS
        or code in TAGS
        or char in "\u0e33\u0eb3"
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
    )


def _run_of_indicators(text: str, place: int) -> int:
    count = 0
    while count < LONGEST_RUN and place - count > 0 and ord(text[place - count - 1]) in INDICATORS:
        count += 1
    return count


def boundary_before(text: str, place: int, floor: int) -> int:
    """Return the last boundary in floor < x <= place; `place` itself where there is none (a cluster that is longer)."""
    for at in range(place, floor, -1):
        if is_boundary(text, at):
            return at
    return place
