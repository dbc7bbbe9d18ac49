"""Habits of writing that change no word of a reply, put into the usual form.

What quotes, boxes or escapes all of it, brackets or lines around its labels, fences around its answers, its marks in
other signs.
"""

import json
import re
from contextlib import suppress

from openbook.dialogue.reply.labels import kind_of, labels
from openbook.text.late import late

_ODD_MARK = late(
    r"(?:&lt;|[<＜])[ \t]?(?P<ends>/?)[ \t]?(?P<name>[a-z][a-z_:-]{0,30})[ \t]?(?:&gt;|[>＞])", re.IGNORECASE
)
_THINKS = late(r"(?:[a-z:_-]{0,12}(?:think|thought|reason|reflect|analysis|scratchpad)[a-z]{0,8})", re.IGNORECASE)
_BRACKETED = late(
    r"^[ \t]{0,8}(?:\*\*)?[\[【〔(（](?P<name>[^\W\d_][^\n\[\]【】〔〕()（）:：]{0,32}?)[ \t]?\d{0,2}[\]】〕)）]"
    r"(?:\*\*)?[:：]?",
    re.MULTILINE,
)
_LINED = late(
    r"^[ \t]{0,4}(?:={2,8}[ \t]*(?P<between>[^\n=]{1,40}?)[ \t]*={2,8}"
    r"|(?P<above>[^\n]{1,40}?)[ \t]*\n[ \t]*(?:-{3,80}|={3,80}))[ \t]*$",
    re.MULTILINE,
)
"""A heading between or above signs that draw a line."""
_FENCED = late(
    r"^(?P<label>[^\n]{1,40})\n{1,2}(?P<fence>```|~~~)[^\n`~]{0,20}\n(?P<inside>.*?)\n(?P=fence)[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_ESCAPED = late(r'\s*[{\[](?:\\n|\s){0,20}(?:[{\[](?:\\n|\s){0,20})?\\"')
_RAW = "<![CDATA["
_AT_START = 200
"""Characters in which a section of raw text begins that has all of a reply."""
_COVER = late(
    r"\s*\$*\\boxed\{(?:\\text\{(?P<boxed_text>.*)\}|(?P<boxed>.*))\}\$*\s*"
    r"|\s*(?P<signs>(?P<sign>[^\w\s{\[<>|`~])(?P=sign){2,39})[ \t]*\n(?P<inside>.*)\n[ \t]*(?P=signs)\s*",
    re.DOTALL,
)
_SIGNS = " \t*_#:："
_BOLD = late(r"<(b|strong)>([^<>\n]{1,40})</\1>")
_BREAK = late(r"[ \t]*<br ?/?>[ \t]*$", re.MULTILINE | re.IGNORECASE)
_INVISIBLE = "\ufeff\u200b\u2060"


def usual_form(text: str) -> str:
    """Return a reply without habits of writing that stand around its words."""
    text = _uncovered(text.lstrip(_INVISIBLE))
    return _with_plain_labels(_with_bare_answers(_with_headings(_with_marks(_without_breaks(_unquoted(text))))))


def _uncovered(text: str) -> str:
    """Return a reply without what covers all of it: a box, a section of raw text, a line of signs at both ends.

    One whose quotation marks are all escaped, or its stars, is the text that these stand for.
    """
    if _ESCAPED.match(text):
        with suppress(ValueError):
            return str(json.loads(f'"{text.strip()}"', strict=False))
    if "\\*\\*" in text and "**" not in text:
        text = text.replace("\\*", "*")
    if _RAW in text[:_AT_START]:
        text = text.replace(_RAW, "").replace("]]>", "")
    covered = _COVER.fullmatch(text)
    parts = (covered["boxed_text"], covered["boxed"], covered["inside"]) if covered else ()
    return next((part for part in parts if part is not None), text)


def _unquoted(text: str) -> str:
    """Return a reply of which each line is quoted, as in a mail, without those signs."""
    if not text.lstrip().startswith(">"):
        return text
    lines = text.strip().split("\n")
    if not all(line.lstrip().startswith(">") or not line.strip() for line in lines):
        return text
    return "\n".join(line.lstrip().removeprefix(">").removeprefix(" ") for line in lines)


def _with_marks(text: str) -> str:
    """Return a reply whose marks around its thinking are marks again, where a server has escaped them."""
    if not any(sign in text for sign in ("&lt;", "＜", "< ", "</ ", " >")):
        return text
    return _ODD_MARK.sub(
        lambda mark: f"<{mark['ends']}{mark['name']}>" if _THINKS.fullmatch(mark["name"]) else mark[0], text
    )


def _without_breaks(text: str) -> str:
    """Return a reply whose lines end with HTML's break without it, where most of them do."""
    breaks = len(_BREAK.findall(text)) if "<br" in text.lower() else 0
    return _BREAK.sub("", text) if 2 * breaks > sum(bool(line.strip()) for line in text.split("\n")) else text


def _with_headings(text: str) -> str:
    """Return a reply with labels that lines are drawn around, or below, as headings."""
    if "==" not in text and "\n--" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        name = match["between"] or match["above"]
        return f"## {name.strip(_SIGNS)}" if kind_of(name.strip(_SIGNS)) else match[0]

    return _LINED.sub(plain, text)


def _with_bare_answers(text: str) -> str:
    """Return a reply without fences around what an answer's label stands above, where labels go on inside of them."""
    if "```" not in text and "~~~" not in text:
        return text

    def bare(match: re.Match[str]) -> str:
        inside = labels(match["inside"])
        is_answer = kind_of(match["label"].strip(_SIGNS)) == "answer"
        return f"{match['label']}\n{match['inside']}" if is_answer and inside and inside[0].start == 0 else match[0]

    return _FENCED.sub(bare, text)


def _with_plain_labels(text: str) -> str:
    """Return a reply with labels that stand between brackets, `[QUESTION]`, or in HTML's bold as labels in bold.

    Brackets that close with a slash are marks of another kind.
    """
    if "<b>" in text or "<strong>" in text:
        text = _BOLD.sub(lambda match: f"**{match[2]}**" if kind_of(match[2].strip(_SIGNS)) else match[0], text)
    if not any(sign in text for sign in "[【〔(（"):
        return text
    found = [match for match in _BRACKETED.finditer(text) if kind_of(match["name"])]
    if not {kind_of(match["name"]) for match in found} >= {"question", "answer"} or "[/" in text:
        return text
    return _BRACKETED.sub(lambda match: f"**{match['name']}:** " if kind_of(match["name"]) else match[0], text)
