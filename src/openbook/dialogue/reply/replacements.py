"""A reply that rewrites a fact: what stands where now, and the fact in a sentence of its own."""

import json
import re
from collections.abc import Mapping
from typing import Any

from openbook.calls import Reply
from openbook.contexts.rewriting import Replacement
from openbook.dataclass import dataclass
from openbook.dialogue.reply.escapes import mended
from openbook.dialogue.reply.structured import looks_like_json
from openbook.dialogue.reply.wrapping import unwrapped
from openbook.errors import UnusableReply
from openbook.text.guillemets import facing
from openbook.text.late import late

REPLACEMENTS_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"before": {"type": "string"}, "after": {"type": "string"}},
                "required": ["before", "after"],
                "additionalProperties": False,
            },
            "maxItems": 8,
        },
        "mention": {"type": "string"},
    },
    "required": ["changes", "mention"],
    "additionalProperties": False,
}
"""What a structured reply looks like; no changes where the text has no fact to change."""

_LABEL = late(
    r"^[ \t>#*_-]*(?:\d{1,2}[.)])?[ \t*_]*(before|after|mention)\b[ \t*_]*[:：][ \t*_]*", re.IGNORECASE | re.MULTILINE
)
_NONE = late(r"\W*none\W*", re.IGNORECASE)
_QUOTED = late(r'\s*(?:"(.*)"|“(.*)”|„(.*)[“”]|«\s?(.*?)\s?»|「(.*)」)\s*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Replacements:
    """What a model would change."""

    changes: tuple[Replacement, ...]
    mention: str


def parse_replacements(reply: Reply) -> Replacements:
    """Return what a reply changes, in text or in JSON form; no changes where it says that there is nothing to change.

    Raises UnusableReply where it can't be told.
    """
    if reply.cut:
        raise UnusableReply(f"the reply {reply.ending}")
    text = unwrapped(reply.text).strip()
    start = looks_like_json(text)
    return _of_text(text) if start is None else _of_json(text, start)


def _of_json(text: str, start: int) -> Replacements:
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(mended(text, start), start)
    except (ValueError, RecursionError):
        raise UnusableReply("the reply is no valid JSON") from None
    changes = value.get("changes") if isinstance(value, dict) else value
    mention = value.get("mention") if isinstance(value, dict) else ""
    if not isinstance(changes, list) or not all(_is_change(one) for one in changes):
        raise UnusableReply("the JSON reply has no list of changes, each with before and after")
    edits = tuple(Replacement(one["before"], one["after"]) for one in changes)
    return Replacements(edits, mention.strip() if isinstance(mention, str) else "")


def _is_change(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("before", "after"))


def _of_text(text: str) -> Replacements:
    if _NONE.fullmatch(text):
        return Replacements((), "")
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)] * bool(labels)
    parts = [(label[1].lower(), _bare(text[label.end() : end])) for label, end in zip(labels, ends, strict=True)]
    said = [part for part in parts if part[0] != "mention"]
    if not said or [name for name, _ in said] != ["before", "after"] * (len(said) // 2):
        raise UnusableReply("the reply has no changes, each with its BEFORE and its AFTER")
    changes = tuple(Replacement(said[n][1], said[n + 1][1]) for n in range(0, len(said), 2))
    return Replacements(changes, next((words for name, words in parts if name == "mention"), ""))


def _bare(words: str) -> str:
    """Return what a label has, without the quotation marks that a model puts around it."""
    words = words.strip().strip("*_").strip()
    quoted = _QUOTED.fullmatch(facing(words))
    return next((inner for inner in quoted.groups() if inner is not None), words) if quoted else words
