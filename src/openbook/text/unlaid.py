"""A text without its layout: no numbers of lists, notes, pages and verses, and no words parted by a line's end."""

import re
from functools import lru_cache
from itertools import pairwise

from openbook.text.late import late
from openbook.text.normalise import SPACELESS
from openbook.text.page_breaks import PAGE, without_page_breaks

_HYPHEN = late(r"[-\u2010\u00ad](?<=[^\W\d_].)[ \t]*\n\s*(?=[^\W\d_])")
"""It begins with the hyphen, which is looked for faster than what must stand before it."""
_PAGE = late(rf"^[ \t]*{PAGE}[ \t]*$\n?", re.MULTILINE | re.IGNORECASE)
_LIST = late(
    r"^[ \t]*(?:[-*+•◦▪·–—>]+[ \t]+)*(?:(?:\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)]|[①-⑳㈠-㈩❶-❿]|#{1,6})"
    r"[ \t]+|[-*+•◦▪·]+[ \t]+)",
    re.MULTILINE | re.IGNORECASE,
)
_ITEM = late(r"^[ \t]*(\d{1,3})[.)][ \t]+", re.MULTILINE)
_CLAUSE = late(r"(?<=[\s,;])\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)[ \t]+", re.IGNORECASE)
_NOTE = late(
    r"\[\^?(?:\d{1,3}|[a-z]|citation needed|note \d+|注 ?\d+)\]"
    r"|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+(?=[\s.,;:]|$)|(?<=\w)[†‡]"
)
_LINE_END = late(rf"(?<={SPACELESS})[ \t\u3000]*\n[ \t\u3000]*(?={SPACELESS})")
"""A line's end in a script without spaces, which may stand within a word."""
_VERSE = late(r"(?<![\w.,:/-])(\d{1,3})(?=[ \u00a0\t]{1,8}[^\W\d_])")
ROW = 4
"""Numbers before words that count up one by one, for them to number verses or lines."""


@lru_cache(maxsize=256)
def unlaid(text: str) -> str:
    """Return the words of a text as one reads them aloud; the text itself where it has no such layout."""
    done = _LIST.sub("", unpaged(text))
    done = _CLAUSE.sub("", done)
    done = _NOTE.sub("", done)
    done = done if done.isascii() else _LINE_END.sub("", done)
    return _without_verses(done)


@lru_cache(maxsize=256)
def unpaged(text: str) -> str:
    """Return a text without what its pages put into it: their numbers and heads, and words parted by a line's end."""
    return _HYPHEN.sub("", _PAGE.sub("", without_page_breaks(text)))


def unlisted(text: str) -> str:
    """Return a text without the numbers of its list, where they count up line by line."""
    numbers = [int(number) for number in _ITEM.findall(text)] if "\n" in text else []
    is_list = len(numbers) > 1 and all(other == one + 1 for one, other in pairwise(numbers))
    return _ITEM.sub("", text) if is_list else text


def _without_verses(text: str) -> str:
    numbers = list(_VERSE.finditer(text))
    row: list[re.Match[str]] = []
    gone: list[re.Match[str]] = []
    for one in [*numbers, None]:
        if one is not None and row and int(one[1]) == int(row[-1][1]) + 1:
            row.append(one)
            continue
        if len(row) >= ROW:
            gone += row
        row = [one] if one is not None else []
    for one in reversed(gone):
        text = text[: one.start()] + text[one.end() + 1 :]
    return text
