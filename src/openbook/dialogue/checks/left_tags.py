"""Marks that were left in a reply's words: its form's tags, fields and objects of JSON, a tokenizer's own signs."""

import json
import re
from collections.abc import Iterator, Sequence

from openbook.codes import Code
from openbook.dialogue.checks.finding import Finding
from openbook.dialogue.checks.hollow import texts_of
from openbook.dialogue.checks.question_form import is_label
from openbook.records import Item, Turn
from openbook.text.control import unquoted
from openbook.text.fences import fenced
from openbook.text.late import late

_TAG = late(
    r"</?(?:answers?|questions?|responses?|replies|reply|outputs?|final|thoughts?|think|thinking|reasoning|turns?|conversation"
    r"|assistant|user|system|human|context|result|solution|explanation)\b[^<>\n]{0,40}>",
    re.IGNORECASE,
)
_KEY = late(
    r"[\"”]\s*[}\]\s]*,[\s{\[]*\"(?:questions?|thoughts?|thought_process|reasoning|answers?|short_answer|evidence|found|chunk|quotes?"
    r"|quotation|turns?)\"\s*:",
    re.IGNORECASE,
)
"""Where a text of JSON ends and its next field begins."""
_TOKENS = late(r"(?<=[a-z.,:;!?)])[ĠĊ]|(?<=\w)▁(?=\w)|<0x[0-9A-F]{2}>")
"""What tokenizers write for a space, a line end and a byte; Maltese has the two letters at the head of words alone."""
LAST = 40
"""Characters at a text's end among which stands what closes JSON there."""
_CLOSED = late(r"[\"”\]}]\s*([}\]])[\s}\],]*\Z")
"""What closes JSON at a text's end."""
_OPENING = {"}": "{", "]": "["}
_OBJECT = late(r"\n[ \t]*+(\{[^\n]++)\Z")
"""A last line that may be an object of JSON."""


def left_tags(item: Item, turns: Sequence[Turn]) -> Finding | None:
    """Find a mark in a turn that is no word of it, unless it is spoken about or the documents have it."""
    for number, turn in enumerate(turns, start=1):
        if "\n" in turn.answer and (label := _label(turn)) and not any(label in known for known in texts_of(item)):
            detail = f"the answer of turn {number} ends with the label of another part: “{label}”"
            return Finding("left_tags", Code.PROMPT_LEAK, detail)
        if (
            "{" in turn.answer
            and (left := _object(turn))
            and not any(f'"{key}"' in known for key in left for known in texts_of(item))
        ):
            detail = f"the answer of turn {number} ends with an object of JSON: “{', '.join(left)}”"
            return Finding("left_tags", Code.PROMPT_LEAK, detail)
        for name, text in (("question", turn.question), ("thoughts", turn.thoughts), ("answer", turn.answer)):
            for tag in _meant(text):
                if not any(tag in known for known in texts_of(item)):
                    detail = f"the {name} of turn {number} holds a mark that is no text: “{tag}”"
                    return Finding("left_tags", Code.PROMPT_LEAK, detail)
    return None


def _label(turn: Turn) -> str:
    """Return the line that ends an answer and is headed, or ends, as the next part of a reply would begin."""
    before, _, line = turn.answer.rstrip().rpartition("\n")
    line = line.strip()
    is_marked = line.startswith(("#", "**", "__")) or line.endswith((":", "：")) or any(map(str.isdigit, line))
    return line if before.strip() and is_marked and is_label(line) else ""


def _object(turn: Turn) -> list[str]:
    """Return the names in an object of JSON that ends an answer in a line of its own, where no other line has any."""
    line = _OBJECT.search(turn.answer.rstrip())
    if line is None:
        return []
    try:
        read = json.loads(line[1])
    except (ValueError, RecursionError):
        return []
    prose = f"{turn.question}\n{turn.thoughts}\n{turn.answer[: line.start()]}"
    return [] if "json" in prose.casefold() or any(key in prose for key in read) else list(read)


def _meant(text: str) -> Iterator[str]:
    """Yield the marks that are no part of code and not in quotation marks: those are spoken about."""
    if not any(map(text.__contains__, '<]}"”ĠĊ▁')):
        return
    code = fenced(text)

    def is_code(mark: re.Match[str]) -> bool:
        return any(start <= mark.start() < end for start, end in code)

    yield from (mark.group() for mark in unquoted(text, _TAG.finditer(text)) if not is_code(mark))
    yield from (mark.group() for mark in _KEY.finditer(text) if not is_code(mark))
    yield from (mark.group() for mark in unquoted(text, _TOKENS.finditer(text)) if not is_code(mark))
    closed = _CLOSED.search(text, max(0, len(text) - LAST))
    if closed and text.count(closed[1]) > text.count(_OPENING[closed[1]]) and not is_code(closed):
        yield closed.group()
