"""The frame around a conversation, and what a model drafted in a frame of its own before it.

What a frame is called says little: models invent names. Where it stands says more: a frame that closes before the
conversation begins held a draft, one that holds the conversation is its wrapping, and one that never closes under a
name that says nothing may be either, so that nothing is read from it.
"""

import re
from collections.abc import Sequence

from openbook.dialogue.reply.labels import labels
from openbook.dialogue.reply.loose_json import BEGINS
from openbook.text.control import unquoted
from openbook.text.late import late

FORM_ELEMENTS = frozenset({"question", "thoughts", "thought_process"})
"""Elements of our own form, which frame nothing."""

_MARK = late(
    r"<(?P<tag_ends>/?)(?P<tag>[a-z][\w:.-]{0,40})(?:[\s=][^<>\n]{0,200})?>"
    r"|<[|｜](?P<token>[a-z][a-z_▁-]{2,40})[|｜]>"
    r"|^[ \t]*(?P<sign>[«({‹【〈*~=-]{1,3})[ \t]?(?P<sign_ends>/|(?:end|stop|close)(?:[ _-]of)?[ _-])?"
    r"(?P<signed>[a-z][a-z _-]{1,30}?)[ \t]?[»)}›】〉*~=-]{1,3}[ \t]*$"
    r"|(?-i:\[(?P<bracket_ends>/?)(?P<bracket>[A-Z][A-Z_]{1,30})\])"
    r"|(?-i:<<(?P<angle_ends>/?)(?P<angle>[A-Z][A-Z_]{1,30})>>)"
    r"|(?P<comment><!--)|(?P<comment_ends>-->)"
    r"|^(?P<fence>(?:```|~~~)[a-z][\w-]{0,30}[ \t]*$)|^(?P<fence_ends>(?:```|~~~)[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_SIGN = late(r"[<>]|\[/?[A-Z]|```|~~~|^[ \t]*[«({‹【〈*~=-]{1,3}[ \t]?(?:/|(?i:end|stop|close))", re.MULTILINE)
"""A sign of which every frame has one."""
_PLAIN_FENCES = frozenset(("json", "jsonl", "json5", "markdown", "md", "text", "txt", "plaintext", "yaml", "xml"))
"""What a fence around a whole reply is called; `unfenced` takes those off."""
_BEGINNINGS = frozenset(("begin", "start", "open", "prefix"))
_ENDS = frozenset(("end", "stop", "close", "suffix"))
"""What tells the two control tokens around a text apart: `<|inner_prefix|>` and `<|inner_suffix|>`."""
_ANSWER = late(
    r"answer|response|reply|output|result|final|dialog|solution|message|assistant|verdict|judg|decision"
    r"|(?<![a-z])(?:text|content)(?![a-z])"
)
"""Names under which an unclosed frame still holds the answer, and nothing else."""
_JSON = late(rf"(?:^|[>\]`:])\s{{0,20}}(?:{BEGINS})", re.MULTILINE)
_MOST = 8
"""Frames inside of each other, or one after the other."""


def form_start(text: str) -> int | None:
    """Return where a conversation of our form begins, at the latest: at a question's label, an element or JSON."""
    starts = [match.start() for match in (_JSON.search(text),) if match]
    starts += [label.start for label in labels(text) if label.kind == "question"][:1]
    element = text.lower().find("<question>")
    return min([*starts, element] if element >= 0 else starts, default=None)


def unframed(text: str, is_conversation: bool = True) -> str:
    """Return what a reply says without the frames around it and the drafts before it.

    Empty where a draft can't be told from the answer. A mark in quotation marks or code is text. `is_conversation`: the
    answer is one of our forms; else it may be any words.
    """
    for _ in range(_MOST):
        inner = _without_outermost(text, is_conversation)
        if inner == text:
            return text
        text = inner
    return text


def _without_outermost(text: str, is_conversation: bool) -> str:
    if not _SIGN.search(text):
        return text
    ours = FORM_ELEMENTS if "<question>" in text.lower() else ()
    marks = _paired([mark for mark in unquoted(text, _MARK.finditer(text)) if _name(mark) not in ours])
    if not marks:
        return text
    begins = form_start(text) if is_conversation else None
    limit = len(text) if begins is None else begins
    opening = next((n for n, mark in enumerate(marks) if _opens(mark) and mark.start() <= limit), None)
    if opening is not None and opens_line(text, marks[opening].start()):
        return _of_frame(text, marks[opening], marks[opening + 1 :], is_conversation)
    return _before_lone_end(text, marks)


def is_closed(text: str, token: re.Match[str]) -> bool:
    """Whether a control token opens a frame that another one closes."""
    mark = _MARK.match(text, token.start())
    if mark is None or not _is_loose(mark) or not _opens(mark):
        return False
    return any(_name(other) == _name(mark) and _is_end(other) for other in _MARK.finditer(text, token.end()))


def _paired(marks: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the marks without those that are some only where the other one of the pair is there."""
    ends = {_name(mark): mark.start() for mark in marks if _is_end(mark)}
    begins = {_name(mark): mark.start() for mark in reversed(marks) if not _is_end(mark)}

    def is_meant(mark: re.Match[str]) -> bool:
        name = _name(mark)
        return not _is_loose(mark) or begins.get(name, len(mark.string)) <= mark.start() <= ends.get(name, -1)

    return [mark for mark in marks if is_meant(mark)]


def _is_loose(mark: re.Match[str]) -> bool:
    """Whether a mark may be a single control token, or words between signs."""
    return bool(mark["token"] or mark["signed"])


def _of_frame(text: str, opening: re.Match[str], later: Sequence[re.Match[str]], is_conversation: bool) -> str:
    """Return a reply without the frame that `opening` opens: what is inside of it, or what follows it."""
    name = _name(opening)
    ending = _ending(name, later)
    if ending is None:
        return text[opening.end() :] if _ANSWER.search(name) else "" if is_conversation else text
    before, inside, after = text[: opening.start()], text[opening.end() : ending.start()], text[ending.end() :]
    if not is_conversation:
        return inside.strip() if _ANSWER.search(name) or not after.strip() else after.strip()
    if form_start(after) is None:
        return "" if name == "comment" else text if name == "fence" else inside.strip()
    if form_start(inside) is not None and any(_opens(mark) and _alike(name, _name(mark)) for mark in later):
        return _without_marks(text, [opening, *later], name)
    return f"{before}{after}" if form_start(inside) is not None or name != "fence" else text


def _ending(name: str, later: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Return the mark that closes a frame, those of the same name inside of it left out."""
    depth = 1
    for mark in later:
        if _name(mark) == name:
            depth += 1 if _opens(mark) else -1
            if not depth:
                return mark
    return None


def _before_lone_end(text: str, marks: Sequence[re.Match[str]]) -> str:
    """Return a reply without an end whose beginning is not there, and without the draft that it ends."""
    opened: set[str] = set()
    last = len(text.rstrip())
    for mark in marks:
        name = _name(mark)
        if _opens(mark):
            opened.add(name)
        elif name not in opened and _is_frame(name):
            head = text[mark.end() : mark.end() + HEAD]
            begins = form_start(head)
            if begins is not None and not head[:begins].strip(" \t\r\n*_#->`"):
                return text[mark.end() :]
            if mark.end() == last:
                return text[: mark.start()].rstrip() if _ANSWER.search(name) or begins_form(text) else ""
    return text


def _without_marks(text: str, marks: Sequence[re.Match[str]], name: str) -> str:
    """Return a reply, each of whose turns stands in a frame of one name, without these frames."""
    pieces, start = [], 0
    for mark in marks:
        if _alike(name, _name(mark)):
            pieces.append(text[start : mark.start()])
            start = mark.end()
    return "\n\n".join([*pieces, text[start:]]).strip()


HEAD = 300
"""Characters at a text's start that tell which form it has."""


def begins_form(text: str) -> bool:
    """Whether a text begins with one of the forms of a reply: JSON, an element, or a label."""
    head = text[:HEAD].lstrip()
    begins = form_start(head)
    return head.startswith("```") or (begins is not None and not head[:begins].strip(" \t\n*_#->"))


def _name(mark: re.Match[str]) -> str:
    if mark["token"]:
        parts = _parts(mark)
        inner = [part for part in parts if part not in _BEGINNINGS | _ENDS | {"of"}]
        return f"token {' '.join(inner)}" if len(inner) < len(parts) else f"lone {mark['token']}"
    if mark["signed"]:
        return f"signed {mark['signed'].lower().removeprefix('begin ').removeprefix('start ')}"
    name = mark["tag"] or mark["bracket"] or mark["angle"]
    return name.lower() if name else "fence" if mark["fence"] or mark["fence_ends"] else "comment"


def _opens(mark: re.Match[str]) -> bool:
    if mark["fence"]:
        return mark["fence"].strip("`~ \t").lower() not in _PLAIN_FENCES
    return bool(mark["comment"]) or not (mark["comment_ends"] or mark["fence_ends"] or _is_end(mark))


def _is_end(mark: re.Match[str]) -> bool:
    if mark["token"]:
        return not _ENDS.isdisjoint(_parts(mark))
    return bool(mark["tag_ends"] or mark["bracket_ends"] or mark["angle_ends"] or mark["sign_ends"])


def _parts(mark: re.Match[str]) -> list[str]:
    return re.split(r"[_▁-]+", mark["token"].lower())


def _is_frame(name: str) -> bool:
    return name not in ("comment", "fence")


def _alike(one: str, other: str) -> bool:
    """Whether two names are the same but for their number: `turn1`, `turn2`."""
    return one.rstrip("0123456789_-") == other.rstrip("0123456789_-")


def opens_line(text: str, position: int) -> bool:
    """Whether nothing stands before a place on its line."""
    return not text[text.rfind("\n", 0, position) + 1 : position].strip()
