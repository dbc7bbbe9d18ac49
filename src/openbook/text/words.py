"""What counts as a word, for the index, for shingles and for the leak checks alike."""

from bisect import bisect_left
from functools import lru_cache

from openbook.text.late import late

_SPACELESS = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u3041-\u30ff"  # kana
    "\u31f0-\u31ff"
    "\u3400-\u4dbf"  # Han
    "\u4e00-\u9fff"
    "\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
"""What belongs to the letter before it, for a character class: vowel signs are no letters there."""
CUT = 40
"""Longer runs (encoded data, hashes) are cut: their tails tell nothing more."""
ASCII_GAPS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
"""Turns what parts the words of an ASCII text into spaces."""
_SHORT_RUNS = late(rf"(?:.{{0,{CUT}}} )*+.{{0,{CUT}}}")
"""A text between whose spaces no run is cut: it is told in a twentieth of the time that measuring each would take."""


_RUNS = late(rf"(?:(?![{_SPACELESS}])[^\W_]|[{MARKS}])+|[{_SPACELESS}]+")


def is_within(character_class: str, character: str) -> bool:
    """Whether a character is one of a class of stretches in order, such as `a-cx-z`.

    A pattern of scripts with thousands of letters takes longer to compile than a small run has to ask for its first.
    """
    edges = character_class.replace("-", "")
    at = bisect_left(edges, character)
    return at % 2 == 1 or edges[at : at + 1] == character != ""


@lru_cache(maxsize=32)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, case folded; scripts without spaces give overlapping pairs of characters.

    Marks stay with their letters, `_`, `-` and `.` separate, and a run of more than 40 characters is cut. The texts
    looked at last are remembered: a chunk's words are wanted for its query and again for its shingles.
    """
    return words_once(text)


def words_once(text: str) -> tuple[str, ...]:
    """Return the words of a text that is looked at once, as a sentence is: it takes no place among those remembered."""
    if text.isascii():
        return tuple(ascii_words(text))
    found = []
    for run in _RUNS.findall(text.casefold()):
        if run[0] < _SPACELESS[0] or not is_within(_SPACELESS, run[0]):
            found.append(run[:CUT])
        elif len(run) == 1:
            found.append(run)
        else:
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return tuple(found)


def spaced(text: str) -> str:
    """Return the words of a text with white space between, as `words` tells them."""
    parted = text.lower().translate(ASCII_GAPS) if text.isascii() else ""
    return parted if parted and is_uncut(parted) else " ".join(words(text))


def ascii_words(text: str) -> list[str]:
    """Return the words of a text in ASCII; those of others are for `words` to find."""
    parted = text.lower().translate(ASCII_GAPS)
    return parted.split() if is_uncut(parted) else [run[:CUT] for run in parted.split()]


def is_uncut(parted: str) -> bool:
    """Whether a text, between whose words are spaces, has no run that is cut."""
    return len(parted) <= CUT or _SHORT_RUNS.fullmatch(parted) is not None
