"""Habits of writing that change no word of a reply, put into the usual form: what quotes all of it, brackets around its
labels, its marks as HTML entities.
"""

import re

from openbook.dialogue.reply.labels import kind_of
from openbook.text.late import late

_ENTITY = late(r"&lt;(?P<name>/?[a-z][a-z_:-]{0,30})&gt;", re.IGNORECASE)
_THINKS = late(r"/?(?:[a-z:_-]{0,12}(?:think|thought|reason|reflect|analysis|scratchpad)[a-z]{0,8})", re.IGNORECASE)
_BRACKETED = late(
    r"^[ \t]{0,8}(?:\*\*)?[\[【〔](?P<name>[^\W\d_][^\n\[\]【】〔〕:：]{0,32}?)[ \t]?\d{0,2}[\]】〕](?:\*\*)?[:：]?",
    re.MULTILINE,
)


def usual_form(text: str) -> str:
    """Return a reply without habits of writing that stand around its words."""
    text = text.lstrip("\ufeff")
    return _with_plain_labels(_with_marks(_unquoted(text)))


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
    if "&lt;" not in text:
        return text
    return _ENTITY.sub(lambda mark: f"<{mark['name']}>" if _THINKS.fullmatch(mark["name"]) else mark[0], text)


def _with_plain_labels(text: str) -> str:
    """Return a reply with labels that stand between brackets, `[QUESTION]`, as labels in bold.

    Brackets that close with a slash are marks of another kind.
    """
    if not any(sign in text for sign in "[【〔"):
        return text
    found = [match for match in _BRACKETED.finditer(text) if kind_of(match["name"])]
    if not {kind_of(match["name"]) for match in found} >= {"question", "answer"} or "[/" in text:
        return text
    return _BRACKETED.sub(lambda match: f"**{match['name']}:** " if kind_of(match["name"]) else match[0], text)
