"""The evidence check: a conversation whose context holds the evidence does not turn it down."""

import re
from collections.abc import Sequence

from openbook.dialogue.finding import Finding
from openbook.records import Code, Item, Turn

_NONE_HELPS = re.compile(
    r"\b(?:none|neither) of (?:the|these|those) (?!other|remaining|rest)(?:\w+ )?"
    r"(?:chunks|passages|documents|sources|results|"
    r"excerpts)\b[^.\n]{0,60}"
    r"\b(?:help|helps|answer|answers|address|addresses|contain|contains|cover|covers|relevant|useful|hold|holds)\b"
    r"|\b(?:the|these) (?:retrieved |search )?(?:chunks|passages|documents|results|sources) (?:do not|don['’]t|"
    r"did not|didn['’]t) "
    r"(?:help|answer|contain|hold|cover|address)\b|\bfrom (?:my own |my |general )?(?:memory|"
    r"knowledge)\b[^.\n]{0,40}\binstead\b",
    re.IGNORECASE,
)


def ungrounded(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a first turn that says that no chunk helps and quotes none, although the context holds gold."""
    if not item.has_gold or turns[0].citations:
        return None
    first = turns[0]
    if _NONE_HELPS.search(first.thoughts) or _NONE_HELPS.search(first.answer):
        detail = "the first answer says that the context does not help, although it holds the evidence"
        return Finding("ungrounded", Code.UNGROUNDED, detail)
    return None
