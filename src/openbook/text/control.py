"""What control tokens of chat formats look like, those of formats to come too; characters that no text has."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from openbook.text.late import late

NO_TEXT = late(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters, save tabs and line ends."""
LIKE_CONTROL = late(
    r"<\|[^<>|\s]{1,40}\|?>|<[^<>|\s/]{1,40}\|>|<｜[^<>｜\s]{1,40}｜>|</?s>|\[/?[A-Z][A-Z_]{2,20}\]|</?[a-z]+_of_[a-z]+>"
    r"|<(?:[a-z]{1,12}:)?(?:bos|eos|pad|unk)>|<(?:unused|extra_id_|SPECIAL_)\d{1,5}>|◁/?[a-z]{2,20}▷|\]~!?b[\[\]]|\[e~\["
    r"|\[\|[^\[\]|\s]{1,40}\|\]|\]<\][a-z]{1,20}\[>\[|<</?SYS>>|\[[gs]MASK\]|<[se]op>|<reserved_\d{1,5}>"
)
"""Marks between signs that no prose has: `<|im_end|>`, `<|channel>`, `<｜User｜>`, `</s>`, `[INST]`, …"""

_IN_BRACKETS = frozenset(
    [
        "INST",
        "SYSTEM_PROMPT",
        "AVAILABLE_TOOLS",
        "TOOL_CALLS",
        "TOOL_RESULTS",
        "TOOL_CONTENT",
        "CALL_ID",
        "ARGS",
        "THINK",
        "IMG",
        "IMG_BREAK",
        "IMG_END",
        "PREFIX",
        "MIDDLE",
        "SUFFIX",
        "gMASK",
        "sMASK",
    ]
)
"""What stands between brackets in the formats that write control tokens so; elsewhere `[WARNING]` is a word."""
_QUOTING = frozenset("`\"'“‘«„「『")
_CODE = late(r"(?<!`)(`{1,8})(?!`)[^\n`]{1,400}(?:(?<!`)\1(?!`))")


def unquoted(text: str, marks: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the marks that are meant as such; one with a quotation mark before it, or in code, is spoken about."""
    code: list[tuple[int, int]] | None = None
    for mark in marks:
        if mark.start() and text[mark.start() - 1] in _QUOTING:
            continue
        if code is None:
            code = [match.span() for match in _CODE.finditer(text)] if "`" in text else []
        before = bisect_right(code, (mark.start(), len(text))) - 1
        if before < 0 or code[before][1] <= mark.start():
            yield mark


def control_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield what must be a control token in a text and is not quoted, in order: words in brackets mostly are text."""
    if "<" in text or "[" in text or "◁" in text:
        yield from (mark for mark in unquoted(text, LIKE_CONTROL.finditer(text)) if not _is_word(mark[0]))


def _is_word(mark: str) -> bool:
    """Whether a mark is what text has between brackets too, as `[WARNING]`."""
    return (mark[0], mark[-1]) == ("[", "]") and mark[1] != "|" and mark.strip("[/]") not in _IN_BRACKETS
