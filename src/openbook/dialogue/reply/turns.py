"""The text form of a reply: `**QUESTION:** … **ANSWER:** …`, repeated, as models really write it."""

import re
from collections.abc import Sequence

from openbook.dialogue.reply.labels import Label, field_labels, labels, with_thoughts
from openbook.dialogue.reply.trimming import (
    unfenced,
    until_end_mark,
    without_chatter,
    without_rules,
)
from openbook.errors import UnusableReply
from openbook.records import Turn
from openbook.text.fences import fenced
from openbook.text.guillemets import facing
from openbook.text.language import languages_of, likeliest
from openbook.text.late import late

MOST_LABELS = 400
"""A reply with more labels than this is no conversation."""

LONGEST_LEAD_IN = 200
"""Characters before the first question of a reply that was cut off; more of them are thinking."""

WRAPPING = " \t\n*_-:#"
"""What may stand between two labels of which the first one is only a heading for the second."""

_SHORT = "short answer"
"""A field where there is another label for the answer."""
QUOTED_AHEAD = 2_000
"""Characters within which a quotation around a label must close for the label to count as quoted."""

_ELEMENT = late(
    r"</?(?:turns?|conversation)>"
    r"|<(/?)(question|answer|thoughts?|thought_process|reasoning)(?:_?\d{1,2})?>",
    re.IGNORECASE,
)
_TURN_HEADING = late(
    r"\n[ \t]*(?:[-*#=\s]{0,8})(?:(?:final|last|next|first|second|third)[ \t])?"
    r"(?:turn|exchange|round|pair|conversation|dialogue|q ?& ?a|runde|tour|turno|beurt|"
    r"tura|ход|轮|第.轮)"
    r"[ \t]*(?:#|no\.?)?[ \t]*\d{0,2}[:.*_#=\s-]{0,12}$",
    re.IGNORECASE,
)


def turns_of_text(text: str, *, cut: bool) -> tuple[Turn, ...]:
    """Return the turns of a reply in text form; `cut`: the reply was cut off, and its last turn is dropped.

    Raises UnusableReply where a question has no answer, or nothing divides the reply into turns.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise UnusableReply("the reply holds reasoning at most, and no conversation: switch the model's thinking off")
    text, found = _labelled(text)
    if len({label.text.casefold() for label in found if label.kind == "answer"} - {_SHORT}) > 0:
        found = [label for label in found if label.text.casefold() != _SHORT]
    _refuse_reasoning(text, found, cut)
    questions = _questions(found)
    turns: list[Turn] = []
    for place, question in enumerate(questions):
        is_last = place + 1 == len(questions)
        end = len(text) if is_last else questions[place + 1].start
        within = [label for label in found if question.end <= label.start < end]
        turn = _turn(text, question, within, end, is_last)
        if turn is not None and not (cut and is_last):
            turns.append(turn)
        elif not is_last:
            raise UnusableReply(f"question {place + 1} has no answer")
    if not turns:
        raise UnusableReply("no question with an answer could be told apart in the reply")
    return tuple(turns)


def _refuse_reasoning(text: str, found: Sequence[Label], cut: bool) -> None:
    """Raise UnusableReply where a reply thinks aloud before its first question: what follows may be drafts."""
    first = next((label.start for label in found if label.kind == "question"), 0)
    thinks = any(label.kind == "thoughts" and label.start < first and not label.inline for label in found)
    if thinks or (cut and len(text[:first].strip()) > LONGEST_LEAD_IN):
        raise UnusableReply("the reply begins with reasoning that can't be told apart from its conversation")


def _labelled(text: str) -> tuple[str, list[Label]]:
    """Return the text without an outer fence and after-talk, with the labels that are not quoted in it."""
    found = labels(text)
    if 0 <= text.lower().find("<question>") < _first_question(found, len(text)):
        text = _ELEMENT.sub(_as_label, text)
        found = labels(text)
    first = _first_question(found, -1)
    if first < 0:
        raise UnusableReply("the reply has no label for a question, such as **QUESTION:**")
    bare = until_end_mark(unfenced(text, first))
    if len(bare) != len(text):
        text, found = bare, labels(bare)
    if len(found) > MOST_LABELS:
        raise UnusableReply(f"the reply has {len(found)} labels, which no conversation has")
    spans = fenced(text)
    if spans:
        found = [label for label in found if not any(start <= label.start < end for start, end in spans)]
    last = 0
    kept = []
    for label in found:
        if not _quoted(text, last, label):
            kept.append(label)
            last = label.end
    return text, with_thoughts(text, kept)


def _first_question(found: Sequence[Label], end: int) -> int:
    """Return where the first label for a question stands; what stands behind it is text, elements too."""
    return next((label.start for label in found if label.kind == "question"), end)


def _as_label(element: re.Match[str]) -> str:
    """Return what a tag of an element is in the text form."""
    if element[1] != "" or not element[2]:
        return "\n"
    return f"\n\n**{element[2].replace('_', ' ').title()}:** "


def _quoted(text: str, since: int, label: Label) -> bool:
    """Whether a label stands inside a quotation that was opened after the label before it."""
    before = text[since : label.start]
    if label.inline and text[text.rfind("\n", 0, label.start) + 1 : label.start].lstrip().startswith(">"):
        return True
    opened, closed = before.rfind("“"), before.rfind("”")
    if opened > closed:
        end = text.find("”", label.end, label.end + QUOTED_AHEAD)
        reopened = text.find("“", label.end, label.end + QUOTED_AHEAD)
        if end >= 0 and (reopened < 0 or end < reopened):
            return True
    turned = facing(text)
    if turned.rfind("«", since, label.start) > turned.rfind("»", since, label.start) and (
        turned.find("»", label.end, label.end + QUOTED_AHEAD) >= 0
    ):
        return True
    paragraph = before[before.rfind("\n\n") + 1 :]
    if paragraph.count('"') % 2 == 0:
        return False
    ahead = text[label.end : label.end + QUOTED_AHEAD]
    return ahead.partition("\n\n")[0].count('"') % 2 == 1


def _questions(found: Sequence[Label]) -> list[Label]:
    """Return the labels that open a turn: those that look like the first one."""
    first = _opener(found)
    asked = [label for label in found if label.kind == "question" and label.start >= first.start]
    alike = [label for label in asked if _alike(first, label)]
    return alike if len(alike) > 1 else [label for label in asked if first.inline or not label.inline]


def _opener(found: Sequence[Label]) -> Label:
    """Return the first question label that is followed by an answer before another one: what precedes it is talk."""
    last: Label | None = None
    for label in found:
        if label.kind == "question":
            last = label
        elif last is not None:
            return last
    raise UnusableReply("the reply has no question that is followed by an answer")


def _alike(first: Label, label: Label) -> bool:
    if label.inline and not first.inline:
        return label.text == first.text and first.shape == "bold"
    if label.shape != first.shape:
        return False
    return label.shouts == first.shouts or label.numbered


def _turn(text: str, question: Label, within: Sequence[Label], end: int, is_last: bool) -> Turn | None:
    """Return the turn that a question label opens; None where it has no answer."""
    divider = next((label for label in within if label.kind != "question"), None)
    if divider is None:
        return None
    opened = question
    for label in within:
        if label.start < divider.start and not text[opened.end : label.start].strip(WRAPPING):
            opened = label
    for label in within:
        if label.kind == "question" and label.start > divider.start and not text[label.end : end].strip(WRAPPING):
            end = label.start
    asked = _question_text(text[opened.end : divider.start], opened)
    thinking, answering = _parts(text, divider, [label for label in within if label.start > divider.start])
    if answering is None:
        return None
    answer = without_rules(_TURN_HEADING.sub("", _piece(text, answering, end)))
    if is_last:
        answer = without_chatter(answer)
    thoughts = without_rules(_piece(text, thinking, answering.start)) if thinking else ""
    if not asked or not answer:
        return None
    if thinking is None or not thoughts:
        return Turn(asked, "", answer)
    return Turn(asked, thoughts, answer, labels=_headings(thinking, answering, thoughts))


def _parts(text: str, divider: Label, after: Sequence[Label]) -> tuple[Label | None, Label | None]:
    """Return the labels at which thoughts and answer begin: None for thoughts that there are not, or a missing answer.

    Thoughts have a label of their own, or they stand between an outer and an inner label for the answer.
    """
    thinking = divider if divider.kind == "thoughts" else None
    if (
        after
        and not thinking
        and after[0].kind == "thoughts"
        and not _besides_fields(text[divider.end : after[0].start]).strip(WRAPPING)
    ):
        thinking = after[0]
    answers = [label for label in after if label.kind == "answer" and not (label.inline and label.text.isupper())]
    if thinking:
        answers = [label for label in answers if label.start > thinking.start]
        same = [label for label in answers if label.shape == thinking.shape and not label.inline]
        return thinking, next(iter(same or answers), None)
    inner = [label for label in answers if label.shape == divider.shape and label.text != divider.text]
    if inner and not inner[0].inline and text[divider.end : inner[0].start].strip(WRAPPING):
        return divider, inner[0]
    return None, divider


def _besides_fields(text: str) -> str:
    """Return what stands before the first field in a part of a reply."""
    found = field_labels(text)
    return text[: found[0].start] if found else text


def _piece(text: str, label: Label, end: int) -> str:
    piece = text[label.end : end].strip()
    if label.open_bold:
        first, newline, rest = piece.partition("\n")
        piece = first.rstrip().removesuffix("**").removesuffix("__").rstrip() + newline + rest
    return piece


def _question_text(piece: str, label: Label) -> str:
    asked = without_rules(piece)
    if label.open_bold:
        asked = asked.removesuffix("**").removesuffix("__").rstrip()
    for marks in ("**", "__", "*", "_"):
        inner = asked[len(marks) : -len(marks)]
        if asked.startswith(marks) and asked.endswith(marks) and inner.strip() and marks not in inner:
            asked = inner.strip()
    for opening, closing in ('""', "“”", "«»", "„“", "»«", "「」"):
        inner = asked[1:-1]
        if asked[:1] == opening and asked[-1:] == closing and opening not in inner and closing not in inner:
            asked = inner.strip()
    return "\n".join(line.removeprefix("> ") for line in asked.split("\n")) if asked.startswith("> ") else asked


def _headings(thinking: Label, answering: Label, thoughts: str) -> tuple[str, str]:
    """Return the two headings as written.

    The usual ones stand for what is no word, a bare letter or an outer label in capitals, and for words in a script
    that the thoughts are not written in.
    """
    names = []
    for label, usual in ((thinking, "Thought Process"), (answering, "Answer")):
        is_word = len(label.text) > 1 or not label.text.isascii()
        script = "" if label.text.isascii() else likeliest(label.text)
        is_word = is_word and (not script or script in languages_of(thoughts))
        names.append(label.text if is_word and label.text not in ("ANSWER", "RESPONSE") and label.kind else usual)
    return names[0] if thinking.kind == "thoughts" else "Thought Process", names[1]
